"""Calls for help, behind the practice wall; one open call for a relationship."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "calls",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("raise_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("end_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state IN ('OPEN', 'ANSWERED', 'CLOSED')", name="calls_state"),
        sa.ForeignKeyConstraint(
            ["practice_id", "contact_id", "client_id"],
            ["relationships.practice_id", "relationships.contact_id", "relationships.client_id"],
        ),
        sa.PrimaryKeyConstraint("practice_id", "call_id"),
    )
    op.create_index(
        "calls_open", "calls", ["practice_id", "contact_id", "client_id"], unique=True, postgresql_where=sa.text("state = 'OPEN'"),
    )
    op.create_index("calls_of_account", "calls", ["practice_id", "account_id", "raise_time"])
    op.create_index("calls_listed", "calls", ["practice_id", "raise_time"])
    tables.wall(op.get_bind(), "calls", "clinic")
