"""Who is at one of the /me doors. No door calls these alone."""

from dataclasses import dataclass
from uuid import UUID

from chassis.db import Tx
from chassis.errors import LoginSessionEnded
from identity.domain.accounts import AccountState, Owed
from identity.domain.login_sessions import StillOwes
from identity.models import Account, LoginSession
from identity.store import login_sessions, second_factors


@dataclass(frozen=True)
class Who:
    """How the caller showed who they are: the opaque cookie, or the login session of an access token."""

    cookie_hash: bytes | None = None
    login_session_id: UUID | None = None


def arrived(tx: Tx, who: Who) -> tuple[LoginSession, Account]:
    """The caller's open login session and account, whatever it owes. Raises LoginSessionEnded, also where it lay unused too long."""
    found = None
    if who.cookie_hash:
        found = login_sessions.by_cookie(tx, who.cookie_hash)
    elif who.login_session_id:
        found = login_sessions.by_id(tx, who.login_session_id)
    if found is None or found[1].state != AccountState.ACTIVE:
        raise LoginSessionEnded
    session, account = found
    if session.last_seen_time + login_sessions.idle_limits(tx).of(account.role) <= tx.now:
        raise LoginSessionEnded
    return found


def present(tx: Tx, who: Who) -> tuple[LoginSession, Account]:
    """The same, once the second step is passed: a password alone changes nothing. Raises LoginSessionEnded, or StillOwes."""
    session, account = arrived(tx, who)
    if session.factor_time is None and second_factors.standing(tx, account.account_id).has:
        raise StillOwes(owes=[Owed.SECOND_FACTOR])
    return session, account
