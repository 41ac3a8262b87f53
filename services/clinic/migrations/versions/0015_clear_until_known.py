"""The release before 0012 knows nothing of `clear` and adds relationships while both run; and 0012 itself met nobody behind the wall."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0015"
down_revision = "0014"

EVERYBODY = """
INSERT INTO alarms (practice_id, contact_id, client_id, due_time) SELECT practice_id, contact_id, client_id, now() FROM relationships
ON CONFLICT (practice_id, contact_id, client_id) DO UPDATE SET due_time = excluded.due_time
"""


def upgrade() -> None:
    """The worker looks at everybody once."""
    op.alter_column("access_ledger", "clear", server_default=sa.false())
    with tables.unwalled(op.get_bind(), "relationships", "alarms"):
        op.execute(EVERYBODY)
