"""Charts by date of birth: minors and adults are counted without reading every chart."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """One more index."""
    op.create_index("clients_by_age", "clients", ["practice_id", "status", "birth_date"])
