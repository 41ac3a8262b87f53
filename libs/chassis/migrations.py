"""Schema changes: Alembic under an advisory lock, and the check that the code's schema is there."""

import random
import time
from pathlib import Path

import sqlalchemy as sa
from alembic import command, context
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

LOCK = 7_266_001
# Whoever waits for a table keeps everybody behind from it. Less than PostgreSQL's deadlock_timeout (1 s), so that it's never a
# request that has to give way.
LOCK_MILLISECONDS = 400
LOCK_NOT_AVAILABLE = "55P03"
TRIES = 200
PAUSE_SECONDS = (0.1, 0.8)


def _config(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder))
    return config


def upgrade(folder: Path, owner_url: str, revision: str = "head") -> None:
    """Bring the database to the newest revision, while the release before serves; a second migrator waits for the first.

    A schema that is newer than this code stays as it is: code that was rolled back runs on it.
    """
    engine = sa.create_engine(owner_url)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({LOCK})")
        connection.exec_driver_sql(f"SET lock_timeout = {LOCK_MILLISECONDS}")
        behind = _is_behind(folder, _current(connection))
        connection.commit()
        if behind:
            _upgrade(folder, connection, revision)
    engine.dispose()


def _upgrade(folder: Path, connection: sa.Connection, revision: str) -> None:
    """A transaction for each migration; what gave way to somebody who is served is tried again."""
    config = _config(folder)
    config.attributes["connection"] = connection
    for left in reversed(range(TRIES)):
        try:
            command.upgrade(config, revision)
        except OperationalError as error:
            connection.rollback()
            if not left or getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
                raise
            time.sleep(random.uniform(*PAUSE_SECONDS))  # noqa: S311
        else:
            return


def run(metadata: sa.MetaData) -> None:
    """What a service's migrations/env.py calls."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()


def check(folder: Path, engine: sa.Engine) -> None:
    """Raises RuntimeError where the database's schema is older than this code knows."""
    with engine.connect() as connection:
        current = _current(connection)
    if _is_behind(folder, current):
        raise RuntimeError(f"schema is at {current}, this code needs {_head(folder)}: run migrate")


def _is_behind(folder: Path, current: str | None) -> bool:
    """Whether a schema is older than this code; a revision that this code doesn't know is newer."""
    known = {revision.revision for revision in ScriptDirectory.from_config(_config(folder)).walk_revisions()}
    return current is None or (current in known and current != _head(folder))


def _current(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _head(folder: Path) -> str | None:
    return ScriptDirectory.from_config(_config(folder)).get_current_head()
