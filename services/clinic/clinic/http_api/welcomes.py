"""The Welcome Email button."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from chassis.http import Body, transact
from clinic.http_api import shapes
from clinic.http_api.door import ClientPath, door
from clinic.operations import welcomes as operations


class WelcomeRecipients(Body):
    """Whom to send to."""

    contact_ids: Annotated[list[UUID], Field(min_length=1, max_length=20)]


@door.post(
    "/clients/<client_id>:sendWelcomeEmail", permission="welcome:send", idempotent=True, responses={"200": shapes.WelcomeResults},
    summary="Send welcome emails",
)
def send_welcome_email(path: ClientPath, body: WelcomeRecipients) -> dict[str, Any]:
    """A result for each recipient: asked for, or refused with the reason. Sending again replaces the older link."""
    results = transact(operations.send_welcome_email, path.client_id, body.contact_ids)
    return shapes.WelcomeResults(results=[
        shapes.WelcomeResult(
            contact_id=result.contact_id, state="REFUSED" if result.reason else "REQUESTED", reason=result.reason,
            allowed_time=result.allowed_time,
        )
        for result in results
    ]).model_dump()
