"""Door 3: what clinic hears of identity, notify and video-gate."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from google.protobuf.message import Message

from anteroom.identity.v1 import events_pb2 as identity
from anteroom.notify.v1 import events_pb2 as notify
from anteroom.videogate.v1 import events_pb2 as videogate
from chassis import audit
from chassis.bus import Fact, Listener
from chassis.db import Tx
from clinic.operations import calls, consents, hearing

from_identity = Listener("clinic", "identity")
from_notify = Listener("clinic", "notify")
from_videogate = Listener("clinic", "videogate")
ALL = [from_identity, from_notify, from_videogate]
# A mail that says when a session is now is as good as its reminder.
TELLS_A_START = {notify.MESSAGE_KIND_SESSION_REMINDER, notify.MESSAGE_KIND_SESSION_MOVED}


def _time(message: Message, field: str) -> datetime | None:
    return getattr(message, field).ToDatetime(UTC) if message.HasField(field) else None


def _name(enumeration: Any, value: int, prefix: str) -> str:
    return str(enumeration.Name(value)).removeprefix(f"{prefix}_")


def _pairs(recipients: Iterable[Any]) -> list[tuple[UUID, UUID]]:
    return [(UUID(one.contact_id), UUID(one.client_id)) for one in recipients]


@from_identity.on("account.changed", identity.AccountChanged)
def account_changed(tx: Tx, event: identity.AccountChanged, fact: Fact) -> None:
    """→ the ledger's copy of the login."""
    hearing.keep_account(tx, fact.event_id, UUID(event.account_id), event.version, {
        "state": _name(identity.AccountState, event.state, "ACCOUNT_STATE"), "email": event.email,
        "password": _name(identity.PasswordState, event.password, "PASSWORD_STATE"), "change_time": _time(event, "change_time"),
        "password_set_time": _time(event, "password_set_time"), "temporary_expire_time": _time(event, "temporary_password_expire_time"),
    })


@from_identity.on("binding.changed", identity.BindingChanged)
def binding_changed(tx: Tx, event: identity.BindingChanged, fact: Fact) -> None:
    """→ which contacts an account answers for."""
    state = _name(identity.BindingState, event.state, "BINDING_STATE")
    hearing.keep_binding(tx, UUID(event.account_id), UUID(event.contact_id), event.version, state, _time(event, "change_time") or fact.time)


@from_identity.on("link.issued", identity.LinkIssued)
def link_issued(tx: Tx, event: identity.LinkIssued, fact: Fact) -> None:
    """→ the newest link of an account."""
    _link(tx, event.link, fact)


@from_identity.on("link.ended", identity.LinkEnded)
def link_ended(tx: Tx, event: identity.LinkEnded, fact: Fact) -> None:
    """→ what became of it."""
    _link(tx, event.link, fact)


def _link(tx: Tx, link: identity.Link, fact: Fact) -> None:
    hearing.keep_link(tx, fact.event_id, UUID(link.account_id), UUID(link.link_id), link.version, {
        "link_purpose": _name(identity.LinkPurpose, link.purpose, "LINK_PURPOSE"), "issue_time": _time(link, "issue_time") or fact.time,
        "link_state": _name(identity.LinkState, link.state, "LINK_STATE"), "link_expire_time": _time(link, "expire_time") or fact.time,
        "link_end_time": _time(link, "end_time"),
    })


@from_identity.on("link.inspected", identity.LinkInspected)
def link_inspected(tx: Tx, event: identity.LinkInspected, fact: Fact) -> None:
    """→ the timeline: its page was opened, perhaps by a mail scanner."""
    hearing.keep_account_fact(tx, "LINK_INSPECTED", fact.event_id, UUID(event.account_id), _time(event, "inspect_time") or fact.time)


@from_identity.on("welcome.refused", identity.WelcomeRefused)
def welcome_refused(tx: Tx, event: identity.WelcomeRefused, fact: Fact) -> None:
    """→ the recipients' ledger: no link was made, and why."""
    time = _time(event, "refuse_time") or fact.time
    hearing.keep_refused_welcome(tx, fact.event_id, UUID(event.request_id), _pairs(event.recipients), event.reason, time)


@from_identity.on("code.changed", identity.CodeChanged)
def code_changed(tx: Tx, event: identity.CodeChanged, fact: Fact) -> None:
    """→ the timeline: a one-time code was issued, used or tried too often."""
    state = _name(identity.CodeState, event.state, "CODE_STATE")
    time = _time(event, "issue_time" if state == "LIVE" else "end_time") or fact.time
    kind, by = ("CODE_ISSUED", event.issued_by_account_id or None) if state == "LIVE" else (f"CODE_{state}", None)
    hearing.keep_account_fact(tx, kind, fact.event_id, UUID(event.account_id), time, **({"by": by} if by else {}))


@from_identity.on("help.asked", identity.HelpAsked)
def help_asked(tx: Tx, event: identity.HelpAsked, fact: Fact) -> None:
    """→ a call on Today, from the page of a link."""
    calls.raise_from_link(
        tx, fact.event_id, UUID(event.help_id), UUID(event.account_id), _pairs(event.recipients), event.said,
        _time(event, "ask_time") or fact.time,
    )


@from_identity.on("signin.succeeded", identity.SignedIn)
def signed_in(tx: Tx, event: identity.SignedIn, fact: Fact) -> None:
    """→ the last sign-in and its browser."""
    hearing.keep_sign_in(tx, fact.event_id, UUID(event.account_id), _time(event, "sign_in_time") or fact.time, event.browser)


@from_identity.on("signin.refused", identity.SignInRefused)
def sign_in_refused(tx: Tx, event: identity.SignInRefused, fact: Fact) -> None:
    """→ the last refusal."""
    time = _time(event, "refuse_time") or fact.time
    hearing.keep_refused_sign_in(tx, fact.event_id, UUID(event.account_id), time, event.reason, event.browser)


@from_identity.on("login_session.revoked", identity.LoginSessionRevoked)
def login_session_revoked(tx: Tx, event: identity.LoginSessionRevoked, fact: Fact) -> None:
    """→ our doors are shut to its access tokens."""
    hearing.shut_out(tx, UUID(event.login_session_id), _time(event, "forget_time") or fact.time)


@from_identity.on("temporary_password.set", identity.TemporaryPasswordSet)
def temporary_password_set(tx: Tx, event: identity.TemporaryPasswordSet, fact: Fact) -> None:
    """→ the timeline; the account's own event carries its state."""
    time = _time(event, "set_time") or fact.time
    hearing.keep_account_fact(tx, "TEMPORARY_PASSWORD_SET", fact.event_id, UUID(event.account_id), time, by=event.set_by_account_id or None)


@from_identity.on("terms.accepted", identity.TermsAccepted)
def terms_accepted(tx: Tx, event: identity.TermsAccepted, fact: Fact) -> None:
    """→ an adult's own consent."""
    time = _time(event, "accept_time") or fact.time
    consents.accept_terms(tx, fact.event_id, UUID(event.account_id), UUID(event.contact_id), event.terms_version, time)


@from_identity.on("account_email.changed", identity.AccountEmailChanged)
def account_email_changed(tx: Tx, event: identity.AccountEmailChanged, fact: Fact) -> None:
    """→ the contacts that still hold the old address."""
    hearing.keep_new_email(tx, fact.event_id, [UUID(contact_id) for contact_id in event.contact_ids], event.old_email, event.new_email)


@from_identity.on("staff.changed", identity.StaffChanged)
def staff_changed(tx: Tx, event: identity.StaffChanged, fact: Fact) -> None:
    """→ the names of staff."""
    role = _name(identity.StaffRole, event.role, "STAFF_ROLE").replace("UNSPECIFIED", "")
    state = _name(identity.AccountState, event.state, "ACCOUNT_STATE")
    hearing.keep_staff(tx, UUID(event.account_id), event.version, event.display_name, role, state)


@from_notify.on("message.changed", notify.MessageChanged)
def message_changed(tx: Tx, event: notify.MessageChanged, fact: Fact) -> None:
    """→ the fate of a mail."""
    changed = _time(event, "change_time") or fact.time
    mail = {
        "mail_id": UUID(event.message_id), "mail_version": event.version,
        "mail_state": _name(notify.MessageState, event.state, "MESSAGE_STATE"), "mail_reason": event.reason,
        "mail_detail": event.detail, "mail_to": event.to_address,
        "mail_link_id": UUID(event.link_id) if event.link_id else None, "mail_queue_time": _time(event, "queue_time") or changed,
        "mail_change_time": changed,
    }
    kind = _name(notify.MessageKind, event.kind, "MESSAGE_KIND")
    account_id = UUID(event.account_id) if event.account_id else None
    start = _time(event, "session_start_time")
    reminds = hearing.Reminds(UUID(event.session_id), start, event.reminder_hours) if start and event.kind in TELLS_A_START else None
    hearing.keep_mail(tx, fact.event_id, kind, account_id, _pairs(event.recipients), mail, reminds)


@from_videogate.on("session.changed", videogate.SessionChanged)
def session_changed(tx: Tx, event: videogate.SessionChanged, fact: Fact) -> None:
    """→ upcoming sessions."""
    hearing.keep_video_session(tx, UUID(event.session_id), event.version, [UUID(contact_id) for contact_id in event.contact_ids], {
        "client_id": UUID(event.client_id), "clinician_id": UUID(event.clinician_id) if event.clinician_id else None,
        "start_time": _time(event, "start_time"), "end_time": _time(event, "end_time"),
        "state": _name(videogate.SessionState, event.state, "SESSION_STATE"),
    })


@from_videogate.on("join.granted", videogate.JoinGranted)
def join_granted(tx: Tx, event: videogate.JoinGranted, fact: Fact) -> None:
    """→ the last knock."""
    _knock(tx, event.decision, fact)


@from_videogate.on("join.refused", videogate.JoinRefused)
def join_refused(tx: Tx, event: videogate.JoinRefused, fact: Fact) -> None:
    """→ the last knock, with every reason."""
    _knock(tx, event.decision, fact)


def _knock(tx: Tx, decision: videogate.Decision, fact: Fact) -> None:
    pairs = [(UUID(contact_id), UUID(decision.client_id)) for contact_id in decision.contact_ids]
    time = _time(decision, "decide_time") or fact.time
    hearing.keep_knock(tx, fact.event_id, pairs, UUID(decision.session_id), list(decision.reasons), time)


@from_videogate.on("participant.removed", videogate.ParticipantRemoved)
def participant_removed(tx: Tx, event: videogate.ParticipantRemoved, fact: Fact) -> None:
    """→ the timeline of whoever had the seat."""
    time = _time(event, "remove_time") or fact.time
    hearing.keep_account_fact(
        tx, "REMOVED_FROM_SESSION", fact.event_id, UUID(event.account_id), time, session_id=event.session_id, reason=event.reason
    )


@from_identity.on("audit.sealed", identity.AuditSealed)
@from_notify.on("audit.sealed", notify.AuditSealed)
@from_videogate.on("audit.sealed", videogate.AuditSealed)
def audit_sealed(tx: Tx, event: Any, fact: Fact) -> None:
    """→ what the others' audit chains can be held to."""
    audit.hear(tx, event)
