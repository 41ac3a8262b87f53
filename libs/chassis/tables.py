"""The tables every service has, and the wall between practices (PostgreSQL row-level security, FORCEd)."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, UUID

metadata = sa.MetaData()
_now = sa.text("now()")


def _time(name: str, **options: object) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), **options)  # type: ignore[arg-type]


outbox = sa.Table(
    "outbox", metadata,
    sa.Column("event_id", UUID, primary_key=True),
    sa.Column("seq", sa.BigInteger, sa.Identity(), nullable=False),
    sa.Column("practice_id", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("payload", sa.LargeBinary, nullable=False),
    sa.Column("traceparent", sa.Text),
    _time("created_time", nullable=False, server_default=_now),
    _time("published_time"),
    sa.Index("outbox_pending", "seq", postgresql_where=sa.text("published_time IS NULL")),
    sa.Index("outbox_published", "published_time", postgresql_where=sa.text("published_time IS NOT NULL")),
)
inbox = sa.Table(
    "inbox", metadata,
    sa.Column("consumer", sa.Text, primary_key=True),
    sa.Column("event_id", UUID, primary_key=True),
    sa.Column("practice_id", sa.Text, nullable=False),
    _time("received_time", nullable=False, server_default=_now),
    sa.Index("inbox_received", "received_time"),
)
dead_letters = sa.Table(
    "dead_letters", metadata,
    sa.Column("consumer", sa.Text, primary_key=True),
    sa.Column("event_id", UUID, primary_key=True),
    sa.Column("practice_id", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("payload", sa.LargeBinary, nullable=False),
    sa.Column("error", sa.Text, nullable=False),
    _time("buried_time", nullable=False, server_default=_now),
)
idempotency_keys = sa.Table(
    "idempotency_keys", metadata,
    sa.Column("practice_id", sa.Text, primary_key=True),
    sa.Column("account_id", UUID, primary_key=True),
    sa.Column("route", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("body_mac", sa.LargeBinary, nullable=False),
    sa.Column("status", sa.Integer),
    sa.Column("response", JSONB),
    _time("created_time", nullable=False, server_default=_now),
)
revoked_login_sessions = sa.Table(
    "revoked_login_sessions", metadata,
    sa.Column("practice_id", sa.Text, primary_key=True),
    sa.Column("login_session_id", UUID, primary_key=True),
    _time("forget_time", nullable=False),
)
audit_entries = sa.Table(
    "audit_entries", metadata,
    sa.Column("audit_id", UUID, primary_key=True),
    sa.Column("practice_id", sa.Text, nullable=False),
    sa.Column("actor_account_id", UUID),
    sa.Column("actor_role", sa.Text),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("address", sa.Text),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("subject_type", sa.Text, nullable=False),
    sa.Column("subject_id", sa.Text, nullable=False),
    sa.Column("detail", JSONB, nullable=False),
    _time("record_time", nullable=False),
    sa.Column("position", sa.BigInteger),
    sa.Column("hash", sa.LargeBinary),
    sa.Index("audit_unlinked", "record_time", postgresql_where=sa.text("position IS NULL")),
    # Only what is linked: the worker pays for these, not the request that writes.
    sa.Index("audit_chain", "practice_id", "position", unique=True, postgresql_where=sa.text("position IS NOT NULL")),
    sa.Index("audit_subject", "practice_id", "subject_id", postgresql_where=sa.text("position IS NOT NULL")),
    sa.Index("audit_time", "practice_id", "record_time", "audit_id", postgresql_where=sa.text("position IS NOT NULL")),
    sa.Index("audit_actor", "practice_id", "actor_account_id", "record_time", postgresql_where=sa.text("position IS NOT NULL")),
)
# How far each chain has grown, and up to where its head was announced.
audit_chains = sa.Table(
    "audit_chains", metadata,
    sa.Column("practice_id", sa.Text, primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Column("sealed_position", sa.BigInteger, nullable=False, server_default=sa.text("0")),
)
# Heads of other services' chains, as they announced them. Append-only: what was heard is what they are held to.
audit_heads = sa.Table(
    "audit_heads", metadata,
    sa.Column("practice_id", sa.Text, primary_key=True),
    sa.Column("service", sa.Text, primary_key=True),
    sa.Column("position", sa.BigInteger, primary_key=True),
    sa.Column("hash", sa.LargeBinary, primary_key=True),
    _time("seal_time", nullable=False),
)
clock_offsets = sa.Table(
    "clock_offsets", metadata,
    sa.Column("practice_id", sa.Text, primary_key=True),
    sa.Column("seconds", sa.Double, nullable=False),
)

# outbox_wake: a transaction that notifies commits alone, its fsync included. So one of those under way at a time wakes the
# relay; the relay looks again shortly after it found something, and finds the others.
BEGIN = """
CREATE FUNCTION app_begin(practice text, login_session uuid, test_clock boolean, OUT instant timestamptz, OUT revoked boolean)
LANGUAGE plpgsql VOLATILE SET search_path = public AS $$
BEGIN
  PERFORM set_config('app.practice_id', practice, true);
  instant := now();
  IF test_clock THEN
    instant := instant + make_interval(secs => coalesce((SELECT seconds FROM clock_offsets c WHERE c.practice_id = practice), 0));
  END IF;
  revoked := login_session IS NOT NULL AND EXISTS (
    SELECT 1 FROM revoked_login_sessions r WHERE r.practice_id = practice AND r.login_session_id = login_session);
END $$;
CREATE FUNCTION outbox_wake() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF pg_try_advisory_xact_lock(7266002) THEN PERFORM pg_notify('outbox', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER outbox_wake AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION outbox_wake();
"""

# The rows the worker takes across practices before it opens the practice's transaction.
ACROSS = ("outbox", "inbox", "dead_letters", "idempotency_keys", "revoked_login_sessions", "audit_entries")
FIRST = (*ACROSS, "clock_offsets")


def create(bind: sa.Connection, roles: str) -> None:
    """The first migration's half that every service shares. roles: the prefix of <roles>_app and <roles>_worker."""
    metadata.create_all(bind, tables=[metadata.tables[name] for name in FIRST])
    for statement in BEGIN.split("\nCREATE "):
        bind.exec_driver_sql(statement if statement.lstrip().startswith("CREATE") else "CREATE " + statement) if statement.strip() else None
    for table in FIRST:
        wall(bind, table, roles, across=table in ACROSS)
    bind.exec_driver_sql(f"GRANT SELECT ON alembic_version TO {roles}_app")  # readiness compares it with the code's
    # Append-only for whoever serves requests: what was announced or audited is never changed by them.
    bind.exec_driver_sql(f"REVOKE UPDATE, DELETE ON outbox, audit_entries FROM {roles}_app")
    bind.exec_driver_sql(f"GRANT SELECT, UPDATE, DELETE ON outbox TO {roles}_worker")
    bind.exec_driver_sql(f"GRANT UPDATE (position, hash) ON audit_entries TO {roles}_worker")


def add_audit_heads(bind: sa.Connection, roles: str) -> None:
    """A later migration that every service shares: chains know their heads, hear others' heads, and are read by time and by person."""
    metadata.create_all(bind, tables=[audit_chains, audit_heads])
    for index in audit_entries.indexes:
        index.create(bind, checkfirst=True)
    for table in ("audit_chains", "audit_heads"):
        wall(bind, table, roles, across=True)
        bind.exec_driver_sql(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {roles}_app")
    bind.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE ON audit_chains TO {roles}_worker")
    bind.exec_driver_sql(f"GRANT SELECT, INSERT ON audit_heads TO {roles}_worker")


def wall(bind: sa.Connection, table: str, roles: str, *, across: bool = False) -> None:
    """Put a table behind the practice wall. across: the worker role may also claim its rows over all practices."""
    mine = "practice_id = nullif(current_setting('app.practice_id', true), '')"
    bind.exec_driver_sql(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    bind.exec_driver_sql(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    bind.exec_driver_sql(f"CREATE POLICY practice_wall ON {table} TO {roles}_app USING ({mine}) WITH CHECK ({mine})")
    bind.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {roles}_app")
    if across:
        bind.exec_driver_sql(f"CREATE POLICY worker_across ON {table} TO {roles}_worker USING (true) WITH CHECK (true)")


@contextmanager
def unwalled(bind: sa.Connection, *tables: str) -> Iterator[None]:
    """For a migration that changes rows: the owner sees no practice's rows otherwise, and would change none without a word."""
    for table in tables:
        bind.exec_driver_sql(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield
    for table in tables:
        bind.exec_driver_sql(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
