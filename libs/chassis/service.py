"""A service as a whole: what it is made of, and the roles that `python -m <service> …` runs."""

import asyncio
import contextlib
import gc
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger as GunicornLogger
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from chassis import bus, config, health, http, migrations, outbox, rpc, telemetry, worker
from chassis.auth import Keys
from chassis.db import Database
from chassis.worker import Timer


@dataclass(frozen=True)
class Service:
    """What a service is made of. name is its label and stream (videogate); roles the prefix of its database roles.

    commands: besides the roles, by their name; each gets the words that follow it.
    setup runs in each serving process before its doors open, with that process's settings (clients to other services, say);
    teardown when the worker's process ends, to let go of what it has in hand.
    """

    name: str
    title: str
    settings: type[config.Settings]
    migrations: Path
    permissions: Mapping[str | None, set[str]]
    path: str = ""
    doors: Callable[[], list[http.Door]] = list
    servicers: Callable[[rpc.Edge], list[tuple[rpc.Servicer, Callable[..., None], str]]] = lambda edge: []
    listeners: list[bus.Listener] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)
    beats: bool = False
    setup: Callable[[Any], None] = lambda settings: None
    teardown: Callable[[], None] = lambda: None
    commands: Mapping[str, Callable[["Service", Any, Sequence[str]], None]] = field(default_factory=dict)

    @property
    def url_name(self) -> str:
        """The service's name in addresses: /api/<url_name>/v1."""
        return self.path or self.name


def main(service: Service, arguments: list[str] | None = None) -> None:
    """Run the roles named on the command line: migrate and provision first, then one of http, or grpc and worker together."""
    words = arguments if arguments is not None else sys.argv[1:]
    commands: dict[str, Callable[[Service, config.Settings], None]] = {
        "migrate": migrate, "provision": provision, "replay": replay, "http": serve_http,
    }
    roles = {"grpc", "worker"}
    if words and (command := service.commands.get(words[0])):
        command(service, config.load(service.settings), words[1:])
        return
    if not words or any(word not in {*commands, *roles} for word in words):
        known = " | ".join([*commands, *sorted(roles), *service.commands])
        sys.exit(f"usage: python -m {service.url_name.replace('-', '_')} {known}")
    settings = config.load(service.settings)
    telemetry.start_logging()
    for word in [w for w in words if w in commands]:
        commands[word](service, settings)
    if chosen := roles.intersection(words):
        serve_background(service, settings, chosen)


def migrate(service: Service, settings: config.Settings) -> None:
    """Bring the database to the newest schema, as the owner role."""
    migrations.upgrade(service.migrations, settings.owner_database_url)


def provision(service: Service, settings: config.Settings) -> None:
    """Make the stream and the consumers."""
    asyncio.run(bus.provision(settings, service.name, service.listeners))


def replay(service: Service, settings: config.Settings) -> None:
    """Announce again everything the outbox still holds."""
    with Database.worker(settings).across() as db:
        print(f"{service.name}: {outbox.replay(db, None)} events will be published again")


def _health(service: Service, database: Database) -> health.Health:
    state = health.Health()
    state.faults["schema"] = lambda: _own_fault_only(lambda: migrations.check(service.migrations, database.engine))
    state.dependencies["database"] = database.ping
    return state


def _own_fault_only(check: Callable[[], None]) -> None:
    """A database that doesn't answer is not this process's fault; a wrong schema is."""
    with contextlib.suppress(OperationalError, PoolTimeout):
        check()


def make_wsgi(service: Service, settings: config.Settings, state: health.Health, database: Database) -> Any:
    """The WSGI application of this process."""
    service.setup(settings)
    secret = settings.caller_key_file.read_bytes() if settings.caller_key_file else b"none"
    on = http.Edge(settings, database, Keys.at(settings.jwks_url), service.permissions, secret)
    return http.make_app(service.url_name, service.title, service.doors(), on, state)


class _Lines(GunicornLogger):
    """gunicorn's words go where all others go; the gateway writes the access log."""

    def setup(self, cfg: Any) -> None:
        self.cfg, self.loglevel, self.error_log.propagate = cfg, logging.INFO, True

    def access(self, *_: Any) -> None:
        """None here."""


class _Gunicorn(BaseApplication):
    """gunicorn with one worker and threads: replicas are the scale, so that metrics and pools are counted once a pod."""

    def __init__(self, service: Service, settings: config.Settings) -> None:
        self.service, self.settings = service, settings
        self.database = Database.app(settings)
        self.state = _health(service, self.database)
        super().__init__()

    def load_config(self) -> None:
        chosen = {
            "bind": f"{self.settings.bind}:{self.settings.http_port}", "workers": 1, "worker_class": "gthread",
            "threads": self.settings.http_threads, "keepalive": 75, "graceful_timeout": int(self.settings.drain_seconds), "timeout": 60,
            "post_fork": lambda server, worker: telemetry.start(self.service.url_name), "worker_tmp_dir": _memory_folder(),
            "worker_int": lambda worker: self.state.draining.set(), "worker_exit": lambda server, worker: telemetry.stop(),
            "logger_class": _Lines, "control_socket_disable": True,
            # What is loaded stays: a collection in the middle of a large answer has only the answer's own objects to look through.
            "post_worker_init": lambda worker: gc.freeze(),
        }
        for name, value in chosen.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        return make_wsgi(self.service, self.settings, self.state, self.database)


def _memory_folder() -> str | None:
    """gunicorn's heartbeat file belongs in memory: on a slow disk a healthy worker would be taken for dead."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


def serve_http(service: Service, settings: config.Settings) -> None:
    """Door 1 until SIGTERM; open requests are finished first."""
    _Gunicorn(service, settings).run()


def serve_background(service: Service, settings: config.Settings, roles: set[str]) -> None:
    """Door 2 and door 3 with relay and timers, until SIGTERM."""
    telemetry.start(service.url_name)
    service.setup(settings)
    as_worker = "worker" in roles
    database = Database.worker(settings) if as_worker else Database.app(settings)
    duties = worker.Duties(service.name, service.listeners, service.timers, service.beats) if as_worker else None
    state = _health(service, database)
    probes = health.serve(state, settings.bind, settings.probe_port)
    server = _serve_grpc(service, settings) if "grpc" in roles else None
    try:
        asyncio.run(worker.work(duties, settings, database, state))
    finally:
        if server:
            server[1].enter_graceful_shutdown()
            server[0].stop(settings.drain_seconds).wait()
        service.teardown()
        probes.shutdown()
        telemetry.stop()


def _serve_grpc(service: Service, settings: config.Settings) -> tuple[grpc.Server, Any]:
    edge = rpc.Edge(service.url_name.replace("-", "_"), settings, Database.app(settings), service.permissions)

    def register(server: grpc.Server) -> list[str]:
        made = service.servicers(edge)
        for servicer, add, _ in made:
            add(rpc.locked(servicer), server)
        return [full_name for _, _, full_name in made]

    return rpc.serve(settings, register)
