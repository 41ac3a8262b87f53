"""The tables: the gate's own video sessions, decisions and seats, and its copy of what others own."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from chassis.db import declarative

Base: Any = declarative()


class VideoSession(Base):
    """An appointment held by video. state: BOOKED or CANCELLED."""

    __tablename__ = "video_sessions"
    __table_args__ = (
        sa.Index("video_sessions_start", "practice_id", "start_time", "session_id"),
        sa.Index("video_sessions_client", "practice_id", "client_id", "start_time"),
    )

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    state: Mapped[str]
    client_id: Mapped[UUID]
    clinician_id: Mapped[UUID]
    start_time: Mapped[datetime]
    end_time: Mapped[datetime]
    video_url: Mapped[str] = mapped_column(server_default=sa.text("''"))
    created_time: Mapped[datetime]
    change_time: Mapped[datetime]


def _of_a_video_session() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["practice_id", "session_id"], ["video_sessions.practice_id", "video_sessions.session_id"], ondelete="CASCADE"
    )


class Participant(Base):
    """A contact who takes part in a video session."""

    __tablename__ = "participants"
    __table_args__ = (
        _of_a_video_session(),
        sa.Index("participants_contact", "practice_id", "contact_id"),
    )

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)


class Seat(Base):
    """Who is in: one per account and video session. login_session_ids: the sign-ins it was taken with.

    kind CLINICIAN, PARTICIPANT, or GUEST, whose account_id is the guest's id: nobody's login.
    """

    __tablename__ = "seats"
    __table_args__ = (
        _of_a_video_session(),
        sa.Index("seats_taken", "practice_id", "account_id", postgresql_where=sa.text("end_time IS NULL")),
    )

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    decision_id: Mapped[UUID]
    login_session_ids: Mapped[list[UUID]] = mapped_column(ARRAY(sa.Uuid))
    grant_time: Mapped[datetime]
    end_time: Mapped[datetime | None]
    end_reason: Mapped[str | None]


class GuestLink(Base):
    """A guest's way into one video session; a newer link of the same guest supersedes it.

    It has no end of its own: it lives as long as it is LIVE and its video session isn't over, moved or not. The row yields no link
    without the key, which no database holds. device_hash: of the first browser that came in with it; every other is refused.
    """

    __tablename__ = "guest_links"
    __table_args__ = (
        _of_a_video_session(),
        sa.UniqueConstraint("practice_id", "token_hash"),
        sa.Index("guest_links_live", "practice_id", "guest_id", unique=True, postgresql_where=sa.text("state = 'LIVE'")),
        sa.Index("guest_links_session", "practice_id", "session_id", "guest_id", "issue_time"),
        sa.Index("guest_links_mailed", "practice_id", "email_key", "issue_time", postgresql_where=sa.text("email_key IS NOT NULL")),
        sa.CheckConstraint("state IN ('LIVE', 'SUPERSEDED', 'REVOKED')", "guest_links_state"),
    )

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    link_id: Mapped[UUID] = mapped_column(primary_key=True)
    guest_id: Mapped[UUID]
    session_id: Mapped[UUID]
    version: Mapped[int] = mapped_column(sa.BigInteger)
    state: Mapped[str]
    # As staff wrote it, and as the room shows it.
    name: Mapped[str]
    # None where the link was shown instead of mailed.
    email: Mapped[str | None]
    email_key: Mapped[str | None]
    seed: Mapped[bytes]
    token_hash: Mapped[bytes]
    issue_time: Mapped[datetime]
    issued_by: Mapped[UUID | None]
    end_time: Mapped[datetime | None]
    device_hash: Mapped[bytes | None]
    # As the guest typed it.
    said_name: Mapped[str | None]
    first_join_time: Mapped[datetime | None]
    last_join_time: Mapped[datetime | None]
    refuse_time: Mapped[datetime | None]
    refuse_reasons: Mapped[list[str] | None] = mapped_column(ARRAY(sa.Text))


class Practice(Base):
    """Copied from clinic: what the gate needs of a practice's settings."""

    __tablename__ = "practices"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    name: Mapped[str]
    early_join_minutes: Mapped[int]
    video_url: Mapped[str]


class Client(Base):
    """Copied from clinic: whether the client is in care. merged_into: the chart that this one became, which may have gone the same way."""

    __tablename__ = "clients"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    active: Mapped[bool]
    merged_into: Mapped[UUID | None]


class Relationship(Base):
    """Copied from clinic: switches, consent and validity of one (contact, client)."""

    __tablename__ = "relationships"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    online_access: Mapped[bool]
    in_force: Mapped[bool]
    consent: Mapped[str]
    consent_session_id: Mapped[UUID | None]


class Contact(Base):
    """Copied from clinic: a person's name, for the seats."""

    __tablename__ = "contacts"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    given_name: Mapped[str]
    family_name: Mapped[str]


class Account(Base):
    """Copied from identity: the login's state."""

    __tablename__ = "accounts"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    state: Mapped[str]


class Binding(Base):
    """Copied from identity: whether an account answers for a contact."""

    __tablename__ = "bindings"
    __table_args__ = (sa.Index("bindings_contact", "practice_id", "contact_id"),)

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    bound: Mapped[bool]


class StaffMember(Base):
    """Copied from identity: who works here. role None: no longer staff."""

    __tablename__ = "staff"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    display_name: Mapped[str]
    role: Mapped[str | None]
    state: Mapped[str]


class Freshness(Base):
    """One row for all practices (practice_id "all"): up to when, and up to which place in its stream, each source is applied."""

    __tablename__ = "freshness"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    identity_as_of: Mapped[datetime]
    identity_sequence: Mapped[int] = mapped_column(sa.BigInteger)
    clinic_as_of: Mapped[datetime]
    clinic_sequence: Mapped[int] = mapped_column(sa.BigInteger)
