"""Clients, the people on their charts, and what was agreed."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.models.base import Base, counter, in_practice, key


class Client(Base):
    """Somebody who receives care. sort_name: the folded name that lists are ordered by.

    settled: nobody at the practice needs to act; false comes first in the list.
    merged_into: the client that a MERGED chart's client turned out to be, never itself a merged one.
    """

    __tablename__ = "clients"
    practice_id: Mapped[str] = key()
    client_id: Mapped[UUID] = key()
    version: Mapped[int] = counter()
    given_name: Mapped[str]
    family_name: Mapped[str]
    sort_name: Mapped[str] = mapped_column(sa.Text(collation="C"))
    birth_date: Mapped[date | None]
    has_guardian: Mapped[bool]
    status: Mapped[str]
    clinician_id: Mapped[UUID | None]
    settled: Mapped[bool]
    created_time: Mapped[datetime]
    change_time: Mapped[datetime]
    merged_into: Mapped[UUID | None]
    merge_time: Mapped[datetime | None]
    __table_args__ = (
        sa.CheckConstraint("status IN ('ACTIVE', 'ARCHIVED', 'MERGED')", name="clients_status"),
        sa.CheckConstraint("(status = 'MERGED') = (merged_into IS NOT NULL)", name="clients_merged"),
        sa.Index("clients_merged_into", "practice_id", "merged_into", postgresql_where=sa.text("merged_into IS NOT NULL")),
        sa.Index("clients_listed", "practice_id", "status", "settled", "sort_name", "client_id"),
        sa.Index("clients_named", "practice_id", "sort_name"),
        sa.Index("clients_by_age", "practice_id", "status", "birth_date"),
    )


class Contact(Base):
    """A person the practice knows. email_key: the address as it is compared, empty where there is none.

    language: what mails to them are written in; None: the practice's. merged_into: the contact that this person turned out to be.
    """

    __tablename__ = "contacts"
    practice_id: Mapped[str] = key()
    contact_id: Mapped[UUID] = key()
    version: Mapped[int] = counter()
    given_name: Mapped[str]
    family_name: Mapped[str]
    email: Mapped[str | None]
    email_key: Mapped[str]
    phone: Mapped[str | None]
    language: Mapped[str | None]
    change_time: Mapped[datetime]
    merged_into: Mapped[UUID | None]
    __table_args__ = (
        sa.Index("contacts_email", "practice_id", "email_key"),
        sa.Index("contacts_merged_into", "practice_id", "merged_into", postgresql_where=sa.text("merged_into IS NOT NULL")),
    )


class Relationship(Base):
    """One contact for one client: the switches, the consent as it stands, and how long rights last.

    in_force is what was last announced; decisions derive it from the dates.
    into_contact_id, into_client_id: what stands for it since a merge; it is kept as it was, for its history, and decides nothing.
    """

    __tablename__ = "relationships"
    practice_id: Mapped[str] = key()
    contact_id: Mapped[UUID] = key()
    client_id: Mapped[UUID] = key()
    version: Mapped[int] = counter()
    relationship: Mapped[str]
    is_primary: Mapped[bool]
    online_access: Mapped[bool]
    online_access_time: Mapped[datetime]
    online_access_by: Mapped[UUID | None]
    email_notifications: Mapped[bool]
    email_notifications_time: Mapped[datetime]
    email_notifications_by: Mapped[UUID | None]
    consent_state: Mapped[str]
    consent_text_version: Mapped[str | None]
    consent_time: Mapped[datetime | None]
    consent_by: Mapped[UUID | None]
    consent_how: Mapped[str | None]
    consent_session_id: Mapped[UUID | None]
    consent_heard_by: Mapped[str | None]
    end_date: Mapped[date | None]
    custody_note: Mapped[str | None]
    custody_forbids_consent: Mapped[bool]
    in_force: Mapped[bool]
    created_time: Mapped[datetime]
    change_time: Mapped[datetime]
    into_contact_id: Mapped[UUID | None]
    into_client_id: Mapped[UUID | None]
    __table_args__ = (
        in_practice("contact_id", to="contacts"),
        in_practice("client_id", to="clients"),
        sa.CheckConstraint("consent_state IN ('MISSING', 'GRANTED', 'WITHDRAWN')", name="relationships_consent"),
        sa.Index("relationships_of_client", "practice_id", "client_id"),
        sa.Index(
            "relationships_self", "practice_id", "client_id", unique=True,
            postgresql_where=sa.text("relationship = 'SELF' AND into_client_id IS NULL"),
        ),
        sa.Index(
            "relationships_into", "practice_id", "into_client_id", "into_contact_id",
            postgresql_where=sa.text("into_client_id IS NOT NULL"),
        ),
    )


class ConsentRecord(Base):
    """A consent given or withdrawn: who, for whom, when, how, by which text. Append-only. action: GRANTED or WITHDRAWN."""

    __tablename__ = "consents"
    practice_id: Mapped[str] = key()
    consent_id: Mapped[UUID] = key()
    contact_id: Mapped[UUID]
    client_id: Mapped[UUID]
    action: Mapped[str]
    how: Mapped[str]
    text_version: Mapped[str | None]
    heard_by: Mapped[str | None]
    session_id: Mapped[UUID | None]
    reason: Mapped[str | None]
    recorded_by: Mapped[UUID | None]
    record_time: Mapped[datetime]
    __table_args__ = (
        in_practice("contact_id", "client_id", to="relationships"),
        sa.Index("consents_of_relationship", "practice_id", "contact_id", "client_id", "record_time"),
    )


class WelcomeRequest(Base):
    """One recipient of one welcome request. refuse_reason: identity made no link of it, and why."""

    __tablename__ = "welcome_requests"
    practice_id: Mapped[str] = key()
    request_id: Mapped[UUID] = key()
    contact_id: Mapped[UUID] = key()
    client_id: Mapped[UUID] = key()
    request_time: Mapped[datetime]
    requested_by: Mapped[UUID | None]
    refuse_reason: Mapped[str]
    __table_args__ = (
        in_practice("contact_id", "client_id", to="relationships"),
        sa.Index("welcome_requests_of_person", "practice_id", "contact_id", "request_time"),
    )
