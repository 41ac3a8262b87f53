"""The practice and its settings by door 1."""

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic
from tests.clinic.practice import API


def test_a_practice_opens_with_defaults_and_tells_everybody(practice):
    (opened,) = practice.announced(clinic.PracticeOpened)
    assert (opened.owner_email, opened.owner_name) == ("owner@example.com", "Olive Owner")
    said = opened.practice
    assert (said.zone, said.region, said.door, said.invitation_validity_hours, said.version) == ("America/Toronto", "CA-ON", "plum", 48, 1)
    assert said.terms_version and said.terms_body and said.from_name == "Maple Counselling"
    settings = practice.owner.get("/settings")
    assert (settings["auto_welcome"], settings["default_online_access"], settings["age_of_majority"]) == (False, True, 18)


def test_a_change_is_announced_whole_with_its_version(practice):
    practice.owner.patch("/settings", {"invitation_validity_hours": 24, "phone": "416-555-0100", "door": "harbour"})
    event = practice.announced(clinic.SettingsChanged)[-1].practice
    assert (event.version, event.invitation_validity_hours, event.phone, event.door, event.name) == (2, 24, "416-555-0100", "harbour",
        "Maple Counselling")
    practice.owner.patch("/settings", {"invitation_validity_hours": 24})
    assert len(practice.announced(clinic.SettingsChanged)) == 1


def test_new_terms_get_a_version_of_their_own_and_the_old_stay(practice):
    changed = practice.owner.patch("/settings", {"terms": {"title": "Rules", "body": "Be kind."}})
    assert changed["terms"]["version"] != "2026-1" and changed["consent_text"]["version"] == "2026-1"
    assert practice.announced(clinic.SettingsChanged)[-1].practice.terms_body == "Be kind."
    again = practice.owner.patch("/settings", {"terms": {"title": "Rules", "body": "Be kind."}})
    assert again["terms"] == changed["terms"] and len(practice.announced(clinic.SettingsChanged)) == 1


def public_terms(practice):
    with practice.app.test_client() as browser:
        return browser.get("/api/clinic/v1/practice/terms", base_url=f"http://{practice.practice_id}.localhost:8080").json


def test_the_texts_a_practice_begins_with_have_a_french_and_what_it_writes_itself_stands_as_written(practice):
    settings = practice.owner.get("/settings")
    assert public_terms(practice) == settings["terms"]
    for text in (settings["terms"], settings["consent_text"]):
        assert text["french"]["title"] != text["title"] and text["french"]["body"].count("\n\n") == text["body"].count("\n\n")
    practice.owner.patch("/settings", {"terms": {"title": "Rules", "body": "Be kind."}})
    after = practice.owner.get("/settings")
    assert public_terms(practice) == after["terms"] and after["terms"]["french"] is None
    assert after["consent_text"] == settings["consent_text"]


def test_a_senders_name_and_reply_address_can_be_given_back(practice):
    practice.owner.patch("/settings", {"from_name": "Maple, front desk", "reply_to": "desk@maple.example"})
    changed = practice.owner.patch("/settings", {"from_name": "", "reply_to": ""})
    assert (changed["from_name"], changed["reply_to"]) == ("", "")


@pytest.mark.parametrize("body", [
    {"invitation_validity_hours": 72}, {"invitation_validity_hours": "48"}, {"zone": "Mars/Olympus"}, {"region": "Ontario"},
    {"door": "pink"},
    {"early_join_minutes": 121}, {"early_join_minutes": -1}, {"video_url": "http://meet.example.com"}, {"video_url": "javascript:alert(1)"},
    {"reply_to": "nobody"}, {"from_name": "Maple\r\nBcc: x@example.com"}, {"name": ""}, {"name": None}, {"phone": "call me"},
    {"version": 9},
    {"terms": {"title": "", "body": "x"}}, {"terms": "x"},
])
def test_a_setting_that_cannot_be_is_refused_and_nothing_changes(practice, body):
    before = practice.owner.get("/settings")
    answer = practice.owner.ask("PATCH", "/settings", body)
    assert (answer.status, answer["reason"]) == (400, "INVALID")
    assert practice.owner.get("/settings") == before


@pytest.mark.parametrize("url", ["https://meet.example.com/maple?x=1", "http://maple.localhost:8080/room/1", ""])
def test_a_meeting_address_is_https_or_on_this_machine(practice, url):
    assert practice.owner.patch("/settings", {"video_url": url})["video_url"] == url


@pytest.mark.parametrize(("role", "read", "write"), [("OWNER", 200, 200), ("ADMIN", 200, 200), ("FRONT_DESK", 200, 403), ("CLINICIAN", 200,
    403),
                                                     ("STUDENT", 403, 403), (None, 403, 403)])
def test_settings_are_the_owners_and_admins_to_change(practice, role, read, write):
    caller = practice.staff(role)
    assert caller.ask("GET", "/settings").status == read
    assert caller.ask("PATCH", "/settings", {"phone": "416-555-0100"}).status == write


def test_anybody_may_know_the_practices_name_and_phone_and_no_more(practice):
    with practice.app.test_client() as browser:
        shown = browser.get(f"{API}/practice", base_url=f"http://{practice.practice_id}.localhost:8080")
        unknown = browser.get(f"{API}/practice", base_url="http://nobody.localhost:8080")
    assert set(shown.get_json()) == {"practice_id", "name", "phone", "support_email", "door", "zone"}
    assert (unknown.status_code, unknown.get_json()["reason"]) == (404, "PRACTICE_UNKNOWN")
