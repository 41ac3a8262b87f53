"""What is reported of mails after they left, and when each left."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Mails that are known to have left keep the time at which that was written down."""
    op.add_column("messages", sa.Column("left_time", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE messages SET left_time = change_time WHERE state IN ('SENT', 'DELIVERED', 'COMPLAINED')")
    op.create_table(
        "delivery_reports",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("permanent", sa.Boolean(), nullable=False),
        sa.Column("report_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("enhanced_status", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("receive_time", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["practice_id", "message_id"], ["messages.practice_id", "messages.message_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("practice_id", "message_id", "kind", "permanent"),
    )
    tables.wall(op.get_bind(), "delivery_reports", "notify")
