"""A worker that dies while it imports: every row once, nothing half-written, and no memory that grows with the file."""

import json
import os
import signal
import subprocess
import sys
from uuid import UUID

import pytest
import sqlalchemy as sa

from anteroom.clinic.v1 import events_pb2 as clinic
from chassis.testing import eventually
from clinic.models import Client, Contact, Import, LedgerEntry, Relationship
from clinic.operations import importing
from clinic.store import jobs
from tests.clinic.practice import Caller
from tests.clinic.test_imports import Importer, as_csv, child

WORK = """
import json, resource, sys
from chassis.db import Database
from clinic.config import ClinicSettings
from clinic.operations import importing
database = Database.worker(ClinicSettings.model_validate_json(sys.stdin.readline()))
print("ready", flush=True)
for line in sys.stdin:
    for _ in range(int(line)):
        importing.work(database)
    print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss), flush=True)
"""


class OtherWorker:
    """Another process, which does so many turns as it is told to."""

    def __init__(self, settings):
        self.process = subprocess.Popen([sys.executable, "-c", WORK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._say(settings.model_dump_json())
        assert self.process.stdout.readline() == "ready\n"

    def _say(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def begin(self, turns):
        """Without waiting."""
        self._say(str(turns))

    def take(self, turns):
        """So many turns; the most memory it ever held, in KiB."""
        self.begin(turns)
        return json.loads(self.process.stdout.readline())

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        assert self.process.wait(20) == -signal.SIGKILL


def families(count, broken_every=20):
    """Rows of which one in twenty is broken, siblings among them; and how many are."""
    rows = []
    for i in range(count):
        family = f"Family{i - i % 3}"
        born = "31/02/2015" if i % broken_every == broken_every - 1 else "14/03/2019"
        rows.append(child(f"{family}, Child{i}", born=born, parent=f"Parent {family}", email=f"parent.{family}@example.com"))
    return as_csv(*rows), count // broken_every


def everything(practice):
    """How many charts, people, relationships and ledger entries there are, and which rows say that they were added."""
    return practice.run(lambda tx: [
        tx.db.scalar(sa.select(sa.func.count()).select_from(model)) for model in (Client, Contact, Relationship, LedgerEntry)
    ])


def killed_on_the_way(importer, settings, kills):
    """Start it, and kill a worker in the middle of a chunk, so many times."""
    importer.caller.post(f"{importer.path}:start", {})
    for _ in range(kills):
        begun, worker = importer.get()["done"], OtherWorker(settings)
        worker.begin(1_000)
        eventually(lambda begun=begun: importer.get()["done"] > begun, seconds=60, every=0.001)
        worker.kill()


@pytest.mark.parametrize("kills", [2])
def test_a_worker_killed_on_the_way_adds_every_row_once_and_half_of_none(practice, settings, kills):
    importer = Importer(practice)
    body, broken = families(120)
    importer.send(body)
    killed_on_the_way(importer, settings, kills)
    done = importer.work()
    assert (done["state"], done["counts"]["added"], done["counts"]["not_added"]) == ("DONE", 120 - broken, broken)
    assert everything(practice) == [120 - broken, 40, 120 - broken, 120 - broken]
    assert len({event.client_id for event in practice.announced(clinic.ClientChanged)}) == 120 - broken
    assert len(practice.announced(clinic.ClientChanged)) == 120 - broken
    rows = importer.rows()
    assert {row["state"] for row in rows if row["outcome"] == "BROKEN"} == {"NOT_ADDED"}
    assert all(row["notes"][0]["code"] == "BIRTH_DATE_NOT_A_DAY" for row in rows if row["state"] == "NOT_ADDED")


def test_two_workers_at_once_add_every_row_once(practice, settings):
    importer = Importer(practice)
    importer.send(families(60)[0])
    importer.caller.post(f"{importer.path}:start", {})
    worker = OtherWorker(settings)
    worker.begin(50)
    importer.work()
    worker.kill()
    assert everything(practice)[0] == 57


def test_a_row_that_spoils_its_chunk_stays_out_and_the_others_go_in(practice, monkeypatch):
    importer = Importer(practice)
    importer.send(families(30)[0])
    read = importing.planning.read

    def spoilt(tx, job, rows):
        found = read(tx, job, rows)
        if any(draft.given_name == "Child7" for draft in found):
            raise RuntimeError("a fault of ours")
        return found

    monkeypatch.setattr(importing.planning, "read", spoilt)
    done = importer.start()
    assert (done["state"], done["counts"]["added"], done["counts"]["not_added"]) == ("DONE", 28, 2)
    assert [row["notes"][0]["code"] for row in importer.rows("BROKEN")] == ["UNEXPECTED", "BIRTH_DATE_NOT_A_DAY"]


def resident(worker, importer, states):
    """Let a worker go on while the import is in one of these states; the most memory it ever held, in MiB."""
    held, import_id = worker.take(1), UUID(importer.path.rpartition("/")[2])
    while importer.practice.run(lambda tx: jobs.get(tx, Import, import_id).state) in states:
        held = worker.take(20)
    # An access token doesn't live as long as a large import takes here.
    importer.caller = importer.practice.owner = Caller(importer.practice, "OWNER")
    return held // 1024


@pytest.mark.long
@pytest.mark.timeout(900)
def test_ten_thousand_rows_with_one_in_twenty_broken_pass_with_flat_memory(practice, settings):
    few, many, worker = Importer(practice), Importer(practice), OtherWorker(settings)
    few.send_only(families(100)[0])
    small = resident(worker, few, ("READING", "TRYING"))
    body, broken = families(10_000)
    many.send_only(body)
    read = resident(worker, many, ("READING", "TRYING"))
    assert many.get()["counts"]["broken"] == broken
    killed_on_the_way(many, settings, 3)
    added = resident(worker, many, ("ADDING",))
    done = many.get()
    assert (done["counts"]["added"], done["counts"]["not_added"]) == (10_000 - broken, broken)
    assert everything(practice)[0] == 10_000 - broken and len(many.rows("BROKEN")) == broken
    print(f"most memory in MiB: {small} after 100 rows, {read} after 10,000 were read and tried, {added} after they were added")
    assert added - small < 80
