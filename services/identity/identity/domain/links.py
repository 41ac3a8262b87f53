"""Links: what a mail carries, how long each kind lives, what it answers once it no longer works."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypedDict

from chassis.errors import Kind, NotFound, Refusal

RESET_LIFE = timedelta(hours=1)
EMAIL_CHANGE_LIFE = timedelta(hours=24)
INVITATION_HOURS = (24, 36, 48, 168)
CAP, CAP_WINDOW = 5, timedelta(hours=24)
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class Purpose(StrEnum):
    """Why a link was made (domain, decision 5)."""

    INVITATION = "INVITATION"
    RESET = "RESET"
    EMAIL_CHANGE = "EMAIL_CHANGE"


class LinkState(StrEnum):
    """LIVE ends in exactly one of the others."""

    LIVE = "LIVE"
    EXPIRED = "EXPIRED"
    SUPERSEDED = "SUPERSEDED"
    REVOKED = "REVOKED"
    REDEEMED = "REDEEMED"


# Links that set a password: an account has one live one at most.
PASSWORD_LINKS = (Purpose.INVITATION, Purpose.RESET)
# Where the page behind the link lives; the token follows as the fragment, which no server sees.
PATHS = {Purpose.INVITATION: "/set-password", Purpose.RESET: "/reset-password", Purpose.EMAIL_CHANGE: "/link"}


class LinkUnknown(NotFound):
    """Malformed, another practice's, or never made: nobody learns which."""

    reason, title = "LINK_UNKNOWN", "This link isn't complete. Open it again from the email."


class LinkExpired(Refusal):
    """Past its time. expire_time."""

    reason, kind, title = "LINK_EXPIRED", Kind.GONE, "This link has expired. Ask for a new one."


class LinkSuperseded(Refusal):
    """A newer one was sent. superseded_time."""

    reason, kind, title = "LINK_SUPERSEDED", Kind.GONE, "A newer link was sent. Use the newest email."


class LinkUsed(Refusal):
    """A password was already set with it."""

    reason, kind, title = "LINK_USED", Kind.GONE, "This link was already used. Sign in."


class LinkRevoked(Refusal):
    """Taken back."""

    reason, kind, title = "LINK_REVOKED", Kind.GONE, "This link no longer works. Ask your practice."


class TooManyLinks(Refusal):
    """The cap is reached. allowed_time: when the next may be sent."""

    reason, kind, title = "TOO_MANY_LINKS", Kind.TOO_MANY, "Several links were sent already. Use the newest, or wait."


class Recipient(TypedDict):
    """A relationship that a mail is about, and the version of it that was decided by."""

    contact_id: str
    client_id: str
    version: int


@dataclass(frozen=True)
class Issued:
    """What the cap counts: one link that was sent, and to whom."""

    issue_time: datetime
    contact_ids: frozenset[str] = field(default_factory=frozenset)


def state_at(state: str, expire_time: datetime, now: datetime) -> LinkState:
    """What a link is at this instant: the clock ends it before the timer has said so."""
    return LinkState.EXPIRED if state == LinkState.LIVE and expire_time <= now else LinkState(state)


def refusal_of(state: LinkState, expire_time: datetime, end_time: datetime | None) -> Refusal | None:
    """Why a link in this state can't be spent; None while it can."""
    if state == LinkState.EXPIRED:
        return LinkExpired(expire_time=expire_time)
    if state == LinkState.SUPERSEDED:
        return LinkSuperseded(superseded_time=end_time)
    return {LinkState.REDEEMED: LinkUsed(), LinkState.REVOKED: LinkRevoked()}.get(state)


def allowed_time(issued: Iterable[Issued], contact_ids: frozenset[str], now: datetime) -> datetime | None:
    """When the next link may be sent to these people; None: now.

    At most 5 in 24 hours to one person (domain, section 6). Links that name nobody (staff) count for whoever has none.
    """
    people: list[str | None] = list(contact_ids) or [None]
    waits = [_free_again(sorted(i.issue_time for i in issued if _counts(i, person, now))) for person in people]
    return max((wait for wait in waits if wait), default=None)


def _counts(link: Issued, person: str | None, now: datetime) -> bool:
    return link.issue_time > now - CAP_WINDOW and (not link.contact_ids if person is None else person in link.contact_ids)


def _free_again(times: list[datetime]) -> datetime | None:
    return times[-CAP] + CAP_WINDOW if len(times) >= CAP else None
