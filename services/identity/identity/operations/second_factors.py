"""Second factors: set up and removed by their holder, taken away by staff."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis import audit
from chassis.db import Tx
from chassis.errors import Invalid, Refusal
from identity import events
from identity.domain.accounts import Owed, OwnAccount, check_outranks
from identity.domain.second_factors import (
    ASKED_LIFE,
    MOST,
    Asked,
    CodeWrong,
    FactorKind,
    NoSuchFactor,
    PasskeyRefused,
    SetupExpired,
    TooManyFactors,
    address,
    matching_step,
    new_secret,
    plain,
    recovery_codes,
)
from identity.models import Account, AskedFactor, LoginSession, SecondFactor
from identity.operations import steps
from identity.operations.login_sessions import Login, as_login
from identity.operations.presence import Who, present
from identity.parts import parts
from identity.passkeys import Site
from identity.store import accounts, copies, second_factors, sign_ins
from identity.store.sign_ins import Attempt


@dataclass(frozen=True)
class Mine:
    """What an account has. demanded: the practice asks for one, so the last one can't go for good."""

    factors: Sequence[SecondFactor]
    codes_left: int
    demanded: bool


@dataclass(frozen=True)
class Confirming:
    """A change under way: what the password is compared with; attempt is None where it isn't asked for."""

    who: Who
    password_hash: str | None
    attempt: Attempt | None


@dataclass(frozen=True)
class AppSetup:
    """What an app is to be given."""

    secret: str
    address: str
    expire_time: datetime


@dataclass(frozen=True)
class Added:
    """recovery_codes: made with the first factor, shown this once; None with any further one."""

    login: Login
    recovery_codes: list[str] | None


def show(tx: Tx, who: Who) -> Mine:
    """The caller's own. Raises LoginSessionEnded, or StillOwes."""
    session, account = present(tx, who)
    factors, left = second_factors.of(tx, account.account_id), second_factors.codes_left(tx, account.account_id)
    return Mine(factors, left, account.role is not None and second_factors.standing(tx, account.account_id).demanded)


def begin_change(tx: Tx, who: Who, *, asked: bool) -> Confirming:
    """Count the try of the password (asked: one was sent). It was typed a moment ago while SECOND_FACTOR_SETUP is owed, so not asked then.

    Raises LoginSessionEnded, StillOwes, or Invalid where it is missing.
    """
    session, account = present(tx, who)
    if Owed.SECOND_FACTOR_SETUP in as_login(tx, session, account).owes:
        return Confirming(who, None, None)
    if not asked:
        raise Invalid(errors=[{"field": "current_password", "reason": "MISSING", "detail": "Type your password too."}])
    return Confirming(who, account.password_hash, sign_ins.count(tx, f"change:{account.account_id}", b""))


def begin_app(tx: Tx, confirmed: Confirming) -> AppSetup:
    """A secret for an app, kept until a code proves that the app has it. Raises TooManyFactors."""
    session, account = _confirmed(tx, confirmed)
    _room(tx, account)
    practice, secret = copies.practice(tx), new_secret()
    _ask(tx, session, Asked.ADD_APP, secret.encode())
    return AppSetup(secret, address(secret, account.email, practice.name if practice else tx.practice_id), tx.now + ASKED_LIFE)


def add_app(tx: Tx, who: Who, code: str, name: str) -> Added:
    """Keep the app that showed this code. Raises SetupExpired, or CodeWrong: then the same secret may be tried again."""
    session, account = present(tx, who)
    accounts.hold(tx, account.account_id)
    asked = second_factors.asked(tx, session.login_session_id, Asked.ADD_APP)
    secret = _asked_secret(session, asked)
    step = matching_step(secret.decode(), plain(code), tx.now, None)
    if step is None:
        raise CodeWrong(errors=[{"field": "code", "reason": CodeWrong.reason, "detail": CodeWrong.title}])
    second_factors.take_asked(tx, session.login_session_id, Asked.ADD_APP)
    sealed, key_id = parts().factor_keys.seal(secret, str(account.account_id))
    return _added(tx, session, account, FactorKind.APP, name, sealed=sealed, key_id=key_id, last_step=step)


def begin_passkey(tx: Tx, confirmed: Confirming) -> dict[str, Any]:
    """What the browser is to ask a passkey for. Raises TooManyFactors."""
    session, account = _confirmed(tx, confirmed)
    _room(tx, account)
    practice, challenge = copies.practice(tx), secrets.token_bytes(32)
    _ask(tx, session, Asked.ADD_PASSKEY, challenge)
    known = [one.credential_id for one in second_factors.of(tx, account.account_id) if one.credential_id]
    name, site = practice.name if practice else tx.practice_id, Site.of(parts().public_url, tx.practice_id)
    return site.creation(name, account.account_id, account.email, challenge, known)


def add_passkey(tx: Tx, who: Who, credential: dict[str, Any], name: str) -> Added | Refusal:
    """Keep the passkey that answered, or return PasskeyRefused: what it was asked serves once either way. Raises SetupExpired."""
    session, account = present(tx, who)
    accounts.hold(tx, account.account_id)
    challenge = _asked_secret(session, second_factors.take_asked(tx, session.login_session_id, Asked.ADD_PASSKEY))
    try:
        passkey = Site.of(parts().public_url, tx.practice_id).registered(credential, challenge)
    except PasskeyRefused as refused:
        return refused
    if second_factors.credential_is_taken(tx, passkey.credential_id):
        return PasskeyRefused()
    return _added(tx, session, account, FactorKind.PASSKEY, name, **vars(passkey))


def remove(tx: Tx, confirmed: Confirming, factor_id: UUID) -> Login:
    """Take one away; with the last one the recovery codes go too. Raises NoSuchFactor."""
    session, account = _confirmed(tx, confirmed)
    accounts.hold(tx, account.account_id)
    if not second_factors.remove(tx, account.account_id, factor_id):
        raise NoSuchFactor
    if not second_factors.standing(tx, account.account_id).has:
        second_factors.put_codes(tx, account.account_id, [])
    events.second_factor_changed(tx, account, "REMOVED")
    audit.record(tx, "second_factor.removed", "account", account.account_id, factor_id=str(factor_id))
    return as_login(tx, session, account)


def renew_codes(tx: Tx, confirmed: Confirming) -> list[str]:
    """Ten new recovery codes; those before stop working. Raises NoSuchFactor where there is nothing to recover from."""
    _, account = _confirmed(tx, confirmed)
    accounts.hold(tx, account.account_id)
    if not second_factors.standing(tx, account.account_id).has:
        raise NoSuchFactor
    events.second_factor_changed(tx, account, "CODES_MADE")
    return _new_codes(tx, account)


def reset(tx: Tx, account_id: UUID, reason: str) -> Account:
    """Staff take away all of somebody's factors (a lost phone) and sign them out everywhere.

    Raises NoSuchAccount, HigherRole unless the actor outranks them, OwnAccount, or NoSuchFactor.
    """
    account = accounts.hold(tx, account_id)
    check_outranks(tx.actor.role, account.role)
    if account_id == tx.actor.account_id:
        raise OwnAccount
    if not second_factors.remove_all(tx, account_id):
        raise NoSuchFactor
    steps.end_login_sessions(tx, account_id, "SECOND_FACTOR_RESET")
    events.second_factor_changed(tx, account, "RESET")
    audit.record(tx, "second_factor.reset", "account", account_id, reason=reason)
    return account


def _confirmed(tx: Tx, confirmed: Confirming) -> tuple[LoginSession, Account]:
    """The caller, whose password fitted a moment ago; its tries are forgotten."""
    if confirmed.attempt:
        sign_ins.forget(tx, confirmed.attempt.key)
    return present(tx, confirmed.who)


def _room(tx: Tx, account: Account) -> None:
    if len(second_factors.of(tx, account.account_id)) >= MOST:
        raise TooManyFactors


def _ask(tx: Tx, session: LoginSession, asked: Asked, secret: bytes) -> None:
    second_factors.ask(tx, session.login_session_id, asked, *parts().factor_keys.seal(secret, str(session.login_session_id)))


def _asked_secret(session: LoginSession, asked: AskedFactor | None) -> bytes:
    if asked is None:
        raise SetupExpired
    return parts().factor_keys.open(asked.sealed, asked.key_id, str(session.login_session_id))


def _added(tx: Tx, session: LoginSession, account: Account, kind: FactorKind, name: str, **values: object) -> Added:
    """Keep it. Whoever sets one up has just shown that they hold it, so this login session owes no second step."""
    _room(tx, account)
    first = not second_factors.standing(tx, account.account_id).has
    factor = second_factors.add(tx, account.account_id, kind, name, **values)
    session.factor_time = session.factor_time or tx.now
    # Recovery codes that come with the first go without a notice of their own.
    events.second_factor_changed(tx, account, "ADDED")
    audit.record(tx, "second_factor.added", "account", account.account_id, factor_id=str(factor.factor_id), kind=kind)
    return Added(as_login(tx, session, account), _new_codes(tx, account) if first else None)


def _new_codes(tx: Tx, account: Account) -> list[str]:
    codes, keys, about = recovery_codes(), parts().factor_keys, f"{tx.practice_id} {account.account_id}"
    second_factors.put_codes(tx, account.account_id, [keys.code_hashes(plain(code), about)[0] for code in codes])
    audit.record(tx, "recovery_codes.made", "account", account.account_id)
    return codes
