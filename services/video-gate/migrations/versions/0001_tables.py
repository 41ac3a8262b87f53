"""The gate's tables, all behind the practice wall."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from chassis import tables

revision = "0001"
down_revision = None

WALLED = ("practices", "clients", "relationships", "contacts", "accounts", "bindings", "staff", "video_sessions", "participants", "seats")


def upgrade() -> None:
    """Make them."""
    bind = op.get_bind()
    tables.create(bind, "videogate")
    op.create_table(
        "accounts",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "account_id"),
    )
    op.create_table(
        "bindings",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("bound", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "account_id", "contact_id"),
    )
    op.create_index("bindings_contact", "bindings", ["practice_id", "contact_id"], unique=False)
    op.create_table(
        "clients",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "client_id"),
    )
    op.create_table(
        "contacts",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "contact_id"),
    )
    op.create_table(
        "freshness",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("identity_as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("identity_sequence", sa.BigInteger(), nullable=False),
        sa.Column("clinic_as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clinic_sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id"),
    )
    op.create_table(
        "practices",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("early_join_minutes", sa.Integer(), nullable=False),
        sa.Column("video_url", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id"),
    )
    op.create_table(
        "relationships",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("online_access", sa.Boolean(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("consent_session_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("practice_id", "contact_id", "client_id"),
    )
    op.create_table(
        "staff",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "account_id"),
    )
    op.create_table(
        "video_sessions",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("clinician_id", sa.Uuid(), nullable=False),
        sa.Column("start_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column('video_url', sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change_time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "session_id"),
    )
    op.create_index("video_sessions_client", "video_sessions", ["practice_id", "client_id", "start_time"], unique=False)
    op.create_index("video_sessions_start", "video_sessions", ["practice_id", "start_time", "session_id"], unique=False)
    op.create_table(
        "participants",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "session_id"], ["video_sessions.practice_id", "video_sessions.session_id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("practice_id", "session_id", "contact_id"),
    )
    op.create_index("participants_contact", "participants", ["practice_id", "contact_id"], unique=False)
    op.create_table(
        "seats",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("login_session_ids", ARRAY(sa.Uuid), nullable=False),
        sa.Column("grant_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["practice_id", "session_id"], ["video_sessions.practice_id", "video_sessions.session_id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("practice_id", "session_id", "account_id"),
    )
    op.create_index("seats_taken", "seats", ["practice_id", "account_id"], unique=False, postgresql_where=sa.text("end_time IS NULL"))

    for table in WALLED:
        tables.wall(bind, table, "videogate", across=table == "seats")
    _one_row_for_all()


def _one_row_for_all() -> None:
    """How fresh the copy is concerns every practice and says nothing about any."""
    op.execute("ALTER TABLE freshness ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE freshness FORCE ROW LEVEL SECURITY")
    op.execute("CREATE POLICY for_all ON freshness USING (practice_id = 'all') WITH CHECK (practice_id = 'all')")
    op.execute("GRANT SELECT, INSERT ON freshness TO videogate_app")
    op.execute("GRANT UPDATE ON freshness TO videogate_worker")
    op.execute("INSERT INTO freshness VALUES ('all', 'epoch', 0, 'epoch', 0)")
