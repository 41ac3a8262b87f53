"""Whose switches let a mail go."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Switches:
    """One relationship's switches, as clinic last told them."""

    online_access: bool
    email_notifications: bool
    in_force: bool
    version: int


def hindrance(relationships: Iterable[Switches]) -> str | None:
    """Why none of these relationships lets the mail go; None where one does. The reason nearest to a yes is told."""
    reasons = {_closed(switches) for switches in relationships}
    if None in reasons:
        return None
    return next((r for r in ("EMAIL_NOTIFICATIONS_OFF", "ONLINE_ACCESS_OFF") if r in reasons), "RELATIONSHIP_ENDED")


def _closed(switches: Switches) -> str | None:
    if not switches.in_force:
        return "RELATIONSHIP_ENDED"
    if not switches.online_access:
        return "ONLINE_ACCESS_OFF"
    return None if switches.email_notifications else "EMAIL_NOTIFICATIONS_OFF"
