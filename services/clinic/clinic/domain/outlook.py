"""What the coming video sessions will meet at the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from admission import Account, Reason, Window, decide
from clinic.domain.facts import Facts
from clinic.domain.portal import WAITING, portal_state
from clinic.domain.reminders import hindrance

AHEAD = timedelta(hours=48)


class Outlook(StrEnum):
    """READY: somebody will be let in. WATCH: it hangs on a person's next step. WILL_FAIL: nobody will, unless staff act."""

    READY = "READY"
    WATCH = "WATCH"
    WILL_FAIL = "WILL_FAIL"


@dataclass(frozen=True)
class Prospect:
    """One invited person: every reason a join at the start would be refused for."""

    facts: Facts
    reasons: tuple[Reason, ...]
    outlook: Outlook


def prospect(facts: Facts, window: Window, now: datetime) -> Prospect:
    """What a join at the session's start would say, as things stand now."""
    at = max(now, window.start_time)
    reasons = decide(Account(facts.account_state()), [facts.as_person(at)], window, at).reasons
    return Prospect(facts, reasons, _of(facts, reasons, now))


def _of(facts: Facts, reasons: tuple[Reason, ...], now: datetime) -> Outlook:
    """An invitation that is under way may still be taken up; with it an adult accepts the terms, which is their consent."""
    if not reasons:
        return Outlook.READY
    theirs = {Reason.ACCOUNT_NOT_ACTIVE} | ({Reason.CONSENT_MISSING} if facts.relationship == "SELF" else set())
    under_way = portal_state(facts, now).state in WAITING
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
