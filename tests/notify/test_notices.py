"""Mails that carry no link of their own: an offer, and what the holder of a login must be told."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from anteroom.identity.v1 import events_pb2 as identity_events
from anteroom.videogate.v1 import events_pb2 as videogate
from tests.notify.practice import named


def body(mail, kind="plain"):
    return mail.get_body((kind,)).get_content()


def test_an_offer_leads_to_the_sign_in_and_carries_no_password_link(practice, mail_server, identity):
    holder, added = practice.person("holder@example.com", given_name="Sofia"), practice.person(given_name="Karin")
    identity.minted.clear()
    practice.binds(holder, identity_events.BINDING_STATE_OFFERED, contact_id=added.contact_id)
    practice.sends()
    (mail,) = mail_server.to("holder@example.com")
    assert "/sign-in" in body(mail) and "#" not in body(mail) and "Karin" not in mail.as_string()
    assert body(mail).startswith("Hello Sofia,") and not identity.minted


def test_an_offer_waits_for_the_offered_persons_switches_and_obeys_them(practice, mail_server):
    holder, added = practice.person(), practice.stranger()
    practice.binds(holder, identity_events.BINDING_STATE_OFFERED, contact_id=added.contact_id)
    practice.post.take(practice.worker)
    assert practice.only().state == "QUEUED"
    practice.switches(added, email_notifications=False)
    assert practice.sends("CANCELLED").reason == "EMAIL_NOTIFICATIONS_OFF"
    assert not mail_server.mails


def test_an_offer_made_by_newer_switches_waits_for_them(practice, mail_server):
    holder, added = practice.person(), practice.person(online_access=False)
    practice.binds(holder, identity_events.BINDING_STATE_OFFERED, contact_id=added.contact_id, recipients=[named(added, 2)])
    practice.post.take(practice.worker)
    assert practice.only().state == "QUEUED"
    practice.switches(added, version=2)
    practice.sends()
    assert len(mail_server.mails) == 1


def test_an_offer_heard_of_after_its_acceptance_is_not_mailed(practice):
    holder, added = practice.person(), practice.person()
    practice.binds(holder, identity_events.BINDING_STATE_BOUND, version=2, contact_id=added.contact_id)
    practice.binds(holder, identity_events.BINDING_STATE_OFFERED, version=1, contact_id=added.contact_id)
    assert not practice.mails()


def test_the_holder_is_told_of_a_temporary_password_and_never_the_password(practice, mail_server):
    sofia = practice.person("sofia@example.com", online_access=False, email_notifications=False)
    now = datetime(2026, 11, 24, 14, 43, tzinfo=UTC)
    event = identity_events.TemporaryPasswordSet(practice_id=practice.practice_id, account_id=str(sofia.account_id), email=sofia.email)
    event.set_time.FromDatetime(now)
    event.expire_time.FromDatetime(now + timedelta(hours=72))
    event.mail_before_time.FromDatetime(datetime.now(UTC) + timedelta(days=1))
    practice.hears("identity", "temporary_password.set", event)
    practice.sends()
    (mail,) = mail_server.to("sofia@example.com")
    said = body(mail).replace("\N{NO-BREAK SPACE}", " ")
    assert "Tuesday 24 November, 9:43 am" in said and "Friday 27 November, 9:43 am (Toronto time)" in said
    assert "never mailed" in said and "Call 416-555-0100" in said


@pytest.mark.parametrize(("change", "said"), [
    ("ADDED", "was added"), ("REMOVED", "was removed"), ("RESET", "took away every app"), ("CODES_MADE", "new recovery codes were made"),
    ("CODE_USED", "one of your recovery codes"),
])
def test_the_holder_is_told_what_their_sign_in_asks_for_now_whatever_the_switches(practice, mail_server, change, said):
    sofia = practice.person("sofia@example.com", online_access=False, email_notifications=False)
    event = identity_events.SecondFactorChanged(practice_id=practice.practice_id, account_id=str(sofia.account_id), email=sofia.email,
                                                change=f"SECOND_FACTOR_CHANGE_{change}")
    event.change_time.GetCurrentTime()
    event.mail_before_time.FromDatetime(datetime.now(UTC) + timedelta(days=1))
    practice.hears("identity", "second_factor.changed", event)
    practice.sends()
    (mail,) = mail_server.to("sofia@example.com")
    assert said in body(mail).replace("\n", " ") and "#" not in body(mail)


def test_the_old_address_is_told_that_another_signs_in_now(practice, mail_server):
    sofia = practice.person("new@example.com")
    event = identity_events.AccountEmailChanged(practice_id=practice.practice_id, account_id=str(sofia.account_id), version=2,
                                                old_email="old@example.com", new_email="new@example.com")
    event.change_time.GetCurrentTime()
    practice.hears("identity", "account_email.changed", event)
    practice.sends()
    (mail,) = mail_server.mails
    assert mail["To"] == "old@example.com" and "new@example.com" not in mail.as_string()


def test_nobody_is_greeted_by_name_where_two_people_share_the_login(practice, mail_server):
    one, other = practice.person("both@example.com", given_name="Anna"), practice.person("both@example.com", given_name="Ben")
    practice.issues(one, other)
    practice.sends()
    assert body(mail_server.mails[0]).startswith("Hello,")


def test_a_practice_in_quebec_writes_in_french(practice, mail_server):
    practice.opens(version=2, name="Cabinet des Érables", region="CA-QC", zone="America/Toronto")
    practice.issues(practice.person())
    practice.sends()
    (mail,) = mail_server.mails
    assert mail["Subject"] == "Votre accès à Cabinet des Érables" and mail["From"].addresses[0].display_name == "Cabinet des Érables"
    assert "Bonjour Sofia" in body(mail, "html") and mail["Content-Language"] == "fr"


def test_a_person_is_written_to_in_the_language_they_chose_and_by_the_practices_own_words_in_it(practice, mail_server):
    sofia = practice.person("sofia@example.com")
    practice.names(sofia, version=2, language="fr")
    practice.issues(sofia)
    practice.sends()
    (mail,) = mail_server.mails
    assert mail["Subject"] == "Votre accès à Maple Counselling" and mail["Content-Language"] == "fr" and "Bonjour Sofia" in body(mail)


def test_a_practices_language_outweighs_its_regions(practice, mail_server):
    practice.opens(version=2, region="CA-QC", language="en")
    practice.issues(practice.person())
    practice.sends()
    assert mail_server.mails[0]["Subject"] == "Your access to Maple Counselling"


def test_two_who_share_a_login_and_differ_are_written_to_in_the_practices_language(practice, mail_server):
    one, other = practice.person("both@example.com"), practice.person("both@example.com")
    practice.names(one, version=2, language="fr")
    practice.issues(one, other)
    practice.sends()
    assert mail_server.mails[0]["Content-Language"] == "en"
    practice.names(other, version=2, language="fr")
    practice.issues(one, other)
    practice.sends()
    assert mail_server.mails[1]["Content-Language"] == "fr"


def test_an_older_fact_does_not_undo_a_newer_one(practice):
    sofia = practice.person(email_notifications=True)
    practice.switches(sofia, version=3, email_notifications=False)
    practice.switches(sofia, version=2, email_notifications=True)
    practice.issues(sofia)
    assert practice.sends("CANCELLED").reason == "EMAIL_NOTIFICATIONS_OFF"


@pytest.fixture
def guest(practice, video_gate):
    """A guest's link as video-gate announces it; says() announces it, mailed or not, live or ended."""
    link_id, guest_id = uuid4(), uuid4()
    start = datetime.now(UTC) + timedelta(hours=3)
    video_gate.issue(practice.practice_id, link_id, "rose@guest.example", start, start + timedelta(minutes=50))

    session_id = uuid4()

    def says(state="LIVE", version=1, mailed=True, link_id=link_id, cancelled=False):
        event = videogate.GuestLinkChanged(
            practice_id=practice.practice_id, link_id=str(link_id), version=version, state=f"GUEST_LINK_STATE_{state}",
            guest_id=str(guest_id), session_id=str(session_id), mailed=mailed,
            session_state=videogate.SESSION_STATE_CANCELLED if cancelled else videogate.SESSION_STATE_BOOKED)
        event.start_time.FromDatetime(start)
        event.end_time.FromDatetime(start + timedelta(hours=1))
        practice.hears("videogate", "guest_link.changed", event)

    def moves(start):
        video_gate.issue(practice.practice_id, link_id, "rose@guest.example", start, start + timedelta(minutes=50))

    return SimpleNamespace(says=says, moves=moves, link_id=link_id, guest_id=guest_id, session_id=session_id, start=start)


@pytest.mark.parametrize(("language", "subject"), [("en", "Your link for"), ("fr", "Votre lien pour le")])
def test_a_guest_is_mailed_the_link_in_neutral_words(practice, mail_server, guest, language, subject):
    practice.opens(version=2, language=language)
    guest.says()
    practice.sends()
    [mail] = mail_server.mails
    assert mail["To"] == "rose@guest.example" and mail["Subject"].startswith(subject)
    text = mail.get_body(("plain",)).get_content()
    assert f"/guest#{guest.link_id}" in text and "Maple Counselling" in text


def test_a_guests_link_that_is_shown_is_not_mailed(practice, guest):
    guest.says(mailed=False)
    assert not practice.mails()


def test_a_guests_mail_that_waits_for_a_link_taken_back_stays_here(practice, guest):
    guest.says()
    guest.says("REVOKED", version=2)
    assert practice.sends("CANCELLED").reason == "LINK_REVOKED"


def test_video_gate_has_the_last_word_on_a_guests_link(practice, guest, video_gate):
    video_gate.links[practice.practice_id, str(guest.link_id)] = "LINK_SUPERSEDED"
    guest.says()
    assert practice.sends("CANCELLED").reason == "LINK_SUPERSEDED"
