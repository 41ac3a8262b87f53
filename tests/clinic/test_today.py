"""The board: which of the coming video sessions need a look, and that what the ledger keeps never hides one of them."""

from datetime import timedelta
from uuid import uuid4

import pytest

from clinic.events import stamp
from clinic.http_api.today import Slots, Today
from clinic.operations import alarms
from clinic.store.alarms import ring_all
from tests.clinic.test_alarms import born_to_come_of_age
from tests.clinic.test_listeners import link_event, session_event
from tests.clinic.test_reminders import CAUSES as UNREACHABLE
from tests.clinic.test_reminders import Booked
from tests.clinic.test_reports import CAUSES as BLOCKING
from tests.clinic.test_reports import consent_for_another_session

HOUR = timedelta(hours=1)


def read(practice):
    """The counts that are not 0, and the sessions."""
    today = practice.owner.get("/today")
    Today.model_validate(today)
    return {outlook: count for outlook, count in today["counts"].items() if count}, today["sessions"]


def board(practice):
    """What the board says: the same, whether it goes by what the ledger keeps or, every alarm being due, by all that is known."""
    kept = read(practice)
    practice.run(ring_all)
    assert kept == read(practice)
    alarms.ring(practice.worker)
    return kept


def on_board(practice):
    """Outlook and reasons of the only person on it."""
    _, (session,) = board(practice)
    (person,) = session["people"]
    return session["outlook"], person["reasons"]


class Ready(Booked):
    """A mother who will be let in tomorrow, and reminded before."""

    def __init__(self, practice):
        super().__init__(practice)
        self.consent()

    def consent(self, **which):
        """Staff record it."""
        self.practice.owner.post(f"/clients/{self.client_id}/contacts/{self.contact_id}:grantConsent", {"how": "WRITTEN"} | which)


@pytest.fixture
def ready(practice):
    """See Ready."""
    return Ready(practice)


def test_where_nothing_is_amiss_a_session_is_counted_and_found_among_the_slots(ready):
    assert board(ready.practice) == ({"READY": 1}, [])
    slots = ready.practice.owner.get("/today/slots")
    Slots.model_validate(slots)
    (slot,) = slots["slots"]
    assert (slot["session_id"], slot["client_name"], slots["next_page_token"]) == (str(ready.session_id), "Noah Tremblay", "")


CAUSES = [(cause, reasons) for cause, _, _, reasons in BLOCKING] + [(consent_for_another_session, ["CONSENT_MISSING"])]


@pytest.mark.parametrize(("cause", "reasons"), CAUSES, ids=[cause.__name__ for cause, _ in CAUSES])
def test_every_cause_is_on_the_board_as_soon_as_it_is_known(ready, cause, reasons):
    cause(ready.practice, ready.client_id, ready.contact_id, ready.holder)
    assert on_board(ready.practice) == ("WILL_FAIL", reasons)


@pytest.mark.parametrize(("cause", "reason"), [each[:2] for each in UNREACHABLE], ids=[reason for _, reason, _ in UNREACHABLE])
def test_whom_no_reminder_reaches_is_on_the_board_with_the_reason(ready, cause, reason):
    cause(ready)
    _, (session,) = board(ready.practice)
    assert [person["reminder"]["reason"] for person in session["people"]] == [reason]


@pytest.mark.parametrize("state", ["BOUNCED", "SUPPRESSED", "HELD", "CANCELLED"])
def test_a_last_reminder_that_came_to_a_stop_is_on_the_board(ready, state):
    ready.practice.shift(29.5 * HOUR)
    ready.told(state, hours=1, to_address="elsewhere@example.com")
    counts, (session,) = board(ready.practice)
    assert (counts, session["outlook"], session["people"][0]["reminder"]["state"]) == ({"READY": 1}, "READY", "UNREACHABLE")


def test_consent_for_this_session_alone_holds_for_it_and_for_no_other(ready):
    ready.consent(session_id=str(ready.session_id))
    assert board(ready.practice) == ({"READY": 1}, [])
    ready.practice.hear(session_event(ready.practice, uuid4(), 1, ready.client_id, [ready.contact_id], begin=40 * HOUR))
    assert board(ready.practice)[0] == {"READY": 1, "WILL_FAIL": 1}
    assert on_board(ready.practice) == ("WILL_FAIL", ["CONSENT_MISSING"])


def ends_tomorrow(ready):
    """Their rights end before the session, a day after now at most."""
    end_date = born_to_come_of_age(ready.practice, 1, 0)
    ready.practice.owner.patch(f"/clients/{ready.client_id}/contacts/{ready.contact_id}", {"end_date": end_date})


def test_rights_that_end_before_a_session_fail_that_one_and_not_the_one_before(ready):
    ends_tomorrow(ready)
    assert on_board(ready.practice) == ("WILL_FAIL", ["RELATIONSHIP_ENDED"])
    ready.practice.hear(session_event(ready.practice, uuid4(), 1, ready.client_id, [ready.contact_id], begin=-HOUR / 12))
    assert board(ready.practice)[0] == {"READY": 1, "WILL_FAIL": 1}


def test_what_time_changes_is_on_the_board_before_the_worker_has_looked(ready):
    ends_tomorrow(ready)
    ready.practice.hear(session_event(ready.practice, ready.session_id, 2, ready.client_id, [ready.contact_id], begin=-HOUR / 12))
    assert read(ready.practice) == ({"READY": 1}, [])
    ready.practice.hear(session_event(ready.practice, ready.session_id, 3, ready.client_id, [ready.contact_id], begin=25 * HOUR))
    ready.practice.shift_unnoticed(25 * HOUR)
    assert on_board(ready.practice) == ("WILL_FAIL", ["RELATIONSHIP_ENDED"])


def test_a_region_where_one_comes_of_age_sooner_counts_at_once(practice):
    practice.owner.patch("/settings", {"region": "CA-BC"})
    ready = Ready(practice)
    practice.owner.patch(f"/clients/{ready.client_id}", {"birth_date": born_to_come_of_age(practice, 20)})
    practice.shift(21 * 24 * HOUR)
    practice.hear(session_event(practice, ready.session_id, 2, ready.client_id, [ready.contact_id], begin=30 * HOUR))
    assert board(practice) == ({"READY": 1}, [])
    practice.owner.patch("/settings", {"region": "CA-ON"})
    assert read(practice)[0] == {"WILL_FAIL": 1}
    assert on_board(practice) == ("WILL_FAIL", ["RELATIONSHIP_ENDED"])


def test_a_temporary_password_that_runs_out_before_the_session_is_to_watch_and_then_fails_it(ready):
    runs_out = stamp(ready.practice.now + 10 * HOUR)
    ready.practice.account(ready.contact_id, "ACTIVE", "TEMPORARY", version=2, holder=ready.holder, temporary_password_expire_time=runs_out)
    assert on_board(ready.practice) == ("WATCH", ["TEMPORARY_PASSWORD_EXPIRED"])
    ready.practice.shift_unnoticed(11 * HOUR)
    assert on_board(ready.practice) == ("WILL_FAIL", ["TEMPORARY_PASSWORD_EXPIRED"])
    call = ready.holder.post("/me/calls", {"client_id": ready.client_id})
    asked = next(one for one in ready.practice.owner.get("/calls")["calls"] if one["call_id"] == call["call_id"])
    assert asked["reasons"] == ["TEMPORARY_PASSWORD_EXPIRED"]


def test_an_invitation_that_lapses_is_to_watch_until_then(practice):
    client_id, contact_id = practice.adult()
    holder = practice.account(contact_id, "PENDING", "NONE")
    practice.hear(link_event(practice, holder, uuid4(), 1, "LIVE", practice.now - 47 * HOUR))
    practice.hear(session_event(practice, uuid4(), 1, client_id, [contact_id], begin=3 * HOUR))
    assert on_board(practice) == ("WATCH", ["ACCOUNT_NOT_ACTIVE", "CONSENT_MISSING"])
    practice.shift_unnoticed(2 * HOUR)
    assert on_board(practice)[0] == "WILL_FAIL"


def test_a_session_that_nobody_is_invited_to_will_fail(practice):
    client_id, _ = practice.adult()
    practice.hear(session_event(practice, uuid4(), 1, client_id, [], begin=HOUR))
    counts, (session,) = board(practice)
    assert (counts, session["people"]) == ({"WILL_FAIL": 1}, [])


def test_the_neighbours_sessions_are_nowhere(ready, other):
    assert board(other) == ({}, [])
    assert other.owner.get("/today/slots") == {"slots": [], "next_page_token": ""}


def test_slots_come_in_pages_and_a_foreign_token_is_refused_by_name(ready):
    for hours in (1, 2, 3, 4):
        ready.practice.hear(session_event(ready.practice, uuid4(), 1, ready.client_id, [ready.contact_id], begin=hours * HOUR))
    starts, token = [], ""
    while page := ready.practice.owner.get(f"/today/slots?page_size=2&page_token={token}"):
        starts += [slot["start_time"] for slot in page["slots"]]
        if not (token := page["next_page_token"]):
            break
    assert len(starts) == 5 and starts == sorted(starts)
    refused = ready.practice.owner.ask("GET", "/today/slots?page_token=abc")
    assert (refused.status, refused["errors"][0]["reason"]) == (400, "PAGE_TOKEN_UNKNOWN")


def test_an_invitation_under_way_is_to_watch_and_one_parent_is_enough_to_hold_a_session(practice):
    client_id, contact_id = practice.adult()
    practice.hear(session_event(practice, uuid4(), 1, client_id, [contact_id], begin=3 * HOUR))
    assert practice.owner.get("/today")["sessions"][0]["outlook"] == "WILL_FAIL"
    practice.owner.post(f"/clients/{client_id}:sendWelcomeEmail", {"contact_ids": [contact_id]})
    assert practice.owner.get("/today")["sessions"][0]["outlook"] == "WATCH"
    child = practice.minor()
    mother, father = practice.parent(child), practice.parent(child)
    practice.account(mother)
    practice.owner.post(f"/clients/{child}/contacts/{mother}:grantConsent", {"how": "WRITTEN"})
    practice.hear(session_event(practice, uuid4(), 1, child, [mother, father], begin=4 * HOUR))
    both = practice.owner.get("/today")["sessions"][1]
    assert (both["outlook"], {person["outlook"] for person in both["people"]}) == ("WATCH", {"READY", "WILL_FAIL"})


def test_the_board_ends_after_48_hours_and_leaves_out_what_is_over(practice):
    client_id, contact_id = practice.adult()
    for begin in (-2 * HOUR, 47 * HOUR, 49 * HOUR):
        practice.hear(session_event(practice, uuid4(), 1, client_id, [contact_id], begin=begin))
    today = practice.owner.get("/today")
    assert len(today["sessions"]) == sum(today["counts"].values()) == len(practice.owner.get("/today/slots")["slots"]) == 1
