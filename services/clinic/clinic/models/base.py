"""What all tables share: practice_id in every primary key, and in every reference."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import mapped_column

from chassis.db import declarative

Base: Any = declarative()
JSON = dict[str, Any]


def key() -> Any:
    """A column of the primary key."""
    return mapped_column(primary_key=True)


def text_key() -> Any:
    """A column of the primary key whose order is its bytes', whatever the database's language: beginnings are ranges."""
    return mapped_column(sa.Text(collation="C"), primary_key=True)


def counter() -> Any:
    """Counts the announced states of a row."""
    return mapped_column(sa.BigInteger)


def in_practice(*columns: str, to: str) -> sa.ForeignKeyConstraint:
    """A reference within the practice."""
    return sa.ForeignKeyConstraint(["practice_id", *columns], [f"{to}.practice_id", *(f"{to}.{column}" for column in columns)])
