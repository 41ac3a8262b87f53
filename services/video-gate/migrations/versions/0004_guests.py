"""Guests of one video session, and their links."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "guest_links",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("guest_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_key", sa.Text(), nullable=True),
        sa.Column("seed", sa.LargeBinary(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("issue_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=True),
        sa.Column("end_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device_hash", sa.LargeBinary(), nullable=True),
        sa.Column("said_name", sa.Text(), nullable=True),
        sa.Column("first_join_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_join_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refuse_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refuse_reasons", sa.ARRAY(sa.Text()), nullable=True),
        sa.CheckConstraint("state IN ('LIVE', 'SUPERSEDED', 'REVOKED')", name="guest_links_state"),
        sa.ForeignKeyConstraint(
            ["practice_id", "session_id"], ["video_sessions.practice_id", "video_sessions.session_id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("practice_id", "link_id"),
        sa.UniqueConstraint("practice_id", "token_hash"),
    )
    op.create_index("guest_links_live", "guest_links", ["practice_id", "guest_id"], unique=True, postgresql_where=sa.text("state = 'LIVE'"))
    op.create_index("guest_links_session", "guest_links", ["practice_id", "session_id", "guest_id", "issue_time"], unique=False)
    op.create_index(
        "guest_links_mailed", "guest_links", ["practice_id", "email_key", "issue_time"], unique=False,
        postgresql_where=sa.text("email_key IS NOT NULL"),
    )
    tables.wall(op.get_bind(), "guest_links", "videogate")
