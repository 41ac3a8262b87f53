"""Probes that tell the truth: live while the process runs, ready unless it has a fault of its own."""

import threading
from collections.abc import Callable
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from flask import Blueprint, Flask, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

Check = Callable[[], None]


class Health:
    """The state of one process. faults decide readiness; dependencies only show in the verbose form."""

    def __init__(self) -> None:
        self.draining = threading.Event()
        self.closed = threading.Event()
        self.faults: dict[str, Check] = {}
        self.dependencies: dict[str, Check] = {}
        self._passed: set[str] = set()

    def ready(self) -> dict[str, str]:
        """Every fault by name with "ok" or what is wrong. A fault check that passed once is not asked again."""
        found = {"draining": "yes" if self.draining.is_set() else "ok"}
        for name, check in self.faults.items():
            found[name] = "ok" if name in self._passed else _outcome(check)
            if found[name] == "ok":
                self._passed.add(name)
        return found

    def asked(self) -> dict[str, str]:
        """Every dependency by name with "ok" or what is wrong."""
        return {name: _outcome(check) for name, check in self.dependencies.items()}


def _outcome(check: Check) -> str:
    try:
        check()
    except Exception as error:  # a probe reports every fault, whatever its class
        return f"{type(error).__name__}"
    return "ok"


def probes(health: Health) -> Blueprint:
    """/livez, /readyz (?verbose) and /metrics; the gateway routes none of them."""
    blueprint = Blueprint("probes", __name__)

    @blueprint.get("/livez")
    def live() -> tuple[str, int]:
        return ("closed", 503) if health.closed.is_set() else ("ok", 200)

    @blueprint.get("/readyz")
    def ready() -> tuple[dict[str, Any], int]:
        found = health.ready()
        status = 200 if set(found.values()) == {"ok"} else 503
        verbose = {"dependencies": health.asked()} if "verbose" in request.args else {}
        return {"ready": status == 200, "checks": found} | verbose, status

    @blueprint.get("/metrics")
    def exposed() -> Response:
        return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)

    return blueprint


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Probes are not logged."""


def serve(health: Health, bind: str, port: int) -> WSGIServer:
    """Answer probes from a thread of their own, for processes that serve no HTTP."""
    app = Flask("probes")
    app.register_blueprint(probes(health))
    server = make_server(bind, port, app, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, name="probes", daemon=True).start()
    return server

