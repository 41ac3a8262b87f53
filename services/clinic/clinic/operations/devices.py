"""Record a device check, ask somebody for one."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from chassis import audit
from chassis.db import Tx
from clinic.domain.devices import troubles
from clinic.domain.refusals import ContactUnknown, NoLogin
from clinic.store import devices, ledger, timeline


def record_check(tx: Tx, account_id: UUID, outcomes: Mapping[str, str]) -> None:
    """What the account's own device could do: in place of its check before, and in the timeline of everybody it answers for."""
    devices.checked(tx, account_id, outcomes)
    found = troubles(outcomes)
    kind = "DEVICE_CHECK_FAILED" if found else "DEVICE_CHECK_PASSED"
    timeline.add_of_account(tx, kind, account_id, time=tx.now, source=uuid4(), reasons=list(found))


def ask_for_check(tx: Tx, client_id: UUID, contact_id: UUID) -> datetime:
    """Have the person's home page ask for it; from now. Raises ContactUnknown, NoLogin."""
    found = ledger.of_pairs(tx, [(contact_id, client_id)])
    if not found:
        raise ContactUnknown
    account = found[0].account
    if account is None or not account.signs_in():
        raise NoLogin
    devices.asked(tx, account.account_id)
    timeline.add(tx, "DEVICE_CHECK_ASKED", [(contact_id, client_id)], by=str(tx.actor.account_id))
    audit.record(tx, "device_check.asked", "relationship", f"{contact_id}/{client_id}")
    return tx.now
