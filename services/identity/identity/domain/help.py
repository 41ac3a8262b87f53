"""Help asked for from the page of a link that no longer works."""

from datetime import timedelta
from enum import StrEnum

from chassis.errors import Kind, Refusal

HELP_CAP, HELP_WINDOW = 5, timedelta(hours=24)


class HelpState(StrEnum):
    """CLOSED: put aside without an answer; the page says nothing of it."""

    OPEN = "OPEN"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"


class HelpNotHere(Refusal):
    """Whoever holds this link is nobody the front desk could help from here. Neutral, as a revoked link is."""

    reason, title = "HELP_NOT_HERE", "Call the practice: it can't be told from this page."


class TooMuchHelp(Refusal):
    """The cap is reached. allowed_time: when the next may be asked for."""

    reason, kind, title = "TOO_MANY_CALLS", Kind.TOO_MANY, "The practice was told several times. Call it, or wait."
