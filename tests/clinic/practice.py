"""A practice as the tests of clinic see it: its doors, what it announced, and what others tell it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from google.protobuf.json_format import Parse

from anteroom.identity.v1 import events_pb2 as identity
from chassis.bus import Fact
from chassis.db import Actor, Database
from chassis.tables import clock_offsets, outbox
from clinic import listeners
from clinic.events import stamp
from clinic.operations import alarms
from clinic.operations.practices import open_practice

API = "/api/clinic/v1"
CONSUMERS = {
    kind.DESCRIPTOR.full_name: consume for listener in listeners.ALL for kind, consume in listener.consumers.values()
}


@dataclass
class Answer:
    """Status and body of a reply."""

    status: int
    body: Any

    def __getitem__(self, key: str) -> Any:
        return self.body[key]


class Caller:
    """Somebody signed in."""

    def __init__(self, practice: "Practice", role: str | None) -> None:
        self.practice, self.account_id, self.login_session_id = practice, uuid4(), uuid4()
        self.token = practice.parts.token(practice.practice_id, role, self.account_id, self.login_session_id)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """One request, whatever the answer."""
        with self.practice.app.test_client() as browser:
            answer = browser.open(
                API + path, method=method, json=body, base_url=f"http://{self.practice.practice_id}.localhost:8080",
                headers={"Authorization": f"Bearer {self.token}", **{name.replace("_", "-"): value for name, value in headers.items()}},
            )
            return Answer(answer.status_code, answer.get_json())

    def put_bytes(self, path: str, body: bytes) -> Answer:
        """A piece of a file, whatever the answer."""
        with self.practice.app.test_client() as browser:
            answer = browser.put(
                API + path, data=body, base_url=f"http://{self.practice.practice_id}.localhost:8080",
                headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/octet-stream"},
            )
            return Answer(answer.status_code, answer.get_json(silent=True))

    def get(self, path: str) -> Any:
        """The body of a read that succeeds."""
        return self._fine(self.ask("GET", path))

    def post(self, path: str, body: Any) -> Any:
        """The body of a write that succeeds."""
        return self._fine(self.ask("POST", path, body))

    def patch(self, path: str, body: Any) -> Any:
        """The body of a change that succeeds."""
        return self._fine(self.ask("PATCH", path, body))

    def _fine(self, answer: Answer) -> Any:
        assert answer.status < 300, answer
        return answer.body


class Practice:
    """One practice, opened for one test."""

    def __init__(self, app: Any, worker: Database, parts: Any) -> None:
        self.app, self.worker, self.parts = app, worker, parts
        self.practice_id = f"t{uuid4().hex[:12]}"
        self.run(open_practice, name="Maple Counselling", owner_email="owner@example.com", owner_name="Olive Owner")
        self.owner = Caller(self, "OWNER")

    def run(self, operation: Any, *args: Any, **kwargs: Any) -> Any:
        """An operation or a store function in this practice."""
        return self.app.extensions["edge"].database.transact(self.practice_id, Actor("command"), operation, *args, **kwargs)

    def staff(self, role: str) -> Caller:
        """Somebody on the staff."""
        return Caller(self, role)

    def adult(self, **fields: Any) -> tuple[str, str]:
        """(client, contact) of an adult with an address."""
        said = {"given_name": "Grace", "family_name": "Whitfield", "email": f"grace.{uuid4().hex[:8]}@example.com"} | fields
        client = self.owner.post("/clients", said)
        return client["client_id"], client["self_contact_id"]

    def minor(self, **fields: Any) -> str:
        """A child of eleven or so."""
        born = (datetime.now(UTC) - timedelta(days=365 * 11)).date().isoformat()
        return self.owner.post("/clients", {"given_name": "Noah", "family_name": "Tremblay", "birth_date": born} | fields)["client_id"]

    def parent(self, client_id: str, **fields: Any) -> str:
        """A primary contact on the chart, with an address; the contact's id."""
        said = {"given_name": "Julie", "family_name": "Tremblay", "email": f"julie.{uuid4().hex[:8]}@example.com", "relationship": "MOTHER",
                "is_primary": True}
        return self.owner.post(f"/clients/{client_id}/contacts", said | fields)["contact_id"]

    def person(self, client_id: str, contact_id: str) -> Any:
        """Somebody on a chart as the chart shows them."""
        return next(one for one in self.owner.get(f"/clients/{client_id}/contacts")["contacts"] if one["contact_id"] == contact_id)

    def report(self, client_id: str, contact_id: str) -> Any:
        """The access report."""
        return self.owner.get(f"/clients/{client_id}/contacts/{contact_id}/access-report")

    # What others tell it.

    def hear(self, message: Any, event_id: UUID | None = None) -> None:
        """One event by door 3."""
        self.worker.transact(self.practice_id, Actor("event"), lambda tx: self.hear_in(tx, message, event_id))

    def hear_in(self, tx: Any, message: Any, event_id: UUID | None = None) -> None:
        """One event by door 3, in a transaction that a test holds."""
        CONSUMERS[message.DESCRIPTOR.full_name](tx, message, Fact(event_id or uuid4(), "", datetime.now(UTC), 1))

    def account(self, contact_id: str, state: str = "ACTIVE", password: str = "SET", version: int = 1, **fields: Any) -> Caller:
        """identity tells of a login that answers for a contact; the login's holder."""
        holder = fields.pop("holder", None) or Caller(self, None)
        self.hear(identity.AccountChanged(
            practice_id=self.practice_id, account_id=str(holder.account_id), version=version, email="x@example.com",
            state=identity.AccountState.Value(f"ACCOUNT_STATE_{state}"),
            password=identity.PasswordState.Value(f"PASSWORD_STATE_{password}"),
            change_time=stamp(self.now), **fields,
        ))
        self.bind(holder, contact_id)
        return holder

    def bind(self, holder: Caller, contact_id: str, state: str = "BOUND", version: int = 1) -> None:
        """identity tells which contact an account answers for."""
        self.hear(identity.BindingChanged(
            practice_id=self.practice_id, account_id=str(holder.account_id), contact_id=contact_id, version=version,
            state=identity.BindingState.Value(f"BINDING_STATE_{state}"), change_time=stamp(self.now),
        ))

    def hear_staff(self) -> None:
        """identity tells the owner's name."""
        self.hear(identity.StaffChanged(
            practice_id=self.practice_id, account_id=str(self.owner.account_id), version=1, display_name="Olive Owner",
            email="owner@example.com", role=identity.STAFF_ROLE_OWNER, state=identity.ACCOUNT_STATE_ACTIVE, change_time=stamp(self.now),
        ))

    # Its clock and its outbox.

    @property
    def now(self) -> datetime:
        """The instant by this practice's clock."""
        return self.run(lambda tx: tx.now)

    def shift(self, span: timedelta) -> None:
        """Move this practice's clock from real time, and let the alarms ring."""
        self.shift_unnoticed(span)
        alarms.ring(self.worker)

    def shift_unnoticed(self, span: timedelta) -> None:
        """Move the clock, between two looks of the worker."""
        self.run(lambda tx: tx.db.execute(sa.delete(clock_offsets).where(clock_offsets.c.practice_id == tx.practice_id)))
        self.run(lambda tx: tx.db.execute(sa.insert(clock_offsets).values(practice_id=tx.practice_id, seconds=span.total_seconds())))

    def announced(self, kind: type[Any]) -> list[Any]:
        """Every message of a kind that was announced, the oldest first."""
        def rows(tx: Any) -> Any:
            mine = sa.and_(outbox.c.practice_id == tx.practice_id, outbox.c.type == kind.DESCRIPTOR.full_name)
            return tx.db.scalars(sa.select(outbox.c.payload).where(mine).order_by(outbox.c.seq)).all()

        return [Parse(payload, kind()) for payload in self.run(rows)]
