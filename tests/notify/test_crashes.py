"""A worker that dies with a mail in hand: nothing is lost, and what is repeated is the same mail."""

import os
import signal
import subprocess
import sys
import threading

from chassis.testing import eventually
from notify.domain import Outcome, State
from notify.operations import mails as operations
from notify.store import mails as store

WORK = """
import sys
from chassis.db import Database
from notify import sending
from notify.config import NotifySettings
settings = NotifySettings.model_validate_json(sys.stdin.readline())
sending.open_post(settings)
database = Database.worker(settings)
print("ready", flush=True)
while sys.stdin.readline():
    sending.take(database)
"""


def other_worker(settings):
    """Another process, which takes what is due when it is told to."""
    process = subprocess.Popen([sys.executable, "-c", WORK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process.stdin.write(settings.model_dump_json() + "\n")
    process.stdin.flush()
    assert process.stdout.readline() == "ready\n"
    return process


def take(process):
    process.stdin.write("take\n")
    process.stdin.flush()


def lapse(worker):
    """The dead worker's leases run out."""
    with worker.across() as db:
        db.connection().exec_driver_sql("UPDATE sends SET due_time = now()")


def test_killed_between_the_servers_250_and_the_record_the_mail_repeats_under_the_same_message_id(practice, mail_server, settings, worker):
    event_id, link_id = practice.issues(practice.person())
    process = other_worker(settings)
    mail_server.on_data = lambda: os.kill(process.pid, signal.SIGKILL)
    take(process)
    assert process.wait(20) == -signal.SIGKILL
    assert practice.only().state == "QUEUED" and len(mail_server.mails) == 1
    mail_server.on_data = lambda: None
    lapse(worker)
    practice.sends()
    first, second = mail_server.mails
    assert first["Message-ID"] == second["Message-ID"] == f"<{event_id}.{practice.practice_id}@anteroom.example>"
    assert f"#{link_id}" in first.get_body(("plain",)).get_content() and f"#{link_id}" in second.get_body(("plain",)).get_content()
    assert practice.steps() == ["QUEUED", "SENT"]


def test_killed_before_the_mail_was_handed_over_it_goes_once(practice, mail_server, settings, worker):
    practice.issues(practice.person())
    process, reached = other_worker(settings), threading.Event()
    mail_server.say["RCPT"] = lambda recipient: reached.set() or os.kill(process.pid, signal.SIGKILL)
    take(process)
    assert process.wait(20) == -signal.SIGKILL and reached.is_set()
    mail_server.say.clear()
    lapse(worker)
    practice.sends()
    assert len(mail_server.mails) == 1


def test_a_lease_that_has_not_run_out_is_left_alone(practice, mail_server, settings):
    practice.issues(practice.person())
    process = other_worker(settings)
    mail_server.hang.add("DATA")
    take(process)
    try:
        eventually(lambda: mail_server.connections)
        assert practice.post.take(practice.worker) == 0
    finally:
        process.kill()
        process.wait()


def test_a_worker_that_is_stopped_finishes_what_it_began_and_gives_back_the_rest(practice, mail_server, settings, worker):
    for _ in range(10):
        practice.issues(practice.person())
    mail_server.hang.add("DATA")
    practice.post.take(worker)
    eventually(lambda: mail_server.connections == settings.smtp_connections)
    practice.post.close()
    assert sorted(mail.message.state for mail in practice.mails()) == ["DEFERRED"] * 4 + ["QUEUED"] * 6
    with worker.across() as db:
        assert len(store.take_due(db, 10, 60)) >= 6


def test_a_late_report_of_a_lost_lease_changes_nothing_but_a_mail_that_left_is_sent(practice, mail_server, worker, within):
    practice.issues(practice.person())
    with worker.across() as db:
        (old,) = store.take_due(db, 10, 0)
    with worker.across() as db:
        (new,) = store.take_due(db, 10, 60)
    assert (old.attempts, new.attempts) == (1, 2)
    within(practice, operations.record_outcomes, [Outcome(old, State.BOUNCED, "NO_SUCH_MAILBOX")], 1.0)
    assert practice.only().state == "QUEUED"
    within(practice, operations.record_outcomes, [Outcome(old, State.SENT, to_address="sofia@example.com")], 1.0)
    within(practice, operations.record_outcomes, [Outcome(new, State.DEFERRED, "SERVER_SILENT")], 1.0)
    assert practice.steps() == ["QUEUED", "SENT"]
