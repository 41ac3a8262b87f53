"""The JSON that comes in and goes out, as the OpenAPI document shows it."""

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from chassis.addresses import Email
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


def _one_line(name: str) -> str:
    if not name.isprintable():
        raise ValueError("leave out line breaks and control characters")
    return name


PersonName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), AfterValidator(_one_line)]


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


class GuestInvite(Body):
    """One named person. email: where the link goes; left out, it is shown once in the answer."""

    name: PersonName
    email: Email | None = None


class GuestRenew(Body):
    """email: where the newer link goes; left out, it is shown once in the answer."""

    email: Email | None = None


class GuestPath(SessionPath):
    """Which guest of which video session."""

    guest_id: UUID


class GuestShown(BaseModel):
    """A guest by their newest link. state ENDED: the video session is over. said_name: as they typed it when they came in.

    refuse_reasons: why they were not let in the last time, the first to mend first; null where they came in since.
    """

    guest_id: UUID
    link_id: UUID
    name: str
    email: str | None
    state: Literal["LIVE", "REVOKED", "ENDED"]
    issue_time: datetime
    end_time: datetime | None
    said_name: str | None
    first_join_time: datetime | None
    last_join_time: datetime | None
    inside: bool
    refuse_time: datetime | None
    refuse_reasons: list[str] | None


class GuestMade(BaseModel):
    """url: the link, this once; null where it is mailed."""

    guest: GuestShown
    url: str | None


class GuestsShown(BaseModel):
    """Guests of a video session, by name."""

    guests: list[GuestShown]


class GuestToken(Body):
    """The fragment of the link's address."""

    token: Annotated[str, Field(max_length=200)]


class GuestKnocks(GuestToken):
    """name: typed by the guest. A link that is followed by a machine types none."""

    name: PersonName


class GuestLinkShown(BaseModel):
    """What the page behind a link says. Times are there while the link lives: open_time is when the door opens.

    OTHER_DEVICE: another one came in with it first. inside: this device is in.
    """

    state: Literal["OPEN", "TOO_EARLY", "ENDED", "CANCELLED", "SUPERSEDED", "REVOKED", "OTHER_DEVICE"]
    start_time: datetime | None
    open_time: datetime | None
    end_time: datetime | None
    superseded_time: datetime | None
    inside: bool


class GuestPassShown(BaseModel):
    """A granted join of a guest. elsewhere: url is the practice's meeting, not a page of ours."""

    provider: str
    url: str
    elsewhere: bool
    token: str
    expire_time: datetime


class GuestSeatShown(BaseModel):
    """Whether this device is in, and who else is: names as the room shows them."""

    inside: bool
    people: list[str]
