"""Edge cases of mail: it is late, twice, stopped, read by somebody else, or says another hour than the clock on the wall."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import nats
import psycopg
import pytest

from chassis.testing import eventually, run
from tests.system.practice import PASSWORD, SERVICES, Practice, refused
from tests.system.truth.fixes import press
from tests.system.truth.scene import Scene

TORONTO = ZoneInfo("America/Toronto")
# Words that tell somebody who reads the mailbox what kind of practice it is, or what about.
CLINICAL = re.compile(r"therap|counsel|clinic|mental|diagnos|treatment|psych|patient|minor|custody|video", re.I)


@pytest.fixture(scope="module")
def shared(stack):
    """One practice for all that leaves its clock and its settings alone."""
    return Practice(stack)


def mails_of(practice, person):
    """What the chart shows of a person's mails, newest first."""
    asked = {"client_id": person.client_id, "contact_id": person.contact_id}
    return practice.owner.get("/api/notify/v1/messages", **asked)["messages"]


def test_a_stranger_who_got_the_invitation_by_a_typo_can_do_nothing_once_it_is_corrected(shared):
    person = shared.adult(email=f"strange{uuid4().hex[:6]}@{shared.slug}.example")
    shared.welcome(person)
    stranger = shared.mail(person.email).token
    right = f"right{uuid4().hex[:6]}@{shared.slug}.example"
    shared.owner.patch(f"/api/clinic/v1/contacts/{person.contact_id}", {"email": right})
    assert eventually(lambda: shared.visitor().post("/api/identity/v1/links:inspect", {"token": stranger})["state"] == "REVOKED")
    assert refused(shared.visitor().redeem, stranger, PASSWORD).reason == "LINK_REVOKED"
    assert refused(shared.visitor().post, "/api/identity/v1/links:renew", {"token": stranger})
    shared.welcome(person)
    assert shared.entered(right)
    assert len(shared.mailbox.mails(person.email)) == 1


def test_resend_storms_end_at_five_in_24_hours_and_say_when_again(shared):
    person, other = shared.adult(), shared.adult()
    said = [shared.welcome(person)[0] for _ in range(7)]
    assert [one["state"] for one in said] == ["REQUESTED"] * 5 + ["REFUSED"] * 2
    assert said[5]["reason"] == "TOO_MANY_LINKS"
    wait = datetime.fromisoformat(said[5]["allowed_time"]) - datetime.now(UTC)
    assert timedelta(hours=23) < wait <= timedelta(hours=24)
    assert shared.welcome(other)[0]["state"] == "REQUESTED"
    assert eventually(lambda: len({mail.message_id for mail in shared.mailbox.mails(person.email)}) <= 5)


def test_a_link_lives_its_48_hours_across_daylight_saving_and_its_mail_says_the_hour_on_the_wall(practice):
    nine_before_the_change = datetime(2027, 3, 13, 14, 0, tzinfo=UTC)
    person = practice.adult()
    practice.shift_clock((nine_before_the_change - datetime.now(UTC)).total_seconds())
    practice.owner.sign_in(practice.owner_email, PASSWORD)
    practice.welcome(person)
    mail = practice.mail(person.email)
    link = eventually(lambda: (seen := practice.finding(person, "LINK")["evidence"])["state"] == "LIVE" and seen)
    issued, expires = (datetime.fromisoformat(link[key]) for key in ("issue_time", "expire_time"))
    assert expires - issued == timedelta(hours=48)
    assert "10:0" in mail.text and expires.astimezone(TORONTO).hour == 10
    practice.shift_clock((nine_before_the_change + timedelta(hours=47, minutes=30) - datetime.now(UTC)).total_seconds())
    assert practice.visitor().post("/api/identity/v1/links:inspect", {"token": mail.token})["state"] == "LIVE"


def test_a_mail_that_waits_is_cancelled_when_its_switch_is_turned_off_and_the_chart_says_so(shared):
    person = shared.adult(email=f"later{uuid4().hex[:6]}@{shared.slug}.example")
    shared.welcome(person)
    eventually(lambda: mails_of(shared, person)[0]["state"] == "DEFERRED", every=0.1)
    shared.owner.patch(person.path, {"email_notifications": False})
    stopped = eventually(lambda: (mail := mails_of(shared, person)[0])["state"] == "CANCELLED" and mail, every=0.1)
    assert stopped["reason"] == "EMAIL_NOTIFICATIONS_OFF"
    assert shared.mailbox.mails(person.email) == []


def test_a_mail_that_was_taken_is_called_sent_and_nothing_more_until_a_report_says_delivered(shared):
    person = shared.adult()
    shared.welcome(person)
    shared.mail(person.email)
    sent = eventually(lambda: (mail := mails_of(shared, person)[0])["state"] == "SENT" and mail)
    assert "DELIVERED" not in str(sent)
    found = eventually(lambda: (one := shared.finding(person, "WELCOME_EMAIL"))["evidence"]["mail_state"] == "SENT" and one)
    assert found["severity"] == "OK"
    offered = [fix["action"] for one in shared.report(person)["findings"] for fix in one["fixes"]]
    assert {"SEND_WELCOME", "SET_TEMPORARY_PASSWORD"} <= set(offered)


def test_a_bounce_that_comes_late_twice_and_out_of_order_is_told_once_and_stands(shared):
    person = shared.adult()
    shared.welcome(person)
    mail = shared.mail(person.email)
    at = {minutes: (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat() for minutes in (1, 5, 9)}
    gone = {"event_time": at[1], "bounce": "PERMANENT", "enhanced_status": "5.1.1", "said": "550 5.1.1 no such user"}
    eventually(lambda: mails_of(shared, person)[0]["state"] == "SENT")
    shared.reports(mail, "DELIVERED", event_time=at[5])
    eventually(lambda: shared.finding(person, "WELCOME_EMAIL")["evidence"]["mail_state"] == "DELIVERED")
    for event, said in (("BOUNCED", gone), ("BOUNCED", gone), ("DELIVERED", {"event_time": at[5]}), ("DEFERRED", {"event_time": at[9]})):
        shared.reports(mail, event, **said)
    found = eventually(lambda: (one := shared.finding(person, "ADDRESS"))["severity"] == "BLOCKING" and one)
    assert found["evidence"]["reason"] == "NO_SUCH_MAILBOX" and found["evidence_time"] == mails_of(shared, person)[0]["change_time"]
    shared.settles(20)
    assert [step["state"] for step in mails_of(shared, person)[0]["states"]] == ["QUEUED", "SENT", "DELIVERED", "BOUNCED"]
    assert [one["kind"] for one in shared.report(person)["timeline"]].count("MAIL_BOUNCED") == 1


def test_a_mail_that_was_delivered_yet_is_not_in_the_inbox_keeps_nobody_out(shared):
    person = shared.adult()
    shared.welcome(person)
    shared.reports(shared.mail(person.email), "DELIVERED")

    def welcome_email():
        found = shared.finding(person, "WELCOME_EMAIL")
        return found["severity"], found["evidence"]["mail_state"], found["evidence"]["to_address"]

    eventually(lambda: welcome_email() == ("OK", "DELIVERED", person.email))
    offered = {fix["action"] for fix in shared.finding(person, "PASSWORD")["fixes"]}
    assert {"SEND_WELCOME", "ONE_TIME_CODE", "SET_TEMPORARY_PASSWORD"} <= offered
    scene = Scene(shared, person)
    scene.reads_mail = False
    press(scene, "ONE_TIME_CODE")
    scene.visitor.sign_in(person.email, PASSWORD)
    assert scene.visitor.get("/api/clinic/v1/me/clients")["people"]


def test_a_service_that_is_down_between_the_click_and_the_mail_loses_nothing_and_sends_one_link(shared):
    person = shared.adult()
    shared.stack.pause("notify-worker")
    try:
        assert shared.welcome(person)[0]["state"] == "REQUESTED"
        kinds = eventually(lambda: [one["kind"] for one in shared.report(person)["timeline"] if one["kind"] == "LINK_ISSUED"])
        assert kinds == ["LINK_ISSUED"]
        assert shared.mailbox.mails(person.email) == []
    finally:
        shared.stack.resume("notify-worker")
    token = shared.mail(person.email, seconds=30).token
    assert shared.entered(person.email)
    assert [mail.token for mail in shared.mailbox.mails(person.email)] == [token]


def test_the_same_event_delivered_twice_changes_nothing_and_mails_nobody_again(shared):
    person = shared.adult()
    shared.active(person)
    shared.consent(person)
    before = steady(shared, person)
    run(delivered_again(shared))
    shared.settles(20)
    assert steady(shared, person) == before
    assert len(shared.mailbox.mails(person.email)) == 1


def steady(practice, person):
    """What is true of a person, apart from the time of asking, once it stays so: when all have settled an event may be on its way."""

    def told():
        practice.settles(20)
        report = practice.report(person)
        return report["findings"], report["timeline"], [mail["state"] for mail in mails_of(practice, person)]

    return eventually(lambda: (before := told()) == told() and before, every=0.3)


async def delivered_again(practice):
    """Every event of the practice, published once more under the id it had; the stream takes it for a new message."""
    for service in SERVICES:
        environment = practice.stack.service_env(service)
        with psycopg.connect(practice.stack.database_url(service, "worker").replace("+psycopg", "")) as connection:
            connection.execute("SELECT set_config('app.practice_id', %s, true)", (practice.slug,))
            rows = connection.execute(
                "SELECT event_id, subject, payload, type, created_time FROM outbox WHERE practice_id = %s", (practice.slug,)).fetchall()
        connected = await nats.connect(
            environment["ANTEROOM_NATS_URL"], nkeys_seed=environment["ANTEROOM_NATS_NKEY_FILE"], inbox_prefix=f"_INBOX.{service}".encode()
        )
        for event_id, subject, payload, kind, time in rows:
            headers = {"Nats-Msg-Id": str(uuid4()), "ce-specversion": "1.0", "ce-id": str(event_id), "ce-type": kind,
                       "ce-time": time.isoformat()}
            await connected.jetstream().publish(subject, bytes(payload), headers=headers)
        await connected.close()


def test_whoever_else_reads_the_mailbox_learns_a_practice_and_a_first_name_and_nothing_clinical(shared):
    child = shared.child(given_name="Secretchild", family_name="Hidden")
    mother = shared.guardian(child)
    shared.active(mother)
    shared.guardian(shared.child(given_name="Otherchild", family_name="Hidden"), email=mother.email)
    shared.visitor().post("/api/identity/v1/password-resets", {"email": mother.email})
    mails = eventually(lambda: (all_of := shared.mailbox.mails(mother.email)) and len(all_of) >= 3 and all_of)
    for mail in mails:
        for part in (mail.subject, mail.text, re.sub(r"<style.*?</style>|<[^>]+>", " ", mail.html, flags=re.S)):
            assert not CLINICAL.search(part), part
            assert "child" not in part.casefold() and "Hidden" not in part
            assert "Carla" not in part


def test_an_in_app_browser_and_a_blocked_camera_are_told_to_the_desk_before_the_session(shared):
    person = shared.adult()
    visitor = shared.active(person)
    visitor.http.headers["User-Agent"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Mobile/15E148 [FBAN/FBIOS]"
    visitor.sign_in(person.email, PASSWORD)
    parts = dict.fromkeys(("microphone", "sound", "connection"), "PASSED")
    visitor.post("/api/clinic/v1/me/device-checks", parts | {"camera": "BLOCKED", "browser": "FAILED"})
    found = eventually(lambda: (one := shared.finding(person, "DEVICE"))["severity"] == "WARNING" and one)
    assert "CAMERA_BLOCKED" in found["evidence"]["troubles"]


def test_who_was_reminded_of_a_session_hears_that_it_moved_and_then_that_it_is_cancelled(practice):
    person = practice.adult()
    practice.active(person)
    session_id = practice.book(person, begins=timedelta(hours=25))
    already = len(practice.mailbox.mails(person.email))
    practice.shift_clock(2 * 3600)
    assert practice.mail(person.email, after=already).subject.startswith("Reminder: ")
    practice.owner.sign_in(practice.owner_email, PASSWORD)
    at = f"/api/video-gate/v1/sessions/{session_id}"
    booked = practice.owner.get(at)
    later = {key: (datetime.fromisoformat(booked[key]) + timedelta(days=2)).isoformat() for key in ("start_time", "end_time")}
    practice.owner.patch(at, later)
    moved = practice.mail(person.email, after=already + 1)
    assert moved.subject.startswith("New time: ") and f"/join/{session_id}" in moved.text
    practice.owner.post(f"{at}:cancel")
    assert practice.mail(person.email, after=already + 2).subject.startswith("Cancelled: ")
    told = {"SESSION_REMINDER", "SESSION_MOVED", "SESSION_CANCELLED"}
    eventually(lambda: told <= {one["detail"].get("message_kind") for one in practice.report(person)["timeline"]} or pytest.fail("not yet"))
