"""Reminders of video sessions: copies of the sessions, when each reminder is due, and what the mails are about."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from chassis import tables

revision = "0003"
down_revision = "0002"

# Wakes nobody: the worker looks every second, and a reminder is hours ahead of what it reminds of.


def upgrade() -> None:
    """Copies that lack the new columns are taken anew: `python -m identity replay` and `python -m clinic replay`."""
    bind = op.get_bind()
    op.add_column("practices", sa.Column("early_join_minutes", sa.Integer(), server_default=sa.text("10"), nullable=False))
    op.add_column("practices", sa.Column("reminder_hours", ARRAY(sa.Integer()), server_default=sa.text("'{}'"), nullable=False))
    op.add_column("accounts", sa.Column("state", sa.Text(), server_default="", nullable=False))
    for table in ("practices", "accounts"):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(sa.table(table, sa.column("version")).update().values(version=0))
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.add_column("messages", sa.Column("session_id", sa.Uuid(), nullable=True))
    op.add_column("messages", sa.Column("reminder_hours", sa.Integer(), nullable=True))
    op.create_index("messages_session", "messages", ["practice_id", "session_id"], postgresql_where=sa.text("session_id IS NOT NULL"))
    op.create_table(
        "video_sessions",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("contact_ids", ARRAY(sa.Uuid()), nullable=False),
        sa.Column("start_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since_time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "session_id"),
    )
    op.create_index("video_sessions_ahead", "video_sessions", ["practice_id", "start_time"])
    op.create_table(
        "reminders",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("start_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("due_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_time", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("practice_id", "session_id", "start_time", "hours"),
    )
    op.create_index("reminders_due", "reminders", ["due_time"], postgresql_where=sa.text("done_time IS NULL"))
    tables.wall(bind, "video_sessions", "notify")
    tables.wall(bind, "reminders", "notify", across=True)
    # Reminders are due by each practice's clock, which only tests ever shift.
    op.execute("CREATE POLICY worker_across ON clock_offsets TO notify_worker USING (true)")
