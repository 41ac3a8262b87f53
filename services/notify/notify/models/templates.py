"""A practice's own words."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from notify.models.base import Base, of_message


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
    __table_args__ = (of_message(),)

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    language: Mapped[str]
    subject: Mapped[str]
    html: Mapped[str]
    text: Mapped[str]
    link_url: Mapped[str]
    link_expire_time: Mapped[datetime]
