"""Charts that may be one client's: the likely ones, and those that somebody told apart."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from chassis.db import Tx
from chassis.http import transact
from clinic import models
from clinic.domain.imports.plans import KnownClient
from clinic.domain.merging import Likeness, likeness
from clinic.http_api import rendering, shapes
from clinic.http_api.door import ClientPath, door
from clinic.operations import duplicates as operations
from clinic.store import clients, duplicates, heard

MOST = 10


class DuplicatePath(ClientPath):
    """Another chart than the client's own."""

    other_client_id: UUID


class Duplicate(BaseModel):
    """A chart that may be the same client's. SAME: the name and the date of birth, or an address where that isn't known."""

    client_id: UUID
    given_name: str
    family_name: str
    birth_date: date | None
    status: shapes.Status
    likeness: Likeness


class Dismissed(Duplicate):
    """A chart that looks like the same client's and is not. dismissed_by: the name of whoever said so."""

    dismissed_by: str | None
    dismiss_time: datetime


class Duplicates(BaseModel):
    """clients: the likeliest first. dismissed: said to be other clients', the newest first; until a name or a birth changes."""

    clients: list[Duplicate]
    dismissed: list[Dismissed]


@door.get(
    "/clients/<client_id>/duplicates", permission="clients:read", responses={"200": Duplicates},
    summary="Charts that may be the same client's",
)
def list_duplicates(path: ClientPath) -> dict[str, Any]:
    """By name, and by date of birth as far as both are known."""
    return transact(_duplicates, path.client_id)


@door.post(
    "/clients/<client_id>/duplicates/<other_client_id>:dismiss", permission="clients:merge", responses={"200": Duplicates},
    summary="Say that another chart is another client's",
)
def dismiss_duplicate(path: DuplicatePath) -> dict[str, Any]:
    """For both charts, until a name or a date of birth of either changes. Answers with what is left."""
    return _after(operations.dismiss_duplicate, path)


@door.post(
    "/clients/<client_id>/duplicates/<other_client_id>:restore", permission="clients:merge", responses={"200": Duplicates},
    summary="Take back that another chart is another client's",
)
def restore_duplicate(path: DuplicatePath) -> dict[str, Any]:
    """It is listed again, as long as the two look alike."""
    return _after(operations.restore_duplicate, path)


def _after(operation: Callable[[Tx, UUID, UUID], None], path: DuplicatePath) -> dict[str, Any]:
    def run(tx: Tx) -> dict[str, Any]:
        operation(tx, path.client_id, path.other_client_id)
        return _duplicates(tx, path.client_id)

    return transact(run)


def _duplicates(tx: Tx, client_id: UUID) -> dict[str, Any]:
    itself, others = _alike(tx, client_id)
    rows = clients.among(tx, {one.client_id for one in others})
    like = {one.client_id: how for one in others if (how := likeness(itself, one))}
    said = {one.other_id: one for one in duplicates.dismissed(tx, client_id) if one.other_id in like}
    likely = sorted(like.keys() - said.keys(), key=lambda one: (list(Likeness).index(like[one]), rows[one].sort_name, one))
    return Duplicates(
        clients=[rendering.shape(Duplicate, **_chart(rows[one], like[one])) for one in likely[:MOST]],
        dismissed=_dismissed(tx, rows, like, said),
    ).model_dump()


def _alike(tx: Tx, client_id: UUID) -> tuple[KnownClient, list[KnownClient]]:
    """The chart, and those of its name or birth. One that was merged away is none of them, though it still leads to who stayed."""
    own = clients.get(tx, client_id)
    found = clients.resembling(tx, {own.sort_name}, {own.birth_date} if own.birth_date else set())
    looks = clients.looks(tx, {client_id, *(one.client_id for one in found)})
    return looks.pop(client_id), list(looks.values())


def _dismissed(
    tx: Tx, rows: dict[UUID, models.Client], like: dict[UUID, Likeness], said: dict[UUID, models.DismissedDuplicate]
) -> list[Dismissed]:
    names = heard.staff_names(tx) if said else {}
    return [
        rendering.shape(
            Dismissed, **_chart(rows[client_id], like[client_id]), dismiss_time=one.dismiss_time,
            dismissed_by=names.get(one.dismissed_by) if one.dismissed_by else None,
        )
        for client_id, one in said.items()
    ]


def _chart(row: models.Client, how: Likeness) -> dict[str, Any]:
    return {
        "client_id": row.client_id, "given_name": row.given_name, "family_name": row.family_name, "birth_date": row.birth_date,
        "status": row.status, "likeness": how,
    }
