"""One-time codes: read out by staff, typed by the person, spent once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from chassis import audit
from chassis.db import Tx
from identity import events
from identity.domain.accounts import AccountDisabled, AccountState, OwnAccount, check_rank
from identity.domain.addresses import fold
from identity.domain.codes import (
    CODE_LIFE,
    DAY,
    AccountLocked,
    CodeOwesTerms,
    CodeRefused,
    CodeState,
    CodesUsedUp,
    NoAccess,
    WhyCodeRefused,
    allowed_time,
    code_state_at,
    new_code,
    why_code_refused,
)
from identity.domain.login_sessions import TermsChanged
from identity.models import Account, Code, SignInRefusal
from identity.operations import steps
from identity.parts import parts
from identity.store import accounts, codes, copies, sign_ins
from identity.store.codes import CodeTry


@dataclass(frozen=True)
class Issued:
    """The one time a code is ever shown."""

    code_id: UUID
    code: str
    email: str
    issue_time: datetime
    expire_time: datetime


@dataclass(frozen=True)
class CodeProgress:
    """How a code fares, without its digits."""

    code: Code
    state: CodeState
    tries: int


def issue(tx: Tx, account_id: UUID) -> Issued:
    """A code for ten minutes; an older one is replaced. Kept as a keyed hash, so nobody can show it again.

    Raises NoSuchAccount, HigherRole, OwnAccount, AccountDisabled, AccountLocked, NoAccess, or CodesUsedUp.
    """
    account = accounts.hold(tx, account_id)
    _check_may_get(tx, account)
    if wait := allowed_time(codes.issued_since(tx, account_id, tx.now - DAY), tx.now):
        raise CodesUsedUp(allowed_time=wait)
    steps.end_code(tx, account_id, CodeState.SUPERSEDED)
    code_id, digits, keys = uuid4(), new_code(), parts().link_keys
    code = codes.add(
        tx, code_id=code_id, account_id=account_id, code_mac=keys.code_mac(code_id, digits, keys.current), key_id=keys.current,
        issued_by=tx.actor.account_id, expire_time=tx.now + CODE_LIFE,
    )  # fmt: skip
    events.code_changed(tx, code)
    audit.record(tx, "code.issued", "account", account_id, code_id=str(code.code_id))
    return Issued(code_id, digits, account.email, code.issue_time, code.expire_time)


def _check_may_get(tx: Tx, account: Account) -> None:
    check_rank(tx.actor.role, account.role)
    if account.account_id == tx.actor.account_id:
        raise OwnAccount
    if account.state == AccountState.DISABLED:
        raise AccountDisabled
    if account.state == AccountState.LOCKED:
        raise AccountLocked
    if not steps.may_have_portal(tx, account):
        raise NoAccess


def stop(tx: Tx, account_id: UUID) -> None:
    """Take a live code back; where there is none, none is left. Raises NoSuchAccount or HigherRole."""
    account = accounts.hold(tx, account_id)
    check_rank(tx.actor.role, account.role)
    steps.end_code(tx, account_id, CodeState.REVOKED)


def progress(tx: Tx, account_id: UUID, code_id: UUID) -> CodeProgress:
    """Whether it was used yet. Raises NoSuchAccount, NotFound."""
    account, code = accounts.find(tx, account_id), codes.find(tx, account_id, code_id)
    return CodeProgress(code, code_state_at(code.state, code.expire_time, tx.now), codes.tries_at(tx, account.email_key, code_id))


def begin_redeem(tx: Tx, email: str, password: str, terms_version: str | None) -> CodeTry:
    """Check the password, then count the try. Raises what the password lacks, or TermsChanged: then nothing is counted.

    What is checked here depends on nothing but what was typed, so it tells nobody whose address it is.
    """
    steps.check_password(tx, password, email)
    practice = copies.practice(tx)
    if terms_version is not None and practice is not None and terms_version != practice.terms_version:
        raise TermsChanged(terms_version=practice.terms_version)
    return codes.count(tx, fold(email))


def finish_redeem(
    tx: Tx, tried: CodeTry, *, right: bool, password_hash: str, terms_version: str | None, browser: str
) -> str | CodeRefused | CodeOwesTerms:  # fmt: skip
    """Spend the code as a link is spent, and return the email to sign in with; or keep why not and return the refusal.

    CodeOwesTerms where the code is right and an adult has yet to agree: it stays live, its tries forgotten.
    """
    why = why_code_refused(live=tried.code_id is not None, tries=tried.tries, right=right)
    code = _held(tx, tried) if why is None else None
    if code is None:
        return _refuse(tx, tried, why or WhyCodeRefused.NO_CODE, browser)
    codes.forget(tx, tried)
    adult, practice = steps.sole_adult(tx, code.account_id), copies.practice(tx)
    if adult and practice and terms_version is None:
        return CodeOwesTerms(terms={"version": practice.terms_version, "title": practice.terms_title, "body": practice.terms_body})
    account = _spend(tx, code.code_id, code.account_id)
    steps.set_password(tx, account, password_hash)
    if adult and terms_version is not None:
        steps.accept_terms(tx, account.account_id, adult, terms_version)
    return account.email


def _held(tx: Tx, tried: CodeTry) -> Code | None:
    """The code that was tried, its account held first as everywhere; None where it ended while the hash was computed."""
    assert tried.account_id and tried.code_id
    accounts.hold(tx, tried.account_id)
    code = codes.find(tx, tried.account_id, tried.code_id)
    return code if code_state_at(code.state, code.expire_time, tx.now) == CodeState.LIVE else None


def _spend(tx: Tx, code_id: UUID, account_id: UUID) -> Account:
    spent = codes.redeem(tx, code_id)
    events.code_changed(tx, spent)
    audit.record(tx, "code.redeemed", "account", account_id, code_id=str(code_id))
    return accounts.find(tx, account_id)


def _refuse(tx: Tx, tried: CodeTry, why: WhyCodeRefused, browser: str) -> CodeRefused:
    """One row, whoever it was; the worker ends a code that is used up, announces and audits, so that no path here does more."""
    sign_ins.keep(tx, SignInRefusal(
        practice_id=tx.practice_id, account_id=tried.account_id, address_hash=tried.address_hash, reason=why, browser=browser,
        origin_address=tx.actor.address, refuse_time=tx.now, code_id=tried.code_id,
    ))  # fmt: skip
    return CodeRefused()


def expire(tx: Tx) -> int:
    """Announce the codes whose time has come; returns how many."""
    ended = codes.expire(tx)
    for code in ended:
        events.code_changed(tx, code)
    return len(ended)
