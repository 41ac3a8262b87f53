"""Draining a queue of welcome mails against a bare SMTP client on a kept connection to the same server."""

import smtplib
import time
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from typing import Any

import psycopg

from chassis.testing import eventually
from deploy.demo.mailbox import Mail
from tests.bench.table import Row
from tests.system.practice import Practice

MAILS, DESKS = 200, 4

# The whole queue stands before the clock starts: until then nothing in it is due.
HOLD = """
CREATE FUNCTION bench_hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.due_time := 'infinity'; RETURN NEW; END $$;
CREATE TRIGGER bench_hold BEFORE INSERT ON sends FOR EACH ROW EXECUTE FUNCTION bench_hold();
"""
LET_GO = "DROP FUNCTION bench_hold CASCADE"
RELEASE = "UPDATE sends SET due_time = now(); NOTIFY sends"


def measure(practice: Practice) -> list[Row]:
    """Mails per second of one worker ÷ mails per second of smtplib, same server, mails of the same size."""
    practice.owner.get("/api/clinic/v1/settings")
    _run(practice, "owner", HOLD)
    with ThreadPoolExecutor(DESKS) as desks:
        people = list(desks.map(lambda _: practice.adult(), range(MAILS)))
        list(desks.map(practice.welcome, people))
    eventually(lambda: _messages(practice, "QUEUED") >= MAILS, seconds=180, every=0.5)
    practice.settles(180)
    _run(practice, "owner", LET_GO)
    begun = time.monotonic()
    _run(practice, "worker", RELEASE)
    eventually(lambda: _messages(practice, "SENT") >= MAILS, seconds=300, every=0.1)
    ours = MAILS / (time.monotonic() - begun)
    bare = _bare(practice)
    ratio = ours / bare
    return [
        Row("notify draining 2,000 welcome mails, one worker ÷ bare smtplib", f"{ratio:.2f}", "≥ 0.3", ratio >= 0.3),
        Row("mails per second: notify, bare smtplib", f"{ours:.0f}, {bare:.0f}"),
    ]


def _run(practice: Practice, role: str, statements: str) -> list[tuple[Any, ...]]:
    """As that role of notify's database, in this practice. What a query finds."""
    with psycopg.connect(practice.stack.database_url("notify", role).replace("+psycopg", "")) as connection:
        connection.execute("SELECT set_config('app.practice_id', %s, false)", (practice.slug,))
        done = connection.execute(statements)
        return done.fetchall() if done.description else []


def _messages(practice: Practice, state: str) -> int:
    return _run(practice, "app", f"SELECT count(*) FROM messages WHERE state = '{state}' AND kind = 'INVITATION'")[0][0]


def _bare(practice: Practice) -> float:
    sample = practice.mailbox.mails(f"owner@{practice.slug}.example")[0]
    messages = [_message(sample, f"bare{number}@example.com") for number in range(MAILS)]
    with smtplib.SMTP("127.0.0.1", practice.stack.ports.smtp) as server:
        begun = time.monotonic()
        for message in messages:
            server.send_message(message)
        return MAILS / (time.monotonic() - begun)


def _message(sample: Mail, address: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "no-reply@example.com", address, sample.subject
    message.set_content(sample.text)
    message.add_alternative(sample.html, subtype="html")
    return message
