"""Who gets through the gateway: tokens, practices, and what clients may not say."""

import grpc
import pytest

from tests.gateway.edge import token

PRIVATE = "/api/clinic/v1/clients"
PUBLIC = [
    "/api/identity/v1/sessions/current:refresh", "/api/identity/v1/sessions/current", "/api/identity/v1/me",
    "/api/identity/v1/me:changePassword", "/api/identity/v1/me/offers/1:accept", "/api/identity/v1/jwks.json",
    "/api/clinic/v1/practice", "/api/clinic/v1/practice/manifest", "/api/clinic/v1/practice/terms", "/api/clinic/v1/browsers",
    "/api/clinic/v1/openapi.json", "/", "/set-password", "/api/docs",
]


def test_a_call_without_a_token_is_told_to_sign_in(edge):
    answer = edge.get(PRIVATE)
    assert answer.status == 401
    assert answer.problem == {"type": "about:blank", "title": "Sign in first.", "status": 401, "reason": "UNAUTHENTICATED"}


def test_a_cookie_and_a_bearer_token_both_let_in(edge):
    assert edge.get(PRIVATE, cookie=token()).status == 200
    assert edge.get(PRIVATE, token=token()).seen["headers"]["authorization"].startswith("Bearer ")


@pytest.mark.parametrize("bad", [{"life": -60}, {"iss": "someone"}, {"aud": "other"}], ids=["expired", "issuer", "audience"])
def test_a_token_that_is_not_live_and_ours_is_refused(edge, bad):
    assert edge.get(PRIVATE, cookie=token(**bad)).status == 401


def test_a_token_without_an_end_is_refused(edge):
    assert edge.get(PRIVATE, cookie=token(exp=None)).status == 401


@pytest.mark.parametrize("path", PUBLIC)
def test_an_expired_cookie_does_not_close_a_public_route(edge, path):
    assert edge.post(path, cookie=token(life=-600)).status == 200


@pytest.mark.parametrize("host", ["birch.localhost", "maplex.localhost"])
@pytest.mark.parametrize("how", ["cookie", "token"])
def test_a_token_opens_only_its_own_practice(edge, host, how):
    answer = edge.get(PRIVATE, host=host, **{how: token("maple")})
    assert (answer.status, answer.problem["reason"]) == (401, "PRACTICE_MISMATCH")


def test_the_host_is_compared_without_case(edge):
    assert edge.get(PRIVATE, host="MAPLE.localhost", cookie=token()).status == 200


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "maple.example.org", "maple.birch.localhost", "ma_ple.localhost"])
def test_a_host_that_names_no_practice_is_not_found(edge, host):
    assert edge.get("/", host=host).problem["reason"] == "NOT_FOUND"


def test_what_only_we_may_say_is_taken_from_a_client_s_request(edge):
    forged = [
        "x-anteroom-practice", "x-anteroom-account", "x-anteroom-csrfx", "x-anteroom-c", "x-tenant-id", "forwarded",
        "x-forwarded-host", "x-envoy-upstream-rq-timeout-ms", "x-http-method-override", "x-original-url",
    ]
    seen = edge.get(PRIVATE, cookie=token(), headers=dict.fromkeys(forged, "1") | {"X-Anteroom-CSRF": "1"}).seen["headers"]
    assert not set(forged) & set(seen)
    assert seen["x-anteroom-csrf"] == "1"


def test_the_caller_s_address_is_the_connection_s_and_not_what_it_claims(edge):
    claims = {"x-envoy-external-address": "9.9.9.9", "x-forwarded-for": "8.8.8.8"}
    assert edge.get(PRIVATE, cookie=token(), source="127.0.0.9", headers=claims).seen["headers"]["x-envoy-external-address"] == "127.0.0.9"


def test_behind_a_trusted_proxy_the_address_is_the_one_it_saw(secure_edge):
    claims = {"x-forwarded-for": "8.8.8.8, 5.5.5.5"}
    seen = secure_edge.get(PRIVATE, token=token(), headers=claims).seen["headers"]
    assert seen["x-envoy-external-address"] == "5.5.5.5"


def test_under_tls_only_the_host_cookie_counts(secure_edge):
    assert secure_edge.get(PRIVATE, cookie=token()).status == 401
    assert secure_edge.get(PRIVATE, headers={"Cookie": f"__Host-anteroom_access={token()}"}).status == 200


@pytest.mark.parametrize("path", [
    "/livez", "/readyz", "/metrics", "/stats", "/readyz?verbose", "//metrics", "/x/../metrics", "/%6detrics", "/api/clinic/../../metrics",
    "/api/clinic/..%2f..%2fmetrics", "/api/metrics", "/gw/", "/api/unknown/v1/x", "/api", "/anteroom.identity.v1.IdentityService/MintLink",
])
def test_probes_metrics_and_what_is_not_ours_do_not_exist_outside(edge, path):
    asked = len(edge.upstream.requests)
    assert edge.get(path, cookie=token()).problem["status"] in (400, 404)
    assert len(edge.upstream.requests) == asked


def test_without_a_development_inbox_there_is_no_mailbox(edge, secure_edge):
    assert edge.get("/mailbox/").status == 200
    assert secure_edge.get("/mailbox/").problem["reason"] == "NOT_FOUND"


def call(edge, method: str, metadata=(), host: str = "maple.localhost"):
    with grpc.insecure_channel(f"127.0.0.1:{edge.port}", options=[("grpc.default_authority", f"{host}:{edge.port}")]) as channel:
        return channel.unary_unary(method)(b"hello", timeout=5, metadata=metadata)


def test_an_integrator_calls_by_grpc_with_a_bearer_token(edge):
    assert call(edge, "/anteroom.videogate.v1.VideoGateService/AuthorizeJoin", [("authorization", f"Bearer {token()}")]) == b"hello"


@pytest.mark.parametrize("method, metadata, host", [
    ("/anteroom.videogate.v1.VideoGateService/AuthorizeJoin", [], "maple.localhost"),
    ("/anteroom.videogate.v1.VideoGateService/AuthorizeJoin", [("cookie", f"anteroom_access={token()}")], "maple.localhost"),
    ("/anteroom.videogate.v1.VideoGateService/AuthorizeJoin", [("authorization", f"Bearer {token()}")], "birch.localhost"),
    ("/grpc.health.v1.Health/Check", [("authorization", f"Bearer {token()}")], "maple.localhost"),
    ("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", [], "maple.localhost"),
], ids=["no token", "a browser's cookie", "another practice", "health", "reflection"])
def test_no_other_grpc_call_gets_through(edge, method, metadata, host):
    with pytest.raises(grpc.RpcError) as refused:
        call(edge, method, metadata, host)
    assert refused.value.code() in (grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.UNIMPLEMENTED)
