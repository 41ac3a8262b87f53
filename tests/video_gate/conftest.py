"""The gate on real parts, with owners of its copied facts that answer what a test tells them."""

import os
from concurrent import futures
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from unittest.mock import patch
from uuid import UUID, uuid4

import grpc
import pytest
import sqlalchemy as sa
from google.protobuf.timestamp_pb2 import Timestamp

from anteroom.clinic.v1 import clinic_pb2, clinic_pb2_grpc
from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.identity.v1 import events_pb2 as identity
from anteroom.identity.v1 import identity_pb2, identity_pb2_grpc
from anteroom.videogate.v1.videogate_pb2 import AuthorizeJoinRequest
from anteroom.videogate.v1.videogate_pb2_grpc import VideoGateServiceStub
from chassis import health, rpc, service
from chassis.bus import Fact
from chassis.db import Actor, Database
from chassis.testing import shift_clock
from tests.parts import parts  # noqa: F401  (a fixture)
from video_gate import listeners
from video_gate.config import VideoGateSettings
from video_gate.service import SERVICE

HOUR = timedelta(hours=1)


@dataclass
class Owners(clinic_pb2_grpc.ClinicServiceServicer, identity_pb2_grpc.IdentityServiceServicer):
    """identity and clinic as the gate calls them: they answer what they were told, or are silent."""

    accounts: dict[str, identity_pb2.CheckedAccount] = field(default_factory=dict)
    access: dict[str, clinic_pb2.CheckedAccess] = field(default_factory=dict)
    silent: bool = False
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def CheckAccount(self, request, context):
        return self._answer(self.accounts, request.account_id, context)

    def CheckAccess(self, request, context):
        return self._answer(self.access, request.client_id, context)

    def _answer(self, known, key, context):
        self.asked.append(key)
        if self.silent:
            context.abort(grpc.StatusCode.UNAVAILABLE, "silent")
        if key not in known:
            context.abort(grpc.StatusCode.NOT_FOUND, "unknown")
        return known[key]


@pytest.fixture(scope="session")
def settings(parts, _owners):  # noqa: F811
    """As the gate's processes read them; schema and streams are there."""
    with patch.dict(os.environ, parts.environment("videogate")):
        found = VideoGateSettings(drain_seconds=3, identity_grpc=_owners.address, clinic_grpc=_owners.address)
    service.migrate(SERVICE, found)
    return found


@pytest.fixture(scope="session")
def database(settings):
    return Database.app(settings)


@pytest.fixture(scope="session")
def worker(settings):
    return Database.worker(settings)


@pytest.fixture(scope="session")
def _owners():
    """One server for both, at an address of its own: identity's tests leave their door open."""
    made = Owners()
    server = grpc.server(futures.ThreadPoolExecutor(4))
    clinic_pb2_grpc.add_ClinicServiceServicer_to_server(made, server)
    identity_pb2_grpc.add_IdentityServiceServicer_to_server(made, server)
    made.address = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    server.start()
    yield made
    server.stop(0)


@pytest.fixture
def owners(_owners):
    """They know nothing at first."""
    _owners.accounts.clear()
    _owners.access.clear()
    _owners.asked.clear()
    _owners.silent = False
    return _owners


@pytest.fixture(scope="session")
def app(settings, database):
    return service.make_wsgi(SERVICE, settings, health.Health(), database)


@pytest.fixture(scope="session")
def stub(settings):
    """Door 2 on its real port."""
    edge = rpc.Edge("video_gate", settings, Database.app(settings), SERVICE.permissions)

    def register(server):
        for servicer, add, _ in SERVICE.servicers(edge):
            add(rpc.locked(servicer), server)
        return ["anteroom.videogate.v1.VideoGateService"]

    server, _ = rpc.serve(settings, register)
    with grpc.insecure_channel(f"127.0.0.1:{settings.grpc_port}") as channel:
        yield VideoGateServiceStub(channel)
    server.stop(0)


class Practice:
    """A practice of its own for one test: what clinic and identity announced about it, and calls by its people."""

    def __init__(self, parts, app, stub, worker, settings):  # noqa: F811
        self.practice_id = f"p{uuid4().hex[:12]}"
        self.parts, self.app, self.stub, self.worker, self.settings = parts, app, stub, worker, settings
        self.version = 0
        self.owner_id, self.clinician_id = uuid4(), uuid4()
        self.hear(listeners.from_clinic, "practice.opened", clinic.PracticeOpened(practice=clinic.Practice(
            practice_id=self.practice_id, version=self._next(), name="A practice", early_join_minutes=10, zone="America/Toronto")))
        self.staff(self.owner_id, "OWNER", "Olive Owner")
        self.staff(self.clinician_id, "CLINICIAN", "Dr. Cleo Clinician")
        self.fresh()

    def _next(self):
        self.version += 1
        return self.version

    # What is heard.

    def hear(self, listener, thing, message, practice_id=None):
        _, consume = listener.consumers[thing]
        fact = Fact(uuid4(), thing, datetime.now(UTC), 1)
        self.worker.transact(practice_id or self.practice_id, Actor("event"), lambda tx: consume(tx, message, fact))

    def fresh(self, identity_age=0.0, clinic_age=0.0):
        """Heartbeats of both sources, so old; rows are set, since a heartbeat itself never goes back."""
        with self.worker.engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE freshness SET identity_as_of = now() + interval '1 hour' - make_interval(secs => %s), "
                "clinic_as_of = now() + interval '1 hour' - make_interval(secs => %s)",
                (3600 + identity_age if identity_age else 0, 3600 + clinic_age if clinic_age else 0),
            )

    def shift_clock(self, seconds):
        shift_clock([self.settings.worker_database_url], self.practice_id, seconds)

    def staff(self, account_id, role, name, state="ACTIVE"):
        self.account(account_id, state)
        self.hear(listeners.from_identity, "staff.changed", identity.StaffChanged(
            practice_id=self.practice_id, account_id=str(account_id), version=self._next(), display_name=name,
            role=identity.StaffRole.Value(f"STAFF_ROLE_{role}"), state=identity.AccountState.Value(f"ACCOUNT_STATE_{state}")))

    def account(self, account_id, state="ACTIVE"):
        self.hear(listeners.from_identity, "account.changed", identity.AccountChanged(
            practice_id=self.practice_id, account_id=str(account_id), version=self._next(),
            state=identity.AccountState.Value(f"ACCOUNT_STATE_{state}")))

    def bind(self, account_id, contact_id, state="BOUND"):
        self.hear(listeners.from_identity, "binding.changed", identity.BindingChanged(
            practice_id=self.practice_id, account_id=str(account_id), contact_id=str(contact_id), version=self._next(),
            state=identity.BindingState.Value(f"BINDING_STATE_{state}")))

    def client(self, client_id, active=True):
        self.hear(listeners.from_clinic, "client.changed", self.client_message(client_id, active))

    def client_message(self, client_id, active=True, merged_into=""):
        return clinic.ClientChanged(
            practice_id=self.practice_id, client_id=str(client_id), version=self._next(), active=active, merged_into=str(merged_into))

    def access(self, person, **changes):
        """Switches and consent; kept in the person, so that a change changes nothing else."""
        person.access.update(changes)
        self.hear(listeners.from_clinic, "access.changed", self.access_message(person))

    def access_message(self, person):
        now, asked = person.access, clinic.ConsentState.Value(f"CONSENT_STATE_{person.access['consent']}")
        return clinic.AccessChanged(
            practice_id=self.practice_id, contact_id=str(person.contact_id), client_id=str(person.client_id), version=self._next(),
            relationship=clinic.RELATIONSHIP_MOTHER, online_access=now["online_access"], in_force=now["in_force"],
            consent=clinic.Consent(state=asked, session_id=now["consent_session_id"]))

    def contact(self, contact_id, given_name, family_name):
        self.hear(listeners.from_clinic, "contact.changed", clinic.ContactChanged(
            practice_id=self.practice_id, contact_id=str(contact_id), version=self._next(), given_name=given_name, family_name=family_name))

    def login_ended(self, account_id, login_session_id):
        forget = Timestamp()
        forget.FromDatetime(datetime.now(UTC) + HOUR)
        self.hear(listeners.from_identity, "login_session.revoked", identity.LoginSessionRevoked(
            practice_id=self.practice_id, account_id=str(account_id), login_session_id=str(login_session_id), forget_time=forget))

    def parent(self, client_id=None, name=("Pat", "Parent"), account_id=None, **access):
        """A contact with access, consent and an active account, of a client in care."""
        person = SimpleNamespace(
            contact_id=uuid4(), client_id=client_id or uuid4(), account_id=account_id or uuid4(), login_session_id=uuid4(),
            access={"online_access": True, "in_force": True, "consent": "GRANTED", "consent_session_id": ""} | access)
        if client_id is None:
            self.client(person.client_id)
        self.contact(person.contact_id, *name)
        self.access(person)
        if account_id is None:
            self.account(person.account_id)
        self.bind(person.account_id, person.contact_id)
        return person

    # What is called.

    def call(self, method, path, body=None, role="OWNER", account_id=None, login_session_id=None, practice_id=None, **headers):
        token = self.parts.token(practice_id or self.practice_id, role, account_id or self.owner_id, login_session_id)
        headers = {"Authorization": f"Bearer {token}", **headers}
        return self.app.test_client().open(
            f"/api/video-gate/v1{path}", method=method, json=body, headers=headers, base_url=f"http://{self.practice_id}.localhost")

    def booking(self, *people, start=timedelta(0), length=HOUR, **more):
        begins = datetime.now(UTC) + start
        return {
            "client_id": str(people[0].client_id), "contact_ids": [str(person.contact_id) for person in people],
            "clinician_id": str(self.clinician_id), "start_time": begins.isoformat(), "end_time": (begins + length).isoformat(), **more}

    def book(self, *people, **when):
        answer = self.call("POST", "/sessions", self.booking(*people, **when))
        assert answer.status_code == 201, answer.json
        return answer.json["session_id"]

    def join(self, person, session_id, **as_whom):
        return self.call("POST", f"/sessions/{session_id}:join", role=None, account_id=person.account_id,
                         login_session_id=person.login_session_id, **as_whom)

    def authorize(self, account_id, session_id, role="ADMIN", practice_id=None):
        token = self.parts.token(practice_id or self.practice_id, role)
        asked = AuthorizeJoinRequest(practice_id=self.practice_id, session_id=str(session_id), account_id=str(account_id))
        return self.stub.AuthorizeJoin(asked, metadata=[("authorization", f"Bearer {token}")], timeout=10)

    def seats(self, session_id):
        answer = self.call("GET", f"/sessions/{session_id}/seats")
        return {UUID(seat["account_id"]): seat for seat in answer.json["seats"]}

    # What came of it.

    def rows(self, query, **values):
        with self.worker.begin(self.practice_id, Actor("test")) as tx:
            return tx.db.execute(sa.text(query), values).all()

    def rows_changed(self, statement, **values):
        """Set something up that no door does."""
        self.worker.transact(self.practice_id, Actor("test"), lambda tx: tx.db.execute(sa.text(statement), values))

    def announced(self, thing):
        """Payloads of a thing, in order."""
        subject = f"videogate.v1.{self.practice_id}.{thing}"
        found = self.rows("SELECT payload FROM outbox WHERE subject = :subject ORDER BY seq", subject=subject)
        return [row.payload for row in found]


@pytest.fixture
def make_practice(parts, app, stub, worker, settings, owners):  # noqa: F811
    """More than one for a test of the wall."""
    return lambda: Practice(parts, app, stub, worker, settings)


@pytest.fixture
def practice(make_practice):
    return make_practice()
