"""Journey 6: another practice's staff, cookies, ids, links and callers get nothing, by any door."""

import grpc
import psycopg
import pytest

from anteroom.clinic.v1 import clinic_pb2, clinic_pb2_grpc
from anteroom.identity.v1 import identity_pb2, identity_pb2_grpc
from anteroom.notify.v1 import notify_pb2, notify_pb2_grpc
from anteroom.videogate.v1 import videogate_pb2, videogate_pb2_grpc
from chassis.rpc import reason_of
from tests.system.practice import SERVICES, Practice, refused


@pytest.fixture(scope="module")
def practice(stack):
    """One pair for all: nobody here changes anything."""
    return Practice(stack)


@pytest.fixture(scope="module")
def neighbour(stack):
    return Practice(stack)


@pytest.fixture(scope="module")
def theirs(practice):
    person = practice.guardian(practice.child())
    practice.consent(person)
    practice.welcome(person)
    practice.mail(person.email)
    account = practice.owner.get("/api/identity/v1/accounts", query=person.email)["accounts"][0]
    return {"person": person, "session_id": practice.book(person), "account_id": account["account_id"]}


def reads(theirs):
    person = theirs["person"]
    return [
        f"/api/clinic/v1/clients/{person.client_id}",
        f"/api/clinic/v1/clients/{person.client_id}/contacts",
        f"{person.path}/access-report",
        f"/api/identity/v1/accounts/{theirs['account_id']}",
        f"/api/video-gate/v1/sessions/{theirs['session_id']}/seats",
    ]


def writes(theirs):
    person = theirs["person"]
    session, account = theirs["session_id"], theirs["account_id"]
    return [
        ("PATCH", f"/api/clinic/v1/clients/{person.client_id}", {"given_name": "Mine"}),
        ("PATCH", person.path, {"online_access": False}),
        ("PATCH", f"/api/clinic/v1/contacts/{person.contact_id}", {"email": "mine@example.com"}),
        ("POST", f"{person.path}:grantConsent", {"how": "WRITTEN"}),
        ("POST", f"{person.path}:withdrawConsent", {}),
        ("POST", f"/api/clinic/v1/clients/{person.client_id}:sendWelcomeEmail", {"contact_ids": [person.contact_id]}),
        ("POST", f"/api/identity/v1/accounts/{account}:setTemporaryPassword", {"password": "mine, all of it", "reason": "curious"}),
        ("POST", f"/api/identity/v1/accounts/{account}:lock", {"reason": "curious"}),
        ("POST", f"/api/video-gate/v1/sessions/{session}:join", {}),
        ("POST", f"/api/video-gate/v1/sessions/{session}:cancel", {}),
    ]


def test_anothers_staff_find_none_of_our_ids_by_http(neighbour, theirs):
    for path in reads(theirs):
        assert neighbour.owner.send("GET", path).status_code == 404, path
    for method, path, body in writes(theirs):
        answer = neighbour.owner.send(method, path, json=body)
        assert answer.status_code == 404, (path, answer.text)
    assert neighbour.owner.get("/api/notify/v1/messages", client_id=theirs["person"].client_id)["messages"] == []


def test_a_cookie_of_another_practice_opens_no_door_here(practice, neighbour, theirs):
    stranger = practice.visitor()
    for cookie in neighbour.owner.http.cookies:
        stranger.http.cookies.set_cookie(cookie)
    for path in reads(theirs):
        assert stranger.send("GET", path).status_code == 401, path
    assert refused(stranger.get, "/api/identity/v1/me").status == 401
    assert refused(stranger.post, "/api/identity/v1/sessions/current:refresh").status == 401


def test_a_link_of_another_practice_is_unknown_here(practice, neighbour, theirs):
    token = practice.mail(theirs["person"].email).token
    no = refused(neighbour.visitor().post, "/api/identity/v1/links:inspect", {"token": token})
    assert (no.status, no.reason) == (404, "LINK_UNKNOWN")
    assert practice.visitor().post("/api/identity/v1/links:inspect", {"token": token})["state"] == "LIVE"


def test_a_bearer_of_another_practice_gets_nothing_by_grpc(practice, neighbour, theirs):
    token = neighbour.owner.http.cookies.get("anteroom_access")
    person, ours = theirs["person"], practice.slug
    calls = [
        (clinic_pb2_grpc.ClinicServiceStub, "GetClient", clinic_pb2.GetClientRequest(practice_id=ours, client_id=person.client_id)),
        (clinic_pb2_grpc.ClinicServiceStub, "CheckAccess", clinic_pb2.CheckAccessRequest(practice_id=ours, client_id=person.client_id)),
        (
            identity_pb2_grpc.IdentityServiceStub,
            "GetAccount",
            identity_pb2.GetAccountRequest(practice_id=ours, account_id=theirs["account_id"]),
        ),
        (identity_pb2_grpc.IdentityServiceStub, "MintLink", identity_pb2.MintLinkRequest(practice_id=ours, link_id=theirs["session_id"])),
        (notify_pb2_grpc.NotifyServiceStub, "ListMessages", notify_pb2.ListMessagesRequest(practice_id=ours, client_id=person.client_id)),
        (
            videogate_pb2_grpc.VideoGateServiceStub,
            "GetSession",
            videogate_pb2.GetSessionRequest(practice_id=ours, session_id=theirs["session_id"]),
        ),
    ]
    with grpc.insecure_channel(
        f"127.0.0.1:{practice.stack.ports.gateway}", options=[("grpc.default_authority", practice.visitor().host)]
    ) as channel:
        for stub, method, request in calls:
            with pytest.raises(grpc.RpcError) as no:
                getattr(stub(channel), method)(request, metadata=[("authorization", f"Bearer {token}")], timeout=5)
            assert no.value.code() in (grpc.StatusCode.NOT_FOUND, grpc.StatusCode.UNAUTHENTICATED), (method, reason_of(no.value))


@pytest.mark.parametrize("service", SERVICES)
def test_the_database_itself_shows_a_practice_only_its_own_rows(practice, neighbour, theirs, service):
    address = practice.stack.database_url(service, "app").replace("+psycopg", "")
    with psycopg.connect(address) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'practice_id' "
                "WHERE c.relkind = 'r'"
            )
        ]
        assert tables
        for seen_as in (neighbour.slug, "", None):
            connection.execute("SELECT set_config('app.practice_id', %s, false)", (seen_as,))
            for table in tables:
                foreign = connection.execute(f"SELECT count(*) FROM {table} WHERE practice_id = %s", (practice.slug,)).fetchone()
                assert foreign == (0,), table


@pytest.mark.parametrize("service", SERVICES)
def test_every_table_stands_behind_the_wall_even_for_its_owner(practice, service):
    with psycopg.connect(practice.stack.database_url(service, "owner").replace("+psycopg", "")) as connection:
        open_tables = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND relname <> 'alembic_version' "
            "AND NOT (relrowsecurity AND relforcerowsecurity)"
        ).fetchall()
        assert open_tables == []
        unbound = connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE %s AND (rolsuper OR rolbypassrls)", (f"{service}%",)
        ).fetchall()
        assert unbound == []
