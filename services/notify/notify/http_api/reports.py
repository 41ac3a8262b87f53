"""Mail providers tell what became of mails that left."""

import time
from typing import Annotated, Any, Literal, cast

from flask import request
from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

from chassis import http
from chassis.http import Body
from notify import reporting, signing
from notify.config import NotifySettings
from notify.domain import Report, Reported
from notify.http_api.door import door


class DeliveryReportBody(Body):
    """One mail's fate. bounce: for good, or given up for now; required with BOUNCED. said: what the mail server said."""

    message_id: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    event: Reported
    event_time: AwareDatetime
    bounce: Literal["PERMANENT", "TEMPORARY"] | None = None
    enhanced_status: Annotated[str, StringConstraints(pattern=r"^[245]\.\d{1,3}\.\d{1,3}$")] | None = None
    said: Annotated[str, StringConstraints(max_length=2000)] = ""
    recipient: Annotated[str, StringConstraints(max_length=320)] | None = None

    def report(self) -> Report:
        """As the rule takes it. A bounce that doesn't say for how long is told by its status."""
        permanent = self.bounce == "PERMANENT" if self.bounce else (self.enhanced_status or "").startswith("5")
        return Report(
            self.event, self.event_time, permanent and self.event is Reported.BOUNCED, self.enhanced_status or "", self.said,
            (self.recipient,) if self.recipient else (),
        )


class DeliveryReportsBody(Body):
    """Up to 500 at once, in any order."""

    reports: list[DeliveryReportBody] = Field(min_length=1, max_length=500)


class ReportsTaken(BaseModel):
    """How many were read. Not which of them named a mail of ours."""

    accepted: int


def _signed() -> None:
    settings, said = cast(NotifySettings, http.edge().settings), request.headers
    message_id, timestamp, signatures = (said.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    signing.check(settings.report_keys, message_id, timestamp, signatures, request.get_data(), time.time())


@door.post(
    "/delivery-reports", public="A mail provider signs it with a key of this installation", proof=_signed,
    summary="Tell what became of mails", responses={"200": ReportsTaken},
)
def take_delivery_reports(body: DeliveryReportsBody) -> dict[str, Any]:
    """By Message-ID, or by X-Message-Reference where a relay replaced that. Late, twice or out of order, it comes to the same.

    Signed by the Standard Webhooks specification (webhook-id, webhook-timestamp, webhook-signature; HMAC-SHA-256); 401
    SIGNATURE_INVALID, SIGNATURE_STALE. After any other answer than 200 send the whole again.
    """
    reporting.take(http.edge().database, http.actor(), [(one.message_id, one.report()) for one in body.reports], "WEBHOOK")
    return {"accepted": len(body.reports)}
