"""What the coming video sessions will meet at the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from admission import Account, Reason, Window, decide
from clinic.domain.facts import Facts
from clinic.domain.portal import WAITING, portal_state
from clinic.domain.reminders import hindrance

AHEAD = timedelta(hours=48)
# The gate never sees them: whoever has a temporary password that has run out by then can't sign in to knock.
LAPSED: Literal["TEMPORARY_PASSWORD_EXPIRED"] = "TEMPORARY_PASSWORD_EXPIRED"
Obstacle = Reason | Literal["TEMPORARY_PASSWORD_EXPIRED"]


class Outlook(StrEnum):
    """READY: somebody will be let in. WATCH: it hangs on a person's next step. WILL_FAIL: nobody will, unless staff act."""

    READY = "READY"
    WATCH = "WATCH"
    WILL_FAIL = "WILL_FAIL"


@dataclass(frozen=True)
class Prospect:
    """One invited person: every reason for which they won't come in at the start, the first to mend first."""

    facts: Facts
    reasons: tuple[Obstacle, ...]
    outlook: Outlook


def prospect(facts: Facts, window: Window, now: datetime) -> Prospect:
    """What a join at the session's start would say, as things stand now."""
    at = max(now, window.start_time)
    refused = decide(Account(facts.account_state()), [facts.as_person(at)], window, at).reasons
    reasons: tuple[Obstacle, ...] = (*refused, LAPSED) if facts.account and facts.account.lapsed(at) else refused
    return Prospect(facts, reasons, _of(facts, reasons, now))


def _of(facts: Facts, reasons: tuple[Obstacle, ...], now: datetime) -> Outlook:
    """An invitation that is under way may still be taken up; with it an adult accepts the terms, which is their consent. So may a
    temporary password that has not run out yet."""
    if not reasons:
        return Outlook.READY
    theirs: set[Obstacle] = {Reason.ACCOUNT_NOT_ACTIVE, LAPSED}
    if facts.relationship == "SELF":
        theirs.add(Reason.CONSENT_MISSING)
    signs_in = facts.account is not None and facts.account.signs_in() and not facts.account.lapsed(now)
    under_way = portal_state(facts, now).state in WAITING or (LAPSED in reasons and signs_in)
    return Outlook.WATCH if under_way and set(reasons) <= theirs else Outlook.WILL_FAIL


def clear(facts: Facts, now: datetime) -> bool:
    """Whether nothing keeps this person from any video session of the client, nor a reminder from them, until time changes
    something (portal.next_change): then a session with nobody else has the outlook READY, whichever it is."""
    return not prospect(facts, Window(now, now + AHEAD, 0), now).reasons and hindrance(facts, None, now) is None


def of_session(people: Sequence[Prospect]) -> Outlook:
    """A session is ready once everybody invited is, and fails only where nobody can come."""
    outlooks = {person.outlook for person in people}
    if outlooks == {Outlook.READY}:
        return Outlook.READY
    return Outlook.WATCH if outlooks & {Outlook.READY, Outlook.WATCH} else Outlook.WILL_FAIL
