"""Links: welcome, forgotten password, renewal, opening one, spending one, and their end by time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from chassis import audit
from chassis.db import Tx
from identity import events
from identity.domain.accounts import TOLD_WITHIN, AccountState
from identity.domain.addresses import fold
from identity.domain.bindings import BindingState, bound
from identity.domain.links import (
    PASSWORD_LINKS,
    LinkRevoked,
    LinkState,
    LinkUnknown,
    LinkUsed,
    Purpose,
    Recipient,
    TooManyLinks,
    refusal_of,
    state_at,
)
from identity.domain.login_sessions import TermsChanged
from identity.models import Account, Binding, HelpRequest, Link, Practice, ResetRequest
from identity.operations import steps
from identity.store import accounts, bindings, copies, help, links, sign_ins
from identity.store.sign_ins import Attempt

# How long a welcome waits for the facts about its recipients, which may arrive after it.
FACTS_ARRIVE_WITHIN = timedelta(seconds=60)


class NotYet(Exception):
    """A recipient's contact or access has not arrived here yet; the event is to come again."""


@dataclass(frozen=True)
class Welcome:
    """A request for invitations."""

    request_id: str
    recipients: list[Recipient]
    validity: timedelta
    request_time: datetime
    mail_before: datetime


@dataclass(frozen=True)
class Opened:
    """What a link's page shows. email and terms only while it lives."""

    link: Link
    state: LinkState
    email: str | None
    practice: Practice | None
    owes_terms: bool
    help: HelpRequest | None = None


def answer_welcome(tx: Tx, welcome: Welcome) -> None:
    """One link for each account among the recipients, or the reason why not. Raises NotYet while facts may be under way."""
    if not links.answer_welcome(tx, UUID(welcome.request_id)):
        return  # heard anew: nothing is waited for, nobody is asked again
    held = {to["contact_id"]: bindings.holder(tx, UUID(to["contact_id"])) for to in welcome.recipients}
    behind = None in held.values() or not copies.reach(tx, welcome.recipients)
    if behind and tx.now < welcome.request_time + FACTS_ARRIVE_WITHIN:
        raise NotYet
    nobody = [to for to in welcome.recipients if held[to["contact_id"]] is None]
    if nobody:
        events.welcome_refused(tx, welcome.request_id, nobody, "NO_ACCOUNT")
    for binding, account, group in _by_account(welcome, held):
        _welcome(tx, welcome, binding, account, group)


Holder = tuple[Binding, Account]


def _by_account(welcome: Welcome, held: dict[str, Holder | None]) -> list[tuple[list[Binding], Account, list[Recipient]]]:
    """Recipients who share a login share one link and one mail."""
    groups: dict[UUID, list[Recipient]] = defaultdict(list)
    holders: dict[UUID, Holder] = {}
    for to in welcome.recipients:
        if holder := held[to["contact_id"]]:
            groups[holder[1].account_id].append(to)
            holders[holder[1].account_id] = holder
    return [
        ([h[0] for to in group if (h := held[to["contact_id"]])], holders[account_id][1], group) for account_id, group in groups.items()
    ]


def _welcome(tx: Tx, welcome: Welcome, held: list[Binding], account: Account, group: list[Recipient]) -> None:
    account = accounts.hold(tx, account.account_id)
    if tx.now >= welcome.mail_before:
        events.welcome_refused(tx, welcome.request_id, group, "TOO_LATE")
    elif account.state == AccountState.PENDING:
        _invite(tx, welcome, account, group)
    else:
        _offer_again(tx, welcome, held, group)


def _invite(tx: Tx, welcome: Welcome, account: Account, group: list[Recipient]) -> None:
    try:
        steps.check_cap(tx, account, Purpose.INVITATION, group)
    except TooManyLinks as refusal:
        events.welcome_refused(tx, welcome.request_id, group, refusal.reason)
        return
    steps.issue_link(
        tx, account, Purpose.INVITATION, welcome.validity, group, mail_before=welcome.mail_before, request_id=welcome.request_id
    )


def _offer_again(tx: Tx, welcome: Welcome, held: list[Binding], group: list[Recipient]) -> None:
    """An active login is mailed no link: whom it already answers for is refused, whom it is offered is offered once more."""
    offered = {str(binding.contact_id) for binding in held if binding.state == BindingState.OFFERED}
    if settled := [to for to in group if to["contact_id"] not in offered]:
        events.welcome_refused(tx, welcome.request_id, settled, "ALREADY_ACTIVE")
    for binding in {b.contact_id: b for b in held if b.state == BindingState.OFFERED}.values():
        steps.bind(tx, binding.account_id, binding.contact_id, BindingState.OFFERED, mail_before=welcome.mail_before)


def request_reset(tx: Tx, email: str) -> None:
    """Somebody forgot a password. The same row for every address; the worker finds out whose it is."""
    asked = ResetRequest(practice_id=tx.practice_id, email_key=fold(email), origin_address=tx.actor.address, request_time=tx.now)
    sign_ins.keep(tx, asked)


def answer_reset(tx: Tx, request_id: UUID) -> None:
    """A reset link for an active account, a fresh invitation for a pending one, nothing for anybody else."""
    asked = sign_ins.take(tx, ResetRequest, request_id)
    account = accounts.hold_at(tx, asked.email_key) if asked else None
    if asked is None or account is None or not _may_receive(tx, account):
        return
    audit.record(tx, "reset.requested", "account", account.account_id, from_address=asked.origin_address)
    try:
        steps.issue_for_holder(tx, account, _everyone(tx, account))
    except TooManyLinks:
        audit.record(tx, "reset.capped", "account", account.account_id)


def renew(tx: Tx, token_hash: bytes) -> None:
    """A new mail to the same registered address, from a link that ran out or was superseded.

    Raises LinkUnknown, LinkUsed, LinkRevoked, or TooManyLinks with allowed_time.
    """
    link = _known(tx, token_hash)
    account = accounts.hold(tx, link.account_id)
    if link.state == LinkState.REDEEMED:
        raise LinkUsed
    if link.state == LinkState.REVOKED or link.purpose not in PASSWORD_LINKS or not _may_receive(tx, account):
        raise LinkRevoked
    everyone, named = _everyone(tx, account), {(to["contact_id"], to["client_id"]) for to in link.recipients}
    steps.issue_for_holder(tx, account, [to for to in everyone if (to["contact_id"], to["client_id"]) in named] or everyone)


def _everyone(tx: Tx, account: Account) -> list[Recipient]:
    return bindings.recipients(tx, bindings.bound_contacts(tx, account.account_id))


def _may_receive(tx: Tx, account: Account) -> bool:
    return account.state in (AccountState.PENDING, AccountState.ACTIVE) and steps.may_have_portal(tx, account)


def inspect(tx: Tx, token_hash: bytes, *, waiting: bool = False) -> Opened:
    """What the page behind a link shows. Nothing changes; that it was opened is announced, but not while it waits. Raises LinkUnknown."""
    link = _known(tx, token_hash)
    state = state_at(link.state, link.expire_time, tx.now)
    account = accounts.find(tx, link.account_id) if state == LinkState.LIVE else None
    email = account and (link.new_email or account.email)
    owes = account is not None and link.purpose == Purpose.INVITATION and steps.sole_adult(tx, account.account_id) is not None
    if not waiting:
        events.link_inspected(tx, link)
    return Opened(link, state, email, copies.practice(tx), owes, help.of_link(tx, link.link_id))


def begin_redeem(tx: Tx, token_hash: bytes, password: str, terms_version: str | None) -> Attempt | None:
    """Whether the link can be spent on this password. Raises its refusal, the password's, or TermsChanged.

    A link that changes the email sets no password: it asks for the one in force, and this counts the try.
    """
    link = _known(tx, token_hash)
    _raise_if_ended(tx, link)
    if link.purpose == Purpose.EMAIL_CHANGE:
        return sign_ins.count(tx, accounts.find(tx, link.account_id).email_key, b"")
    steps.check_password(tx, password, accounts.find(tx, link.account_id).email)
    practice = copies.practice(tx)
    if terms_version is not None and practice is not None and terms_version != practice.terms_version:
        raise TermsChanged(terms_version=practice.terms_version)
    return None


def redeem(tx: Tx, token_hash: bytes, password_hash: str, terms_version: str | None) -> str:
    """Spend the link: the password is set, a pending account becomes active. Returns the email to sign in with.

    Of two at once one wins; the other is told LINK_USED. Raises what begin_redeem raises of the link.
    """
    account = _spend(tx, token_hash)
    steps.set_password(tx, account, password_hash)
    if terms_version is not None and (adult := steps.sole_adult(tx, account.account_id)):
        steps.accept_terms(tx, account.account_id, adult, terms_version)
    return account.email


def confirm_email(tx: Tx, token_hash: bytes, attempt: Attempt) -> str:
    """Spend a link that changes the email, once the password in force was typed. Returns the email to sign in with from now on.

    Raises what begin_redeem raises of the link; LinkRevoked where the address has become another login's meanwhile.
    """
    link = _known(tx, token_hash)
    new_email = link.new_email or ""
    if accounts.hold_at(tx, fold(new_email)):
        raise LinkRevoked
    account = _spend(tx, token_hash)
    if account.password_hash != attempt.password_hash or account.state != AccountState.ACTIVE:
        raise LinkRevoked
    old_email, account.email, account.email_key = account.email, new_email, fold(new_email)
    steps.account_changed(tx, account)
    people = [person.contact_id for person in bound(bindings.people(tx, account.account_id))]
    events.account_email_changed(tx, account, old_email, people, tx.now + TOLD_WITHIN)
    steps.end_login_sessions(tx, account.account_id, "EMAIL_CHANGED")
    steps.end_links(tx, account.account_id, LinkState.REVOKED)
    sign_ins.forget(tx, attempt.key)
    audit.record(tx, "email.changed", "account", account.account_id)
    return account.email


def _spend(tx: Tx, token_hash: bytes) -> Account:
    """Redeem a link, once; its account, held first so that nobody waits for the two in another order."""
    link = _known(tx, token_hash)
    account = accounts.hold(tx, link.account_id)
    spent = links.redeem(tx, token_hash)
    if spent is None:
        _raise_if_ended(tx, link)
        raise LinkRevoked
    events.link_ended(tx, spent)
    audit.record(tx, "link.redeemed", "account", account.account_id, link_id=str(link.link_id), purpose=link.purpose)
    return account


def expire(tx: Tx) -> int:
    """Announce the links whose time has come; returns how many."""
    ended = links.expire(tx)
    for link in ended:
        events.link_ended(tx, link)
    return len(ended)


def _known(tx: Tx, token_hash: bytes) -> Link:
    link = links.by_token(tx, token_hash)
    if link is None:
        raise LinkUnknown
    return link


def _raise_if_ended(tx: Tx, link: Link) -> None:
    tx.db.refresh(link)
    if refusal := refusal_of(state_at(link.state, link.expire_time, tx.now), link.expire_time, link.end_time):
        raise refusal
