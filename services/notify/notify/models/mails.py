"""Mails with their fates, and the queue they are sent from."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from notify.models.base import Base, of_message


class Message(Base):
    """One mail, kept for good: unique on the event that caused it, so no replay ever mails anybody twice."""

    __tablename__ = "messages"
    __table_args__ = (
        sa.UniqueConstraint("practice_id", "cause_event_id"),
        sa.Index("messages_newest", "practice_id", "queue_time", "message_id"),
        sa.Index("messages_account", "practice_id", "account_id"),
        sa.Index("messages_link", "practice_id", "link_id"),
        sa.Index("messages_session", "practice_id", "session_id", postgresql_where=sa.text("session_id IS NOT NULL")),
    )

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(primary_key=True)
    cause_event_id: Mapped[UUID]
    version: Mapped[int] = mapped_column(sa.BigInteger)
    kind: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str | None]
    detail: Mapped[str | None]
    account_id: Mapped[UUID]
    # The contact that is offered to the account, where the mail is about that.
    contact_id: Mapped[UUID | None]
    link_id: Mapped[UUID | None]
    # The video session that it reminds of, and which of its reminders it is.
    session_id: Mapped[UUID | None]
    reminder_hours: Mapped[int | None]
    # None until identity names it with the link.
    to_address: Mapped[str | None]
    # Instants that the words mention, by name.
    told_times: Mapped[dict[str, Any]] = mapped_column(JSONB)
    queue_time: Mapped[datetime]
    change_time: Mapped[datetime]
    mail_before_time: Mapped[datetime | None]
    # When the mail server had taken it, as its answer or a report says; None while it is still ours to send.
    left_time: Mapped[datetime | None]
    # When it was given up though an earlier try of it may have reached its reader: nobody lived to say.
    doubt_time: Mapped[datetime | None]
    traceparent: Mapped[str | None]


class MessageState(Base):
    """One step of a mail's fate."""

    __tablename__ = "message_states"
    __table_args__ = (of_message(),)

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    state: Mapped[str]
    reason: Mapped[str | None]
    change_time: Mapped[datetime]


class MessageRecipient(Base):
    """A relationship the mail is about. access_version: copies that know only an older one are behind the mail."""

    __tablename__ = "message_recipients"
    __table_args__ = (
        of_message(),
        sa.Index("message_recipients_client", "practice_id", "client_id"),
        sa.Index("message_recipients_contact", "practice_id", "contact_id"),
    )

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    access_version: Mapped[int] = mapped_column(sa.BigInteger)


class Send(Base):
    """A mail that is still to be sent. due_time: the next try; while it is leased, the lease's end. Retries don't follow test clocks."""

    __tablename__ = "sends"
    __table_args__ = (of_message(), sa.Index("sends_due", "due_time"))

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(primary_key=True)
    due_time: Mapped[datetime]
    # Takings so far; also tells a lease from an older one of the same mail.
    attempts: Mapped[int] = mapped_column(server_default=sa.text("0"))
    # Of these, how many it is known of that the server did not take the mail.
    answered: Mapped[int] = mapped_column(server_default=sa.text("0"))


class Suppression(Base):
    """An address that mail is not sent to, by its address_key."""

    __tablename__ = "suppressions"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    address_key: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    cause_message_id: Mapped[UUID]
    create_time: Mapped[datetime]


class DeliveryReport(Base):
    """What was reported of a mail after it left: the newest of each kind. said: without addresses."""

    __tablename__ = "delivery_reports"
    __table_args__ = (of_message(),)

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    permanent: Mapped[bool] = mapped_column(primary_key=True)
    # When it happened, by the reporter's clock.
    report_time: Mapped[datetime]
    enhanced_status: Mapped[str]
    said: Mapped[str]
    # WEBHOOK or MAILBOX.
    source: Mapped[str]
    receive_time: Mapped[datetime]
