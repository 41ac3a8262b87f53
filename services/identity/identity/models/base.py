"""What all tables share: practice_id in every primary key, and in every reference."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from chassis.db import declarative


class Base(declarative()):  # type: ignore[misc]  # made per service, so that two never share a table name
    """All of identity's tables."""

    __abstract__ = True


def key() -> Mapped[Any]:
    """A column of the primary key."""
    return mapped_column(primary_key=True)


def of_account(**options: Any) -> sa.ForeignKeyConstraint:
    """A reference to an account of the same practice."""
    return sa.ForeignKeyConstraint(["practice_id", "account_id"], ["accounts.practice_id", "accounts.account_id"], **options)
