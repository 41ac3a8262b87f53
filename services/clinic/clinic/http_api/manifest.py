"""The web app manifest of a practice: how its portal looks on a phone's home screen (W3C Web Application Manifest)."""

from typing import Any, Literal

from pydantic import BaseModel

from chassis.http import transact
from clinic.http_api import rendering
from clinic.http_api.door import door
from clinic.models import Practice
from clinic.store import practices

# The wall behind the first page while it loads, in the light theme.
WALL = "#f3eee7"
ICONS = (("192", "192x192", "any"), ("512", "512x512", "any"), ("maskable-512", "512x512", "maskable"))


class Icon(BaseModel):
    """A picture of the door in the practice's colour; web serves it."""

    src: str
    sizes: str
    type: Literal["image/png"] = "image/png"
    purpose: Literal["any", "maskable"]


class Manifest(BaseModel):
    """One app a practice: its address names it."""

    id: Literal["/"] = "/"
    name: str
    short_name: str
    start_url: Literal["/"] = "/"
    scope: Literal["/"] = "/"
    display: Literal["standalone"] = "standalone"
    background_color: str = WALL
    icons: list[Icon]


@door.get(
    "/practice/manifest", public="browsers fetch a manifest without cookies", responses={"200": Manifest},
    summary="The practice's web app manifest",
)
def get_manifest() -> tuple[dict[str, Any], int, dict[str, str]]:
    """With the practice's name and the colour of its door."""
    shown = transact(lambda tx: _manifest(practices.get(tx)))
    return shown.model_dump(), 200, {"Content-Type": "application/manifest+json"}


def _manifest(practice: Practice) -> Manifest:
    drawn = f"/icons/{practice.door}"
    icons = [rendering.shape(Icon, src=f"{drawn}-{kind}.png", sizes=sizes, purpose=purpose) for kind, sizes, purpose in ICONS]
    return Manifest(name=practice.name, short_name=practice.name, icons=icons)
