"""Door 3: what notify hears. Each consumer translates an event and calls one operation."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from google.protobuf.timestamp_pb2 import Timestamp
from opentelemetry.propagate import inject

from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.identity.v1 import events_pb2 as identity
from anteroom.videogate.v1 import events_pb2 as videogate
from chassis.bus import Fact, Listener
from chassis.db import Tx
from notify.domain import Cause, Kind, Recipient
from notify.models import Account, Contact, Relationship
from notify.operations import mails as operations
from notify.operations import merging, nudges, reminders, telling

from_clinic = Listener("notify", "clinic")
from_identity = Listener("notify", "identity")
from_videogate = Listener("notify", "videogate")
ALL = [from_clinic, from_identity, from_videogate]

MAILED_LINKS = {
    identity.LINK_PURPOSE_INVITATION: Kind.INVITATION, identity.LINK_PURPOSE_RESET: Kind.RESET,
    identity.LINK_PURPOSE_EMAIL_CHANGE: Kind.EMAIL_CHANGE_CONFIRMATION,
}
FACTOR_NOTICES = {
    identity.SECOND_FACTOR_CHANGE_ADDED: Kind.SECOND_FACTOR_ADDED, identity.SECOND_FACTOR_CHANGE_REMOVED: Kind.SECOND_FACTOR_REMOVED,
    identity.SECOND_FACTOR_CHANGE_RESET: Kind.SECOND_FACTOR_RESET, identity.SECOND_FACTOR_CHANGE_CODES_MADE: Kind.RECOVERY_CODES_MADE,
    identity.SECOND_FACTOR_CHANGE_CODE_USED: Kind.RECOVERY_CODE_USED,
}
ENDS = {
    identity.LINK_STATE_EXPIRED: "LINK_EXPIRED", identity.LINK_STATE_SUPERSEDED: "LINK_SUPERSEDED",
    identity.LINK_STATE_REVOKED: "LINK_REVOKED", identity.LINK_STATE_REDEEMED: "LINK_USED",
}

GUEST_ENDS = {videogate.GUEST_LINK_STATE_SUPERSEDED: "LINK_SUPERSEDED", videogate.GUEST_LINK_STATE_REVOKED: "LINK_REVOKED"}


@from_clinic.on("practice.opened", clinic.PracticeOpened)
def practice_opened(tx: Tx, event: clinic.PracticeOpened, fact: Fact) -> None:
    """A practice exists."""
    reminders.keep_practice(tx, **_practice(event.practice))


@from_clinic.on("settings.changed", clinic.SettingsChanged)
def settings_changed(tx: Tx, event: clinic.SettingsChanged, fact: Fact) -> None:
    """Its name, phone, zone, door, sender or reminders changed."""
    reminders.keep_practice(tx, **_practice(event.practice))


def _practice(event: clinic.Practice) -> dict[str, Any]:
    same = ("version", "name", "phone", "support_email", "zone", "region", "door", "from_name", "reply_to", "invitation_validity_hours",
            "early_join_minutes", "nudge_before_expiry", "language")
    return {name: getattr(event, name) for name in same} | {
        "reminder_hours": list(event.reminder_hours), "change_time": _utc(event.change_time),
    }


@from_clinic.on("contact.changed", clinic.ContactChanged)
def contact_changed(tx: Tx, event: clinic.ContactChanged, fact: Fact) -> None:
    """A person's name, address or language changed."""
    operations.keep_copy(tx, Contact, **_contact(event))


def _contact(event: clinic.ContactChanged) -> dict[str, Any]:
    same = ("version", "given_name", "email", "language")
    return {name: getattr(event, name) for name in same} | {"contact_id": UUID(event.contact_id)}


@from_clinic.on("access.changed", clinic.AccessChanged)
def access_changed(tx: Tx, event: clinic.AccessChanged, fact: Fact) -> None:
    """A relationship's switches changed."""
    operations.keep_copy(tx, Relationship, **_relationship(event))


def _relationship(event: clinic.AccessChanged) -> dict[str, Any]:
    same = ("version", "online_access", "email_notifications", "in_force")
    pair = {"contact_id": UUID(event.contact_id), "client_id": UUID(event.client_id)}
    return {name: getattr(event, name) for name in same} | pair


@from_clinic.on("client.merged", clinic.ClientMerged)
def client_merged(tx: Tx, event: clinic.ClientMerged, fact: Fact) -> None:
    """Two charts became one: what is said of either is said of the one that stayed."""
    merging.merge_clients(
        tx, [_contact(one) for one in event.contacts], [_relationship(one) for one in event.access],
        {UUID(one): UUID(event.client_id) for one in event.merged_client_ids},
        {UUID(one.contact_id): UUID(one.into_contact_id) for one in event.merged_contacts},
    )


@from_identity.on("account.changed", identity.AccountChanged)
def account_changed(tx: Tx, event: identity.AccountChanged, fact: Fact) -> None:
    """A login's address or state changed."""
    state = identity.AccountState.Name(event.state).removeprefix("ACCOUNT_STATE_")
    operations.keep_copy(tx, Account, account_id=UUID(event.account_id), version=event.version, email=event.email, state=state)


@from_identity.on("binding.changed", identity.BindingChanged)
def binding_changed(tx: Tx, event: identity.BindingChanged, fact: Fact) -> None:
    """An account answers for a contact, or no longer, or is asked whether it will."""
    account_id, contact_id = UUID(event.account_id), UUID(event.contact_id)
    about = tuple(_recipient(r) for r in event.recipients)
    offer = _cause(fact, Kind.PERSON_OFFERED, account_id, event.mail_before_time, contact_id=contact_id, recipients=about)
    state = identity.BindingState.Name(event.state).removeprefix("BINDING_STATE_")
    operations.keep_binding(tx, account_id=account_id, contact_id=contact_id, version=event.version, state=state, offer=offer)


@from_identity.on("link.issued", identity.LinkIssued)
def link_issued(tx: Tx, event: identity.LinkIssued, fact: Fact) -> None:
    """A link waits to be mailed."""
    link = event.link
    kind = MAILED_LINKS[link.purpose]
    if kind == Kind.INVITATION and link.staff:
        kind = Kind.STAFF_INVITATION
    about = tuple(_recipient(r) for r in link.recipients)
    cause = _cause(fact, kind, UUID(link.account_id), event.mail_before_time, link_id=UUID(link.link_id), recipients=about)
    nudges.queue_invitation(tx, cause, _utc(link.issue_time), _utc(link.expire_time))


@from_identity.on("link.ended", identity.LinkEnded)
def link_ended(tx: Tx, event: identity.LinkEnded, fact: Fact) -> None:
    """A link is expired, superseded, revoked or used: what would carry it stays here."""
    operations.cancel_for_link(tx, UUID(event.link.link_id), ENDS.get(event.link.state, "LINK_REVOKED"))


@from_identity.on("temporary_password.set", identity.TemporaryPasswordSet)
def temporary_password_set(tx: Tx, event: identity.TemporaryPasswordSet, fact: Fact) -> None:
    """The holder is told that staff set a password."""
    told = {"set_time": _iso(event.set_time), "expire_time": _iso(event.expire_time)}
    cause = _cause(
        fact, Kind.TEMPORARY_PASSWORD_SET, UUID(event.account_id), event.mail_before_time, to_address=event.email, told_times=told
    )
    operations.queue_mail(tx, cause)


@from_identity.on("second_factor.changed", identity.SecondFactorChanged)
def second_factor_changed(tx: Tx, event: identity.SecondFactorChanged, fact: Fact) -> None:
    """The holder is told, whoever did it."""
    told = {"change_time": _iso(event.change_time)}
    cause = _cause(
        fact, FACTOR_NOTICES[event.change], UUID(event.account_id), event.mail_before_time, to_address=event.email, told_times=told
    )
    operations.queue_mail(tx, cause)


@from_identity.on("account_email.changed", identity.AccountEmailChanged)
def account_email_changed(tx: Tx, event: identity.AccountEmailChanged, fact: Fact) -> None:
    """The old address is told: whoever reads it may be the one who lost the login."""
    told = {"change_time": _iso(event.change_time)}
    cause = _cause(fact, Kind.EMAIL_CHANGED, UUID(event.account_id), event.mail_before_time, to_address=event.old_email, told_times=told)
    operations.queue_mail(tx, cause)


@from_identity.on("login_session.revoked", identity.LoginSessionRevoked)
def login_session_revoked(tx: Tx, event: identity.LoginSessionRevoked, fact: Fact) -> None:
    """A sign-in has ended."""
    operations.forget_login_session(tx, UUID(event.login_session_id), _utc(event.forget_time))


@from_videogate.on("session.changed", videogate.SessionChanged)
def session_changed(tx: Tx, event: videogate.SessionChanged, fact: Fact) -> None:
    """A video session is booked, moved or cancelled, or others are invited."""
    reminders.keep_session(
        tx, UUID(event.session_id), version=event.version, state=videogate.SessionState.Name(event.state).removeprefix("SESSION_STATE_"),
        client_id=UUID(event.client_id), contact_ids=[UUID(contact_id) for contact_id in event.contact_ids],
        start_time=_utc(event.start_time), end_time=_utc(event.end_time), change_time=_utc(event.change_time), traceparent=_traceparent(),
    )


@from_videogate.on("guest_link.changed", videogate.GuestLinkChanged)
def guest_link_changed(tx: Tx, event: videogate.GuestLinkChanged, fact: Fact) -> None:
    """A guest's link waits to be mailed, or has ended: what would carry it stays here. Ended with its session, whoever got it is told."""
    link_id = UUID(event.link_id)
    if event.state != videogate.GUEST_LINK_STATE_LIVE:
        operations.cancel_for_link(tx, link_id, GUEST_ENDS.get(event.state, "LINK_REVOKED"))
        if event.state == videogate.GUEST_LINK_STATE_REVOKED and event.session_state == videogate.SESSION_STATE_CANCELLED:
            telling.tell_guest(tx, UUID(event.session_id), UUID(event.guest_id), _traceparent())
    elif event.mailed:
        told = {"start_time": _iso(event.start_time), "end_time": _iso(event.end_time)}
        cause = _cause(
            fact, Kind.GUEST_INVITATION, UUID(event.guest_id), event.end_time, link_id=link_id, session_id=UUID(event.session_id),
            told_times=told,
        )
        operations.queue_mail(tx, cause)


def _recipient(named: identity.RelationshipRef) -> Recipient:
    return Recipient(UUID(named.contact_id), UUID(named.client_id), named.version)


def _cause(fact: Fact, kind: Kind, account_id: UUID, before: Timestamp, **more: Any) -> Cause:
    deadline = _utc(before) if before.seconds else None
    return Cause(fact.event_id, kind, account_id, deadline, traceparent=_traceparent(), **more)


def _traceparent() -> str | None:
    carrier: dict[str, str] = {}
    inject(carrier)
    return carrier.get("traceparent")


def _utc(instant: Timestamp) -> datetime:
    return instant.ToDatetime(tzinfo=UTC)


def _iso(instant: Timestamp) -> str:
    return _utc(instant).isoformat()
