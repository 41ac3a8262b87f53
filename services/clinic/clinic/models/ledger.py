"""The access ledger: state, timeline, and when to look again."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from clinic.models.base import JSON, Base, counter, in_practice, key


class LedgerEntry(Base):
    """The access ledger: what was last heard about one relationship, and what is derived from all of it.

    clear: nothing known keeps this person from any video session or its reminders from them, until their next alarm.
    """

    __tablename__ = "access_ledger"
    practice_id: Mapped[str] = key()
    contact_id: Mapped[UUID] = key()
    client_id: Mapped[UUID] = key()
    portal_state: Mapped[str]
    needs_you: Mapped[bool]
    clear: Mapped[bool] = mapped_column(server_default=sa.false())
    welcome_time: Mapped[datetime | None]
    welcome_by: Mapped[UUID | None]
    welcome_request_id: Mapped[UUID | None]
    welcome_refuse_reason: Mapped[str]
    mail_id: Mapped[UUID | None]
    mail_version: Mapped[int] = counter()
    mail_state: Mapped[str]
    mail_reason: Mapped[str]
    mail_detail: Mapped[str]
    mail_to: Mapped[str]
    mail_link_id: Mapped[UUID | None]
    mail_queue_time: Mapped[datetime | None]
    mail_change_time: Mapped[datetime | None]
    join_time: Mapped[datetime | None]
    join_session_id: Mapped[UUID | None]
    join_reasons: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    __table_args__ = (
        in_practice("contact_id", "client_id", to="relationships"),
        sa.Index("access_ledger_states", "practice_id", "portal_state", "client_id"),
    )


class Alarm(Base):
    """When to look at a relationship again because time alone will have changed it. The worker finds it over all practices."""

    __tablename__ = "alarms"
    practice_id: Mapped[str] = key()
    contact_id: Mapped[UUID] = key()
    client_id: Mapped[UUID] = key()
    due_time: Mapped[datetime]
    __table_args__ = (sa.Index("alarms_due", "due_time"),)


class TimelineEntry(Base):
    """One thing that happened: to a relationship, or to an account and so to everyone it answers for."""

    __tablename__ = "timeline"
    practice_id: Mapped[str] = key()
    entry_id: Mapped[UUID] = key()
    contact_id: Mapped[UUID | None]
    client_id: Mapped[UUID | None]
    account_id: Mapped[UUID | None]
    kind: Mapped[str]
    time: Mapped[datetime]
    detail: Mapped[JSON] = mapped_column(JSONB)
    __table_args__ = (
        sa.Index("timeline_of_relationship", "practice_id", "client_id", "contact_id", "time"),
        sa.Index("timeline_of_account", "practice_id", "account_id", "time"),
    )
