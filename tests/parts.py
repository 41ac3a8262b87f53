"""The real parts alone, for tests of one service: PostgreSQL and NATS with their users, and identity's key to sign tokens with."""

import fcntl
import functools
import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO
from uuid import UUID, uuid4

import nkeys
import psycopg
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from chassis.testing import eventually
from deploy.local import nats, postgres
from deploy.local.failure import CannotStart
from deploy.local.folders import REPOSITORY, write_private
from deploy.local.plan import Plan, run_folder, service_environment
from deploy.local.ports import Ports, demand_free
from deploy.local.services import SERVICES

# Several suites may run at once on one machine; each takes the first range that is free.
BASE_PORTS = range(25100, 25700, 60)


class Parts:
    """PostgreSQL and NATS, fresh. One for all tests that ask for it."""

    def __init__(self) -> None:
        base, self._lock = _free_range()
        folder = REPOSITORY / ".run" / f"parts-{base}"
        shutil.rmtree(folder, ignore_errors=True)
        self.plan = Plan(run_folder(folder), Ports(base), "test")
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._start()

    def _start(self) -> None:
        folder, ports, made = self.plan.folder, self.plan.ports, self.plan.secrets
        folder.make()
        made.make()
        postgres.prepare(folder, made)
        nats.prepare(folder, ports, made)
        self._add_user_of_all_streams()
        for name, command in (("postgres", postgres.command(folder, ports)), ("nats", nats.command(folder))):
            log = (folder.logs / f"{name}.log").open("wb")
            self._running[name] = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd="/")
        eventually(self._answers, seconds=30)
        postgres.create_databases(ports, made)

    def _add_user_of_all_streams(self) -> None:
        """For a service that only exists in tests; the real ones keep to what each may."""
        seed = nkeys.encode_seed(secrets.token_bytes(32), nkeys.PREFIX_BYTE_USER)
        self.nkey_of_all = write_private(self.plan.folder.secrets / "all.nk", seed.decode())
        path = self.plan.folder.nats / "nats.conf"
        configuration = json.loads(path.read_text())
        configuration["authorization"]["users"].append({"nkey": nkeys.from_seed(bytearray(seed)).public_key.decode()})
        path.write_text(json.dumps(configuration))

    def _answers(self) -> bool:
        address = postgres.url("superuser", "postgres", "postgres", self.plan.ports, self.plan.secrets, scheme="postgresql")
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """Both, PostgreSQL by its fast shutdown."""
        for process in self._running.values():
            process.send_signal(signal.SIGINT)
        for process in self._running.values():
            process.wait(20)
        self._lock.close()

    def pid(self, name: str) -> int:
        """The process of postgres or nats."""
        return self._running[name].pid

    def environment(self, service: str) -> dict[str, str]:
        """What the processes of a service read, by its database's name."""
        return service_environment(self.plan, next(s for s in SERVICES if s.name == service))

    def admin(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """As superuser, past every wall."""
        address = postgres.url("superuser", "postgres", database, self.plan.ports, self.plan.secrets, scheme="postgresql")
        with psycopg.connect(address, autocommit=True) as connection:
            found = connection.execute(statement)
            return found.fetchall() if found.description else []

    def token(
        self, practice: str, role: str | None, account_id: UUID | None = None, login_session_id: UUID | None = None, life: float = 300,
        **more: object,
    ) -> str:
        """An access token as identity signs it."""
        key = json.loads(self.plan.secrets.signing_keys_file.read_text())["keys"][0]
        now = int(time.time())
        claims = {
            "iss": "anteroom", "aud": "anteroom", "sub": str(account_id or uuid4()), "practice": practice,
            "lsid": str(login_session_id or uuid4()), "iat": now, "exp": int(now + life), **more,
        }
        return jwt.encode({"alg": "ES256", "kid": key["kid"]}, claims | ({"role": role} if role else {}), ECKey.import_key(key))


def _free_range() -> tuple[int, IO[str]]:
    for base in BASE_PORTS:
        lock = (Path(tempfile.gettempdir()) / f"anteroom-parts-{os.getuid()}-{base}.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            demand_free(Ports(base))
            return base, lock
        except (BlockingIOError, CannotStart):
            lock.close()
    raise CannotStart(f"No free range of ports from {BASE_PORTS.start}: stop the other suites.")


class Jwks:
    """identity's public keys, answered where services look for them."""

    def __init__(self, parts: Parts) -> None:
        keys = json.loads(parts.plan.secrets.signing_keys_file.read_text())["keys"]
        body = json.dumps({"keys": [{name: value for name, value in key.items() if name != "d"} for key in keys]}).encode()

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", parts.plan.ports.http("identity")), Answer)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Ends at once."""
        self._server.shutdown()
        self._server.server_close()


@functools.cache
def _started() -> tuple[Parts, Jwks]:
    parts = Parts()
    return parts, Jwks(parts)


@pytest.fixture(scope="session")
def parts(request):
    """Import this fixture in a service's conftest; several conftests share the one set of processes."""
    found, keys = _started()
    yield found
    # The last user is the session itself: conftests' fixtures end one after the other, the processes with the last.
    if not getattr(request.config, "_parts_stopped", False):
        request.config._parts_stopped = True
        request.config.add_cleanup(lambda: (keys.stop(), found.stop()))
