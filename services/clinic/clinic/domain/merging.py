"""Two charts of one client become one. A merge gives nobody what they had on neither chart (docs/adr/0013)."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from admission import ConsentState
from clinic.domain.facts import Consent
from clinic.domain.imports.plans import KnownClient, alike
from clinic.domain.refusals import NotOneClient

SWITCHES = ("online_access", "email_notifications")


class Likeness(StrEnum):
    """How two charts resemble each other, the likeliest first."""

    SAME = "SAME"
    SAME_NAME = "SAME_NAME"
    ALIKE = "ALIKE"


class Login(StrEnum):
    """What becomes of the sign-in of somebody who was merged into another contact.

    NONE: there is none. SAME: it is that of the one who stays already, or becomes it, having the same address.
    ENDS: it leads to this person no longer. ENDS_LAST: nor to anybody else, so whoever is signed in with it is signed out.
    """

    NONE = "NONE"
    SAME = "SAME"
    ENDS = "ENDS"
    ENDS_LAST = "ENDS_LAST"


@dataclass(frozen=True)
class Side:
    """A relationship as it goes into a merge. stays: it is on the chart, and of the person, that stay.

    email_key: of its contact. end_date: as set; rights_end: the first day without rights, for whatever reason.
    """

    contact_id: UUID
    relationship: str
    stays: bool
    email_key: str
    is_primary: bool
    online_access: bool
    email_notifications: bool
    in_force: bool
    consent: Consent
    created_time: datetime
    end_date: date | None = None
    rights_end: date | None = None
    custody_note: str | None = None
    custody_forbids_consent: bool = False


@dataclass(frozen=True)
class Outcome:
    """The relationship that comes of it. choosable: the switches that are off on one side only, and may be left on."""

    relationship: str
    is_primary: bool
    online_access: bool
    email_notifications: bool
    consent: Consent
    end_date: date | None
    custody_note: str | None
    custody_forbids_consent: bool
    created_time: datetime
    choosable: frozenset[str] = field(default_factory=frozenset)


def unite(
    sides: Sequence[Side], email_key: str, ends: Callable[[str, date | None, datetime], date | None], left_on: Collection[str] = ()
) -> Outcome:
    """One relationship out of several of a person and a client.

    email_key: the address that the person has then. ends: when rights end by (relationship, end date, since when) on the chart
    that stays. left_on: switches that whoever merges leaves on, where one side alone had them on. Raises NotOneClient.
    """
    first = next((side for side in sides if side.stays), sides[0])
    if len({side.relationship == "SELF" for side in sides}) > 1:
        raise NotOneClient(contact_id=str(first.contact_id))
    on = {name: _switch(sides, email_key, name) for name in SWITCHES}
    since = min(side.created_time for side in sides)
    return Outcome(
        relationship=first.relationship, is_primary=any(side.is_primary for side in sides),
        online_access=on["online_access"] == "ON" or (on["online_access"] == "MAY" and "online_access" in left_on),
        email_notifications=on["email_notifications"] == "ON" or (on["email_notifications"] == "MAY" and "email_notifications" in left_on),
        consent=_consent(sides, email_key), end_date=_end(sides, lambda end: ends(first.relationship, end, since)),
        custody_note="\n".join(dict.fromkeys(side.custody_note for side in sides if side.custody_note)) or None,
        custody_forbids_consent=any(side.custody_forbids_consent for side in sides), created_time=since,
        choosable=frozenset(name for name in SWITCHES if on[name] == "MAY"),
    )


def _switch(sides: Sequence[Side], email_key: str, name: str) -> str:
    """ON, OFF, or MAY: off on one side, on for this login on another. What opened nothing for this login opens nothing now."""
    had = any(getattr(side, name) and (side.in_force or side.stays) and side.email_key == email_key for side in sides)
    if not had:
        return "OFF"
    return "ON" if all(getattr(side, name) for side in sides) else "MAY"


def _consent(sides: Sequence[Side], email_key: str) -> Consent:
    """A withdrawal on any side holds; else the newest grant, but of somebody with another address it counts for nothing.

    Where a custody note forbids somebody to decide, only what stands on that side counts.
    """
    if withdrawn := [side.consent for side in sides if side.consent.state is ConsentState.WITHDRAWN]:
        return max(withdrawn, key=_said)
    deciding = [side for side in sides if side.custody_forbids_consent] or sides
    granted = [
        side.consent for side in deciding if side.consent.state is ConsentState.GRANTED and side.email_key in ("", email_key)
    ]
    return max(granted, key=_said) if granted else Consent()


def _said(consent: Consent) -> tuple[bool, float]:
    return (consent.change_time is not None, consent.change_time.timestamp() if consent.change_time else 0.0)


def _end(sides: Sequence[Side], ends: Callable[[date | None], date | None]) -> date | None:
    """The earliest end date; and where rights would last longer than on either chart, their end becomes a date."""
    set_end = min((side.end_date for side in sides if side.end_date), default=None)
    earliest = min((side.rights_end for side in sides if side.rights_end), default=None)
    then = ends(set_end)
    return earliest if earliest and (then is None or earliest < then) else set_end


def likeness(one: KnownClient, other: KnownClient) -> Likeness | None:
    """Whether two charts may be one client's, and how sure that is."""
    same_name = one.sort_name == other.sort_name
    if one.birth_date and other.birth_date:
        if one.birth_date != other.birth_date:
            return None
        return Likeness.SAME if same_name else Likeness.ALIKE if alike(one, other) else None
    if same_name:
        return Likeness.SAME if one.emails & other.emails else Likeness.SAME_NAME
    return None
