"""/links: what the page behind a mailed link asks and does. The token comes in the body: addresses are logged, bodies are not."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from chassis.http import Body, Door, transact
from identity.domain.help import HelpState
from identity.domain.links import LinkState, Purpose
from identity.domain.passwords import CurrentPasswordWrong
from identity.http_api import rendering
from identity.http_api.shapes import Empty, Password, Terms, Token
from identity.keyring import token_hash
from identity.models import HelpRequest
from identity.operations import help, links
from identity.operations.links import Opened
from identity.parts import parts

door = Door("links", __name__, url_prefix="/api/identity/v1")
PUBLIC = "Holding the token is the permission"


class Carried(Body):
    """The fragment of the mailed address."""

    token: Token


class Look(Carried):
    """waiting: the page asks again while it waits for the front desk's answer; it was not opened anew."""

    waiting: bool = False


class Help(Carried):
    """In which words; may be left out."""

    said: Annotated[str, Field(max_length=280)] = ""


class HelpAsked(BaseModel):
    """When the practice was told, and what it answered: null not yet, empty by a newer link alone. Nothing else."""

    ask_time: datetime
    answer: str | None
    answer_time: datetime | None


class Redeem(Carried):
    """accepted_terms_version: the terms that were shown with the link, if it owed them."""

    password: Password
    accepted_terms_version: Annotated[str, Field(max_length=100)] | None = None


class PracticeCard(BaseModel):
    """Whom to call."""

    practice_id: str
    name: str
    phone: str
    support_email: str
    door: str


class Inspected(BaseModel):
    """email is there, and terms may be, only while the link lives; superseded_time where a newer one was sent. team: it was mailed to
    somebody on the practice's team.
    """

    state: Literal["LIVE", "EXPIRED", "SUPERSEDED", "USED", "REVOKED"]
    purpose: Purpose
    team: bool
    email: str | None = None
    issue_time: datetime
    expire_time: datetime
    superseded_time: datetime | None
    practice: PracticeCard | None
    terms: Terms | None
    help: HelpAsked | None


class Redeemed(BaseModel):
    """The email to sign in with."""

    email: str


@door.post("/links:inspect", public=PUBLIC, summary="What a link is; changes nothing", responses={"200": Inspected})
def inspect(body: Look) -> dict[str, Any]:
    """Mail scanners may ask this as often as they like."""
    return _opened(transact(links.inspect, token_hash(body.token), waiting=body.waiting))


@door.post("/links:askForHelp", public=PUBLIC, summary="Tell the practice that one can't get in", responses={"202": HelpAsked})
def ask_for_help(body: Help) -> tuple[dict[str, Any], int]:
    """Asked again while it is open, it is the same. The answer comes by inspecting the link."""
    return _help(transact(help.ask_for_help, token_hash(body.token), body.said)), 202


def _help(asked: HelpRequest) -> dict[str, Any]:
    answered = asked.state == HelpState.ANSWERED
    return {"ask_time": asked.ask_time, "answer": asked.answer if answered else None, "answer_time": asked.end_time if answered else None}


def _opened(opened: Opened) -> dict[str, Any]:
    link, practice = opened.link, opened.practice
    email = {"email": opened.email} if opened.email else {}
    return email | {
        "state": "USED" if opened.state == LinkState.REDEEMED else opened.state, "purpose": link.purpose, "team": link.staff,
        "issue_time": link.issue_time, "expire_time": link.expire_time,
        "superseded_time": link.end_time if opened.state == LinkState.SUPERSEDED else None,
        "practice": {name: getattr(practice, name) for name in PracticeCard.model_fields} if practice else None,
        "terms": rendering.terms(practice) if opened.owes_terms else None,
        "help": _help(opened.help) if opened.help else None,
    }  # fmt: skip


@door.post("/links:redeem", public=PUBLIC, summary="Set the password", responses={"200": Redeemed})
def redeem(body: Redeem) -> dict[str, Any]:
    """Check, hash, spend; of two at once one wins. A link that changes the email asks for the password in force instead."""
    key, hashing = token_hash(body.token), parts().hashing
    with hashing.place():
        attempt = transact(links.begin_redeem, key, body.password, body.accepted_terms_version)
        if attempt is None:
            return {"email": transact(links.redeem, key, hashing.make(body.password), body.accepted_terms_version)}
        if not hashing.fits(attempt.password_hash, body.password) or attempt.slowed:
            raise CurrentPasswordWrong
        return {"email": transact(links.confirm_email, key, attempt)}


@door.post("/links:renew", public=PUBLIC, summary="Mail a new link to the same address", responses={"202": Empty})
def renew(body: Carried) -> tuple[dict[str, Any], int]:
    """Works from an expired or superseded link."""
    transact(links.renew, token_hash(body.token))
    return {}, 202
