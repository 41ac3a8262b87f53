"""How long people wait: from the click to the mail server, and from consent withdrawn to a refused join."""

import time
from datetime import UTC, datetime

from chassis.testing import eventually
from tests.bench.table import Row, percentile, spread
from tests.system.practice import Practice

CLICKS, WITHDRAWALS = 60, 100


def click_to_mail(practice: Practice) -> list[Row]:
    """From pressing Send to the mail server's 250, machine otherwise idle."""
    waits = []
    for _ in range(CLICKS):
        person = practice.adult()
        clicked = datetime.now(UTC)
        practice.welcome(person)
        sent = eventually(lambda person=person: _sent(practice, person.client_id), seconds=20)
        waits.append((sent - clicked).total_seconds())
    p95 = percentile(waits, 0.95)
    return [Row("click → SMTP accepted, p95 (min / median / max)", f"{p95:.2f} s ({spread(waits)})", "≤ 1 s", p95 <= 1)]


def _sent(practice: Practice, client_id: str) -> datetime | None:
    for message in practice.owner.get("/api/notify/v1/messages", client_id=client_id)["messages"]:
        for state in message["states"]:
            if state["state"] == "SENT":
                return datetime.fromisoformat(state["time"])
    return None


def withdrawal_to_refusal(practice: Practice) -> list[Row]:
    """From the answer to the withdrawal to the first refused join."""
    parent = practice.guardian(practice.child())
    visitor = practice.active(parent)
    practice.consent(parent)
    session_id = practice.book(parent)
    practice.joins(visitor, session_id)
    waits = []
    for _ in range(WITHDRAWALS):
        practice.owner.post(f"{parent.path}:withdrawConsent", {})
        answered = time.monotonic()
        while visitor.send("POST", f"/api/video-gate/v1/sessions/{session_id}:join", json={}).status_code == 200:
            assert time.monotonic() - answered < 10
        waits.append(time.monotonic() - answered)
        practice.consent(parent)
        practice.joins(visitor, session_id)
    p99 = percentile(waits, 0.99) * 1000
    return [Row("consent withdrawn → join refused, p99 (min / median / max)", f"{p99:.0f} ms ({spread(waits)} s)", "≤ 250 ms", p99 <= 250)]
