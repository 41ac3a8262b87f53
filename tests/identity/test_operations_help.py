"""Help asked for from the page of a link that no longer works, and the answer that comes back to it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic
from identity.events import stamp
from tests.identity.practice import PASSWORD


def ask(practice, token, said="It says expired."):
    return practice.browser().post("/links:askForHelp", {"token": token, "said": said})


def inspect(practice, token, **more):
    return practice.browser().post("/links:inspect", {"token": token} | more).json


def answer(practice, asked, text="Look at your mail once more.", answered=True):
    practice.hear("call.ended", clinic.CallEnded(
        practice_id=practice.practice_id, call_id=asked.help_id, help_id=asked.help_id, answered=answered, answer=text,
        end_time=stamp(practice.now())))


def expired(practice, person, token):
    practice.shift_clock(hours=49)


def superseded(practice, person, token):
    practice.welcome(person)


def used(practice, person, token):
    practice.browser().post("/links:redeem", {"token": token, "password": PASSWORD})


def revoked(practice, person, token):
    practice.tell_access(replace(person, access=False))


@pytest.mark.parametrize(("end", "state"), [(expired, 2), (superseded, 3), (used, 5), (revoked, 4)])
def test_whoever_holds_a_link_that_ended_can_tell_the_practice_and_reads_its_answer(practice, end, state):
    person, token = practice.invited()
    end(practice, person, token)
    answered = ask(practice, token)
    assert (answered.status_code, set(answered.json)) == (202, {"ask_time", "answer", "answer_time"})
    [asked] = practice.announced("help.asked")
    assert (asked.link_state, asked.said, [to.contact_id for to in asked.recipients]) == (state, "It says expired.", [person.contact_id])
    assert inspect(practice, token)["help"]["answer"] is None
    answer(practice, asked)
    told = inspect(practice, token)
    assert told["help"]["answer"] == "Look at your mail once more." and told["help"]["answer_time"] and "email" not in told


def test_asked_again_while_it_is_open_it_is_the_same(practice):
    _, token = practice.invited()
    first, again = ask(practice, token), ask(practice, token)
    assert first.json == again.json and len(practice.announced("help.asked")) == 1


def test_what_was_put_aside_is_not_told_and_may_be_asked_anew(practice):
    _, token = practice.invited()
    ask(practice, token)
    answer(practice, practice.announced("help.asked")[0], "", answered=False)
    assert inspect(practice, token)["help"] is None
    assert ask(practice, token).status_code == 202 and len(practice.announced("help.asked")) == 2


def test_five_a_day_and_the_answer_says_when_the_next_may_be(practice):
    _, token = practice.invited(email=None)
    for _ in range(5):
        ask(practice, token)
        answer(practice, practice.announced("help.asked")[-1])
    refused = ask(practice, token)
    assert (refused.status_code, refused.json["reason"]) == (429, "TOO_MANY_CALLS") and refused.json["allowed_time"]
    practice.shift_clock(hours=24, seconds=5)
    assert ask(practice, token).status_code == 202


def test_a_page_that_waits_for_its_answer_was_not_opened_anew(practice):
    _, token = practice.invited()
    inspect(practice, token)
    for _ in range(3):
        inspect(practice, token, waiting=True)
    assert len(practice.announced("link.inspected")) == 1


def test_the_link_that_went_to_a_strangers_mailbox_is_heard_by_nobody(practice):
    person, token = practice.invited()
    practice.tell_contact(replace(person, email=f"right.{person.email}"))
    assert ask(practice, token).json["reason"] == "HELP_NOT_HERE" and not practice.announced("help.asked")


def test_an_answer_is_read_by_the_link_it_was_asked_from_alone(practice):
    person, token = practice.invited()
    practice.welcome(person)
    ask(practice, token)
    answer(practice, practice.announced("help.asked")[0])
    assert inspect(practice, practice.token(person.email))["help"] is None


def test_a_token_that_is_none_or_another_practices_tells_nobody(practice, neighbour):
    _, token = practice.invited()
    assert ask(practice, "nonsense").json["reason"] == ask(neighbour, token).json["reason"] == "LINK_UNKNOWN"


def test_the_latest_answer_is_forgotten_after_a_day(practice):
    _, token = practice.invited()
    ask(practice, token)
    answer(practice, practice.announced("help.asked")[0])
    practice.shift_clock(seconds=timedelta(hours=25).total_seconds())
    assert inspect(practice, token)["help"] is None


def invited_to_the_team(practice, email="cleo@maple.example"):
    """A clinician who was invited and hasn't come; the token of the mail."""
    member = practice.owner.post("/staff", {"email": email, "display_name": "Dr. Cleo", "role": "CLINICIAN"}).json
    return member["account_id"], practice.token(email)


def waiting(practice, account_id):
    [member] = [one for one in practice.owner.get("/staff").json["staff"] if one["account_id"] == account_id]
    assert member["asked_help"] == practice.owner.get(f"/accounts/{account_id}").json["asked_help"]
    return member["asked_help"]


def test_who_was_invited_to_the_team_tells_those_who_invite_and_gets_a_newer_link(practice):
    account_id, token = invited_to_the_team(practice)
    practice.shift_clock(hours=49)
    assert inspect(practice, token)["state"] == "EXPIRED" and inspect(practice, token)["team"]
    assert waiting(practice, account_id) is None
    assert ask(practice, token, "I was away.").status_code == 202 and not practice.announced("help.asked")
    assert waiting(practice, account_id)["said"] == "I was away."
    assert practice.owner.post(f"/staff/{account_id}:inviteAgain").json["asked_help"] is None
    told = inspect(practice, token)["help"]
    assert told["answer"] == "" and told["answer_time"] and waiting(practice, account_id) is None
    newer = practice.token("cleo@maple.example")
    assert newer != token and inspect(practice, newer)["state"] == "LIVE"


def test_who_helped_themselves_to_a_newer_link_waits_for_nobody(practice):
    account_id, token = invited_to_the_team(practice)
    practice.shift_clock(hours=49)
    ask(practice, token)
    practice.shift_clock(hours=50)
    assert practice.browser().post("/links:renew", {"token": token}).status_code == 202
    assert waiting(practice, account_id) is None


def test_who_left_before_coming_is_heard_by_nobody(practice):
    account_id, token = invited_to_the_team(practice)
    practice.owner.post(f"/staff/{account_id}:leave")
    assert ask(practice, token).json["reason"] == "HELP_NOT_HERE"
    assert practice.owner.post(f"/staff/{account_id}:inviteAgain").json["reason"] == "ACCOUNT_DISABLED"


def test_a_newer_link_is_for_who_has_not_come_by_who_may_invite_and_five_times_a_day(practice):
    account_id, token = invited_to_the_team(practice)
    assert practice.staff("FRONT_DESK").post(f"/staff/{account_id}:inviteAgain").status_code == 403
    for _ in range(4):
        assert practice.owner.post(f"/staff/{account_id}:inviteAgain").status_code == 200
    refused = practice.owner.post(f"/staff/{account_id}:inviteAgain")
    assert refused.json["reason"] == "TOO_MANY_LINKS" and refused.json["allowed_time"]
    practice.entered("cleo@maple.example")
    assert practice.owner.post(f"/staff/{account_id}:inviteAgain").json["reason"] == "ACCOUNT_NOT_PENDING"
