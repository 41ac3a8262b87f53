"""Pairs of charts that look like one client's and are two clients'."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Behind the practice wall."""
    op.create_table(
        "dismissed_duplicates",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("sort_name", sa.Text(collation="C"), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("other_sort_name", sa.Text(collation="C"), nullable=False),
        sa.Column("other_birth_date", sa.Date(), nullable=True),
        sa.Column("dismissed_by", sa.Uuid(), nullable=True),
        sa.Column("dismiss_time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "client_id", "other_id"),
        sa.ForeignKeyConstraint(["practice_id", "client_id"], ["clients.practice_id", "clients.client_id"]),
        sa.ForeignKeyConstraint(["practice_id", "other_id"], ["clients.practice_id", "clients.client_id"]),
        sa.CheckConstraint("client_id <> other_id", name="dismissed_duplicates_two"),
    )
    tables.wall(op.get_bind(), "dismissed_duplicates", "clinic")
