"""On a laptop too, each service reads and writes only its own, and loopback opens nothing."""

import stat

import nats
import psycopg
import pytest
from nats.js.api import ConsumerConfig

from chassis.testing import run
from deploy.local.secrets import PROVISIONER
from deploy.local.services import SERVICES

PAIRS = [(service.name, other.name) for service in SERVICES for other in SERVICES if service is not other]


def connect(stack, role_of: str, role: str, database: str) -> psycopg.Connection:
    url = stack.database_url(role_of, role).replace("postgresql+psycopg://", "postgresql://").rpartition("/")[0]
    return psycopg.connect(f"{url}/{database}", connect_timeout=5)


def test_secrets_are_for_their_owner_alone(stack):
    files = list(stack.plan.folder.secrets.rglob("*"))
    assert len(files) > 20
    assert not [path for path in [*files, stack.plan.folder.path / "supervisord.conf"] if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_without_a_password_nobody_reaches_a_database(stack):
    with pytest.raises(psycopg.OperationalError, match="no password"):
        psycopg.connect(f"postgresql://postgres@127.0.0.1:{stack.ports.postgres}/postgres", passfile="/dev/null")


@pytest.mark.parametrize("service, other", PAIRS)
def test_no_role_reaches_another_service_s_database(stack, service, other):
    for role in ("owner", "app", "worker"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            connect(stack, service, role, other)


@pytest.mark.parametrize("service", [service.name for service in SERVICES])
@pytest.mark.parametrize("role", ["app", "worker"])
def test_only_the_owner_changes_the_schema(stack, service, role):
    with connect(stack, service, role, service) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE intruder (id int)")
        connection.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("ALTER TABLE outbox DISABLE ROW LEVEL SECURITY")
        connection.rollback()
        assert connection.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone() == (False,)


def test_what_is_written_is_on_the_disk(stack):
    with connect(stack, "identity", "app", "identity") as connection:
        settings = [connection.execute(f"SHOW {name}").fetchone()[0] for name in ("fsync", "synchronous_commit", "full_page_writes")]
    assert settings == ["on", "on", "on"]


class Denied(Exception):
    """What the server did not allow."""


async def attempt(stack, user: str | None, act, inbox: str = "") -> None:
    """Connect as a user and act; raises Denied where the server says no."""
    refused: list[str] = []

    async def on_error(error: Exception) -> None:
        refused.append(str(error))

    seed = str(stack.plan.secrets.nkey_file(user)) if user else None
    connection = await nats.connect(
        f"nats://127.0.0.1:{stack.ports.nats}", nkeys_seed=seed, error_cb=on_error, inbox_prefix=f"_INBOX.{inbox or user}".encode(),
        allow_reconnect=False, max_reconnect_attempts=0, connect_timeout=2,
    )
    try:
        await act(connection)
        # The refusal precedes the first answer, and its callback has run by the second.
        await connection.flush()
        await connection.flush()
    except (nats.errors.Error, nats.js.errors.Error, TimeoutError) as error:
        refused.append(str(error))
    finally:
        await connection.close()
    if any("permission" in line.lower() for line in refused):
        raise Denied(refused)
    assert not refused


def act(stack, user: str | None, deed, **options) -> None:
    run(attempt(stack, user, deed, **options))


def test_without_a_key_nobody_reaches_the_streams(stack):
    with pytest.raises(nats.errors.Error):
        act(stack, None, lambda connection: connection.publish("identity.v1.oak.x.y", b"{}"))


@pytest.mark.parametrize("service, other", PAIRS)
def test_a_service_announces_only_its_own_facts(stack, service, other):
    with pytest.raises(Denied):
        act(stack, service, lambda connection: connection.publish(f"{other}.v1.oak.account.changed", b"{}"))


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_service_hears_only_through_its_own_consumers(stack, service):
    for subject in ("identity.v1.>", ">", "_INBOX.>", "$JS.>"):
        with pytest.raises(Denied):
            act(stack, service.name, lambda connection, subject=subject: connection.subscribe(subject))
    for listener in SERVICES:
        for source in listener.hears:
            durable = f"$JS.API.CONSUMER.MSG.NEXT.{source.upper()}.{listener.name}-from-{source}"
            if listener is not service:
                with pytest.raises(Denied):
                    act(stack, service.name, lambda connection, durable=durable: connection.publish(durable, b"1"))


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_service_makes_and_removes_no_stream(stack, service):
    with pytest.raises(Denied):
        act(stack, service.name, lambda connection: connection.jetstream(timeout=1).delete_stream(service.name.upper()))
    with pytest.raises(Denied):
        spy = ConsumerConfig(durable_name="spy")
        act(stack, service.name, lambda connection: connection.jetstream(timeout=1).add_consumer("IDENTITY", spy))


def test_the_provisioner_neither_announces_nor_hears(stack):
    with pytest.raises(Denied):
        act(stack, PROVISIONER, lambda connection: connection.publish("identity.v1.oak.x.y", b"{}"), inbox="identity-provision")
    with pytest.raises(Denied):
        act(stack, PROVISIONER, lambda connection: connection.subscribe("identity.v1.>"), inbox="identity-provision")
