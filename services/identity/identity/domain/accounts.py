"""Accounts: their states, staff roles and who ranks above whom."""

from datetime import datetime, timedelta
from enum import StrEnum

from chassis.errors import Kind, NotFound, Refusal

TEMPORARY_PASSWORD_LIFE = timedelta(hours=72)
# The mail that tells the holder is worth sending for a day; later it would only puzzle them.
TOLD_WITHIN = timedelta(hours=24)


class AccountState(StrEnum):
    """PENDING: no password was ever set by its holder. LOCKED: by staff. DISABLED: left the practice."""

    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    LOCKED = "LOCKED"
    DISABLED = "DISABLED"


class PasswordState(StrEnum):
    """TEMPORARY: set by staff, to be changed at the next sign-in."""

    NONE = "NONE"
    SET = "SET"
    TEMPORARY = "TEMPORARY"


class Role(StrEnum):
    """What a staff account is; a client or guardian has none."""

    OWNER = "OWNER"
    ADMIN = "ADMIN"
    CLINICIAN = "CLINICIAN"
    FRONT_DESK = "FRONT_DESK"
    STUDENT = "STUDENT"


class Owed(StrEnum):
    """What stands between a right password and an access token. SECOND_FACTOR: nothing else is answered before it."""

    PASSWORD_CHANGE = "PASSWORD_CHANGE"
    TERMS = "TERMS"
    SECOND_FACTOR = "SECOND_FACTOR"
    SECOND_FACTOR_SETUP = "SECOND_FACTOR_SETUP"


class HigherRole(Refusal):
    """Nobody acts on an account that ranks above their own, nor hands out a role above it."""

    reason, kind, title = "HIGHER_ROLE", Kind.FORBIDDEN, "Ask someone with a higher role to do this."


class OwnAccount(Refusal):
    """What staff do to others' accounts they don't do to their own."""

    reason, title = "OWN_ACCOUNT", "This can't be done to your own account."


class LastOwner(Refusal):
    """Somebody must be left who can do everything: an owner who can sign in."""

    reason, title = "LAST_OWNER", "This is the last owner who can sign in. Make somebody else an owner first."


class AccountDisabled(Refusal):
    """A disabled account is enabled before anything else is done with it."""

    reason, title = "ACCOUNT_DISABLED", "Enable this account first."


class NotPending(Refusal):
    """An invitation is for somebody who hasn't set a password yet."""

    reason, title = "ACCOUNT_NOT_PENDING", "They have set a password already. Send them a reset link instead."


class AlreadyStaff(Refusal):
    """The address already belongs to a member of staff."""

    reason, title = "ALREADY_STAFF", "Someone on the team already uses this email."


class NoSuchAccount(NotFound):
    """No account with this id in this practice."""

    title = "There is no such account in this practice."


def rank(role: str | None) -> int:
    """OWNER 3, ADMIN 2, all other staff 1, a client or guardian 0 (domain, decision 8)."""
    if role is None:
        return 0
    return {"OWNER": 3, "ADMIN": 2}.get(role, 1)


def check_rank(actor_role: str | None, *roles: str | None) -> None:
    """Raises HigherRole where one of the roles ranks above the actor's."""
    if any(rank(role) > rank(actor_role) for role in roles):
        raise HigherRole


def check_outranks(actor_role: str | None, role: str | None) -> None:
    """Raises HigherRole unless the actor ranks above the role; owners may act on owners.

    For what would let the actor in as somebody else: of two equals neither takes the other's second factor away.
    """
    if rank(role) >= rank(actor_role) and actor_role != Role.OWNER:
        raise HigherRole


def password_state(password_hash: str | None, temporary_until: datetime | None) -> PasswordState:
    """What the console says of an account's password."""
    if password_hash is None:
        return PasswordState.NONE
    return PasswordState.TEMPORARY if temporary_until else PasswordState.SET


def unlocked_state(password_hash: str | None) -> AccountState:
    """What an account is once nothing holds it back any more."""
    return AccountState.ACTIVE if password_hash else AccountState.PENDING
