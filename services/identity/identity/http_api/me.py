"""/me: the caller's own account. A login session that still owes something may use these doors too, by its opaque cookie."""

from typing import Annotated, Any
from uuid import UUID

from flask import Response
from pydantic import BaseModel, Field

from chassis.http import Body, Door, transact
from identity.domain import addresses
from identity.domain.accounts import AccountState, Role
from identity.domain.bindings import Person, bound, offered
from identity.domain.passwords import CurrentPasswordWrong, PasswordUnchanged
from identity.domain.second_factors import FactorKind
from identity.http_api import cookies, rendering
from identity.http_api.shapes import Empty, Named, Owing, Password, Terms
from identity.operations import me
from identity.parts import parts

door = Door("me", __name__, url_prefix="/api/identity/v1")
PUBLIC = "The view asks for the login session itself: one that owes something has no access token yet"


class Me(Owing):
    """terms: only while some are owed, for the adults in terms_for. offers: people who wait for an answer.

    While SECOND_FACTOR is owed nobody is named: the password alone was right. idle_minutes: so long unused and the sign-in ends.
    """

    account_id: UUID
    email: str
    display_name: str | None
    role: Role | None
    practice_id: str
    state: AccountState
    terms: Terms | None
    terms_for: list[Named]
    offers: list[Named]
    people: list[Named]
    second_factors: list[FactorKind]
    idle_minutes: int


class PasswordChange(Body):
    """current_password is not asked for while PASSWORD_CHANGE is owed."""

    current_password: Password | None = None
    new_password: Password


class EmailChange(Body):
    """Another address to sign in with."""

    email: Annotated[str, Field(max_length=addresses.LONGEST)]
    current_password: Password


class TermsAcceptance(Body):
    """Each adult by name; several may share a login."""

    terms_version: Annotated[str, Field(max_length=100)]
    contact_ids: Annotated[list[UUID], Field(min_length=1, max_length=20)]


class OfferPath(BaseModel):
    """Who is offered."""

    contact_id: UUID


class Offers(BaseModel):
    """What is left to answer."""

    offers: list[Named]


@door.get("/me", public=PUBLIC, summary="The caller's own account", responses={"200": Me})
def show_me() -> dict[str, Any]:
    """Who is signed in, what they owe, whom they answer for."""
    mine = transact(me.show, cookies.who())
    account, people = mine.account, bound(mine.people)
    owing = [person for person in people if person.terms_owed]
    return {
        "account_id": account.account_id, "email": account.email, "display_name": account.display_name or _spoken(people),
        "role": account.role, "practice_id": account.practice_id, "state": account.state, "owes": mine.login.owes,
        "terms": rendering.terms(mine.practice) if owing else None, "terms_for": rendering.named(owing),
        "offers": rendering.named(offered(mine.people)), "people": rendering.named(people), "second_factors": mine.second_factors,
        "idle_minutes": int(mine.idle.total_seconds() // 60),
    }  # fmt: skip


def _spoken(people: list[Person]) -> str | None:
    return people[0].name if len(people) == 1 else None


@door.post("/me:changePassword", public=PUBLIC, summary="Change the password", responses={"200": Owing})
def change_password(body: PasswordChange) -> Response:
    """Check, hash, record; every other login session ends."""
    hashing = parts().hashing
    with hashing.place():
        change = transact(me.begin_change, cookies.who(), body.new_password, asked=body.current_password is not None)
        if change.forced:
            if hashing.fits(change.old_hash, body.new_password):
                raise PasswordUnchanged
        elif not hashing.fits(change.old_hash, body.current_password or "") or (change.attempt and change.attempt.slowed):
            raise CurrentPasswordWrong
        login = transact(me.finish_change, change, hashing.make(body.new_password))
    return cookies.answered(login, {"owes": login.owes})


@door.post("/me:changeEmail", public=PUBLIC, summary="Ask for another email", responses={"202": Empty})
def change_email(body: EmailChange) -> tuple[dict[str, Any], int]:
    """A link goes to the new address; until it is confirmed there the old one stays."""
    hashing, email = parts().hashing, addresses.checked(body.email)
    with hashing.place():
        change = transact(me.begin_email_change, cookies.who())
        if not hashing.fits(change.old_hash, body.current_password) or (change.attempt and change.attempt.slowed):
            raise CurrentPasswordWrong
        transact(me.finish_email_change, change, email)
    return {}, 202


@door.post("/me:acceptTerms", public=PUBLIC, summary="Agree to the practice's terms", responses={"200": Owing})
def accept_terms(body: TermsAcceptance) -> Response:
    """Each adult named agrees for themself."""
    login = transact(me.accept_terms, cookies.who(), body.terms_version, body.contact_ids)
    return cookies.answered(login, {"owes": login.owes})


@door.post("/me/offers/<contact_id>:accept", public=PUBLIC, summary="Answer for one more person", responses={"200": Offers})
def accept_offer(path: OfferPath) -> dict[str, Any]:
    """Only the holder of an active login can."""
    return {"offers": rendering.named(transact(me.answer_offer, cookies.who(), path.contact_id, accept=True))}


@door.post("/me/offers/<contact_id>:decline", public=PUBLIC, summary="Don't answer for this person", responses={"200": Offers})
def decline_offer(path: OfferPath) -> dict[str, Any]:
    """The practice sees that it was declined."""
    return {"offers": rendering.named(transact(me.answer_offer, cookies.who(), path.contact_id, accept=False))}
