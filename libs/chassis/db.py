"""Transactions: one practice, one instant, one actor; a lost race is run once more."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

import psycopg
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import PoolProxiedConnection

from chassis import telemetry
from chassis.config import Settings
from chassis.errors import LoginSessionEnded, Unavailable

BEGIN = "SELECT instant, revoked FROM app_begin(%s, %s, %s)"

GONE = "The database went away meanwhile; look before trying again."
# The database does not answer, or not in time; none of it is the caller's fault.
AWAY = (OperationalError, PoolTimeout, psycopg.OperationalError)

P = ParamSpec("P")
R = TypeVar("R")

# unique_violation, serialization_failure, deadlock_detected, lock_not_available (PostgreSQL appendix A)
LOST_RACES = {"23505", "40001", "40P01", "55P03"}


def declarative() -> type[DeclarativeBase]:
    """A base class of its own for a service's models, so that two services never share a table name."""

    class Base(DeclarativeBase):
        type_annotation_map = {datetime: sa.DateTime(timezone=True), UUID: sa.Uuid, str: sa.Text, dict[str, Any]: sa.JSON}

    return Base


@dataclass(frozen=True)
class Actor:
    """Who acts: an account through a door, or the system. origin: http, grpc, event, timer or command."""

    origin: str = "timer"
    account_id: UUID | None = None
    role: str | None = None
    login_session_id: UUID | None = None
    address: str | None = None


@dataclass(frozen=True)
class Statements:
    """Plain SQL on a connection of one practice, prepared, rows as tuples: for the few statements so hot that the
    library's work outweighs the database's. wall: what such a statement hands to app_begin.
    """

    pooled: PoolProxiedConnection
    engine: sa.Engine
    practice_id: str
    actor: Actor
    wall: tuple[str, UUID | None, bool]
    ran: list[str] = field(default_factory=list)

    def run(self, statement: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Its rows."""
        with telemetry.query(statement, self.engine):
            found = self.pooled.dbapi_connection.execute(statement, values)  # type: ignore[union-attr]
        self.ran.append(statement)
        # Not .description: it makes an object for every column.
        return found.fetchall() if found.pgresult and found.pgresult.nfields else []


@dataclass(frozen=True)
class Tx(Statements):
    """An open transaction of one practice. now is the instant every domain expiry is decided by (UTC)."""

    now: datetime = field(kw_only=True)

    @cached_property
    def db(self) -> Session:
        """The session over this transaction, made when first asked for. Nobody but the edge commits it."""
        connection = sa.Connection(self.engine, self.pooled)
        connection.begin()
        return Session(connection, expire_on_commit=False, join_transaction_mode="rollback_only")

    def _settle(self) -> None:
        """Commit. A connection that dies meanwhile leaves it open whether it was done, so nobody may try again unasked."""
        if "db" in vars(self):
            self.db.flush()
        try:
            self.pooled.commit()
        except psycopg.OperationalError as error:
            raise Unavailable(GONE) from error


class Database:
    """One role's connections to the service's database. Made on first use, so never before a fork."""

    def __init__(self, url: str, *, pool: int = 12, test_clock: bool = False, name: str = "") -> None:
        self.url, self.pool, self.test_clock, self.name = url, pool, test_clock, name

    @classmethod
    def app(cls, settings: Settings) -> "Database":
        """Under the policies, for requests."""
        return cls(settings.database_url, pool=settings.database_pool, test_clock=settings.test_clock)

    @classmethod
    def worker(cls, settings: Settings) -> "Database":
        """Also claims outbox, inbox and lease rows across practices."""
        return cls(settings.worker_database_url, pool=settings.database_pool, test_clock=settings.test_clock)

    @cached_property
    def engine(self) -> sa.Engine:
        """The pool; statements are cut at 10 s, idle transactions at 15 s."""
        options = "-c statement_timeout=10000 -c idle_in_transaction_session_timeout=15000 -c lock_timeout=5000"
        engine = sa.create_engine(
            self.url, pool_size=self.pool, max_overflow=4, pool_timeout=5, pool_pre_ping=False,
            connect_args={"options": options, "connect_timeout": 5, "application_name": self.name},
        )
        telemetry.trace_queries(engine)
        return engine

    @contextmanager
    def begin(self, practice_id: str, actor: Actor) -> Iterator[Tx]:
        """A transaction behind the practice's wall; commits at the end, rolls back on any exception.

        Raises LoginSessionEnded where the actor's login session was revoked.
        """
        with self._practice(practice_id, actor) as at:
            with self._alive(at):
                now, revoked = at.run(BEGIN, at.wall)[0]
            if revoked:
                raise LoginSessionEnded
            tx = Tx(**vars(at), now=now)
            try:
                yield tx
                tx._settle()
            finally:
                if "db" in vars(tx):
                    tx.db.close()

    @contextmanager
    def _practice(self, practice_id: str, actor: Actor) -> Iterator[Statements]:
        pooled = self.engine.raw_connection()
        try:
            yield Statements(pooled, self.engine, practice_id, actor, (practice_id, actor.login_session_id, self.test_clock))
        finally:
            pooled.close()  # the pool rolls back what was not committed

    @contextmanager
    def _alive(self, at: Statements) -> Iterator[None]:
        """Where the server has gone, every pooled connection is as dead as this one."""
        try:
            yield
        except psycopg.OperationalError as error:
            if at.pooled.dbapi_connection.closed:  # type: ignore[union-attr]
                at.pooled.invalidate()
                self.engine.dispose()
                if at.ran:
                    raise Unavailable(GONE) from error
            raise

    def each(
        self, practice_id: str, actor: Actor, operation: Callable[Concatenate[Statements, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run an operation whose every statement is a transaction of its own and puts up the wall itself (app_begin).

        Two trips to the database instead of five, for the one operation where the trips are half the cost.
        """

        def once() -> R:
            with self._practice(practice_id, actor) as at, self._alive(at):
                connection: psycopg.Connection[Any] = at.pooled.dbapi_connection  # type: ignore[assignment]
                connection.autocommit = True
                try:
                    return operation(at, *args, **kwargs)
                finally:
                    if not connection.closed:
                        connection.autocommit = False

        return again_if_lost(once)

    def transact(self, practice_id: str, actor: Actor, operation: Callable[Concatenate[Tx, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run one operation in a transaction of its own; once more where it lost a race or the connection was stale."""

        def once() -> R:
            with self.begin(practice_id, actor) as tx:
                return operation(tx, *args, **kwargs)

        return again_if_lost(once)

    @contextmanager
    def across(self) -> Iterator[Session]:
        """A transaction with no practice set: sees only what the worker role may claim across practices."""
        with Session(self.engine, expire_on_commit=False) as db, db.begin():
            yield db

    def ping(self) -> None:
        """Raises where the database does not answer."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")


def again_if_lost(attempt: Callable[[], R]) -> R:
    """Run attempt; once more if it lost a race to another transaction or met a connection that had died."""
    try:
        return attempt()
    except (DBAPIError, psycopg.Error) as error:
        if _died(error) or getattr(getattr(error, "orig", error), "sqlstate", None) in LOST_RACES:
            return attempt()
        raise


def _died(error: Exception) -> bool:
    """The connection itself: such errors carry no state of a statement, or the server's parting words (class 57P)."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated
    return isinstance(error, psycopg.OperationalError) and (error.sqlstate or "57P").startswith("57P")
