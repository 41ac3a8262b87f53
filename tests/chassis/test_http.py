"""Door 1: what comes in is strict, every no has a reason, and a key makes once of twice."""

import json
from uuid import UUID, uuid4

import pytest

from chassis import health, service
from chassis.body import Body
from chassis.db import Database
from tests.chassis.toy import TOY

SAME_SITE = {"X-Anteroom-CSRF": "1", "Origin": "http://maple.localhost"}


@pytest.mark.parametrize(("body", "reason"), [
    ({"json": {"text": "hi", "more": 1}}, "INVALID"), ({"json": {"text": 3}}, "INVALID"), ({"json": {"text": "a\x00b"}}, "INVALID"),
    ({"json": {"text": "a\u2028b"}}, "INVALID"), ({"json": []}, "INVALID"), ({"data": b"{", "content_type": "application/json"}, "INVALID"),
    ({"data": b"text=hi", "content_type": "text/plain"}, "INVALID"), ({"json": json.dumps({"text": "smuggled"})}, "INVALID"),
    ({"data": b'{"text":' + b"[" * 90_000, "content_type": "application/json"}, "INVALID"),
    ({"json": {"text": "a" * (1 << 21)}}, "TOO_LARGE"),
])
def test_a_body_that_does_not_fit_is_a_problem_with_a_reason(call, body, reason):
    refused = call("POST", "/notes", **body)
    assert refused.content_type == "application/problem+json"
    assert (refused.json["reason"], refused.status_code) == (reason, 413 if reason == "TOO_LARGE" else 400)


def test_json_in_a_json_string_is_not_unwrapped():
    with pytest.raises(Exception, match="INVALID"):
        Body.model_validate_json("{}")


@pytest.mark.parametrize(("how", "status", "reason"), [
    ({"bearer": False}, 401, "UNAUTHENTICATED"), ({"token": "x.y.z"}, 401, "UNAUTHENTICATED"),
    ({"token": "ünicode"}, 401, "UNAUTHENTICATED"),
    ({"practice": "birch", "host": "maple"}, 401, "UNAUTHENTICATED"), ({"role": None}, 403, "FORBIDDEN"),
])
def test_who_may_not_is_told_so(call, how, status, reason):
    refused = call("GET", "/notes", **how)
    assert (refused.status_code, refused.json["reason"]) == (status, reason)


def test_a_token_that_ran_out_is_refused_and_one_kept_is_forgotten_when_it_runs_out(call, parts):
    assert call("GET", "/notes", token=parts.token("maple", "OWNER", life=-60)).status_code == 401
    short = parts.token("maple", "OWNER", life=-3)  # within the leeway, and for two seconds more
    assert call("GET", "/notes", token=short).status_code == 200


@pytest.mark.parametrize(("headers", "status"), [
    (SAME_SITE, 200), ({}, 403), (SAME_SITE | {"Origin": "http://evil.localhost"}, 403), ({"X-Anteroom-CSRF": "1"}, 403),
    (SAME_SITE | {"Origin": "null"}, 403),
])
def test_a_write_without_a_bearer_must_come_from_our_own_page(call, headers, status):
    assert call("POST", "/open", bearer=False, headers=headers, json={"text": "x"}).status_code == status


def test_the_same_key_does_it_once(call, parts):
    token, key = parts.token("maple", "OWNER"), {"Idempotency-Key": str(uuid4())}
    first, second = (call("POST", "/notes", token=token, headers=key, json={"text": "once"}) for _ in range(2))
    assert (first.status_code, first.json) == (second.status_code, second.json)
    assert call("POST", "/notes", token=token, headers=key, json={"text": "twice"}).json["reason"] == "IDEMPOTENCY_KEY_REUSED"
    assert call("POST", "/notes", headers=key, json={"text": "twice"}).status_code == 201, "a key is the account's own"


@pytest.mark.parametrize(("method", "path", "status", "reason"), [
    ("GET", "/nosuch", 404, "NOT_FOUND"), ("PUT", "/notes", 405, "METHOD_NOT_ALLOWED"), ("GET", "/notes/x", 400, "INVALID"),
    ("GET", f"/notes/{UUID(int=1)}", 404, "NOT_FOUND"), ("POST", f"/notes/{UUID(int=1)}:break", 500, "INTERNAL"),
])
def test_every_no_is_a_problem_with_a_reason(call, method, path, status, reason):
    refused = call(method, path)
    assert (refused.status_code, refused.json["reason"], refused.content_type) == (status, reason, "application/problem+json")
    assert "somebody" not in refused.text


def test_the_document_names_every_door_and_its_lock(call):
    document = call("GET", "/openapi.json", bearer=False).json
    broken = document["paths"]["/api/toy/v1/notes/{note_id}:break"]["post"]
    assert (broken["operationId"], broken["x-permission"]) == ("breakNote", "notes:write")
    assert list(broken["responses"]) == ["default"]
    assert "security" not in document["paths"]["/api/toy/v1/open"]["post"]


def test_a_database_that_is_away_is_a_503(settings, parts):
    nowhere = Database("postgresql+psycopg://notify_app:x@127.0.0.1:1/toy")
    app = service.make_wsgi(TOY, settings, health.Health(), nowhere)
    headers = {"Authorization": f"Bearer {parts.token('maple', 'OWNER')}"}
    refused = app.test_client().get("/api/toy/v1/notes", headers=headers, base_url="http://maple.localhost")
    assert (refused.status_code, refused.json["reason"]) == (503, "UNAVAILABLE")
