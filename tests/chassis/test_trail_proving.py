"""Whoever touches the trail is found: by the chain itself, or by what other services heard of it."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from google.protobuf.json_format import Parse

from anteroom.notify.v1.events_pb2 import AuditSealed
from chassis import audit
from chassis.db import Actor
from chassis.tables import audit_entries, outbox
from deploy.local.folders import REPOSITORY
from trail import proving

AT = "practice_id = '{practice}' AND position"
RENUMBER = "UPDATE audit_entries SET position = {to} WHERE practice_id = '{{practice}}' AND position = {at}"


def said(chain, heads=()):
    with chain.worker.across() as db:
        return [line.split(": ", 1)[1] for line in proving.broken(db, heads) if line.startswith(f"{chain.practice}:")]


def sealed(chain):
    """The worker's timer: announce the heads that have grown; this practice's newest announcement."""
    with chain.worker.across() as db:
        audit.seal(db, "notify")
        mine = sa.and_(outbox.c.practice_id == chain.practice, outbox.c.type == "anteroom.notify.v1.AuditSealed")
        payload = db.scalar(sa.select(outbox.c.payload).where(mine).order_by(outbox.c.seq.desc()).limit(1))
    return Parse(payload, AuditSealed())


def heard(chain, event=None):
    """Another service hears the head; what it has heard of this practice."""
    chain.worker.transact(chain.practice, Actor("event"), audit.hear, event or sealed(chain))
    with chain.worker.across() as db:
        return [head for head in proving.heads(db) if head.practice_id == chain.practice]


def write_anew(chain, first):
    """As somebody would who owns this database: recompute every hash from an entry on, and the record of the head."""
    with chain.worker.across() as db:
        mine = sa.select(audit_entries).where(audit_entries.c.practice_id == chain.practice, audit_entries.c.position.is_not(None))
        rows = db.execute(mine.order_by(audit_entries.c.position)).all()
    previous = rows[first - 2].hash if first > 1 else audit.GENESIS
    for row in rows[first - 1:]:
        previous = audit.digest(previous, row, row.position)
        chain.forge(f"UPDATE audit_entries SET hash = '\\x{previous.hex()}' WHERE {AT} = {row.position}")
    chain.forge(f"UPDATE audit_chains SET position = {len(rows)}, hash = '\\x{previous.hex()}' WHERE practice_id = '{{practice}}'")


def test_a_chain_that_nobody_touched_is_whole(chain):
    chain.grow(4)
    assert said(chain, heard(chain)) == []


def test_an_entry_that_is_not_linked_yet_is_named(chain):
    chain.grow(1)
    chain.database.transact(chain.practice, Actor(), audit.record, "note.added", "note", "x")
    [line] = said(chain)
    assert line.endswith(proving.NOT_LINKED)


@pytest.mark.parametrize(("forgery", "found"), [
    ([f"UPDATE audit_entries SET action = 'forged' WHERE {AT} = 2"], "entry 2 ("),
    ([f"UPDATE audit_entries SET actor_account_id = gen_random_uuid() WHERE {AT} = 5"], "entry 5 ("),
    ([f"UPDATE audit_entries SET record_time = record_time + interval '1 hour' WHERE {AT} = 3"], "entry 3 ("),
    ([f"UPDATE audit_entries SET detail = '{{{{\"reason\": \"another\"}}}}' WHERE {AT} = 1"], "entry 1 ("),
    ([f"DELETE FROM audit_entries WHERE {AT} = 1"], "entries 1 to 1 are gone"),
    ([f"DELETE FROM audit_entries WHERE {AT} IN (3, 4)"], "entries 3 to 4 are gone"),
    ([f"DELETE FROM audit_entries WHERE {AT} > 3"], "entries 4 to 5 are gone from the end"),
    (["DELETE FROM audit_entries WHERE practice_id = '{practice}'"], "entries 1 to 5 are gone from the end"),
    ([RENUMBER.format(at=2, to=99), RENUMBER.format(at=3, to=2), RENUMBER.format(at=99, to=3)], "entry 2 ("),
])
def test_a_changed_removed_or_reordered_entry_is_named_by_the_chain_itself(chain, forgery, found):
    chain.grow(5)
    for statement in forgery:
        chain.forge(statement)
    assert any(line.startswith(found) for line in said(chain)), said(chain)


def test_a_cut_tail_still_shows_after_the_chain_has_grown_on(chain):
    chain.grow(5)
    chain.forge(f"DELETE FROM audit_entries WHERE {AT} > 3")
    chain.grow(2)
    assert "entries 4 to 5 are gone" in said(chain)


def cut(chain):
    chain.forge(f"DELETE FROM audit_entries WHERE {AT} > 3")
    write_anew(chain, 4)


def grow_back(chain):
    cut(chain)
    chain.grow(3)


def forge_and_rewrite(chain):
    chain.forge(f"UPDATE audit_entries SET action = 'forged' WHERE {AT} = 2")
    write_anew(chain, 2)


def swap_and_rewrite(chain):
    for statement in (RENUMBER.format(at=2, to=99), RENUMBER.format(at=3, to=2), RENUMBER.format(at=99, to=3)):
        chain.forge(statement)
    write_anew(chain, 1)


def remove_all(chain):
    for table in ("audit_entries", "audit_chains"):
        chain.forge(f"DELETE FROM {table} WHERE practice_id = '{{practice}}'")


@pytest.mark.parametrize(("forgery", "found"), [
    (cut, "entries 4 to 5 are gone from the end"), (grow_back, "entry 5 ("), (forge_and_rewrite, "entry 5 ("),
    (swap_and_rewrite, "entry 5 ("), (remove_all, "entries 1 to 5 are gone from the end"),
])
def test_a_chain_written_anew_is_in_order_by_itself_and_found_by_what_others_heard(chain, forgery, found):
    chain.grow(5)
    heads = heard(chain)
    forgery(chain)
    assert said(chain) == [], "nothing in this database tells"
    assert any(line.startswith(found) for line in said(chain, heads)), said(chain, heads)


def test_a_head_is_announced_once_and_again_when_the_chain_has_grown(chain):
    chain.grow(2)
    assert sealed(chain).position == sealed(chain).position == 2
    chain.grow(1)
    assert sealed(chain).position == 3


def test_a_head_that_contradicts_an_earlier_one_is_an_alarm_when_it_is_heard(chain, caplog):
    chain.grow(5)
    first = sealed(chain)
    heard(chain, first)
    heard(chain, first)
    assert not caplog.records, "the same again is no contradiction"
    shorter = AuditSealed(practice_id=chain.practice, position=3, hash="00" * 32)
    shorter.seal_time.FromDatetime(datetime.now(UTC) + timedelta(minutes=1))
    heard(chain, shorter)
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def command(environment, *words, told=""):
    asked = [sys.executable, "-m", "tests.chassis.toy", *words]
    return subprocess.run(asked, env=environment, cwd=REPOSITORY, input=told, capture_output=True, text=True, check=False, timeout=60)


def test_the_commands_hold_one_services_chain_to_what_another_printed(chain, environment, settings):
    chain.grow(3)
    heard(chain)
    told = command(environment, "audit-heads").stdout
    mine = "\n".join(line for line in told.splitlines() if chain.practice in line)
    assert "agree" in command(environment, "verify-audit", "--heads", told=mine).stdout
    cut_at_two = json.dumps(json.loads(mine) | {"position": 9})
    refused = command(environment, "verify-audit", "--heads", told=cut_at_two)
    assert refused.returncode == 1
    assert f"{chain.practice}: entries 4 to 9 are gone from the end" in refused.stdout


ANOTHERS = '{"service": "another", "practice_id": "p", "position": 1, "hash": "00", "seal_time": "2026-01-01"}'


@pytest.mark.parametrize("told", ["", "not a head", ANOTHERS])
def test_heads_that_are_none_of_this_service_prove_nothing(environment, settings, told):
    refused = command(environment, "verify-audit", "--heads", told=told)
    assert refused.returncode == 1
    assert "standard input" in refused.stderr
