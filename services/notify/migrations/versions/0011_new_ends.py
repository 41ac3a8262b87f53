"""Since when a video session ends when it ends: what makes the mail that tells of a new end the only one."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """What is known of ends dates from the start's own change."""
    op.add_column("video_sessions", sa.Column("end_since_time", sa.DateTime(timezone=True), nullable=True))
    with tables.unwalled(op.get_bind(), "video_sessions"):
        op.execute("UPDATE video_sessions SET end_since_time = since_time")
    # The release before hears of sessions while both run.
    op.alter_column("video_sessions", "end_since_time", nullable=False, server_default=sa.text("now()"))
