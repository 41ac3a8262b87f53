"""Bulk welcome: many people asked to the portal at once."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field, model_validator

from chassis.db import Tx
from chassis.http import Body, transact
from clinic import models
from clinic.domain.facts import Facts
from clinic.http_api import rendering, shapes
from clinic.http_api.door import Page, door, page_token, place_of
from clinic.operations import runs as operations
from clinic.store import jobs, ledger, runs

State = Literal["JUDGING", "READY", "SENDING", "PAUSED", "DONE", "CANCELLED"]


class RunPath(BaseModel):
    """One bulk welcome."""

    run_id: UUID


class RunBegin(Body):
    """Whom it is about: client_ids, or those an import added, or with neither everybody who was not invited yet."""

    client_ids: Annotated[list[UUID], Field(min_length=1, max_length=500)] | None = None
    import_id: UUID | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if self.client_ids and self.import_id:
            raise ValueError("name client_ids or import_id, not both")
        return self


class RunPeopleQuery(Page):
    """ALL; those with a reason against them (CANT); those without (WILL)."""

    show: Literal["ALL", "CANT", "WILL"] = "ALL"


class RunReason(BaseModel):
    """How many people can't get a mail for this reason."""

    reason: str
    people: int


class RunShown(BaseModel):
    """A bulk welcome. mails: to so many addresses, will and people: for so many people. done of total relationships; asked: so far.

    seconds_left: about, None while it can't be told.
    """

    run_id: UUID
    state: State
    source: Literal["CLIENTS", "NOT_INVITED", "IMPORT"]
    created_time: datetime
    start_time: datetime | None
    end_time: datetime | None
    total: int
    done: int
    seconds_left: int | None
    mails: int
    people: int
    asked: int
    cant: list[RunReason]


class RunList(BaseModel):
    """The newest first."""

    runs: list[RunShown]


class RunPerson(BaseModel):
    """One person for one client. sharing: so many people get the one mail to their address. mail: its fate so far, as notify said."""

    contact_id: UUID
    client_id: UUID
    name: str
    client_name: str
    relationship: shapes.Relation
    email: str | None
    state: Literal["WAITING", "REQUESTED", "REFUSED"]
    reason: str
    sharing: int
    mail: str | None
    mail_time: datetime | None


class RunPeople(BaseModel):
    """A page of people, in their turn."""

    people: list[RunPerson]
    next_page_token: str


@door.post("/welcome-runs", permission="welcome:bulk", idempotent=True, responses={"201": RunShown}, summary="Begin a bulk welcome")
def begin_welcome_run(body: RunBegin) -> tuple[dict[str, Any], int]:
    """A dry run first: nobody is mailed until it is started. Look again for the result."""
    return transact(lambda tx: _shown(tx, operations.begin_run(tx, body.client_ids, body.import_id)).model_dump()), 201


@door.get("/welcome-runs", permission="welcome:bulk", responses={"200": RunList}, summary="Bulk welcomes")
def list_welcome_runs() -> dict[str, Any]:
    """The newest first."""
    return transact(lambda tx: RunList(runs=[_shown(tx, run) for run in jobs.listed(tx, models.WelcomeRun)])).model_dump()


@door.get("/welcome-runs/<run_id>", permission="welcome:bulk", responses={"200": RunShown}, summary="A bulk welcome")
def get_welcome_run(path: RunPath) -> dict[str, Any]:
    """Who gets a mail, who can't and why; how far it has come."""
    return transact(lambda tx: _shown(tx, jobs.get(tx, models.WelcomeRun, path.run_id)).model_dump())


@door.get("/welcome-runs/<run_id>/people", permission="welcome:bulk", responses={"200": RunPeople}, summary="What becomes of each person")
def list_welcome_run_people(path: RunPath, query: RunPeopleQuery) -> dict[str, Any]:
    """With the fate of each mail."""
    return transact(_people, path.run_id, query).model_dump()


def _people(tx: Tx, run_id: UUID, query: RunPeopleQuery) -> RunPeople:
    run, place = jobs.get(tx, models.WelcomeRun, run_id), place_of(query.page_token, int)
    refused = None if query.show == "ALL" else query.show == "CANT"
    found = runs.people_listed(tx, run_id, None, refused, place[0] if place else 0, query.page_size + 1)
    page = found[: query.page_size]
    known = {(facts.contact_id, facts.client_id): facts for facts in ledger.of_pairs(tx, [(one.contact_id, one.client_id) for one in page])}
    sharing = runs.sharing(tx, run_id, {one.email_key for one in page})
    people = [_person(one, known[one.contact_id, one.client_id], sharing.get(one.email_key, 1), run) for one in page]
    return RunPeople(people=people, next_page_token=page_token(page[-1].place) if len(found) > query.page_size else "")


def _person(one: models.WelcomeRunPerson, facts: Facts, sharing: int, run: models.WelcomeRun) -> RunPerson:
    mail = facts.mail if one.state == "REQUESTED" and facts.mail and run.start_time and facts.mail.queue_time >= run.start_time else None
    return rendering.shape(
        RunPerson, contact_id=one.contact_id, client_id=one.client_id, name=facts.name,
        client_name=f"{facts.client_given_name} {facts.client_family_name}".strip(), relationship=facts.relationship, email=facts.email,
        state=one.state, reason=one.reason, sharing=sharing, mail=mail.state if mail else None,
        mail_time=mail.change_time if mail else None,
    )


@door.post("/welcome-runs/<run_id>:start", permission="welcome:bulk", idempotent=True, responses={"200": RunShown}, summary="Send")
def start_welcome_run(path: RunPath) -> dict[str, Any]:
    """In chunks, each person once; whoever can't get a mail by then is told with the reason."""
    return transact(lambda tx: _shown(tx, operations.start_run(tx, path.run_id)).model_dump())


@door.post("/welcome-runs/<run_id>:pause", permission="welcome:bulk", responses={"200": RunShown}, summary="Pause sending")
def pause_welcome_run(path: RunPath) -> dict[str, Any]:
    """After the chunk in hand; mails that were asked for go out."""
    return transact(lambda tx: _shown(tx, operations.pause_run(tx, path.run_id)).model_dump())


@door.post("/welcome-runs/<run_id>:resume", permission="welcome:bulk", responses={"200": RunShown}, summary="Go on sending")
def resume_welcome_run(path: RunPath) -> dict[str, Any]:
    """Where it was paused."""
    return transact(lambda tx: _shown(tx, operations.resume_run(tx, path.run_id)).model_dump())


@door.post("/welcome-runs/<run_id>:cancel", permission="welcome:bulk", responses={"200": RunShown}, summary="Cancel the rest")
def cancel_welcome_run(path: RunPath) -> dict[str, Any]:
    """For good; mails that were asked for go out."""
    return transact(lambda tx: _shown(tx, operations.cancel_run(tx, path.run_id)).model_dump())


def _shown(tx: Tx, run: models.WelcomeRun) -> RunShown:
    counted = runs.counted(tx, run.run_id)
    will = [row for row in counted if not row[1]]
    return rendering.shape(
        RunShown, run_id=run.run_id, state=run.state, source=run.source, created_time=run.created_time, start_time=run.start_time,
        end_time=run.end_time, total=run.total, done=run.at_place, seconds_left=_seconds_left(run, tx.now),
        mails=sum(row[4] for row in will), people=sum(row[3] for row in will), asked=sum(row[3] for row in will if row[0] == "REQUESTED"),
        cant=_reasons(counted),
    )


def _reasons(counted: list[Any]) -> list[RunReason]:
    people: dict[str, int] = {}
    for _, reason, _, count, _ in counted:
        if reason:
            people[reason] = people.get(reason, 0) + count
    return [RunReason(reason=reason, people=count) for reason, count in sorted(people.items(), key=lambda item: -item[1])]


def _seconds_left(run: models.WelcomeRun, now: datetime) -> int | None:
    """By the pace since it was last begun."""
    if run.state != "SENDING" or run.turn_time is None or run.at_place <= run.turn_count:
        return None
    each = (now - run.turn_time) / (run.at_place - run.turn_count)
    return int((each * (run.total - run.at_place) + timedelta(seconds=0.5)).total_seconds())
