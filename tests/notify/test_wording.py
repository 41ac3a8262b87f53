"""What a person at the front desk writes becomes a mail or a list of what to mend; never a fault, never a way out of the mail."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify import composing, rendering, wording
from notify.domain import EDITABLE, Kind, Language, Override
from notify.wording import Problem, TemplateBroken, Words
from tests.notify.test_rendering import TARGET, letter

LINK = '\n{{ button "Go" }}'
EVERY = [(kind, language) for kind in EDITABLE for language in Language]


def mailed(kind, words, language="en", **fields):
    """The words as a mail. Fails where the built-in ones had to stand in."""
    own = replace(letter(kind, **fields), language=language, override=wording.override_of(kind, language, words))
    shown = rendering.render(own, TARGET, "http://maple.localhost:8080")
    assert shown == rendering._own(own.override, rendering.values_of(own, TARGET, "http://maple.localhost:8080"))
    return shown


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_words_a_practice_begins_from_are_whole_and_say_what_the_built_in_mail_says(kind, language):
    shown = mailed(kind, rendering.default_words(kind, language), language)
    built_in = rendering.render(replace(letter(kind), language=language), TARGET, "http://maple.localhost:8080")
    assert shown.subject == built_in.subject and f'lang="{language}"' in shown.html
    assert shown.text.splitlines()[0] == built_in.text.splitlines()[0]
    for fact in (TARGET.url, "http://maple.localhost:8080", "416-555-0100", "Toronto", "9:43", "9\N{NO-BREAK SPACE}h"):
        assert (fact in shown.text) == (fact in built_in.text) and (fact in shown.html) == (fact in built_in.html), fact


BROKEN = [
    ("Hi {{ link.expires }}", Problem("text", 1, 4, "UNKNOWN_VARIABLE", "link.expires", "link.expire_time")),
    ("a\nb {{ client.name }}", Problem("text", 2, 3, "UNKNOWN_VARIABLE", "client.name", None)),
    ("a\r\n\r\n{{ practice.name", Problem("text", 3, 1, "SYNTAX", "{{")),
    ("{% for a in b %}", Problem("text", 1, 1, "SYNTAX", "{%")),
    ("{# a", Problem("text", 1, 1, "SYNTAX", "{#")),
    ('go {{ button "Go" }}', Problem("text", 1, 4, "BUTTON_NOT_ALONE", 'button "Go"', None)),
    ("{{ practice.name | upper }}", Problem("text", 1, 1, "UNKNOWN_VARIABLE", "practice.name | upper", "practice.name")),
    ("{{ link.__class__ }}", Problem("text", 1, 1, "UNKNOWN_VARIABLE", "link.__class__", None)),
]


@pytest.mark.parametrize(("text", "problem"), BROKEN)
def test_what_cannot_stand_is_named_with_its_line_and_what_was_probably_meant(text, problem):
    found = wording.problems(Kind.INVITATION, Words("s", text + LINK))
    assert replace(problem, suggestion=None) in [replace(each, suggestion=None) for each in found]
    assert problem.suggestion in {None, *(each.suggestion for each in found)}


def test_a_mail_whose_purpose_is_a_link_must_carry_it():
    found = wording.problems(Kind.RESET, Words("s", "one\ntwo"))
    assert found == [Problem("text", 2, 4, "LINK_MISSING", None, "link.url")]
    assert not wording.problems(Kind.RESET, Words("s", "{{ link.url }}")) and not wording.problems(Kind.EMAIL_CHANGED, Words("s", "one"))


@pytest.mark.parametrize("inside", ["link.url", 'button "Go"'])
def test_no_link_stands_in_a_subject(inside):
    (found,) = wording.problems(Kind.RESET, Words(f"a {{{{ {inside} }}}}", LINK.strip()))
    assert (found.field, found.problem) in {("subject", "NOT_IN_SUBJECT"), ("subject", "BUTTON_NOT_HERE")}


def test_nothing_written_is_named_too():
    assert [found.problem for found in wording.problems(Kind.EMAIL_CHANGED, Words(" ", "\n"))] == ["EMPTY", "EMPTY"]


def test_the_space_before_an_unknown_name_goes_with_it():
    words = Words("s", "Hello {{ person.first_name }},\n\nGood day." + LINK)
    assert mailed(Kind.RESET, words, first_name="").text.startswith("Hello,\n")
    shown = mailed(Kind.RESET, words, first_name="<b>Zoé</b>")
    assert shown.text.startswith("Hello <b>Zoé</b>,\n") and "Hello &lt;b&gt;Zoé&lt;/b&gt;</h1>" in shown.html


def test_markup_and_braces_in_the_words_are_words():
    shown = mailed(Kind.RESET, Words("{a} & b", "One two.\nThree {x} <script>alert(1)</script> }" + LINK))
    assert shown.subject == "{a} & b" and "Three {x} <script>alert(1)</script> }" in shown.text
    assert "<script" not in shown.html and "&#123;x&#125; &lt;script&gt;" in shown.html


PIECES = st.sampled_from([
    "{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "%", "#", " ", "\n", "\r\n", "practice.name", "{{ practice.name }}", "{{ link.url }}",
    "{{ person.first_name }}", '{{ button "Go" }}', '{{ button "\\" }}', "{{ practice.phone }}", "\\", '"', "'", "\0", "\u2028", "\x85",
    "Bcc: x@example.com", "<!--", "endcall", "block", "{{ link.__class__ }}", "é", "\U0001f600",
])
SOURCES = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map("".join)


@given(st.sampled_from(EVERY), SOURCES, SOURCES, st.sampled_from(["", "Sofia", "{{ 7 * 7 }}", "a\r\nBcc: x"]))
def test_whatever_is_written_is_mailed_as_it_stands_or_refused_by_name(which, subject, text, first_name):
    kind, language = which
    words = Words(subject, text + (LINK if wording.target_of(kind) else ""))
    try:
        shown = mailed(kind, words, language, first_name=first_name)
    except TemplateBroken as broken:
        assert broken.metadata["problems"] and all(each["line"] >= 1 for each in broken.metadata["problems"])
        return
    made = composing.compose(shown, letter().sender, mail_from="a@b.example", to_address="c@d.example", cause_event_id=UUID(int=1))
    head = made.partition(b"\r\n\r\n")[0].decode()
    assert shown.subject.isprintable() and "\nBcc:" not in head and "49" not in shown.subject.replace(subject, "")


@given(SOURCES, SOURCES, SOURCES)
def test_no_template_source_at_all_makes_rendering_raise(subject, html, text):
    shown = rendering.render(letter(override=Override(subject, html, text)), TARGET, "http://x")
    assert shown.subject.isprintable()
