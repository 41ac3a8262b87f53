"""The rule who may join: every conjunct is needed, all together are enough, and the order of mending holds."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission import (
    Account,
    AccountState,
    ConsentState,
    Guest,
    Person,
    Reason,
    Told,
    Window,
    decide,
    decide_for_clinician,
    decide_for_guest,
    told_to_client,
    unverifiable,
)

START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
SESSION = UUID(int=7)
ACTIVE = Account(AccountState.ACTIVE)
READY = Person(online_access=True, consent=ConsentState.GRANTED)
WINDOW = Window(START, START + timedelta(minutes=50), early_minutes=10, session_id=SESSION)
RANK = list(Reason)

people = st.builds(
    Person, online_access=st.booleans(), consent=st.sampled_from(ConsentState), in_force=st.booleans(), client_active=st.booleans(),
    consent_session_id=st.sampled_from([None, SESSION, UUID(int=8)]),
)
accounts = st.builds(Account, state=st.sampled_from(AccountState))
windows = st.builds(
    Window, start_time=st.just(START), end_time=st.just(START + timedelta(minutes=50)), early_minutes=st.integers(0, 60),
    cancelled=st.booleans(), session_id=st.just(SESSION),
)
instants = st.integers(-120, 120).map(lambda minutes: START + timedelta(minutes=minutes))


def in_force_for(person: Person, session_id: UUID | None) -> bool:
    return person.consent is ConsentState.GRANTED and person.consent_session_id in (None, session_id)


@given(accounts, st.lists(people, max_size=3), windows, instants)
def test_admitted_exactly_when_every_conjunct_of_the_domain_holds(account, answered_for, window, now):
    expected = (
        account.state is AccountState.ACTIVE
        and not window.cancelled
        and window.open_time <= now < window.end_time
        and any(p.online_access and p.in_force and p.client_active and in_force_for(p, window.session_id) for p in answered_for)
    )
    assert decide(account, answered_for, window, now).admitted is expected


@given(accounts, st.lists(people, max_size=3), windows, instants)
def test_reasons_are_given_once_each_in_the_order_of_mending_and_only_to_the_refused(account, answered_for, window, now):
    outcome = decide(account, answered_for, window, now)
    ranks = [RANK.index(reason) for reason in outcome.reasons]
    assert ranks == sorted(set(ranks))
    assert outcome.admitted is (not outcome.reasons)


@given(accounts, st.lists(people, min_size=1, max_size=3), people, windows, instants)
def test_answering_for_one_more_person_never_shuts_a_door(account, answered_for, one_more, window, now):
    before = decide(account, answered_for, window, now)
    after = decide(account, [*answered_for, one_more], window, now)
    assert after.admitted or not before.admitted
    assert len(after.reasons) <= len(before.reasons)


@given(accounts, st.lists(people, min_size=2, max_size=4), windows, instants)
def test_the_order_in_which_people_are_named_does_not_matter(account, answered_for, window, now):
    assert decide(account, answered_for, window, now) == decide(account, answered_for[::-1], window, now)


@given(accounts, st.lists(people, max_size=3), windows, instants)
def test_a_client_never_hears_anything_but_time(account, answered_for, window, now):
    outcome = decide(account, answered_for, window, now)
    if outcome.admitted:
        return
    told = told_to_client(outcome.reasons)
    assert told in Told
    if told is Told.TOO_EARLY:
        assert outcome.reasons == (Reason.TOO_EARLY,)


@pytest.mark.parametrize(("changed", "reason"), [
    ({"online_access": False}, Reason.ONLINE_ACCESS_OFF),
    ({"in_force": False}, Reason.RELATIONSHIP_ENDED),
    ({"client_active": False}, Reason.CLIENT_ARCHIVED),
    ({"consent": ConsentState.MISSING}, Reason.CONSENT_MISSING),
    ({"consent": ConsentState.WITHDRAWN}, Reason.CONSENT_WITHDRAWN),
    ({"consent_session_id": UUID(int=8)}, Reason.CONSENT_MISSING),
])
def test_each_fact_of_the_person_alone_refuses(changed, reason):
    person = Person(**{"online_access": True, "consent": ConsentState.GRANTED, **changed})
    assert decide(ACTIVE, [person], WINDOW, START).reasons == (reason,)
    assert told_to_client((reason,)) is Told.NOT_YET


@pytest.mark.parametrize(("state", "reason"), [
    (AccountState.ABSENT, Reason.ACCOUNT_NOT_ACTIVE), (AccountState.PENDING, Reason.ACCOUNT_NOT_ACTIVE),
    (AccountState.DISABLED, Reason.ACCOUNT_NOT_ACTIVE), (AccountState.LOCKED, Reason.ACCOUNT_LOCKED),
])
def test_an_account_that_is_not_active_is_refused_for_client_and_clinician_alike(state, reason):
    assert decide(Account(state), [READY], WINDOW, START).reasons == (reason,)
    assert decide_for_clinician(Account(state), WINDOW, START, is_clinician=True).reasons == (reason,)


def test_the_door_opens_and_closes_to_the_second():
    second = timedelta(seconds=1)
    assert decide(ACTIVE, [READY], WINDOW, WINDOW.open_time - second).reasons == (Reason.TOO_EARLY,)
    assert decide(ACTIVE, [READY], WINDOW, WINDOW.open_time).admitted
    assert decide(ACTIVE, [READY], WINDOW, WINDOW.end_time - second).admitted
    assert decide(ACTIVE, [READY], WINDOW, WINDOW.end_time).reasons == (Reason.ENDED,)


def test_consent_for_one_video_session_opens_that_one():
    assert decide(ACTIVE, [Person(True, ConsentState.GRANTED, consent_session_id=SESSION)], WINDOW, START).admitted


def test_whoever_is_bound_to_nobody_in_the_session_is_no_participant_and_hears_nothing_of_it():
    cancelled = Window(START, WINDOW.end_time, 10, cancelled=True)
    outcome = decide(ACTIVE, [], cancelled, START)
    assert outcome.reasons == (Reason.NOT_PARTICIPANT, Reason.CANCELLED)
    assert told_to_client(outcome.reasons) is Told.NOT_YET


def test_the_person_with_least_to_mend_speaks_for_the_account():
    far = Person(online_access=False, consent=ConsentState.WITHDRAWN)
    near = Person(online_access=True, consent=ConsentState.MISSING)
    assert decide(ACTIVE, [far, near], WINDOW, START).reasons == (Reason.CONSENT_MISSING,)


def test_too_early_is_not_told_where_something_else_waits_to_be_mended():
    early = START - timedelta(hours=1)
    outcome = decide(ACTIVE, [Person(False, ConsentState.GRANTED)], WINDOW, early)
    assert outcome.reasons == (Reason.ONLINE_ACCESS_OFF, Reason.TOO_EARLY)
    assert told_to_client(outcome.reasons) is Told.NOT_YET
    assert told_to_client(decide(ACTIVE, [READY], WINDOW, early).reasons) is Told.TOO_EARLY


def test_a_clinician_joins_their_own_sessions_only():
    assert decide_for_clinician(ACTIVE, WINDOW, START, is_clinician=True).admitted
    assert decide_for_clinician(ACTIVE, WINDOW, START, is_clinician=False).reasons == (Reason.NOT_PARTICIPANT,)


def test_what_cannot_be_verified_is_refused():
    outcome = unverifiable(WINDOW)
    assert (outcome.admitted, outcome.reasons, outcome.open_time) == (False, (Reason.CANNOT_VERIFY,), WINDOW.open_time)
    assert told_to_client(outcome.reasons) is Told.NOT_YET


def test_another_sessions_id_is_never_mistaken_for_none():
    person = Person(True, ConsentState.GRANTED, consent_session_id=uuid4())
    assert not decide(ACTIVE, [person], Window(START, WINDOW.end_time, 10), START).admitted


guests = st.builds(Guest, link_live=st.booleans(), this_device=st.booleans())


@given(guests, st.lists(people, max_size=3), windows, instants)
def test_a_guest_is_admitted_exactly_when_the_session_takes_place_and_the_link_is_theirs(guest, of_session, window, now):
    expected = (
        guest.link_live and guest.this_device and not window.cancelled and window.open_time <= now < window.close_time
        and any(one.in_force and one.client_active and in_force_for(one, SESSION) for one in of_session)
    )
    outcome = decide_for_guest(guest, of_session, window, now)
    assert outcome.admitted == expected
    assert sorted(outcome.reasons, key=RANK.index) == list(outcome.reasons)
    assert Reason.ONLINE_ACCESS_OFF not in outcome.reasons and Reason.NOT_PARTICIPANT not in outcome.reasons
