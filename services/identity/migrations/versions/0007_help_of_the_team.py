"""What somebody invited to the team says on the page of a link that no longer works: no chart is there to keep it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty for everybody else."""
    op.add_column("help_requests", sa.Column("said", sa.Text, server_default="", nullable=False))
