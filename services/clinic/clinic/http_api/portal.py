"""The signed-in client's people, and the consent they give and withdraw themselves."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from admission import ConsentState
from chassis.db import Tx
from chassis.http import Body, transact
from clinic.domain import age
from clinic.domain.facts import Facts
from clinic.domain.refusals import ContactUnknown
from clinic.http_api import rendering, shapes
from clinic.http_api.door import ClientPath, door
from clinic.operations import consents as operations
from clinic.operations import relationships
from clinic.store import clients, contacts, heard, ledger, practices


class MyConsent(BaseModel):
    """may_change: false where the practice has to record it."""

    state: ConsentState
    text_version: str | None
    change_time: datetime | None
    may_change: bool


class MyPerson(BaseModel):
    """Somebody the account answers for, and what waits to be done for them."""

    client_id: UUID
    given_name: str
    family_name: str
    contact_id: UUID
    relationship: shapes.Relation
    minor: bool
    consent: MyConsent
    waiting: list[Literal["CONSENT"]]


class MyClients(BaseModel):
    """The people of the signed-in account. language: what mails to it are written in, where one was chosen."""

    people: list[MyPerson]
    consent_text: shapes.Text
    practice: shapes.PublicPractice
    language: shapes.Language | None


class MeChange(Body):
    """language: of mails; null: the practice's."""

    language: shapes.Language | None


class Me(BaseModel):
    """What the signed-in person chose for themself."""

    language: shapes.Language | None


class MyConsentGrant(Body):
    """For whom, and by which text."""

    contact_id: UUID
    text_version: str = Field(min_length=1, max_length=40)


class MyConsentWithdrawal(Body):
    """As whom."""

    contact_id: UUID


@door.get("/me/clients", permission="me:read", responses={"200": MyClients}, summary="The signed-in client's people")
def list_my_clients() -> dict[str, Any]:
    """Those the account has access to now."""
    return transact(_mine).model_dump()


def _mine(tx: Tx) -> MyClients:
    practice = practices.get(tx)
    answered = [facts for facts in ledger.of_account(tx, tx.actor.account_id) if _open(facts, tx)] if tx.actor.account_id else []
    minors = _minors(tx, [facts.client_id for facts in answered])
    return MyClients(
        people=[_person(facts, facts.client_id in minors) for facts in answered],
        consent_text=rendering.text(practices.texts_in_use(tx, practice)[1]), practice=rendering.public_practice(practice),
        language=_language(tx),
    )


def _language(tx: Tx) -> Any:
    """The one that all contacts of the login say; None where they differ."""
    mine = heard.bound_contacts(tx, tx.actor.account_id) if tx.actor.account_id else []
    chosen = {contact.language for contact in contacts.among(tx, mine).values()}
    return chosen.pop() if len(chosen) == 1 else None


@door.patch("/me", permission="me:write", responses={"200": Me}, summary="Choose the language of one's mails")
def change_me(body: MeChange) -> dict[str, Any]:
    """For everybody the login answers for. Mails that wait already go out in it too."""
    transact(relationships.choose_language, body.language)
    return {"language": body.language}


def _open(facts: Facts, tx: Tx) -> bool:
    return facts.online_access.on and facts.in_force(tx.now) and facts.client_active


def _minors(tx: Tx, client_ids: list[UUID]) -> set[UUID]:
    practice = practices.get(tx)
    today = age.today_in(practice.zone, tx.now)
    known = clients.among(tx, client_ids)
    return {client_id for client_id, client in known.items() if age.minor_until(client.birth_date, practice.region, today)}


def _person(facts: Facts, minor: bool) -> MyPerson:
    may_change = not facts.custody_forbids_consent
    waits = may_change and facts.consent.state is ConsentState.MISSING
    given = facts.consent
    return rendering.shape(
        MyPerson,
        client_id=facts.client_id, given_name=facts.client_given_name, family_name=facts.client_family_name, contact_id=facts.contact_id,
        relationship=facts.relationship, minor=minor, waiting=["CONSENT"] if waits else [],
        consent=MyConsent(state=given.state, text_version=given.text_version, change_time=given.change_time, may_change=may_change),
    )


def _one(tx: Tx, client_id: UUID, contact_id: UUID) -> dict[str, Any]:
    found = [person for person in _mine(tx).people if (person.client_id, person.contact_id) == (client_id, contact_id)]
    if not found:
        raise ContactUnknown
    return found[0].model_dump()


@door.post(
    "/me/clients/<client_id>:grantConsent", permission="me:consent", idempotent=True, responses={"200": MyPerson},
    summary="Give consent",
)
def give_my_consent(path: ClientPath, body: MyConsentGrant) -> dict[str, Any]:
    """By the text that stands now; refused where a custody note forbids it."""

    def give(tx: Tx) -> dict[str, Any]:
        operations.give_my_consent(tx, path.client_id, body.contact_id, body.text_version)
        return _one(tx, path.client_id, body.contact_id)

    return transact(give)


@door.post(
    "/me/clients/<client_id>:withdrawConsent", permission="me:consent", idempotent=True, responses={"200": MyPerson},
    summary="Withdraw consent",
)
def withdraw_my_consent(path: ClientPath, body: MyConsentWithdrawal) -> dict[str, Any]:
    """At once."""

    def withdraw(tx: Tx) -> dict[str, Any]:
        operations.withdraw_my_consent(tx, path.client_id, body.contact_id)
        return _one(tx, path.client_id, body.contact_id)

    return transact(withdraw)
