"""A mail's session as a calendar entry (RFC 5545), in words that say nothing to whoever else reads the calendar."""

from dataclasses import dataclass

from icalendar import Calendar, Event, vCalAddress, vText

from notify import rendering
from notify.domain import OF_SESSION, Appointment, Kind, Letter

SUMMARY = {"en": "Online meeting", "fr": "Rendez-vous en ligne"}
HOW = {"en": "Join and sign in: {url}", "fr": "Rejoindre et se connecter : {url}"}
# A guest's link is a key, and calendars are read by others.
HOW_GUESTS = {"en": "Join with the link in the mail that brought this.", "fr": "Rejoindre avec le lien du courriel reçu."}
CALL = {"en": "Questions? {reach}", "fr": "Une question ? {reach}"}


@dataclass(frozen=True)
class File:
    """A calendar entry to go with a mail. method: what the calendar is asked to do with it (RFC 5546, section 3.2)."""

    content: bytes
    method: str
    name: str


def entry(letter: Letter, site: str, mail_from: str) -> File | None:
    """The calendar file that goes with a mail about a video session; None for every other mail.

    The same UID for a session's whole life and a SEQUENCE that grows with it: a later mail moves the entry or takes it out, and never
    doubles it.
    """
    if letter.kind not in (*OF_SESSION, Kind.GUEST_INVITATION) or letter.appointment is None:
        return None
    gone = letter.kind == Kind.SESSION_CANCELLED
    method = "CANCEL" if gone else "PUBLISH"
    calendar = Calendar()
    for name, value in (("VERSION", "2.0"), ("PRODID", "-//Anteroom//Notify//EN"), ("METHOD", method)):
        calendar.add(name, value)
    event = _event(letter, letter.appointment, mail_from)
    for name, value in ({"STATUS": "CANCELLED"} if gone else _way_in(letter, letter.appointment, site)).items():
        event.add(name, value)
    calendar.add_component(event)
    return File(calendar.to_ical(), method, "cancelled.ics" if gone else "reminder.ics")


def _event(letter: Letter, appointment: Appointment, mail_from: str) -> Event:
    event = Event()
    organiser = vCalAddress(f"mailto:{mail_from}")
    organiser.params["CN"] = vText(rendering.one_line(letter.sender.from_name or letter.sender.name))
    values = {
        # RFC 7986, section 5.3: a UUID and nothing else, so that it names no host and no person.
        "UID": str(appointment.session_id), "SEQUENCE": appointment.revision, "DTSTAMP": appointment.told_time,
        "DTSTART": appointment.start_time, "DTEND": appointment.end_time, "ORGANIZER": organiser, "CLASS": "PRIVATE",
        "SUMMARY": SUMMARY[rendering.language_of(letter)],
    }
    for name, value in values.items():
        event.add(name, value)
    return event


def _way_in(letter: Letter, appointment: Appointment, site: str) -> dict[str, str]:
    language, url = rendering.language_of(letter), rendering.join_url(site, appointment)
    if letter.for_guest:
        return {"STATUS": "CONFIRMED", "DESCRIPTION": _description(letter, HOW_GUESTS[language], language)}
    return {"STATUS": "CONFIRMED", "URL": url, "DESCRIPTION": _description(letter, HOW[language].format(url=url), language)}


def _description(letter: Letter, how: str, language: str) -> str:
    reach = rendering.one_line(letter.sender.phone or letter.sender.support_email)
    lines = [how, *([CALL[language].format(reach=reach)] if reach else [])]
    return "\n".join(lines)
