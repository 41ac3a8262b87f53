"""Journey 2: a guardian without consent is refused; the front desk sees why, grants it, and Join works at once."""

import time

from chassis.testing import eventually


def guardian_at_the_door(practice):
    child = practice.child()
    parent = practice.guardian(child)
    visitor = practice.active(parent)
    return parent, visitor, practice.book(parent)


def test_without_consent_the_guardian_is_told_only_not_yet_and_the_desk_sees_the_reason(practice):
    parent, visitor, session_id = guardian_at_the_door(practice)
    no = eventually(lambda: practice.refused_join(visitor, session_id))
    assert (no.status, no.reason) == (403, "NOT_YET")
    assert "CONSENT" not in str(no.problem)
    eventually(lambda: practice.finding(parent, "CONSENT")["severity"] == "BLOCKING")
    report = eventually(lambda: (r := practice.report(parent)) and any(e["kind"] == "JOIN_REFUSED" for e in r["timeline"]) and r)
    assert report["verdict"]["state"] == "REFUSED" and "CONSENT_MISSING" in report["verdict"]["reasons"]


def test_the_join_works_within_a_second_of_the_consent(practice):
    parent, visitor, session_id = guardian_at_the_door(practice)
    practice.refused_join(visitor, session_id)
    practice.consent(parent)
    answered = time.monotonic()
    assert practice.joins(visitor, session_id)["url"]
    assert time.monotonic() - answered < 1.0


def test_consent_withdrawn_refuses_the_next_join(practice):
    parent, visitor, session_id = guardian_at_the_door(practice)
    practice.consent(parent)
    practice.joins(visitor, session_id)
    practice.owner.post(f"{parent.path}:withdrawConsent", {})
    assert eventually(lambda: practice.refused_join(visitor, session_id), seconds=2).reason == "NOT_YET"


def test_the_guardian_gives_and_withdraws_consent_in_the_portal(practice):
    parent, visitor, session_id = guardian_at_the_door(practice)
    portal = eventually(lambda: (mine := visitor.get("/api/clinic/v1/me/clients")) and mine["people"] and mine)
    assert portal["people"][0]["waiting"] == ["CONSENT"]
    answer = {"contact_id": parent.contact_id}
    text = {"text_version": portal["consent_text"]["version"]}
    visitor.post(f"/api/clinic/v1/me/clients/{parent.client_id}:grantConsent", answer | text)
    practice.joins(visitor, session_id)
    visitor.post(f"/api/clinic/v1/me/clients/{parent.client_id}:withdrawConsent", answer)
    assert eventually(lambda: practice.refused_join(visitor, session_id), seconds=2).reason == "NOT_YET"
