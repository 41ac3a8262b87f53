"""Charts that look like one client's and are not."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.models.base import Base, in_practice, key


class DismissedDuplicate(Base):
    """Somebody said that another chart is another client's. Kept from either chart's side, so that each finds it by its own key.

    The names and dates of birth are as they were read then: what was said is of them, and holds no longer than they stand.
    """

    __tablename__ = "dismissed_duplicates"
    practice_id: Mapped[str] = key()
    client_id: Mapped[UUID] = key()
    other_id: Mapped[UUID] = key()
    sort_name: Mapped[str] = mapped_column(sa.Text(collation="C"))
    birth_date: Mapped[date | None]
    other_sort_name: Mapped[str] = mapped_column(sa.Text(collation="C"))
    other_birth_date: Mapped[date | None]
    dismissed_by: Mapped[UUID | None]
    dismiss_time: Mapped[datetime]
    __table_args__ = (
        in_practice("client_id", to="clients"),
        sa.ForeignKeyConstraint(["practice_id", "other_id"], ["clients.practice_id", "clients.client_id"]),
        sa.CheckConstraint("client_id <> other_id", name="dismissed_duplicates_two"),
    )
