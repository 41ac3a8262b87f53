"""Copies of what clinic owns, as last heard."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from identity.models.base import Base, key


class Practice(Base):
    """Copy of clinic's practice: what links and sign-in pages show, the terms in force, and what a sign-in owes and lasts."""

    __tablename__ = "practices"
    practice_id: Mapped[str] = key()
    version: Mapped[int] = mapped_column(sa.BigInteger)
    name: Mapped[str]
    phone: Mapped[str]
    support_email: Mapped[str]
    door: Mapped[str]
    invitation_validity_hours: Mapped[int]
    terms_version: Mapped[str]
    terms_title: Mapped[str]
    terms_body: Mapped[str]
    staff_second_factor: Mapped[bool] = mapped_column(server_default=sa.false())
    staff_idle_minutes: Mapped[int] = mapped_column(server_default=sa.text("240"))
    client_idle_days: Mapped[int] = mapped_column(server_default=sa.text("7"))


class Contact(Base):
    """Copy of clinic's contact: name and address. email_key is None where no email is known."""

    __tablename__ = "contacts"
    practice_id: Mapped[str] = key()
    contact_id: Mapped[UUID] = key()
    version: Mapped[int] = mapped_column(sa.BigInteger)
    given_name: Mapped[str]
    family_name: Mapped[str]
    email: Mapped[str | None]
    email_key: Mapped[str | None]

    @property
    def name(self) -> str:
        """As it is shown."""
        return f"{self.given_name} {self.family_name}".strip()


class Relationship(Base):
    """Copy of clinic's relationship. access: the switch is on and it is in force. consent_missing: never given, never withdrawn."""

    __tablename__ = "relationships"
    practice_id: Mapped[str] = key()
    contact_id: Mapped[UUID] = key()
    client_id: Mapped[UUID] = key()
    version: Mapped[int] = mapped_column(sa.BigInteger)
    is_self: Mapped[bool]
    access: Mapped[bool]
    consent_missing: Mapped[bool]
