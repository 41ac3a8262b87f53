"""Where a chart went that was merged away. What was merged before is known as archived until clinic tells of it again."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """One column more."""
    op.add_column("clients", sa.Column("merged_into", sa.Uuid(), nullable=True))
