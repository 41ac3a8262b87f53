"""Settings for second factors, idle login sessions, reminders and nudges."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Practices that are open begin with the defaults."""
    op.add_column("practices", sa.Column("staff_second_factor", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("practices", sa.Column("staff_idle_minutes", sa.Integer(), server_default=sa.text("240"), nullable=False))
    op.add_column("practices", sa.Column("client_idle_days", sa.Integer(), server_default=sa.text("7"), nullable=False))
    op.add_column("practices", sa.Column("reminder_hours", ARRAY(sa.Integer()), server_default=sa.text("'{24,1}'"), nullable=False))
    op.add_column("practices", sa.Column("nudge_before_expiry", sa.Boolean(), server_default=sa.false(), nullable=False))
