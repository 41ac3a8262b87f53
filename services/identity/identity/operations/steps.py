"""Steps that several operations share: a change together with its announcement and audit entry. No door calls them."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from chassis import audit
from chassis.db import Tx
from identity import events
from identity.breached import is_listed
from identity.domain import passwords
from identity.domain.accounts import AccountState, LastOwner, Role, unlocked_state
from identity.domain.bindings import BindingState, bound
from identity.domain.codes import CodeState
from identity.domain.links import INVITATION_HOURS, PASSWORD_LINKS, RESET_LIFE, LinkState, Purpose, Recipient, TooManyLinks, allowed_time
from identity.domain.login_sessions import FORGET_AFTER
from identity.keyring import digest
from identity.models import Account, Link
from identity.parts import parts
from identity.store import bindings, codes, copies, links, login_sessions, sign_ins

DEFAULT_HOURS = INVITATION_HOURS[2]


def account_changed(tx: Tx, account: Account, *, staff: bool = False) -> None:
    """Announce an account under its next version. staff: it had a role before this change, if it has none now."""
    account.version += 1
    events.account_changed(tx, account)
    if account.role or staff:
        events.staff_changed(tx, account)


def bind(
    tx: Tx, account_id: UUID, contact_id: UUID, state: BindingState,
    *, mail_before: datetime | None = None, decline_time: datetime | None = None,
) -> None:  # fmt: skip
    """Set a binding's state and announce it. mail_before: the holder is to be told of an offer by then."""
    recipients = bindings.recipients(tx, [contact_id]) if mail_before else []
    events.binding_changed(tx, bindings.put(tx, account_id, contact_id, state, decline_time), mail_before, recipients)


def issue_link(
    tx: Tx, account: Account, purpose: Purpose, life: timedelta, recipients: list[Recipient],
    *, mail_before: datetime | None = None, request_id: str = "", new_email: str | None = None,
) -> Link:  # fmt: skip
    """A link of a held account; any older one of its kind is superseded. Causes its mail."""
    end_links(tx, account.account_id, LinkState.SUPERSEDED, PASSWORD_LINKS if purpose in PASSWORD_LINKS else (purpose,))
    keys, seed = parts().link_keys, secrets.token_bytes(32)
    link = links.add(
        tx, account_id=account.account_id, purpose=purpose, seed=seed, key_id=keys.current,
        token_hash=digest(keys.token(seed, keys.current)), staff=account.role is not None, recipients=recipients, expire_time=tx.now + life,
        new_email=new_email,
    )  # fmt: skip
    events.link_issued(tx, link, min(mail_before or link.expire_time, link.expire_time), request_id)
    audit.record(tx, "link.issued", "account", account.account_id, link_id=str(link.link_id), purpose=purpose)
    return link


def invitation_life(tx: Tx) -> timedelta:
    """How long an invitation issued now lives, by the practice's setting."""
    practice = copies.practice(tx)
    return timedelta(hours=practice.invitation_validity_hours if practice else DEFAULT_HOURS)


def issue_for_holder(tx: Tx, account: Account, recipients: list[Recipient]) -> Link:
    """What the person at the address asked for: an invitation while the account is pending, a reset after that.

    Raises TooManyLinks with allowed_time where the cap is reached.
    """
    pending = account.password_hash is None
    purpose = Purpose.INVITATION if pending else Purpose.RESET
    check_cap(tx, account, purpose, recipients)
    return issue_link(tx, account, purpose, invitation_life(tx) if pending else RESET_LIFE, recipients if pending else [])


def check_cap(tx: Tx, account: Account, purpose: Purpose, recipients: list[Recipient]) -> None:
    """Raises TooManyLinks where one of these people was sent as many as a day allows."""
    people = frozenset(to["contact_id"] for to in recipients) if purpose == Purpose.INVITATION else frozenset[str]()
    if allowed := allowed_time(links.issued_lately(tx, account.account_id, purpose), people, tx.now):
        raise TooManyLinks(allowed_time=allowed)


def end_links(tx: Tx, account_id: UUID, state: LinkState, purposes: Sequence[Purpose] = tuple(Purpose)) -> None:
    """End what an account's mails carry: all of it, or what serves some purposes. What takes links back takes a code back too."""
    if state == LinkState.REVOKED:
        end_code(tx, account_id, CodeState.REVOKED)
    for link in links.end_live(tx, account_id, state, purposes):
        events.link_ended(tx, link)
        audit.record(tx, f"link.{state.lower()}", "account", account_id, link_id=str(link.link_id))


def end_code(tx: Tx, account_id: UUID, state: CodeState) -> None:
    """End the live one-time code of an account, if it has one."""
    for code in codes.end_live(tx, account_id, state):
        events.code_changed(tx, code)
        audit.record(tx, f"code.{state.lower()}", "account", account_id, code_id=str(code.code_id))


def check_password(tx: Tx, password: str, email: str) -> None:
    """Whether whoever signs in with this email may have this password here. Raises what it lacks."""
    practice = copies.practice(tx)
    passwords.check(password, email, [tx.practice_id, practice.name if practice else ""], is_listed)


def set_password(tx: Tx, account: Account, password_hash: str) -> None:
    """A held account's own password, by a link or a code: a pending account becomes active, and nothing else stays open."""
    account.password_hash, account.password_set_time, account.temporary_password_expire_time = password_hash, tx.now, None
    account.state = unlocked_state(password_hash) if account.state == AccountState.PENDING else account.state
    account_changed(tx, account)
    end_login_sessions(tx, account.account_id, "PASSWORD_SET")
    end_links(tx, account.account_id, LinkState.REVOKED)
    sign_ins.forget_tries(tx, account.email_key)


def sole_adult(tx: Tx, account_id: UUID) -> UUID | None:
    """The one adult who owes the terms. Where several share the login each is asked by name after sign-in instead."""
    owing = [person.contact_id for person in bound(bindings.people(tx, account_id)) if person.terms_owed]
    return owing[0] if len(owing) == 1 else None


def end_login_sessions(tx: Tx, account_id: UUID, reason: str, *, only: UUID | None = None, but: UUID | None = None) -> int:
    """End login sessions of a held account and their access tokens; returns how many.

    Written to identity's own revoked_login_sessions, and announced to the other services.
    """
    ended, forget = login_sessions.end(tx, account_id, reason, only=only, but=but), forget_time()
    login_sessions.revoke_tokens(tx, ended, forget)
    for login_session_id in ended:
        events.login_session_revoked(tx, account_id, login_session_id, forget)
        audit.record(tx, "login_session.ended", "account", account_id, login_session_id=str(login_session_id), reason=reason)
    return len(ended)


def forget_time() -> datetime:
    """When no access token made until now is alive any more. By the real clock, since no test shifts a token's life."""
    return datetime.now(UTC) + FORGET_AFTER


def check_owner_left(account: Account, owners: Sequence[Account]) -> None:
    """Before an owner is locked, demoted or leaves. Raises LastOwner where no other of the owners, who are held, can sign in."""
    others = [one for one in owners if one.account_id != account.account_id]
    if account.role == Role.OWNER and not any(one.state == AccountState.ACTIVE for one in others):
        raise LastOwner


def may_have_portal(tx: Tx, account: Account) -> bool:
    """Whether the account leads anywhere: it is staff, or someone it answers for or is offered has access."""
    return account.role is not None or any(person.access for person in bindings.people(tx, account.account_id))


def accept_terms(tx: Tx, account_id: UUID, contact_id: UUID, terms_version: str) -> None:
    """Record an adult's own agreement and announce it."""
    bindings.add_acceptance(tx, account_id, contact_id, terms_version)
    events.terms_accepted(tx, account_id, contact_id, terms_version)
    audit.record(tx, "terms.accepted", "contact", contact_id, terms_version=terms_version)
