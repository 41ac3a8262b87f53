"""What clinic announces: rows become messages, messages become outbox rows."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from google.protobuf.timestamp_pb2 import Timestamp

from anteroom.clinic.v1 import events_pb2 as pb
from chassis.db import Tx
from chassis.outbox import announce, announce_all
from clinic.models import Call, Client, Contact, Practice, PublishedText, Relationship


def practice_opened(tx: Tx, practice: Practice, terms: PublishedText, owner_email: str, owner_name: str) -> None:
    """The practice is open; identity invites its owner."""
    message = pb.PracticeOpened(practice=practice_message(practice, terms), owner_email=owner_email, owner_name=owner_name)
    announce(tx, "practice.opened", message)


def settings_changed(tx: Tx, practice: Practice, terms: PublishedText) -> None:
    """The practice with its settings as they stand now."""
    announce(tx, "settings.changed", pb.SettingsChanged(practice=practice_message(practice, terms)))


def call_ended(tx: Tx, call: Call) -> None:
    """A call that came from a link's page was answered or put aside."""
    announce(tx, "call.ended", pb.CallEnded(
        practice_id=tx.practice_id, call_id=str(call.call_id), help_id=str(call.help_id), answered=call.state == "ANSWERED",
        answer=call.answer, end_time=stamp(tx.now),
    ))


def contact_changed(tx: Tx, contact: Contact) -> None:
    """A person's name, address or number."""
    announce(tx, "contact.changed", contact_message(contact))


def access_changed(tx: Tx, relationship: Relationship) -> None:
    """A relationship's switches, consent and force."""
    announce(tx, "access.changed", access_message(relationship))


def arrived(tx: Tx, clients: Collection[Client], contacts: Collection[Contact], relationships: Collection[Relationship]) -> None:
    """What is new, all of it: charts, then people, then who is whose."""
    announce_all(tx, [
        *(("client.changed", client_message(one)) for one in clients),
        *(("contact.changed", contact_message(one)) for one in contacts),
        *(("access.changed", access_message(one)) for one in relationships),
    ])


def client_changed(tx: Tx, client: Client) -> None:
    """A client is active or archived."""
    announce(tx, "client.changed", client_message(client))


def client_merged(
    tx: Tx, client_id: UUID, merged_client_ids: Collection[UUID], merged: Collection[pb.MergedContact], clients: Collection[Client],
    contacts: Collection[Contact], relationships: Collection[Relationship],
) -> None:
    """Charts of one client became one: the new states of all that was touched, at once."""
    announce(tx, "client.merged", pb.ClientMerged(
        practice_id=tx.practice_id, client_id=str(client_id), merged_client_ids=[str(one) for one in merged_client_ids],
        merged_contacts=merged, clients=[client_message(one) for one in clients], contacts=[contact_message(one) for one in contacts],
        access=[access_message(one) for one in relationships], merge_time=stamp(tx.now),
    ))


def merged_contact(contact_id: UUID, into_contact_id: UUID, *, same_login: bool) -> pb.MergedContact:
    """One who turned out to be another."""
    return pb.MergedContact(contact_id=str(contact_id), into_contact_id=str(into_contact_id), same_login=same_login)


def welcome_requested(
    tx: Tx, request_id: UUID, recipients: Collection[Relationship], validity_hours: int, mail_before_time: datetime
) -> None:
    """One request for all its recipients: identity makes one link for each account among them."""
    announce(tx, "welcome.requested", pb.WelcomeRequested(
        practice_id=tx.practice_id, request_id=str(request_id), validity_hours=validity_hours, request_time=stamp(tx.now),
        recipients=[pb.Recipient(contact_id=str(to.contact_id), client_id=str(to.client_id), version=to.version) for to in recipients],
        mail_before_time=stamp(mail_before_time), requested_by_account_id=str(tx.actor.account_id or ""),
    ))


def practice_message(practice: Practice, terms: PublishedText) -> pb.Practice:
    """The practice as others copy it."""
    return pb.Practice(
        practice_id=practice.practice_id, version=practice.version, name=practice.name, phone=practice.phone,
        support_email=practice.support_email, zone=practice.zone, region=practice.region, door=practice.door,
        invitation_validity_hours=practice.invitation_validity_hours, early_join_minutes=practice.early_join_minutes,
        terms_version=terms.version, terms_title=terms.title, terms_body=terms.body, from_name=practice.from_name,
        reply_to=practice.reply_to, video_url=practice.video_url, change_time=stamp(practice.change_time),
        staff_second_factor=practice.staff_second_factor, staff_idle_minutes=practice.staff_idle_minutes,
        client_idle_days=practice.client_idle_days, reminder_hours=practice.reminder_hours,
        nudge_before_expiry=practice.nudge_before_expiry, language=practice.language or "",
    )


def contact_message(contact: Contact) -> pb.ContactChanged:
    """The contact as others copy it."""
    return pb.ContactChanged(
        practice_id=contact.practice_id, contact_id=str(contact.contact_id), version=contact.version, given_name=contact.given_name,
        family_name=contact.family_name, email=contact.email or "", phone=contact.phone or "", change_time=stamp(contact.change_time),
        language=contact.language or "",
    )


def access_message(relationship: Relationship) -> pb.AccessChanged:
    """The relationship as others copy it."""
    return pb.AccessChanged(
        practice_id=relationship.practice_id, contact_id=str(relationship.contact_id), client_id=str(relationship.client_id),
        version=relationship.version, relationship=f"RELATIONSHIP_{relationship.relationship}",
        is_primary=relationship.is_primary, online_access=relationship.online_access, email_notifications=relationship.email_notifications,
        consent=_consent(relationship), in_force=relationship.in_force, change_time=stamp(relationship.change_time),
    )


def _consent(relationship: Relationship) -> pb.Consent:
    return pb.Consent(
        state=f"CONSENT_STATE_{relationship.consent_state}", text_version=relationship.consent_text_version or "",
        change_time=stamp(relationship.consent_time) if relationship.consent_time else None,
        session_id=str(relationship.consent_session_id or ""),
    )


def client_message(client: Client) -> pb.ClientChanged:
    """The client as others copy it: whether the chart is active, and nothing of what stands in it."""
    return pb.ClientChanged(
        practice_id=client.practice_id, client_id=str(client.client_id), version=client.version, active=client.status == "ACTIVE",
        change_time=stamp(client.change_time), merged_into=str(client.merged_into or ""),
    )


def stamp(instant: datetime) -> Timestamp:
    """An instant as protobuf writes it."""
    made = Timestamp()
    made.FromDatetime(instant)
    return made
