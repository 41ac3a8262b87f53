"""What a person's device could do when they tried it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from clinic.models.base import Base, key


class DeviceCheck(Base):
    """The newest device check of an account, and when staff last asked for one. Outcomes are empty until the first check."""

    __tablename__ = "device_checks"
    practice_id: Mapped[str] = key()
    account_id: Mapped[UUID] = key()
    ask_time: Mapped[datetime | None]
    check_time: Mapped[datetime | None]
    camera: Mapped[str]
    microphone: Mapped[str]
    sound: Mapped[str]
    connection: Mapped[str]
    browser: Mapped[str]
