"""A mail provider tells what became of mails: signed, in any order, as often as it likes."""

import json
import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from anteroom.identity.v1 import events_pb2 as identity
from chassis.testing import eventually
from notify import composing, signing

OLD, NEW, FOREIGN = b"o" * 32, b"n" * 32, b"f" * 32
GONE = {"bounce": "PERMANENT", "enhanced_status": "5.1.1", "said": "550 5.1.1 <sofia@example.com> no such user"}


@pytest.fixture
def tell(doors, practice):
    """tell(reports, …): a provider's request, signed with a key of ours unless told otherwise."""

    def post(*reports, key=NEW, age=0, body=None, host="api", **changed):
        content = body if body is not None else json.dumps({"reports": reports}).encode()
        message_id, stamp = f"msg_{uuid4()}", int(time.time() - age)
        signature = f"v1,AAAA {signing.sign(key, message_id, stamp, content)}"
        headers = {"webhook-id": message_id, "webhook-timestamp": str(stamp), "webhook-signature": signature}
        return doors.wsgi.post(
            "/api/notify/v1/delivery-reports", base_url=f"http://{host}.localhost", data=content, content_type="application/json",
            headers={name: value for name, value in (headers | changed).items() if value is not None},
        )

    return post


@pytest.fixture
def sent(practice, mail_server):
    """A mail that the server took, as reports name it."""
    sofia = practice.person("sofia@example.com")
    practice.issues(sofia)
    practice.sends()
    return sofia, mail_server.mails[-1]["Message-ID"]


def report(message_id, event, minutes=0, **more):
    return {"message_id": message_id, "event": event, "event_time": (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat(), **more}


def reason(answer):
    return answer.status_code, answer.json["reason"]


def test_delivered_is_said_when_a_report_says_so_and_not_before(practice, sent, tell):
    assert practice.only().state == "SENT"
    assert tell(report(sent[1], "DELIVERED")).json == {"accepted": 1}
    assert practice.only().state == "DELIVERED" and practice.steps() == ["QUEUED", "SENT", "DELIVERED"]
    assert json.loads(practice.announced()[-1].payload)["state"] == "MESSAGE_STATE_DELIVERED"


def test_a_bounce_that_comes_late_twice_and_out_of_order_is_believed_once(practice, sent, tell):
    bounce, delivered = report(sent[1], "BOUNCED", minutes=-1, **GONE), report(sent[1], "DELIVERED", minutes=-5)
    for batch in ([delivered], [bounce], [bounce, delivered], [report(sent[1], "DEFERRED", minutes=-9)], [bounce]):
        assert tell(*batch).status_code == 200
    mail = practice.only()
    assert (mail.state, mail.reason, mail.detail) == ("BOUNCED", "NO_SUCH_MAILBOX", "550 5.1.1 … no such user")
    assert practice.steps() == ["QUEUED", "SENT", "DELIVERED", "BOUNCED"]


def test_after_a_hard_bounce_the_address_gets_no_more_mail_until_staff_let_it_go(practice, sent, tell, doors, mail_server):
    bounce = report(sent[1], "BOUNCED", **GONE)
    tell(bounce)
    practice.issues(sent[0])
    held = practice.sends("SUPPRESSED")
    assert held.reason == "ADDRESS_BOUNCED"
    assert doors.send("POST", f"/api/notify/v1/messages/{held.message_id}:release", practice).status_code == 200
    tell(bounce)
    practice.sends()
    assert len(mail_server.mails) == 2


def test_a_complaint_suppresses_the_address_and_says_why(practice, sent, tell):
    tell(report(sent[1], "COMPLAINED"))
    assert practice.only().state == "COMPLAINED"
    practice.issues(sent[0])
    assert practice.sends("SUPPRESSED").reason == "ADDRESS_COMPLAINED"


@pytest.mark.parametrize("said", [{"bounce": "TEMPORARY", "enhanced_status": "4.2.2"}, {"bounce": "PERMANENT", "enhanced_status": "5.7.1"},
                                  GONE | {"recipient": "forwarded@elsewhere.example"}])
def test_a_bounce_that_says_nothing_against_the_address_suppresses_nothing(practice, sent, tell, mail_server, said):
    tell(report(sent[1], "BOUNCED", **said))
    assert practice.only().state == "BOUNCED"
    practice.issues(sent[0])
    practice.sends()
    assert len(mail_server.mails) == 2


def test_a_mail_that_the_next_server_still_tries_is_not_taken_back_with_its_link(practice, mail_server, tell):
    sofia = practice.person()
    _, link_id = practice.issues(sofia)
    practice.sends()
    tell(report(mail_server.mails[0]["Message-ID"], "DEFERRED", said="451 4.7.1 greylisted"))
    practice.ends(link_id, sofia, identity.LINK_STATE_SUPERSEDED)
    assert (practice.only().state, practice.only().detail) == ("DEFERRED", "451 4.7.1 greylisted")


def test_a_report_is_quicker_than_our_own_record_and_the_mail_is_not_sent_again(practice, tell, post, worker, mail_server, settings):
    event_id, _ = practice.issues(practice.person())
    tell(report(composing.message_id(practice.practice_id, event_id, settings.mail_from), "DELIVERED"))
    post.take(worker)
    assert practice.only().state == "DELIVERED" and not mail_server.mails


def test_a_bounce_quicker_than_our_own_record_counts_against_the_address_once_that_is_written(practice, tell, mail_server):
    sofia = practice.person("sofia@example.com")
    practice.issues(sofia)
    bounced = []
    mail_server.on_data = lambda: bounced or bounced.append(tell(report(mail_server.mails[0]["Message-ID"], "BOUNCED", **GONE)))
    practice.sends("BOUNCED")
    assert eventually(lambda: practice.only().to_address) == "sofia@example.com"
    assert json.loads(practice.announced()[-1].payload)["toAddress"] == "sofia@example.com"
    practice.issues(sofia)
    assert practice.sends("SUPPRESSED").reason == "ADDRESS_BOUNCED"


def test_an_instant_in_the_future_does_not_outrank_what_comes_later(practice, sent, tell):
    tell(report(sent[1], "DELIVERED", minutes=600))
    tell(report(sent[1], "BOUNCED", bounce="TEMPORARY", minutes=1))
    assert practice.only().state == "BOUNCED"


def test_who_asks_about_strangers_mail_learns_nothing(practice, neighbour, sent, tell):
    event = uuid4()
    for unknown in (f"<{event}.{practice.practice_id}@anteroom.example>", f"<{event}.nobody@x.example>", "<CAF@mail.example>", "?"):
        assert tell(report(unknown, "BOUNCED", **GONE)).json == {"accepted": 1}
    elsewhere = sent[1].replace(practice.practice_id, neighbour.practice_id)
    assert tell(report(elsewhere, "BOUNCED", **GONE)).json == {"accepted": 1}
    assert practice.only().state == "SENT"


def test_one_batch_reaches_several_practices(practice, neighbour, sent, tell, mail_server):
    neighbour.issues(neighbour.person())
    neighbour.sends()
    tell(*(report(mail["Message-ID"], "DELIVERED") for mail in mail_server.mails), report("<a@b>", "DELIVERED"))
    assert practice.only().state == neighbour.only().state == "DELIVERED"


def test_both_keys_count_while_they_are_exchanged(practice, sent, tell):
    assert tell(report(sent[1], "DELIVERED"), key=OLD).status_code == tell(report(sent[1], "DELIVERED"), key=NEW).status_code == 200


@pytest.mark.parametrize(
    "how", [{"key": FOREIGN}, {"webhook-signature": None}, {"webhook-signature": "v1,"}, {"webhook-id": "other"}, {"webhook-id": None},
            {"webhook-timestamp": "now"}, {"webhook-timestamp": None}, {"webhook-signature": "v1,\u00e9"}, {"key": FOREIGN, "body": b"{"}],
)
def test_what_no_key_of_ours_signed_is_refused_unread(practice, sent, tell, how):
    assert reason(tell(report(sent[1], "DELIVERED"), **how)) == (401, "SIGNATURE_INVALID")
    assert practice.only().state == "SENT"


@pytest.mark.parametrize("age", [301, -310])
def test_a_request_from_another_time_is_refused(practice, sent, tell, age):
    assert reason(tell(report(sent[1], "DELIVERED"), age=age)) == (401, "SIGNATURE_STALE")
    assert practice.only().state == "SENT"


@pytest.mark.parametrize(
    "wrong", [{"event": "OPENED"}, {"event_time": "2026-11-02T09:00:00"}, {"enhanced_status": "550"}, {"said": "x" * 2001}, {"more": 1},
              {"message_id": ""}],
)
def test_a_report_that_makes_no_sense_is_refused_by_name(tell, wrong):
    assert reason(tell(report("<a@b>", "DELIVERED") | wrong)) == (400, "INVALID")
    assert reason(tell()) == (400, "INVALID") and reason(tell(body=b"[]")) == (400, "INVALID")
    assert reason(tell(*[report("<a@b>", "DELIVERED")] * 501)) == (400, "INVALID")
