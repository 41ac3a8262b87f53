"""Challenges that a passkey has signed somebody in with: none serves twice."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "spent_challenges",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("challenge", sa.LargeBinary, nullable=False),
        sa.Column("expire_time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "challenge"),
    )
    tables.wall(op.get_bind(), "spent_challenges", "identity", across=True)
    op.execute("GRANT SELECT, DELETE ON spent_challenges TO identity_worker")
