"""A practice's own words: plain text with {{ variables }} and a button, read into template sources that can't fail or reach further."""

import difflib
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chassis import errors
from notify.domain import Kind, Override

MOST_SUBJECT = 200
MOST_TEXT = 10_000
MOST_HEADING = 60

_COMMON = ("practice.name", "practice.phone", "practice.support_email", "person.first_name")
_LINK = ("link.expire_time", "link.place", "link.url")
_LINKED = (*_COMMON, *_LINK)
_CHANGED = (*_COMMON, "told.change_time", "told.place")
# All that a mail may say besides its words. No child's name, no clinician, no reason for care.
VARIABLES: dict[Kind, tuple[str, ...]] = {
    Kind.INVITATION: _LINKED, Kind.INVITATION_NUDGE: _LINKED, Kind.STAFF_INVITATION: _LINKED, Kind.RESET: _LINKED,
    Kind.EMAIL_CHANGE_CONFIRMATION: _LINKED,
    Kind.PERSON_OFFERED: (*_COMMON, "sign_in_url"),
    Kind.TEMPORARY_PASSWORD_SET: (*_COMMON, "told.set_time", "told.expire_time", "told.place", "sign_in_url"),
    Kind.EMAIL_CHANGED: _CHANGED, Kind.SECOND_FACTOR_ADDED: _CHANGED, Kind.SECOND_FACTOR_REMOVED: _CHANGED,
    Kind.SECOND_FACTOR_RESET: _CHANGED, Kind.RECOVERY_CODES_MADE: _CHANGED, Kind.RECOVERY_CODE_USED: _CHANGED,
    Kind.GUEST_INVITATION: (*_COMMON, "told.start_time", "told.place", "link.url"),
    Kind.SESSION_REMINDER: (*_COMMON, "session.start_time", "session.place", "session.open_time", "session.join_url"),
    Kind.SESSION_MOVED: (
        *_COMMON, "session.start_time", "session.old_start_time", "session.place", "session.open_time", "session.join_url",
    ),
    Kind.SESSION_CANCELLED: (*_COMMON, "session.start_time", "session.place"),
}
_ADDRESSES = {"link.url", "sign_in_url", "session.join_url"}
# Without these their mail is of no use.
_NEEDED = {"link.url", "session.join_url"}
# Empty for some people or practices; the space before one goes with it.
_MAYBE_EMPTY = {"person.first_name", "practice.phone", "practice.support_email"}

_TAG = re.compile(r"\{\{(.*?)\}\}")
_PRESS = re.compile(r'button\s+["“”«]\s*([^"“”«»{}]+?)\s*["“”»]')
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_BREAKS = re.compile(r"\r\n?")


@dataclass(frozen=True)
class Words:
    """What a person wrote for one mail."""

    subject: str
    text: str


@dataclass(frozen=True)
class Problem:
    """What has to be mended, and where (both from 1). name: what was written; suggestion: what was probably meant."""

    field: str
    line: int
    column: int
    problem: str
    name: str | None = None
    suggestion: str | None = None


class TemplateBroken(errors.Refusal):
    """The words can't be mailed. problems: a list of {field, line, column, problem, name, suggestion}."""

    reason, kind, title = "TEMPLATE_BROKEN", errors.Kind.INVALID, "Mend these lines first; mails go out with the words saved before."


@dataclass(frozen=True)
class _Piece:
    """A stretch of one line. is_a: words, variable or button."""

    is_a: str
    says: str


def target_of(kind: Kind) -> str | None:
    """The variable that this mail's button leads to; None where it has none."""
    return next((name for name in VARIABLES[kind] if name in _ADDRESSES), None)


def in_subject(kind: Kind) -> list[str]:
    """The variables that may stand in the mail's subject: never an address, which is as good as a key."""
    return [name for name in VARIABLES[kind] if name not in _ADDRESSES]


def must_link(kind: Kind) -> bool:
    """Whether the mail is of no use without its link."""
    return target_of(kind) in _NEEDED


def problems(kind: Kind, words: Words) -> list[Problem]:
    """All that stands against mailing these words, in the order a reader meets it."""
    found = [*_in_subject(kind, words.subject), *_in_text(kind, words.text)]
    if not found and must_link(kind) and not _links(words.text):
        last = _lines(words.text)
        found.append(Problem("text", len(last), len(last[-1]) + 1, "LINK_MISSING", suggestion=target_of(kind)))
    return found


def override_of(kind: Kind, language: str, words: Words) -> Override:
    """The words as template sources. Raises TemplateBroken."""
    if found := problems(kind, words):
        raise TemplateBroken(problems=[vars(problem) for problem in found])
    return Override(_plain(_subject(words.subject)), _html(kind, language, words.text), _text(kind, language, words.text))


def _subject(subject: str) -> str:
    return " ".join(subject.split())


def _lines(text: str) -> list[str]:
    return _BREAKS.sub("\n", text).rstrip().split("\n")


def _links(text: str) -> bool:
    return any(tag.is_a == "button" or tag.says in _NEEDED for tag in _tags(text))


def _tags(text: str) -> list[_Piece]:
    return [piece for line in _lines(text) for piece in _pieces(line) if piece.is_a != "words"]


def _stuck(text: str) -> str:
    """What the words end with: only a mail that leads to a page says in which languages it can be read."""
    leads = any(tag.is_a == "button" or tag.says in _ADDRESSES for tag in _tags(text))
    return "stuck()" if leads else "stuck_only()"


def _pieces(line: str) -> Iterator[_Piece]:
    at = 0
    for tag in _TAG.finditer(line):
        if tag.start() > at:
            yield _Piece("words", line[at:tag.start()])
        inside = tag[1].strip()
        press = _PRESS.fullmatch(inside)
        yield _Piece("button", press[1]) if press else _Piece("variable", inside)
        at = tag.end()
    if at < len(line):
        yield _Piece("words", line[at:])


def _in_subject(kind: Kind, subject: str) -> Iterator[Problem]:
    if not subject.strip():
        yield Problem("subject", 1, 1, "EMPTY")
    yield from _in_line("subject", 1, _BREAKS.sub("\n", subject).replace("\n", " "), in_subject(kind), None)


def _in_text(kind: Kind, text: str) -> Iterator[Problem]:
    if not text.strip():
        yield Problem("text", 1, 1, "EMPTY")
    for number, line in enumerate(_lines(text), 1):
        yield from _in_line("text", number, line, VARIABLES[kind], target_of(kind))


def _in_line(field: str, number: int, line: str, allowed: tuple[str, ...] | list[str], target: str | None) -> Iterator[Problem]:
    alone = not _TAG.sub("", line).strip() and len(_TAG.findall(line)) == 1
    for tag in _TAG.finditer(line):
        column, inside = tag.start() + 1, tag[1].strip()
        if _PRESS.fullmatch(inside):
            if target is None or not alone:
                yield Problem(field, number, column, "BUTTON_NOT_HERE" if target is None else "BUTTON_NOT_ALONE", inside)
        elif inside in _ADDRESSES and field == "subject":
            yield Problem(field, number, column, "NOT_IN_SUBJECT", inside)
        elif inside not in allowed:
            near = difflib.get_close_matches(inside, allowed, 1, 0.6)
            yield Problem(field, number, column, "UNKNOWN_VARIABLE", inside[:80], near[0] if near else None)
    blanked = _TAG.sub(lambda tag: " " * len(tag[0]), line)
    yield from (Problem(field, number, stray.start() + 1, "SYNTAX", stray[0]) for stray in _STRAY.finditer(blanked))


def _plain(line: str) -> str:
    """One line as a template source for text. Braces that stand in the words are said, never read."""
    return _source(line, lambda words: words.replace("{", "\0").replace("}", '{{ "}" }}').replace("\0", '{{ "{" }}'))


def _rich(line: str) -> str:
    """One line as a template source for HTML."""
    return _source(line, lambda words: html.escape(words, quote=False).replace("{", "&#123;").replace("}", "&#125;"))


def _source(line: str, say: Callable[[str], str]) -> str:
    made: list[str] = []
    for piece in _pieces(line):
        if piece.is_a == "words":
            made.append(say(piece.says))
        elif piece.says in _MAYBE_EMPTY and made and made[-1].endswith(" "):
            made[-1] = made[-1].rstrip(" ")
            made.append(f'{{{{ " " ~ {piece.says} if {piece.says} else "" }}}}')
        else:
            made.append(f"{{{{ {piece.says} }}}}")
    return "".join(made)


def _button_in(line: str) -> str | None:
    return next((piece.says for piece in _pieces(line) if piece.is_a == "button"), None)


def _text(kind: Kind, language: str, text: str) -> str:
    lines = []
    for line in _lines(text):
        label = _button_in(line)
        lines.append(f"{_plain(label)}:\n{{{{ {target_of(kind)} }}}}" if label else _plain(line))
    frame = f'\n\n{{{{ common.{_stuck(text)} }}}}\n\n--{{{{ " " }}}}\n{{{{ practice.name }}}}\n'
    return f'{{% import "common.{language}.txt" as common with context %}}' + "\n".join(lines) + frame


def _html(kind: Kind, language: str, text: str) -> str:
    body = "".join(_paragraphs(kind, text))
    return (
        f'{{% extends "layout.html" %}}{{% import "common.{language}.html" as common with context %}}'
        f'{{% import "parts.html" as part with context %}}{{% block body %}}\n{body}'
        f"{{{{ part.rule() }}}}{{{{ common.{_stuck(text)} }}}}{{% endblock %}}"
        "{% block foot %}{{ practice.name }}{% endblock %}"
    )


def _paragraphs(kind: Kind, text: str) -> Iterator[str]:
    """Blank lines part paragraphs; a short first line by itself is the heading, as a greeting is."""
    waiting: list[str] = []
    lines = [line.strip() for line in _lines(text.strip())]
    if len(lines[0]) <= MOST_HEADING and not any(lines[1:2]) and _button_in(lines[0]) is None:
        yield f"{{% call part.heading_of() %}}{_rich(lines.pop(0).rstrip(','))}{{% endcall %}}\n"
    for line in [*lines, ""]:
        label = _button_in(line)
        if waiting and (label or not line):
            yield f"{{% call part.lead() %}}{'<br>'.join(waiting)}{{% endcall %}}\n"
            waiting = []
        if label:
            yield f"{{{{ common.press({_quoted(label)}, {target_of(kind)}) }}}}\n"
        elif line:
            waiting.append(_rich(line))


def _quoted(label: str) -> str:
    return '"' + label.replace("\\", "\\\\") + '"'
