"""Bulk welcome with the worker killed on the way: nobody missed, one mail a person, repeats only under the same Message-ID."""

from collections import Counter

import pytest

from chassis.testing import eventually
from tests.system.practice import Practice

PIECE = 512 << 10
HEADER = "First Name,Last Name,Birth Date,Email"


def imported(practice, count):
    """So many adults from a file; their addresses and the import."""
    addresses = [f"person{i}@{practice.slug}.example" for i in range(count)]
    rows = [f"Person{i},Roy{i},1990-01-01,{address}" for i, address in enumerate(addresses)]
    body = "\n".join([HEADER, *rows]).encode()
    begun = practice.owner.post("/api/clinic/v1/imports", {"file_name": "clients.csv", "size_bytes": len(body)})
    path = f"/api/clinic/v1/imports/{begun['import_id']}"
    for position in range(-(-len(body) // PIECE)):
        sent = practice.owner.send(
            "PUT", f"{path}/pieces/{position}", data=body[position * PIECE:][:PIECE], headers={"Content-Type": "application/octet-stream"})
        assert sent.status_code == 204, sent.text
    practice.owner.post(f"{path}:read", {})
    eventually(lambda: practice.owner.get(path)["state"] == "TRIED", seconds=120, every=0.3)
    practice.owner.post(f"{path}:start", {})
    eventually(lambda: practice.owner.get(path)["state"] == "DONE", seconds=600, every=0.5)
    return addresses, begun["import_id"]


def welcomed(practice, import_id, kills, seconds):
    """Send to all of them, the worker killed so many times on the way. The run at its end."""
    run = practice.owner.post("/api/clinic/v1/welcome-runs", {"import_id": import_id})
    path = f"/api/clinic/v1/welcome-runs/{run['run_id']}"
    ready = eventually(lambda: (seen := practice.owner.get(path))["state"] == "READY" and seen, seconds=120, every=0.2)
    practice.owner.post(f"{path}:start", {})
    for kill in range(kills):
        reached = ready["total"] * (kill + 1) // (kills + 1)
        eventually(lambda reached=reached: practice.owner.get(path)["done"] >= reached, seconds=seconds, every=0.02)
        practice.stack.kill("clinic-worker")
    eventually(lambda: practice.owner.get(path)["state"] == "DONE", seconds=seconds, every=0.3)
    return practice.owner.get(path)


def walk(practice, count, kills, seconds):
    """Import, welcome, count: nobody missed, one Message-ID a person."""
    addresses, import_id = imported(practice, count)
    done = welcomed(practice, import_id, kills, seconds)
    assert (done["mails"], done["asked"], done["cant"]) == (count, count, [])

    def ids():
        mails = [(mail.to[0], mail.message_id) for mail in practice.mailbox.mails()]
        found = {address: set() for address in addresses}
        for to, message_id in mails:
            if to in found:
                found[to].add(message_id)
        missing = [address for address in addresses if not found[address]]
        assert not missing, f"{len(missing)} have no mail"
        return found, Counter(to for to, _ in mails)

    found, mails = eventually(ids, seconds=seconds, every=1.0)
    assert {len(message_ids) for message_ids in found.values()} == {1}
    repeats = sum(mails[address] - 1 for address in addresses)
    print(f"{count} people, worker killed {kills} times: {len(found)} got mail, one Message-ID each, {repeats} repeats")
    assert repeats == 0  # notify's worker was not killed


def test_sixty_are_welcomed_once_each_although_the_worker_was_killed(shaken_stack):
    shaken_stack.wait_ready(45)
    walk(Practice(shaken_stack), 60, 1, 120)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_two_thousand_are_welcomed_once_each_although_the_worker_was_killed_three_times(shaken_stack):
    shaken_stack.wait_ready(45)
    walk(Practice(shaken_stack), 2_000, 3, 900)
