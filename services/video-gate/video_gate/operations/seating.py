"""Keep the seats true as time passes."""

from datetime import timedelta

from chassis.db import Tx
from video_gate.domain import KEPT_UNVERIFIED, OVERRUN
from video_gate.operations import taking_in
from video_gate.store import copies, seats

# Some rounds of the worker's clock, and longer than a knock lasts.
LATELY = timedelta(seconds=15)


def tidy_seats(tx: Tx) -> int:
    """Empty the seats of video sessions long over; and all participants' once nothing could be verified for ten minutes.

    Seats taken lately are looked at again: a knock is decided in one transaction and recorded in the next, and what was withdrawn in
    between found no seat to take. Returns how many of the others ended (architecture, section 5).
    """
    ended = seats.end_overrun(tx, OVERRUN)
    taking_in.seats_again(tx, seats.taken_since(tx, tx.now - LATELY))
    if copies.unverified_for(tx) < KEPT_UNVERIFIED:
        return ended
    unverified = seats.of_participants(tx)
    for seat in unverified:
        taking_in.remove(tx, seat, "CANNOT_VERIFY")
    return ended + len(unverified)
