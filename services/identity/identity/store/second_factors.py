"""Second factors, recovery codes, and what a login session was asked."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from chassis.db import Tx
from identity.domain.second_factors import ASKED_LIFE, Asked, FactorKind, Standing
from identity.models import AskedFactor, RecoveryCode, SecondFactor, SpentChallenge

# Part of every refresh, so written out.
STANDING = """
SELECT EXISTS (SELECT FROM second_factors WHERE practice_id = %(practice)s AND account_id = %(account)s),
  coalesce((SELECT staff_second_factor FROM practices WHERE practice_id = %(practice)s), false)
"""


def standing(tx: Tx, account_id: UUID) -> Standing:
    """Whether the account has a second factor, and whether the practice asks staff for one."""
    [row] = tx.run(STANDING, {"practice": tx.practice_id, "account": account_id})
    return Standing(*row)


def of(tx: Tx, account_id: UUID) -> Sequence[SecondFactor]:
    """An account's, oldest first."""
    chosen = sa.select(SecondFactor).where(_mine(tx, account_id)).order_by(SecondFactor.add_time, SecondFactor.factor_id)
    return tx.db.scalars(chosen).all()


def kinds(tx: Tx, account_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Which kinds each account has, apps before passkeys."""
    found: dict[UUID, list[str]] = {account_id: [] for account_id in account_ids}
    at = sa.and_(SecondFactor.practice_id == tx.practice_id, SecondFactor.account_id.in_(account_ids))
    chosen = sa.select(SecondFactor.account_id, SecondFactor.kind).where(at).distinct()
    for account_id, kind in tx.db.execute(chosen.order_by(SecondFactor.kind)):
        found[account_id].append(kind)
    return found


def add(tx: Tx, account_id: UUID, kind: FactorKind, name: str, **values: Any) -> SecondFactor:
    """One more. Flushed, so that a passkey somebody has already is refused here."""
    factor = SecondFactor(practice_id=tx.practice_id, account_id=account_id, kind=kind, name=name, add_time=tx.now, **values)
    tx.db.add(factor)
    tx.db.flush()
    return factor


def spend_step(tx: Tx, factor_id: UUID, step: int) -> bool:
    """Use up a step's code and every older one; False where another was first. The one statement decides."""
    at = sa.and_(SecondFactor.practice_id == tx.practice_id, SecondFactor.factor_id == factor_id)
    unspent = sa.or_(SecondFactor.last_step.is_(None), SecondFactor.last_step < step)
    spent = sa.update(SecondFactor).where(at, unspent).values(last_step=step, last_used_time=tx.now)
    return tx.db.execute(spent.returning(SecondFactor.factor_id), execution_options={"synchronize_session": False}).first() is not None


def by_credential(tx: Tx, credential_id: bytes) -> SecondFactor | None:
    """The passkey of that id, whoever's it is."""
    at = sa.and_(SecondFactor.practice_id == tx.practice_id, SecondFactor.credential_id == credential_id)
    return tx.db.scalar(sa.select(SecondFactor).where(at))


def spend_challenge(tx: Tx, challenge: bytes, expire_time: datetime) -> bool:
    """Use up what was signed; False where somebody signed in with it before."""
    row = {"practice_id": tx.practice_id, "challenge": challenge, "expire_time": expire_time}
    spent = insert(SpentChallenge).values(row).on_conflict_do_nothing().returning(SpentChallenge.challenge)
    return tx.db.execute(spent).first() is not None


def prune(db: Session) -> None:
    """Forget challenges that ran out a day ago, across practices."""
    db.execute(sa.delete(SpentChallenge).where(SpentChallenge.expire_time < sa.func.now() - timedelta(days=1)))


def credential_is_taken(tx: Tx, credential_id: bytes) -> bool:
    """Whether anybody in the practice has this passkey."""
    at = sa.and_(SecondFactor.practice_id == tx.practice_id, SecondFactor.credential_id == credential_id)
    return bool(tx.db.scalar(sa.select(sa.exists().where(at))))


def signed(tx: Tx, factor_id: UUID, sign_count: int) -> None:
    """A passkey was used; its account is held."""
    at = sa.and_(SecondFactor.practice_id == tx.practice_id, SecondFactor.factor_id == factor_id)
    tx.db.execute(sa.update(SecondFactor).where(at).values(sign_count=sign_count, last_used_time=tx.now))


def remove(tx: Tx, account_id: UUID, factor_id: UUID) -> bool:
    """One of an account's; False where it is gone already."""
    gone = sa.delete(SecondFactor).where(_mine(tx, account_id), SecondFactor.factor_id == factor_id)
    return tx.db.execute(gone.returning(SecondFactor.factor_id), execution_options={"synchronize_session": False}).first() is not None


def remove_all(tx: Tx, account_id: UUID) -> int:
    """All of an account's, with its recovery codes; returns how many factors there were."""
    gone = sa.delete(SecondFactor).where(_mine(tx, account_id)).returning(SecondFactor.factor_id)
    put_codes(tx, account_id, [])
    return len(tx.db.execute(gone, execution_options={"synchronize_session": False}).all())


def put_codes(tx: Tx, account_id: UUID, hashes: Sequence[bytes]) -> None:
    """Recovery codes in place of those there were."""
    at = sa.and_(RecoveryCode.practice_id == tx.practice_id, RecoveryCode.account_id == account_id)
    tx.db.execute(sa.delete(RecoveryCode).where(at))
    if hashes:
        whose = {"practice_id": tx.practice_id, "account_id": account_id}
        tx.db.execute(sa.insert(RecoveryCode), [whose | {"code_hash": one} for one in hashes])


def spend_code(tx: Tx, account_id: UUID, hashes: Sequence[bytes]) -> bool:
    """Use up the recovery code that has one of these hashes; False where there is none, or it was used."""
    at = sa.and_(RecoveryCode.practice_id == tx.practice_id, RecoveryCode.account_id == account_id, RecoveryCode.use_time.is_(None))
    spent = sa.update(RecoveryCode).where(at, RecoveryCode.code_hash.in_(hashes)).values(use_time=tx.now)
    return tx.db.execute(spent.returning(RecoveryCode.code_hash), execution_options={"synchronize_session": False}).first() is not None


def codes_left(tx: Tx, account_id: UUID) -> int:
    """How many recovery codes were not used yet."""
    at = sa.and_(RecoveryCode.practice_id == tx.practice_id, RecoveryCode.account_id == account_id, RecoveryCode.use_time.is_(None))
    return tx.db.scalar(sa.select(sa.func.count()).where(at)) or 0


def ask(tx: Tx, login_session_id: UUID, asked: Asked, sealed: bytes, key_id: str) -> None:
    """Keep what was asked for ten minutes, in place of the last of its kind."""
    now = {"sealed": sealed, "key_id": key_id, "expire_time": tx.now + ASKED_LIFE}
    put = insert(AskedFactor).values(practice_id=tx.practice_id, login_session_id=login_session_id, asked=asked, **now)
    tx.db.execute(put.on_conflict_do_update(index_elements=list(AskedFactor.__table__.primary_key), set_=now))


def asked(tx: Tx, login_session_id: UUID, asked: Asked) -> AskedFactor | None:
    """What was asked; None where its time is over. For what may be answered wrongly and then rightly."""
    return tx.db.scalar(sa.select(AskedFactor).where(_asked(tx, login_session_id, asked), AskedFactor.expire_time > tx.now))


def take_asked(tx: Tx, login_session_id: UUID, asked: Asked) -> AskedFactor | None:
    """What was asked, which no second answer finds; None where its time is over."""
    gone = sa.delete(AskedFactor).where(_asked(tx, login_session_id, asked)).returning(AskedFactor)
    found = tx.db.scalar(gone, execution_options={"synchronize_session": False})
    return found if found and found.expire_time > tx.now else None


def _mine(tx: Tx, account_id: UUID) -> sa.ColumnElement[bool]:
    return sa.and_(SecondFactor.practice_id == tx.practice_id, SecondFactor.account_id == account_id)


def _asked(tx: Tx, login_session_id: UUID, asked: Asked) -> sa.ColumnElement[bool]:
    return sa.and_(AskedFactor.practice_id == tx.practice_id, AskedFactor.login_session_id == login_session_id, AskedFactor.asked == asked)
