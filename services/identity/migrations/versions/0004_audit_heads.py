"""Audit chains know their heads, hear others' heads, and are read by time and by person."""

from alembic import op

from chassis import tables

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """What every service shares."""
    tables.add_audit_heads(op.get_bind(), "identity")
