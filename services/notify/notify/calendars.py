"""A reminder's session as a calendar entry (RFC 5545), in words that say nothing to whoever else reads the calendar."""

from icalendar import Calendar, Event, vCalAddress, vText

from notify import rendering
from notify.domain import Appointment, Kind, Letter

SUMMARY = {"en": "Online meeting", "fr": "Rendez-vous en ligne"}
HOW = {"en": "Join and sign in: {url}", "fr": "Rejoindre et se connecter : {url}"}
CALL = {"en": "Questions? {reach}", "fr": "Une question ? {reach}"}


def entry(letter: Letter, site: str, mail_from: str) -> bytes | None:
    """The calendar file that goes with a reminder; None for every other mail.

    The same UID for a session's whole life and a SEQUENCE that grows with it: a later reminder moves the entry, never doubles it.
    """
    if letter.kind != Kind.SESSION_REMINDER or letter.appointment is None:
        return None
    calendar = Calendar()
    for name, value in (("VERSION", "2.0"), ("PRODID", "-//Anteroom//Notify//EN"), ("METHOD", "PUBLISH")):
        calendar.add(name, value)
    calendar.add_component(_event(letter, letter.appointment, site, mail_from))
    return calendar.to_ical()


def _event(letter: Letter, appointment: Appointment, site: str, mail_from: str) -> Event:
    language, url, event = rendering.language_of(letter), rendering.join_url(site, appointment), Event()
    organiser = vCalAddress(f"mailto:{mail_from}")
    organiser.params["CN"] = vText(rendering.one_line(letter.sender.from_name or letter.sender.name))
    values = {
        # RFC 7986, section 5.3: a UUID and nothing else, so that it names no host and no person.
        "UID": str(appointment.session_id), "SEQUENCE": appointment.revision, "DTSTAMP": appointment.told_time,
        "DTSTART": appointment.start_time, "DTEND": appointment.end_time, "SUMMARY": SUMMARY[language], "URL": url,
        "DESCRIPTION": _description(letter, url, language), "ORGANIZER": organiser, "CLASS": "PRIVATE", "STATUS": "CONFIRMED",
    }
    for name, value in values.items():
        event.add(name, value)
    return event


def _description(letter: Letter, url: str, language: str) -> str:
    reach = rendering.one_line(letter.sender.phone or letter.sender.support_email)
    lines = [HOW[language].format(url=url), *([CALL[language].format(reach=reach)] if reach else [])]
    return "\n".join(lines)
