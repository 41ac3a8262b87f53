"""The tables: mails with their fates, the queue they are sent from, and copies of what others own."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.db import declarative

Base: Any = declarative()


def _of_message() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["practice_id", "message_id"], ["messages.practice_id", "messages.message_id"], ondelete="CASCADE")


class Message(Base):
    """One mail, kept for good: unique on the event that caused it, so no replay ever mails anybody twice."""

    __tablename__ = "messages"
    __table_args__ = (
        sa.UniqueConstraint("practice_id", "cause_event_id"),
        sa.Index("messages_newest", "practice_id", "queue_time", "message_id"),
        sa.Index("messages_account", "practice_id", "account_id"),
        sa.Index("messages_link", "practice_id", "link_id"),
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
    # None until identity names it with the link.
    to_address: Mapped[str | None]
    # Instants that the words mention, by name.
    told_times: Mapped[dict[str, Any]] = mapped_column(JSONB)
    queue_time: Mapped[datetime]
    change_time: Mapped[datetime]
    mail_before_time: Mapped[datetime | None]
    traceparent: Mapped[str | None]


class MessageState(Base):
    """One step of a mail's fate."""

    __tablename__ = "message_states"
    __table_args__ = (_of_message(),)

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
        _of_message(),
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
    __table_args__ = (_of_message(), sa.Index("sends_due", "due_time"))

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(primary_key=True)
    due_time: Mapped[datetime]
    # Takings so far; also tells a lease from an older one of the same mail.
    attempts: Mapped[int] = mapped_column(server_default=sa.text("0"))


class Suppression(Base):
    """An address that mail is not sent to, by its address_key."""

    __tablename__ = "suppressions"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    address_key: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    cause_message_id: Mapped[UUID]
    create_time: Mapped[datetime]


class TemplateOverride(Base):
    """A practice's own words for one kind of mail in one language, instead of the built-in ones."""

    __tablename__ = "template_overrides"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str]
    html: Mapped[str]
    text: Mapped[str]
    change_time: Mapped[datetime]


class TemplateVersion(Base):
    """One change of a mail's words, as it was written; never changed itself. No subject and text: the built-in words again."""

    __tablename__ = "template_versions"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    subject: Mapped[str | None]
    text: Mapped[str | None]
    account_id: Mapped[UUID]
    change_time: Mapped[datetime]


class TemplateTest(Base):
    """The words that a test mail says, and the address that it shows in place of a link."""

    __tablename__ = "template_tests"
    __table_args__ = (_of_message(),)

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    language: Mapped[str]
    subject: Mapped[str]
    html: Mapped[str]
    text: Mapped[str]
    link_url: Mapped[str]
    link_expire_time: Mapped[datetime]


class Practice(Base):
    """Copied from clinic: what mails say of the practice."""

    __tablename__ = "practices"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    name: Mapped[str]
    phone: Mapped[str]
    support_email: Mapped[str]
    zone: Mapped[str]
    region: Mapped[str]
    door: Mapped[str]
    from_name: Mapped[str]
    reply_to: Mapped[str]
    invitation_validity_hours: Mapped[int]


class Contact(Base):
    """Copied from clinic: a person's name and address."""

    __tablename__ = "contacts"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    given_name: Mapped[str]
    email: Mapped[str]


class Relationship(Base):
    """Copied from clinic: the switches of one (contact, client)."""

    __tablename__ = "relationships"
    __table_args__ = (sa.Index("relationships_client", "practice_id", "client_id"),)

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    online_access: Mapped[bool]
    email_notifications: Mapped[bool]
    in_force: Mapped[bool]


class Account(Base):
    """Copied from identity: the login's address."""

    __tablename__ = "accounts"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    email: Mapped[str]


class Binding(Base):
    """Copied from identity: which contacts an account answers for. state: OFFERED, BOUND or UNBOUND."""

    __tablename__ = "bindings"
    __table_args__ = (sa.Index("bindings_contact", "practice_id", "contact_id"),)

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    state: Mapped[str]
