"""A client tries camera and sound, and the practice sees what came of it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from anteroom.videogate.v1 import events_pb2 as videogate
from clinic.events import stamp

FINE = {"camera": "PASSED", "microphone": "PASSED", "sound": "PASSED", "connection": "PASSED", "browser": "PASSED"}
BLOCKED = FINE | {"camera": "BLOCKED", "microphone": "ABSENT", "sound": "SKIPPED"}


@pytest.fixture
def family(practice):
    """(client, parent, the parent's login)."""
    client_id = practice.minor()
    parent = practice.parent(client_id)
    return client_id, parent, practice.account(parent)


def device(practice, family):
    return next(one for one in practice.report(family[0], family[1])["findings"] if one["code"] == "DEVICE")


def ask(practice, family, role="FRONT_DESK"):
    return practice.staff(role).ask("POST", f"/clients/{family[0]}/contacts/{family[1]}:askDeviceCheck")


def test_a_check_that_found_something_is_a_warning_with_its_time_and_what_it_found(practice, family):
    reported = family[2].post("/me/device-checks", BLOCKED)
    assert reported["troubles"] == ["CAMERA_BLOCKED", "MICROPHONE_ABSENT"]
    found = device(practice, family)
    assert (found["severity"], found["evidence"]["troubles"]) == ("WARNING", reported["troubles"])
    assert found["evidence_time"] == found["evidence"]["check_time"] == reported["check_time"]
    assert found["fixes"] == [{"action": "ASK_DEVICE_CHECK"}]


def test_a_check_in_which_all_was_well_takes_the_place_of_a_bad_one(practice, family):
    for outcomes in (BLOCKED, FINE):
        family[2].post("/me/device-checks", outcomes)
    found = device(practice, family)
    assert (found["severity"], found["evidence"]["troubles"]) == ("OK", [])
    kinds = [one["kind"] for one in practice.report(family[0], family[1])["timeline"]]
    assert {"DEVICE_CHECK_FAILED", "DEVICE_CHECK_PASSED"} <= set(kinds)


def test_whoever_never_tried_is_no_worry(practice, family):
    found = device(practice, family)
    assert (found["severity"], found["evidence_time"], found["fixes"]) == ("OK", None, [])


def test_who_got_in_afterwards_had_a_device_that_would_do(practice, family):
    family[2].post("/me/device-checks", BLOCKED)
    decision = videogate.Decision(session_id=str(uuid4()), client_id=family[0], contact_ids=[family[1]])
    decision.decide_time.CopyFrom(stamp(practice.now + timedelta(seconds=1)))
    practice.hear(videogate.JoinGranted(practice_id=practice.practice_id, decision=decision))
    found = device(practice, family)
    assert (found["severity"], found["evidence"]["been_in"]) == ("OK", True)


def test_staff_ask_for_a_check_and_the_asking_ends_with_it(practice, family):
    family[2].post("/me/device-checks", BLOCKED)
    assert family[2].get("/me/device-check")["asked"] is False
    assert ask(practice, family).status == 200
    assert family[2].get("/me/device-check")["asked"] is True
    assert device(practice, family)["evidence"]["ask_time"] and device(practice, family)["fixes"] == []
    family[2].post("/me/device-checks", FINE)
    assert family[2].get("/me/device-check")["asked"] is False


def test_somebody_without_a_sign_in_is_asked_in_vain(practice):
    client_id = practice.minor()
    answer = ask(practice, (client_id, practice.parent(client_id)))
    assert (answer.status, answer["reason"]) == (409, "NO_LOGIN")


def test_nobody_asks_somebody_of_another_practice(practice, other, family):
    answer = ask(other, family)
    assert (answer.status, answer["reason"]) == (404, "CONTACT_UNKNOWN")
    assert family[2].get("/me/device-check") == {"asked": False, "check_time": None, "troubles": []}


@pytest.mark.parametrize("role", [None, "STUDENT"])
def test_only_staff_who_may_ask_do(practice, family, role):
    assert ask(practice, family, role).status == 403


@pytest.mark.parametrize("outcomes", [{}, FINE | {"camera": "FaceTime HD"}, FINE | {"label": "FaceTime HD"}])
def test_a_report_is_outcomes_and_nothing_else(practice, family, outcomes):
    assert family[2].ask("POST", "/me/device-checks", outcomes).status == 400
    assert device(practice, family)["evidence"]["check_time"] is None
