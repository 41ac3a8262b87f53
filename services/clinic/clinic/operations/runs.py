"""Bulk welcome: choose whom, see what would be sent, send, pause, cancel; and the worker's part of it, a chunk at a time.

The lease is the lock on the run's own row, held for one chunk (see importing): whoever was asked for is marked in the transaction
that asks, so that nobody is asked for twice, whenever a worker dies.
"""

import logging
from collections.abc import Callable, Sequence
from uuid import UUID, uuid4

from chassis import audit
from chassis.db import AWAY, Actor, Database, Tx
from clinic import charts
from clinic.domain import refusals, welcome
from clinic.models import Import, WelcomeRun, WelcomeRunPerson
from clinic.store import clients, contacts, jobs, ledger, practices, runs, welcomes

MOST_PEOPLE = 25_000
JUDGED_AT_ONCE, SENT_AT_ONCE = 200, 25
log = logging.getLogger(__name__)


def begin_run(tx: Tx, client_ids: Sequence[UUID] | None, import_id: UUID | None) -> WelcomeRun:
    """Whom it is about: these clients' people, or those an import added, or everybody who was not invited yet. Mails nobody.

    Raises ImportUnknown, NobodyToWelcome, TooManyToWelcome.
    """
    if import_id:
        jobs.get(tx, Import, import_id)
    source = "IMPORT" if import_id else "CLIENTS" if client_ids is not None else "NOT_INVITED"
    run = WelcomeRun(
        practice_id=tx.practice_id, run_id=uuid4(), state="JUDGING", source=source, total=0, at_place=0, created_by=tx.actor.account_id,
        created_time=tx.now, change_time=tx.now, turn_count=0,
    )
    tx.db.add(run)
    tx.db.flush()  # its people refer to it
    run.total = runs.fill(tx, run.run_id, client_ids, import_id)
    if not run.total:
        raise refusals.NobodyToWelcome
    if run.total > MOST_PEOPLE:
        raise refusals.TooManyToWelcome(most=MOST_PEOPLE)
    return run


def start_run(tx: Tx, run_id: UUID) -> WelcomeRun:
    """Send. Said again it is the same. Raises RunUnknown, RunNotAtThat, RunUnderWay, NobodyToWelcome."""
    practices.locked(tx)  # so that of two runs one sees the other
    run = jobs.locked(tx, WelcomeRun, run_id)
    if run.state == "SENDING":
        return run
    _demand(run, "READY")
    if jobs.under_way(tx, WelcomeRun):
        raise refusals.RunUnderWay
    if not runs.people_listed(tx, run_id, "WAITING", False, 0, 1):
        raise refusals.NobodyToWelcome
    run.start_time, run.at_place = tx.now, 0
    audit.record(tx, "bulk_welcome.started", "welcome_run", run_id, total=run.total)
    return _set_off(tx, run)


def pause_run(tx: Tx, run_id: UUID) -> WelcomeRun:
    """Nobody further is asked for until it is resumed. Raises RunUnknown, RunNotAtThat."""
    run = jobs.locked(tx, WelcomeRun, run_id)
    if run.state != "PAUSED":
        _demand(run, "SENDING")
        _move(tx, run, "PAUSED")
    return run


def resume_run(tx: Tx, run_id: UUID) -> WelcomeRun:
    """Go on where it was paused. Raises RunUnknown, RunNotAtThat."""
    run = jobs.locked(tx, WelcomeRun, run_id)
    if run.state != "SENDING":
        _demand(run, "PAUSED")
        _set_off(tx, run)
    return run


def cancel_run(tx: Tx, run_id: UUID) -> WelcomeRun:
    """Nobody further is asked for at all; mails that were asked for go out. Raises RunUnknown, RunNotAtThat."""
    run = jobs.locked(tx, WelcomeRun, run_id)
    if run.state != "CANCELLED":
        _demand(run, "JUDGING", "READY", "SENDING", "PAUSED")
        run.end_time = tx.now
        audit.record(tx, "bulk_welcome.cancelled", "welcome_run", run_id)
        _move(tx, run, "CANCELLED")
    return run


def _set_off(tx: Tx, run: WelcomeRun) -> WelcomeRun:
    """Whoever says so answers for what is sent from now on."""
    run.started_by, run.started_role = tx.actor.account_id, tx.actor.role
    run.turn_time, run.turn_count = tx.now, run.at_place
    return _move(tx, run, "SENDING")


def _demand(run: WelcomeRun, *states: str) -> None:
    if run.state not in states:
        raise refusals.RunNotAtThat(state=run.state)


def _move(tx: Tx, run: WelcomeRun, state: str) -> WelcomeRun:
    run.state, run.change_time = state, tx.now
    return run


# The worker's part.


def work(database: Database) -> int:
    """The worker's timer: one chunk of every run that has something to do. Returns how many have more of it at once."""
    with database.across() as db:
        due = jobs.due(db, WelcomeRun)
    return sum(_chunk(database, *run) for run in due)


def _chunk(database: Database, practice_id: str, run_id: UUID, state: str, account_id: UUID | None, role: str | None) -> bool:
    try:
        return database.transact(practice_id, Actor("timer", account_id, role), STEPS[state], run_id)
    except AWAY:
        log.warning("a bulk welcome waits for the database")
    except Exception:
        log.exception("a chunk of a bulk welcome failed; it is tried again")
    return False


def judge(tx: Tx, run_id: UUID) -> bool:
    """The dry run: who of the next may get a mail, and why not. Whether there is more to do at once."""
    run = jobs.taken(tx, WelcomeRun, run_id, "JUDGING")
    if run is None:
        return False
    people = runs.next_people(tx, run_id, run.at_place, JUDGED_AT_ONCE, held=True)
    for person, reason in zip(people, _reasons(tx, people), strict=True):
        person.reason = reason
    if not people:
        _move(tx, run, "READY")
        return False
    run.at_place = people[-1].place
    return True


def send(tx: Tx, run_id: UUID) -> bool:
    """Ask for the next, in one request, so that those who share a login get one mail; judged anew, since meanwhile may be long.

    Whether there is more to do at once.
    """
    run = jobs.taken(tx, WelcomeRun, run_id, "SENDING")
    if run is None:
        return False
    people = runs.next_people(tx, run_id, run.at_place, SENT_AT_ONCE)
    if not people:
        run.end_time = tx.now
        audit.record(tx, "bulk_welcome.finished", "welcome_run", run_id)
        _move(tx, run, "DONE")
        return False
    contacts.lock(tx, {person.contact_id for person in people})  # so that the cap counts what a desk is sending
    clients.lock(tx, {person.client_id for person in people})
    if runs.pairs_at(tx, run_id, {one.place for one in people}) != {(one.contact_id, one.client_id) for one in people}:
        return True  # charts were merged meanwhile: the next chunk takes them as who they are now
    for person, reason in zip(people, _reasons(tx, people), strict=True):
        person.reason, person.state = reason, "REFUSED" if reason else "REQUESTED"
    asked = [person for person in people if not person.reason]
    request_id = charts.request_welcome(tx, practices.get(tx), [(one.contact_id, one.client_id) for one in asked]) if asked else None
    for person in asked:
        person.request_id = request_id
    run.at_place = people[-1].place
    return False


def _reasons(tx: Tx, people: Sequence[WelcomeRunPerson]) -> list[str]:
    """What speaks against a mail to each; empty where nothing does."""
    pairs = [(one.contact_id, one.client_id) for one in people]
    known = {(facts.contact_id, facts.client_id): facts for facts in ledger.of_pairs(tx, pairs)}
    earlier = welcomes.requests_since(tx, {contact_id for contact_id, _ in pairs}, welcome.DAY)
    return [welcome.bulk_refusal(known[pair], earlier[pair[0]], tx.now) for pair in pairs]


STEPS: dict[str, Callable[[Tx, UUID], bool]] = {"JUDGING": judge, "SENDING": send}
