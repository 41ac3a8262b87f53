"""One-time codes: staff issue and stop them, their person types one with a new password.

Issuing takes no Idempotency-Key: an answer kept for a retry would keep the digits. A retry makes a newer code instead, which
replaces the one that nobody saw.
"""

import hmac
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from flask import request
from pydantic import BaseModel, Field

from chassis.errors import Refusal
from chassis.http import Body, Door, transact
from identity.domain import browsers
from identity.domain.codes import NO_CODE, CodeState, typed
from identity.http_api.links import Redeemed
from identity.http_api.shapes import Password
from identity.operations import codes
from identity.parts import parts
from identity.store.codes import CodeTry

door = Door("codes", __name__, url_prefix="/api/identity/v1")


class AccountPath(BaseModel):
    """Whose."""

    account_id: UUID


class CodePath(AccountPath):
    """Which."""

    code_id: UUID


class IssuedCode(BaseModel):
    """code: six digits, shown this once. email: what is typed with it."""

    code_id: UUID
    code: str
    email: str
    issue_time: datetime
    expire_time: datetime


class CodeShown(BaseModel):
    """How a code fares. tries: how often it was typed wrong."""

    code_id: UUID
    state: CodeState
    tries: int
    issue_time: datetime
    expire_time: datetime
    end_time: datetime | None


class Stopped(BaseModel):
    """{}"""


class RedeemCode(Body):
    """What the person types. accepted_terms_version: the terms that TERMS_OWED carried, once they agreed."""

    email: Annotated[str, Field(max_length=320)]
    code: Annotated[str, Field(max_length=40)]
    password: Password
    accepted_terms_version: Annotated[str, Field(max_length=100)] | None = None


@door.post("/accounts/<account_id>:issueCode", permission="accounts:issue_code", summary="Make a code", responses={"201": IssuedCode})
def issue_code(path: AccountPath) -> tuple[dict[str, Any], int]:
    """Ten minutes, five tries, once; an older one is replaced."""
    return vars(transact(codes.issue, path.account_id)), 201


@door.post("/accounts/<account_id>:stopCode", permission="accounts:issue_code", summary="Take a code back", responses={"200": Stopped})
def stop_code(path: AccountPath) -> dict[str, Any]:
    """Where none is live there is nothing to stop."""
    transact(codes.stop, path.account_id)
    return {}


@door.get(
    "/accounts/<account_id>/codes/<code_id>", permission="accounts:issue_code", summary="How a code fares", responses={"200": CodeShown}
)  # fmt: skip
def show_code(path: CodePath) -> dict[str, Any]:
    """Without its digits."""
    found = transact(codes.progress, path.account_id, path.code_id)
    own = {name: getattr(found.code, name) for name in ("code_id", "issue_time", "expire_time", "end_time")}
    return own | {"state": found.state, "tries": found.tries}


@door.post("/codes:redeem", public="Knowing the code is the permission", summary="Set a password by a code", responses={"200": Redeemed})
def redeem_code(body: RedeemCode) -> dict[str, Any]:
    """Count the try, compare, hash, record. Whatever is wrong, the work and the answer are the same."""
    hashing, browser = parts().hashing, browsers.name(request.headers.get("User-Agent", ""))
    with hashing.place():
        tried = transact(codes.begin_redeem, body.email, body.password, body.accepted_terms_version)
        right, password_hash = _right(tried, body.code), hashing.make(body.password)
        outcome = transact(
            codes.finish_redeem, tried, right=right, password_hash=password_hash, terms_version=body.accepted_terms_version, browser=browser
        )
    if isinstance(outcome, Refusal):
        raise outcome
    return {"email": outcome}


def _right(tried: CodeTry, code: str) -> bool:
    keys = parts().link_keys
    kept = tried.code_mac or keys.code_mac(None, NO_CODE, None)
    return hmac.compare_digest(keys.code_mac(tried.code_id, typed(code), tried.key_id), kept)
