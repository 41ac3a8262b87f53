"""A gateway of its own in front of plain servers that say what reached them."""

import json
import subprocess
import sys
import threading
import time
from concurrent import futures
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import grpc
from joserfc import jwt
from joserfc.jwk import ECKey

from chassis.testing import eventually
from deploy.local.folders import REPOSITORY
from deploy.local.plan import base_environment
from tests.ports import free_port

KEY = ECKey.generate_key("P-256", parameters={"kid": "test", "alg": "ES256", "use": "sig"}, private=True)
LIMITS = {"sign_in": 3, "reset": 3, "inspect": 3, "redeem": 3, "renew": 3, "report": 3}


def token(practice: str = "maple", life: float = 300, **claims) -> str:
    """An access token as identity signs it."""
    now = int(time.time())
    body = {"iss": "anteroom", "aud": "anteroom", "sub": "a", "practice": practice, "lsid": "s", "iat": now, "exp": int(now + life)}
    return jwt.encode({"alg": "ES256", "kid": "test"}, body | claims, KEY)


@dataclass(frozen=True)
class Reply:
    """What came back; seen is what reached the server behind, where one answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def problem(self) -> dict:
        """The problem details."""
        assert self.headers["content-type"] == "application/problem+json", (self.status, self.headers, self.body)
        return json.loads(self.body)

    @property
    def seen(self) -> dict:
        """The request as the server behind saw it."""
        assert self.headers.get("x-echo"), (self.status, self.body)
        return json.loads(self.body)


class Upstream:
    """An HTTP server that echoes; under /api/clinic/v1/… it can be told to fail."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str]] = []
        outer = self

        class Echo(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                outer.answer(self)

            do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = do_HEAD = answer

            def log_message(self, *args) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
        self.server.daemon_threads = True
        self.address = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Identity's keys, a failure that was asked for, or an echo."""
        self.requests.append((request.command, request.path))
        length = int(request.headers.get("content-length") or 0)
        request.rfile.read(length)
        status, path = 200, request.path.partition("?")[0]
        headers = {name.lower(): value for name, value in request.headers.items()}
        body = {"method": request.command, "path": request.path, "headers": headers, "length": length}
        if path.endswith("/jwks.json"):
            body = {"keys": [KEY.as_dict(private=False)]}
        elif path.endswith("/fails-once") and self.requests.count((request.command, request.path)) == 1:
            status = 503
        elif path.endswith("/hangs"):
            threading.Event().wait(20)
        content = json.dumps(body).encode()
        request.send_response(status)
        said = {"x-echo": "1", "content-type": "application/json", "content-length": str(len(content))}
        for name, value in (said | {"x-powered-by": "secret", "content-security-policy": "script-src *"}).items():
            request.send_header(name, value)
        request.end_headers()
        if request.command != "HEAD":
            request.wfile.write(content)


def echo_rpc() -> tuple[grpc.Server, str]:
    """A gRPC server that answers every method with the bytes it was sent."""

    class Any(grpc.GenericRpcHandler):
        def service(self, details):
            return grpc.unary_unary_rpc_method_handler(lambda request, context: request)

    server = grpc.server(futures.ThreadPoolExecutor(4), handlers=[Any()])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, f"127.0.0.1:{port}"


class Edge:
    """Envoy with our configuration; settings override the gateway's, without their prefix."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port, self.admin, self.upstream = free_port(), free_port(), Upstream()
        self.rpc, rpc_address = echo_rpc()
        self.log = folder / "gateway.log"
        named = {f"{name}_limit": str(value) for name, value in LIMITS.items()}
        for service in ("identity", "clinic", "notify", "video_gate"):
            named |= {f"{service}_http": self.upstream.address, f"{service}_grpc": rpc_address}
        named |= {"public_url": f"http://{{practice}}.localhost:{self.port}", "port": str(self.port), "admin_port": str(self.admin),
                  "web": self.upstream.address, "file": str(folder / "envoy.yaml"), "workers": "1"} | settings
        environment = base_environment() | {f"ANTEROOM_GATEWAY_{name.upper()}": value for name, value in named.items()}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "deploy.gateway", "--file-flush-interval-msec", "50"], cwd=REPOSITORY, env=environment,
            stdout=self.log.open("wb"), stderr=subprocess.STDOUT,
        )

    def wait_ready(self) -> None:
        """Until it answers and holds the signing keys."""
        eventually(lambda: self._answers() and self.get("/api/clinic/v1/clients", token=token()).status == 200, seconds=20)

    def _answers(self) -> bool:
        try:
            return self.get("/gw/readyz").status == 200
        except OSError:
            return False

    def stop(self) -> None:
        """Ends Envoy and the servers behind it."""
        self._process.terminate()
        self._process.wait(10)
        self.upstream.server.shutdown()
        self.rpc.stop(0)

    def ask(self, method: str, path: str, *, host: str = "maple.localhost", source: str = "127.0.0.1", token: str | None = None,
            cookie: str | None = None, body: bytes | None = None, headers: dict[str, str] | None = None) -> Reply:
        """One request, its path sent as it is. token goes as Bearer, cookie as the access cookie."""
        sent = {"Host": f"{host}:{self.port}"} | (headers or {})
        sent |= {"Authorization": f"Bearer {token}"} if token else {}
        sent |= {"Cookie": f"anteroom_access={cookie}"} if cookie else {}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20, source_address=(source, 0))
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        reply = Reply(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
        connection.close()
        return reply

    def get(self, path: str, **options) -> Reply:
        """A GET."""
        return self.ask("GET", path, **options)

    def post(self, path: str, **options) -> Reply:
        """A POST with an empty JSON object unless told otherwise."""
        return self.ask("POST", path, **({"body": b"{}"} | options))
