"""What all tables share."""

from typing import Any

import sqlalchemy as sa

from chassis.db import declarative

Base: Any = declarative()


def of_message() -> sa.ForeignKeyConstraint:
    """A reference to a mail of the same practice; it goes when the mail goes."""
    return sa.ForeignKeyConstraint(["practice_id", "message_id"], ["messages.practice_id", "messages.message_id"], ondelete="CASCADE")
