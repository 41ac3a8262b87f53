"""Every page there is, as a table: a new page is one line. And a practice with something to see on each of them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pyotp

from chassis.testing import eventually
from deploy.demo.visitor import Visitor
from tests.system.practice import PASSWORD, Practice
from tests.web.conftest import cookies_of

NOBODY, OWNER, CLIENT, ADULT = "nobody", "owner", "client", "adult"
SEEN, OWING, HALFWAY = "adult with a camera", "owing the terms", "half signed in"
DEMANDED, GUARDED = "staff asked for a second step", "adult with a second step"
RENEW = "portal.recovery.renew"
PEOPLE = (NOBODY, OWNER, CLIENT, ADULT, SEEN, OWING, HALFWAY, DEMANDED, GUARDED)


@dataclass(frozen=True)
class Place:
    """A page: its address, with {names} of what the practice holds; who is looking; shows: what stands there once it is loaded.

    press: the words of the buttons that open the state meant, one after the other, or of a field with what is typed in it; then: what
    stands there after them. offline: loaded once more without a network.
    """

    path: str
    who: str
    shows: str = "main h1, main h2, h1, h2"
    press: tuple[str | tuple[str, str], ...] = ()
    then: str = ""
    offline: bool = False

    def __str__(self) -> str:
        return " → ".join([self.path, *map(str, self.press), *(["offline"] if self.offline else [])])


PLACES = [
    Place("/sign-in", NOBODY),
    Place("/forgot-password", NOBODY),
    Place("/set-password#{live_link}", NOBODY, "input[type=password]"),
    Place("/set-password#{dead_link}", NOBODY),
    Place("/link", NOBODY),
    Place("/guest#{guest_link}", NOBODY),
    Place("/guest#{guest_link}", NOBODY, press=(("portal.guest.name", "Ines"), "portal.home.join"), then="[aria-live] h1"),
    Place("/code", NOBODY, "input"),
    Place("/privacy", NOBODY),
    Place("/terms", NOBODY, ".p-text"),
    Place("/accessibility", CLIENT),
    Place("/nowhere", NOBODY),
    Place("/home", CLIENT),
    Place("/offers", CLIENT),
    Place("/account", CLIENT),
    Place("/device-check", CLIENT),
    Place("/device-check", ADULT, press=("portal.device.begin",), then=".p-mend"),
    Place("/device-check", SEEN, ".p-cam video"),
    Place("/join/{refused_session}", CLIENT),
    Place("/room/{waiting_session}", ADULT, ".p-own"),
    Place("/room/{live_session}", SEEN, ".p-tile video"),
    Place("/change-password", CLIENT, "input[type=password]"),
    Place("/accept-terms", OWING, "input[type=checkbox]"),
    Place("/second-step", HALFWAY, "input"),
    Place("/set-up-second-step", DEMANDED, ".p-ways"),
    Place("/today", OWNER),
    Place("/clients", OWNER, "table a, [role=row] a, main li a, main a"),
    Place("/clients/{client}/people", OWNER, "[role=dialog] .k-finding"),
    Place("/clients/{merged_into}/people", OWNER, "[role=dialog] .k-finding"),
    Place("/clients/{merged_away}/people", OWNER, "[role=dialog] .k-empty"),
    Place("/clients/{client}/profile", OWNER, "[role=dialog] h2"),
    Place("/clients/{client}/sessions", OWNER, "[role=dialog] h2"),
    Place("/clients/{client}/messages", OWNER, "[role=dialog] h2"),
    Place("/clients/{client}/history", OWNER, "[role=dialog] .c-audit li"),
    Place("/sessions", OWNER),
    Place("/sessions", OWNER, "main .c-session", press=("console.guests",), then="[role=dialog] input"),
    Place("/users?kind=staff", OWNER, ".c-picks li"),
    Place("/users?account={account}", OWNER),
    Place("/settings", OWNER, "main input"),
    Place("/settings/templates", OWNER, "main textarea, main a, main button"),
    Place("/settings/sending", OWNER, "main input"),
    Place("/settings/roles", OWNER),
    Place("/audit", OWNER, "main [role=row], main li"),
    Place("/import", OWNER, ".c-import-list"),
    Place("/import/{strange_import}", OWNER),
    Place("/import/{tried_import}", OWNER, "main [role=row], main li"),
    Place("/import/{done_import}", OWNER),
    Place("/import/{paused_import}", OWNER, ".k-progress"),
    Place("/welcome/{ready_run}", OWNER),
    Place("/welcome/{done_run}", OWNER),
    Place("/welcome/{paused_run}", OWNER, ".k-progress"),
    Place("/account", OWNER),
    Place("/account", CLIENT, press=("portal.setUp.app",), then="form input"),
    Place("/account", GUARDED, press=(RENEW, ("portal.password.current", PASSWORD), RENEW), then=".p-recovery"),
    Place("/kit", NOBODY, ".k-sheet-half"),
    Place("/home", CLIENT, "[aria-labelledby=keep]", offline=True),
]


class Inhabited:
    """A practice in use: a child whose mother waits for consent and has called, an adult who is in, somebody whose mail bounced."""

    def __init__(self, practice: Practice) -> None:
        self.practice = practice
        mother = practice.guardian(practice.child())
        client = practice.active(mother)
        adult, waiting, live = self._adult()
        guarded, halfway = self._guarded()
        self._signed_in: dict[str, Visitor] = {
            OWNER: practice.owner, CLIENT: client, ADULT: adult, SEEN: adult, OWING: self._owing(), HALFWAY: halfway, GUARDED: guarded,
            DEMANDED: self._demanded(),
        }
        refused = practice.book(mother)
        practice.book(mother, begins=timedelta(hours=20))
        practice.refused_join(client, refused)
        client.post("/api/clinic/v1/me/calls", {"client_id": mother.client_id})
        self._bounced()
        invited = practice.adult()
        practice.welcome(invited)
        older = practice.mail(invited.email).token
        practice.welcome(invited)
        practice.guardian(practice.child(), email=mother.email)
        guest = practice.desk.post(f"/api/video-gate/v1/sessions/{refused}/guests", {"name": "Ines Terp"})
        self.named = {
            "client": mother.client_id, "account": client.get("/api/identity/v1/me")["account_id"], "refused_session": refused,
            "dead_link": older, "live_link": practice.mail(invited.email, after=1).token, "waiting_session": waiting, "live_session": live,
            "guest_link": guest["url"].partition("#")[2],
        } | self._at_once() | self._merged()

    def _adult(self) -> tuple[Visitor, str, str]:
        """Somebody let in twice: before the clinician, and with them."""
        person = self.practice.adult()
        adult = self.practice.active(person)
        waiting, live = self.practice.book(person), self.practice.book(person)
        for session in (waiting, live):
            self.practice.joins(adult, session)
        self.practice.joins(self.practice.clinician, live)
        return adult, waiting, live

    def _bounced(self) -> None:
        bounced = self.practice.adult(email=f"nobody@{self.practice.slug}.example")
        self.practice.welcome(bounced)
        self.practice.book(bounced, begins=timedelta(hours=2))

    def _owing(self) -> Visitor:
        """Signed in, and the terms not agreed to yet."""
        person = self.practice.adult()
        self.practice.welcome(person)
        someone = self.practice.visitor()
        someone.redeem(self.practice.mail(person.email).token, PASSWORD, accept_terms=False)
        someone.post("/api/identity/v1/sessions", {"email": person.email, "password": PASSWORD})
        return someone

    def _demanded(self) -> Visitor:
        """The owner of another practice, who asked all staff for a second step and has none."""
        owner = Practice(self.practice.stack).owner
        owner.patch("/api/clinic/v1/settings", {"staff_second_factor": True})
        eventually(lambda: "SECOND_FACTOR_SETUP" in owner.get("/api/identity/v1/me")["owes"], seconds=10)
        return owner

    def _guarded(self) -> tuple[Visitor, Visitor]:
        """Somebody with an app; and the same again, the password right and the app's code still to come."""
        person = self.practice.adult()
        someone = self.practice.active(person)
        secret = someone.post("/api/identity/v1/me/second-factors:beginApp", {"current_password": PASSWORD})["secret"]
        someone.post("/api/identity/v1/me/second-factors:addApp", {"code": pyotp.TOTP(secret).now(), "name": "Pixel 8"})
        again = self.practice.visitor()
        again.post("/api/identity/v1/sessions", {"email": person.email, "password": PASSWORD})
        return someone, again

    def _merged(self) -> dict[str, str]:
        """A child charted twice, and put right."""
        born = {"given_name": "Zoe", "family_name": "Roy", "birth_date": "2017-03-04"}
        kept, gone = (self.practice.guardian(self.practice.child(**born), email=f"ana@{self.practice.slug}.example") for _ in range(2))
        eventually(lambda: self._merge(kept.client_id, gone.client_id), seconds=10)
        return {"merged_into": kept.client_id, "merged_away": gone.client_id}

    def _merge(self, kept: str, gone: str) -> bool:
        """Not while word of the accounts is still on its way to the charts."""
        path, body = f"/api/clinic/v1/clients/{kept}", {"merged_client_id": gone}
        token = self.practice.owner.post(f"{path}:previewMerge", body)["token"]
        return self.practice.owner.send("POST", f"{path}:merge", json=body | {"token": token}).ok

    def _at_once(self) -> dict[str, str]:
        """Imports as far as they come, and bulk welcomes before and after."""
        slug = self.practice.slug
        rows = [f'"Roy{i}, Person{i}",1{i}/03/2019,Pat Roy{i},person{i}@{slug}.example,Dad' for i in (3, 4, 5)]
        known = ["Client Name,DOB,Parent/Guardian 1,P1 Email,P1 Relation", *rows]
        strange = self._imported("strange.csv", ["One,Two", "x,y"], "MATCHING")
        done = self._imported("clients.csv", known, "TRIED")
        self._becomes(f"/api/clinic/v1/imports/{done}", "DONE")
        broken = self._imported("more.csv", [*known[:2], '"Novak, Ada",31/02/2015,Eva Novak,eva,Mother'], "TRIED")
        ready, sent, run = (self._run({"import_id": done}) for _ in range(3))
        self._becomes(f"/api/clinic/v1/welcome-runs/{sent}", "DONE")
        many = [f'"Poe{i}, Person{i}",0{1 + i % 9}/03/2019,Pat Poe{i},poe{i}@{slug}.example,Dad' for i in range(60)]
        paused = self._imported("many.csv", [known[0], *many], "TRIED")
        # A run or an import that has something left to do a moment after it began.
        for path in (f"/api/clinic/v1/imports/{paused}", f"/api/clinic/v1/welcome-runs/{run}"):
            self._paused(path)
        return {"strange_import": strange, "tried_import": broken, "done_import": done, "ready_run": ready, "done_run": sent,
                "paused_import": paused, "paused_run": run}

    def _paused(self, path: str) -> None:
        self.practice.owner.post(f"{path}:start", {})
        self.practice.owner.post(f"{path}:pause", {})

    def _imported(self, name: str, lines: list[str], state: str) -> str:
        body = "\n".join(lines).encode()
        begun = self.practice.owner.post("/api/clinic/v1/imports", {"file_name": name, "size_bytes": len(body)})
        path = f"/api/clinic/v1/imports/{begun['import_id']}"
        self.practice.owner.send("PUT", f"{path}/pieces/0", data=body, headers={"Content-Type": "application/octet-stream"})
        self.practice.owner.post(f"{path}:read", {})
        eventually(lambda: self.practice.owner.get(path)["state"] == state, seconds=20, every=0.1)
        return begun["import_id"]

    def _run(self, about: dict[str, str]) -> str:
        run = self.practice.owner.post("/api/clinic/v1/welcome-runs", about)["run_id"]
        eventually(lambda: self.practice.owner.get(f"/api/clinic/v1/welcome-runs/{run}")["state"] == "READY", seconds=20, every=0.1)
        return run

    def _becomes(self, path: str, state: str) -> None:
        self.practice.owner.post(f"{path}:start", {})
        eventually(lambda: self.practice.owner.get(path)["state"] == state, seconds=30, every=0.1)

    def url(self, place: Place) -> str:
        """A place's whole address."""
        visitor = self._signed_in.get(place.who) or self.practice.visitor()
        return f"http://{visitor.host}{place.path.format(**self.named)}"

    def cookies(self, who: str) -> list[Any]:
        """What keeps somebody signed in, as a browser takes it."""
        return cookies_of(self._signed_in[who]) if who in self._signed_in else []
