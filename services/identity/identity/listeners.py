"""Door 3: what identity hears. Each consumer is one operation."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from google.protobuf.timestamp_pb2 import Timestamp

from anteroom.clinic.v1 import events_pb2 as clinic
from chassis import audit
from chassis.bus import Fact, Listener
from chassis.db import Tx
from identity.domain.addresses import fold
from identity.domain.links import Recipient
from identity.domain.login_sessions import DEFAULT_IDLE
from identity.operations import copies, help, links
from identity.operations.links import Welcome

from_clinic = Listener("identity", "clinic")
ALL = [from_clinic]


def _practice(message: clinic.Practice) -> dict[str, Any]:
    kept = ("version", "name", "phone", "support_email", "door", "invitation_validity_hours", "terms_version", "terms_title", "terms_body",
            "staff_second_factor")  # fmt: skip
    # What was announced before these were settings has neither: 0 would end every login session.
    idle = {"staff_idle_minutes": message.staff_idle_minutes or DEFAULT_IDLE.staff_minutes,
            "client_idle_days": message.client_idle_days or DEFAULT_IDLE.client_days}  # fmt: skip
    return idle | {name: getattr(message, name) for name in kept}


@from_clinic.on("practice.opened", clinic.PracticeOpened)
def practice_opened(tx: Tx, event: clinic.PracticeOpened, fact: Fact) -> None:
    """Keep the practice and invite its owner."""
    copies.open_practice(tx, event.owner_email, event.owner_name, **_practice(event.practice))


@from_clinic.on("settings.changed", clinic.SettingsChanged)
def settings_changed(tx: Tx, event: clinic.SettingsChanged, fact: Fact) -> None:
    """Keep the practice."""
    copies.keep_practice(tx, **_practice(event.practice))


@from_clinic.on("contact.changed", clinic.ContactChanged)
def contact_changed(tx: Tx, event: clinic.ContactChanged, fact: Fact) -> None:
    """Keep the name and address; the account follows the address until it was ever used."""
    copies.keep_contact(tx, **_contact(event))


def _contact(event: clinic.ContactChanged) -> dict[str, Any]:
    return {
        "contact_id": UUID(event.contact_id), "version": event.version, "given_name": event.given_name, "family_name": event.family_name,
        "email": event.email or None, "email_key": fold(event.email) if event.email else None,
    }  # fmt: skip


@from_clinic.on("access.changed", clinic.AccessChanged)
def access_changed(tx: Tx, event: clinic.AccessChanged, fact: Fact) -> None:
    """Keep the access; an account is there as soon as it is on, and what is open ends as soon as the last is off."""
    copies.keep_relationship(tx, **_relationship(event))


def _relationship(event: clinic.AccessChanged) -> dict[str, Any]:
    return {
        "contact_id": UUID(event.contact_id), "client_id": UUID(event.client_id), "version": event.version,
        "access": event.online_access and event.in_force, "is_self": event.relationship == clinic.RELATIONSHIP_SELF,
        "consent_missing": event.consent.state in (clinic.CONSENT_STATE_UNSPECIFIED, clinic.CONSENT_STATE_MISSING),
    }  # fmt: skip


@from_clinic.on("client.merged", clinic.ClientMerged)
def client_merged(tx: Tx, event: clinic.ClientMerged, fact: Fact) -> None:
    """Two charts became one: whoever turned out to be another contact answers as that one, or no longer."""
    copies.merge_contacts(
        tx, [_contact(one) for one in event.contacts], [_relationship(one) for one in event.access],
        [copies.Merged(UUID(one.contact_id), UUID(one.into_contact_id), one.same_login) for one in event.merged_contacts],
    )


@from_clinic.on("welcome.requested", clinic.WelcomeRequested)
def welcome_requested(tx: Tx, event: clinic.WelcomeRequested, fact: Fact) -> None:
    """One link for each account among the recipients."""
    recipients = [Recipient(contact_id=to.contact_id, client_id=to.client_id, version=to.version) for to in event.recipients]
    life = timedelta(hours=event.validity_hours)
    links.answer_welcome(
        tx, Welcome(event.request_id, recipients, life, _instant(event.request_time), _instant(event.mail_before_time))
    )


@from_clinic.on("call.ended", clinic.CallEnded)
def call_ended(tx: Tx, event: clinic.CallEnded, fact: Fact) -> None:
    """What the front desk answered goes to the page where it was asked."""
    help.hear_answer(tx, UUID(event.help_id), event.answered, event.answer, _instant(event.end_time))


def _instant(stamp: Timestamp) -> datetime:
    return stamp.ToDatetime(tzinfo=UTC)


@from_clinic.on("audit.sealed", clinic.AuditSealed)
def audit_sealed(tx: Tx, event: clinic.AuditSealed, fact: Fact) -> None:
    """Keep what clinic's audit chain can be held to."""
    audit.hear(tx, event)
