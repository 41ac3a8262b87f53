"""Charts and people that were merged: what is heard of them late is about those who stayed."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Behind the practice wall. What was merged before is known by its mails, which were renamed then."""
    op.create_table(
        "merged_names",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("old_id", sa.Uuid(), nullable=False),
        sa.Column("new_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "old_id"),
    )
    op.create_index("merged_names_new", "merged_names", ["practice_id", "new_id"])
    tables.wall(op.get_bind(), "merged_names", "notify")
