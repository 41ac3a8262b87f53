"""Nudges: an invitation that nobody followed is mailed once more before it expires, with the same link."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from chassis.db import Database, Tx
from notify import domain
from notify.domain import Cause, Kind
from notify.operations import ringing
from notify.operations.queueing import queue
from notify.store import mails, nudges


def queue_invitation(tx: Tx, cause: Cause, issue_time: datetime, expire_time: datetime) -> None:
    """Queue the mail of a link that waits; where it invites a client, plan its nudge."""
    queue(tx, cause)
    if cause.kind == Kind.INVITATION and cause.link_id:
        nudges.plan_nudge(tx, cause.link_id, domain.nudge_time(issue_time, expire_time), expire_time)


def nudge(tx: Tx, link_ids: Iterable[UUID]) -> None:
    """Queue one more mail for each of these links, where the practice wants that and the first one left.

    It makes no link, so it doesn't count in the day's cap. identity says at the last moment whether the link still works.
    """
    for link_id in link_ids:
        expires = nudges.end_nudge(tx, link_id)
        first = nudges.invitation_that_left(tx, link_id) if expires and nudges.nudges_wanted(tx) else None
        if first is None or mails.account_states(tx, [first.account_id]).get(first.account_id) == "ACTIVE":
            continue
        about = tuple(mails.recipients(tx, [first.message_id])[first.message_id])
        cause_id = domain.nudge_cause(link_id)
        queue(tx, Cause(cause_id, Kind.INVITATION_NUDGE, first.account_id, expires, link_id=link_id, recipients=about))


def ring(database: Database) -> int:
    """The worker's timer: every nudge that is due. Returns how many."""
    return ringing.ring(database, nudges.due_nudges, nudge)
