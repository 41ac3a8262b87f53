"""Signing in, staying signed in, signing out."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from chassis import audit
from chassis.db import Tx
from chassis.errors import Unauthenticated
from identity import events
from identity.domain.accounts import Owed
from identity.domain.addresses import fold
from identity.domain.bindings import Person, bound
from identity.domain.codes import WhyCodeRefused
from identity.domain.login_sessions import SignInRefused, TemporaryPasswordExpired, WhyRefused, life, why_refused
from identity.domain.second_factors import Standing
from identity.models import Account, LoginSession, SignInRefusal
from identity.operations import steps
from identity.store import accounts, bindings, codes, login_sessions, second_factors, sign_ins
from identity.store.sign_ins import Attempt

# A login session says at most once a minute that it is still used.
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Browser:
    """What one browser sends and is given: hashes of its cookies, and its name."""

    cookie_hash: bytes
    device_hash: bytes
    name: str
    old_cookie_hash: bytes | None = None


@dataclass(frozen=True)
class Login:
    """An open login session. It gets an access token once it owes nothing."""

    practice_id: str
    account_id: UUID
    role: str | None
    login_session_id: UUID
    expire_time: datetime
    owes: list[Owed]


def begin_sign_in(tx: Tx, email: str, device_hash: bytes) -> Attempt:
    """Count the try; read what the password is to be compared with."""
    return sign_ins.count(tx, fold(email), device_hash)


def finish_sign_in(tx: Tx, attempt: Attempt, right: bool, browser: Browser) -> Login | Unauthenticated:
    """Open a login session, or keep why not and return the refusal to answer with."""
    why = why_refused(
        attempt.state, attempt.password_hash is not None, attempt.temporary_password_expire_time,
        slowed=attempt.slowed, right=right, now=tx.now,
    )  # fmt: skip
    standing = sign_ins.still(tx, attempt) if why is None else None
    if why is None and standing is None:
        why = WhyRefused.WRONG_PASSWORD  # changed, locked or disabled while the hash was computed
    if standing and attempt.account_id:
        people = bindings.people(tx, attempt.account_id)
        if attempt.role or any(person.access for person in people):
            return _open(tx, attempt, attempt.account_id, people, standing, browser)
        why = WhyRefused.NO_ACCESS
    return _refuse(tx, attempt, why or WhyRefused.UNKNOWN, browser)


def _open(tx: Tx, attempt: Attempt, account_id: UUID, people: list[Person], standing: Standing, browser: Browser) -> Login:
    debts = owes(attempt.role, attempt.temporary_password_expire_time, people, standing, passed=False)
    login = Login(tx.practice_id, account_id, attempt.role, uuid4(), tx.now + life(attempt.role), debts)
    sign_ins.open_login_session(
        tx, events.signed_in(tx, account_id, login.login_session_id, browser.name), login_session=login.login_session_id,
        account=account_id, role=attempt.role, cookie=browser.cookie_hash, old_cookie=browser.old_cookie_hash,
        device=browser.device_hash, browser=browser.name, expire=login.expire_time, key=attempt.key, forget=steps.forget_time(),
        half=Owed.SECOND_FACTOR in debts,
    )  # fmt: skip
    return login


def _refuse(tx: Tx, attempt: Attempt, why: WhyRefused, browser: Browser) -> Unauthenticated:
    """One row, whoever it was; the worker announces and audits it, so that no path here does more than another."""
    sign_ins.keep(tx, SignInRefusal(
        practice_id=tx.practice_id, account_id=attempt.account_id, address_hash=attempt.address_hash, reason=why,
        browser=browser.name, origin_address=tx.actor.address, refuse_time=tx.now,
    ))  # fmt: skip
    return TemporaryPasswordExpired() if why == WhyRefused.TEMPORARY_PASSWORD_EXPIRED else SignInRefused()


def tell_refusal(tx: Tx, refusal_id: UUID) -> None:
    """Audit a refused sign-in; announce it where the address has an account. The last wrong try ends a one-time code."""
    refused = sign_ins.take(tx, SignInRefusal, refusal_id)
    if refused is None:
        return
    acting = replace(tx, actor=replace(tx.actor, origin="http", address=refused.origin_address))
    subject = ("account", str(refused.account_id)) if refused.account_id else ("address", refused.address_hash.hex())
    audit.record(acting, "sign_in.refused", *subject, reason=refused.reason)
    if refused.code_id and refused.reason == WhyCodeRefused.CODE_USED_UP:
        for code in codes.use_up(tx, refused.code_id):
            events.code_changed(tx, code)
    if refused.account_id:
        events.sign_in_refused(tx, refused.account_id, refused.reason, refused.refuse_time, refused.browser)


def refresh(tx: Tx, cookie_hash: bytes) -> Login | None:
    """What an open login session is and owes now; None where it has ended or lay unused too long."""
    found = login_sessions.by_cookie(tx, cookie_hash)
    if found is None:
        return None
    session, account = found
    if session.last_seen_time + login_sessions.idle_limits(tx).of(account.role) <= tx.now:
        accounts.hold(tx, account.account_id)
        steps.end_login_sessions(tx, account.account_id, "UNUSED", only=session.login_session_id)
        return None
    if session.last_seen_time + SEEN_EVERY <= tx.now:
        session.last_seen_time = tx.now
    return as_login(tx, session, account)


def as_login(tx: Tx, session: LoginSession, account: Account) -> Login:
    """An open login session as the doors render it."""
    standing, passed = second_factors.standing(tx, account.account_id), session.factor_time is not None
    debts = owes(account.role, account.temporary_password_expire_time, bindings.people(tx, account.account_id), standing, passed=passed)
    return Login(tx.practice_id, account.account_id, account.role, session.login_session_id, session.expire_time, debts)


def owes(role: str | None, temporary_until: datetime | None, people: list[Person], standing: Standing, *, passed: bool) -> list[Owed]:
    """What a login session owes before it gets an access token, in the order it is asked for. passed: its second step is done."""
    debts = {
        Owed.SECOND_FACTOR: standing.has and not passed,
        Owed.PASSWORD_CHANGE: temporary_until is not None,
        Owed.TERMS: any(person.terms_owed for person in bound(people)),
        Owed.SECOND_FACTOR_SETUP: role is not None and standing.demanded and not standing.has,
    }
    return [debt for debt, owed in debts.items() if owed]


def sign_out(tx: Tx, cookie_hash: bytes) -> None:
    """End the login session of a cookie; one that has ended already is none the worse."""
    if found := login_sessions.by_cookie(tx, cookie_hash):
        steps.end_login_sessions(tx, found[1].account_id, "SIGNED_OUT", only=found[0].login_session_id)
