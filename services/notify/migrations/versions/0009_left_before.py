"""Mails that were known to have left before that had a column: 0005 met none of them behind the wall."""

from alembic import op

from chassis import tables

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """As 0005 meant it."""
    with tables.unwalled(op.get_bind(), "messages"):
        op.execute("UPDATE messages SET left_time = change_time WHERE left_time IS NULL AND state IN ('SENT', 'DELIVERED', 'COMPLAINED')")
