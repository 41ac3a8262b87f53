"""The second step of a sign-in: a code of the app, a recovery code, or a passkey."""

import secrets
from typing import Any

from chassis import audit
from chassis.db import Tx
from chassis.errors import Refusal
from identity import events
from identity.domain.second_factors import (
    APP_CODE,
    Asked,
    FactorKind,
    NoSuchFactor,
    PasskeyRefused,
    SecondFactorRefused,
    SetupExpired,
    TooManyCodes,
    matching_step,
    plain,
)
from identity.models import Account, LoginSession
from identity.operations.login_sessions import Login, as_login
from identity.operations.presence import Who, arrived
from identity.parts import parts
from identity.passkeys import Site, credential_id
from identity.store import accounts, second_factors, sign_ins
from identity.store.sign_ins import Attempt

RECOVERY_CODE = "RECOVERY_CODE"


def begin(tx: Tx, who: Who, device_hash: bytes) -> Attempt:
    """Count the try, apart from those of the password. Raises LoginSessionEnded."""
    _, account = arrived(tx, who)
    return sign_ins.count(tx, account.email_key, device_hash, lane="second step ")


def finish(tx: Tx, who: Who, attempt: Attempt, code: str, device_hash: bytes) -> Login | Refusal:
    """Pass the second step, or keep that it was refused and return the refusal to answer with. Raises LoginSessionEnded."""
    accounts.hold(tx, arrived(tx, who)[1].account_id)
    session, account = arrived(tx, who)
    how = None if attempt.slowed else _spent(tx, account, plain(code))
    if how is None:
        audit.record(tx, "second_step.refused", "account", account.account_id, slowed=attempt.slowed)
        return TooManyCodes() if attempt.slowed else SecondFactorRefused()
    sign_ins.forget(tx, attempt.key)
    if how == RECOVERY_CODE:
        events.second_factor_changed(tx, account, "CODE_USED")
    return _passed(tx, session, account, how, device_hash)


def begin_passkey(tx: Tx, who: Who) -> dict[str, Any]:
    """What the browser is to ask one of the account's passkeys for. Raises LoginSessionEnded, or NoSuchFactor where it has none."""
    session, account = arrived(tx, who)
    known = [one.credential_id for one in second_factors.of(tx, account.account_id) if one.credential_id]
    if not known:
        raise NoSuchFactor
    challenge = secrets.token_bytes(32)
    sealed = parts().factor_keys.seal(challenge, str(session.login_session_id))
    second_factors.ask(tx, session.login_session_id, Asked.PASSKEY, *sealed)
    return Site.of(parts().public_url, tx.practice_id).request(challenge, known)


def finish_passkey(tx: Tx, who: Who, credential: dict[str, Any], device_hash: bytes) -> Login | Refusal:
    """Pass the second step with a passkey, or return the refusal: what it was asked serves once either way. Raises LoginSessionEnded."""
    accounts.hold(tx, arrived(tx, who)[1].account_id)
    session, account = arrived(tx, who)
    asked = second_factors.take_asked(tx, session.login_session_id, Asked.PASSKEY)
    if asked is None:
        return SetupExpired()
    challenge = parts().factor_keys.open(asked.sealed, asked.key_id, str(session.login_session_id))
    if not _signed(tx, account, credential, challenge):
        audit.record(tx, "second_step.refused", "account", account.account_id, slowed=False)
        return PasskeyRefused()
    return _passed(tx, session, account, FactorKind.PASSKEY, device_hash)


def _signed(tx: Tx, account: Account, credential: dict[str, Any], challenge: bytes) -> bool:
    """Whether one of the account's passkeys signed this challenge; notes how often it has signed."""
    named, site = credential_id(credential), Site.of(parts().public_url, tx.practice_id)
    passkey = next((one for one in second_factors.of(tx, account.account_id) if one.credential_id == named), None)
    if passkey is None or passkey.public_key is None:
        return False
    try:
        second_factors.signed(tx, passkey.factor_id, site.signed(credential, challenge, passkey.public_key, passkey.sign_count))
    except PasskeyRefused:
        return False
    return True


def _spent(tx: Tx, account: Account, code: str) -> str | None:
    """What the code was, now used up; None where it fits nothing."""
    if not APP_CODE.fullmatch(code):
        hashes = parts().factor_keys.code_hashes(code, f"{tx.practice_id} {account.account_id}")
        return RECOVERY_CODE if second_factors.spend_code(tx, account.account_id, hashes) else None
    for factor in second_factors.of(tx, account.account_id):
        if factor.kind != FactorKind.APP or factor.sealed is None or factor.key_id is None:
            continue
        secret = parts().factor_keys.open(factor.sealed, factor.key_id, str(account.account_id)).decode()
        step = matching_step(secret, code, tx.now, factor.last_step)
        if step is not None and second_factors.spend_step(tx, factor.factor_id, step):
            return FactorKind.APP
    return None


def _passed(tx: Tx, session: LoginSession, account: Account, how: str, device_hash: bytes) -> Login:
    """Only now it is a sign-in: noted on the account, announced, its browser known."""
    if session.factor_time is None:
        session.factor_time, account.last_sign_in_time, account.last_browser = tx.now, tx.now, session.browser
        if device_hash:
            sign_ins.know_device(tx, account.account_id, device_hash)
        events.sign_in_finished(tx, account.account_id, session.login_session_id, session.browser)
        audit.record(
            tx, "sign_in.succeeded", "account", account.account_id, login_session_id=str(session.login_session_id), second_step=how
        )
    return as_login(tx, session, account)
