"""A link that waits becomes one mail in the right mailbox; every other end has a name."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from anteroom.identity.v1 import events_pb2 as identity_events
from chassis.testing import eventually
from notify import sending, smtp


def test_a_link_that_was_issued_arrives_as_a_mail(practice, mail_server):
    sofia = practice.person("sofia@example.com")
    event_id, link_id = practice.issues(sofia)
    message = practice.sends()
    (mail,) = mail_server.to("sofia@example.com")
    assert mail["Subject"] == "Your access to Maple Counselling"
    assert mail["Message-ID"] == f"<{event_id}.{practice.practice_id}@anteroom.example>"
    assert mail["From"] == "Maple Counselling <no-reply@anteroom.example>"
    assert f"#{link_id}" in mail.get_body(("plain",)).get_content() and f"#{link_id}" in mail.get_body(("html",)).get_content()
    assert message.to_address == "sofia@example.com" and practice.steps() == ["QUEUED", "SENT"]


def test_reports_come_back_to_their_own_address_with_headers_only(practice, mail_server, settings, worker):
    mail_server.reports = True
    event_id, _ = practice.issues(practice.person("sofia+a=b@example.com"))
    practice.post = sending.Post(settings.model_copy(update={"bounce_address": "bounces@anteroom.example"}))
    practice.sends()
    practice.post.close()
    assert mail_server.senders == ["bounces@anteroom.example"] and mail_server.mails[0]["From"].addresses[0].username == "no-reply"
    assert mail_server.asked == {
        "RET": "HDRS", "ENVID": f"{event_id}.{practice.practice_id}@anteroom.example".upper(), "NOTIFY": "FAILURE,DELAY",
        "ORCPT": "RFC822;SOFIA+2BA+3DB@EXAMPLE.COM",
    }


def test_without_an_address_for_reports_they_come_back_to_the_sender_and_nothing_is_asked(practice, mail_server):
    practice.issues(practice.person())
    practice.sends()
    assert mail_server.senders == ["no-reply@anteroom.example"] and not mail_server.asked


def test_several_relationships_of_one_login_share_one_mail(practice, mail_server):
    one = practice.person("parent@example.com")
    other = practice.person("parent@example.com")
    practice.issues(one, other)
    practice.sends()
    assert len(mail_server.mails) == 1
    assert {recipient.client_id for recipient in practice.mails()[0].recipients} == {one.client_id, other.client_id}


@pytest.mark.parametrize(
    ("switches", "reason"),
    [({"email_notifications": False}, "EMAIL_NOTIFICATIONS_OFF"), ({"online_access": False}, "ONLINE_ACCESS_OFF"),
     ({"in_force": False}, "RELATIONSHIP_ENDED")],
)
def test_a_switch_turned_off_after_queueing_cancels_the_welcome(practice, mail_server, identity, switches, reason):
    sofia = practice.person()
    _, link_id = practice.issues(sofia)
    practice.switches(sofia, version=2, **switches)
    assert practice.sends("CANCELLED").reason == reason
    assert not mail_server.mails and str(link_id) not in identity.minted


@pytest.mark.parametrize("switches", [{"email_notifications": False}, {"online_access": False}])
def test_a_switch_that_was_off_before_the_welcome_was_asked_for_waits_for_the_news(practice, mail_server, switches):
    sofia = practice.person(**switches)
    practice.issues(sofia, access_version=2)
    practice.post.take(practice.worker)
    assert practice.only().state == "QUEUED"
    practice.switches(sofia, version=2)
    practice.sends()
    assert len(mail_server.to(sofia.email)) == 1


def test_one_open_relationship_is_enough(practice, mail_server):
    one, other = practice.person("parent@example.com"), practice.person("parent@example.com", email_notifications=False)
    practice.issues(one, other)
    practice.sends()
    assert len(mail_server.mails) == 1


@pytest.mark.parametrize("purpose", [identity_events.LINK_PURPOSE_RESET, identity_events.LINK_PURPOSE_EMAIL_CHANGE])
def test_switches_never_stop_what_the_holder_asked_for(practice, mail_server, purpose):
    sofia = practice.person(online_access=False, email_notifications=False)
    practice.issues(sofia, purpose=purpose)
    practice.sends()
    assert len(mail_server.to(sofia.email)) == 1


def test_staff_are_invited_without_any_relationship(practice, mail_server):
    sofia = practice.person()
    practice.issues(sofia, staff=True)
    assert practice.sends().kind == "STAFF_INVITATION"
    assert mail_server.mails[0]["Subject"] == "Your staff access to Maple Counselling"


@pytest.mark.parametrize("reason", ["LINK_REVOKED", "LINK_SUPERSEDED", "LINK_EXPIRED", "LINK_USED"])
def test_a_dead_link_cancels_its_mail(practice, mail_server, identity, reason):
    sofia = practice.person()
    _, link_id = practice.issues(sofia)
    identity.refuse(practice.practice_id, link_id, reason)
    assert practice.sends("CANCELLED").reason == reason
    assert not mail_server.mails


def test_a_link_identity_never_heard_of_cancels_its_mail(practice):
    practice.issues(practice.person(), live=False)
    assert practice.sends("CANCELLED").reason == "LINK_UNKNOWN"


def test_the_end_of_a_link_cancels_the_mail_that_waits(practice, mail_server):
    sofia = practice.person()
    _, link_id = practice.issues(sofia)
    practice.ends(link_id, sofia, identity_events.LINK_STATE_SUPERSEDED)
    assert (practice.only().state, practice.only().reason) == ("CANCELLED", "LINK_SUPERSEDED")
    practice.post.take(practice.worker)
    assert not mail_server.mails


def test_identity_away_defers_and_its_return_sends(practice, mail_server, identity):
    practice.issues(practice.person())
    identity.stop()
    try:
        assert practice.sends("DEFERRED").reason == "IDENTITY_UNREACHABLE"
    finally:
        identity.start()
    practice.sends()
    assert len(mail_server.mails) == 1


def test_the_mail_goes_to_the_address_that_identity_names_and_no_other(practice, mail_server, identity):
    sofia = practice.person("old@example.com")
    _, link_id = practice.issues(sofia)
    identity.issue(practice.practice_id, link_id, "new@example.com", datetime.now(UTC) + timedelta(hours=1))
    assert practice.sends().to_address == "new@example.com"
    assert [mail["To"] for mail in mail_server.mails] == ["new@example.com"]


def test_a_temporary_no_is_tried_again_under_the_same_message_id(practice, mail_server):
    mail_server.say["RCPT"] = "450 4.2.0 <sofia@example.com> is greylisted, come back"
    event_id, _ = practice.issues(practice.person("sofia@example.com"))
    deferred = practice.sends("DEFERRED")
    assert deferred.reason == "SERVER_DEFERRED" and deferred.detail == "450 4.2.0 … is greylisted, come back"
    mail_server.say.clear()
    practice.sends()
    assert [mail["Message-ID"] for mail in mail_server.mails] == [f"<{event_id}.{practice.practice_id}@anteroom.example>"]
    assert practice.steps()[0] == "QUEUED" and set(practice.steps()[1:-1]) == {"DEFERRED"} and practice.steps()[-1] == "SENT"


def test_a_mailbox_that_does_not_exist_bounces_and_is_not_mailed_again(practice, mail_server):
    mail_server.say["RCPT"] = lambda recipient: "550 5.1.1 no such user" if recipient.lower() == "gone@example.com" else None
    practice.issues(practice.person("gone@example.com"))
    bounced = practice.sends("BOUNCED")
    assert (bounced.reason, bounced.detail) == ("NO_SUCH_MAILBOX", "550 5.1.1 no such user")
    mail_server.say.clear()
    practice.issues(practice.person("Gone@Example.com"))
    assert practice.sends("SUPPRESSED").reason == "ADDRESS_BOUNCED"
    assert not mail_server.mails


def test_a_suppressed_address_of_one_practice_is_mailed_by_another(practice, neighbour, mail_server):
    mail_server.say["RCPT"] = "550 5.1.1 no such user"
    practice.issues(practice.person("shared@example.com"))
    practice.sends("BOUNCED")
    mail_server.say.clear()
    neighbour.issues(neighbour.person("shared@example.com"))
    neighbour.sends()


def test_a_mail_refused_for_what_it_is_suppresses_nobody(practice, mail_server):
    mail_server.say["DATA"] = "554 5.7.1 looks like spam"
    practice.issues(practice.person("sofia@example.com"))
    assert practice.sends("BOUNCED").reason == "REFUSED_BY_SERVER"
    mail_server.say.clear()
    practice.issues(practice.person("sofia@example.com"))
    practice.sends()


@pytest.mark.parametrize(
    ("step", "answer", "reason"),
    [("MAIL", "550 5.7.1 who are you", "SENDER_REFUSED"), ("RCPT", "552 5.2.2 full", "MAILBOX_FULL"),
     ("DATA", "550 5.1.1 gone", "NO_SUCH_MAILBOX")],
)
def test_each_lasting_no_has_a_name(practice, mail_server, step, answer, reason):
    mail_server.say[step] = answer
    practice.issues(practice.person())
    assert practice.sends("BOUNCED").reason == reason


def test_an_address_that_is_none_bounces_without_asking_anyone(practice, mail_server):
    practice.issues(practice.person("sofia@@example..com"))
    assert practice.sends("BOUNCED").reason == "ADDRESS_MALFORMED"
    assert mail_server.connections == 0


def test_a_server_that_hangs_on_one_mail_does_not_hold_up_the_others(practice, mail_server, settings, worker):
    patient = sending.Post(settings.model_copy(update={"smtp_seconds": 30}))
    mail_server.hang.add("slow@example.com")
    slow, quick = practice.person("slow@example.com"), practice.person("quick@example.com")
    practice.issues(slow)
    patient.take(worker)
    practice.issues(quick)
    patient.take(worker)
    eventually(lambda: mail_server.to("quick@example.com"))
    assert practice.mails(client_id=slow.client_id)[0].message.state == "QUEUED"
    mail_server.stop()
    patient.close()


def test_a_server_that_falls_silent_defers(practice, mail_server):
    mail_server.hang.add("RCPT")
    practice.issues(practice.person())
    assert practice.sends("DEFERRED").reason == "SERVER_SILENT"


def test_a_server_that_is_down_defers_and_its_return_sends(practice, mail_server):
    mail_server.stop()
    practice.issues(practice.person())
    assert practice.sends("DEFERRED").reason == "SERVER_UNREACHABLE"
    mail_server.start()
    practice.sends()


def test_connections_are_kept_from_mail_to_mail(practice, mail_server, settings):
    people = [practice.person() for _ in range(20)]
    for person in people:
        practice.issues(person)
    eventually(lambda: practice.post.take(practice.worker) is not None and len(mail_server.mails) == 20)
    assert mail_server.connections <= settings.smtp_connections


def test_a_kept_connection_that_died_costs_no_deferral(practice, mail_server):
    practice.issues(practice.person())
    practice.sends()
    mail_server.stop()
    mail_server.start()
    practice.issues(practice.person())
    practice.sends()
    assert [step.state for step in practice.mails()[0].steps] == ["QUEUED", "SENT"]


def test_an_idle_connection_is_hung_up(practice, mail_server, monkeypatch):
    practice.issues(practice.person())
    practice.sends()
    monkeypatch.setattr(smtp, "IDLE_SECONDS", 0)
    practice.post.tend(practice.worker)
    eventually(lambda: mail_server.closed == 1)


def test_a_mail_that_comes_too_late_is_not_sent(practice, mail_server):
    practice.issues(practice.person(), before=datetime.now(UTC) - timedelta(seconds=1))
    assert practice.sends("CANCELLED").reason == "TOO_LATE"
    assert not mail_server.mails


def test_the_same_event_twice_even_with_the_inbox_pruned_mails_once(practice, mail_server):
    sofia, event_id, link_id = practice.person(), uuid4(), uuid4()
    practice.issues(sofia, event_id=event_id, link_id=link_id)
    practice.sends()
    with practice.worker.across() as db:
        db.connection().exec_driver_sql("DELETE FROM inbox")
    practice.issues(sofia, event_id=event_id, link_id=link_id)
    practice.post.take(practice.worker)
    assert len(practice.mails()) == 1 and len(mail_server.mails) == 1


def test_a_link_heard_of_before_its_people_waits_for_them(practice, mail_server):
    stranger = practice.stranger()
    practice.issues(stranger)
    practice.post.take(practice.worker)
    assert practice.only().state == "QUEUED"
    practice.switches(stranger)
    practice.sends()
    assert practice.steps() == ["QUEUED", "SENT"]


def test_facts_that_never_come_are_told(practice, monkeypatch):
    monkeypatch.setattr("notify.domain.FACTS_GRACE", timedelta(0))
    practice.issues(practice.stranger())
    assert practice.sends("DEFERRED").reason == "FACTS_MISSING"


def test_a_lease_is_kept_while_its_mail_is_in_hand(practice, mail_server, worker):
    mail_server.hang.add("DATA")
    practice.issues(practice.person())
    practice.post.take(worker)
    with worker.across() as db:
        db.connection().exec_driver_sql("UPDATE sends SET due_time = now() + interval '1 second'")
    practice.post.tend(worker)
    with worker.across() as db:
        left = db.connection().exec_driver_sql("SELECT extract(epoch FROM due_time - now()) FROM sends").scalar_one()
    assert left > sending.LEASE_SECONDS - 2


def test_two_workers_share_a_queue_without_mailing_twice(practice, mail_server, settings, worker):
    for _ in range(30):
        practice.issues(practice.person())
    other = sending.Post(settings)
    try:
        eventually(lambda: (practice.post.take(worker), other.take(worker)) and len(mail_server.mails) >= 30)
    finally:
        other.close()
    assert len({mail["Message-ID"] for mail in mail_server.mails}) == len(mail_server.mails) == 30


def test_outcomes_that_could_not_be_recorded_are_recorded_later(practice, mail_server, worker, as_owner):
    """The database goes away between the server's 250 and the record, and comes back."""
    practice.issues(practice.person())

    mail_server.on_data = lambda: as_owner("ALTER TABLE messages RENAME TO messages_away")
    practice.post.take(worker)
    eventually(lambda: mail_server.mails)
    practice.post.close()
    as_owner("ALTER TABLE messages_away RENAME TO messages")
    practice.post.tend(worker)
    assert practice.only().state == "SENT" and len(mail_server.mails) == 1


def test_a_practice_whose_outcomes_cannot_be_recorded_holds_up_no_other(practice, neighbour, mail_server, worker, as_owner):
    as_owner("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$")
    only = f"WHEN (OLD.practice_id = '{practice.practice_id}')"
    as_owner(f"CREATE TRIGGER refuse BEFORE UPDATE ON messages FOR EACH ROW {only} EXECUTE FUNCTION refuse()")
    practice.issues(practice.person())
    neighbour.issues(neighbour.person())
    try:
        neighbour.sends()
        eventually(lambda: len(mail_server.mails) == 2)
        assert practice.only().state == "QUEUED"
    finally:
        as_owner("DROP TRIGGER refuse ON messages")
        as_owner("DROP FUNCTION refuse")
    eventually(lambda: practice.post.tend(worker) == 0 and practice.only().state == "SENT")
    assert len(mail_server.mails) == 2
