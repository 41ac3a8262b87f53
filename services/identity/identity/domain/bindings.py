"""Bindings: which contacts an account answers for, and what follows when a contact's address or access changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from identity.domain.accounts import AccountState


class BindingState(StrEnum):
    """OFFERED: the holder of an active account has yet to accept the person."""

    OFFERED = "OFFERED"
    BOUND = "BOUND"
    UNBOUND = "UNBOUND"


@dataclass(frozen=True)
class Held:
    """The account that holds a contact now."""

    email_key: str
    account_state: str
    binding_state: str


@dataclass(frozen=True)
class Person:
    """A contact as its account sees it. terms_owed: an adult with access whose own agreement is missing."""

    contact_id: UUID
    name: str
    state: str
    access: bool
    terms_owed: bool


@dataclass(frozen=True)
class Step:
    """What to do: let go of the account that holds the contact, attach it to the one at its address."""

    release: bool
    attach: bool


def step(email_key: str | None, access: bool, held: Held | None) -> Step:
    """What a contact's address and access ask for.

    As soon as a contact has access and an email there is an account for that address. A login that was ever used keeps
    its contact whatever the chart says; one that never was follows the correction (architecture, section 2).
    """
    attach = access and email_key is not None
    if held is None:
        return Step(release=False, attach=attach)
    settled = held.binding_state == BindingState.BOUND and held.account_state != AccountState.PENDING
    if held.email_key == email_key or settled:
        return Step(release=False, attach=False)
    return Step(release=True, attach=attach)


def state_on(account_state: str) -> BindingState:
    """How a contact joins an account: nobody answers for another person on an active login without having accepted."""
    return BindingState.BOUND if account_state == AccountState.PENDING else BindingState.OFFERED


def bound(people: Sequence[Person]) -> list[Person]:
    """Those the account answers for, with access."""
    return [person for person in people if person.state == BindingState.BOUND and person.access]


def offered(people: Sequence[Person]) -> list[Person]:
    """Those that wait for the holder's answer, with access."""
    return [person for person in people if person.state == BindingState.OFFERED and person.access]
