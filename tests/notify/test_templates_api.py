"""A practice makes its mails' words its own: seen first, tried on oneself, kept with all that was said before."""

import pytest
import sqlalchemy as sa

from anteroom.identity.v1 import events_pb2 as identity_events
from notify.domain import EDITABLE
from tests.notify.conftest import new_practice

RESET = "/templates/RESET/en"
WORDS = {"subject": "New password at {{ practice.name }}", "text": 'Hi {{ person.first_name }},\n\nHere.\n{{ button "Choose" }}'}
BROKEN = WORDS | {"text": "Hi,\nuntil {{ link.expires }}."}


@pytest.fixture
def owner(practice, doors):
    """The practice's owner, with a login that notify has heard of, and a function to ask as them."""
    person = practice.stranger("owner@maple.example")
    practice.account(person)
    token = doors.token(practice, "OWNER", account_id=person.account_id)

    def ask(method, path, body=None, token=token):
        return doors.send(method, f"/api/notify/v1{path}", practice, token=token, json=body)

    return ask


def audited(practice):
    query = sa.text(
        "SELECT action, subject_id FROM audit_entries WHERE practice_id = :practice_id AND subject_type = 'template' ORDER BY record_time"
    )
    with practice.worker.across() as db:
        return [tuple(row) for row in db.execute(query, {"practice_id": practice.practice_id})]


def row_of(owner):
    return next(row for row in owner("GET", "/templates").json["templates"] if (row["kind"], row["language"]) == ("RESET", "en"))


def test_every_mail_is_listed_in_both_languages(owner):
    listed = owner("GET", "/templates").json
    assert len(listed["templates"]) == 2 * len(EDITABLE) and listed["language"] == "en"
    assert not any(row["customised"] or row["change_time"] or row["account_id"] for row in listed["templates"])


def test_one_mail_shows_its_words_its_variables_and_how_they_look(owner):
    shown = owner("GET", RESET).json
    assert shown["words"] == shown["default"] and "{{ button" in shown["words"]["text"] and shown["versions"] == []
    samples = {each["name"]: each["sample"] for each in shown["variables"]}
    assert samples["practice.name"] == "Maple Counselling" and samples["link.url"].endswith("#a-sample-opens-nothing")
    assert shown["has_button"] and shown["must_link"]
    assert not next(each for each in shown["variables"] if each["name"] == "link.url")["in_subject"]


def test_changed_words_are_mailed_from_now_on_and_the_change_is_kept(owner, practice, mail_server):
    changed = owner("PUT", RESET, WORDS).json
    assert changed["words"] == WORDS and changed["customised"] and [row["version"] for row in changed["versions"]] == [1]
    assert row_of(owner)["customised"] and audited(practice) == [("template.changed", "RESET/en")]
    practice.issues(practice.person(), purpose=identity_events.LINK_PURPOSE_RESET)
    practice.sends()
    (mail,) = mail_server.mails
    assert mail["Subject"] == "New password at Maple Counselling"
    assert mail.get_body(("plain",)).get_content().startswith("Hi Sofia,") and "Choose" in mail.get_body(("html",)).get_content()


def test_broken_words_are_refused_by_line_and_change_nothing(owner, practice):
    answer = owner("PUT", RESET, BROKEN)
    assert (answer.status_code, answer.json["reason"]) == (400, "TEMPLATE_BROKEN")
    (problem,) = answer.json["problems"]
    assert problem == {"field": "text", "line": 2, "column": 7, "problem": "UNKNOWN_VARIABLE", "name": "link.expires",
                       "suggestion": "link.expire_time"}
    assert not row_of(owner)["customised"] and audited(practice) == []


def test_earlier_and_built_in_words_can_be_restored_and_nothing_is_lost(owner, practice):
    owner("PUT", RESET, WORDS)
    owner("PUT", RESET, WORDS | {"subject": "Second"})
    assert owner("POST", f"{RESET}:restore", {"version": 1}).json["words"] == WORDS
    restored = owner("POST", f"{RESET}:restore", {}).json
    assert restored["words"] == restored["default"] and not restored["customised"]
    assert [(row["version"], row["subject"]) for row in restored["versions"]] == [
        (4, None), (3, WORDS["subject"]), (2, "Second"), (1, WORDS["subject"])]
    assert [action for action, _ in audited(practice)] == ["template.changed"] * 2 + ["template.restored"] * 2
    assert owner("POST", f"{RESET}:restore", {"version": 9}).status_code == 404
    assert owner("POST", f"{RESET}:restore", {"version": 2**31}).status_code == 400


def test_words_are_seen_as_the_chosen_person_would_get_them(owner, practice):
    sofia = practice.person(given_name="Zoé")
    who = {"client_id": str(sofia.client_id), "contact_id": str(sofia.contact_id)}
    shown = owner("POST", f"{RESET}:preview", WORDS | who).json
    assert shown["subject"] == "New password at Maple Counselling" and shown["text"].startswith("Hi Zoé,") and shown["problems"] == []
    assert owner("POST", f"{RESET}:preview", WORDS).json["text"].startswith("Hi Sofia,")
    assert owner("POST", "/templates/RESET/fr:preview", WORDS).json["html"].count('lang="fr"')
    broken = owner("POST", f"{RESET}:preview", BROKEN).json
    assert broken["subject"] is None and broken["problems"][0]["line"] == 2
    assert owner("POST", f"{RESET}:preview", WORDS | {"client_id": who["client_id"]}).status_code == 400


def test_a_preview_for_another_practices_person_is_not_found(owner, neighbour):
    karin = neighbour.person()
    answer = owner("POST", f"{RESET}:preview", WORDS | {"client_id": str(karin.client_id), "contact_id": str(karin.contact_id)})
    assert answer.status_code == 404


def test_a_test_goes_to_the_caller_with_the_words_on_trial_and_a_link_that_opens_nothing(owner, practice, mail_server):
    practice.person()
    answer = owner("POST", f"{RESET}:sendTest", WORDS)
    assert (answer.status_code, answer.json["to_address"]) == (200, "owner@maple.example")
    owner("PUT", RESET, WORDS | {"subject": "Saved meanwhile"})
    sent = practice.sends()
    (mail,) = mail_server.mails
    assert str(sent.message_id) == answer.json["message_id"] and sent.kind == "TEMPLATE_TEST"
    assert (mail["To"], mail["Subject"]) == ("owner@maple.example", "New password at Maple Counselling")
    assert "#a-sample-opens-nothing" in mail.get_body(("plain",)).get_content()
    assert ("template.tested", "RESET/en") in audited(practice)


def test_broken_words_are_not_tried_on_anybody(owner, practice):
    assert owner("POST", f"{RESET}:sendTest", BROKEN).json["reason"] == "TEMPLATE_BROKEN"
    assert practice.mails() == []


def test_a_caller_whose_address_is_unknown_is_asked_to_come_again(owner, practice, doors):
    answer = owner("POST", f"{RESET}:sendTest", WORDS, token=doors.token(practice, "ADMIN"))
    assert (answer.status_code, answer.json["reason"]) == (503, "ADDRESS_UNKNOWN") and practice.mails() == []


@pytest.mark.parametrize(
    ("role", "read", "write"), [("ADMIN", 200, 200), ("FRONT_DESK", 200, 403), ("STUDENT", 200, 403), (None, 403, 403)],
)
def test_staff_read_words_and_only_owner_and_admin_change_them(owner, practice, doors, role, read, write):
    token = doors.token(practice, role)
    assert owner("GET", RESET, token=token).status_code == read
    assert owner("PUT", RESET, WORDS, token=token).status_code == write
    assert owner("POST", f"{RESET}:restore", {}, token=token).status_code == write
    if write == 403:
        assert owner("POST", f"{RESET}:sendTest", WORDS, token=token).status_code == write


def test_one_practices_words_are_nobody_elses(owner, doors, neighbour):
    owner("PUT", RESET, WORDS)
    shown = doors.get(RESET, neighbour)
    assert shown["words"] == shown["default"] and shown["versions"] == []


@pytest.mark.parametrize("path", ["/templates/PARTY/en", "/templates/RESET/de"])
def test_a_mail_that_does_not_exist_is_refused(owner, path):
    assert owner("GET", path).status_code == 400
    assert owner("GET", "/templates/TEMPLATE_TEST/en").status_code == 404


def test_a_french_practice_is_told_that_its_mails_go_out_in_french(worker, identity, doors):
    assert doors.get("/templates", new_practice(worker, identity, region="CA-QC"))["language"] == "fr"
