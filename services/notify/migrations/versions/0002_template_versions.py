"""The history of a practice's own words for its mails, append-only, and the words that test mails say."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make both, behind the practice wall."""
    bind = op.get_bind()
    op.create_table(
        "template_versions",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("change_time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "kind", "language", "version"),
    )
    op.create_table(
        "template_tests",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link_url", sa.Text(), nullable=False),
        sa.Column("link_expire_time", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["practice_id", "message_id"], ["messages.practice_id", "messages.message_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("practice_id", "message_id"),
    )
    for table in ("template_versions", "template_tests"):
        tables.wall(bind, table, "notify")
        op.execute(f"REVOKE UPDATE, DELETE ON {table} FROM notify_app")
