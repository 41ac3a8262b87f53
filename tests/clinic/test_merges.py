"""Duplicate charts: found, previewed, merged by door 1; and what others say of them afterwards."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.identity.v1 import events_pb2 as identity
from anteroom.notify.v1 import events_pb2 as notify
from anteroom.videogate.v1 import events_pb2 as videogate
from clinic.events import stamp
from tests.clinic.test_runs import Run


def preview(practice, kept, gone, **choices):
    return practice.owner.post(f"/clients/{kept}:previewMerge", {"merged_client_id": gone, **choices})


def merge(practice, kept, gone, **choices):
    seen = preview(practice, kept, gone, **choices)
    return practice.owner.post(f"/clients/{kept}:merge", {"merged_client_id": gone, "token": seen["token"], **choices})


def refused(practice, kept, gone, **choices):
    answer = practice.owner.ask("POST", f"/clients/{kept}:previewMerge", {"merged_client_id": gone, **choices})
    return answer.status, answer["reason"]


def people(practice, client_id):
    return {one["contact_id"]: one for one in practice.owner.get(f"/clients/{client_id}/contacts")["contacts"]}


def two_children(practice):
    """The same child twice, with the same mother added anew to each."""
    born = practice.owner.get(f"/clients/{practice.minor()}")["birth_date"]
    charts = [practice.minor(given_name="Zoe", family_name="Roy", birth_date=born) for _ in range(2)]
    mothers = [practice.parent(chart, given_name="Ana", family_name="Roy", email="ana.roy@example.com") for chart in charts]
    return charts, mothers


def test_a_chart_names_its_likely_duplicates_and_the_list_can_show_them_alone(practice):
    (kept, gone), _ = two_children(practice)
    practice.adult()
    found = practice.owner.get(f"/clients/{kept}/duplicates")["clients"]
    assert [(one["client_id"], one["likeness"]) for one in found] == [(gone, "SAME")]
    assert {row["client_id"] for row in practice.owner.get("/clients?duplicates=true")["clients"]} == {kept, gone}
    assert practice.owner.get("/client-states")["duplicates"] == 2
    merge(practice, kept, gone)
    assert practice.owner.get(f"/clients/{kept}/duplicates")["clients"] == []
    assert practice.owner.get("/client-states")["duplicates"] == 0


def test_of_two_charts_one_stays_and_the_other_says_where_its_client_is(practice):
    (kept, gone), (mother, twin) = two_children(practice)
    assert merge(practice, kept, gone)["client_id"] == kept
    old = practice.owner.get(f"/clients/{gone}")
    assert (old["status"], old["merged_into"]) == ("MERGED", kept)
    for method, path, body in (
        ("PATCH", f"/clients/{gone}", {"status": "ACTIVE"}), ("GET", f"/clients/{gone}/contacts", None),
        ("POST", f"/clients/{gone}/contacts/{twin}:grantConsent", {"how": "WRITTEN"}),
        ("POST", f"/clients/{gone}:sendWelcomeEmail", {"contact_ids": [twin]}),
    ):
        answer = practice.owner.ask(method, path, body)
        assert (answer.status, answer["reason"], answer["merged_into"]) == (409, "CLIENT_MERGED", kept), path
    assert practice.owner.ask("PATCH", f"/contacts/{twin}", {"phone": "555 0100"})["reason"] == "CONTACT_MERGED"
    assert [row["client_id"] for row in practice.owner.get("/clients?query=zoe roy")["clients"]] == [kept]
    listed = [row for status in ("ACTIVE", "ARCHIVED") for row in practice.owner.get(f"/clients?status={status}")["clients"]]
    assert gone not in {row["client_id"] for row in listed}
    assert list(people(practice, kept)) == [mother]
    assert practice.person(kept, mother)["shared_with"] == []


def test_the_preview_changes_nothing_and_holds_to_what_it_said(practice):
    (kept, gone), (mother, twin) = two_children(practice)
    before = len(practice.announced(clinic.ClientMerged))
    seen = preview(practice, kept, gone)
    (person,) = seen["people"]
    assert (person["contact_id"], person["come"], person["merged_contact_id"], person["login"]) == (mother, "ONE", twin, "NONE")
    assert len(practice.announced(clinic.ClientMerged)) == before
    practice.owner.patch(f"/clients/{gone}/contacts/{twin}", {"online_access": False})
    late = practice.owner.ask("POST", f"/clients/{kept}:merge", {"merged_client_id": gone, "token": seen["token"]})
    assert (late.status, late["reason"]) == (409, "MERGE_CHANGED")
    assert practice.owner.get(f"/clients/{gone}")["status"] == "ACTIVE"


def test_what_is_off_on_either_chart_is_off_unless_whoever_merges_leaves_it_on(practice):
    (kept, gone), (mother, twin) = two_children(practice)
    ended = {"online_access": False, "end_date": "2030-05-01", "custody_note": "By court order."}
    practice.owner.patch(f"/clients/{gone}/contacts/{twin}", ended)
    practice.owner.patch(f"/clients/{kept}/contacts/{mother}", {"email_notifications": False, "end_date": "2031-05-01"})
    (person,) = preview(practice, kept, gone)["people"]
    assert (person["online_access"], person["email_notifications"]) == (False, False)
    assert person["choosable"] == ["email_notifications", "online_access"]
    merge(practice, kept, gone, left_on=[{"contact_id": mother, "switches": ["online_access"]}])
    now = practice.person(kept, mother)
    assert (now["online_access"], now["email_notifications"], now["custody_note"]) == (True, False, "By court order.")
    assert now["end_date"] == "2030-05-01"


@pytest.mark.parametrize("withdrawn_on", [0, 1])
def test_a_withdrawn_consent_holds_whichever_chart_it_stands_on(practice, withdrawn_on):
    charts, mothers = two_children(practice)
    for at, (chart, one) in enumerate(zip(charts, mothers, strict=True)):
        verb, said = ("withdrawConsent", {}) if at == withdrawn_on else ("grantConsent", {"how": "WRITTEN"})
        practice.owner.post(f"/clients/{chart}/contacts/{one}:{verb}", said)
    merge(practice, *charts)
    assert practice.person(charts[0], mothers[0])["consent"]["state"] == "WITHDRAWN"
    kinds = [entry["kind"] for entry in practice.report(charts[0], mothers[0])["timeline"]]
    assert {"CONSENT_GRANTED", "CONSENT_WITHDRAWN", "MERGED"} <= set(kinds)


def test_a_consent_given_on_one_chart_is_kept_with_how_it_was_given(practice):
    (kept, gone), (mother, twin) = two_children(practice)
    practice.owner.post(f"/clients/{gone}/contacts/{twin}:grantConsent", {"how": "SPOKEN", "heard_by": "Olive Owner"})
    merge(practice, kept, gone)
    consent = practice.person(kept, mother)["consent"]
    assert (consent["state"], consent["how"], consent["heard_by"]) == ("GRANTED", "SPOKEN", "Olive Owner")


def test_somebody_on_one_chart_only_moves_with_what_they_have(practice):
    (kept, gone), (mother, _) = two_children(practice)
    father = practice.parent(gone, given_name="Luc", family_name="Roy", relationship="FATHER")
    practice.owner.post(f"/clients/{gone}/contacts/{father}:grantConsent", {"how": "WRITTEN"})
    merge(practice, kept, gone)
    now = people(practice, kept)
    assert set(now) == {mother, father}
    assert (now[father]["relationship"], now[father]["online_access"], now[father]["consent"]["state"]) == ("FATHER", True, "GRANTED")


def test_into_a_chart_with_nobody_on_it_everybody_moves_and_into_a_full_one_an_empty_chart_goes(practice):
    (_, full), (_, twin) = two_children(practice)
    born = practice.owner.get(f"/clients/{full}")["birth_date"]
    empty, other = (practice.minor(given_name="Zoe", family_name="Roy", birth_date=born) for _ in range(2))
    merge(practice, empty, full)
    assert list(people(practice, empty)) == [twin]
    merge(practice, empty, other)
    assert list(people(practice, empty)) == [twin]


def test_two_who_share_name_and_address_can_be_kept_apart(practice):
    (kept, gone), (mother, twin) = two_children(practice)
    merge(practice, kept, gone, joins=[{"contact_id": twin, "into_contact_id": None}])
    assert set(people(practice, kept)) == {mother, twin}


def test_the_other_sign_in_of_the_client_is_let_go_and_the_preview_says_so(practice):
    kept, own = practice.adult(given_name="Ines", family_name="Park", email="ines@example.com")
    gone, other = practice.adult(given_name="Ines", family_name="Park", email="ines.old@example.com")
    holder = practice.account(other)
    (person,) = preview(practice, kept, gone)["people"]
    assert (person["contact_id"], person["fixed"]) == (own, True)
    assert (person["address_lost"], person["login"]) == ("ines.old@example.com", "ENDS_LAST")
    merge(practice, kept, gone)
    event = practice.announced(clinic.ClientMerged)[-1]
    assert [(one.contact_id, one.into_contact_id, one.same_login) for one in event.merged_contacts] == [(other, own, False)]
    assert holder.get("/me/clients")["people"] == []
    assert practice.person(kept, own)["email"] == "ines@example.com"


def test_where_only_one_chart_has_an_address_its_sign_in_goes_on(practice):
    kept, own = practice.adult(given_name="Ines", family_name="Park", email=None)
    gone, other = practice.adult(given_name="Ines", family_name="Park", email="ines@example.com", phone="555 0100")
    holder = practice.account(other)
    assert preview(practice, kept, gone)["people"][0]["login"] == "SAME"
    merge(practice, kept, gone)
    now = practice.person(kept, own)
    assert (now["email"], now["phone"], now["online_access"]) == ("ines@example.com", "555 0100", True)
    assert [one["client_id"] for one in holder.get("/me/clients")["people"]] == [kept]


def test_whoever_is_merged_takes_their_other_charts_along_but_no_access_to_another_sign_in(practice):
    kept, own = practice.adult(given_name="Ines", family_name="Park", email="ines@example.com")
    gone, other = practice.adult(given_name="Ines", family_name="Park", email="ines.old@example.com")
    child = practice.minor(given_name="Lou")
    practice.owner.post(f"/clients/{child}/contacts", {"contact_id": other, "relationship": "MOTHER", "is_primary": True})
    practice.owner.post(f"/clients/{child}/contacts/{other}:grantConsent", {"how": "WRITTEN"})
    elsewhere = [one for one in preview(practice, kept, gone)["people"] if one["client_id"] == child]
    assert [(one["contact_id"], one["online_access"], one["consent"]) for one in elsewhere] == [(own, False, "MISSING")]
    merge(practice, kept, gone)
    assert list(people(practice, child)) == [own]
    assert practice.person(child, own)["online_access"] is False


def test_different_dates_of_birth_need_somebody_to_say_which_is_right(practice):
    kept, _ = practice.adult(birth_date="1980-01-02")
    gone, _ = practice.adult(birth_date="1980-02-01")
    seen = preview(practice, kept, gone)
    assert [one["chosen"] for one in seen["fields"] if one["field"] == "BIRTH_DATE"] == [None]
    answer = practice.owner.ask("POST", f"/clients/{kept}:merge", {"merged_client_id": gone, "token": seen["token"]})
    assert (answer.status, answer["reason"], answer["merged"]) == (409, "BIRTH_DATES_DIFFER", "1980-02-01")
    assert merge(practice, kept, gone, fields=[{"field": "BIRTH_DATE", "side": "MERGED"}])["birth_date"] == "1980-02-01"


def test_charts_that_cannot_be_one_clients_are_refused_by_name(practice):
    child = practice.minor(given_name="Grace", family_name="Whitfield")
    grown, herself = practice.adult(birth_date="1980-01-02")
    unborn, _ = practice.adult()
    archived, _ = practice.adult()
    practice.owner.patch(f"/clients/{archived}", {"status": "ARCHIVED"})
    other = practice.minor(given_name="Noah", birth_date=None)
    practice.owner.post(f"/clients/{other}/contacts", {"contact_id": herself, "relationship": "MOTHER"})
    assert refused(practice, grown, grown) == (400, "SAME_CHART")
    assert refused(practice, grown, child) == (409, "MINOR_AND_ADULT")
    assert refused(practice, archived, grown) == (409, "KEPT_ARCHIVED")
    assert refused(practice, other, grown) == (409, "NOT_ONE_CLIENT")
    assert refused(practice, grown, str(uuid4())) == (404, "CLIENT_UNKNOWN")
    merge(practice, grown, unborn)
    assert refused(practice, child, unborn) == (409, "CLIENT_MERGED")


def test_of_an_archived_chart_nobody_gains_what_they_had_lost(practice):
    (kept, gone), _ = two_children(practice)
    father = practice.parent(gone, given_name="Luc", family_name="Roy", relationship="FATHER")
    practice.owner.patch(f"/clients/{gone}", {"status": "ARCHIVED"})
    merge(practice, kept, gone)
    assert practice.person(kept, father)["online_access"] is False


def test_sessions_calls_and_what_was_heard_go_along(practice):
    (kept, gone), (mother, twin) = two_children(practice)
    holder = practice.account(twin)
    start = datetime.now(UTC) + timedelta(hours=5)
    session = videogate.SessionChanged(
        practice_id=practice.practice_id, session_id=str(uuid4()), version=1, state=videogate.SESSION_STATE_BOOKED, client_id=gone,
        contact_ids=[twin], start_time=stamp(start), end_time=stamp(start + timedelta(hours=1)),
    )
    practice.hear(session)
    holder.post("/me/calls", {"client_id": gone, "said": "No picture."})
    seen = preview(practice, kept, gone)
    assert (seen["coming_sessions"], seen["open_calls"]) == (1, 1)
    merge(practice, kept, gone)
    assert practice.owner.get(f"/clients/{kept}")["next_session"]["session_id"] == session.session_id
    (call,) = practice.owner.get("/calls")["calls"]
    assert (call["client_id"], call["contact_id"]) == (kept, mother)
    session.version = 2  # moved by somebody who had not heard of the merge
    practice.hear(session)
    assert practice.owner.get(f"/clients/{kept}")["next_session"]["session_id"] == session.session_id
    assert [one["contact_id"] for day in practice.owner.get("/today")["sessions"] for one in day["people"]] == [mother]


def test_of_two_open_calls_the_older_goes_on_waiting(practice):
    (kept, gone), (mother, twin) = two_children(practice)
    holder = practice.account(mother)
    practice.bind(holder, twin)
    holder.post("/me/calls", {"client_id": gone, "said": "First."})
    holder.post("/me/calls", {"client_id": kept, "said": "Second."})
    merge(practice, kept, gone)
    calls = practice.owner.get("/calls")["calls"]
    assert [(one["said"], one["client_id"]) for one in calls if one["state"] == "OPEN"] == [("First.", kept)]


def test_a_delivery_report_for_the_chart_that_went_lands_on_the_one_that_stayed(practice):
    (kept, gone), (mother, twin) = two_children(practice)
    practice.owner.post(f"/clients/{gone}:sendWelcomeEmail", {"contact_ids": [twin]})
    merge(practice, kept, gone)
    now = datetime.now(UTC)
    practice.hear(notify.MessageChanged(
        practice_id=practice.practice_id, message_id=str(uuid4()), version=3, kind=notify.MESSAGE_KIND_INVITATION,
        state=notify.MESSAGE_STATE_BOUNCED, reason="NO_SUCH_MAILBOX", to_address="ana.roy@example.com",
        recipients=[notify.MessageRecipient(contact_id=twin, client_id=gone)], queue_time=stamp(now), change_time=stamp(now),
    ))
    assert practice.person(kept, mother)["portal_state"] == "BOUNCED"
    timeline = [entry["kind"] for entry in practice.report(kept, mother)["timeline"]]
    assert {"WELCOME_REQUESTED", "MAIL_BOUNCED"} <= set(timeline)
    assert practice.report(kept, mother)["welcome"]["asked"] == 1


def test_terms_accepted_with_the_sign_in_that_was_let_go_give_no_consent(practice):
    kept, own = practice.adult(given_name="Ines", family_name="Park", email="ines@example.com")
    gone, other = practice.adult(given_name="Ines", family_name="Park", email="ines.old@example.com")
    holder = practice.account(other)
    merge(practice, kept, gone)
    practice.hear(identity.TermsAccepted(
        practice_id=practice.practice_id, account_id=str(holder.account_id), contact_id=other, terms_version="2026-01"
    ))
    assert practice.person(kept, own)["consent"]["state"] == "MISSING"


def test_two_merges_that_cross_leave_one_chart(practice):
    (one, two), _ = two_children(practice)
    ways = [(one, two, preview(practice, one, two)["token"]), (two, one, preview(practice, two, one)["token"])]
    with ThreadPoolExecutor(2) as desks:
        answers = list(desks.map(
            lambda way: practice.owner.ask("POST", f"/clients/{way[0]}:merge", {"merged_client_id": way[1], "token": way[2]}), ways
        ))
    assert sorted(answer.status for answer in answers) == [200, 409]
    assert next(answer for answer in answers if answer.status == 409)["reason"] == "CLIENT_MERGED"
    assert len(practice.owner.get("/clients?query=zoe")["clients"]) == 1


def test_a_chart_merged_twice_over_leads_to_the_last(practice):
    charts, _ = two_children(practice)
    born = practice.owner.get(f"/clients/{charts[0]}")["birth_date"]
    last = practice.minor(given_name="Zoe", family_name="Roy", birth_date=born)
    mother = practice.parent(last, given_name="Ana", family_name="Roy", email="ana.roy@example.com")
    merge(practice, charts[1], charts[0])
    merge(practice, last, charts[1])
    assert [practice.owner.get(f"/clients/{chart}")["merged_into"] for chart in charts] == [last, last]
    event = practice.announced(clinic.ClientMerged)[-1]
    assert set(event.merged_client_ids) == set(charts)
    assert {one.into_contact_id for one in event.merged_contacts} == {mother}


def test_of_a_chart_merged_twice_over_each_event_says_whose_login_went_along(practice):
    named = {"given_name": "Ines", "family_name": "Park", "email": "ines@example.com"}
    (one, first), (two, second), (last, third) = (practice.adult(**named) for _ in range(3))
    practice.account(first)
    merge(practice, two, one)
    merge(practice, last, two)
    told = practice.announced(clinic.ClientMerged)
    assert [{each.contact_id: each.same_login for each in event.merged_contacts} for event in told] == [
        {first: True}, {first: True, second: True},
    ]
    assert {each.into_contact_id for each in told[-1].merged_contacts} == {third}


def test_one_event_tells_the_others_all_of_it(practice):
    (kept, gone), (mother, twin) = two_children(practice)
    versions = {(e.contact_id, e.client_id): e.version for e in practice.announced(clinic.AccessChanged)}
    merge(practice, kept, gone)
    event = practice.announced(clinic.ClientMerged)[-1]
    states = {(one.contact_id, one.client_id): one for one in event.access}
    assert (states[twin, gone].in_force, states[mother, kept].in_force) == (False, True)
    assert all(one.version > versions.get(pair, 0) for pair, one in states.items())
    assert {one.client_id: one.active for one in event.clients} == {kept: True, gone: False}
    assert next(one for one in event.contacts if one.contact_id == twin).email == ""


def test_who_may_not_merge_is_refused_and_next_door_nothing_is_found(practice, other):
    (kept, gone), _ = two_children(practice)
    for role in ("CLINICIAN", "STUDENT"):
        answer = practice.staff(role).ask("POST", f"/clients/{kept}:previewMerge", {"merged_client_id": gone})
        assert (answer.status, answer["reason"]) == (403, "FORBIDDEN")
    assert other.owner.ask("POST", f"/clients/{kept}:previewMerge", {"merged_client_id": gone})["reason"] == "CLIENT_UNKNOWN"
    assert practice.staff("FRONT_DESK").ask("POST", f"/clients/{kept}:previewMerge", {"merged_client_id": gone}).status == 200


def test_a_bulk_welcome_that_waits_asks_the_one_who_stayed_once(practice):
    (kept, gone), (mother, _) = two_children(practice)
    run = Run(practice, client_ids=[kept, gone])
    merge(practice, kept, gone)
    assert [(one["contact_id"], one["client_id"]) for one in run.people().values()] == [(mother, kept)]
    assert run.start()["asked"] == 1
    assert run.asked() == [[(mother, kept)]]


def test_what_happened_before_is_found_under_the_old_names_that_a_chart_tells(practice):
    (kept, gone), (mother, twin) = two_children(practice)
    holder = practice.account(twin)
    merge(practice, kept, gone)
    former = practice.owner.get(f"/clients/{kept}/former-names")
    assert former["client_ids"] == [gone]
    assert former["people"] == [
        {"contact_id": twin, "client_id": gone, "into_contact_id": mother, "account_ids": [str(holder.account_id)]}
    ]
