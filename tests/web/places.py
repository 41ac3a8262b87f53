"""Every page there is, as a table: a new page is one line. And a practice with something to see on each of them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from deploy.demo.visitor import Visitor
from tests.system.practice import Practice

NOBODY, OWNER, CLIENT = "nobody", "owner", "client"


@dataclass(frozen=True)
class Place:
    """A page: its address, with {names} of what the practice holds; who is looking; shows: what stands there once it is loaded."""

    path: str
    who: str
    shows: str = "main h1, main h2, h1, h2"

    def __str__(self) -> str:
        return self.path


PLACES = [
    Place("/sign-in", NOBODY),
    Place("/forgot-password", NOBODY),
    Place("/set-password#{live_link}", NOBODY, "input[type=password]"),
    Place("/set-password#{dead_link}", NOBODY),
    Place("/link", NOBODY),
    Place("/guest#{guest_link}", NOBODY),
    Place("/nowhere", NOBODY),
    Place("/home", CLIENT),
    Place("/offers", CLIENT),
    Place("/account", CLIENT),
    Place("/device-check", CLIENT),
    Place("/join/{refused_session}", CLIENT),
    Place("/today", OWNER),
    Place("/clients", OWNER, "table a, [role=row] a, main li a, main a"),
    Place("/clients/{client}/people", OWNER, "[role=dialog] .k-finding"),
    Place("/clients/{client}/profile", OWNER, "[role=dialog] h2"),
    Place("/clients/{client}/sessions", OWNER, "[role=dialog] h2"),
    Place("/clients/{client}/messages", OWNER, "[role=dialog] h2"),
    Place("/sessions", OWNER),
    Place("/users?account={account}", OWNER),
    Place("/settings", OWNER, "main input"),
    Place("/settings/templates", OWNER, "main textarea, main a, main button"),
    Place("/account", OWNER),
    Place("/kit", NOBODY, ".k-sheet-half"),
]


class Inhabited:
    """A practice in use: a child whose mother waits for consent and has called, an adult who is in, somebody whose mail bounced."""

    def __init__(self, practice: Practice) -> None:
        self.practice = practice
        mother = practice.guardian(practice.child())
        self.client = practice.active(mother)
        refused = practice.book(mother)
        practice.book(mother, begins=timedelta(hours=20))
        practice.refused_join(self.client, refused)
        self.client.post("/api/clinic/v1/me/calls", {"client_id": mother.client_id})
        bounced = practice.adult(email=f"nobody@{practice.slug}.example")
        practice.welcome(bounced)
        practice.book(bounced, begins=timedelta(hours=2))
        invited = practice.adult()
        practice.welcome(invited)
        older = practice.mail(invited.email).token
        practice.welcome(invited)
        practice.guardian(practice.child(), email=mother.email)
        guest = practice.desk.post(f"/api/video-gate/v1/sessions/{refused}/guests", {"name": "Ines Terp"})
        self.named = {
            "client": mother.client_id, "account": self.client.get("/api/identity/v1/me")["account_id"], "refused_session": refused,
            "dead_link": older, "guest_link": guest["url"].partition("#")[2], "live_link": practice.mail(invited.email, after=1).token,
        }

    def url(self, place: Place) -> str:
        """A place's whole address."""
        return f"http://{self.practice.visitor().host}{place.path.format(**self.named)}"

    def cookies(self, who: str) -> list[Any]:
        """What keeps somebody signed in, as a browser takes it."""
        signed_in: dict[str, Visitor] = {OWNER: self.practice.owner, CLIENT: self.client}
        if who not in signed_in:
            return []
        visitor = signed_in[who]
        visitor.post("/api/identity/v1/sessions/current:refresh")
        home = f"http://{visitor.host}"
        return [{"name": cookie.name, "value": cookie.value, "url": home + (cookie.path or "/")} for cookie in visitor.http.cookies]
