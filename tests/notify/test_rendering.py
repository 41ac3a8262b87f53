"""Words: neutral, in the practice's language and zone, escaped, and out of nobody's hands but the practice's."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from uuid import uuid4

import pytest

from notify import rendering
from notify.domain import EDITABLE, OF_SESSION, Address, Appointment, Kind, Lease, Letter, Override, Sender
from notify.wording import override_of

TOLD = dict.fromkeys(("set_time", "expire_time", "change_time", "start_time"), "2026-11-24T14:43:00+00:00")
BOOKED = Appointment.sample(datetime(2026, 11, 25, 15, 12, tzinfo=UTC))
TARGET = Address("http://maple.localhost:8080/set-password#secret", datetime(2026, 11, 26, 14, 43, tzinfo=UTC))
# What a coercive reader of the mailbox must not learn (decision 13).
CLINICAL = re.compile(r"thérap|therap|counsel?lor|diagnos|mental|patient|session|clinic|appointment|séance|soins", re.I)


def sender(**fields):
    default = {"practice_id": "maple", "name": "Maple House", "phone": "416-555-0100", "support_email": "help@maple.example",
               "zone": "America/Toronto", "region": "CA-ON", "door": "plum", "from_name": "", "reply_to": "",
               "invitation_validity_hours": 48, "early_join_minutes": 10, "language": ""}
    return Sender(**default | fields)


def letter(kind=Kind.INVITATION, override=None, first_name="Sofia", **fields):
    return Letter(
        Lease("maple", uuid4(), 1), kind, uuid4(), sender(**fields), first_name=first_name, told_times=TOLD, override=override,
        appointment=BOOKED if kind in OF_SESSION else None,
    )


def render(*args, **kw):
    return rendering.render(letter(*args, **kw), TARGET, "http://maple.localhost:8080")


EVERY = [(kind, region) for kind in EDITABLE for region in ("CA-ON", "CA-QC")]


@pytest.mark.parametrize(("kind", "region"), EVERY)
def test_every_mail_is_whole_in_both_languages(kind, region):
    words = render(kind, region=region)
    for part in (words.html, words.text):
        assert "Sofia" in part and "Maple House" in part and "416-555-0100" in part and "{{" not in part
    assert words.subject and "\n" not in words.subject and f'lang="{"fr" if region == "CA-QC" else "en"}"' in words.html


@pytest.mark.parametrize(("kind", "region"), EVERY)
def test_no_mail_says_what_the_practice_does_or_shows_a_picture(kind, region):
    words = render(kind, region=region)
    said = re.sub(r"<style>.*?</style>|<[^>]+>", " ", words.html, flags=re.S)
    assert not CLINICAL.search(said + words.text + words.subject)
    assert "<img" not in words.html and "url(" not in words.html and "<script" not in words.html


@pytest.mark.parametrize(("kind", "region"), EVERY)
def test_only_a_mail_that_leads_to_a_page_says_how_else_the_page_can_be_read(kind, region):
    language = "fr" if region == "CA-QC" else "en"
    own = override_of(kind, language, rendering.default_words(kind, language))
    for words in (render(kind, region=region), render(kind, region=region, override=own)):
        for part in (words.html, words.text):
            says = "English" in part if language == "fr" else "Français" in part
            assert says == ("http" in words.text), part


LINKED = [Kind.INVITATION, Kind.STAFF_INVITATION, Kind.RESET, Kind.EMAIL_CHANGE_CONFIRMATION]


@pytest.mark.parametrize("kind", LINKED)
def test_the_link_is_a_button_and_text_and_says_when_it_expires_in_the_practices_zone(kind):
    words = render(kind)
    assert words.html.count(TARGET.url) == 2 and words.text.count(TARGET.url) == 1
    assert "Thursday 26 November, 9:43\N{NO-BREAK SPACE}am" in words.html and "(Toronto time)" in words.text
    assert "ignore" in words.text


@pytest.mark.parametrize("kind", [Kind.PERSON_OFFERED, Kind.TEMPORARY_PASSWORD_SET, Kind.EMAIL_CHANGED])
def test_a_notice_carries_no_password_link(kind):
    words = render(kind)
    assert "#secret" not in words.html + words.text


class Tags(HTMLParser):
    """Counts what is open."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], []

    def handle_starttag(self, tag, attrs):
        """Void elements stay out."""
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Must close the last."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.mark.parametrize(("kind", "region"), EVERY)
def test_the_html_is_well_formed(kind, region):
    tags = Tags()
    tags.feed(render(kind, region=region).html)
    assert not tags.wrong and not tags.open


def test_names_are_escaped_in_html_and_left_alone_in_text():
    words = render(first_name="<b>Sofia</b> & {{ practice }}", name='Maple "House" <x>')
    assert "&lt;b&gt;Sofia&lt;/b&gt; &amp; {{ practice }}" in words.html and "<x>" not in words.html
    assert "<b>Sofia</b> & {{ practice }}" in words.text


@pytest.mark.parametrize(
    ("fields", "expected"), [({"phone": ""}, "Write to help@maple.example"), ({"phone": "", "support_email": ""}, "Ask Maple House")],
)
def test_a_practice_without_a_phone_is_still_reached(fields, expected):
    assert expected in render(**fields).text


@pytest.mark.parametrize("door", [*rendering.DOORS, "unknown"])
def test_the_button_has_the_practices_door_colour(door):
    assert rendering.DOORS.get(door, rendering.DOORS["plum"])[0] in render(door=door).html


def luminance(colour):
    def linear(part):
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return sum(weight * linear(colour[at:at + 2]) for weight, at in ((0.2126, 1), (0.7152, 3), (0.0722, 5)))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("door", rendering.DOORS)
def test_every_door_is_legible_in_light_and_dark(door):
    wood, on_wood, accent, on_accent, link = rendering.DOORS[door]
    pairs = [(wood, on_wood), (accent, on_accent), (link, "#272128"), (wood, "#ffffff"), ("#cfc3cb", "#171318"), ("#574d5b", "#f3eee7")]
    assert all(contrast(*pair) >= 4.5 for pair in pairs)


def test_a_practices_own_words_replace_the_built_in_ones():
    own = Override("Hi {{ person.first_name }}\nsecond line", "<p>{{ practice.name }}</p>", "{{ link.url }}")
    words = render(override=own, name="A & B")
    assert (words.subject, words.html, words.text) == ("Hi Sofia", "<p>A &amp; B</p>", TARGET.url)


ESCAPES = [
    "{{ link.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ cycler.__init__.__globals__ }}", "{{ self._TemplateReference__context }}",
    "{{ config }}", "{{ practice.update({'name': 'x'}) }}", "{{ range(10 ** 9) }}", "{{ link.expires }}", "{% if %}", "{{ 1 / 0 }}",
]


@pytest.mark.parametrize("source", ESCAPES)
def test_own_words_that_fail_or_reach_too_far_give_way_to_the_built_in_ones(source):
    words = render(override=Override("s", source, "t"))
    assert words == render()


def test_a_mail_that_even_the_built_in_words_do_not_fit_is_named():
    with pytest.raises(rendering.CannotRender):
        rendering.render(letter(), Address("http://x"), "http://x")


@pytest.mark.parametrize(("given", "line"), [("a\r\nBcc: x", "a"), ("\n\n b\tc \n", "b c"), ("\x00a\x7fb\u2028c", "a b"), ("", "")])
def test_a_header_gets_one_line(given, line):
    assert rendering.one_line(given) == line
