"""Staff read what became of mails at their own practice's host, page by page, and see one before it goes."""

from uuid import uuid4

import pytest

from anteroom.identity.v1 import events_pb2 as identity_events
from notify.domain import EDITABLE
from tests.notify.test_notices import guest  # noqa: F401  (a fixture)


def reason(answer):
    return answer.status_code, answer.json["reason"]


def test_a_mail_is_shown_with_its_states_and_their_times(practice, doors, mail_server):
    sofia = practice.person("sofia@example.com")
    practice.issues(sofia)
    practice.sends()
    (shown,) = doors.get("/messages", practice, client_id=str(sofia.client_id))["messages"]
    assert (shown["kind"], shown["state"], shown["reason"], shown["to_address"]) == ("INVITATION", "SENT", None, "sofia@example.com")
    assert shown["recipients"] == [{"contact_id": str(sofia.contact_id), "client_id": str(sofia.client_id)}]
    assert [step["state"] for step in shown["states"]] == ["QUEUED", "SENT"]
    assert shown["queue_time"].endswith("Z") and shown["states"][1]["time"] == shown["change_time"]
    assert doors.get(f"/messages/{shown['message_id']}", practice) == shown


def test_mails_are_found_by_client_and_by_contact_and_by_nobody_elses(practice, doors):
    sofia, other = practice.person(), practice.person()
    practice.issues(sofia)
    practice.issues(other)
    for query in ({"client_id": str(sofia.client_id)}, {"contact_id": str(sofia.contact_id)}):
        (shown,) = doors.get("/messages", practice, **query)["messages"]
        assert shown["account_id"] == str(sofia.account_id)
    assert len(doors.get("/messages", practice)["messages"]) == 2
    assert doors.get("/messages", practice, client_id=str(uuid4()))["messages"] == []


def test_a_video_sessions_mails_are_found_by_it_its_guests_among_them(practice, doors, guest):  # noqa: F811
    practice.issues(practice.person())
    guest.says()
    (shown,) = doors.get("/messages", practice, session_id=str(guest.session_id))["messages"]
    assert (shown["kind"], shown["account_id"]) == ("GUEST_INVITATION", str(guest.guest_id))
    assert doors.get("/messages", practice, session_id=str(uuid4()))["messages"] == []


def test_a_reset_shows_with_the_client_whose_person_asked(practice, doors):
    sofia = practice.person()
    practice.issues(sofia, purpose=identity_events.LINK_PURPOSE_RESET)
    (shown,) = doors.get("/messages", practice, client_id=str(sofia.client_id))["messages"]
    assert (shown["kind"], shown["recipients"]) == ("RESET", [])


def test_pages_follow_one_another_to_the_end(practice, doors):
    for _ in range(5):
        practice.issues(practice.person())
    seen, token = [], ""
    while True:
        page = doors.get("/messages", practice, page_size=2, page_token=token)
        seen += [message["message_id"] for message in page["messages"]]
        token = page["next_page_token"]
        if not token:
            break
    assert len(seen) == len(set(seen)) == 5
    assert seen == [message["message_id"] for message in doors.get("/messages", practice)["messages"]]


@pytest.mark.parametrize(
    "query", [{"page_token": "!"}, {"page_token": "YWJj"}, {"page_size": 0}, {"page_size": 201}, {"client_id": "x"}, {"who": "x"}],
)
def test_a_query_that_makes_no_sense_is_refused_by_name(practice, doors, query):
    answer = doors.send("GET", "/api/notify/v1/messages", practice, query_string=query)
    assert reason(answer) == (400, "INVALID") and answer.content_type == "application/problem+json"


def test_another_practices_mail_is_not_found(practice, neighbour, doors):
    practice.issues(practice.person())
    ours = str(practice.only().message_id)
    assert reason(doors.send("GET", f"/api/notify/v1/messages/{ours}", neighbour)) == (404, "NOT_FOUND")
    assert doors.get("/messages", neighbour)["messages"] == []
    assert reason(doors.send("GET", "/api/notify/v1/messages", neighbour, token=doors.token(practice))) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize(("role", "status"), [("OWNER", 200), ("CLINICIAN", 200), ("FRONT_DESK", 200), ("STUDENT", 200), (None, 403)])
def test_all_staff_read_mails_and_clients_do_not(practice, doors, role, status):
    answer = doors.send("GET", "/api/notify/v1/messages", practice, token=doors.token(practice, role))
    assert answer.status_code == status


def test_a_revoked_sign_in_reads_nothing_more(practice, doors):
    login_session_id = uuid4()
    event = identity_events.LoginSessionRevoked(practice_id=practice.practice_id, login_session_id=str(login_session_id))
    event.forget_time.FromSeconds(4_000_000_000)
    practice.hears("identity", "login_session.revoked", event)
    token = doors.token(practice, login_session_id=login_session_id)
    assert reason(doors.send("GET", "/api/notify/v1/messages", practice, token=token)) == (401, "LOGIN_SESSION_ENDED")


def preview(doors, practice, person, **more):
    body = {"kind": "INVITATION", "client_id": str(person.client_id), "contact_id": str(person.contact_id)} | more
    return doors.send("POST", "/api/notify/v1/messages:preview", practice, json=body)


def test_a_preview_is_the_mail_that_would_go_but_for_its_link(practice, doors, mail_server):
    sofia = practice.person("sofia@example.com")
    shown = preview(doors, practice, sofia).json
    practice.issues(sofia)
    practice.sends()
    (mail,) = mail_server.mails
    assert shown["subject"] == mail["Subject"] and shown["to_address"] == "sofia@example.com"
    assert "Hello Sofia" in shown["html"] and "#a-sample-opens-nothing" in shown["text"]
    sent = mail.get_body(("plain",)).get_content()
    assert shown["text"].splitlines()[0] == sent.splitlines()[0] and len(shown["text"].splitlines()) == len(sent.splitlines())
    assert [m.message.kind for m in practice.mails()] == ["INVITATION"]


def test_every_kind_of_mail_can_be_previewed(practice, doors):
    sofia = practice.person()
    assert all(preview(doors, practice, sofia, kind=kind).status_code == 200 for kind in EDITABLE)


def test_a_preview_for_somebody_else_than_the_clients_people_is_not_found(practice, neighbour, doors):
    sofia, other = practice.person(), practice.person()
    assert reason(preview(doors, practice, sofia, client_id=str(other.client_id))) == (404, "NOT_FOUND")
    assert reason(preview(doors, neighbour, sofia)) == (404, "NOT_FOUND")


@pytest.mark.parametrize("body", [{}, {"kind": "PARTY"}, {"kind": "INVITATION", "client_id": 5, "contact_id": None}, {"extra": 1}])
def test_a_preview_of_nonsense_is_refused_by_name(practice, doors, body):
    assert reason(doors.send("POST", "/api/notify/v1/messages:preview", practice, json=body)) == (400, "INVALID")


def test_a_suppressed_mail_can_be_let_go_and_its_address_is_mailed_again(practice, doors, mail_server):
    mail_server.say["RCPT"] = "550 5.1.1 no such user"
    practice.issues(practice.person("sofia@example.com"))
    practice.sends("BOUNCED")
    mail_server.say.clear()
    practice.issues(practice.person("Sofia@example.com"))
    held = practice.sends("SUPPRESSED")
    answer = doors.send("POST", f"/api/notify/v1/messages/{held.message_id}:release", practice)
    assert (answer.status_code, answer.json["state"]) == (200, "QUEUED")
    practice.sends()
    assert len(mail_server.mails) == 1


def test_a_mail_that_is_not_stopped_cannot_be_let_go(practice, doors):
    practice.issues(practice.person())
    message_id = practice.only().message_id
    answer = doors.send("POST", f"/api/notify/v1/messages/{message_id}:release", practice)
    assert reason(answer) == (409, "NOT_RELEASABLE") and answer.json["state"] == "QUEUED"
    assert reason(doors.send("POST", f"/api/notify/v1/messages/{uuid4()}:release", practice)) == (404, "NOT_FOUND")
