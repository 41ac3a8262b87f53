"""Transactions: behind the wall, once more after a lost race or a dead connection, never twice after a COMMIT nobody answered."""

from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa

from chassis.db import Actor
from chassis.errors import LoginSessionEnded
from chassis.tables import audit_entries, outbox, revoked_login_sessions
from chassis.testing import shift_clock
from tests.chassis.toy import add_note, all_notes, notes


def ours(practice):
    return f"{practice}{uuid4().hex[:8]}"


def test_a_practice_sees_its_own_rows_alone(database):
    maple, birch = ours("maple"), ours("birch")
    for practice in (maple, birch):
        database.transact(practice, Actor(), add_note, f"of {practice}")
    assert database.transact(maple, Actor(), all_notes) == [f"of {maple}"]


def test_a_row_of_another_practice_cannot_be_written(database):
    stray = sa.insert(notes).values(practice_id=ours("birch"), note_id=uuid4(), text="x")
    with pytest.raises(sa.exc.ProgrammingError, match="row-level security"):
        database.transact(ours("maple"), Actor(), lambda tx: tx.db.execute(stray))


def test_without_a_practice_nothing_is_seen(database):
    with database.across() as db:
        assert db.scalars(sa.select(notes.c.text)).all() == []


def test_a_refusal_rolls_back_row_audit_and_event(database):
    practice = ours("maple")

    def fails(tx):
        add_note(tx, "never")
        raise LookupError

    with pytest.raises(LookupError):
        database.transact(practice, Actor(), fails)
    count = sa.select(sa.func.count())
    counted = [count.select_from(table).where(table.c.practice_id == practice) for table in (notes, outbox, audit_entries)]
    assert [database.transact(practice, Actor(), lambda tx, q=q: tx.db.scalar(q)) for q in counted] == [0, 0, 0]


def test_a_revoked_login_session_opens_nothing(database):
    practice, login_session = ours("maple"), uuid4()
    row = {"practice_id": practice, "login_session_id": login_session, "forget_time": sa.func.now()}
    database.transact(practice, Actor(), lambda tx: tx.db.execute(sa.insert(revoked_login_sessions).values(row)))
    with pytest.raises(LoginSessionEnded):
        database.transact(practice, Actor(login_session_id=login_session), all_notes)


def test_a_lost_race_is_run_once_more(database):
    tries = []

    def loses_once(tx):
        tries.append(1)
        if len(tries) == 1:
            raise psycopg.errors.UniqueViolation
        return "won"

    assert database.transact(ours("maple"), Actor(), loses_once) == "won"


def test_connections_the_server_dropped_are_replaced_unnoticed(database, parts):
    practice = ours("maple")
    database.transact(practice, Actor(), add_note, "before")
    parts.admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'toy' AND usename = 'notify_app'")
    assert database.transact(practice, Actor(), all_notes) == ["before"]


def test_a_commit_nobody_answered_is_not_run_again(database, parts):
    practice, tries = ours("maple"), []

    def dies(tx):
        tries.append(1)
        add_note(tx, "who knows")
        parts.admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'toy' AND state = 'idle in transaction'")

    with pytest.raises(Exception, match="UNAVAILABLE"):
        database.transact(practice, Actor(), dies)
    assert len(tries) == 1


def test_each_statement_may_be_a_transaction_of_its_own(database):
    practice = ours("maple")
    seen = database.each(practice, Actor(), lambda at: [at.run("SELECT txid_current()", ())[0][0] for _ in range(2)])
    assert seen[0] != seen[1]
    assert database.transact(practice, Actor(), lambda tx: tx.run("SELECT 1", ())) == [(1,)], "the pool gets its connection back as it was"


def test_a_shifted_clock_is_one_practices_own(database, settings):
    shifted, real = ours("maple"), ours("maple")
    shift_clock([settings.worker_database_url], shifted, 3600)
    now = [database.transact(practice, Actor(), lambda tx: tx.now) for practice in (shifted, real)]
    assert 3590 < (now[0] - now[1]).total_seconds() < 3610
