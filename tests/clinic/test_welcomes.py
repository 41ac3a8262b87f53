"""The Welcome Email button: who is asked for, who is refused, and why."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.identity.v1 import events_pb2 as identity
from clinic.events import stamp


def send(practice, client_id, *contact_ids):
    """(state, reason) of each recipient."""
    results = practice.owner.post(f"/clients/{client_id}:sendWelcomeEmail", {"contact_ids": contact_ids})["results"]
    return [(result["state"], result["reason"]) for result in results]


REQUESTED = ("REQUESTED", None)


def test_one_click_is_one_request_with_everybody_who_may_get_it(practice):
    client_id = practice.minor()
    mother, father, uncle = practice.parent(client_id), practice.parent(client_id, relationship="FATHER"), practice.parent(client_id,
        is_primary=False)
    assert send(practice, client_id, mother, uncle, father) == [REQUESTED, ("REFUSED", "ONLINE_ACCESS_OFF"), REQUESTED]
    (event,) = practice.announced(clinic.WelcomeRequested)
    assert {recipient.contact_id: recipient.version for recipient in event.recipients} == {mother: 1, father: 1}
    assert (event.validity_hours, event.requested_by_account_id) == (48, str(practice.owner.account_id))
    assert event.mail_before_time.ToSeconds() - event.request_time.ToSeconds() == 24 * 3600
    assert practice.person(client_id, mother)["portal_state"] == "INVITED"


def test_the_validity_is_the_settings_at_the_time(practice):
    client_id, contact_id = practice.adult()
    practice.owner.patch("/settings", {"invitation_validity_hours": 168})
    send(practice, client_id, contact_id)
    assert practice.announced(clinic.WelcomeRequested)[0].validity_hours == 168


@pytest.mark.parametrize(("change", "reason"), [
    ({"online_access": False}, "ONLINE_ACCESS_OFF"), ({"email_notifications": False}, "EMAIL_NOTIFICATIONS_OFF"),
    ({"end_date": "2020-01-01"}, "NOT_IN_FORCE"),
])
def test_a_switch_that_is_off_is_a_named_refusal_and_no_request(practice, change, reason):
    client_id, contact_id = practice.adult()
    practice.owner.patch(f"/clients/{client_id}/contacts/{contact_id}", change)
    assert send(practice, client_id, contact_id) == [("REFUSED", reason)]
    assert not practice.announced(clinic.WelcomeRequested)


def test_somebody_without_an_address_is_named(practice):
    client_id, contact_id = practice.adult(email=None)
    assert send(practice, client_id, contact_id) == [("REFUSED", "NO_EMAIL")]


@pytest.mark.parametrize(("state", "result"), [("ACTIVE", ("REFUSED", "ALREADY_ACTIVE")), ("PENDING", REQUESTED)])
def test_whoever_has_set_a_password_is_not_invited_again(practice, state, result):
    client_id, contact_id = practice.adult()
    practice.account(contact_id, state)
    assert send(practice, client_id, contact_id) == [result]


def test_the_sixth_welcome_of_a_day_says_when_the_next_is_allowed(practice):
    client_id, contact_id = practice.adult()
    for _ in range(5):
        assert send(practice, client_id, contact_id) == [REQUESTED]
    sixth = practice.owner.post(f"/clients/{client_id}:sendWelcomeEmail", {"contact_ids": [contact_id]})["results"][0]
    assert (sixth["state"], sixth["reason"]) == ("REFUSED", "TOO_MANY_LINKS")
    assert sixth["allowed_time"] > practice.now.isoformat()
    practice.shift(timedelta(hours=24, minutes=1))
    assert send(practice, client_id, contact_id) == [REQUESTED]


def test_the_cap_is_the_persons_over_all_their_children(practice):
    first, second = practice.minor(), practice.minor()
    parent = practice.parent(first)
    practice.owner.post(f"/clients/{second}/contacts", {"contact_id": parent, "relationship": "MOTHER", "is_primary": True})
    for client_id in (first, second, first, second, first):
        assert send(practice, client_id, parent) == [REQUESTED]
    assert send(practice, second, parent) == [("REFUSED", "TOO_MANY_LINKS")]


def test_two_desks_at_once_do_not_pass_the_cap(practice):
    client_id, contact_id = practice.adult()
    with ThreadPoolExecutor(4) as desks:
        results = list(desks.map(lambda _: send(practice, client_id, contact_id)[0], range(8)))
    assert results.count(REQUESTED) == 5 and len(practice.announced(clinic.WelcomeRequested)) == 5


def test_what_identity_refuses_is_not_counted_and_is_told(practice):
    client_id, contact_id = practice.adult()
    send(practice, client_id, contact_id)
    request = practice.announced(clinic.WelcomeRequested)[0]
    practice.hear(identity.WelcomeRefused(
        practice_id=practice.practice_id, request_id=request.request_id, reason="TOO_MANY_LINKS", refuse_time=stamp(practice.now),
        recipients=[identity.RelationshipRef(contact_id=contact_id, client_id=client_id)],
    ))
    assert practice.person(client_id, contact_id)["portal_state"] == "NOT_INVITED"
    for _ in range(5):
        assert send(practice, client_id, contact_id) == [REQUESTED]


def test_a_stranger_to_the_chart_refuses_the_whole_click(practice):
    client_id, contact_id = practice.adult()
    _, stranger = practice.adult()
    answer = practice.owner.ask("POST", f"/clients/{client_id}:sendWelcomeEmail", {"contact_ids": [contact_id, stranger]})
    assert (answer.status, answer["reason"]) == (404, "CONTACT_UNKNOWN")
    assert not practice.announced(clinic.WelcomeRequested)


def test_the_same_click_sent_twice_is_one_request(practice):
    client_id, contact_id = practice.adult()
    for _ in range(2):
        practice.owner.ask("POST", f"/clients/{client_id}:sendWelcomeEmail", {"contact_ids": [contact_id]}, Idempotency_Key="click")
    assert len(practice.announced(clinic.WelcomeRequested)) == 1


def test_a_welcome_goes_by_itself_only_where_the_practice_wants_it(practice):
    practice.adult()
    assert not practice.announced(clinic.WelcomeRequested)
    practice.owner.patch("/settings", {"auto_welcome": True})
    _, adult = practice.adult()
    practice.adult(email=None)
    child = practice.minor()
    mother = practice.parent(child)
    practice.parent(child, is_primary=False, online_access=True, email_notifications=True)
    asked = [recipient.contact_id for event in practice.announced(clinic.WelcomeRequested) for recipient in event.recipients]
    assert asked == [adult, mother]


@pytest.mark.parametrize("body", [{}, {"contact_ids": []}, {"contact_ids": ["x"]}, {"contact_ids": "all"}, {"contact_ids": [None]}])
def test_a_click_for_nobody_is_refused(practice, body):
    client_id, _ = practice.adult()
    assert practice.owner.ask("POST", f"/clients/{client_id}:sendWelcomeEmail", body).status == 400


def test_the_report_says_how_many_went_and_when_the_next_may(practice):
    client_id, contact_id = practice.adult()
    assert practice.report(client_id, contact_id)["welcome"] == {"asked": 0, "most": 5, "allowed_time": None}
    for _ in range(5):
        send(practice, client_id, contact_id)
    capped = practice.report(client_id, contact_id)["welcome"]
    assert capped["asked"] == 5 and capped["allowed_time"] is not None
    answer = practice.owner.post(f"/clients/{client_id}:sendWelcomeEmail", {"contact_ids": [contact_id]})["results"][0]
    assert answer["allowed_time"] == capped["allowed_time"]
    practice.shift(timedelta(hours=24, seconds=1))
    assert practice.report(client_id, contact_id)["welcome"] == {"asked": 0, "most": 5, "allowed_time": None}
