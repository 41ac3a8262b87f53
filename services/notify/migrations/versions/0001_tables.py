"""notify's tables, all behind the practice wall; the queue is also the worker's to take from across practices."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from chassis import tables

revision = "0001"
down_revision = None

WALLED = (
    "practices", "contacts", "relationships", "accounts", "bindings", "messages", "message_states", "message_recipients", "suppressions",
    "template_overrides",
)

# Wakes the worker as soon as a mail is due. A transaction that notifies commits alone, its fsync included: so one of those under
# way at a time notifies, and the worker looks again shortly after it found something.
WAKE = """
CREATE FUNCTION sends_wake() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF pg_try_advisory_xact_lock(7266003) THEN PERFORM pg_notify('sends', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER sends_wake AFTER INSERT ON sends FOR EACH STATEMENT EXECUTE FUNCTION sends_wake();
"""


def upgrade() -> None:
    """Make them."""
    bind = op.get_bind()
    tables.create(bind, "notify")
    op.create_table(
        "accounts",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "account_id"),
    )
    op.create_table(
        "bindings",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "account_id", "contact_id"),
    )
    op.create_index("bindings_contact", "bindings", ["practice_id", "contact_id"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "contact_id"),
    )
    op.create_table(
        "messages",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("cause_event_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("link_id", sa.Uuid(), nullable=True),
        sa.Column("to_address", sa.Text(), nullable=True),
        sa.Column("told_times", JSONB(), nullable=False),
        sa.Column("queue_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mail_before_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("traceparent", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("practice_id", "message_id"),
        sa.UniqueConstraint("practice_id", "cause_event_id"),
    )
    op.create_index("messages_account", "messages", ["practice_id", "account_id"], unique=False)
    op.create_index("messages_link", "messages", ["practice_id", "link_id"], unique=False)
    op.create_index("messages_newest", "messages", ["practice_id", "queue_time", "message_id"], unique=False)
    op.create_table(
        "practices",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("support_email", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("from_name", sa.Text(), nullable=False),
        sa.Column("reply_to", sa.Text(), nullable=False),
        sa.Column("invitation_validity_hours", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id"),
    )
    op.create_table(
        "relationships",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("online_access", sa.Boolean(), nullable=False),
        sa.Column("email_notifications", sa.Boolean(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "contact_id", "client_id"),
    )
    op.create_index("relationships_client", "relationships", ["practice_id", "client_id"], unique=False)
    op.create_table(
        "suppressions",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("address_key", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cause_message_id", sa.Uuid(), nullable=False),
        sa.Column("create_time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "address_key"),
    )
    op.create_table(
        "template_overrides",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("change_time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "kind", "language"),
    )
    op.create_table(
        "message_recipients",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("access_version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["practice_id", "message_id"], ["messages.practice_id", "messages.message_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("practice_id", "message_id", "contact_id", "client_id"),
    )
    op.create_index("message_recipients_client", "message_recipients", ["practice_id", "client_id"], unique=False)
    op.create_index("message_recipients_contact", "message_recipients", ["practice_id", "contact_id"], unique=False)
    op.create_table(
        "message_states",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("change_time", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["practice_id", "message_id"], ["messages.practice_id", "messages.message_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("practice_id", "message_id", "version"),
    )
    op.create_table(
        "sends",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("due_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["practice_id", "message_id"], ["messages.practice_id", "messages.message_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("practice_id", "message_id"),
    )
    op.create_index("sends_due", "sends", ["due_time"], unique=False)
    for table in WALLED:
        tables.wall(bind, table, "notify")
    tables.wall(bind, "sends", "notify", across=True)
    op.execute(WAKE)
