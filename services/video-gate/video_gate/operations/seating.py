"""Keep the seats true as time passes."""

from chassis.db import Tx
from video_gate.domain import KEPT_UNVERIFIED, OVERRUN
from video_gate.operations import taking_in
from video_gate.store import copies, seats


def tidy_seats(tx: Tx) -> int:
    """Empty the seats of video sessions long over; and all participants' once nothing could be verified for ten minutes.

    Returns how many ended (architecture, section 5).
    """
    ended = seats.end_overrun(tx, OVERRUN)
    if copies.unverified_for(tx) < KEPT_UNVERIFIED:
        return ended
    unverified = seats.of_participants(tx)
    for seat in unverified:
        taking_in.remove(tx, seat, "CANNOT_VERIFY")
    return ended + len(unverified)
