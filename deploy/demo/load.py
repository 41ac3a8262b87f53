"""Loads the demo practices through the public API; run again, it books the video sessions that have run out."""

import math
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from deploy.demo.mailbox import Mailbox
from deploy.demo.people import PASSWORD, Client, Person, Practice, Staff
from deploy.demo.visitor import Refused, Visitor

MINUTES = 50
CLINICIANS = "CLINICIAN"


class Loader:
    """One practice being loaded. open_practice runs clinic's command of that name; say tells how far it is."""

    def __init__(
        self, practice: Practice, gateway: str, mailbox: Mailbox, open_practice: Callable[[Practice], None], say: Callable[[str], None]
    ) -> None:
        self.practice, self.gateway, self.mailbox, self.open_practice, self.say = practice, gateway, mailbox, open_practice, say
        self.desk = Visitor(practice.slug, gateway)
        self.contacts: dict[str, str] = {}
        self.switches: list[tuple[str, dict[str, bool]]] = []

    def load(self) -> None:
        """Everything, or only the sessions where the practice already stands."""
        if not self._stands():
            self.say(f"{self.practice.name}: opening the practice and inviting its staff")
            self.open_practice(self.practice)
            self._staff()
            self._settings()
            self._clients()
        self._book()

    def _stands(self) -> bool:
        try:
            self.desk.sign_in(self.practice.staff[0].email, PASSWORD)
        except Refused:
            return False
        return bool(self.desk.get("/api/clinic/v1/clients", page_size=1)["total"])

    def _staff(self) -> None:
        owner = self.practice.owner
        self._join(owner, after=0)
        boss = Visitor(self.practice.slug, self.gateway)
        boss.sign_in(owner.email, PASSWORD)
        for member in self.practice.staff:
            boss.post(
                "/api/identity/v1/staff",
                {"email": member.email, "display_name": member.name, "role": member.role},
                key=f"demo {member.email}",
            )
        for member in self.practice.staff:
            self._join(member, after=0)
        self.desk.sign_in(self.practice.staff[0].email, PASSWORD)

    def _join(self, member: Staff, *, after: int) -> None:
        try:
            Visitor(self.practice.slug, self.gateway).sign_in(member.email, PASSWORD)
        except Refused:
            mail = self.mailbox.newest(member.email, after=after, seconds=60)
            Visitor(self.practice.slug, self.gateway).redeem(mail.token, PASSWORD)

    def _settings(self) -> None:
        boss = Visitor(self.practice.slug, self.gateway)
        boss.sign_in(self.practice.owner.email, PASSWORD)
        boss.patch("/api/clinic/v1/settings", {"phone": self.practice.phone, "door": self.practice.door})

    def _clinicians(self) -> list[str]:
        staff = self.desk.get("/api/identity/v1/staff")["staff"]
        order = {member.email: position for position, member in enumerate(self.practice.staff)}
        clinicians = [member for member in staff if member["role"] == CLINICIANS]
        return [member["account_id"] for member in sorted(clinicians, key=lambda member: order.get(member["email"], 0))]

    def _clients(self) -> None:
        clinicians = self._clinicians()
        for done, client in enumerate(self.practice.clients, 1):
            chart = self._chart(client, clinicians[client.clinician % len(clinicians)])
            self._people(client, chart["client_id"])
            if done % 10 == 0:
                self.say(f"{self.practice.name}: {done} of {len(self.practice.clients)} clients")
        self._welcome()
        for relationship, off in self.switches:
            self.desk.patch(relationship, off)

    def _chart(self, client: Client, clinician_id: str) -> Any:
        body = {
            "given_name": client.given,
            "family_name": client.family,
            "birth_date": client.born.isoformat(),
            "clinician_id": clinician_id,
            "has_guardian": client.guardian,
        }
        if client.email:
            body |= {"email": client.email, "phone": client.phone}
        return self.desk.post("/api/clinic/v1/clients", body, key=f"demo client {client.given} {client.family}")

    def _people(self, client: Client, client_id: str) -> None:
        for person in client.people:
            contact = self._contact(person, client_id)
            if person.consent:
                self.desk.post(f"/api/clinic/v1/clients/{client_id}/contacts/{contact}:grantConsent", {"how": "WRITTEN"})
        if not client.people:
            own = self.desk.get(f"/api/clinic/v1/clients/{client_id}/contacts")["contacts"][0]
            self._switch(client_id, own["contact_id"], client.access, client.notifications)

    def _contact(self, person: Person, client_id: str) -> str:
        known = self.contacts.get(person.email)
        who = {"contact_id": known} if known else {"given_name": person.given, "family_name": person.family, "email": person.email}
        if person.phone and not known:
            who["phone"] = person.phone
        body = who | {"relationship": person.relationship, "is_primary": person.primary}
        added = self.desk.post(f"/api/clinic/v1/clients/{client_id}/contacts", body, key=f"demo contact {client_id} {person.email}")
        self.contacts[person.email] = added["contact_id"]
        self._switch(client_id, added["contact_id"], person.access, person.notifications)
        return added["contact_id"]

    def _switch(self, client_id: str, contact_id: str, access: bool | None, notifications: bool | None) -> None:
        """On at once; off only when everybody has followed their mail, as it happens in a practice."""
        wanted = {"online_access": access, "email_notifications": notifications}
        relationship = f"/api/clinic/v1/clients/{client_id}/contacts/{contact_id}"
        if on := {name: True for name, value in wanted.items() if value is True}:
            self.desk.patch(relationship, on)
        if off := {name: False for name, value in wanted.items() if value is False}:
            self.switches.append((relationship, off))

    def _welcome(self) -> None:
        """Invite whoever is to be invited; those who are to be active follow their link."""
        waiting: set[str] = set()
        for row in self._rows():
            client = self._client_of(row)
            states = {person.email: person.state for person in client.people} or {client.email: client.state}
            chosen = self._chosen(row["client_id"], states)
            if chosen:
                self._send(row["client_id"], chosen)
            waiting |= {email for _, email in chosen if states[email] == "active"}
        self.say(f"{self.practice.name}: {len(waiting)} people follow the link in their welcome email")
        for email in sorted(waiting):
            self._activate(email)

    def _send(self, client_id: str, chosen: list[tuple[str, str]]) -> None:
        asked = {"contact_ids": [contact_id for contact_id, _ in chosen]}
        results = self.desk.post(f"/api/clinic/v1/clients/{client_id}:sendWelcomeEmail", asked)["results"]
        # A person on several charts may have signed in already; nobody else of the demo is to be refused.
        if wrong := {result["reason"] for result in results if result["reason"]} - {"ALREADY_ACTIVE"}:
            raise LookupError(f"a welcome email of the demo was refused: {', '.join(sorted(wrong))}")

    def _chosen(self, client_id: str, states: dict[str, str]) -> list[tuple[str, str]]:
        contacts = self.desk.get(f"/api/clinic/v1/clients/{client_id}/contacts")["contacts"]
        return [(contact["contact_id"], contact["email"]) for contact in contacts if states.get(contact["email"], "new") != "new"]

    def _activate(self, email: str) -> None:
        person = Visitor(self.practice.slug, self.gateway)
        mine = lambda mail: mail.subject and self.practice.name in mail.text  # noqa: E731
        self.mailbox.newest(email, seconds=60)
        mail = [mail for mail in self.mailbox.mails(email) if mine(mail)][-1]
        person.redeem(mail.token, PASSWORD)
        person.sign_in(email, PASSWORD)

    def _rows(self) -> list[Any]:
        rows, token = [], ""
        while True:
            page = (
                self.desk.get("/api/clinic/v1/clients", page_size=50, page_token=token)
                if token
                else self.desk.get("/api/clinic/v1/clients", page_size=50)
            )
            rows += page["clients"]
            token = page["next_page_token"]
            if not token:
                return rows

    def _client_of(self, row: Any) -> Client:
        return next(c for c in self.practice.clients if (c.given, c.family) == (row["given_name"], row["family_name"]))

    def _book(self) -> None:
        """Book what no longer lies ahead, so that a demo is never empty."""
        now = datetime.now(UTC)
        ahead = self.desk.get("/api/video-gate/v1/sessions", from_time=_instant(now), page_size=200)["sessions"]
        left = Counter(session["client_id"] for session in ahead)
        clinicians, booked = self._clinicians(), 0
        for row in self._rows():
            client = next((c for c in self.practice.clients if (c.given, c.family) == (row["given_name"], row["family_name"])), None)
            if client:
                people = [person["contact_id"] for person in row["people"]]
                # The soonest run out first.
                for hours in client.hours[: len(client.hours) - left[row["client_id"]]]:
                    self._session(row["client_id"], people, clinicians[client.clinician % len(clinicians)], now + timedelta(hours=hours))
                    booked += 1
        self.say(f"{self.practice.name}: {booked} video sessions booked")

    def _session(self, client_id: str, contact_ids: list[str], clinician_id: str, about: datetime) -> None:
        start = datetime.fromtimestamp(math.floor(about.timestamp() / 300) * 300, UTC)
        self.desk.post(
            "/api/video-gate/v1/sessions",
            {
                "client_id": client_id,
                "contact_ids": contact_ids,
                "clinician_id": clinician_id,
                "start_time": _instant(start),
                "end_time": _instant(start + timedelta(minutes=MINUTES)),
            },
        )


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
