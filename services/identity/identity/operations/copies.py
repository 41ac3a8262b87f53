"""What clinic announced, kept and acted upon: practices, contacts, and who has access."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from chassis import audit
from chassis.db import Tx
from identity.domain.accounts import AccountState, Role
from identity.domain.addresses import fold
from identity.domain.bindings import BindingState, Held, state_on, step
from identity.domain.links import LinkState, Purpose
from identity.models import Account, Binding, Contact
from identity.operations import steps
from identity.store import accounts, bindings, copies

# The offer's mail is worth sending for two days; the offer itself waits on the holder's home page for as long as it takes.
OFFER_TOLD_WITHIN = timedelta(hours=48)


def keep_practice(tx: Tx, **practice: Any) -> None:
    """A practice's settings, if newer than known."""
    copies.apply_practice(tx, **practice)


def open_practice(tx: Tx, owner_email: str, owner_name: str, **practice: Any) -> None:
    """A practice was opened: keep it and invite its owner, once."""
    copies.apply_practice(tx, **practice)
    # Heard anew: the owner may have moved to another address since, or handed the practice on.
    if not owner_email or accounts.hold_owners(tx) or accounts.hold_at(tx, fold(owner_email)):
        return
    owner = accounts.add(tx, owner_email, Role.OWNER, owner_name)
    steps.account_changed(tx, owner)
    steps.issue_link(tx, owner, Purpose.INVITATION, steps.invitation_life(tx), [])
    audit.record(tx, "staff.invited", "account", owner.account_id, role=Role.OWNER)


def keep_contact(tx: Tx, contact_id: UUID, **contact: Any) -> None:
    """A contact's name and address, if newer than known, and what follows from it."""
    if copies.apply_contact(tx, contact_id=contact_id, **contact):
        _settle(tx, contact_id)


def keep_relationship(tx: Tx, contact_id: UUID, client_id: UUID, **relationship: Any) -> None:
    """A relationship's access, if newer than known, and what follows from it."""
    if copies.apply_relationship(tx, contact_id=contact_id, client_id=client_id, **relationship):
        _settle(tx, contact_id)


@dataclass(frozen=True)
class Merged:
    """A contact who turned out to be another one. same_login: their login becomes that of the other, who has the same address."""

    contact_id: UUID
    into_contact_id: UUID
    same_login: bool


def merge_contacts(
    tx: Tx, contacts: Sequence[dict[str, Any]], relationships: Sequence[dict[str, Any]], merged: Sequence[Merged]
) -> None:
    """Charts were merged: keep all of it first, so that nobody loses for a moment what they keep, then see what follows."""
    for contact in contacts:
        copies.apply_contact(tx, **contact)
    for relationship in relationships:
        copies.apply_relationship(tx, **relationship)
    touched = {one["contact_id"] for one in (*contacts, *relationships)} | {one.into_contact_id for one in merged}
    for contact_id in sorted(touched):
        copies.contact(tx, contact_id)  # held, in one order for everybody
    left = {account_id for one in merged if (account_id := _hand_over(tx, one))}
    for contact_id in sorted(touched):
        _settle(tx, contact_id)
    for account_id in sorted(left):
        _close_if_last(tx, account_id)


def _hand_over(tx: Tx, merged: Merged) -> UUID | None:
    """Returns the account that answers for this contact no longer, if one did. Two logins are never joined."""
    held, other = bindings.holder(tx, merged.contact_id), bindings.holder(tx, merged.into_contact_id)
    if held is None:
        return None
    binding, account = held
    state = BindingState(binding.state)
    becomes = merged.same_login and (other is None or (other[1].account_id == account.account_id and other[0].state != BindingState.BOUND))
    if becomes and not (other and state != BindingState.BOUND):
        steps.bind(tx, account.account_id, merged.into_contact_id, state)
        into = str(merged.into_contact_id)
        audit.record(tx, f"binding.{state.lower()}", "account", account.account_id, contact_id=into, merged=str(merged.contact_id))
    # Never offered again: when all is heard anew, this contact is heard of before what they turned out to be.
    steps.bind(tx, account.account_id, merged.contact_id, BindingState.UNBOUND, decline_time=tx.now)
    audit.record(tx, "binding.unbound", "account", account.account_id, contact_id=str(merged.contact_id))
    return account.account_id


def _settle(tx: Tx, contact_id: UUID) -> None:
    """Bring the contact's account in line with its address and access."""
    contact = copies.contact(tx, contact_id)
    if contact is None:
        return  # its address is still on its way, and this will be asked again then
    access, held = copies.contact_has_access(tx, contact_id), bindings.holder(tx, contact_id)
    todo = step(contact.email_key, access, Held(held[1].email_key, held[1].state, held[0].state) if held else None)
    if held and todo.release:
        _release(tx, *held)
    if todo.attach:
        _attach(tx, contact)
    # A contact that was heard of before its relationships, as when all is heard anew, has not lost what they give.
    if held and not todo.release and not access and copies.access_known(tx, contact_id):
        _close_if_last(tx, held[1].account_id)


def _release(tx: Tx, binding: Binding, account: Account) -> None:
    """Let go of a contact whose address was corrected; whoever got the link at the wrong address can't use it."""
    if binding.state == BindingState.BOUND:
        steps.end_links(tx, account.account_id, LinkState.REVOKED)
    steps.bind(tx, account.account_id, binding.contact_id, BindingState.UNBOUND)
    audit.record(tx, "binding.unbound", "account", account.account_id, contact_id=str(binding.contact_id))


def _attach(tx: Tx, contact: Contact) -> None:
    """Join the contact to the account at its address, which is made if need be."""
    assert contact.email and contact.email_key
    account = accounts.hold_at(tx, contact.email_key)
    if account is None:
        account = accounts.add(tx, contact.email)
        steps.account_changed(tx, account)
    before, state = bindings.find(tx, account.account_id, contact.contact_id), state_on(account.state)
    if state == BindingState.OFFERED and before and before.decline_time:
        return  # the holder said no, or the contact was merged into another; only a new welcome asks again
    told_before = tx.now + OFFER_TOLD_WITHIN if state == BindingState.OFFERED else None
    steps.bind(tx, account.account_id, contact.contact_id, state, mail_before=told_before)
    audit.record(tx, f"binding.{state.lower()}", "account", account.account_id, contact_id=str(contact.contact_id))


def _close_if_last(tx: Tx, account_id: UUID) -> None:
    """The account's last access went off: nothing of it stays open. Held first, so that no sign-in slips in between."""
    account = accounts.hold(tx, account_id)
    if steps.may_have_portal(tx, account):
        return
    steps.end_login_sessions(tx, account_id, "ACCESS_OFF")
    if account.state in (AccountState.PENDING, AccountState.ACTIVE):
        steps.end_links(tx, account_id, LinkState.REVOKED)
