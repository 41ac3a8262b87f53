"""Nudges: one more mail before an invitation expires that nobody followed."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """When each is due; whom it goes to stands with the invitation's own mail."""
    op.add_column("practices", sa.Column("nudge_before_expiry", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "nudges",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("due_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expire_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_time", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("practice_id", "link_id"),
    )
    op.create_index("nudges_due", "nudges", ["due_time"], postgresql_where=sa.text("done_time IS NULL"))
    tables.wall(op.get_bind(), "nudges", "notify", across=True)
