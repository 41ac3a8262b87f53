"""Help asked for from the page of a link that no longer works."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "help_requests",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("help_id", sa.Uuid, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=False), sa.Column("link_id", sa.Uuid, nullable=False),
        sa.Column("state", sa.Text, nullable=False), sa.Column("ask_time", TIME, nullable=False),
        sa.Column("answer", sa.Text, nullable=False), sa.Column("end_time", TIME),
        sa.CheckConstraint("state IN ('OPEN', 'ANSWERED', 'CLOSED')", name="help_state"),
        sa.ForeignKeyConstraint(["practice_id", "account_id"], ["accounts.practice_id", "accounts.account_id"]),
        sa.PrimaryKeyConstraint("practice_id", "help_id"),
    )
    op.create_index("help_open", "help_requests", ["practice_id", "account_id"], unique=True, postgresql_where=sa.text("state = 'OPEN'"))
    op.create_index("help_of_account", "help_requests", ["practice_id", "account_id", "ask_time"])
    tables.wall(op.get_bind(), "help_requests", "identity")
