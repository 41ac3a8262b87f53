"""A call may come from the page of a link: then its answer goes back to whoever asked there."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """One more column."""
    op.add_column("calls", sa.Column("help_id", sa.Uuid(), nullable=True))
