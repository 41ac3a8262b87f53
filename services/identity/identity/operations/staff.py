"""Staff: invited, renamed, given another role, disabled and enabled again."""

from uuid import UUID

from chassis import audit
from chassis.db import Tx
from identity.domain.accounts import (
    AccountDisabled,
    AccountState,
    AlreadyStaff,
    NoSuchAccount,
    NotPending,
    OwnAccount,
    Role,
    check_rank,
    unlocked_state,
)
from identity.domain.addresses import fold
from identity.domain.bindings import bound
from identity.domain.help import HelpState
from identity.domain.links import LinkState, Purpose
from identity.models import Account
from identity.operations import steps
from identity.store import accounts, bindings, help


def invite(tx: Tx, email: str, display_name: str, role: Role) -> Account:
    """Add someone to the team and mail them a link. A client with that address becomes staff too, with the password they have.

    Raises HigherRole, or AlreadyStaff.
    """
    check_rank(tx.actor.role, role)
    account = accounts.hold_at(tx, fold(email))
    if account and account.role:
        raise AlreadyStaff
    account = account or accounts.add(tx, email)
    account.role, account.display_name = role, display_name
    if account.state == AccountState.DISABLED:
        account.state = unlocked_state(account.password_hash)
    steps.account_changed(tx, account)
    steps.end_login_sessions(tx, account.account_id, "ROLE_CHANGED")
    if account.state == AccountState.PENDING:
        steps.issue_link(tx, account, Purpose.INVITATION, steps.invitation_life(tx), [])
    audit.record(tx, "staff.invited", "account", account.account_id, role=role)
    return account


def invite_again(tx: Tx, account_id: UUID) -> Account:
    """Mail a newer link to somebody on the team who hasn't come yet; whoever asked for it on the older one's page reads that it went.

    Raises NoSuchAccount, HigherRole, AccountDisabled, NotPending, or TooManyLinks with allowed_time.
    """
    account = _member(tx, account_id)
    if account.state == AccountState.DISABLED:
        raise AccountDisabled
    if account.state != AccountState.PENDING:
        raise NotPending
    steps.issue_for_holder(tx, account, [])
    if asked := help.open_of(tx, [account_id]).get(account_id):
        help.end_help(tx, asked.help_id, HelpState.ANSWERED, "", tx.now)
    audit.record(tx, "staff.invited", "account", account_id, role=account.role, again=True)
    return account


def change(tx: Tx, account_id: UUID, display_name: str | None, role: Role | None, state: AccountState | None) -> Account:
    """Change what is given. Another role or being disabled ends the login sessions.

    Raises NoSuchAccount, HigherRole, OwnAccount for one's own role or state, or LastOwner.
    """
    owners, account = accounts.hold_owners(tx), _member(tx, account_id, role)
    if account_id == tx.actor.account_id and (role or state):
        raise OwnAccount
    if role not in (None, account.role) or state == AccountState.DISABLED:
        steps.check_owner_left(account, owners)
    before = account.role, account.state
    account.display_name = display_name or account.display_name
    account.role = role or account.role
    account.state = _state(account, state)
    _follow(tx, account, before)
    return account


def leave(tx: Tx, account_id: UUID) -> Account:
    """Somebody leaves the team: signed out, their links ended. Who is also a client keeps that and loses the role; others are disabled.

    Raises NoSuchAccount, HigherRole, OwnAccount, or LastOwner.
    """
    owners, account = accounts.hold_owners(tx), _member(tx, account_id)
    if account_id == tx.actor.account_id:
        raise OwnAccount
    steps.check_owner_left(account, owners)
    if bound(bindings.people(tx, account_id)):
        account.role = None
    else:
        account.state = AccountState.DISABLED
    steps.account_changed(tx, account, staff=True)
    steps.end_login_sessions(tx, account_id, "LEFT_THE_TEAM")
    steps.end_links(tx, account_id, LinkState.REVOKED)
    audit.record(tx, "staff.left", "account", account_id, state=account.state)
    return account


def _member(tx: Tx, account_id: UUID, *roles: str | None) -> Account:
    """Somebody on the team whom the actor may act on, held. Raises NoSuchAccount or HigherRole."""
    account = accounts.hold(tx, account_id)
    if account.role is None:
        raise NoSuchAccount
    check_rank(tx.actor.role, account.role, *roles)
    return account


def _state(account: Account, wanted: AccountState | None) -> AccountState:
    """DISABLED, or what enabling means for this account; a lock is not lifted by the way."""
    if wanted == AccountState.DISABLED:
        return wanted
    return unlocked_state(account.password_hash) if wanted and account.state == AccountState.DISABLED else AccountState(account.state)


def _follow(tx: Tx, account: Account, before: tuple[str | None, str]) -> None:
    role, state = before
    steps.account_changed(tx, account)
    audit.record(tx, "staff.changed", "account", account.account_id, role=account.role, state=account.state)
    if account.role != role:
        steps.end_login_sessions(tx, account.account_id, "ROLE_CHANGED")
    if account.state == AccountState.DISABLED and state != AccountState.DISABLED:
        steps.end_login_sessions(tx, account.account_id, "DISABLED")
        steps.end_links(tx, account.account_id, LinkState.REVOKED)
