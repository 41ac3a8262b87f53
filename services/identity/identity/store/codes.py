"""One-time codes: issued, tried, ended by one UPDATE."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.db import Tx
from chassis.errors import NotFound
from chassis.tables import clock_offsets
from identity.domain.addresses import kept_as
from identity.domain.codes import CodeState
from identity.models import Code, CodeTries

NONE = UUID(int=0)
KEPT_FOR = timedelta(days=1)

# One statement and one row written for every address, whether it has a code, an account or neither. Tries are counted under
# the code they were made at, so a newer code begins with none, and nobody's tries at another address count here.
COUNT = """
WITH code AS (
  SELECT c.code_id, c.account_id, c.code_mac, c.key_id
  FROM codes c JOIN accounts a USING (practice_id, account_id)
  WHERE c.practice_id = %(practice)s AND a.email_key = %(email_key)s AND c.state = 'LIVE' AND c.expire_time > %(now)s),
counted AS (
  INSERT INTO code_tries AS t (practice_id, address_hash, code_id, tries, last_time)
  SELECT %(practice)s, %(address)s, coalesce((SELECT code_id FROM code), %(none)s), 1, %(now)s
  ON CONFLICT (practice_id, address_hash, code_id) DO UPDATE SET tries = t.tries + 1, last_time = %(now)s
  RETURNING tries)
SELECT counted.tries, code.code_id, coalesce(code.account_id, mine.account_id), code.code_mac, code.key_id
FROM counted LEFT JOIN code ON true
LEFT JOIN LATERAL (SELECT account_id FROM accounts WHERE practice_id = %(practice)s AND email_key = %(email_key)s) mine ON true
"""


@dataclass(frozen=True)
class CodeTry:
    """One counted try, and the live code of that address as it was read with it, if there is one."""

    address_hash: bytes
    tries: int
    code_id: UUID | None
    account_id: UUID | None
    code_mac: bytes | None
    key_id: str | None


def count(tx: Tx, email_key: str) -> CodeTry:
    """Count a try and read what it is to be compared with: one statement, the same for every address."""
    address = kept_as(email_key)
    values = {"practice": tx.practice_id, "email_key": email_key, "now": tx.now, "address": address, "none": NONE}
    [(tries, *found)] = tx.run(COUNT, values)
    return CodeTry(address, tries, *found)


def tries_at(tx: Tx, email_key: str, code_id: UUID) -> int:
    """How often a code was tried."""
    at = sa.and_(CodeTries.practice_id == tx.practice_id, CodeTries.address_hash == kept_as(email_key), CodeTries.code_id == code_id)
    return tx.db.scalar(sa.select(CodeTries.tries).where(at)) or 0


def forget(tx: Tx, tried: CodeTry) -> None:
    """Whoever typed the right code has no tries to answer for."""
    at = sa.and_(CodeTries.practice_id == tx.practice_id, CodeTries.address_hash == tried.address_hash, CodeTries.code_id == tried.code_id)
    tx.db.execute(sa.delete(CodeTries).where(at))


def find(tx: Tx, account_id: UUID, code_id: UUID) -> Code:
    """One code of an account. Raises NotFound."""
    at = sa.and_(Code.practice_id == tx.practice_id, Code.account_id == account_id, Code.code_id == code_id)
    code = tx.db.scalar(sa.select(Code).where(at))
    if code is None:
        raise NotFound
    return code


def add(tx: Tx, **values: Any) -> Code:
    """A live code. Flushed, so that a second live one of the account is refused here and not at the commit."""
    code = Code(practice_id=tx.practice_id, issue_time=tx.now, **values)
    tx.db.add(code)
    tx.db.flush()
    return code


def issued_since(tx: Tx, account_id: UUID, since: datetime) -> Sequence[datetime]:
    """When codes of an account were made lately."""
    at = sa.and_(Code.practice_id == tx.practice_id, Code.account_id == account_id, Code.issue_time > since)
    return tx.db.scalars(sa.select(Code.issue_time).where(at)).all()


def redeem(tx: Tx, code_id: UUID) -> Code:
    """Spend a live code whose account is held."""
    [spent] = _end(tx, Code.practice_id == tx.practice_id, Code.code_id == code_id, state=CodeState.REDEEMED)
    return spent


def end_live(tx: Tx, account_id: UUID, state: CodeState) -> Sequence[Code]:
    """End the live code of an account, if it has one."""
    return _end(tx, Code.practice_id == tx.practice_id, Code.account_id == account_id, state=state)


def use_up(tx: Tx, code_id: UUID) -> Sequence[Code]:
    """End a code that was tried too often."""
    return _end(tx, Code.practice_id == tx.practice_id, Code.code_id == code_id, state=CodeState.USED_UP)


def expire(tx: Tx) -> Sequence[Code]:
    """End those whose time has come."""
    return _end(tx, Code.practice_id == tx.practice_id, Code.expire_time <= tx.now, state=CodeState.EXPIRED)


def practices_due(db: Session, most: int = 100) -> Sequence[str]:
    """Practices with a code whose time has come, by each practice's own clock. For the worker, across practices."""
    shift = sa.func.make_interval(0, 0, 0, 0, 0, 0, sa.func.coalesce(clock_offsets.c.seconds, 0))
    late = sa.select(Code.practice_id).outerjoin(clock_offsets, clock_offsets.c.practice_id == Code.practice_id)
    due = late.where(Code.state == CodeState.LIVE, Code.expire_time <= sa.func.now() + shift)
    return db.scalars(due.distinct().limit(most)).all()


def prune(db: Session) -> None:
    """Forget yesterday's tries, across practices."""
    db.execute(sa.delete(CodeTries).where(CodeTries.last_time < sa.func.now() - KEPT_FOR))


def _end(tx: Tx, *at: sa.ColumnElement[bool], state: CodeState) -> Sequence[Code]:
    ended = sa.update(Code).where(*at, Code.state == CodeState.LIVE).values(state=state, end_time=tx.now, version=Code.version + 1)
    fresh = {"populate_existing": True, "synchronize_session": False}
    return tx.db.scalars(ended.returning(Code), execution_options=fresh).all()
