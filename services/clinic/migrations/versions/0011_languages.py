"""The language of mails: a contact's, where one was chosen, and the practice's."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """None: a contact's is the practice's; a practice's follows from its region."""
    op.add_column("contacts", sa.Column("language", sa.Text(), nullable=True))
    op.add_column("practices", sa.Column("language", sa.Text(), nullable=True))
