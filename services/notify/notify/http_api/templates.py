"""The practice's own words for its mails: read, tried, changed, restored."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from opentelemetry.propagate import inject
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from chassis.errors import Invalid
from chassis.http import Body, transact
from notify import rendering, wording
from notify.domain import EDITABLE, Address, Kind, Language, Letter
from notify.http_api.door import door, site
from notify.models import TemplateVersion
from notify.operations import templates as operations
from notify.rendering import default_words
from notify.wording import MOST_SUBJECT, MOST_TEXT, Words


class TemplatePath(BaseModel):
    """Names one mail's words."""

    kind: Kind
    language: Language


class WordsBody(Body):
    """What the mail shall say: plain text with {{ variables }}; {{ button "…" }} on a line of its own is the mail's button."""

    # As it was written: its line numbers are told back.
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)

    subject: Annotated[str, StringConstraints(max_length=MOST_SUBJECT)]
    text: Annotated[str, StringConstraints(max_length=MOST_TEXT)]


class PreviewWordsBody(WordsBody):
    """For whom; without both, for a person by a sample's name."""

    client_id: UUID | None = None
    contact_id: UUID | None = None


class RestoreBody(Body):
    """Which version; none for the built-in words."""

    version: int | None = Field(None, ge=1, le=2**31 - 1)


class TemplateRow(BaseModel):
    """Whether a mail's words are the practice's own, and since when. The last two are null where nobody ever changed them."""

    kind: Kind
    language: Language
    customised: bool
    change_time: datetime | None
    account_id: UUID | None


class TemplateList(BaseModel):
    """Every mail in every language. language: the one that the practice's mails go out in."""

    language: Language
    templates: list[TemplateRow]


class ShownWords(BaseModel):
    """A mail's words as a person writes them."""

    subject: str
    text: str


class Variable(BaseModel):
    """What a mail may say besides its words, and how that looks."""

    name: str
    sample: str
    in_subject: bool


class VersionShown(BaseModel):
    """One change; no words where the built-in ones were restored."""

    version: int
    subject: str | None
    text: str | None
    account_id: UUID
    change_time: datetime


class Template(TemplateRow):
    """A mail's words with all it takes to change them. versions: newest first."""

    words: ShownWords
    default: ShownWords
    variables: list[Variable]
    has_button: bool
    must_link: bool
    versions: list[VersionShown]


class ProblemShown(BaseModel):
    """What has to be mended, and where, from 1. name: what was written; suggestion: what was probably meant."""

    field: str
    line: int
    column: int
    problem: str
    name: str | None
    suggestion: str | None


class TemplatePreview(BaseModel):
    """The mail as it would be, but for its link; null throughout while there are problems."""

    subject: str | None
    html: str | None
    text: str | None
    problems: list[ProblemShown]


class TestSent(BaseModel):
    """The test is on its way; `GET /messages/{message_id}` tells what became of it."""

    message_id: UUID
    to_address: str


@door.get("/templates", permission="templates:read", summary="The mails whose words can be changed", responses={"200": TemplateList})
def list_templates() -> dict[str, Any]:
    """Each kind in each language: whether its words are the practice's own, since when, by whom."""
    newest = transact(operations.list_templates)
    rows = [_row(kind, language, newest.get((kind, language))) for kind in EDITABLE for language in Language]
    return {"language": transact(operations.default_language), "templates": rows}


@door.get(
    "/templates/<kind>/<language>", permission="templates:read", summary="One mail's words, variables and versions",
    responses={"200": Template},
)
def get_template(path: TemplatePath) -> dict[str, Any]:
    """The words in use, the built-in ones, what may stand in them and every change so far."""
    return _template(path)


@door.put(
    "/templates/<kind>/<language>", permission="templates:write", summary="Change a mail's words", responses={"200": Template},
)
def change_template(path: TemplatePath, body: WordsBody) -> dict[str, Any]:
    """Mails go out with them from now on. 400 TEMPLATE_BROKEN names each line that has to be mended."""
    transact(operations.change_template, path.kind, path.language, Words(body.subject, body.text))
    return _template(path)


@door.post(
    "/templates/<kind>/<language>:restore", permission="templates:write", summary="Go back to earlier or built-in words",
    responses={"200": Template},
)
def restore_template(path: TemplatePath, body: RestoreBody) -> dict[str, Any]:
    """As a new version: nothing in the history is lost."""
    transact(operations.restore_template, path.kind, path.language, body.version)
    return _template(path)


@door.post(
    "/templates/<kind>/<language>:preview", permission="templates:read", summary="See words as a mail", responses={"200": TemplatePreview},
)
def preview_template(path: TemplatePath, body: PreviewWordsBody) -> dict[str, Any]:
    """What this contact would get with these words. Sends and stores nothing."""
    if (body.client_id is None) != (body.contact_id is None):
        raise Invalid(errors=[{"field": "contact_id", "reason": "BOTH", "detail": "Name the client and the contact, or neither."}])
    person = operations.Person(body.contact_id, body.client_id) if body.contact_id and body.client_id else None
    nothing = {"subject": None, "html": None, "text": None}
    try:
        letter = transact(operations.preview_template, path.kind, path.language, Words(body.subject, body.text), person, site())
    except wording.TemplateBroken as broken:
        return nothing | {"problems": broken.metadata["problems"]}
    shown = rendering.render(letter, letter.sample or Address(""), site())
    return {"subject": shown.subject, "html": shown.html, "text": shown.text, "problems": []}


@door.post(
    "/templates/<kind>/<language>:sendTest", permission="templates:write", idempotent=True, summary="Mail words to oneself",
    responses={"200": TestSent},
)
def send_test(path: TemplatePath, body: WordsBody) -> dict[str, Any]:
    """To the address the caller signs in with, and to no other. Its link is a sample."""
    carrier: dict[str, str] = {}
    inject(carrier)
    words = Words(body.subject, body.text)
    message_id, address = transact(operations.send_test, path.kind, path.language, words, site(), carrier.get("traceparent"))
    return {"message_id": message_id, "to_address": address}


def _row(kind: Kind, language: str, newest: TemplateVersion | None) -> dict[str, Any]:
    return {
        "kind": kind, "language": language, "customised": bool(newest and newest.subject is not None),
        "change_time": newest and newest.change_time, "account_id": newest and newest.account_id,
    }


def _template(path: TemplatePath) -> dict[str, Any]:
    versions = transact(operations.get_template, path.kind, path.language)
    default = default_words(path.kind, path.language)
    newest = versions[0] if versions else None
    own = Words(newest.subject, newest.text) if newest and newest.subject is not None and newest.text is not None else default
    letter = transact(operations.preview_template, path.kind, path.language, default, None, site())
    return _row(path.kind, path.language, newest) | {
        "words": vars(own), "default": vars(default), "variables": _variables(path.kind, letter),
        "has_button": wording.target_of(path.kind) is not None, "must_link": wording.must_link(path.kind),
        "versions": [{name: getattr(row, name) for name in VersionShown.model_fields} for row in versions],
    }


def _variables(kind: Kind, letter: Letter) -> list[dict[str, Any]]:
    values = rendering.values_of(letter, letter.sample or Address(""), site())
    in_subject = wording.in_subject(kind)
    return [{"name": name, "sample": _value(values, name), "in_subject": name in in_subject} for name in wording.VARIABLES[kind]]


def _value(values: rendering.Values, name: str) -> str:
    part: Any = values
    for step in name.split("."):
        part = part[step]
    return part
