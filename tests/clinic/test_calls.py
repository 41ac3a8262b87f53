"""Who can't get in says so, and the front desk answers."""

from datetime import timedelta
from uuid import uuid4

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.identity.v1 import events_pb2 as identity
from anteroom.videogate.v1 import events_pb2 as videogate
from clinic.events import stamp


@pytest.fixture
def family(practice):
    """(client, parent, the parent's login): consent was never recorded, so a join is refused."""
    client_id = practice.minor()
    parent = practice.parent(client_id, phone="416-555-0142")
    return client_id, parent, practice.account(parent)


def board(practice, role="FRONT_DESK"):
    return practice.staff(role).get("/calls")["calls"]


def booked(practice, client_id, contact_id):
    session_id = str(uuid4())
    practice.hear(videogate.SessionChanged(
        practice_id=practice.practice_id, session_id=session_id, version=1, state=videogate.SESSION_STATE_BOOKED, client_id=client_id,
        contact_ids=[contact_id], clinician_id=str(uuid4()), start_time=stamp(practice.now),
        end_time=stamp(practice.now + timedelta(hours=1)),
    ))
    return session_id


def test_a_call_from_a_sessions_door_reaches_the_front_desk_with_what_stands_in_the_way(practice, family):
    client_id, parent, holder = family
    session_id = booked(practice, client_id, parent)
    holder.post("/me/calls", {"session_id": session_id, "said": " It says not yet. "})
    [call] = board(practice)
    assert (call["client_id"], call["contact_id"], call["session_id"], call["origin"]) == (client_id, parent, session_id, "JOIN")
    assert (call["client_name"], call["name"], call["phone"]) == ("Noah Tremblay", "Julie Tremblay", "416-555-0142")
    assert (call["said"], call["state"], call["reasons"]) == ("It says not yet.", "OPEN", ["CONSENT_MISSING"])


def test_a_call_said_again_while_it_is_open_is_the_same_call(practice, family):
    client_id, _, holder = family
    first, again = (holder.post("/me/calls", {"client_id": client_id}) for _ in range(2))
    assert first == again and len(board(practice)) == 1


def test_the_caller_reads_the_answer_and_never_why_they_were_refused(practice, family):
    client_id, _, holder = family
    holder.post("/me/calls", {"client_id": client_id})
    [call] = board(practice)
    practice.owner.post(f"/calls/{call['call_id']}:answer", {"answer": "One moment, I'm fixing it now."})
    [mine] = holder.get("/me/calls")["calls"]
    assert (mine["state"], mine["answer"]) == ("ANSWERED", "One moment, I'm fixing it now.") and mine["answer_time"]
    assert set(mine) == {"call_id", "client_id", "session_id", "raise_time", "state", "answer", "answer_time"}


def test_after_an_answer_a_new_call_may_be_raised_and_stands_first(practice, family):
    client_id, _, holder = family
    first = holder.post("/me/calls", {"client_id": client_id})
    practice.owner.post(f"/calls/{first['call_id']}:answer", {"answer": "Try again."})
    second = holder.post("/me/calls", {"client_id": client_id})
    assert [(call["call_id"], call["state"]) for call in board(practice)] == [(second["call_id"], "OPEN"), (first["call_id"], "ANSWERED")]


def test_a_call_is_answered_once(practice, family):
    call = family[2].post("/me/calls", {})
    path = f"/calls/{call['call_id']}:answer"
    practice.owner.post(path, {"answer": "Try again."})
    answer = practice.owner.ask("POST", path, {"answer": "Something else."})
    assert (answer.status, answer["reason"]) == (409, "CALL_OVER")


def test_a_call_that_was_put_aside_is_gone_from_the_callers_list(practice, family):
    call = family[2].post("/me/calls", {})
    assert practice.owner.post(f"/calls/{call['call_id']}:close", None)["state"] == "CLOSED"
    assert practice.owner.post(f"/calls/{call['call_id']}:close", {})["state"] == "CLOSED"
    assert family[2].get("/me/calls")["calls"] == []


def test_somebody_whose_access_is_off_may_still_call(practice, family):
    client_id, parent, holder = family
    practice.owner.patch(f"/clients/{client_id}/contacts/{parent}", {"online_access": False})
    holder.post("/me/calls", {"client_id": client_id})
    assert "ONLINE_ACCESS_OFF" in board(practice)[0]["reasons"]


def test_nobody_calls_for_a_client_who_is_not_theirs(practice, family):
    stranger = practice.adult()[0]
    assert family[2].ask("POST", "/me/calls", {"client_id": stranger}).status == 404
    assert board(practice) == []


def test_nobody_sees_another_accounts_calls(practice, family):
    family[2].post("/me/calls", {})
    assert practice.account(practice.adult()[1]).get("/me/calls")["calls"] == []


def test_a_call_of_another_practice_is_not_found(practice, other, family):
    call = family[2].post("/me/calls", {})
    for verb, body in (("answer", {"answer": "Hello."}), ("close", {})):
        answer = other.owner.ask("POST", f"/calls/{call['call_id']}:{verb}", body)
        assert (answer.status, answer["reason"]) == (404, "CALL_UNKNOWN")
    assert board(practice)[0]["state"] == "OPEN" and board(other) == []


@pytest.mark.parametrize("role", [None, "STUDENT"])
def test_only_staff_who_may_see_calls_do(practice, family, role):
    family[2].post("/me/calls", {})
    assert practice.staff(role).ask("GET", "/calls").status == 403


@pytest.mark.parametrize("answer", ["", "  ", "x" * 281])
def test_an_answer_is_a_short_text(practice, family, answer):
    call = family[2].post("/me/calls", {})
    assert practice.owner.ask("POST", f"/calls/{call['call_id']}:answer", {"answer": answer}).status == 400


def test_the_timeline_tells_of_the_call_and_keeps_nothing_that_was_said(practice, family):
    client_id, parent, holder = family
    call = holder.post("/me/calls", {"client_id": client_id, "said": "Something private"})
    practice.owner.post(f"/calls/{call['call_id']}:answer", {"answer": "Something else"})
    told = practice.report(client_id, parent)["timeline"]
    assert {"CALL_RAISED", "CALL_ANSWERED"} <= {one["kind"] for one in told} and "Something" not in str(told)


# From the page of a link.


def asked(practice, client_id, contact_id, holder, help_id, said="It says expired."):
    return identity.HelpAsked(
        practice_id=practice.practice_id, help_id=str(help_id), account_id=str(holder.account_id), link_id=str(uuid4()),
        link_state=identity.LINK_STATE_EXPIRED, said=said, ask_time=stamp(practice.now),
        recipients=[identity.RelationshipRef(contact_id=contact_id, client_id=client_id)],
    )


def test_a_call_from_a_links_page_stands_on_the_board_and_its_answer_is_announced_back(practice):
    client_id, contact_id = practice.adult()
    holder, help_id = practice.account(contact_id, "PENDING", "NONE"), uuid4()
    event, event_id = asked(practice, client_id, contact_id, holder, help_id), uuid4()
    practice.hear(event, event_id)
    [call] = board(practice)
    assert (call["origin"], call["said"], call["state"]) == ("LINK", "It says expired.", "OPEN")
    assert "ACCOUNT_NOT_ACTIVE" in call["reasons"]
    practice.owner.post(f"/calls/{call['call_id']}:answer", {"answer": "A new one is on its way."})
    [told] = practice.announced(clinic.CallEnded)
    assert (told.help_id, told.answered, told.answer) == (str(help_id), True, "A new one is on its way.")


def test_a_call_from_a_link_told_again_after_it_was_answered_is_no_second_one(practice):
    client_id, contact_id = practice.adult()
    event, event_id = asked(practice, client_id, contact_id, practice.account(contact_id, "PENDING", "NONE"), uuid4()), uuid4()
    practice.hear(event, event_id)
    practice.owner.post(f"/calls/{board(practice)[0]['call_id']}:answer", {"answer": "A new one is on its way."})
    practice.hear(event, event_id)
    assert [call["state"] for call in board(practice)] in ([], ["ANSWERED"])


def test_a_call_that_stands_already_takes_up_the_one_from_a_link(practice, family):
    client_id, parent, holder = family
    holder.post("/me/calls", {"client_id": client_id})
    practice.hear(asked(practice, client_id, parent, holder, help_id := uuid4()))
    [call] = board(practice)
    practice.owner.post(f"/calls/{call['call_id']}:close", {})
    [told] = practice.announced(clinic.CallEnded)
    assert (told.help_id, told.answered) == (str(help_id), False)


def test_a_call_from_the_portal_alone_is_announced_to_nobody(practice, family):
    client_id, _, holder = family
    holder.post("/me/calls", {"client_id": client_id})
    practice.owner.post(f"/calls/{board(practice)[0]['call_id']}:close", {})
    assert practice.announced(clinic.CallEnded) == []
