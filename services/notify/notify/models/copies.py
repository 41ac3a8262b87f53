"""Copies of what clinic and identity own, as last heard."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from notify.models.base import Base


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
    early_join_minutes: Mapped[int]
    reminder_hours: Mapped[list[int]] = mapped_column(ARRAY(sa.Integer))
    nudge_before_expiry: Mapped[bool]
    language: Mapped[str]


class Contact(Base):
    """Copied from clinic: a person's name, address and language."""

    __tablename__ = "contacts"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    given_name: Mapped[str]
    email: Mapped[str]
    language: Mapped[str]


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
    """Copied from identity: the login's address, and whether it can sign in."""

    __tablename__ = "accounts"

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    email: Mapped[str]
    state: Mapped[str]


class Binding(Base):
    """Copied from identity: which contacts an account answers for. state: OFFERED, BOUND or UNBOUND."""

    __tablename__ = "bindings"
    __table_args__ = (sa.Index("bindings_contact", "practice_id", "contact_id"),)

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    state: Mapped[str]


class MergedName(Base):
    """A client or a contact who was merged into another, never itself a merged one."""

    __tablename__ = "merged_names"
    __table_args__ = (sa.Index("merged_names_new", "practice_id", "new_id"),)

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    old_id: Mapped[UUID] = mapped_column(primary_key=True)
    new_id: Mapped[UUID]
