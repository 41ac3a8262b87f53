"""The toy's one table."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make it."""
    tables.create(op.get_bind(), "notify")
    tables.add_audit_heads(op.get_bind(), "notify")
    op.create_table(
        "notes", sa.Column("practice_id", sa.Text, primary_key=True), sa.Column("note_id", sa.Uuid, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    tables.wall(op.get_bind(), "notes", "notify")
