"""Identity's first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from chassis import tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
ALL = [
    "practices", "contacts", "relationships", "accounts", "bindings", "terms_acceptances", "links",
    "welcomes_answered", "reset_requests", "login_sessions", "known_devices", "sign_in_attempts", "sign_in_refusals",
]
# What the worker takes across practices before it opens the practice's transaction, and what it prunes.
ACROSS = {"reset_requests", "sign_in_refusals", "sign_in_attempts"}


def upgrade() -> None:
    """Forward; there is no way back but a new migration."""
    bind = op.get_bind()
    tables.create(bind, "identity")
    for noun in (_copies, _accounts, _links, _sign_ins):
        noun()
    for table in ALL:
        tables.wall(bind, table, "identity", across=table in ACROSS)
    # The expiry timer reads, and only reads, which practices have links that are due.
    for table in ("links", "clock_offsets"):
        op.execute(f"CREATE POLICY worker_due ON {table} FOR SELECT TO identity_worker USING (true)")


def _copies() -> None:
    """Clinic's facts that identity decides by."""
    op.create_table(
        "practices",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False), sa.Column("phone", sa.Text, nullable=False),
        sa.Column("support_email", sa.Text, nullable=False), sa.Column("door", sa.Text, nullable=False),
        sa.Column("invitation_validity_hours", sa.Integer, nullable=False),
        sa.Column("terms_version", sa.Text, nullable=False), sa.Column("terms_title", sa.Text, nullable=False),
        sa.Column("terms_body", sa.Text, nullable=False), sa.PrimaryKeyConstraint("practice_id"),
    )
    op.create_table(
        "contacts",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("contact_id", sa.Uuid, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False), sa.Column("given_name", sa.Text, nullable=False),
        sa.Column("family_name", sa.Text, nullable=False), sa.Column("email", sa.Text), sa.Column("email_key", sa.Text),
        sa.PrimaryKeyConstraint("practice_id", "contact_id"),
    )
    op.create_table(
        "relationships",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("contact_id", sa.Uuid, nullable=False),
        sa.Column("client_id", sa.Uuid, nullable=False), sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("is_self", sa.Boolean, nullable=False), sa.Column("access", sa.Boolean, nullable=False),
        sa.Column("consent_missing", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "contact_id", "client_id"),
    )


def _accounts() -> None:
    """The logins and whom they answer for."""
    op.create_table(
        "accounts",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False), sa.Column("email", sa.Text, nullable=False),
        sa.Column("email_key", sa.Text, nullable=False), sa.Column("state", sa.Text, nullable=False),
        sa.Column("role", sa.Text), sa.Column("display_name", sa.Text), sa.Column("password_hash", sa.Text),
        sa.Column("password_set_time", TIME), sa.Column("temporary_password_expire_time", TIME),
        sa.Column("last_sign_in_time", TIME), sa.Column("last_browser", sa.Text),
        sa.Column("create_time", TIME, nullable=False),
        sa.CheckConstraint("state IN ('PENDING', 'ACTIVE', 'LOCKED', 'DISABLED')", name="accounts_state"),
        sa.PrimaryKeyConstraint("practice_id", "account_id"), sa.UniqueConstraint("practice_id", "email_key"),
    )
    op.create_table(
        "bindings",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("contact_id", sa.Uuid, nullable=False), sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False), sa.Column("change_time", TIME, nullable=False),
        sa.Column("decline_time", TIME),
        sa.CheckConstraint("state IN ('OFFERED', 'BOUND', 'UNBOUND')", name="bindings_state"),
        sa.ForeignKeyConstraint(["practice_id", "account_id"], ["accounts.practice_id", "accounts.account_id"]),
        sa.PrimaryKeyConstraint("practice_id", "account_id", "contact_id"),
    )
    op.create_index(
        "bindings_holder", "bindings", ["practice_id", "contact_id"], unique=True,
        postgresql_where=sa.text("state <> 'UNBOUND'"),
    )
    op.create_table(
        "terms_acceptances",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("contact_id", sa.Uuid, nullable=False),
        sa.Column("terms_version", sa.Text, nullable=False), sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("accept_time", TIME, nullable=False),
        sa.ForeignKeyConstraint(["practice_id", "account_id"], ["accounts.practice_id", "accounts.account_id"]),
        sa.PrimaryKeyConstraint("practice_id", "contact_id", "terms_version"),
    )


def _links() -> None:
    """What mails carry, and the requests that lead to one."""
    op.create_table(
        "links",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("link_id", sa.Uuid, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=False), sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False), sa.Column("state", sa.Text, nullable=False),
        sa.Column("seed", sa.LargeBinary, nullable=False), sa.Column("key_id", sa.Text, nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False), sa.Column("staff", sa.Boolean, nullable=False),
        sa.Column("recipients", JSONB, nullable=False), sa.Column("issue_time", TIME, nullable=False),
        sa.Column("expire_time", TIME, nullable=False), sa.Column("end_time", TIME), sa.Column("new_email", sa.Text),
        sa.CheckConstraint("state IN ('LIVE', 'EXPIRED', 'SUPERSEDED', 'REVOKED', 'REDEEMED')", name="links_state"),
        sa.ForeignKeyConstraint(["practice_id", "account_id"], ["accounts.practice_id", "accounts.account_id"]),
        sa.PrimaryKeyConstraint("practice_id", "link_id"), sa.UniqueConstraint("practice_id", "token_hash"),
    )
    op.create_index("links_issued", "links", ["practice_id", "account_id", "issue_time"])
    op.create_index(
        "links_live", "links", ["practice_id", "account_id"], unique=True,
        postgresql_where=sa.text("state = 'LIVE' AND purpose IN ('INVITATION', 'RESET')"),
    )
    op.create_table(
        "welcomes_answered",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("request_id", sa.Uuid, nullable=False),
        sa.Column("answer_time", TIME, nullable=False), sa.PrimaryKeyConstraint("practice_id", "request_id"),
    )
    op.create_table(
        "reset_requests",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("request_id", sa.Uuid, nullable=False),
        sa.Column("email_key", sa.Text, nullable=False), sa.Column("origin_address", sa.Text),
        sa.Column("request_time", TIME, nullable=False), sa.PrimaryKeyConstraint("practice_id", "request_id"),
    )


def _sign_ins() -> None:
    """Who is signed in, and who tried."""
    op.create_table(
        "login_sessions",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("login_session_id", sa.Uuid, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=False), sa.Column("cookie_hash", sa.LargeBinary, nullable=False),
        sa.Column("browser", sa.Text, nullable=False), sa.Column("start_time", TIME, nullable=False),
        sa.Column("last_seen_time", TIME, nullable=False), sa.Column("expire_time", TIME, nullable=False),
        sa.Column("end_time", TIME), sa.Column("end_reason", sa.Text),
        sa.ForeignKeyConstraint(["practice_id", "account_id"], ["accounts.practice_id", "accounts.account_id"]),
        sa.PrimaryKeyConstraint("practice_id", "login_session_id"), sa.UniqueConstraint("practice_id", "cookie_hash"),
    )
    op.create_index(
        "login_sessions_open", "login_sessions", ["practice_id", "account_id"],
        postgresql_where=sa.text("end_time IS NULL"),
    )
    op.create_table(
        "known_devices",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("device_hash", sa.LargeBinary, nullable=False), sa.Column("seen_time", TIME, nullable=False),
        sa.ForeignKeyConstraint(["practice_id", "account_id"], ["accounts.practice_id", "accounts.account_id"]),
        sa.PrimaryKeyConstraint("practice_id", "account_id", "device_hash"),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("known_device", sa.Boolean, nullable=False), sa.Column("wrong", sa.Integer, nullable=False),
        sa.Column("last_time", TIME, nullable=False), sa.Column("refused_until", TIME),
        sa.Column("slowed", sa.Boolean, nullable=False), sa.PrimaryKeyConstraint("practice_id", "key"),
    )
    op.create_table(
        "sign_in_refusals",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("refusal_id", sa.Uuid, nullable=False),
        sa.Column("account_id", sa.Uuid), sa.Column("address_hash", sa.LargeBinary, nullable=False),
        sa.Column("reason", sa.Text, nullable=False), sa.Column("browser", sa.Text, nullable=False),
        sa.Column("origin_address", sa.Text), sa.Column("refuse_time", TIME, nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "refusal_id"),
    )
