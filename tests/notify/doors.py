"""notify's doors as callers meet them: WSGI with cookies or Bearer, gRPC over a channel."""

import time
from uuid import uuid4

import grpc
from joserfc import jwt

from anteroom.notify.v1 import notify_pb2_grpc
from chassis import health, rpc
from chassis.service import make_wsgi
from notify.service import SERVICE
from tests.ports import free_port


class Doors:
    """Both doors of one process, on the app role's database."""

    def __init__(self, settings, signing_key, database):
        port = free_port()
        self.settings = settings.model_copy(update={"grpc_port": port})
        self._key = signing_key
        self.database = database
        self.wsgi = make_wsgi(SERVICE, self.settings, health.Health(), self.database).test_client()
        edge = rpc.Edge("notify", self.settings, self.database, SERVICE.permissions)
        self._server, _ = rpc.serve(self.settings, lambda server: self._register(edge, server))
        self.stub = notify_pb2_grpc.NotifyServiceStub(grpc.insecure_channel(f"127.0.0.1:{port}"))

    @staticmethod
    def _register(edge, server):
        (made,) = SERVICE.servicers(edge)
        made[1](rpc.locked(made[0]), server)
        return [made[2]]

    def stop(self):
        """Close both."""
        self._server.stop(0).wait()

    def token(self, practice, role="FRONT_DESK", login_session_id=None, account_id=None):
        """An access token such as identity signs."""
        claims = {"iss": "anteroom", "aud": "anteroom", "sub": str(account_id or uuid4()), "practice": practice.practice_id,
                  "exp": int(time.time()) + 60, "lsid": str(login_session_id or uuid4())} | ({"role": role} if role else {})
        return jwt.encode({"alg": "ES256", "kid": self._key.kid}, claims, self._key)

    def send(self, method, path, practice, *, token=None, **options):
        """One request by Bearer, at the practice's host."""
        headers = {"Authorization": f"Bearer {token or self.token(practice)}"} | options.pop("headers", {})
        return self.wsgi.open(path, method=method, base_url=f"http://{practice.practice_id}.localhost", headers=headers, **options)

    def get(self, path, practice, **query):
        """A read; its JSON."""
        answer = self.send("GET", f"/api/notify/v1{path}", practice, query_string=query)
        assert answer.status_code == 200, answer.text
        return answer.json

    def metadata(self, practice, **options):
        """What an integrator's gRPC call carries."""
        return [("authorization", f"Bearer {self.token(practice, **options)}")]
