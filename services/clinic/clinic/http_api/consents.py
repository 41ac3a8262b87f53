"""Consent as staff record it."""

from typing import Any, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from chassis.db import Tx
from chassis.http import Body, transact
from clinic.domain.fields import Line, Note
from clinic.http_api import shapes
from clinic.http_api.contacts import chart_contact
from clinic.http_api.door import RelationshipPath, door
from clinic.operations import consents as operations


class ConsentGrant(Body):
    """How consent was given: WRITTEN, or SPOKEN to somebody. session_id: for that video session only."""

    how: Literal["WRITTEN", "SPOKEN"]
    heard_by: Line | None = None
    text_version: str | None = Field(default=None, min_length=1, max_length=40)
    session_id: UUID | None = None

    @model_validator(mode="after")
    def _somebody_heard(self) -> Self:
        if self.how == "SPOKEN" and not self.heard_by:
            raise ValueError("say who heard a spoken consent (heard_by)")
        return self


class ConsentWithdrawal(Body):
    """Why, if it was said."""

    reason: Note | None = None


@door.post(
    "/clients/<client_id>/contacts/<contact_id>:grantConsent", permission="consents:write", idempotent=True,
    responses={"200": shapes.ChartContact}, summary="Record consent",
)
def grant_consent(path: RelationshipPath, body: ConsentGrant) -> dict[str, Any]:
    """Without a text_version it is for the text that stands now."""

    def grant(tx: Tx) -> dict[str, Any]:
        said = operations.Said(body.how, body.text_version, body.heard_by, body.session_id)
        operations.grant_consent(tx, path.client_id, path.contact_id, said)
        return chart_contact(tx, path.client_id, path.contact_id)

    return transact(grant)


@door.post(
    "/clients/<client_id>/contacts/<contact_id>:withdrawConsent", permission="consents:write", idempotent=True,
    responses={"200": shapes.ChartContact}, summary="Record that consent was withdrawn",
)
def withdraw_consent(path: RelationshipPath, body: ConsentWithdrawal) -> dict[str, Any]:
    """New joins are refused at once, and whoever is in loses the seat."""

    def withdraw(tx: Tx) -> dict[str, Any]:
        operations.withdraw_consent(tx, path.client_id, path.contact_id, body.reason)
        return chart_contact(tx, path.client_id, path.contact_id)

    return transact(withdraw)
