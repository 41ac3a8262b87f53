"""Signing in with a passkey alone: held and unlocked by its owner, it is both steps at once."""

from typing import Any
from uuid import uuid4

from chassis import audit
from chassis.db import Tx
from identity import events
from identity.domain.accounts import AccountState
from identity.domain.addresses import kept_as
from identity.domain.login_sessions import life
from identity.domain.second_factors import ASKED_LIFE, FactorKind, PasskeyRefused
from identity.models import Account, SecondFactor
from identity.operations import steps
from identity.operations.login_sessions import Browser, Login, owes
from identity.parts import parts
from identity.passkeys import Site, challenge_signed, credential_id, user_named
from identity.store import accounts, bindings, login_sessions, second_factors, sign_ins


def begin(tx: Tx) -> dict[str, Any]:
    """What the browser is to ask any of its passkeys for. Nothing is kept: whoever asks has shown nothing yet."""
    challenge = parts().factor_keys.challenge(tx.practice_id, tx.now + ASKED_LIFE)
    return Site.of(parts().public_url, tx.practice_id).request(challenge, [])


def finish(tx: Tx, credential: dict[str, Any], browser: Browser) -> Login | PasskeyRefused:
    """Open a login session whose second step is passed; or return the one refusal there is, whatever stood against it."""
    factor = second_factors.by_credential(tx, credential_id(credential))
    if factor is None or not _signed(tx, factor, credential):
        return _refused(tx, factor)
    account = accounts.hold(tx, factor.account_id)
    people = bindings.people(tx, account.account_id)
    if account.state != AccountState.ACTIVE or not (account.role or any(person.access for person in people)):
        return _refused(tx, factor)
    return _open(tx, account, browser)


def _signed(tx: Tx, factor: SecondFactor, credential: dict[str, Any]) -> bool:
    """Whether this passkey signed a challenge of ours, in time and for the first time."""
    challenge, site = challenge_signed(credential), Site.of(parts().public_url, tx.practice_id)
    expires = parts().factor_keys.challenge_expires(challenge, tx.practice_id)
    if expires is None or expires <= tx.now or factor.public_key is None:
        return False
    if user_named(credential) not in (b"", factor.account_id.bytes):
        return False
    try:
        count = site.signed(credential, challenge, factor.public_key, factor.sign_count)
    except PasskeyRefused:
        return False
    second_factors.signed(tx, factor.factor_id, count)
    return second_factors.spend_challenge(tx, challenge, expires)


def _open(tx: Tx, account: Account, browser: Browser) -> Login:
    people, standing = bindings.people(tx, account.account_id), second_factors.standing(tx, account.account_id)
    debts = owes(account.role, account.temporary_password_expire_time, people, standing, passed=True)
    login = Login(tx.practice_id, account.account_id, account.role, uuid4(), tx.now + life(account.role), debts)
    sign_ins.open_login_session(
        tx, events.signed_in(tx, account.account_id, login.login_session_id, browser.name), login_session=login.login_session_id,
        account=account.account_id, role=account.role, cookie=browser.cookie_hash, old_cookie=browser.old_cookie_hash,
        device=browser.device_hash, browser=browser.name, expire=login.expire_time, key=kept_as(account.email_key),
        forget=steps.forget_time(), half=False, how=FactorKind.PASSKEY,
    )  # fmt: skip
    login_sessions.pass_second_step(tx, login.login_session_id)
    return login


def _refused(tx: Tx, factor: SecondFactor | None) -> PasskeyRefused:
    if factor:
        audit.record(tx, "sign_in.refused", "account", factor.account_id, reason="PASSKEY_REFUSED")
    return PasskeyRefused()
