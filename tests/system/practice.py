"""A practice opened for one test, and the people who walk through it."""

import itertools
import json
import os
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from unittest.mock import patch
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
import requests

from chassis.testing import eventually, shift_clock
from clinic import command
from deploy.demo.mailbox import Mail, Mailbox
from deploy.demo.visitor import Refused, Visitor
from notify import signing

PASSWORD = "seven quiet chairs"
ANOTHER = "nine patient lamps"
SERVICES = ("identity", "clinic", "notify", "videogate")
_numbers = itertools.count(1)


def refused(ask: Any, *arguments: Any, **options: Any) -> Refused:
    """The refusal that a call is answered with."""
    try:
        answer = ask(*arguments, **options)
    except Refused as no:
        return no
    raise AssertionError(f"not refused: {answer}")


@dataclass(frozen=True)
class Person:
    """A contact of one client."""

    client_id: str
    contact_id: str
    email: str

    @property
    def path(self) -> str:
        """The relationship's address."""
        return f"/api/clinic/v1/clients/{self.client_id}/contacts/{self.contact_id}"


class Practice:
    """Opened by clinic's command, its owner signed in by the link that came by mail. Everything else goes through the gateway."""

    def __init__(self, stack: Any) -> None:
        self.stack = stack
        self.slug = f"p{uuid4().hex[:10]}"
        self.gateway = f"http://127.0.0.1:{stack.ports.gateway}"
        self.mailbox = Mailbox(f"http://127.0.0.1:{stack.ports.inbox}/mailbox")
        self.owner_email = f"owner@{self.slug}.example"
        words = {"name": f"Practice {self.slug}", "owner-email": self.owner_email, "owner-name": "Olive Owner", "phone": "416-555-0100"}
        self._open([self.slug, *(word for name, value in words.items() for word in (f"--{name}", value))])

    def _open(self, words: list[str]) -> None:
        """As `python -m clinic open-practice` does, but for a second's worth of starting Python once a test."""
        with patch.dict(os.environ, self.stack.service_env("clinic")):
            command.run(words)

    def settles(self, seconds: float) -> None:
        """Returns once every outbox is published and every consumer has caught up."""
        eventually(self._settled, seconds=seconds, every=0.2)

    def _settled(self) -> bool:
        for service in SERVICES:
            with psycopg.connect(self.stack.database_url(service, "worker").replace("+psycopg", "")) as connection:
                assert connection.execute("SELECT count(*) FROM outbox WHERE published_time IS NULL").fetchone() == (0,)
        streams = requests.get(f"http://127.0.0.1:{self.stack.ports.nats_monitor}/jsz?consumers=true", timeout=5).json()
        details = [
            consumer
            for account in streams["account_details"]
            for stream in account["stream_detail"]
            for consumer in stream.get("consumer_detail") or []
        ]
        # A heartbeat or two is always under way.
        return bool(details) and all(consumer["num_pending"] <= 2 and consumer["num_ack_pending"] <= 1 for consumer in details)

    def visitor(self) -> Visitor:
        """Somebody at the practice's address, not signed in."""
        return Visitor(self.slug, self.gateway)

    def today(self) -> date:
        """The day it is at the practice, whose zone is the one that it is opened with."""
        return datetime.now(ZoneInfo(self.owner.get("/api/clinic/v1/settings")["zone"])).date()

    def shift_clock(self, seconds: float) -> None:
        """Move this practice's clock so far from real time, in all four databases."""
        shift_clock([self.stack.database_url(service, "worker") for service in SERVICES], self.slug, seconds)

    @cached_property
    def owner(self) -> Visitor:
        """The owner, signed in."""
        return self.entered(self.owner_email)

    @cached_property
    def clinician(self) -> Visitor:
        """A clinician, signed in."""
        return self.staff("CLINICIAN")

    @cached_property
    def desk(self) -> Visitor:
        """A front-desk person, signed in."""
        return self.staff("FRONT_DESK")

    @cached_property
    def clinician_id(self) -> str:
        """Whose video sessions are booked."""
        return self.clinician.get("/api/identity/v1/me")["account_id"]

    def staff(self, role: str) -> Visitor:
        """A new staff member who followed their invitation."""
        email = f"{role.lower()}{next(_numbers)}@{self.slug}.example"
        self.owner.post("/api/identity/v1/staff", {"email": email, "display_name": f"{role.title()} {next(_numbers)}", "role": role})
        return self.entered(email)

    def mail(self, email: str, *, after: int = 0, seconds: float = 20) -> Mail:
        """The newest mail to an address, once it has more than `after`."""
        return self.mailbox.newest(email, after=after, seconds=seconds)

    def entered(self, email: str, password: str = PASSWORD) -> Visitor:
        """Someone who followed the link in their newest mail, set a password and signed in."""
        someone = self.visitor()
        someone.redeem(self.mail(email).token, password)
        someone.sign_in(email, password)
        return someone

    def adult(self, *, email: str | None = None, **fields: Any) -> Person:
        """A client who acts for themself."""
        number = next(_numbers)
        address = email or f"adult{number}@{self.slug}.example"
        chart = self.owner.post(
            "/api/clinic/v1/clients",
            {"given_name": f"Ada{number}", "family_name": "Adult", "birth_date": "1990-05-05", "email": address} | fields,
        )
        return Person(chart["client_id"], chart["self_contact_id"], address)

    def child(self, **fields: Any) -> str:
        """A minor's chart; returns the client's id."""
        born = datetime.now(UTC).date() - timedelta(days=365 * 9)
        body = {"given_name": f"Kit{next(_numbers)}", "family_name": "Child", "birth_date": born.isoformat()} | fields
        return self.owner.post("/api/clinic/v1/clients", body)["client_id"]

    def guardian(self, client_id: str, *, email: str | None = None, contact_id: str | None = None, **fields: Any) -> Person:
        """A primary contact of a minor: a new person, or one the practice knows."""
        address = email or f"parent{next(_numbers)}@{self.slug}.example"
        who = {"contact_id": contact_id} if contact_id else {"given_name": "Gia", "family_name": "Guardian", "email": address}
        added = self.owner.post(
            f"/api/clinic/v1/clients/{client_id}/contacts", who | {"relationship": "MOTHER", "is_primary": True} | fields
        )
        return Person(client_id, added["contact_id"], added["email"] or address)

    def welcome(self, *people: Person) -> list[Any]:
        """Press Welcome Email for people of one client; the per-recipient results."""
        chosen = {"contact_ids": [person.contact_id for person in people]}
        return self.owner.post(f"/api/clinic/v1/clients/{people[0].client_id}:sendWelcomeEmail", chosen)["results"]

    def reports(self, mail: Mail, event: str, **more: Any) -> None:
        """The mail provider tells what became of a mail, signed with this installation's key."""
        said = {"message_id": mail.message_id, "event": event, "event_time": datetime.now(UTC).isoformat()} | more
        body, stamp = json.dumps({"reports": [said]}).encode(), int(time.time())
        (key,) = signing.keys_of(self.report_keys())
        headers = {
            "Host": "api.localhost", "Content-Type": "application/json", "webhook-id": str(uuid4()), "webhook-timestamp": str(stamp),
        }
        headers["webhook-signature"] = signing.sign(key, headers["webhook-id"], stamp, body)
        answer = requests.post(f"{self.gateway}/api/notify/v1/delivery-reports", data=body, headers=headers, timeout=10)
        assert answer.json() == {"accepted": 1}, answer.text

    def report_keys(self) -> str:
        """What this installation's mail provider signs with."""
        return self.stack.plan.secrets.report_keys_file.read_text()

    def active(self, person: Person, password: str = PASSWORD) -> Visitor:
        """Invite a person and let them in: mail, link, password, sign-in."""
        assert [result["state"] for result in self.welcome(person)] == ["REQUESTED"]
        return self.entered(person.email, password)

    def consent(self, person: Person) -> Any:
        """Record that consent was given in writing."""
        return self.owner.post(f"{person.path}:grantConsent", {"how": "WRITTEN"})

    def book(self, *people: Person, begins: timedelta = timedelta(minutes=-5), lasts: timedelta = timedelta(minutes=50)) -> str:
        """A video session of one client with these people, running since five minutes ago unless said otherwise."""
        start = datetime.now(UTC) + begins
        return self.owner.post(
            "/api/video-gate/v1/sessions",
            {
                "client_id": people[0].client_id,
                "contact_ids": [person.contact_id for person in people],
                "clinician_id": self.clinician_id,
                "start_time": start.isoformat(),
                "end_time": (start + lasts).isoformat(),
            },
        )["session_id"]

    def joins(self, who: Visitor, session_id: str) -> Any:
        """Press Join, once the gate has heard of everything; the grant."""
        return eventually(lambda: self._granted(who, session_id), seconds=10)

    @staticmethod
    def _granted(who: Visitor, session_id: str) -> Any:
        answer = who.send("POST", f"/api/video-gate/v1/sessions/{session_id}:join", json={})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused_join(self, who: Visitor, session_id: str) -> Refused:
        """Press Join and be refused."""
        return refused(who.post, f"/api/video-gate/v1/sessions/{session_id}:join")

    def report(self, person: Person) -> Any:
        """The access report of a relationship, as the front desk sees it."""
        return self.owner.get(f"{person.path}/access-report")

    def finding(self, person: Person, code: str) -> Any:
        """One finding of the access report."""
        one = next((found for found in self.report(person)["findings"] if found["code"] == code), None)
        assert one, f"no finding {code} yet"
        return one
