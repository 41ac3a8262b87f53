"""The language of mails: a contact's, where one was chosen, and the practice's."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Empty: a contact's is the practice's; a practice's follows from its region."""
    for table in ("contacts", "practices"):
        op.add_column(table, sa.Column("language", sa.Text(), server_default="", nullable=False))
