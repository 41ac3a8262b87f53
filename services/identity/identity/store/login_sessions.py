"""Login sessions and the devices they were opened on."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.db import Tx
from chassis.tables import revoked_login_sessions
from identity.domain.login_sessions import DEFAULT_IDLE, IdleLimits
from identity.models import Account, LoginSession

# Part of every refresh, so written out.
IDLE = "SELECT staff_idle_minutes, client_idle_days FROM practices WHERE practice_id = %s"

_open = LoginSession.end_time.is_(None)


def by_cookie(tx: Tx, cookie_hash: bytes) -> tuple[LoginSession, Account] | None:
    """The open login session of a cookie and its account; None where it ended or ran out."""
    at = sa.and_(LoginSession.practice_id == tx.practice_id, LoginSession.cookie_hash == cookie_hash)
    return _joined(tx, at)


def pass_second_step(tx: Tx, login_session_id: UUID) -> None:
    """Note that it owes no second step."""
    at = sa.and_(LoginSession.practice_id == tx.practice_id, LoginSession.login_session_id == login_session_id)
    tx.db.execute(sa.update(LoginSession).where(at).values(factor_time=tx.now))


def by_id(tx: Tx, login_session_id: UUID) -> tuple[LoginSession, Account] | None:
    """The open login session that an access token names."""
    at = sa.and_(LoginSession.practice_id == tx.practice_id, LoginSession.login_session_id == login_session_id)
    return _joined(tx, at)


def open_of(tx: Tx, account_id: UUID) -> Sequence[LoginSession]:
    """Where the account is signed in, newest first."""
    at = sa.and_(LoginSession.practice_id == tx.practice_id, LoginSession.account_id == account_id, _open)
    chosen = sa.select(LoginSession).where(at, LoginSession.expire_time > tx.now)
    return tx.db.scalars(chosen.order_by(LoginSession.start_time.desc())).all()


def idle_limits(tx: Tx) -> IdleLimits:
    """How long login sessions last unused in this practice."""
    found = tx.run(IDLE, (tx.practice_id,))
    return IdleLimits(*found[0]) if found else DEFAULT_IDLE


def end(tx: Tx, account_id: UUID, reason: str, *, only: UUID | None = None, but: UUID | None = None) -> Sequence[UUID]:
    """End an account's open login sessions: one, all but one, or all. Returns their ids."""
    at = [LoginSession.practice_id == tx.practice_id, LoginSession.account_id == account_id, _open]
    at += [LoginSession.login_session_id == only] if only else []
    at += [LoginSession.login_session_id != but] if but else []
    ended = sa.update(LoginSession).where(*at).values(end_time=tx.now, end_reason=reason)
    return tx.db.scalars(ended.returning(LoginSession.login_session_id), execution_options={"synchronize_session": False}).all()


def revoke_tokens(tx: Tx, login_session_ids: Sequence[UUID], forget_time: datetime) -> None:
    """Refuse their access tokens at identity's own doors from this commit on."""
    rows = [{"practice_id": tx.practice_id, "login_session_id": one, "forget_time": forget_time} for one in login_session_ids]
    if rows:
        tx.db.execute(insert(revoked_login_sessions).values(rows).on_conflict_do_nothing())


def _joined(tx: Tx, at: sa.ColumnElement[bool]) -> tuple[LoginSession, Account] | None:
    together = sa.and_(Account.practice_id == tx.practice_id, Account.account_id == LoginSession.account_id)
    lives = sa.and_(_open, LoginSession.expire_time > tx.now)
    row = tx.db.execute(sa.select(LoginSession, Account).join(Account, together).where(at, lives)).one_or_none()
    return (row[0], row[1]) if row else None
