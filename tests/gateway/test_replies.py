"""How the gateway answers: limits, retries, headers, its own problems, its log and its spans."""

import json

import pytest

from chassis.testing import eventually
from deploy.gateway import policies
from tests.gateway.edge import token

PRIVATE = "/api/clinic/v1/clients"
LIMITED = [
    "/api/identity/v1/sessions", "/api/identity/v1/password-resets", "/api/identity/v1/links:inspect", "/api/identity/v1/links:redeem",
    "/api/identity/v1/links:renew",
]
MISSING = {"web": "/", "401": PRIVATE, "404": "/api/unknown", "api": "/api/clinic/v1/practice"}


@pytest.mark.parametrize("path", LIMITED)
def test_one_address_may_try_only_so_often_and_is_told_when_again(edge, path):
    source = f"127.0.1.{LIMITED.index(path) + 1}"
    assert [edge.post(path, source=source).status for _ in range(3)] == [200, 200, 200]
    refused = edge.post(path, source=source)
    assert (refused.status, refused.problem["reason"], refused.headers["retry-after"]) == (429, "TOO_MANY_REQUESTS", "60")
    assert edge.post(path, source="127.0.2.1").status == 200


def test_a_mail_provider_needs_no_token_and_is_limited_too(secure_edge):
    tries = [secure_edge.post("/api/notify/v1/delivery-reports", host="api.localhost", source="127.0.1.9").status for _ in range(4)]
    assert tries == [200, 200, 200, 429]


def test_a_forged_address_does_not_lift_the_limit(edge):
    tries = [edge.post(LIMITED[0], source="127.0.3.1", headers={"X-Forwarded-For": f"7.7.7.{n}"}).status for n in range(4)]
    assert tries == [200, 200, 200, 429]


def test_a_read_is_tried_again_and_a_write_is_not(edge):
    assert edge.get("/api/clinic/v1/fails-once?a", token=token()).status == 200
    assert edge.post("/api/clinic/v1/fails-once?b", token=token()).status == 503


def test_an_answer_that_does_not_come_is_a_problem_that_says_so(edge):
    answer = edge.post("/api/clinic/v1/hangs", token=token())
    assert (answer.status, answer.problem["reason"]) == (504, "TIMED_OUT")


def test_a_service_that_is_away_is_a_problem_that_says_so(edge):
    answer = edge.get("/api/notify/v1/openapi.json")
    assert (answer.status, answer.problem["reason"]) == (503, "UNAVAILABLE")


def test_a_body_over_one_mebibyte_is_refused(edge):
    assert edge.post(PRIVATE, token=token(), body=b"x" * (1 << 20)).status == 200
    answer = edge.post(PRIVATE, token=token(), body=b"x" * ((1 << 20) + 1))
    assert (answer.status, answer.problem["reason"]) == (413, "TOO_LARGE")


@pytest.mark.parametrize("path", MISSING.values(), ids=MISSING.keys())
def test_every_reply_carries_the_security_headers(edge, path):
    headers = edge.get(path).headers
    assert headers["content-security-policy"] == policies.STRICT
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["permissions-policy"] == policies.NO_DEVICES
    assert headers["cache-control"] == "no-store"
    assert not {"strict-transport-security", "x-powered-by", "x-envoy-upstream-service-time"} & set(headers)


@pytest.mark.parametrize("path", ["/device-check", "/device-check?from=mail", "/room", "/room/7"])
def test_where_people_meet_or_try_to_a_page_may_use_the_camera(edge, path):
    assert edge.get(path).headers["permissions-policy"] == policies.MEETING


@pytest.mark.parametrize("path", ["/home", "/join/7", "/device-checks", "/rooms", "/api/docs"])
def test_no_other_page_may_use_it(edge, path):
    assert edge.get(path).headers["permissions-policy"] == policies.NO_DEVICES


def test_under_tls_every_reply_says_to_stay_there(secure_edge):
    for path in MISSING.values():
        assert secure_edge.get(path).headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"


def test_only_pages_that_are_not_ours_have_a_laxer_policy(edge):
    assert edge.get("/mailbox/").headers["content-security-policy"] == policies.INBOX
    assert edge.get("/mailbox/email/abc/html").headers["content-security-policy"] == policies.MAIL
    assert edge.get("/mailboxes").headers["content-security-policy"] == policies.STRICT


def test_the_access_log_holds_no_query_no_token_and_no_address(edge):
    path = "/api/clinic/v1/clients/marker"
    edge.get(f"{path}?query=Nguyen", token=token(), source="127.0.4.4", headers={"traceparent": f"00-{'a1' * 16}-{'b2' * 8}-01"})

    def line() -> str:
        return next(line for line in edge.log.read_text().splitlines() if path in line)

    entry = eventually(lambda: line() if path in edge.log.read_text() else None)
    assert not any(secret in entry for secret in ("Nguyen", "Bearer", "eyJ", "127.0.4.4"))
    logged = json.loads(entry)
    assert (logged["method"], logged["path"], logged["status"], logged["route"]) == ("GET", path, 200, "clinic")
    assert "a1" * 16 in logged["traceparent"]


def test_a_browser_s_trace_goes_on_through_the_gateway(edge, spans):
    trace_id, parent = "c3" * 16, "d4" * 8
    seen = edge.get("/api/clinic/v1/clients?query=Nguyen", token=token(), headers={"traceparent": f"00-{trace_id}-{parent}-01"}).seen
    assert seen["headers"]["traceparent"].split("-")[1] == trace_id

    made = eventually(lambda: spans.trace(trace_id) if len(spans.trace(trace_id)) == 2 else None)
    assert {span.service for span in made} == {"gateway"}
    assert parent in {span.parent_id for span in made}
    assert seen["headers"]["traceparent"].split("-")[2] in {span.span_id for span in made}
    assert "Nguyen" not in str([span.attributes for span in made])


def test_without_a_collector_the_trace_passes_as_it_is(secure_edge):
    traceparent = f"00-{'e5' * 16}-{'f6' * 8}-01"
    assert secure_edge.get(PRIVATE, token=token(), headers={"traceparent": traceparent}).seen["headers"]["traceparent"] == traceparent


def test_it_answers_for_its_own_readiness(edge):
    assert edge.get("/gw/readyz", host="10.0.0.7").status == 200
