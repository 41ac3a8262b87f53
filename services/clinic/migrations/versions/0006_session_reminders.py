"""What became of the reminder mails of video sessions, the newest for each person."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Behind the practice wall. No reference to the session: notify may be heard before video-gate."""
    op.create_table(
        "session_reminders",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("mail_id", sa.Uuid(), nullable=False),
        sa.Column("mail_version", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("to_address", sa.Text(), nullable=False),
        sa.Column("start_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("queue_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change_time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "session_id", "contact_id"),
    )
    tables.wall(op.get_bind(), "session_reminders", "clinic")
