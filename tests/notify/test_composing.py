"""Bytes that a mail server takes, and headers that nobody's name breaks out of."""

import email
import email.policy
from uuid import UUID, uuid4

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from notify import composing
from notify.rendering import Rendered
from tests.notify.test_rendering import sender

EVENT = UUID("0190f3c8-0000-4000-8000-00000000abcd")
HEADERS = {
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "X-Message-Reference", "Auto-Submitted", "Content-Language", "MIME-Version",
    "Content-Type",
}
anything = st.text(max_size=120)
# Explaining a failure traces every line of the email package, which takes minutes.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)


def compose(subject="Your access", html="<p>é</p>", text="é\n", to="sofia@example.com", event=EVENT, **fields):
    words = Rendered(composing.one_line(subject), html, text)
    return composing.compose(words, sender(**fields), mail_from="no-reply@anteroom.example", to_address=to, cause_event_id=event)


def parsed(content):
    return email.message_from_bytes(content, policy=email.policy.default)


@settings(max_examples=100, deadline=None, phases=QUICK)
@given(subject=anything, name=anything, from_name=anything, reply_to=anything, html=anything, text=anything)
def test_no_words_make_a_header_or_a_part_of_their_own(subject, name, from_name, reply_to, html, text):
    content = compose(subject, html, text, name=name, from_name=from_name, reply_to=reply_to)
    mail = parsed(content)
    assert set(mail.keys()) <= HEADERS and len(mail.keys()) == len(set(mail.keys()))
    assert mail["From"].addresses[0].addr_spec == "no-reply@anteroom.example" and len(mail["From"].addresses) == 1
    assert [a.addr_spec for a in mail["To"].addresses] == ["sofia@example.com"]
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert all(len(line) <= 998 for line in content.split(b"\r\n")) and b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "name", ["Maple\r\nBcc: all@example.com", "Maple\nSubject: other", "Maple\x0bX: y", 'M "a", <b@example.com>', "Éra; x@y, z"],
)
def test_a_name_made_to_inject_stays_a_name(name):
    mail = parsed(compose(name=name))
    assert set(mail.keys()) <= HEADERS and [a.addr_spec for a in mail["From"].addresses] == ["no-reply@anteroom.example"]


@settings(max_examples=100, deadline=None, phases=QUICK)
@given(anything)
def test_an_address_is_sendable_or_refused_and_never_two(address):
    try:
        found = composing.sendable(address)
    except composing.AddressMalformed:
        return
    assert not any(character in found for character in "\r\n,<> ") and found.count("@") == 1


@pytest.mark.parametrize("address", ["a@b.example\r\nRCPT TO:<c@d.example>", "a@b.example, c@d.example", "<a@b.example>", "", "a", "a@"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(composing.AddressMalformed):
        composing.sendable(address)


def test_the_message_id_is_the_causing_events():
    assert parsed(compose())["Message-ID"] == parsed(compose(subject="again"))["Message-ID"] == f"<{EVENT}.maple@anteroom.example>"
    assert parsed(compose(event=uuid4()))["Message-ID"] != f"<{EVENT}.maple@anteroom.example>"


def test_names_outside_ascii_arrive_as_they_are():
    mail = parsed(compose(subject="Votre accès à l’Érable 🍁", name="Cabinet des Érables, Montréal"))
    assert mail["Subject"] == "Votre accès à l’Érable 🍁" and mail["From"].addresses[0].display_name == "Cabinet des Érables, Montréal"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [({"reply_to": "desk@maple.example"}, "desk@maple.example"), ({"reply_to": ""}, "help@maple.example"),
     ({"reply_to": "no address"}, None), ({"reply_to": "", "support_email": ""}, None)],
)
def test_answers_go_to_the_practice_if_it_has_an_address(fields, expected):
    mail = parsed(compose(**fields))
    assert (mail["Reply-To"].addresses[0].addr_spec if mail["Reply-To"] else None) == expected


def test_both_parts_say_what_they_were_given():
    mail = parsed(compose(html="<p>" + "é" * 2000 + "</p>", text="Grüße «é»\nzwei\n.\n"))
    assert mail.get_body(("plain",)).get_content().splitlines() == ["Grüße «é»", "zwei", "."]
    assert mail.get_body(("html",)).get_content().strip() in ("<p>" + "&#233;" * 2000 + "</p>", "<p>" + "é" * 2000 + "</p>")


def test_a_message_id_leads_back_to_its_practice_and_event():
    made = composing.message_id("maple", EVENT, "no-reply@anteroom.example")
    assert composing.cause_of(made) == composing.cause_of(made.strip("<>")) == composing.cause_of(made.upper()) == ("maple", EVENT)
    assert parsed(compose())["X-Message-Reference"] == made


@given(st.text(max_size=100) | st.from_regex(r"<[0-9a-f-]{36}(\.[a-z]*)?@[a-z.]*>"))
def test_anybody_elses_message_id_leads_nowhere_or_to_something_well_formed(text):
    found = composing.cause_of(text)
    assert found is None or (found[0].isascii() and isinstance(found[1], UUID))
