"""What a signed-in person does about their own account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from chassis import audit
from chassis.db import Tx
from chassis.errors import Invalid, LoginSessionEnded, NotFound
from identity.domain.accounts import AccountState, Owed
from identity.domain.addresses import fold
from identity.domain.bindings import BindingState, Person, bound, offered
from identity.domain.links import EMAIL_CHANGE_LIFE, LinkState, Purpose
from identity.domain.login_sessions import StillOwes, TermsChanged
from identity.models import Account, LoginSession, Practice
from identity.operations import steps
from identity.operations.login_sessions import Login, as_login
from identity.operations.presence import Who, arrived, present
from identity.store import accounts, bindings, copies, login_sessions, second_factors, sign_ins
from identity.store.sign_ins import Attempt


@dataclass(frozen=True)
class Me:
    """The caller's own account, as their pages show it."""

    account: Account
    login: Login
    people: list[Person]
    practice: Practice | None
    second_factors: list[str]
    idle: timedelta


@dataclass(frozen=True)
class Change:
    """A password change under way: what the current password is compared with, if it is asked for."""

    account_id: UUID
    login_session_id: UUID
    forced: bool
    old_hash: str | None
    attempt: Attempt | None


@dataclass(frozen=True)
class Logins:
    """Where an account is signed in, newest first. current: the login session that asks."""

    current: UUID
    open: Sequence[LoginSession]


def show(tx: Tx, who: Who) -> Me:
    """The caller's account, what they owe, whom they answer for once their second step is passed. Raises LoginSessionEnded."""
    session, account = arrived(tx, who)
    login, kinds = as_login(tx, session, account), second_factors.kinds(tx, [account.account_id])[account.account_id]
    people = [] if Owed.SECOND_FACTOR in login.owes else bindings.people(tx, account.account_id)
    return Me(account, login, people, copies.practice(tx), kinds, login_sessions.idle_limits(tx).of(account.role))


def begin_change(tx: Tx, who: Who, new_password: str, *, asked: bool) -> Change:
    """Check the new password and count the try of the current one (asked: one was sent).

    While PASSWORD_CHANGE is owed the current one is not asked for: it was typed a moment ago. Raises LoginSessionEnded,
    Invalid, or what the password lacks.
    """
    session, account = present(tx, who)
    steps.check_password(tx, new_password, account.email)
    forced = account.temporary_password_expire_time is not None
    if not forced and not asked:
        raise Invalid(errors=[{"field": "current_password", "reason": "MISSING", "detail": "Type the current password too."}])
    attempt = None if forced else sign_ins.count(tx, f"change:{account.account_id}", b"")
    return Change(account.account_id, session.login_session_id, forced, account.password_hash, attempt)


def finish_change(tx: Tx, change: Change, password_hash: str) -> Login:
    """Set the password; every other login session and every link of the account ends. Raises LoginSessionEnded."""
    account = accounts.hold(tx, change.account_id)
    found = login_sessions.by_id(tx, change.login_session_id)
    if found is None or account.password_hash != change.old_hash or account.state != AccountState.ACTIVE:
        raise LoginSessionEnded
    account.password_hash, account.password_set_time, account.temporary_password_expire_time = password_hash, tx.now, None
    steps.account_changed(tx, account)
    steps.end_login_sessions(tx, account.account_id, "PASSWORD_SET", but=change.login_session_id)
    steps.end_links(tx, account.account_id, LinkState.REVOKED)
    if change.attempt:
        sign_ins.forget(tx, change.attempt.key)
    audit.record(tx, "password.changed", "account", account.account_id, forced=change.forced)
    return as_login(tx, found[0], account)


def show_login_sessions(tx: Tx, who: Who) -> Logins:
    """Where the caller is signed in. Raises LoginSessionEnded."""
    session, account = present(tx, who)
    return Logins(session.login_session_id, login_sessions.open_of(tx, account.account_id))


def end_other_login_sessions(tx: Tx, who: Who) -> int:
    """Sign the caller out on every other browser; returns on how many. Raises LoginSessionEnded."""
    session, account = present(tx, who)
    accounts.hold(tx, account.account_id)
    return steps.end_login_sessions(tx, account.account_id, "ENDED_BY_HOLDER", but=session.login_session_id)


def begin_email_change(tx: Tx, who: Who) -> Change:
    """Count the try of the current password. Raises LoginSessionEnded, or StillOwes until sign-in is finished."""
    session, account = present(tx, who)
    if debts := as_login(tx, session, account).owes:
        raise StillOwes(owes=debts)
    attempt = sign_ins.count(tx, f"change:{account.account_id}", b"")
    return Change(account.account_id, session.login_session_id, False, account.password_hash, attempt)


def finish_email_change(tx: Tx, change: Change, new_email: str) -> None:
    """Mail a link to the new address; the email changes once its reader types the password there.

    An address that is somebody else's here gets nothing, and the caller doesn't learn it.
    """
    taken = accounts.hold_at(tx, fold(new_email))
    account = accounts.hold(tx, change.account_id)
    if change.attempt:
        sign_ins.forget(tx, change.attempt.key)
    if taken is None and account.state == AccountState.ACTIVE:
        steps.issue_link(tx, account, Purpose.EMAIL_CHANGE, EMAIL_CHANGE_LIFE, [], new_email=new_email)


def accept_terms(tx: Tx, who: Who, terms_version: str, contact_ids: list[UUID]) -> Login:
    """Record the agreement of each adult named. Raises TermsChanged, or NotFound for someone the account doesn't answer for."""
    session, account = present(tx, who)
    accounts.hold(tx, account.account_id)
    practice = copies.practice(tx)
    if practice is None or practice.terms_version != terms_version:
        raise TermsChanged(terms_version=practice.terms_version if practice else "")
    mine = {person.contact_id: person for person in bound(bindings.people(tx, account.account_id))}
    if not set(contact_ids) <= set(mine):
        raise NotFound
    for contact_id in dict.fromkeys(contact_ids):
        if mine[contact_id].terms_owed:
            steps.accept_terms(tx, account.account_id, contact_id, terms_version)
    return as_login(tx, session, account)


def answer_offer(tx: Tx, who: Who, contact_id: UUID, *, accept: bool) -> list[Person]:
    """Answer for one more person, or decline to. Returns the offers left.

    Raises NotFound where nothing is offered, StillOwes until sign-in is finished. Answering twice alike is no error.
    """
    session, account = present(tx, who)
    accounts.hold(tx, account.account_id)
    if debts := as_login(tx, session, account).owes:
        raise StillOwes(owes=debts)
    binding, state = bindings.find(tx, account.account_id, contact_id), BindingState.BOUND if accept else BindingState.UNBOUND
    if binding is None or binding.state not in (BindingState.OFFERED, state):
        raise NotFound
    if binding.state == BindingState.OFFERED:
        steps.bind(tx, account.account_id, contact_id, state, decline_time=None if accept else tx.now)
        audit.record(tx, f"offer.{'accepted' if accept else 'declined'}", "account", account.account_id, contact_id=str(contact_id))
    return offered(bindings.people(tx, account.account_id))
