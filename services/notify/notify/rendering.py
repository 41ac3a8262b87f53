"""Words into mail: the built-in templates or a practice's own, over an allow-list of plain values."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import DictLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from notify import times
from notify.domain import Address, Appointment, Kind, Letter, Override, Sender
from notify.wording import Words

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent / "templates"
MOST_SUBJECT = 200

Values = Mapping[str, str | Mapping[str, str]]


class CannotRender(Exception):
    """Even the built-in words don't fit these values."""


@dataclass(frozen=True)
class Rendered:
    """A mail's words. subject: one line."""

    subject: str
    html: str
    text: str


# Per door: the door itself, text on it, and in the dark the accent, text on it and text in it. From the design's tokens.
DOORS = {
    "plum": ("#5c3357", "#fff8f1", "#dcaed4", "#2b1428", "#e2badb"),
    "juniper": ("#1f5049", "#f4fbf7", "#93cbbf", "#0d2b26", "#a3d5ca"),
    "oxblood": ("#74292e", "#fff6f3", "#eaa9a8", "#3a0f12", "#efb6b5"),
    "harbour": ("#2d4660", "#f5f9fd", "#a6c1dd", "#12263a", "#b3cbe3"),
    "umber": ("#66411f", "#fff8f0", "#deba8f", "#33200c", "#e4c49d"),
    "slate": ("#464a54", "#f8f8fa", "#bfc3ce", "#20232b", "#cacdd6"),
}


@cache
def _sources() -> dict[str, str]:
    """Every template by name; a mail's document holds four, such as reset.en/subject, …/html, …/text
    and …/words: what a practice begins from."""
    found = {path.name: path.read_text() for path in FOLDER.iterdir() if path.suffix in {".html", ".txt"}}
    for path in FOLDER.glob("*.jinja"):
        parts = re.split(r"^=== (\w+)\n", path.read_text(), flags=re.MULTILINE)[1:]
        found |= {f"{path.stem}/{name}": source for name, source in zip(parts[::2], parts[1::2], strict=True)}
    return found


@cache
def _environment(escape: bool) -> ImmutableSandboxedEnvironment:
    """escape: the output is HTML. No globals: a template sees the values it is given, and our own parts to include."""
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader(_sources()), autoescape=escape, undefined=StrictUndefined, trim_blocks=True, auto_reload=False
    )
    environment.globals.clear()
    return environment


def render(letter: Letter, target: Address, site: str) -> Rendered:
    """The letter's words; site: the practice's address.

    A practice's own template that fails gives way to the built-in one; its words of a move are not said where the end alone is new.
    Raises CannotRender.
    """
    values = values_of(letter, target, site)
    if letter.appointment and letter.appointment.old_end_time:
        return _built_in(f"session_end.{language_of(letter)}", values)
    name = f"{letter.kind.lower()}.{language_of(letter)}"
    if letter.override:
        try:
            return _own(letter.override, values)
        except Exception as error:  # a template is somebody's program: whatever it does wrong, the mail still goes
            log.warning("a practice's own template failed", extra={"kind": letter.kind, "error": type(error).__name__})
    try:
        return _built_in(name, values)
    except TemplateError as error:
        raise CannotRender(name) from error


def language_of(letter: Letter) -> str:
    """What the letter is written in."""
    return letter.language or letter.sender.writes()


def default_words(kind: Kind, language: str) -> Words:
    """What a practice begins from when it makes a mail's words its own."""
    sources, name = _sources(), f"{kind.lower()}.{language}"
    return Words(sources[f"{name}/subject"].strip(), sources[f"{name}/words"].strip())


def _built_in(name: str, values: Values) -> Rendered:
    html = _environment(True).get_template(f"{name}/html").render(values)
    plain = _environment(False)
    subject = plain.get_template(f"{name}/subject").render(values)
    return Rendered(one_line(subject), html, plain.get_template(f"{name}/text").render(values))


def _own(override: Override, values: Values) -> Rendered:
    html = _environment(True).from_string(override.html).render(values)
    plain = _environment(False)
    subject = plain.from_string(override.subject).render(values)
    return Rendered(one_line(subject), html, plain.from_string(override.text).render(values))


def one_line(words: str) -> str:
    """The first line that says something, without control characters: all that a header may hold."""
    lines = (" ".join("".join(c if c.isprintable() else " " for c in line).split()) for line in words.splitlines())
    return next((line for line in lines if line), "")[:MOST_SUBJECT]


def values_of(letter: Letter, target: Address, site: str) -> Values:
    """All that a template may see: strings, no objects."""
    sender = letter.sender
    language = language_of(letter)
    way_in = join_url(site, letter.appointment) if letter.appointment and not letter.for_guest else target.url
    door, on_door, dark_accent, dark_on_accent, dark_link = DOORS.get(sender.door, DOORS["plum"])
    return {
        "language": language,
        "practice": _practice(sender),
        "person": {"first_name": one_line(letter.first_name)},
        "link": {"url": target.url} | _until(target.expire_time, sender.zone, language),
        "sign_in_url": f"{site}/sign-in",
        "session": _session(letter.appointment, way_in, sender.zone, language) if letter.appointment else {},
        "told": _told(letter.told_times, sender.zone, language),
        "look": {"door": door, "on_door": on_door, "link": door, "dark_accent": dark_accent, "dark_on_accent": dark_on_accent,
                 "dark_link": dark_link},
    }


def _practice(sender: Sender) -> dict[str, str]:
    dialled = re.sub(r"[^0-9+]", "", sender.phone)
    return {
        "name": one_line(sender.name), "phone": one_line(sender.phone), "phone_url": f"tel:{dialled}",
        "support_email": one_line(sender.support_email), "support_url": f"mailto:{one_line(sender.support_email)}",
    }


def _until(instant: datetime | None, zone: str, language: str) -> dict[str, str]:
    if instant is None:
        return {}
    return {"expire_time": times.shown(instant, zone, language), "place": times.place(instant, zone, language)}


def _session(appointment: Appointment, way_in: str, zone: str, language: str) -> dict[str, str]:
    start, old, old_end = appointment.start_time, appointment.old_start_time, appointment.old_end_time
    told_before = {"old_start_time": times.shown(old, zone, language)} if old else {}
    told_before |= {"old_end_time": times.clock(old_end, zone, language)} if old_end else {}
    return told_before | {
        "end_time": times.clock(appointment.end_time, zone, language),
        "start_time": times.shown(start, zone, language), "place": times.place(start, zone, language),
        "open_time": times.clock(appointment.open_time, zone, language), "join_url": way_in,
    }


def join_url(site: str, appointment: Appointment) -> str:
    """Where the session is joined. It is no key: whoever opens it still signs in."""
    return f"{site}/join/{appointment.session_id}"


def _told(told_times: Mapping[str, str], zone: str, language: str) -> dict[str, str]:
    instants = {name: datetime.fromisoformat(instant) for name, instant in told_times.items()}
    shown = {name: times.shown(instant, zone, language) for name, instant in instants.items()}
    return shown | ({"place": times.place(max(instants.values()), zone, language)} if instants else {})
