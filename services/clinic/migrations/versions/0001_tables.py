"""clinic's tables, all behind the practice wall; alarms are also the worker's to find across practices."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from chassis import tables

revision = "0001"
down_revision = None

WALLED = (
    "practices", "published_texts", "clients", "contacts", "relationships", "consents", "welcome_requests", "access_ledger", "timeline",
    "accounts", "bindings", "staff", "video_sessions", "upcoming_sessions", "search_words", "search_trigrams",
)
APPEND_ONLY = "consents, published_texts, timeline"


def upgrade() -> None:
    """Make them."""
    bind = op.get_bind()
    tables.create(bind, "clinic")
    _create_tables()
    for table in WALLED:
        tables.wall(bind, table, "clinic")
    tables.wall(bind, "alarms", "clinic", across=True)
    op.execute(f"REVOKE UPDATE, DELETE ON {APPEND_ONLY} FROM clinic_app")
    # Alarms are due by each practice's clock, which only tests ever shift.
    op.execute("CREATE POLICY worker_across ON clock_offsets TO clinic_worker USING (true)")


def _create_tables() -> None:
    op.create_table(
        "accounts",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("change_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("password_set_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("temporary_expire_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sign_in_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("refuse_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refuse_reason", sa.Text(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=True),
        sa.Column("link_version", sa.BigInteger(), nullable=False),
        sa.Column("link_purpose", sa.Text(), nullable=False),
        sa.Column("link_state", sa.Text(), nullable=False),
        sa.Column("link_issue_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link_expire_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link_end_time", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("practice_id", "account_id")
    )
    op.create_table(
        "alarms",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("due_time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "contact_id", "client_id")
    )
    op.create_index("alarms_due", "alarms", ["due_time"])
    op.create_table(
        "bindings",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("change_time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "account_id", "contact_id")
    )
    op.create_index("bindings_of_contact", "bindings", ["practice_id", "contact_id"])
    op.create_table(
        "clients",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("sort_name", sa.Text(collation="C"), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("has_guardian", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("clinician_id", sa.Uuid(), nullable=True),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("created_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change_time", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('ACTIVE', 'ARCHIVED')", name="clients_status"),
        sa.PrimaryKeyConstraint("practice_id", "client_id")
    )
    op.create_index("clients_listed", "clients", ["practice_id", "status", "settled", "sort_name", "client_id"])
    op.create_table(
        "contacts",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_key", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("change_time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "contact_id")
    )
    op.create_index("contacts_email", "contacts", ["practice_id", "email_key"])
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
        sa.Column("invitation_validity_hours", sa.Integer(), nullable=False),
        sa.Column("early_join_minutes", sa.Integer(), nullable=False),
        sa.Column("default_online_access", sa.Boolean(), nullable=False),
        sa.Column("default_email_notifications", sa.Boolean(), nullable=False),
        sa.Column("auto_welcome", sa.Boolean(), nullable=False),
        sa.Column("video_url", sa.Text(), nullable=False),
        sa.Column("from_name", sa.Text(), nullable=False),
        sa.Column("reply_to", sa.Text(), nullable=False),
        sa.Column("terms_version", sa.Text(), nullable=False),
        sa.Column("consent_version", sa.Text(), nullable=False),
        sa.Column("open_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change_time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("practice_id")
    )
    op.create_table(
        "published_texts",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("publish_time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "kind", "version")
    )
    op.create_table(
        "search_trigrams",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("trigram", sa.Text(collation="C"), nullable=False),
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "trigram", "word")
    )
    op.create_table(
        "search_words",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.Column("sort_name", sa.Text(collation="C"), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "word", "sort_name", "client_id")
    )
    op.create_index("search_words_of_client", "search_words", ["practice_id", "client_id", "word"])
    op.create_table(
        "staff",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "account_id")
    )
    op.create_table(
        "timeline",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "entry_id")
    )
    op.create_index("timeline_of_account", "timeline", ["practice_id", "account_id", "time"])
    op.create_index("timeline_of_relationship", "timeline", ["practice_id", "client_id", "contact_id", "time"])
    op.create_table(
        "video_sessions",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("clinician_id", sa.Uuid(), nullable=True),
        sa.Column("start_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "session_id")
    )
    op.create_index("video_sessions_of_client", "video_sessions", ["practice_id", "client_id", "end_time"])
    op.create_index("video_sessions_upcoming", "video_sessions", ["practice_id", "end_time"])
    op.create_table(
        "relationships",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("relationship", sa.Text(), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("online_access", sa.Boolean(), nullable=False),
        sa.Column("online_access_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("online_access_by", sa.Uuid(), nullable=True),
        sa.Column("email_notifications", sa.Boolean(), nullable=False),
        sa.Column("email_notifications_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("email_notifications_by", sa.Uuid(), nullable=True),
        sa.Column("consent_state", sa.Text(), nullable=False),
        sa.Column("consent_text_version", sa.Text(), nullable=True),
        sa.Column("consent_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consent_by", sa.Uuid(), nullable=True),
        sa.Column("consent_how", sa.Text(), nullable=True),
        sa.Column("consent_session_id", sa.Uuid(), nullable=True),
        sa.Column("consent_heard_by", sa.Text(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("custody_note", sa.Text(), nullable=True),
        sa.Column("custody_forbids_consent", sa.Boolean(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("created_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change_time", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("consent_state IN ('MISSING', 'GRANTED', 'WITHDRAWN')", name="relationships_consent"),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["clients.practice_id", "clients.client_id"],
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "contact_id"],
            ["contacts.practice_id", "contacts.contact_id"],
        ),
        sa.PrimaryKeyConstraint("practice_id", "contact_id", "client_id")
    )
    op.create_index("relationships_of_client", "relationships", ["practice_id", "client_id"])
    op.create_index(
        "relationships_self", "relationships", ["practice_id", "client_id"], unique=True,
        postgresql_where=sa.text("relationship = 'SELF'"),
    )
    op.create_table(
        "upcoming_sessions",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "session_id"],
            ["video_sessions.practice_id", "video_sessions.session_id"],
        ),
        sa.PrimaryKeyConstraint("practice_id", "session_id", "contact_id")
    )
    op.create_index("upcoming_sessions_of_contact", "upcoming_sessions", ["practice_id", "contact_id"])
    op.create_table(
        "access_ledger",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("portal_state", sa.Text(), nullable=False),
        sa.Column("needs_you", sa.Boolean(), nullable=False),
        sa.Column("welcome_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("welcome_by", sa.Uuid(), nullable=True),
        sa.Column("welcome_request_id", sa.Uuid(), nullable=True),
        sa.Column("welcome_refuse_reason", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.Column("mail_version", sa.BigInteger(), nullable=False),
        sa.Column("mail_state", sa.Text(), nullable=False),
        sa.Column("mail_reason", sa.Text(), nullable=False),
        sa.Column("mail_detail", sa.Text(), nullable=False),
        sa.Column("mail_to", sa.Text(), nullable=False),
        sa.Column("mail_link_id", sa.Uuid(), nullable=True),
        sa.Column("mail_queue_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_change_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("join_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("join_session_id", sa.Uuid(), nullable=True),
        sa.Column("join_reasons", ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "contact_id", "client_id"],
            ["relationships.practice_id", "relationships.contact_id", "relationships.client_id"],
        ),
        sa.PrimaryKeyConstraint("practice_id", "contact_id", "client_id")
    )
    op.create_index("access_ledger_states", "access_ledger", ["practice_id", "portal_state", "client_id"])
    op.create_table(
        "consents",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("text_version", sa.Text(), nullable=True),
        sa.Column("heard_by", sa.Text(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("record_time", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "contact_id", "client_id"],
            ["relationships.practice_id", "relationships.contact_id", "relationships.client_id"],
        ),
        sa.PrimaryKeyConstraint("practice_id", "consent_id")
    )
    op.create_index("consents_of_relationship", "consents", ["practice_id", "contact_id", "client_id", "record_time"])
    op.create_table(
        "welcome_requests",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("request_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=True),
        sa.Column("refuse_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "contact_id", "client_id"],
            ["relationships.practice_id", "relationships.contact_id", "relationships.client_id"],
        ),
        sa.PrimaryKeyConstraint("practice_id", "request_id", "contact_id", "client_id")
    )
    op.create_index("welcome_requests_of_person", "welcome_requests", ["practice_id", "contact_id", "request_time"])
