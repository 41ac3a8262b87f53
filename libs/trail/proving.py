"""What `audit-heads` and `verify-audit` do: find every entry that was changed, removed or reordered, and say so by name.

A chain in order proves itself against whoever touches a row; against whoever writes all of it anew, only what others heard of it does.
So the heads that a service heard are printed by it, and held against the chain by the service that owns it: neither reads the other's
database, and whoever would deceive has to own both.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis import config
from chassis.audit import GENESIS, digest
from chassis.db import Database
from chassis.service import Service
from chassis.tables import audit_chains as chains
from chassis.tables import audit_entries as entries
from chassis.tables import audit_heads as heard

HEADS = "--heads"
NOT_LINKED = "is not linked yet"


@dataclass(frozen=True)
class Head:
    """The newest entry of a service's chain at one instant: its place and its hash, which stands for everything before it."""

    service: str
    practice_id: str
    position: int
    hash: bytes
    seal_time: datetime

    def written(self) -> str:
        """A line that Head.read understands."""
        return json.dumps(vars(self) | {"hash": self.hash.hex(), "seal_time": self.seal_time.isoformat()})

    @classmethod
    def read(cls, line: str) -> "Head":
        """Raises ValueError, KeyError or TypeError for anything else."""
        said = json.loads(line)
        at = datetime.fromisoformat(said["seal_time"])
        return cls(said["service"], said["practice_id"], int(said["position"]), bytes.fromhex(said["hash"]), at)


def heads(db: Session) -> Iterator[Head]:
    """Every head that was heard, across practices, the oldest first."""
    order = (heard.c.service, heard.c.practice_id, heard.c.position)
    for row in db.execute(sa.select(heard).order_by(*order).execution_options(yield_per=1000)):
        yield Head(row.service, row.practice_id, row.position, row.hash, row.seal_time)


def broken(db: Session, known: Iterable[Head] = ()) -> Iterator[str]:
    """A sentence for every changed, removed or reordered entry, and for the tail that is not linked yet.

    known: heads that others heard of this service's chains. A chain that was cut or written anew is in order by itself; by them it isn't.
    """
    claims: dict[str, dict[int, list[Head]]] = defaultdict(lambda: defaultdict(list))
    for row in db.execute(sa.select(chains)).all():
        claims[row.practice_id][row.position].append(Head("its own record", row.practice_id, row.position, row.hash, datetime.now(UTC)))
    for head in known:
        claims[head.practice_id][head.position].append(head)
    for practice_id in sorted({*db.scalars(sa.select(entries.c.practice_id).distinct()), *claims}):
        for found in _broken(db, practice_id, claims[practice_id]):
            yield f"{practice_id}: {found}"


def _broken(db: Session, practice_id: str, claims: dict[int, list[Head]]) -> Iterator[str]:
    previous, expected = GENESIS, 1
    rows = sa.select(entries).where(entries.c.practice_id == practice_id).order_by(entries.c.position.nulls_last())
    for row in db.execute(rows.execution_options(yield_per=1000)):
        if row.position is None:
            yield f"entry {row.audit_id} {NOT_LINKED}"
            continue
        if row.position != expected:
            yield f"entries {expected} to {row.position - 1} are gone"
        if digest(previous, row, row.position) != row.hash:
            yield f"entry {row.position} ({row.audit_id}) was changed or moved"
        if any(head.hash != row.hash for head in claims.get(row.position, ())):
            yield f"entry {row.position} ({row.audit_id}) is not the one that was announced: the chain was written anew"
        previous, expected = row.hash, row.position + 1
    if (longest := max(claims, default=0)) >= expected:
        yield f"entries {expected} to {longest} are gone from the end"


def audit_heads(service: Service, settings: config.Settings, words: Sequence[str]) -> None:
    """Print the heads that this service heard of the others' chains, a line each."""
    if words:
        sys.exit("usage: audit-heads")
    with Database.worker(settings).across() as db:
        for head in heads(db):
            print(head.written())


def verify_audit(service: Service, settings: config.Settings, words: Sequence[str]) -> None:
    """Exit 1 naming every entry that was changed, removed or reordered. --heads: also by what `audit-heads` of others says, on stdin."""
    if words and list(words) != [HEADS]:
        sys.exit(f"usage: verify-audit [{HEADS}]")
    known = _told(service.name) if words else []
    with Database.worker(settings).across() as db:
        found = list(broken(db, known))
    compared = f"; {len(known)} heads that others heard agree" if known else ""
    print("\n".join(found) or f"{service.name}: the audit trail is whole{compared}")
    if any(NOT_LINKED not in line for line in found):
        sys.exit(1)


def _told(service: str) -> list[Head]:
    try:
        said = [Head.read(line) for line in sys.stdin if line.strip()]
    except (ValueError, KeyError, TypeError):
        sys.exit("standard input: lines that `audit-heads` of another service printed")
    mine = [head for head in said if head.service == service]
    if not mine:
        sys.exit(f"standard input holds no head of {service}: pipe in `audit-heads` of a service that hears it")
    return mine


COMMANDS: dict[str, Callable[[Service, config.Settings, Sequence[str]], None]] = {
    "audit-heads": audit_heads, "verify-audit": verify_audit,
}
