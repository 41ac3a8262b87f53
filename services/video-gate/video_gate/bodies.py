"""The JSON that comes in and goes out, as the OpenAPI document shows it."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field

from chassis.http import Body, Query


def _with_zone(time: datetime) -> datetime:
    if time.tzinfo is None:
        raise ValueError("say the offset, as in 2026-05-01T09:00:00Z")
    return time.astimezone(UTC)


def _distinct(contact_ids: list[UUID]) -> list[UUID]:
    if len(set(contact_ids)) < len(contact_ids):
        raise ValueError("name each contact once")
    return contact_ids


# PostgreSQL and JavaScript agree on these years; nobody books outside of them.
Instant = Annotated[datetime, AfterValidator(_with_zone), Field(ge=datetime(1970, 1, 1, tzinfo=UTC), lt=datetime(2200, 1, 1, tzinfo=UTC))]
Contacts = Annotated[list[UUID], Field(min_length=1, max_length=20), AfterValidator(_distinct)]
VideoUrl = Annotated[str, Field(max_length=2000, pattern=r"^(https?://\S+)?$")]


class SessionBook(Body):
    """A video session to book."""

    client_id: UUID
    contact_ids: Contacts
    clinician_id: UUID
    start_time: Instant
    end_time: Instant
    video_url: VideoUrl = ""


class SessionChange(Body):
    """What is to be different; what is left out stays."""

    start_time: Instant | None = None
    end_time: Instant | None = None
    clinician_id: UUID | None = None
    contact_ids: Contacts | None = None


class SessionPath(BaseModel):
    """Which video session."""

    session_id: UUID


class SessionsQuery(Query):
    """Which video sessions, in order of their start."""

    client_id: UUID | None = None
    from_time: Instant | None = Field(None, description="Those that end after this.")
    to_time: Instant | None = Field(None, description="Those that start before this.")
    mine: bool = Field(False, description="Staff who are clients too: only those they take part in as one.")
    page_size: int = Field(50, ge=1, le=200)
    page_token: str = Field("", max_length=200)


class SessionShown(BaseModel):
    """A video session. Clients see only their own people among contact_ids."""

    session_id: UUID
    client_id: UUID
    contact_ids: list[UUID]
    clinician_id: UUID
    clinician_name: str
    start_time: datetime
    end_time: datetime
    open_time: datetime
    close_time: datetime
    state: str


class SessionsShown(BaseModel):
    """One page of video sessions."""

    sessions: list[SessionShown]
    next_page_token: str


class PassShown(BaseModel):
    """A granted join."""

    provider: str
    url: str
    token: str
    expire_time: datetime
    decision_id: UUID


class SeatShown(BaseModel):
    """Somebody who is in."""

    account_id: UUID
    display_name: str
    kind: str
    grant_time: datetime


class SeatsShown(BaseModel):
    """Who is in, the first first."""

    seats: list[SeatShown]
