"""Device checks: one row an account."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from chassis.db import Tx
from clinic.domain.devices import PARTS, Device, troubles
from clinic.models import DeviceCheck


def of_account(tx: Tx, account_id: UUID) -> Device | None:
    """The account's newest check, and when it was asked for."""
    row = tx.db.get(DeviceCheck, (tx.practice_id, account_id), populate_existing=True)
    return Device(row.ask_time, row.check_time, troubles({part: getattr(row, part) for part in PARTS})) if row else None


def checked(tx: Tx, account_id: UUID, outcomes: Mapping[str, str]) -> None:
    """What became of each part just now."""
    _set(tx, account_id, {"check_time": tx.now, **outcomes})


def asked(tx: Tx, account_id: UUID) -> None:
    """Staff want a check."""
    _set(tx, account_id, {"ask_time": tx.now})


def _set(tx: Tx, account_id: UUID, values: dict[str, Any]) -> None:
    row = insert(DeviceCheck).values(**(dict.fromkeys(PARTS, "") | {"practice_id": tx.practice_id, "account_id": account_id} | values))
    tx.db.execute(row.on_conflict_do_update(index_elements=["practice_id", "account_id"], set_=values))
