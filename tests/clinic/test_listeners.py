"""Door 3: facts arrive late, twice and out of order, and the newest state wins."""

import itertools
from datetime import timedelta
from uuid import uuid4

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.identity.v1 import events_pb2 as identity
from anteroom.notify.v1 import events_pb2 as notify
from anteroom.videogate.v1 import events_pb2 as videogate
from clinic.events import stamp

HOUR = timedelta(hours=1)


def kinds(practice, client_id, contact_id):
    return [entry["kind"] for entry in practice.report(client_id, contact_id)["timeline"]]


def link_event(practice, holder, link_id, version, state, issued, hours=48):
    link = identity.Link(
        link_id=str(link_id), account_id=str(holder.account_id), version=version, purpose=identity.LINK_PURPOSE_INVITATION,
        state=identity.LinkState.Value(f"LINK_STATE_{state}"), issue_time=stamp(issued), expire_time=stamp(issued + hours * HOUR),
        end_time=None if state == "LIVE" else stamp(issued + HOUR),
    )
    kind = identity.LinkIssued if state == "LIVE" else identity.LinkEnded
    return kind(practice_id=practice.practice_id, link=link)


def code_event(practice, holder, code_id, version, state):
    now = practice.now
    return identity.CodeChanged(
        practice_id=practice.practice_id, code_id=str(code_id), account_id=str(holder.account_id), version=version,
        state=identity.CodeState.Value(f"CODE_STATE_{state}"), issue_time=stamp(now), expire_time=stamp(now + HOUR / 6),
        end_time=None if state == "LIVE" else stamp(now + HOUR / 60), issued_by_account_id=str(practice.owner.account_id),
    )


def mail_event(practice, message_id, version, state, client_id, contact_id, **fields):
    now = practice.now
    return notify.MessageChanged(**{
        "practice_id": practice.practice_id, "message_id": str(message_id), "version": version, "kind": notify.MESSAGE_KIND_INVITATION,
        "state": notify.MessageState.Value(f"MESSAGE_STATE_{state}"), "queue_time": stamp(now), "change_time": stamp(now),
        "to_address": practice.person(client_id, contact_id)["email"] or "",
        "recipients": [notify.MessageRecipient(contact_id=contact_id, client_id=client_id)],
    } | fields)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_superseded_link_never_replaces_the_newer_one_whatever_comes_first(practice, order):
    client_id, contact_id = practice.adult()
    holder = practice.account(contact_id, "PENDING", "NONE")
    old, new, issued = uuid4(), uuid4(), practice.now
    events = [
        link_event(practice, holder, old, 1, "LIVE", issued - HOUR), link_event(practice, holder, old, 2, "SUPERSEDED", issued - HOUR),
        link_event(practice, holder, new, 1, "LIVE", issued),
    ]
    for position in order:
        practice.hear(events[position])
    assert practice.person(client_id, contact_id)["portal_state"] == "INVITED"
    assert sorted(kind for kind in kinds(practice, client_id, contact_id) if "LINK" in kind) == ["LINK_ISSUED", "LINK_ISSUED",
        "LINK_SUPERSEDED"]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_an_account_is_what_its_newest_version_says(practice, order):
    client_id, contact_id = practice.adult()
    holder = practice.account(contact_id, "PENDING", "NONE", version=0)
    states = [("PENDING", "NONE", 1), ("ACTIVE", "SET", 2), ("LOCKED", "SET", 3)]
    for position in order:
        state, password, version = states[position]
        practice.account(contact_id, state, password, version, holder=holder)
    assert practice.person(client_id, contact_id)["portal_state"] == "LOCKED"


def test_facts_about_an_account_wait_for_its_binding(practice):
    client_id, contact_id = practice.adult()
    holder = practice.account(practice.adult()[1], "ACTIVE")
    assert practice.person(client_id, contact_id)["account"] is None
    practice.bind(holder, contact_id)
    assert practice.person(client_id, contact_id)["account"]["state"] == "ACTIVE"
    practice.bind(holder, contact_id, "UNBOUND", version=2)
    practice.bind(holder, contact_id, "BOUND", version=1)
    assert practice.person(client_id, contact_id)["account"] is None


def test_a_person_who_is_offered_to_a_login_has_none_yet(practice):
    client_id, contact_id = practice.adult()
    holder = practice.account(practice.adult()[1], "ACTIVE")
    practice.bind(holder, contact_id, "OFFERED")
    person = practice.person(client_id, contact_id)
    assert (person["account"]["binding"], person["portal_state"]) == ("OFFERED", "INVITED")
    assert [mine["contact_id"] for mine in holder.get("/me/clients")["people"]] != [contact_id]


def test_a_late_bounce_says_so_and_a_newer_mail_forgets_it(practice):
    client_id, contact_id = practice.adult()
    message_id = uuid4()
    practice.hear(mail_event(practice, message_id, 2, "SENT", client_id, contact_id))
    practice.hear(mail_event(practice, message_id, 3, "BOUNCED", client_id, contact_id, reason="NO_SUCH_MAILBOX", detail="550 5.1.1"))
    practice.hear(mail_event(practice, message_id, 1, "QUEUED", client_id, contact_id))
    assert practice.person(client_id, contact_id)["portal_state"] == "BOUNCED"
    practice.hear(mail_event(practice, uuid4(), 1, "SENT", client_id, contact_id))
    assert practice.person(client_id, contact_id)["portal_state"] != "BOUNCED"


def test_a_bounce_at_an_old_address_says_nothing_about_the_new_one(practice):
    client_id, contact_id = practice.adult()
    practice.hear(mail_event(practice, uuid4(), 1, "BOUNCED", client_id, contact_id))
    practice.owner.patch(f"/contacts/{contact_id}", {"email": "right@example.com"})
    assert practice.person(client_id, contact_id)["portal_state"] == "NOT_INVITED"


def test_the_same_event_heard_again_adds_nothing_to_the_timeline(practice):
    client_id, contact_id = practice.adult()
    holder = practice.account(contact_id)
    signed_in = identity.SignedIn(practice_id=practice.practice_id, account_id=str(holder.account_id), browser="Chrome 131 on Android",
                                  sign_in_time=stamp(practice.now))
    event_id = uuid4()
    for _ in range(3):
        practice.hear(signed_in, event_id)
    assert kinds(practice, client_id, contact_id).count("SIGNED_IN") == 1


def test_words_that_staff_try_on_themselves_are_no_fact_about_the_login(practice):
    client_id, contact_id = practice.adult()
    holder = practice.account(contact_id)
    for kind, told in ((notify.MESSAGE_KIND_TEMPLATE_TEST, 0), (notify.MESSAGE_KIND_RESET, 1)):
        event = mail_event(practice, uuid4(), 1, "SENT", client_id, contact_id, kind=kind, recipients=[], account_id=str(holder.account_id))
        practice.hear(event)
        assert kinds(practice, client_id, contact_id).count("MAIL_SENT") == told


def test_the_timeline_tells_what_happened_to_person_and_login_newest_first(practice):
    client_id, contact_id = practice.adult()
    practice.owner.post(f"/clients/{client_id}:sendWelcomeEmail", {"contact_ids": [contact_id]})
    holder = practice.account(contact_id, "PENDING", "NONE")
    account_id, at = str(holder.account_id), practice.now
    practice.hear(mail_event(practice, uuid4(), 1, "SENT", client_id, contact_id))
    practice.hear(identity.LinkInspected(practice_id=practice.practice_id, link_id=str(uuid4()), account_id=account_id,
        inspect_time=stamp(at + HOUR)))
    practice.account(contact_id, "ACTIVE", "SET", 2, holder=holder, password_set_time=stamp(at + 2 * HOUR))
    practice.hear(identity.SignInRefused(practice_id=practice.practice_id, account_id=account_id, reason="WRONG_PASSWORD",
        refuse_time=stamp(at + 3 * HOUR)))
    practice.hear(identity.TemporaryPasswordSet(practice_id=practice.practice_id, account_id=account_id, set_time=stamp(at + 4 * HOUR)))
    assert kinds(practice, client_id, contact_id) == [
        "TEMPORARY_PASSWORD_SET", "SIGN_IN_REFUSED", "PASSWORD_SET", "LINK_INSPECTED", "MAIL_SENT", "WELCOME_REQUESTED", "ADDED_TO_CHART",
    ]


def test_a_lock_and_its_end_are_told(practice):
    client_id, contact_id = practice.adult()
    holder = practice.account(contact_id)
    practice.account(contact_id, "LOCKED", version=2, holder=holder)
    practice.account(contact_id, "ACTIVE", version=3, holder=holder)
    told = kinds(practice, client_id, contact_id)
    assert told.count("LOCKED") == told.count("UNLOCKED") == 1


def test_a_changed_login_address_reaches_only_contacts_that_still_hold_the_old_one(practice):
    (_, first), (_, second) = practice.adult(email="old@example.com"), practice.adult(email="own@example.com")
    practice.hear(identity.AccountEmailChanged(
        practice_id=practice.practice_id, account_id=str(uuid4()), version=2, old_email="OLD@example.com", new_email="new@example.com",
        contact_ids=[first, second],
    ))
    emails = {event.contact_id: event.email for event in practice.announced(clinic.ContactChanged)}
    assert emails == {first: "new@example.com", second: "own@example.com"}


def test_a_changed_login_address_told_again_leaves_what_staff_wrote_since(practice):
    """Heard anew after the inbox has forgotten it, as in a replay."""
    _, contact_id = practice.adult(email="old@example.com")
    told = identity.AccountEmailChanged(
        practice_id=practice.practice_id, account_id=str(uuid4()), version=2, old_email="old@example.com", new_email="new@example.com",
        contact_ids=[contact_id],
    ), uuid4()
    practice.hear(*told)
    practice.owner.patch(f"/contacts/{contact_id}", {"email": "old@example.com"})
    practice.hear(*told)
    assert practice.announced(clinic.ContactChanged)[-1].email == "old@example.com"


def test_a_revoked_login_session_opens_no_door_of_ours(practice):
    holder = practice.account(practice.adult()[1])
    assert holder.ask("GET", "/me/clients").status == 200
    practice.hear(identity.LoginSessionRevoked(
        practice_id=practice.practice_id, account_id=str(holder.account_id), login_session_id=str(holder.login_session_id),
        forget_time=stamp(practice.now + HOUR),
    ))
    answer = holder.ask("GET", "/me/clients")
    assert (answer.status, answer["reason"]) == (401, "LOGIN_SESSION_ENDED")


def test_a_nudge_stands_in_the_timeline_as_itself_and_only_its_bounce_changes_the_state(practice):
    client_id, contact_id = practice.adult()
    holder = practice.account(contact_id, "PENDING", "NONE")
    link = uuid4()
    practice.hear(link_event(practice, holder, link, 1, "LIVE", practice.now))
    practice.hear(mail_event(practice, uuid4(), 1, "SENT", client_id, contact_id, link_id=str(link)))
    nudge, said = uuid4(), {"kind": notify.MESSAGE_KIND_INVITATION_NUDGE, "link_id": str(link)}
    practice.hear(mail_event(practice, nudge, 1, "CANCELLED", client_id, contact_id, reason="LINK_USED", **said))
    assert practice.person(client_id, contact_id)["portal_state"] == "INVITED"
    practice.hear(mail_event(practice, nudge, 2, "BOUNCED", client_id, contact_id, reason="NO_SUCH_MAILBOX", **said))
    assert practice.person(client_id, contact_id)["portal_state"] == "BOUNCED"
    kinds_told = {one["detail"].get("message_kind") for one in practice.report(client_id, contact_id)["timeline"]}
    assert {"INVITATION", "INVITATION_NUDGE"} <= kinds_told


def session_event(practice, session_id, version, client_id, contact_ids, state="BOOKED", begin=HOUR):
    start = practice.now + begin
    return videogate.SessionChanged(
        practice_id=practice.practice_id, session_id=str(session_id), version=version, client_id=client_id, contact_ids=contact_ids,
        state=videogate.SessionState.Value(f"SESSION_STATE_{state}"), clinician_id=str(uuid4()), start_time=stamp(start),
        end_time=stamp(start + HOUR),
    )


def test_a_video_session_is_moved_and_cancelled_by_its_versions(practice):
    client_id = practice.minor()
    mother, father = practice.parent(client_id), practice.parent(client_id)
    session_id = uuid4()
    practice.hear(session_event(practice, session_id, 2, client_id, [father]))
    practice.hear(session_event(practice, session_id, 1, client_id, [mother, father]))
    (seen,) = practice.owner.get("/today")["sessions"]
    assert [person["contact_id"] for person in seen["people"]] == [father]
    assert practice.owner.get(f"/clients/{client_id}")["next_session"]["session_id"] == str(session_id)
    practice.hear(session_event(practice, session_id, 3, client_id, [father], "CANCELLED"))
    assert practice.owner.get("/today")["sessions"] == []
    assert practice.owner.get(f"/clients/{client_id}")["next_session"] is None


def test_a_knock_is_told_with_every_reason(practice):
    client_id, contact_id = practice.adult()
    decision = videogate.Decision(
        decision_id=str(uuid4()), session_id=str(uuid4()), client_id=client_id, account_id=str(uuid4()), contact_ids=[contact_id],
        reasons=["CONSENT_MISSING", "TOO_EARLY"], decide_time=stamp(practice.now),
    )
    practice.hear(videogate.JoinRefused(practice_id=practice.practice_id, decision=decision))
    told = practice.report(client_id, contact_id)["timeline"][0]
    assert (told["kind"], told["detail"]["reasons"]) == ("JOIN_REFUSED", ["CONSENT_MISSING", "TOO_EARLY"])


def test_every_subject_is_applied_without_a_row_it_could_rely_on(practice):
    """Events of one service may overtake those of another: nothing here has been heard of before."""
    contact_id, client_id, account_id, now = str(uuid4()), str(uuid4()), str(uuid4()), stamp(practice.now)
    ref = identity.RelationshipRef(contact_id=contact_id, client_id=client_id)
    for message in (
        identity.WelcomeRefused(request_id=str(uuid4()), recipients=[ref], reason="NO_ACCOUNT", refuse_time=now),
        identity.TermsAccepted(account_id=account_id, contact_id=contact_id, terms_version="2026-1", accept_time=now),
        notify.MessageChanged(message_id=str(uuid4()), version=1, kind=notify.MESSAGE_KIND_INVITATION, state=notify.MESSAGE_STATE_SENT,
                              recipients=[notify.MessageRecipient(contact_id=contact_id, client_id=client_id)], change_time=now),
        notify.MessageChanged(message_id=str(uuid4()), version=1, kind=notify.MESSAGE_KIND_RESET, state=notify.MESSAGE_STATE_SENT,
                              account_id=account_id, change_time=now),
        videogate.JoinGranted(decision=videogate.Decision(session_id=str(uuid4()), client_id=client_id, contact_ids=[contact_id],
        decide_time=now)),
        videogate.ParticipantRemoved(session_id=str(uuid4()), account_id=account_id, reason="ACCESS_OFF", remove_time=now),
        identity.SignedIn(account_id=account_id, sign_in_time=now),
    ):
        practice.hear(message)
