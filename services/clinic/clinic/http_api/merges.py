"""Two charts of one client: say what a merge would do, and merge."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from admission import ConsentState
from chassis.db import Tx
from chassis.http import Body, transact
from clinic import merging
from clinic.domain.merging import Login
from clinic.http_api import clients as chart
from clinic.http_api import rendering, shapes
from clinic.http_api.door import ClientPath, door
from clinic.operations import merges as operations

Side = Literal["KEPT", "MERGED"]
FieldName = Literal["NAME", "BIRTH_DATE", "HAS_GUARDIAN", "CLINICIAN"]
Switch = Literal["online_access", "email_notifications"]


class Join(Body):
    """Who of the chart that stays somebody of the chart that goes is; null: nobody of them."""

    contact_id: UUID
    into_contact_id: UUID | None = None


class LeftOn(Body):
    """Switches that stay on although one of the charts has them off; contact_id: as the person is called then."""

    contact_id: UUID
    switches: list[Switch] = Field(default=[], max_length=2)


class Chosen(Body):
    """Of a field in which the charts differ, which one is right."""

    field: FieldName
    side: Side


class MergeChoices(Body):
    """The chart that goes, and what whoever merges says. What isn't said follows the rules."""

    merged_client_id: UUID
    fields: list[Chosen] = Field(default=[], max_length=4)
    joins: list[Join] = Field(default=[], max_length=50)
    left_on: list[LeftOn] = Field(default=[], max_length=50)

    def choices(self) -> merging.Choices:
        """As the operation takes them."""
        return merging.Choices(
            {one.field: one.side for one in self.fields}, {one.contact_id: one.into_contact_id for one in self.joins},
            {one.contact_id: frozenset(one.switches) for one in self.left_on},
        )


class Merge(MergeChoices):
    """token: of the preview that was read."""

    token: str = Field(min_length=1, max_length=64)


class PlanField(BaseModel):
    """A field of the chart. chosen: null where the charts differ and nobody has said which is right."""

    field: FieldName
    kept: str | None
    merged: str | None
    differs: bool
    chosen: Side | None


class PlanSide(BaseModel):
    """How it stands on one of the charts now."""

    chart: Side | Literal["OTHER"]
    relationship: shapes.Relation
    email: str
    online_access: bool
    email_notifications: bool
    consent: ConsentState
    in_force: bool
    end_date: date | None
    custody_note: bool


class PlanPerson(BaseModel):
    """Somebody who will be on the chart (or, with another client_id, on another one that is touched).

    come: STAYS, MOVES from the chart that goes, or is ONE of two. merged_contact_id: who turns out to be them; address_lost: that
    person's address, where it is another; login: what becomes of that person's sign-in, login_email: which.
    may_be: the contacts of the other chart that they may be. choosable: switches that may be left on.
    """

    contact_id: UUID
    client_id: UUID
    client_name: str
    name: str
    email: str | None
    relationship: shapes.Relation
    is_primary: bool
    come: Literal["STAYS", "MOVES", "ONE"]
    merged_contact_id: UUID | None
    merged_name: str | None
    address_lost: str | None
    login: Login
    login_email: str | None
    may_be: list[UUID]
    fixed: bool
    online_access: bool
    email_notifications: bool
    choosable: list[Switch]
    consent: ConsentState
    end_date: date | None
    custody_note: str | None
    custody_forbids_consent: bool
    before: list[PlanSide]


class MergePlan(BaseModel):
    """Exactly what a merge would do. token: send it with the merge; it is void as soon as anything shown here is different."""

    client_id: UUID
    merged_client_id: UUID
    token: str
    fields: list[PlanField]
    people: list[PlanPerson]
    coming_sessions: int
    past_sessions: int
    open_calls: int


@door.post("/clients/<client_id>:previewMerge", permission="clients:merge", responses={"200": MergePlan}, summary="What a merge would do")
def preview_merge(path: ClientPath, body: MergeChoices) -> dict[str, Any]:
    """client_id: the chart that stays. Changes nothing."""
    plan = transact(merging.plan, path.client_id, body.merged_client_id, body.choices())
    return _plan(plan).model_dump()


@door.post(
    "/clients/<client_id>:merge", permission="clients:merge", idempotent=True, responses={"200": shapes.Client},
    summary="Merge a duplicate into this chart",
)
def merge(path: ClientPath, body: Merge) -> dict[str, Any]:
    """For good, exactly as previewed; answers with the chart that stays. The other one says where its client is now (merged_into)."""

    def run(tx: Tx) -> dict[str, Any]:
        return chart.shown(tx, operations.merge_clients(tx, path.client_id, body.merged_client_id, body.choices(), body.token))

    return transact(run)


def _plan(plan: merging.Plan) -> MergePlan:
    return MergePlan(
        client_id=plan.kept.client_id, merged_client_id=plan.going.client_id, token=plan.token(),
        fields=[_field(one) for one in plan.fields], people=[_person(plan, one) for one in plan.people], **plan.moves,
    )


def _field(one: merging.Field) -> PlanField:
    return rendering.shape(
        PlanField, field=one.name, kept=_said(one.kept), merged=_said(one.merged), differs=one.kept != one.merged, chosen=one.chosen
    )


def _said(value: tuple[Any, ...]) -> str | None:
    """As text; null where it is not known."""
    if value == (None,):
        return None
    return str(value[0]).lower() if isinstance(value[0], bool) else " ".join(str(part) for part in value)


def _person(plan: merging.Plan, one: merging.Person) -> PlanPerson:
    then = one.then
    come = "ONE" if one.joins or len(one.sides) > 1 else "MOVES" if one.gone else "STAYS"
    return rendering.shape(
        PlanPerson, contact_id=one.contact_id, client_id=one.client_id, client_name=one.client_name, name=one.name, email=one.email,
        relationship=then.relationship, is_primary=then.is_primary, come=come, merged_contact_id=one.joins, merged_name=one.joins_name,
        address_lost=one.address_lost, login=one.login, login_email=one.login_email, may_be=list(one.may_join),
        fixed=then.relationship == "SELF", online_access=then.online_access, email_notifications=then.email_notifications,
        choosable=sorted(then.choosable) if one.client_id == plan.kept.client_id else [], consent=then.consent.state,
        end_date=then.end_date, custody_note=then.custody_note, custody_forbids_consent=then.custody_forbids_consent,
        before=[_side(plan, pair, side) for pair, side in one.sides],
    )


def _side(plan: merging.Plan, pair: merging.Pair, side: Any) -> PlanSide:
    chart_of = {plan.kept.client_id: "KEPT", plan.going.client_id: "MERGED"}
    return rendering.shape(
        PlanSide, chart=chart_of.get(pair[1], "OTHER"), relationship=side.relationship, email=side.email_key,
        online_access=side.online_access, email_notifications=side.email_notifications, consent=side.consent.state,
        in_force=side.in_force, end_date=side.rights_end, custody_note=bool(side.custody_note),
    )
