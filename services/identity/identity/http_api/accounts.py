"""/accounts: logins, as the front desk helps people with them."""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from flask import g
from pydantic import BaseModel, Field

from chassis.db import Tx
from chassis.errors import Invalid
from chassis.http import Body, Door, Query, transact
from identity.http_api import rendering
from identity.http_api.shapes import Account, AccountInFull, Password, Reason
from identity.operations import accounts as operations
from identity.operations import second_factors
from identity.parts import parts
from identity.store import accounts

door = Door("accounts", __name__, url_prefix="/api/identity/v1")


class AccountPath(BaseModel):
    """Whose."""

    account_id: UUID


class Search(Query):
    """query: part of an email or a name."""

    query: Annotated[str, Field(max_length=200)] = ""
    page_size: Annotated[int, Field(ge=1, le=200)] = 50
    page_token: Annotated[str, Field(max_length=600)] = ""


class Page(BaseModel):
    """By email. next_page_token is "" on the last page."""

    accounts: list[Account]
    next_page_token: str


class TemporaryPassword(Body):
    """reason: why staff set it, for the audit trail."""

    password: Password
    reason: Reason


class Until(BaseModel):
    """When the temporary password runs out."""

    expire_time: datetime


class Why(Body):
    """For the audit trail."""

    reason: Reason


class Ended(BaseModel):
    """How many login sessions there were."""

    ended: int


@door.get("/accounts", permission="accounts:read", summary="Search accounts", responses={"200": Page})
def search(query: Search) -> dict[str, Any]:
    """By email or by name."""
    return transact(_page, query)


def _page(tx: Tx, query: Search) -> dict[str, Any]:
    rows = list(accounts.search(tx, query.query.strip(), _after(query.page_token), query.page_size + 1))
    more = len(rows) > query.page_size
    rows = rows[: query.page_size]
    token = base64.urlsafe_b64encode(rows[-1].email_key.encode()).decode() if more else ""
    return {"accounts": rendering.accounts_listed(tx, rows), "next_page_token": token}


def _after(token: str) -> str:
    try:
        return base64.urlsafe_b64decode(token.encode()).decode()
    except (binascii.Error, ValueError) as wrong:
        raise Invalid(errors=[{"field": "page_token", "reason": "PAGE_TOKEN", "detail": "Use the token of the page before."}]) from wrong


@door.get("/accounts/<account_id>", permission="accounts:read", summary="One account", responses={"200": AccountInFull})
def show_account(path: AccountPath) -> dict[str, Any]:
    """With where it is signed in."""
    return transact(_in_full, path.account_id)


def _in_full(tx: Tx, account_id: UUID) -> dict[str, Any]:
    return rendering.account_in_full(tx, accounts.find(tx, account_id))


def _hash_first(path: AccountPath, body: TemporaryPassword) -> None:
    """Check and hash, before the transaction that records it is open."""
    hashing = parts().hashing
    with hashing.place():
        transact(operations.begin_temporary_password, path.account_id, body.password)
        g.password_hash = hashing.make(body.password)


@door.post(
    "/accounts/<account_id>:setTemporaryPassword", permission="accounts:set_password", idempotent=True, before=_hash_first,
    summary="Set a password for 72 hours", responses={"200": Until},
)  # fmt: skip
def set_temporary_password(path: AccountPath, body: TemporaryPassword) -> dict[str, Any]:
    """It has to be changed at the next sign-in."""
    return {"expire_time": transact(operations.set_temporary_password, path.account_id, g.password_hash, body.reason)}


@door.post("/accounts/<account_id>:lock", permission="accounts:lock", summary="Keep somebody out", responses={"200": AccountInFull})
def lock(path: AccountPath, body: Why) -> dict[str, Any]:
    """Signs them out everywhere."""
    return transact(_locked, path.account_id, body.reason)


def _locked(tx: Tx, account_id: UUID, reason: str) -> dict[str, Any]:
    return rendering.account_in_full(tx, operations.lock(tx, account_id, reason))


@door.post("/accounts/<account_id>:unlock", permission="accounts:lock", summary="Let somebody in again", responses={"200": AccountInFull})
def unlock(path: AccountPath) -> dict[str, Any]:
    """With the password they had; wrong tries are forgotten too."""
    return transact(_unlocked, path.account_id)


def _unlocked(tx: Tx, account_id: UUID) -> dict[str, Any]:
    return rendering.account_in_full(tx, operations.unlock(tx, account_id))


@door.post(
    "/accounts/<account_id>/second-factors:reset", permission="accounts:reset_second_factor", summary="Take away somebody's second step",
    responses={"200": AccountInFull},
)  # fmt: skip
def reset_second_factors(path: AccountPath, body: Why) -> dict[str, Any]:
    """For a lost phone: signs them out everywhere; the password stays as it is."""
    return transact(_without_factors, path.account_id, body.reason)


def _without_factors(tx: Tx, account_id: UUID, reason: str) -> dict[str, Any]:
    return rendering.account_in_full(tx, second_factors.reset(tx, account_id, reason))


@door.post(
    "/accounts/<account_id>/login-sessions:end", permission="accounts:lock", summary="Sign somebody out everywhere",
    responses={"200": Ended},
)  # fmt: skip
def end_login_sessions(path: AccountPath) -> dict[str, Any]:
    """The password stays as it is."""
    return {"ended": transact(operations.end_login_sessions, path.account_id)}
