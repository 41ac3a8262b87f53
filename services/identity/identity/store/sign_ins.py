"""Sign-ins: counting tries, opening a login session, and what the worker has yet to look into.

The two statements of a sign-in are written out, since each is one round trip on the hottest path there is.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

import sqlalchemy as sa
from psycopg.types.json import Jsonb
from sqlalchemy.orm import Session

from chassis.db import Tx
from chassis.outbox import Envelope
from identity.domain.addresses import kept_as
from identity.domain.login_sessions import (
    DEVICE_LIFE,
    FORGOTTEN_AFTER,
    LONGEST_WAIT,
    WRONG_BEFORE_WAIT,
    WRONG_FROM_KNOWN_DEVICE,
    wait_after,
)
from identity.domain.second_factors import Standing
from identity.models import ResetRequest, SignInAttempts, SignInRefusal

R = TypeVar("R", SignInRefusal, ResetRequest)

# No wait is NULL and not now: of two tries at once the one that began earlier would take the other's now for a wait.
# A try is counted before it is compared, whether the address has an account or not; while it is slowed it counts no
# further. A known device has a count of its own, so nobody else can slow it.
COUNT = """
WITH account AS (
  SELECT account_id, email, state, role, password_hash, temporary_password_expire_time
  FROM accounts WHERE practice_id = %(practice)s AND email_key = %(email_key)s),
mine AS (
  SELECT EXISTS (SELECT FROM known_devices d JOIN account USING (account_id)
    WHERE d.practice_id = %(practice)s AND d.device_hash = %(device)s
      AND d.seen_time > %(now)s - CAST(%(device_life)s AS interval)) AS known),
counted AS (
  INSERT INTO sign_in_attempts AS t (practice_id, key, known_device, wrong, last_time, refused_until, slowed)
  SELECT %(practice)s, CASE WHEN known THEN CAST(%(device_key)s AS bytea) ELSE CAST(%(address_key)s AS bytea) END,
    known, 1, %(now)s, NULL, false
  FROM mine
  ON CONFLICT (practice_id, key) DO UPDATE SET
    slowed = coalesce(t.refused_until > %(now)s, false),
    last_time = CASE WHEN t.refused_until > %(now)s THEN t.last_time ELSE %(now)s END,
    wrong = CASE WHEN t.refused_until > %(now)s THEN t.wrong
      WHEN greatest(t.last_time, t.refused_until) < %(now)s - CAST(%(forgotten)s AS interval) THEN 1
      ELSE t.wrong + 1 END,
    refused_until = CASE WHEN t.refused_until > %(now)s THEN t.refused_until
      WHEN greatest(t.last_time, t.refused_until) < %(now)s - CAST(%(forgotten)s AS interval) THEN NULL
      WHEN t.known_device THEN %(now)s + nullif((CAST(%(device_waits)s AS interval[]))[least(t.wrong + 1, %(device_steps)s)], interval '0')
      ELSE %(now)s + nullif((CAST(%(waits)s AS interval[]))[least(t.wrong + 1, %(steps)s)], interval '0') END
  RETURNING key, slowed)
SELECT counted.key, counted.slowed, account.* FROM counted LEFT JOIN account ON true
"""
# Everything a good sign-in writes; half of one, whose second step is still owed, is no sign-in yet and makes no device known:
# otherwise whoever has the password alone could guess codes in a lane of their own. The browser's earlier login session ends
# with it; it is not announced, since nothing was taken from anybody: its cookie is overwritten, and here its access token is
# refused from now on.
OPEN = """
WITH seen AS (
  UPDATE accounts SET last_sign_in_time = %(now)s, last_browser = %(browser)s
  WHERE practice_id = %(practice)s AND account_id = %(account)s AND NOT %(half)s),
forgotten AS (
  DELETE FROM sign_in_attempts WHERE practice_id = %(practice)s AND key = %(key)s),
device AS (
  INSERT INTO known_devices (practice_id, account_id, device_hash, seen_time)
  SELECT %(practice)s, %(account)s, %(device)s, %(now)s WHERE NOT %(half)s
  ON CONFLICT (practice_id, account_id, device_hash) DO UPDATE SET seen_time = excluded.seen_time),
earlier AS (
  UPDATE login_sessions SET end_time = %(now)s, end_reason = 'SIGNED_IN_AGAIN'
  WHERE practice_id = %(practice)s AND cookie_hash = %(old_cookie)s AND end_time IS NULL RETURNING login_session_id),
refused AS (
  INSERT INTO revoked_login_sessions (practice_id, login_session_id, forget_time)
  SELECT %(practice)s, login_session_id, %(forget)s FROM earlier ON CONFLICT DO NOTHING),
opened AS (
  INSERT INTO login_sessions (practice_id, login_session_id, account_id, cookie_hash, browser, start_time, last_seen_time, expire_time)
  VALUES (%(practice)s, %(login_session)s, %(account)s, %(cookie)s, %(browser)s, %(now)s, %(now)s, %(expire)s)),
announced AS (
  INSERT INTO outbox (event_id, practice_id, subject, type, payload, traceparent)
  SELECT %(event_id)s, %(practice)s, %(subject)s, %(type)s, %(payload)s, %(traceparent)s WHERE NOT %(half)s)
INSERT INTO audit_entries
  (audit_id, practice_id, actor_account_id, actor_role, origin, address, action, subject_type, subject_id, detail, record_time)
VALUES (%(audit_id)s, %(practice)s, %(account)s, %(role)s, %(origin)s, %(address)s,
  CASE WHEN %(half)s THEN 'sign_in.half' ELSE 'sign_in.succeeded' END, 'account',
  CAST(%(account)s AS text), %(detail)s, %(now)s)
"""
DEVICE = """
INSERT INTO known_devices (practice_id, account_id, device_hash, seen_time) VALUES (%s, %s, %s, %s)
ON CONFLICT (practice_id, account_id, device_hash) DO UPDATE SET seen_time = excluded.seen_time
"""
# FOR NO KEY UPDATE: whoever locks, disables or ends the login sessions of the account waits for this sign-in, or it for them.
STILL = """
SELECT EXISTS (SELECT FROM second_factors f WHERE f.practice_id = a.practice_id AND f.account_id = a.account_id),
  coalesce((SELECT staff_second_factor FROM practices p WHERE p.practice_id = a.practice_id), false)
FROM accounts a WHERE practice_id = %s AND account_id = %s AND state = 'ACTIVE' AND password_hash = %s FOR NO KEY UPDATE OF a
"""
PRUNE = "DELETE FROM sign_in_attempts WHERE greatest(last_time, refused_until) < now() - interval '1 day'"


@dataclass(frozen=True)
class Attempt:
    """One counted try, and the account at that address as it was read with it, if there is one."""

    key: bytes
    address_hash: bytes
    slowed: bool
    account_id: UUID | None
    email: str | None
    state: str | None
    role: str | None
    password_hash: str | None
    temporary_password_expire_time: datetime | None


def _steps(limit: int) -> list[timedelta]:
    """The waits after 1, 2, 3 … wrong tries, up to the longest."""
    steps = [wait_after(1, limit)]
    while steps[-1] < LONGEST_WAIT:
        steps.append(wait_after(len(steps) + 1, limit))
    return steps


WAITS, DEVICE_WAITS = _steps(WRONG_BEFORE_WAIT), _steps(WRONG_FROM_KNOWN_DEVICE)


def count(tx: Tx, email_key: str, device_hash: bytes, lane: str = "") -> Attempt:
    """Count a try and read what it is to be compared with: one statement, the same for every address.

    lane: what else than the password of this address is tried, and counted apart.
    """
    address = kept_as(lane + email_key)
    values = {
        "practice": tx.practice_id, "email_key": email_key, "now": tx.now, "device": device_hash, "address_key": address,
        "device_key": hashlib.sha256(address + device_hash).digest(), "device_life": DEVICE_LIFE, "forgotten": FORGOTTEN_AFTER,
        "waits": WAITS, "steps": len(WAITS), "device_waits": DEVICE_WAITS, "device_steps": len(DEVICE_WAITS),
    }  # fmt: skip
    [(key, *found)] = tx.run(COUNT, values)
    return Attempt(key, address, *found)


def still(tx: Tx, attempt: Attempt) -> Standing | None:
    """Lock the account and say how it stands with second factors; None where it isn't what the password was compared with any more."""
    found = tx.run(STILL, (tx.practice_id, attempt.account_id, attempt.password_hash))
    return Standing(*found[0]) if found else None


def open_login_session(tx: Tx, event: Envelope, *, login_session: UUID, half: bool, how: str = "", **values: Any) -> None:
    """Open it, note the sign-in on the account, remember the device, forget the wrong tries; with the event and the audit entry.

    half: the second step is still owed, so nothing but the login session and its audit entry is written. how: by what else than a
    password.

    values: account and its role, cookie, old_cookie and device (hashes), browser, expire, key (of the tries), forget (of the old tokens).
    """
    audited = {"audit_id": uuid4(), "origin": tx.actor.origin, "address": tx.actor.address}
    audited["detail"] = Jsonb({"login_session_id": str(login_session)} | ({"second_step": how} if how else {}))
    here = {"practice": tx.practice_id, "now": tx.now, "login_session": login_session, "half": half}
    tx.run(OPEN, event._asdict() | audited | here | values)


def know_device(tx: Tx, account_id: UUID, device_hash: bytes) -> None:
    """Remember a browser that has signed in all the way."""
    tx.run(DEVICE, (tx.practice_id, account_id, device_hash, tx.now))


def forget_tries(tx: Tx, email_key: str) -> None:
    """Whoever just set a password through the mailbox is not slowed by the tries before."""
    forget(tx, kept_as(email_key))


def forget(tx: Tx, key: bytes) -> None:
    """Forget the tries that were counted under a key."""
    tx.db.execute(sa.delete(SignInAttempts).where(SignInAttempts.practice_id == tx.practice_id, SignInAttempts.key == key))


def keep(tx: Tx, row: SignInRefusal | ResetRequest) -> None:
    """Leave something for the worker, and wake it when this commits."""
    tx.db.add(row)
    tx.db.execute(sa.select(sa.func.pg_notify(row.__tablename__, "")))


def take(tx: Tx, kind: type[R], row_id: UUID) -> R | None:
    """Take it to look into; None where another worker did."""
    key = kind.__mapper__.primary_key[1]
    gone = sa.delete(kind).where(kind.practice_id == tx.practice_id, key == row_id).returning(kind)
    return tx.db.scalar(gone, execution_options={"synchronize_session": False})


def waiting(db: Session, kind: type[SignInRefusal] | type[ResetRequest], most: int = 100) -> Sequence[tuple[str, UUID]]:
    """What waits for the worker, across practices, the longest waiting first: (practice, row id)."""
    key, since = kind.__mapper__.primary_key[1], SignInRefusal.refuse_time if kind is SignInRefusal else ResetRequest.request_time
    return [(row[0], row[1]) for row in db.execute(sa.select(kind.practice_id, key).order_by(since, key).limit(most))]


def prune(db: Session) -> None:
    """Forget yesterday's tries, across practices."""
    db.execute(sa.text(PRUNE))
