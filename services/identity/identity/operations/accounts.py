"""What staff do about somebody's account."""

from datetime import datetime
from uuid import UUID

from chassis import audit
from chassis.db import Tx
from identity import events
from identity.domain.accounts import (
    TEMPORARY_PASSWORD_LIFE,
    TOLD_WITHIN,
    AccountDisabled,
    AccountState,
    OwnAccount,
    check_rank,
    unlocked_state,
)
from identity.domain.links import LinkState
from identity.models import Account
from identity.operations import steps
from identity.store import accounts, sign_ins


def begin_temporary_password(tx: Tx, account_id: UUID, password: str) -> None:
    """Whether the actor may set this password. Raises NoSuchAccount, HigherRole, OwnAccount, AccountDisabled, or what it lacks."""
    steps.check_password(tx, password, _others(tx, account_id).email)


def set_temporary_password(tx: Tx, account_id: UUID, password_hash: str, reason: str) -> datetime:
    """Set it for 72 hours: it activates a pending account, forces a change, ends every login session and link (decision 8).

    Returns when it runs out. The holder is told by mail that staff did it. Raises as begin_temporary_password does.
    """
    account = _others(tx, account_id)
    expire_time = tx.now + TEMPORARY_PASSWORD_LIFE
    account.password_hash, account.password_set_time, account.temporary_password_expire_time = password_hash, tx.now, expire_time
    if account.state == AccountState.PENDING:
        account.state = AccountState.ACTIVE
    steps.account_changed(tx, account)
    steps.end_login_sessions(tx, account_id, "TEMPORARY_PASSWORD_SET")
    steps.end_links(tx, account_id, LinkState.REVOKED)
    sign_ins.forget_tries(tx, account.email_key)
    events.temporary_password_set(tx, account, tx.now + TOLD_WITHIN)
    audit.record(tx, "temporary_password.set", "account", account_id, reason=reason)
    return expire_time


def lock(tx: Tx, account_id: UUID, reason: str) -> Account:
    """Keep somebody out until unlocked; login sessions and links end. Raises as begin_temporary_password does, or LastOwner."""
    owners = accounts.hold_owners(tx)
    account = _others(tx, account_id)
    steps.check_owner_left(account, owners)
    if account.state != AccountState.LOCKED:
        account.state = AccountState.LOCKED
        steps.account_changed(tx, account)
        steps.end_login_sessions(tx, account_id, "LOCKED")
        steps.end_links(tx, account_id, LinkState.REVOKED)
        audit.record(tx, "account.locked", "account", account_id, reason=reason)
    return account


def unlock(tx: Tx, account_id: UUID) -> Account:
    """Let somebody in again, with the password they had; their slowed tries are forgotten too."""
    account = _others(tx, account_id)
    sign_ins.forget_tries(tx, account.email_key)
    if account.state == AccountState.LOCKED:
        account.state = unlocked_state(account.password_hash)
        steps.account_changed(tx, account)
        audit.record(tx, "account.unlocked", "account", account_id)
    return account


def end_login_sessions(tx: Tx, account_id: UUID) -> int:
    """Sign somebody out everywhere; returns of how many places. Raises NoSuchAccount or HigherRole."""
    account = accounts.hold(tx, account_id)
    check_rank(tx.actor.role, account.role)
    return steps.end_login_sessions(tx, account_id, "ENDED_BY_STAFF")


def _others(tx: Tx, account_id: UUID) -> Account:
    """Somebody else's account that the actor may act on, held."""
    account = accounts.hold(tx, account_id)
    check_rank(tx.actor.role, account.role)
    if account_id == tx.actor.account_id:
        raise OwnAccount
    if account.state == AccountState.DISABLED:
        raise AccountDisabled
    return account
