"""Guests: one person, one video session, one device, until its end."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from google.protobuf.json_format import Parse

from anteroom.videogate.v1.events_pb2 import GuestLinkChanged, GuestLinkState, SessionState
from anteroom.videogate.v1.videogate_pb2 import MintGuestLinkRequest
from chassis.auth import Caller
from tests.video_gate.conftest import HOUR

DAY = 86_400


class Browser:
    """A browser that keeps its cookies, on the page behind a guest's link."""

    def __init__(self, practice, token):
        self.practice, self.token, self.client = practice, token, practice.app.test_client()

    def ask(self, verb, **more):
        site = f"http://{self.practice.practice_id}.localhost"
        return self.client.post(f"/api/video-gate/v1/guest-links:{verb}", json={"token": self.token, **more}, base_url=site,
                                headers={"X-Anteroom-CSRF": "1", "Origin": site})

    def looks(self):
        answer = self.ask("inspect")
        assert answer.status_code == 200, answer.json
        return {name: value for name, value in answer.json.items() if value is not None}

    def joins(self, name="Rose"):
        return self.ask("join", name=name)

    def is_in(self):
        return self.ask("seat").json


@pytest.fixture
def invited(practice):
    """A video session under way, and a guest with a link to it that was shown."""
    parent = practice.parent()
    session_id = practice.book(parent)
    return SimpleNamespace(practice=practice, parent=parent, session_id=session_id, **invite(practice, session_id))


def invite(practice, session_id, name="Grandma Rose", email=None, status=201):
    answer = practice.call("POST", f"/sessions/{session_id}/guests", {"name": name, "email": email})
    assert answer.status_code == status, answer.json
    if status != 201:
        return answer.json
    token = answer.json["url"].partition("#")[2] if answer.json["url"] else None
    return {"guest_id": answer.json["guest"]["guest_id"], "token": token, "link_id": answer.json["guest"]["link_id"]}


def desk(invited):
    """The guest as staff see them."""
    [guest] = invited.practice.call("GET", f"/sessions/{invited.session_id}/guests").json["guests"]
    return guest


def renew(invited, **body):
    return invited.practice.call("POST", f"/sessions/{invited.session_id}/guests/{invited.guest_id}:renewLink", body)


def revoke(invited):
    return invited.practice.call("POST", f"/sessions/{invited.session_id}/guests/{invited.guest_id}:revoke")


def announced(practice):
    events = [Parse(payload, GuestLinkChanged()) for payload in practice.announced("guest_link.changed")]
    return [(GuestLinkState.Name(event.state).removeprefix("GUEST_LINK_STATE_"), event.version, event.mailed) for event in events]


def audited(practice):
    query = "SELECT action FROM audit_entries WHERE practice_id = :practice AND action LIKE 'guest.%' ORDER BY record_time"
    return [row.action for row in practice.rows(query, practice=practice.practice_id)]


def test_a_guest_comes_in_with_the_link_and_a_name_they_type(invited):
    browser = Browser(invited.practice, invited.token)
    assert browser.looks()["state"] == "OPEN"
    answer = browser.joins("Rose M.")
    assert answer.status_code == 200 and answer.json["token"] and not answer.json["elsewhere"]
    assert invited.practice.seats(invited.session_id)[UUID(invited.guest_id)]["display_name"] == "Grandma Rose"
    shown = desk(invited)
    assert (shown["said_name"], shown["inside"], shown["refuse_reasons"]) == ("Rose M.", True, None)
    assert shown["first_join_time"] and audited(invited.practice) == ["guest.invited", "guest.joined"]


def test_opening_the_link_changes_nothing_and_names_nobody(invited):
    browser = Browser(invited.practice, invited.token)
    said = [browser.looks() for _ in range(2)]
    assert said[0] == said[1] and set(said[0]) == {"state", "start_time", "open_time", "end_time", "inside"}
    assert desk(invited)["first_join_time"] is None and audited(invited.practice) == ["guest.invited"]


def test_nothing_joins_without_a_name(invited):
    assert Browser(invited.practice, invited.token).joins("  ").status_code == 400
    assert desk(invited)["first_join_time"] is None


def test_the_device_that_came_in_first_comes_in_again_and_no_other(invited):
    first, second = Browser(invited.practice, invited.token), Browser(invited.practice, invited.token)
    assert first.joins().status_code == 200
    assert second.looks() == {"state": "OTHER_DEVICE", "inside": False}
    assert second.joins().json["reason"] == "OTHER_DEVICE" and second.is_in() == {"inside": False, "people": []}
    assert desk(invited)["refuse_reasons"] == ["OTHER_DEVICE"]
    assert first.joins().status_code == 200 and first.looks()["inside"]


def test_the_same_refusal_over_and_over_is_written_down_once(invited):
    Browser(invited.practice, invited.token).joins()
    for _ in range(3):
        Browser(invited.practice, invited.token).joins()
    assert audited(invited.practice).count("guest.refused") == 1


def test_a_newer_link_serves_another_device_and_ends_the_first_ones_seat(invited):
    first = Browser(invited.practice, invited.token)
    first.joins()
    answer = renew(invited)
    assert answer.status_code == 201 and UUID(invited.guest_id) not in invited.practice.seats(invited.session_id)
    old = first.looks()
    assert old["state"] == "SUPERSEDED" and old["superseded_time"] and "start_time" not in old
    refused = first.joins()
    assert (refused.status_code, refused.json["reason"]) == (410, "LINK_SUPERSEDED") and refused.json["superseded_time"]
    assert Browser(invited.practice, answer.json["url"].partition("#")[2]).joins().status_code == 200


def test_a_revoked_link_takes_the_seat_with_it(invited):
    browser = Browser(invited.practice, invited.token)
    browser.joins()
    assert browser.is_in()["inside"]
    assert revoke(invited).json["state"] == "REVOKED"
    assert not browser.is_in()["inside"] and UUID(invited.guest_id) not in invited.practice.seats(invited.session_id)
    assert browser.looks() == {"state": "REVOKED", "inside": False} and browser.joins().json["reason"] == "LINK_REVOKED"
    assert announced(invited.practice) == [("LIVE", 1, False), ("REVOKED", 2, False)]
    assert revoke(invited).status_code == 200 and len(announced(invited.practice)) == 2


def test_too_early_says_when_the_door_opens(practice):
    parent = practice.parent()
    session_id = practice.book(parent, start=2 * HOUR)
    browser = Browser(practice, invite(practice, session_id)["token"])
    looked = browser.looks()
    assert looked["state"] == "TOO_EARLY"
    refused = browser.joins()
    assert (refused.status_code, refused.json["reason"], refused.json["open_time"]) == (403, "TOO_EARLY", looked["open_time"])


def test_the_link_follows_a_moved_session(invited):
    browser = Browser(invited.practice, invited.token)
    invited.practice.shift_clock(2 * 3600)
    assert browser.looks()["state"] == "ENDED" and browser.joins().json["reason"] == "ENDED"
    invited.practice.shift_clock(0)
    later = invited.practice.booking(invited.parent, start=26 * HOUR)
    moved = invited.practice.call("PATCH", f"/sessions/{invited.session_id}", {name: later[name] for name in ("start_time", "end_time")})
    assert moved.status_code == 200 and browser.looks()["state"] == "TOO_EARLY"
    invited.practice.shift_clock(26 * 3600)
    invited.practice.fresh()
    assert browser.joins().status_code == 200


@pytest.mark.parametrize(("change", "state", "told", "why"), [
    (lambda i: i.practice.call("POST", f"/sessions/{i.session_id}:cancel"), "CANCELLED", "CANCELLED", "CANCELLED"),
    (lambda i: i.practice.client(i.parent.client_id, active=False), "REVOKED", "LINK_REVOKED", "CLIENT_ARCHIVED"),
    (lambda i: i.practice.access(i.parent, consent="WITHDRAWN"), "OPEN", "NOT_YET", "CONSENT_WITHDRAWN"),
])
def test_what_ends_the_session_for_its_people_ends_it_for_the_guest(invited, change, state, told, why):
    browser = Browser(invited.practice, invited.token)
    browser.joins()
    change(invited)
    assert UUID(invited.guest_id) not in invited.practice.seats(invited.session_id)
    assert browser.looks()["state"] == state and browser.joins().json["reason"] == told
    removed = invited.practice.rows("SELECT detail FROM audit_entries WHERE action = 'participant.removed' AND subject_id = :id",
                                    id=invited.guest_id)
    assert [row.detail["reason"] for row in removed] == [why]


def test_a_client_made_active_again_does_not_bring_the_link_back(invited):
    invited.practice.client(invited.parent.client_id, active=False)
    invited.practice.client(invited.parent.client_id, active=True)
    assert Browser(invited.practice, invited.token).looks()["state"] == "REVOKED"


def test_online_access_is_the_persons_own_and_not_asked_of_a_guest(invited):
    invited.practice.access(invited.parent, online_access=False)
    assert Browser(invited.practice, invited.token).joins().status_code == 200


def test_without_anybodys_consent_staff_read_why(invited):
    invited.practice.access(invited.parent, consent="MISSING")
    refused = Browser(invited.practice, invited.token).joins()
    assert refused.json["reason"] == "NOT_YET" and "open_time" not in refused.json
    assert desk(invited)["refuse_reasons"] == ["CONSENT_MISSING"]


def test_stale_facts_are_asked_for_and_silence_admits_nobody(invited, owners):
    invited.practice.fresh(clinic_age=30)
    owners.silent = True
    assert Browser(invited.practice, invited.token).joins().json["reason"] == "NOT_YET"
    assert desk(invited)["refuse_reasons"] == ["CANNOT_VERIFY"] and set(owners.asked) == {str(invited.parent.client_id)}


def test_a_name_has_one_live_link(invited):
    assert invite(invited.practice, invited.session_id, "grandma rose", status=409)["reason"] == "GUEST_INVITED"
    revoke(invited)
    assert invite(invited.practice, invited.session_id, "grandma rose")["token"]


def test_a_session_has_ten_guests_at_most(invited):
    for number in range(9):
        invite(invited.practice, invited.session_id, f"Teacher {number}")
    assert invite(invited.practice, invited.session_id, "One more", status=409)["reason"] == "TOO_MANY_GUESTS"


def test_a_mailed_link_is_shown_to_nobody_and_five_a_day_go_to_an_address(practice):
    parent = practice.parent()
    session_id = practice.book(parent, length=9 * HOUR)
    made = invite(practice, session_id, "Ines Terp", "Ines@terp.example")
    assert made["token"] is None and announced(practice) == [("LIVE", 1, True)]
    who = SimpleNamespace(practice=practice, session_id=session_id, **made)
    for _ in range(4):
        assert renew(who, email="ines@TERP.example").status_code == 201
    refused = renew(who, email="ines@terp.example")
    assert (refused.status_code, refused.json["reason"]) == (429, "GUEST_MAILS_USED_UP") and refused.json["allowed_time"]
    assert renew(who).status_code == 201  # shown instead
    for wrong in ("not an address", "no@mail.invalid", "Ines <ines@terp.example>"):
        assert invite(practice, session_id, "Somebody", wrong, status=400)["errors"][0]["field"] == "email"


def test_notify_alone_mints_the_link_again_and_only_while_it_lives(practice, stub, settings, parts):
    parent = practice.parent()
    session_id = practice.book(parent)
    made = invite(practice, session_id, "Ines Terp", "ines@terp.example")
    who = SimpleNamespace(practice=practice, session_id=session_id, **made)
    token = Caller("notify", parts.plan.secrets.caller_key_file("notify")).token("video_gate")

    def mint(bearer):
        asked = MintGuestLinkRequest(practice_id=practice.practice_id, link_id=made["link_id"])
        return stub.MintGuestLink(asked, metadata=[("authorization", f"Bearer {bearer}")], timeout=10)

    minted = mint(token)
    assert minted.to_address == "ines@terp.example" and minted.url == mint(token).url
    assert Browser(practice, minted.url.partition("#")[2]).joins().status_code == 200
    with pytest.raises(Exception, match="UNAUTHENTICATED"):
        mint(practice.parts.token(practice.practice_id, "OWNER"))
    revoke(who)
    with pytest.raises(Exception, match="no longer works"):
        mint(token)


def test_an_unknown_or_broken_token_is_no_link(practice):
    for token in ("x" * 43, "short", ""):
        answer = Browser(practice, token).ask("inspect")
        assert (answer.status_code, answer.json["reason"]) == (404, "LINK_UNKNOWN")


@pytest.mark.parametrize(("change", "cancelled"), [
    (lambda i: i.practice.call("POST", f"/sessions/{i.session_id}:cancel"), True),
    (lambda i: i.practice.client(i.parent.client_id, active=False), False),
    (revoke, False),
])
def test_a_link_that_is_taken_back_says_whether_its_session_was_cancelled(invited, change, cancelled):
    change(invited)
    told = Parse(invited.practice.announced("guest_link.changed")[-1], GuestLinkChanged())
    assert told.state == GuestLinkState.Value("GUEST_LINK_STATE_REVOKED")
    assert (told.session_state == SessionState.Value("SESSION_STATE_CANCELLED")) is cancelled


@pytest.mark.parametrize(("start", "spoil"), [(timedelta(0), "cancel"), (-2 * HOUR, None)])
def test_nobody_is_invited_to_what_will_not_be_held(practice, start, spoil):
    parent = practice.parent()
    session_id = practice.book(parent, length=30 * timedelta(minutes=1)) if spoil else practice.book(parent)
    if spoil:
        practice.call("POST", f"/sessions/{session_id}:cancel")
    else:
        practice.shift_clock(DAY)
    assert invite(practice, session_id, status=409)["reason"] == ("SESSION_CANCELLED" if spoil else "SESSION_OVER")


@pytest.mark.parametrize(("role", "status"), [("CLINICIAN", 201), ("FRONT_DESK", 201), ("STUDENT", 403), (None, 403)])
def test_who_may_invite(practice, role, status):
    session_id = practice.book(practice.parent())
    answer = practice.call("POST", f"/sessions/{session_id}/guests", {"name": "Rose"}, role=role)
    assert answer.status_code == status


def test_the_guest_is_told_who_is_in_and_the_seat_of_another_practice_is_not_found(invited, make_practice):
    invited.practice.join(invited.parent, invited.session_id)
    browser = Browser(invited.practice, invited.token)
    browser.joins()
    assert browser.is_in() == {"inside": True, "people": ["Pat Parent"]}
    assert Browser(make_practice(), invited.token).ask("inspect").status_code == 404
