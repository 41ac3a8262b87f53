"""The practice and its settings."""

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints

from chassis.addresses import Email
from chassis.db import Tx
from chassis.http import Body, transact
from clinic.domain.fields import Line, Phone, Region, Zone
from clinic.http_api import rendering, shapes
from clinic.http_api.door import door, given
from clinic.operations import practices as operations
from clinic.store import practices


def _meeting_address(url: str) -> str:
    host = urlsplit(url).hostname or ""
    if url and not url.startswith("https://") and not (host == "localhost" or host.endswith(".localhost")):
        raise ValueError("a meeting's address begins with https://")
    return url


VideoUrl = Annotated[str, StringConstraints(max_length=500, pattern=r"^$|^https?://[^\s\"'<>\\]+$"), AfterValidator(_meeting_address)]


def _longest_first(hours: list[int]) -> list[int]:
    if len(set(hours)) < len(hours):
        raise ValueError("each reminder once")
    return sorted(hours, reverse=True)


ReminderHours = Annotated[list[Annotated[int, Field(ge=1, le=168)]], Field(max_length=3), AfterValidator(_longest_first)]


class TextChange(Body):
    """A text that replaces the one that stands, as a new version."""

    title: Line
    body: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]


class SettingsChange(Body):
    """What is given is changed."""

    name: Line = ""
    phone: Phone = ""
    support_email: Email | Literal[""] = ""
    zone: Zone = "UTC"
    region: Region = "CA-ON"
    door: shapes.DoorColour = "plum"
    invitation_validity_hours: Literal[24, 36, 48, 168] = 48
    default_online_access: bool = True
    default_email_notifications: bool = True
    auto_welcome: bool = False
    early_join_minutes: int = Field(default=10, ge=0, le=120)
    video_url: VideoUrl = ""
    from_name: Line | Literal[""] = ""
    reply_to: Email | Literal[""] = ""
    staff_second_factor: bool = False
    staff_idle_minutes: Literal[15, 30, 60, 120, 240, 480] = 240
    client_idle_days: Literal[1, 7, 30] = 7
    reminder_hours: ReminderHours = []
    nudge_before_expiry: bool = False
    language: shapes.Language | None = None
    terms: TextChange | None = None
    consent_text: TextChange | None = None


@door.get(
    "/practice", public="pages show the practice's name and phone before anybody is signed in", responses={"200": shapes.PublicPractice},
    summary="The practice at this host",
)
def get_practice() -> dict[str, Any]:
    """What everybody may know of it."""
    return transact(lambda tx: rendering.public_practice(practices.get(tx)).model_dump())


@door.get(
    "/practice/terms", public="whoever is to agree to them, or did, reads them without signing in", responses={"200": shapes.Text},
    summary="The practice's terms",
)
def get_terms() -> dict[str, Any]:
    """Those that stand now, for everybody who signs in."""
    return transact(lambda tx: rendering.text(practices.texts_in_use(tx, practices.get(tx))[0]).model_dump())


@door.get("/settings", permission="settings:read", responses={"200": shapes.Settings}, summary="The settings")
def get_settings() -> dict[str, Any]:
    """With the texts that stand now."""
    return transact(lambda tx: _shown(tx))


@door.patch("/settings", permission="settings:write", responses={"200": shapes.Settings}, summary="Change settings")
def change_settings(body: SettingsChange) -> dict[str, Any]:
    """Links that were issued keep the validity they were issued with."""
    def change(tx: Tx) -> dict[str, Any]:
        operations.change_settings(tx, given(body))
        return _shown(tx)

    return transact(change)


def _shown(tx: Tx) -> dict[str, Any]:
    practice = practices.get(tx)
    return rendering.settings(practice, *practices.texts_in_use(tx, practice))
