"""A practice and the texts it shows."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from clinic.models.base import Base, counter, key


class Practice(Base):
    """A tenant with its settings; announced whole. reminder_hours: so long before a video session its mails leave; empty, none do."""

    __tablename__ = "practices"
    practice_id: Mapped[str] = key()
    version: Mapped[int] = counter()
    name: Mapped[str]
    phone: Mapped[str]
    support_email: Mapped[str]
    zone: Mapped[str]
    region: Mapped[str]
    door: Mapped[str]
    invitation_validity_hours: Mapped[int]
    early_join_minutes: Mapped[int]
    default_online_access: Mapped[bool]
    default_email_notifications: Mapped[bool]
    auto_welcome: Mapped[bool]
    video_url: Mapped[str]
    from_name: Mapped[str]
    reply_to: Mapped[str]
    staff_second_factor: Mapped[bool] = mapped_column(server_default=sa.false())
    staff_idle_minutes: Mapped[int] = mapped_column(server_default=sa.text("240"))
    client_idle_days: Mapped[int] = mapped_column(server_default=sa.text("7"))
    reminder_hours: Mapped[list[int]] = mapped_column(ARRAY(sa.Integer), server_default=sa.text("'{24,1}'"))
    nudge_before_expiry: Mapped[bool] = mapped_column(server_default=sa.false())
    language: Mapped[str | None]
    terms_version: Mapped[str]
    consent_version: Mapped[str]
    open_time: Mapped[datetime]
    change_time: Mapped[datetime]


class PublishedText(Base):
    """Every version of the terms and of the consent text that was ever shown. kind: TERMS or CONSENT. Append-only."""

    __tablename__ = "published_texts"
    practice_id: Mapped[str] = key()
    kind: Mapped[str] = key()
    version: Mapped[str] = key()
    title: Mapped[str]
    body: Mapped[str]
    publish_time: Mapped[datetime]
