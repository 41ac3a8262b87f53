"""Schema changes: Alembic under an advisory lock, and the check that the code's schema is there."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command, context
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

LOCK = 7_266_001


def _config(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder))
    return config


def upgrade(folder: Path, owner_url: str, revision: str = "head") -> None:
    """Bring the database to the newest revision; a second migrator waits for the first, and nobody waits long for a table.

    A schema that is newer than this code stays as it is: code that was rolled back runs on it.
    """
    engine = sa.create_engine(owner_url, connect_args={"options": "-c lock_timeout=5000"})
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({LOCK})")
        connection.commit()
        if _is_behind(folder, _current(connection)):
            config = _config(folder)
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
        connection.commit()
    engine.dispose()


def run(metadata: sa.MetaData) -> None:
    """What a service's migrations/env.py calls."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=metadata)
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
