"""/staff: the team."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from chassis.db import Tx
from chassis.http import Body, Door, transact
from identity.domain import addresses
from identity.domain.accounts import AccountState, Role
from identity.http_api import rendering
from identity.http_api.shapes import AccountInFull, Staff
from identity.operations import staff
from identity.store import accounts

door = Door("staff", __name__, url_prefix="/api/identity/v1")
Name = Annotated[str, Field(min_length=1, max_length=200)]


class StaffAdd(Body):
    """Someone who is to be invited."""

    email: Annotated[str, Field(max_length=addresses.LONGEST)]
    display_name: Name
    role: Role


class StaffChange(Body):
    """What is given is changed."""

    display_name: Name | None = None
    role: Role | None = None
    state: Literal[AccountState.ACTIVE, AccountState.DISABLED] | None = None


class StaffPath(BaseModel):
    """Whom."""

    account_id: UUID


class Team(BaseModel):
    """Everyone with a role, by name."""

    staff: list[Staff]


@door.post("/staff", permission="staff:write", idempotent=True, summary="Invite someone to the team", responses={"201": Staff})
def invite(body: StaffAdd) -> tuple[dict[str, Any], int]:
    """They get a link to set a password."""
    email = addresses.checked(body.email)
    return transact(_invited, email, body), 201


def _invited(tx: Tx, email: str, body: StaffAdd) -> dict[str, Any]:
    return rendering.staff(tx, staff.invite(tx, email, body.display_name, body.role))


@door.get("/staff", permission="staff:read", summary="The team", responses={"200": Team})
def team() -> dict[str, Any]:
    """Everyone, those who left included."""
    return {"staff": transact(_team)}


def _team(tx: Tx) -> list[dict[str, Any]]:
    return rendering.staff_listed(tx, accounts.staff(tx))


@door.patch("/staff/<account_id>", permission="staff:write", summary="Change someone on the team", responses={"200": Staff})
def change(path: StaffPath, body: StaffChange) -> dict[str, Any]:
    """Another role, or being disabled, signs them out everywhere."""
    return transact(_changed, path.account_id, body)


def _changed(tx: Tx, account_id: UUID, body: StaffChange) -> dict[str, Any]:
    return rendering.staff(tx, staff.change(tx, account_id, body.display_name, body.role, body.state))


@door.post(
    "/staff/<account_id>:inviteAgain", permission="staff:write", idempotent=True, summary="A newer link for someone who hasn't come yet",
    responses={"200": Staff},
)  # fmt: skip
def invite_again(path: StaffPath) -> dict[str, Any]:
    """Answers what they asked on the page of an older one. Counted in the cap of links a day."""
    return transact(_invited_again, path.account_id)


def _invited_again(tx: Tx, account_id: UUID) -> dict[str, Any]:
    return rendering.staff(tx, staff.invite_again(tx, account_id))


@door.post("/staff/<account_id>:leave", permission="staff:write", summary="Someone leaves the team", responses={"200": AccountInFull})
def leave(path: StaffPath) -> dict[str, Any]:
    """Signs them out everywhere; who is also a client stays one."""
    return transact(_left, path.account_id)


def _left(tx: Tx, account_id: UUID) -> dict[str, Any]:
    return rendering.account_in_full(tx, staff.leave(tx, account_id))
