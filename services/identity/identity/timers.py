"""Work of the worker that no event asks for."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from chassis.db import Actor, Database, Tx
from chassis.service import Timer
from identity.models import ResetRequest, SignInRefusal
from identity.operations import codes, links, login_sessions
from identity.store import codes as code_store
from identity.store import links as link_store
from identity.store import second_factors, sign_ins

log = logging.getLogger(__name__)
TIMER = Actor("timer")


def expire_links(database: Database) -> int:
    """End the links whose time has come, practice by practice."""
    with database.across() as db:
        due = link_store.practices_due(db)
    return sum(database.transact(practice_id, TIMER, links.expire) for practice_id in due)


def expire_codes(database: Database) -> int:
    """End the one-time codes whose time has come, practice by practice."""
    with database.across() as db:
        due = code_store.practices_due(db)
    return sum(database.transact(practice_id, TIMER, codes.expire) for practice_id in due)


def answer_resets(database: Database) -> int:
    """Look into the forgotten passwords."""
    return _each(database, ResetRequest, links.answer_reset)


def tell_refusals(database: Database) -> int:
    """Announce and audit refused sign-ins."""
    return _each(database, SignInRefusal, login_sessions.tell_refusal)


def prune(database: Database) -> int:
    """Forget yesterday's tries."""
    with database.across() as db:
        sign_ins.prune(db)
        code_store.prune(db)
        second_factors.prune(db)
    return 0


def _each(database: Database, kind: Any, look_into: Callable[[Tx, UUID], None]) -> int:
    with database.across() as db:
        waiting = sign_ins.waiting(db, kind)
    return sum(_done(database, practice_id, look_into, row_id) for practice_id, row_id in waiting)


def _done(database: Database, practice_id: str, look_into: Callable[[Tx, UUID], None], row_id: UUID) -> bool:
    """One of them; where it fails the others are looked into all the same, and it is tried again."""
    try:
        database.transact(practice_id, TIMER, look_into, row_id)
    except SQLAlchemyError:
        log.exception("not looked into; trying again")
        return False
    return True


ALL = [
    Timer("reset requests", 1.0, answer_resets, wake=ResetRequest.__tablename__),
    Timer("sign-in refusals", 1.0, tell_refusals, wake=SignInRefusal.__tablename__),
    Timer("link expiry", 2.0, expire_links),
    Timer("code expiry", 2.0, expire_codes),
    Timer("sign-in tries", 300.0, prune),
]
