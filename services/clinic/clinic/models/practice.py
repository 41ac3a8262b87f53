"""A practice and the texts it shows."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from clinic.models.base import Base, counter, key


class Practice(Base):
    """A tenant with its settings; announced whole."""

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
