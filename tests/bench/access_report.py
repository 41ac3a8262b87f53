"""The access report and the 48-hour board, at the service: a practice of 20,000 relationships among 100,000, 2,000 sessions ahead."""

import random
import re
import time
from typing import Any
from uuid import uuid4

import psycopg
import requests

from tests.bench.table import Row, percentile, spread
from tests.system.practice import PASSWORD, Practice

OURS, OTHERS, OF_OTHERS, SESSIONS = 20_000, 8, 10_000, 2_000
ROUNDS, REPORTS, BOARDS = 5, 100, 20

# One person a chart, most of them signed in, a month of mail and sign-ins behind each. Past the doors, which would take an hour.
MADE = """(SELECT n, md5(%(practice)s || 'client' || n)::uuid AS client, md5(%(practice)s || 'contact' || n)::uuid AS contact,
  md5(%(practice)s || 'account' || n)::uuid AS account, 'Given' || n AS given, 'Family' || mod(n, 4000) AS family,
  'p' || n || '@example.com' AS email, now() - interval '30 days' AS was FROM generate_series(1, %(people)s) n) made"""
CHARTS = """
INSERT INTO clients (practice_id, client_id, version, given_name, family_name, sort_name, has_guardian, status, settled, created_time,
  change_time)
  SELECT %(practice)s, client, 1, given, family, lower(family || ' ' || given), false, 'ACTIVE', mod(n, 10) > 0, was, was FROM MADE;
INSERT INTO contacts (practice_id, contact_id, version, given_name, family_name, email, email_key, change_time)
  SELECT %(practice)s, contact, 1, given, family, email, email, was FROM MADE;
INSERT INTO relationships (practice_id, contact_id, client_id, version, relationship, is_primary, online_access, online_access_time,
  email_notifications, email_notifications_time, consent_state, consent_text_version, consent_time, consent_how, custody_forbids_consent,
  in_force, created_time, change_time)
  SELECT %(practice)s, contact, client, 1, 'SELF', true, mod(n, 20) > 0, was, true, was,
  CASE WHEN mod(n, 5) > 0 THEN 'GRANTED' ELSE 'MISSING' END,
  '2026-1', was, 'TERMS', false, true, was, was FROM MADE;
INSERT INTO accounts (practice_id, account_id, version, state, email, password, change_time, password_set_time, sign_in_time, browser,
  refuse_reason, link_id, link_version, link_purpose, link_state, link_issue_time, link_expire_time, link_end_time)
  SELECT %(practice)s, account, 3, CASE WHEN mod(n, 4) > 0 THEN 'ACTIVE' ELSE 'PENDING' END, email,
  CASE WHEN mod(n, 4) > 0 THEN 'SET' ELSE 'NONE' END, was, was, was, 'Chrome 141 on Android', '', gen_random_uuid(), 2, 'INVITATION',
  CASE WHEN mod(n, 4) > 0 THEN 'REDEEMED' ELSE 'LIVE' END, was,
  was + interval '48 hours', was FROM MADE;
INSERT INTO bindings (practice_id, account_id, contact_id, version, state, change_time)
  SELECT %(practice)s, account, contact, 1, 'BOUND', was FROM MADE;
INSERT INTO access_ledger (practice_id, contact_id, client_id, portal_state, needs_you, welcome_time, welcome_refuse_reason, mail_id,
  mail_version, mail_state, mail_reason, mail_detail, mail_to, mail_queue_time, mail_change_time, join_reasons)
  SELECT %(practice)s, contact, client, 'ACTIVE', false, was, '', gen_random_uuid(), 2, 'SENT', '', '', email, was, was, '{}' FROM MADE;
INSERT INTO timeline (practice_id, entry_id, contact_id, client_id, account_id, kind, time, detail)
  SELECT %(practice)s, gen_random_uuid(), CASE WHEN k < 8 THEN contact END, CASE WHEN k < 8 THEN client END,
  CASE WHEN k >= 8 THEN account END, 'SIGNED_IN', was + k * interval '1 hour', '{}' FROM MADE, generate_series(1, 16) k;
"""
VISITS = """
INSERT INTO video_sessions (practice_id, session_id, version, client_id, clinician_id, start_time, end_time, state)
  SELECT %(practice)s, gen_random_uuid(), 1, client, gen_random_uuid(), at, at + interval '50 minutes', 'BOOKED'
  FROM (SELECT client, now() + make_interval(mins => n * 2870 / %(ahead)s) AS at FROM MADE WHERE n <= %(ahead)s
        UNION ALL SELECT client, now() - k * interval '7 days' FROM MADE, generate_series(1, 3) k) booked;
INSERT INTO upcoming_sessions (practice_id, session_id, contact_id)
  SELECT %(practice)s, session_id, contact FROM video_sessions JOIN MADE ON client = client_id;
INSERT INTO session_reminders (practice_id, session_id, contact_id, mail_id, mail_version, state, reason, to_address, start_time, hours,
  queue_time, change_time)
  SELECT %(practice)s, session_id, contact, gen_random_uuid(), 1, 'SENT', '', email, start_time, 24, now(), now()
  FROM video_sessions JOIN MADE ON client = client_id WHERE mod(n, 2) = 0;
"""
SOME = "SELECT client_id, contact_id FROM relationships WHERE practice_id = %(practice)s ORDER BY random() LIMIT 400"


def measure(practice: Practice) -> list[Row]:
    """practice: a fresh one. What its front desk waits for, without the gateway."""
    known = fill(practice.stack, practice.slug, OURS, SESSIONS)
    for _ in range(OTHERS):
        fill(practice.stack, f"o{uuid4().hex[:8]}", OF_OTHERS, SESSIONS // 2)
    desk, dice = _Desk(practice), random.Random(7)
    chosen = [f"clients/{client}/contacts/{contact}/access-report" for client, contact in known]
    reports, boards = [], []
    for _ in range(1 + ROUNDS):
        desk.enter()
        reports.append(_p95(desk, [dice.choice(chosen) for _ in range(REPORTS)]))
        boards.append(_p95(desk, ["today"] * BOARDS))
    assert len(desk.read("today")["sessions"]) == SESSIONS
    # The first round warms every process up.
    return [
        _row("access report p95 in ms at the service, 100,000 relationships (20,000 in the practice)", reports[1:], 30),
        _row("48-hour board p95 in ms at the service, with 2,000 video sessions in it", boards[1:], 100),
    ]


def _row(what: str, waits: list[float], most: float) -> Row:
    middle = sorted(waits)[len(waits) // 2]
    return Row(what, f"{middle:.3g} ({spread(waits)})", f"≤ {most:g} ms", middle <= most)


class _Desk:
    """The owner, asking clinic's own port."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self._http = requests.Session()
        self._base = f"http://127.0.0.1:{practice.stack.ports.http('clinic')}/api/clinic/v1/"

    def enter(self) -> None:
        """With a fresh token, since one lasts five minutes."""
        owner = self._practice.owner
        owner.sign_in(self._practice.owner_email, PASSWORD)
        token = next(cookie.value for cookie in owner.http.cookies if cookie.name == "anteroom_access")
        self._http.headers.update({"Host": owner.host, "Authorization": f"Bearer {token}"})

    def read(self, path: str) -> Any:
        """The answer, whole."""
        answer = self._http.get(self._base + path, timeout=20)
        assert answer.status_code == 200, answer.text
        return answer.json()


def _p95(desk: _Desk, paths: list[str]) -> float:
    waits = []
    for path in paths:
        begun = time.monotonic()
        desk.read(path)
        waits.append(1000 * (time.monotonic() - begun))
    return percentile(waits, 0.95)


def fill(stack: Any, practice_id: str, people: int, ahead: int) -> list[tuple[str, str]]:
    """A practice's charts, logins, timelines and video sessions, `ahead` of them in the next 48 hours. Returns some relationships."""
    values = {"practice": practice_id, "people": people, "ahead": ahead}
    ours, owners = _connection(stack, "ANTEROOM_DATABASE_URL"), _connection(stack, "ANTEROOM_OWNER_DATABASE_URL")
    with ours, owners, psycopg.ClientCursor(ours) as cursor:
        cursor.execute("SELECT set_config('app.practice_id', %s, false)", (practice_id,))
        for statement in (CHARTS + VISITS).split(";\n")[:-1]:
            cursor.execute(re.sub(r"\bMADE\b", MADE, statement), values)
            # A foreign key is looked up by the plan for the table as it was last counted.
            owners.execute(f"ANALYZE {statement.split()[2]}")
        return [(str(client), str(contact)) for client, contact in cursor.execute(SOME, values).fetchall()]


def _connection(stack: Any, role: str) -> psycopg.Connection[Any]:
    return psycopg.connect(stack.service_env("clinic")[role].replace("+psycopg", ""), autocommit=True)
