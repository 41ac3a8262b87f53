"""Door 2 on a real channel."""

import json
from types import SimpleNamespace
from uuid import uuid4

import grpc
import pytest
from joserfc.jwk import ECKey

from anteroom.clinic.v1 import clinic_pb2 as pb
from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.clinic.v1.clinic_pb2_grpc import ClinicServiceStub
from chassis import rpc
from chassis.auth import Caller
from chassis.db import Database
from clinic.service import SERVICE


@pytest.fixture(scope="module")
def door(settings, tmp_path_factory):
    """A server and a channel to it; callers sign with keys of their own."""
    folder = tmp_path_factory.mktemp("callers")
    keys = {name: ECKey.generate_key("P-256", {"kid": f"{name}.1"}) for name in ("video_gate", "notify")}
    for name, key in keys.items():
        (folder / f"{name}.json").write_text(json.dumps(key.as_dict(private=True)))
    (folder / "jwks.json").write_text(json.dumps({"keys": [key.as_dict(private=False) for key in keys.values()]}))
    served = settings.model_copy(update={"grpc_port": 0, "callers_jwks_file": folder / "jwks.json", "bind": "127.0.0.1"})
    edge = rpc.Edge("clinic", served, Database.app(served), SERVICE.permissions)
    port = []

    def register(server):
        made = SERVICE.servicers(edge)
        for servicer, add, _ in made:
            add(rpc.locked(servicer), server)
        port.append(server.add_insecure_port("127.0.0.1:0"))
        return [name for _, _, name in made]

    server, _ = rpc.serve(served, register)
    with grpc.insecure_channel(f"127.0.0.1:{port[0]}") as channel:
        callers = {name: Caller(name, folder / f"{name}.json").token("clinic") for name in keys}
        yield SimpleNamespace(stub=ClinicServiceStub(channel), token=callers)
    server.stop(0)


def call(door, method, request, token):
    return getattr(door.stub, method)(request, timeout=10, metadata=[("authorization", f"Bearer {token}")])


def refused(door, method, request, token):
    with pytest.raises(grpc.RpcError) as error:
        call(door, method, request, token)
    return error.value.code(), rpc.reason_of(error.value)


def test_the_gate_is_told_what_the_last_events_said(practice, door):
    client_id = practice.minor()
    contact_id = practice.parent(client_id)
    practice.parent(client_id)
    practice.owner.post(f"/clients/{client_id}/contacts/{contact_id}:grantConsent", {"how": "WRITTEN"})
    asked = pb.CheckAccessRequest(practice_id=practice.practice_id, client_id=client_id, contact_ids=[contact_id])
    told = call(door, "CheckAccess", asked, door.token["video_gate"])
    assert list(told.access) == [[event for event in practice.announced(clinic.AccessChanged) if event.contact_id == contact_id][-1]]
    assert told.client == practice.announced(clinic.ClientChanged)[-1]
    assert told.practice == practice.announced(clinic.PracticeOpened)[-1].practice


def test_only_the_gate_may_ask_and_a_stranger_may_not(practice, door):
    asked = pb.CheckAccessRequest(practice_id=practice.practice_id, client_id=str(uuid4()))
    assert refused(door, "CheckAccess", asked, door.token["notify"])[0] is grpc.StatusCode.UNAUTHENTICATED
    assert refused(door, "CheckAccess", asked, practice.owner.token)[0] is grpc.StatusCode.UNAUTHENTICATED
    assert refused(door, "CheckAccess", asked, door.token["video_gate"]) == (grpc.StatusCode.NOT_FOUND, "CLIENT_UNKNOWN")


def test_integrators_read_charts_by_their_permission(practice, other, door):
    client_id, contact_id = practice.adult(birth_date="1990-02-28")
    asked = pb.GetClientRequest(practice_id=practice.practice_id, client_id=client_id)
    client = call(door, "GetClient", asked, practice.staff("STUDENT").token)
    assert (client.family_name, client.birth_date, client.active, client.minor) == ("Whitfield", "1990-02-28", True, False)
    people = call(door, "ListContacts", pb.ListContactsRequest(practice_id=practice.practice_id, client_id=client_id), practice.owner.token)
    assert [person.contact.contact_id for person in people.contacts] == [contact_id]
    assert refused(door, "GetClient", asked, practice.staff(None).token)[0] is grpc.StatusCode.PERMISSION_DENIED
    assert refused(door, "GetClient", asked, other.owner.token)[0] is grpc.StatusCode.NOT_FOUND
    next_door = pb.GetClientRequest(practice_id=other.practice_id, client_id=client_id)
    assert refused(door, "GetClient", next_door, other.owner.token) == (grpc.StatusCode.NOT_FOUND, "CLIENT_UNKNOWN")


def test_an_identifier_that_is_none_is_refused(practice, door):
    asked = pb.GetClientRequest(practice_id=practice.practice_id, client_id="me")
    assert refused(door, "GetClient", asked, practice.owner.token)[0] is grpc.StatusCode.INVALID_ARGUMENT
