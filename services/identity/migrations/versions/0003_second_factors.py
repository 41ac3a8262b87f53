"""Second factors, and the practice's settings for signing in."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0003"
down_revision = "0002"

TIME = sa.DateTime(timezone=True)
APP_IS, PASSKEY_IS = "sealed IS NOT NULL AND key_id IS NOT NULL", "credential_id IS NOT NULL AND public_key IS NOT NULL"
WHOLE = f"(kind = 'APP' AND {APP_IS}) OR (kind = 'PASSKEY' AND {PASSKEY_IS})"


def upgrade() -> None:
    """Practices that are open keep what was a constant until clinic next announces them."""
    op.add_column("practices", sa.Column("staff_second_factor", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("practices", sa.Column("staff_idle_minutes", sa.Integer(), server_default=sa.text("240"), nullable=False))
    op.add_column("practices", sa.Column("client_idle_days", sa.Integer(), server_default=sa.text("7"), nullable=False))
    op.add_column("login_sessions", sa.Column("factor_time", TIME))
    _factors()
    for table in ("second_factors", "recovery_codes", "asked_factors"):
        tables.wall(op.get_bind(), table, "identity")


def _factors() -> None:
    account = ["practice_id", "account_id"], ["accounts.practice_id", "accounts.account_id"]
    op.create_table(
        "second_factors",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("factor_id", sa.Uuid, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=False), sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False), sa.Column("add_time", TIME, nullable=False),
        sa.Column("last_used_time", TIME), sa.Column("sealed", sa.LargeBinary), sa.Column("key_id", sa.Text),
        sa.Column("last_step", sa.BigInteger), sa.Column("credential_id", sa.LargeBinary),
        sa.Column("public_key", sa.LargeBinary), sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.CheckConstraint(WHOLE, name="second_factors_whole"), sa.ForeignKeyConstraint(*account),
        sa.PrimaryKeyConstraint("practice_id", "factor_id"), sa.UniqueConstraint("practice_id", "credential_id"),
    )
    op.create_index("second_factors_account", "second_factors", ["practice_id", "account_id"])
    op.create_table(
        "recovery_codes",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("code_hash", sa.LargeBinary, nullable=False), sa.Column("use_time", TIME),
        sa.ForeignKeyConstraint(*account), sa.PrimaryKeyConstraint("practice_id", "account_id", "code_hash"),
    )
    op.create_table(
        "asked_factors",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("login_session_id", sa.Uuid, nullable=False),
        sa.Column("asked", sa.Text, nullable=False), sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("key_id", sa.Text, nullable=False), sa.Column("expire_time", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "login_session_id"], ["login_sessions.practice_id", "login_sessions.login_session_id"]
        ),
        sa.PrimaryKeyConstraint("practice_id", "login_session_id", "asked"),
    )  # fmt: skip
