"""Instants as a mail says them: in the practice's zone, in the mail's language, no library's guess at either."""

from datetime import datetime
from zoneinfo import ZoneInfo

DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}
MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
}
# No-break spaces hold a figure to its unit.
NO_BREAK = "\N{NO-BREAK SPACE}"


def shown(instant: datetime, zone: str, language: str) -> str:
    """Such as "Thursday 26 November, 9:43 am"; in French "jeudi 26 novembre à 9 h 43"."""
    local = instant.astimezone(_zone(zone))
    date = f"{DAYS[language][local.weekday()]} {_ordinal(local.day, language)} {MONTHS[language][local.month - 1]}"
    return f"{date}{' à' if language == 'fr' else ','} {clock(instant, zone, language)}"


def clock(instant: datetime, zone: str, language: str) -> str:
    """The time of day alone: "9:43 am"; in French "9 h 43"."""
    local = instant.astimezone(_zone(zone))
    if language == "fr":
        return f"{local.hour}{NO_BREAK}h{NO_BREAK}{local.minute:02d}"
    return f"{local.hour % 12 or 12}:{local.minute:02d}{NO_BREAK}{'am' if local.hour < 12 else 'pm'}"


def _ordinal(day: int, language: str) -> str:
    return "1er" if language == "fr" and day == 1 else str(day)


def place(instant: datetime, zone: str, language: str) -> str:
    """Whose time that is: "Toronto time" from the zone's city, its abbreviation where it names none."""
    area, _, city = zone.rpartition("/")
    if not area or area.startswith("Etc"):
        return instant.astimezone(_zone(zone)).tzname() or "UTC"
    city = city.replace("_", " ")
    return f"heure de {city}" if language == "fr" else f"{city} time"


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError):
        return ZoneInfo("UTC")
