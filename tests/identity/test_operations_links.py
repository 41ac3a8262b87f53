"""Links: welcomed, superseded, revoked, expired, renewed, and spent once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic
from identity.operations.links import NotYet
from tests.identity.practice import ANOTHER, PASSWORD, Person


def inspect(practice, token):
    return practice.browser().post("/links:inspect", {"token": token}).json


def redeem(practice, token, password=PASSWORD, **more):
    return practice.browser().post("/links:redeem", {"token": token, "password": password} | more)


# Welcomes.


def test_a_welcome_makes_one_link_for_the_time_the_practice_chose(practice):
    person = practice.adult()
    request_id = str(uuid4())
    practice.welcome(person, hours=36, request_id=request_id)
    issued = practice.announced("link.issued")[-1]
    assert issued.request_id == request_id and issued.link.purpose == 1 and not issued.link.staff
    assert issued.link.expire_time.seconds - issued.link.issue_time.seconds == 36 * 3600
    assert [(to.contact_id, to.client_id) for to in issued.link.recipients] == [(person.contact_id, person.client_id)]


def test_two_recipients_of_one_login_share_one_link_and_two_logins_dont(practice):
    one, two, other = practice.adult("both@maple.example"), practice.adult("both@maple.example"), practice.adult()
    practice.welcome(one, two, other)
    shared, single = practice.announced("link.issued")[-2:]
    assert {to.contact_id for to in shared.link.recipients} == {one.contact_id, two.contact_id}
    assert [to.contact_id for to in single.link.recipients] == [other.contact_id]


def test_a_second_welcome_supersedes_the_first_link(practice):
    person, token = practice.invited()
    practice.welcome(person)
    seen = inspect(practice, token)
    assert seen["state"] == "SUPERSEDED" and seen["superseded_time"] and "email" not in seen
    answer = redeem(practice, token)
    assert (answer.status_code, answer.json["reason"]) == (410, "LINK_SUPERSEDED") and answer.json["superseded_time"]
    assert [one.link.state for one in practice.announced("link.ended")] == [3]
    assert redeem(practice, practice.token(person.email)).status_code == 200


def test_the_same_request_heard_again_makes_no_second_link_and_ends_none(practice):
    person, request_id = practice.adult(), str(uuid4())
    practice.welcome(person, request_id=request_id)
    practice.welcome(person, request_id=request_id)
    assert [link.state for link in practice.links(person.email)] == ["LIVE"]


def test_a_welcome_that_overtook_its_facts_comes_again(practice):
    person, request_id = Person("late@maple.example"), str(uuid4())
    with pytest.raises(NotYet):
        practice.welcome(person, request_id=request_id)
    practice.tell(person)
    practice.welcome(person, request_id=request_id)
    assert [link.state for link in practice.links(person.email)] == ["LIVE"]


def test_a_welcome_decided_by_a_newer_switch_waits_for_it_and_names_it(practice):
    person, request_id, newer = practice.adult(), str(uuid4()), practice.next_version()
    with pytest.raises(NotYet):
        practice.welcome(person, request_id=request_id, version=newer)
    practice.tell_access(person, newer)
    practice.welcome(person, request_id=request_id, version=newer)
    assert [to.version for to in practice.announced("link.issued")[-1].link.recipients] == [newer]


def test_a_welcome_whose_facts_never_come_is_refused(practice):
    practice.welcome(Person("nobody@maple.example"), asked=practice.now() - timedelta(minutes=2))
    assert [one.reason for one in practice.announced("welcome.refused")] == ["NO_ACCOUNT"]


def test_a_welcome_that_comes_too_late_for_its_mail_is_refused(practice):
    person = practice.adult()
    practice.welcome(person, asked=practice.now() - timedelta(days=3))
    assert [one.reason for one in practice.announced("welcome.refused")] == ["TOO_LATE"]
    assert practice.links(person.email) == []


def test_someone_who_has_set_a_password_is_mailed_no_link(practice):
    person = practice.adult()
    practice.active(person)
    practice.welcome(person)
    [refused] = practice.announced("welcome.refused")
    assert refused.reason == "ALREADY_ACTIVE" and refused.recipients[0].contact_id == person.contact_id
    assert len(practice.links(person.email)) == 1


def test_a_welcome_to_someone_offered_sends_the_offer_again_and_no_link(practice):
    person = practice.adult()
    practice.active(person)
    child = practice.guardian(person.email)
    practice.welcome(child)
    assert practice.announced("welcome.refused") == []
    offers = [one for one in practice.announced("binding.changed") if one.contact_id == child.contact_id]
    assert [one.state for one in offers] == [1, 1] and offers[1].version > offers[0].version and offers[1].mail_before_time.seconds
    assert len(practice.links(person.email)) == 1


def test_the_sixth_link_within_a_day_is_refused_to_a_person_and_not_to_another(practice):
    person, other = practice.adult(), practice.adult()
    for _ in range(6):
        practice.welcome(person)
    practice.welcome(other)
    assert [one.reason for one in practice.announced("welcome.refused")] == ["TOO_MANY_LINKS"]
    assert len(practice.links(person.email)) == 5 and len(practice.links(other.email)) == 1


# Opening.


def test_opening_a_link_changes_nothing_and_is_told(practice):
    person, token = practice.invited()
    before = practice.links(person.email), practice.account(person.email)
    for _ in range(3):
        assert inspect(practice, token)["state"] == "LIVE"
    assert (practice.links(person.email), practice.account(person.email)) == before
    assert len(practice.announced("link.inspected")) == 3


def test_a_live_link_shows_the_practice_and_the_terms_that_one_adult_owes(practice):
    person, token = practice.invited()
    seen = inspect(practice, token)
    assert seen["practice"]["name"] == "Maple Counselling" and seen["practice"]["phone"] == "416-555-0100"
    assert seen["terms"] == {"version": "1", "title": "Terms", "body": "Be kind."} and seen["email"] == person.email


@pytest.mark.parametrize("fields", [{"self_": False}, {"consent": "GRANTED"}, {"consent": "WITHDRAWN"}])
def test_nobody_is_asked_for_terms_they_dont_owe(practice, fields):
    _, token = practice.invited(**fields)
    assert inspect(practice, token)["terms"] is None


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 44, "../../etc", "é" * 43])
def test_a_token_that_never_was_is_unknown_whatever_its_shape(practice, token):
    for path, body in (("inspect", {}), ("redeem", {"password": PASSWORD}), ("renew", {})):
        answer = practice.browser().post(f"/links:{path}", {"token": token} | body)
        assert (answer.status_code, answer.json["reason"]) == (404, "LINK_UNKNOWN")


def test_a_link_of_another_practice_is_unknown(practice, neighbour):
    _, token = practice.invited()
    assert neighbour.browser().post("/links:inspect", {"token": token}).json["reason"] == "LINK_UNKNOWN"
    assert inspect(practice, token)["state"] == "LIVE"


# Spending.


def test_a_redeemed_link_activates_and_is_then_used(practice):
    person, token = practice.invited()
    assert redeem(practice, token).json == {"email": person.email}
    assert practice.account(person.email).state == "ACTIVE"
    assert inspect(practice, token)["state"] == "USED" and redeem(practice, token, ANOTHER).json["reason"] == "LINK_USED"
    assert practice.browser().sign_in(person.email).status_code == 201
    changed = practice.announced("account.changed")[-1]
    assert (changed.state, changed.password) == (2, 2) and changed.password_set_time.seconds


def test_eight_redemptions_at_once_have_one_winner(practice):
    person, token = practice.invited()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: redeem(practice, token, f"{PASSWORD} {n}"), range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [410] * 7
    assert {answer.json["reason"] for answer in answers if answer.status_code == 410} == {"LINK_USED"}
    winner = next(n for n, answer in enumerate(answers) if answer.status_code == 200)
    assert practice.browser().sign_in(person.email, f"{PASSWORD} {winner}").status_code == 201


@pytest.mark.parametrize(("password", "reason"), [
    ("", "PASSWORD_TOO_SHORT"), ("short", "PASSWORD_TOO_SHORT"), ("x" * 257, "PASSWORD_TOO_LONG"),
    ("maplecounselling1", "PASSWORD_ONLY_NAMES"), ("p@ssw0rd2024", "PASSWORD_TOO_COMMON"),
])  # fmt: skip
def test_a_poor_password_leaves_the_link_unspent(practice, password, reason):
    _, token = practice.invited()
    answer = redeem(practice, token, password)
    assert (answer.status_code, answer.json["reason"]) == (400, reason)
    assert redeem(practice, token).status_code == 200


def test_terms_that_changed_meanwhile_are_asked_again(practice):
    person, token = practice.invited()
    answer = redeem(practice, token, accepted_terms_version="0")
    assert (answer.status_code, answer.json["reason"], answer.json["terms_version"]) == (409, "TERMS_CHANGED", "1")
    assert redeem(practice, token, accepted_terms_version="1").status_code == 200
    assert [one.contact_id for one in practice.announced("terms.accepted")] == [person.contact_id]


def test_several_adults_on_one_login_are_not_bound_by_one_tick(practice):
    one, _ = practice.adult("both@maple.example"), practice.adult("both@maple.example")
    practice.welcome(one)
    token = practice.token(one.email)
    assert inspect(practice, token)["terms"] is None
    assert redeem(practice, token, accepted_terms_version="1").status_code == 200
    assert practice.announced("terms.accepted") == []


# Their end by time, and renewal.


def test_an_expired_link_says_when_and_is_announced_by_the_timer(practice):
    person, token = practice.invited()
    practice.shift_clock(hours=49)
    seen = inspect(practice, token)
    assert seen["state"] == "EXPIRED" and seen["expire_time"] and "email" not in seen
    answer = redeem(practice, token)
    assert answer.json["reason"] == "LINK_EXPIRED" and answer.json["expire_time"] == seen["expire_time"]
    practice.work()
    ended = [one.link for one in practice.announced("link.ended")]
    assert {one.state for one in ended} == {2} and len(ended) == 2, "the owner's has run out too"
    practice.work()
    assert len(practice.announced("link.ended")) == 2


def test_the_timer_leaves_what_lives(practice):
    person, _ = practice.invited()
    practice.work()
    assert practice.links(person.email)[0].state == "LIVE"


@pytest.mark.parametrize("end", ["expire", "supersede", "stay"])
def test_a_link_can_be_renewed_to_the_same_address(practice, end):
    person, token = practice.invited()
    if end == "expire":
        practice.shift_clock(hours=49)
        practice.work()
    if end == "supersede":
        practice.welcome(person)
    answer = practice.browser().post("/links:renew", {"token": token})
    assert (answer.status_code, answer.json) == (202, {})
    issued = practice.announced("link.issued")[-1].link
    assert [to.contact_id for to in issued.recipients] == [person.contact_id] and issued.purpose == 1
    assert redeem(practice, practice.token(person.email)).status_code == 200


def test_renewals_count_in_the_cap_and_say_when_the_next_is_allowed(practice):
    person, token = practice.invited()
    for _ in range(4):
        assert practice.browser().post("/links:renew", {"token": token}).status_code == 202
    answer = practice.browser().post("/links:renew", {"token": token})
    assert (answer.status_code, answer.json["reason"]) == (429, "TOO_MANY_LINKS") and answer.json["allowed_time"]
    practice.welcome(person)
    assert [one.reason for one in practice.announced("welcome.refused")] == ["TOO_MANY_LINKS"]
    practice.shift_clock(hours=24)
    assert practice.browser().post("/links:renew", {"token": token}).status_code == 202


def test_a_used_link_is_not_renewed(practice):
    _, token = practice.invited()
    redeem(practice, token)
    assert practice.browser().post("/links:renew", {"token": token}).json["reason"] == "LINK_USED"


def test_a_validity_that_changes_leaves_issued_links_as_they_are(practice):
    _, token = practice.invited()
    before = inspect(practice, token)["expire_time"]
    practice.hear("settings.changed", clinic.SettingsChanged(practice=practice.facts(invitation_validity_hours=168)))
    assert inspect(practice, token)["expire_time"] == before


# Forgotten passwords.


def test_a_forgotten_password_is_reset_and_every_login_session_ends(practice):
    person = practice.adult()
    elsewhere = practice.active(person)
    assert practice.browser().post("/password-resets", {"email": person.email.upper()}).status_code == 202
    practice.work()
    token = practice.token(person.email)
    seen = inspect(practice, token)
    assert (seen["purpose"], seen["email"], seen["terms"]) == ("RESET", person.email, None)
    assert redeem(practice, token, ANOTHER).status_code == 200
    assert elsewhere.post("/sessions/current:refresh").status_code == 401
    assert practice.browser().sign_in(person.email).status_code == 401
    assert practice.browser().sign_in(person.email, ANOTHER).status_code == 201


def test_a_reset_lives_for_an_hour_and_names_nobody(practice):
    person = practice.adult()
    practice.active(person)
    practice.browser().post("/password-resets", {"email": person.email})
    practice.work()
    link = practice.announced("link.issued")[-1].link
    assert link.expire_time.seconds - link.issue_time.seconds == 3600 and not link.recipients


def test_a_pending_account_that_asks_for_a_reset_gets_a_fresh_invitation(practice):
    person, old = practice.invited()
    practice.browser().post("/password-resets", {"email": person.email})
    practice.work()
    assert inspect(practice, old)["state"] == "SUPERSEDED" and inspect(practice, practice.token(person.email))["purpose"] == "INVITATION"


def test_known_unknown_pending_locked_and_disabled_addresses_are_answered_alike_and_leave_the_same_row(practice):
    known, pending, locked = practice.adult(), practice.adult(), practice.adult()
    practice.active(known)
    practice.active(locked)
    practice.owner.post(f"/accounts/{practice.account_id(locked.email)}:lock", {"reason": "test"})
    emails = [known.email, pending.email, locked.email, "nobody@maple.example", "not an address", ""]
    answers = [practice.browser().post("/password-resets", {"email": email}) for email in emails]
    assert {(answer.status_code, answer.text) for answer in answers} == {(202, answers[0].text)}
    assert len(practice.rows("SELECT 1 FROM reset_requests WHERE practice_id = :p", p=practice.practice_id)) == len(emails)
    issued = len(practice.announced("link.issued"))
    practice.work()
    assert len(practice.announced("link.issued")) == issued + 2
    assert practice.rows("SELECT 1 FROM reset_requests WHERE practice_id = :p", p=practice.practice_id) == []


def test_the_sixth_forgotten_password_of_a_day_is_answered_alike_and_mailed_no_more(practice):
    person = practice.adult()
    practice.active(person)
    for _ in range(6):
        assert practice.browser().post("/password-resets", {"email": person.email}).status_code == 202
        practice.work()
    assert sum(link.purpose == "RESET" for link in practice.links(person.email)) == 5
    assert practice.audited("reset.capped")
