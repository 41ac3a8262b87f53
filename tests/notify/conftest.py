"""notify alone, on a real PostgreSQL: its peers are a mail server that misbehaves on request and identity's contract."""

import base64
import itertools
import json
import uuid
from pathlib import Path

import psycopg
import pytest
from joserfc.jwk import ECKey

from chassis import migrations
from chassis.db import Actor, Database
from deploy.local import postgres
from notify import sending
from notify.config import NotifySettings
from notify.service import SERVICE
from tests.notify.doors import Doors
from tests.notify.identity import IdentityPeer
from tests.notify.mail_server import MailServer
from tests.notify.practice import Practice
from tests.notify.video_gate import VideoGatePeer
from tests.parts import parts  # noqa: F401  (a fixture)

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def plan(parts):  # noqa: F811
    """PostgreSQL with notify's database, and secrets."""
    migrations.upgrade(SERVICE.migrations, postgres.service_url("notify", "owner", parts.plan.ports, parts.plan.secrets))
    return parts.plan


@pytest.fixture(scope="session")
def identity(plan):
    """identity's contract over real gRPC."""
    peer = IdentityPeer(plan.secrets.callers_jwks_file)
    yield peer
    peer.stop()


@pytest.fixture(scope="session")
def video_gate(plan):
    """video-gate's contract over real gRPC."""
    peer = VideoGatePeer(plan.secrets.callers_jwks_file)
    yield peer
    peer.stop()


@pytest.fixture
def mail_server():
    """A real SMTP server of this test's own."""
    server = MailServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def signing_key():
    """What identity signs access tokens with."""
    return ECKey.generate_key("P-256", {"kid": "test", "use": "sig", "alg": "ES256"})


@pytest.fixture(scope="session")
def jwks_url(signing_key, tmp_path_factory):
    """Its public half, at an address."""
    path: Path = tmp_path_factory.mktemp("jwks") / "jwks.json"
    path.write_text(json.dumps({"keys": [signing_key.as_dict(private=False)]}))
    return path.as_uri()


@pytest.fixture(scope="session")
def report_keys_file(tmp_path_factory):
    """Two keys that sign delivery reports, while they are exchanged."""
    path: Path = tmp_path_factory.mktemp("keys") / "report-keys"
    path.write_text("\n".join(f"whsec_{base64.b64encode(letter * 32).decode()}" for letter in (b"n", b"o")))
    return path


@pytest.fixture(scope="session")
def common(plan, identity, video_gate, jwks_url, report_keys_file):
    """notify's settings, with short patience and no mail server yet."""
    urls = {f"{role}database_url": postgres.service_url("notify", name, plan.ports, plan.secrets) for role, name in
            (("", "app"), ("worker_", "worker"), ("owner_", "owner"))}
    return NotifySettings(
        **urls, environment="test", identity_grpc=f"127.0.0.1:{identity.port}", caller_key_file=plan.secrets.caller_key_file("notify"),
        videogate_grpc=f"127.0.0.1:{video_gate.port}",
        callers_jwks_file=plan.secrets.callers_jwks_file, jwks_url=jwks_url, public_url="http://{practice}.localhost:8080",
        smtp_url="smtp://127.0.0.1:1", mail_from="no-reply@anteroom.example", smtp_seconds=1, retry_seconds=0.01,
        database_pool=6, report_keys_file=report_keys_file,
    )


@pytest.fixture
def settings(common, mail_server):
    """notify's settings, with this test's mail server."""
    return common.model_copy(update={"smtp_url": f"smtp://127.0.0.1:{mail_server.port}"})


@pytest.fixture(scope="session")
def databases(common):
    """(worker's, app's): one each for all tests, since half of what a fresh one costs is learning its statements."""
    made = Database.worker(common), Database.app(common)
    yield made
    for database in made:
        database.engine.dispose()


@pytest.fixture
def worker(databases):
    """The worker role's database, its queue empty: other tests' mails are other practices', but everybody's worker takes them."""
    database = databases[0]
    with database.across() as db:
        db.connection().exec_driver_sql("DELETE FROM sends")
    return database


@pytest.fixture
def post(settings, worker):
    """A worker's sending, driven by hand; leaves nothing in hand."""
    made = sending.Post(settings)
    yield made
    made.close()


def new_practice(worker, identity, post=None, **fields):
    """A practice of this test's own, as clinic tells of it."""
    practice = Practice(f"p{next(_numbers)}{uuid.uuid4().hex[:6]}", worker, identity, post)
    practice.opens(**fields)
    return practice


@pytest.fixture
def practice(worker, identity, post):
    """Maple Counselling, by another label."""
    return new_practice(worker, identity, post, name="Maple Counselling")


@pytest.fixture
def neighbour(worker, identity, post):
    """Birch Family Therapy, whose rows nobody else may see."""
    return new_practice(worker, identity, post, name="Birch Family Therapy")


@pytest.fixture
def doors(settings, signing_key, databases):
    """notify's HTTP and gRPC doors as their callers meet them."""
    made = Doors(settings, signing_key, databases[1])
    yield made
    made.stop()


@pytest.fixture
def within(worker):
    """within(practice, operation, …): one operation in that practice's transaction."""
    return lambda practice, operation, *args, **kw: worker.transact(practice.practice_id, Actor("timer"), operation, *args, **kw)


@pytest.fixture
def as_owner(settings):
    """as_owner(sql): a fault made with the owner's hands."""

    def execute(statement):
        with psycopg.connect(settings.owner_database_url.replace("+psycopg", "")) as connection:
            connection.execute(statement)

    return execute
