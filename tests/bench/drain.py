"""Draining a queue of welcome mails against a bare SMTP client on a kept connection to the same server."""

import smtplib
import time
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

import psycopg

from chassis.testing import eventually
from tests.bench.table import Row
from tests.system.practice import Practice

MAILS, DESKS = 2000, 4


def measure(practice: Practice) -> list[Row]:
    """Mails per second of one worker ÷ mails per second of smtplib, same server, mails of the same size."""
    stack = practice.stack
    stack.pause("notify-worker")
    practice.owner.get("/api/clinic/v1/settings")
    with ThreadPoolExecutor(DESKS) as desks:
        people = list(desks.map(lambda _: practice.adult(), range(MAILS)))
        list(desks.map(practice.welcome, people))
    eventually(lambda: _links(practice) >= MAILS, seconds=180, every=0.5)
    stack.resume("notify-worker")
    eventually(lambda: _messages(practice, "SENT") >= 20, seconds=120)
    first, begun = _messages(practice, "SENT"), time.monotonic()
    eventually(lambda: _messages(practice, "SENT") >= MAILS, seconds=300, every=0.1)
    ours = (MAILS - first) / (time.monotonic() - begun)
    bare = _bare(practice)
    ratio = ours / bare
    return [
        Row("notify draining 2,000 welcome mails, one worker ÷ bare smtplib", f"{ratio:.2f}", "≥ 0.3", ratio >= 0.3),
        Row("mails per second: notify, bare smtplib", f"{ours:.0f}, {bare:.0f}"),
    ]


def _count(practice: Practice, service: str, query: str) -> int:
    with psycopg.connect(practice.stack.database_url(service, "app").replace("+psycopg", "")) as connection:
        connection.execute("SELECT set_config('app.practice_id', %s, false)", (practice.slug,))
        return connection.execute(query).fetchone()[0]  # type: ignore[index]


def _links(practice: Practice) -> int:
    return _count(practice, "identity", "SELECT count(*) FROM links WHERE purpose = 'INVITATION' AND state = 'LIVE'")


def _messages(practice: Practice, state: str) -> int:
    return _count(practice, "notify", f"SELECT count(*) FROM messages WHERE state = '{state}' AND kind = 'INVITATION'")


def _bare(practice: Practice) -> float:
    sample = practice.mailbox.mails(f"owner@{practice.slug}.example")[0]
    with smtplib.SMTP("127.0.0.1", practice.stack.ports.smtp) as server:
        begun = time.monotonic()
        for number in range(MAILS):
            message = EmailMessage()
            message["From"], message["To"], message["Subject"] = "no-reply@example.com", f"bare{number}@example.com", sample.subject
            message.set_content(sample.text)
            message.add_alternative(sample.html, subtype="html")
            server.send_message(message)
        return MAILS / (time.monotonic() - begun)
