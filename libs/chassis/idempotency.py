"""Idempotency-Key: the same request sent twice is done once and answered alike (draft-ietf-httpapi-idempotency-key-header)."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.db import Tx
from chassis.errors import KeyReused
from chassis.tables import idempotency_keys as keys

NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Claim:
    """One request under its key. Scope: practice, account, route, key; kept 24 h."""

    route: str
    key: str
    body_mac: bytes

    @classmethod
    def of(cls, route: str, key: str, body: bytes, secret: bytes) -> "Claim":
        """body is kept only as a keyed hash, since a bare hash of a short body can be guessed."""
        return cls(route, key, hashlib.blake2b(body, key=hashlib.sha256(secret).digest()).digest())

    def _mine(self, tx: Tx) -> sa.ColumnElement[bool]:
        return sa.and_(
            keys.c.practice_id == tx.practice_id, keys.c.account_id == (tx.actor.account_id or NOBODY),
            keys.c.route == self.route, keys.c.key == self.key,
        )

    def take(self, tx: Tx) -> tuple[Any, int] | None:
        """None: go on. Otherwise the answer that the first request got; waits for one that is still under way.

        Raises KeyReused where the key came with another body.
        """
        row = {"practice_id": tx.practice_id, "account_id": tx.actor.account_id or NOBODY, "route": self.route, "key": self.key}
        taken = insert(keys).values(**row, body_mac=self.body_mac).on_conflict_do_nothing().returning(keys.c.key)
        if tx.db.execute(taken).first():
            return None
        first = tx.db.execute(sa.select(keys).where(self._mine(tx))).one()
        if first.body_mac != self.body_mac:
            raise KeyReused
        return first.response, first.status

    def keep(self, tx: Tx, response: Any, status: int) -> None:
        """Remember the answer, in the transaction of what was done."""
        tx.db.execute(sa.update(keys).where(self._mine(tx)).values(response=response, status=status))
