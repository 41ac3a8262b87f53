"""What answers and removals have in common, for the operations: copies are written, seats are looked at again."""

from collections.abc import Iterable
from uuid import UUID

from admission import Guest, Reason
from anteroom.clinic.v1.clinic_pb2 import CheckedAccess
from anteroom.identity.v1.identity_pb2 import CheckedAccount
from chassis import audit
from chassis.db import Tx
from video_gate import events
from video_gate.answers import Answers, account_state, client_row, practice_row, relationship_row, role_name
from video_gate.domain import GUEST, costs_seat, weigh, weigh_guest
from video_gate.models import Account, Binding, Client, GuestLink, Practice, Relationship, Seat, StaffMember
from video_gate.store import copies, guests, joins, seats, sessions

# What an answer tells without its own version is only believed until the first event.
UNVERSIONED = 0


def answers(tx: Tx, account_id: UUID | None, said: Answers) -> None:
    """Copy what is newer in the owners' answers. It may cost others a seat, and the event that tells it too will be no news."""
    if said.access is not None:
        for client_id in sorted(_access(tx, said.access)):
            seats_again(tx, seats.of_client(tx, client_id))
    if said.account is not None and account_id is not None and said.account.state and _account(tx, account_id, said.account):
        seats_again(tx, seats.of_account(tx, account_id))


def _access(tx: Tx, said: CheckedAccess) -> set[UUID]:
    """The clients of whom anything was new."""
    if said.HasField("practice"):
        copies.keep(tx, Practice, **practice_row(said.practice))
    news: set[UUID] = set()
    if said.HasField("client"):
        client = client_row(said.client)
        if copies.keep(tx, Client, **client):
            news.add(client["client_id"])
    rows = [relationship_row(access) for access in said.access]
    return news | {row["client_id"] for row in rows if copies.keep(tx, Relationship, **row)}


def _account(tx: Tx, account_id: UUID, said: CheckedAccount) -> bool:
    """Whether its state was new."""
    state = account_state(said.state)
    new = copies.keep(tx, Account, account_id=account_id, version=said.version, state=state)
    for contact_id in said.contact_ids:
        copies.keep(tx, Binding, account_id=account_id, contact_id=UUID(contact_id), version=UNVERSIONED, bound=True)
    if role := role_name(said.role):
        name = said.display_name
        copies.keep(tx, StaffMember, account_id=account_id, version=UNVERSIONED, display_name=name, role=role, state=state)
    return new


def seats_again(tx: Tx, taken: Iterable[Seat]) -> None:
    """Take the seats of those who would no longer be let in; time alone takes none."""
    for seat in taken:
        if reason := _why_out(tx, seat):
            remove(tx, seat, reason.value)


def _why_out(tx: Tx, seat: Seat) -> Reason | None:
    facts = joins.facts(tx, seat.session_id, seat.account_id, everybody=seat.kind == GUEST)
    if facts is None:
        return None
    if seat.kind == GUEST:
        return costs_seat(weigh_guest(facts, Guest(guests.is_live(tx, seat.account_id), this_device=True)).reasons)
    return costs_seat(weigh(facts).reasons)


def revoke_guests(tx: Tx, links: Iterable[GuestLink]) -> None:
    """Tell that links were taken back; the caller looks at the seats."""
    for link in links:
        events.guest_link_changed(tx, link, sessions.one(tx, link.session_id))


def remove(tx: Tx, seat: Seat, reason: str) -> None:
    """End one seat and tell it."""
    seats.end(tx, seat, reason)
    events.participant_removed(tx, seat, reason)
    kind = "guest" if seat.kind == GUEST else "account"
    audit.record(tx, "participant.removed", kind, seat.account_id, session_id=str(seat.session_id), reason=reason)
