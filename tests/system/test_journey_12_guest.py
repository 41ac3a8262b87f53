"""Journey 12: an interpreter without an account, from the mail to the session and out again."""

from datetime import UTC, datetime, timedelta

from chassis.testing import eventually
from tests.system.practice import refused

GATE = "/api/video-gate/v1"


def test_a_guest_comes_in_on_one_device_until_the_link_is_taken_back(practice):
    person = practice.adult()
    practice.joins(practice.active(person), session_id := practice.book(person))
    email = f"ines@{practice.slug}.example"
    made = practice.desk.post(f"{GATE}/sessions/{session_id}/guests", {"name": "Ines Terp", "email": email})
    assert made["url"] is None
    token = practice.mail(email).token
    guest, stranger = practice.visitor(), practice.visitor()
    assert guest.post(f"{GATE}/guest-links:inspect", {"token": token})["state"] == "OPEN"
    grant = guest.post(f"{GATE}/guest-links:join", {"token": token, "name": "Ines"})
    assert grant["token"] and not grant["elsewhere"]
    assert refused(stranger.post, f"{GATE}/guest-links:join", {"token": token, "name": "Not Ines"}).reason == "OTHER_DEVICE"
    inside = guest.post(f"{GATE}/guest-links:seat", {"token": token})
    assert inside["inside"] and len(inside["people"]) == 1
    shown = practice.desk.get(f"{GATE}/sessions/{session_id}/guests")["guests"][0]
    assert (shown["inside"], shown["said_name"], shown["refuse_reasons"]) == (True, "Ines", ["OTHER_DEVICE"])
    practice.desk.post(f"{GATE}/sessions/{session_id}/guests/{made['guest']['guest_id']}:revoke")
    assert guest.post(f"{GATE}/guest-links:seat", {"token": token}) == {"inside": False, "people": []}
    assert refused(guest.post, f"{GATE}/guest-links:join", {"token": token, "name": "Ines"}).reason == "LINK_REVOKED"


def test_a_guests_link_follows_the_session_when_it_moves(practice):
    person = practice.adult()
    practice.active(person)
    session_id = practice.book(person, begins=timedelta(hours=20))
    made = practice.desk.post(f"{GATE}/sessions/{session_id}/guests", {"name": "Grandma Rose"})
    guest, knock = practice.visitor(), {"token": made["url"].partition("#")[2], "name": "Rose"}
    early = refused(guest.post, f"{GATE}/guest-links:join", knock)
    assert (early.reason, early.status) == ("TOO_EARLY", 403) and early.problem["open_time"]
    now = datetime.now(UTC)
    moved = {"start_time": now.isoformat(), "end_time": (now + timedelta(minutes=50)).isoformat()}
    practice.desk.patch(f"{GATE}/sessions/{session_id}", moved)
    assert eventually(lambda: guest.post(f"{GATE}/guest-links:join", knock))["token"]
