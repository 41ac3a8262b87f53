"""Whose way into any video session is clear is kept with the ledger, so that the board looks only at the others."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

EVERYBODY = """
INSERT INTO alarms (practice_id, contact_id, client_id, due_time) SELECT practice_id, contact_id, client_id, now() FROM relationships
ON CONFLICT (practice_id, contact_id, client_id) DO UPDATE SET due_time = excluded.due_time
"""


def upgrade() -> None:
    """Nobody's is known to be clear until the worker has looked at them."""
    op.add_column("access_ledger", sa.Column("clear", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column("access_ledger", "clear", server_default=None)
    op.execute(EVERYBODY)
    stopped = sa.text("state IN ('BOUNCED', 'CANCELLED', 'HELD', 'SUPPRESSED')")
    op.create_index("session_reminders_stopped", "session_reminders", ["practice_id", "session_id"], postgresql_where=stopped)
