"""The Secrets of one installation: made once, kept under .run/kubernetes, the same every time they are asked for."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from deploy.kubernetes import demo
from deploy.local import nats
from deploy.local.failure import CannotStart
from deploy.local.folders import REPOSITORY, RunFolder, write_private
from deploy.local.ports import Ports
from deploy.local.secrets import PROVISIONER, Secrets
from deploy.local.services import SERVICES, Service

PREFIX = "anteroom"
# Keys that nothing outside their Secret has to match. What a newer release wants of these can be made beside what is there.
ALONE = {"link-keys.json", "signing-keys.json", "factor-keys.json", "report-keys"}
ROLES = {"ANTEROOM_DATABASE_URL": "app", "ANTEROOM_WORKER_DATABASE_URL": "worker", "ANTEROOM_OWNER_DATABASE_URL": "owner"}


@dataclass(frozen=True)
class Installation:
    """A release in a namespace. database and smtp_url name yours; where they are None the demo's own are meant.

    kept_in: where what Secrets are made of is kept; None: below .run/kubernetes.
    """

    namespace: str
    release: str
    database: str | None = None
    smtp_url: str | None = None
    cluster_domain: str = "cluster.local"
    kept_in: Path | None = None

    @property
    def name(self) -> str:
        """What the chart begins every object's name with (anteroom.name in its templates)."""
        name = self.release if self.release.startswith("anteroom") else f"anteroom-{self.release}"
        return name[:40].removesuffix("-")

    @property
    def folder(self) -> Path:
        """Where that is."""
        return self.kept_in or REPOSITORY / ".run" / "kubernetes" / self.namespace / self.release

    @cached_property
    def secrets(self) -> Secrets:
        """Their values, made now where they are missing."""
        kept = Secrets(self.folder)
        kept.make()
        write_private(kept.folder / "databases.sql", databases_sql(kept))
        write_private(kept.folder / "nats.conf", nats_configuration(kept))
        return kept

    def host(self, component: str) -> str:
        """A component's address within the cluster."""
        return f"{self.name}-{component}.{self.namespace}.svc.{self.cluster_domain}"

    def names(self) -> list[str]:
        """The names of every Secret that the chart mounts."""
        own = ("demo-postgres", "demo-nats") if self.database is None else ()
        return [f"{PREFIX}-{part}" for part in (*(service.label for service in SERVICES), "callers", "provisioner", *own)]

    def manifests(self) -> dict[str, Any]:
        """Every Secret that the chart mounts."""
        made = [_secret(f"{PREFIX}-{service.label}", self._of(service)) for service in SERVICES]
        made.append(_secret(f"{PREFIX}-callers", {"callers.json": self.secrets.callers_jwks_file.read_text()}))
        made.append(_secret(f"{PREFIX}-provisioner", {"nats.nk": self.secrets.nkey_file(PROVISIONER).read_text()}))
        if self.database is None:
            made.append(_secret(f"{PREFIX}-demo-postgres", {
                "superuser": self.secrets.password("superuser"), "databases.sql": databases_sql(self.secrets)}))
            made.append(_secret(f"{PREFIX}-demo-nats", {"nats.conf": nats_configuration(self.secrets)}))
        return {"apiVersion": "v1", "kind": "List", "items": made}

    def missing(self, there: dict[str, set[str]]) -> dict[str, dict[str, str]]:
        """Secret → the keys that a newer release wants of those that are there (name → its keys).

        Raises CannotStart where one is missing that databases, NATS or other services have to match.
        """
        made = {secret["metadata"]["name"]: secret["stringData"] for secret in self.manifests()["items"]}
        wanted = {name: held for name, held in made.items() if name in there or f"{PREFIX}-demo-" not in name}
        lacking = {name: {key: value for key, value in held.items() if key not in there.get(name, ())} for name, held in wanted.items()}
        for name, held in lacking.items():
            if unknown := sorted(set(held) - ALONE):
                raise CannotStart(f"Secret {name} lacks {', '.join(unknown)}: make all Secrets anew with `secrets`, or add it by hand.")
        return {name: held for name, held in lacking.items() if held}

    def _of(self, service: Service) -> dict[str, str]:
        where = self.database or f"{self.host('postgres')}:5432"
        secrets = self.secrets
        held = {variable: f"postgresql+psycopg://{service.name}_{role}:{secrets.password(f'{service.name}_{role}')}@{where}/{service.name}"
                for variable, role in ROLES.items()}
        files = {"nats.nk": secrets.nkey_file(service.name), "caller-key.json": secrets.caller_key_file(service.name)}
        if service.name == "identity":
            files |= {"link-keys.json": secrets.link_keys_file, "signing-keys.json": secrets.signing_keys_file,
                      "factor-keys.json": secrets.factor_keys_file}
        if service.name == "notify":
            files["report-keys"] = secrets.report_keys_file
        held |= {key: path.read_text() for key, path in files.items()}
        if service.name == "notify":
            held["ANTEROOM_SMTP_URL"] = self.smtp_url or f"smtp://{self.host('mail')}:1025"
        return held


def _secret(name: str, held: dict[str, str]) -> dict[str, Any]:
    labels = {"app.kubernetes.io/part-of": "anteroom"}
    return {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name, "labels": labels}, "type": "Opaque", "stringData": held}


def databases_sql(secrets: Secrets) -> str:
    """For psql, as a superuser: four databases, three roles each. What is there already stays; passwords are set again."""
    lines = ["\\set ON_ERROR_STOP on", "SET log_statement = 'none';"]
    for service in SERVICES:
        for role in ("owner", "app", "worker"):
            lines += _role(f"{service.name}_{role}", secrets)
        name = service.name
        lines += [
            # So that the worker sees when the app's transactions began, which the heartbeat needs.
            f"GRANT {name}_app TO {name}_worker;",
            _once(f"CREATE DATABASE {name} OWNER {name}_owner TEMPLATE template0", f"pg_database WHERE datname = '{name}'"),
            f"REVOKE ALL ON DATABASE {name} FROM PUBLIC;",
            f"GRANT CONNECT ON DATABASE {name} TO {name}_app, {name}_worker;",
        ]
    return "\n".join([*lines, ""])


def _role(role: str, secrets: Secrets) -> list[str]:
    return [
        _once(f"CREATE ROLE {role} LOGIN", f"pg_roles WHERE rolname = '{role}'"),
        f"ALTER ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '{secrets.password(role)}';",
    ]


def _once(statement: str, there: str) -> str:
    """A statement that psql runs where a query finds nothing. The names are ours, from the list of services."""
    return f"SELECT '{statement}' WHERE NOT EXISTS (SELECT FROM {there})\\gexec"  # noqa: S608


def nats_configuration(secrets: Secrets) -> str:
    """The local server's configuration, listening for a pod. Public keys only; yours needs its `authorization`."""
    local = json.loads(nats.configuration(RunFolder(REPOSITORY / ".run"), Ports(8080), secrets))
    store = local["jetstream"] | {"store_dir": "/data/jetstream", "max_file_store": 1 << 30}
    return json.dumps(local | {"host": demo.POD, "port": 4222, "http": f"{demo.POD}:8222", "jetstream": store}, indent=1)
