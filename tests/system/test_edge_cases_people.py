"""Edge cases of people: who they are to whom, and what happens to one of their roles when another ends."""

from datetime import timedelta

import pytest

from chassis.testing import eventually
from tests.system.practice import ANOTHER, PASSWORD, Practice, refused

DAY = 86_400


@pytest.fixture(scope="module")
def shared(stack):
    """One practice for all that leaves its clock and its settings alone."""
    return Practice(stack)


def clients_of(visitor):
    """Whose charts a signed-in person sees."""
    return {person["client_id"] for person in visitor.get("/api/clinic/v1/me/clients")["people"]}


def turning_18_tomorrow(practice):
    """The mother of a child who comes of age, by Ontario's law, tomorrow in the practice's zone."""
    tomorrow = practice.today() + timedelta(days=1)
    born = (tomorrow.year - 18, tomorrow.month, tomorrow.day)
    mother = practice.guardian(practice.child(birth_date="{}-{:02}-{:02}".format(*born)))
    practice.consent(mother)
    return mother


def test_a_minor_comes_of_age_by_the_practices_region_and_the_guardians_rights_end_that_day(practice, neighbour):
    neighbour.owner.patch("/api/clinic/v1/settings", {"region": "CA-BC"})
    there = turning_18_tomorrow(neighbour)
    here = turning_18_tomorrow(practice)
    mothers = {one: one_practice.active(one) for one, one_practice in ((here, practice), (there, neighbour))}
    warned = eventually(lambda: practice.finding(here, "CLIENT"))
    assert (warned["severity"], warned["evidence"]["end_reason"]) == ("WARNING", "COMES_OF_AGE")
    assert neighbour.finding(there, "CLIENT")["severity"] == "OK"
    for one in (practice, neighbour):
        one.shift_clock(2 * DAY)
        one.owner.sign_in(one.owner_email, PASSWORD)
    ended = eventually(lambda: (one := practice.finding(here, "CLIENT"))["severity"] == "BLOCKING" and one)
    assert ended["evidence"]["in_force"] is False
    eventually(lambda: refused(mothers[here].sign_in, here.email, PASSWORD).reason == "SIGN_IN_REFUSED", every=0.3)
    mothers[there].sign_in(there.email, PASSWORD)
    in_two_days = timedelta(days=2, minutes=-5)
    assert neighbour.joins(mothers[there], neighbour.book(there, begins=in_two_days))["url"]


def test_divorced_parents_have_different_rights_to_the_same_child(shared):
    child = shared.child()
    mother, father = shared.guardian(child), shared.guardian(child, relationship="FATHER")
    session_id = shared.book(mother, father)
    visitors = [shared.active(parent) for parent in (mother, father)]
    shared.consent(mother)
    shared.owner.patch(father.path, {"custody_forbids_consent": True, "custody_note": "Court order of 3 May"})
    assert shared.joins(visitors[0], session_id)["url"]
    assert shared.refused_join(visitors[1], session_id).reason == "NOT_YET"
    text = visitors[1].get("/api/clinic/v1/me/clients")["consent_text"]["version"]
    own = {"contact_id": father.contact_id, "text_version": text}
    no = refused(visitors[1].post, f"/api/clinic/v1/me/clients/{child}:grantConsent", own)
    assert no.reason == "CONSENT_NOT_YOURS" and "Court" not in str(no.problem)
    assert "ASK_IN_PORTAL" not in [fix["action"] for fix in shared.finding(father, "CONSENT")["fixes"]]


def test_a_contact_for_two_clients_has_one_login_and_switches_for_each(shared):
    first = shared.guardian(shared.child())
    second = shared.guardian(shared.child(), contact_id=first.contact_id, online_access=False)
    mother = shared.active(first)
    assert clients_of(mother) == {first.client_id}
    shared.owner.patch(second.path, {"online_access": True})
    eventually(lambda: clients_of(mother) == {first.client_id, second.client_id})


def test_a_contact_who_is_a_client_too_sees_both_charts_with_one_login(shared):
    herself = shared.adult()
    mother = shared.active(herself)
    for_child = shared.guardian(shared.child(), contact_id=herself.contact_id)
    eventually(lambda: clients_of(mother) == {herself.client_id, for_child.client_id})
    shared.owner.patch(herself.path, {"online_access": False})
    assert eventually(lambda: clients_of(mother) == {for_child.client_id})


def test_the_same_person_in_two_practices_has_separate_accounts(shared, neighbour):
    here = shared.adult()
    there = neighbour.adult(email=here.email)
    shared.welcome(here)
    shared.entered(here.email)
    neighbour.welcome(there)
    visitor = neighbour.visitor()
    assert refused(visitor.sign_in, here.email, PASSWORD).reason == "SIGN_IN_REFUSED"
    visitor.redeem(neighbour.mail(here.email, after=1).token, ANOTHER)
    visitor.sign_in(there.email, ANOTHER)
    assert clients_of(visitor) == {there.client_id}
    assert shared.visitor().sign_in(here.email, PASSWORD)


def test_a_couple_who_share_an_email_sign_in_once_and_each_agrees_by_name(shared):
    address = f"couple@{shared.slug}.example"
    one, two = shared.adult(email=address), shared.adult(email=address)
    assert shared.finding(one, "ADDRESS")["evidence"]["shared_with"]
    shared.welcome(one)
    mail = shared.mail(address)
    visitor = shared.visitor()
    visitor.redeem(mail.token, PASSWORD, accept_terms=False)
    visitor.post("/api/identity/v1/sessions", {"email": address, "password": PASSWORD})
    me = visitor.get("/api/identity/v1/me")
    assert {person["contact_id"] for person in me["terms_for"]} == {one.contact_id, two.contact_id}
    accepted = {"terms_version": me["terms"]["version"], "contact_ids": [one.contact_id]}
    assert visitor.post("/api/identity/v1/me:acceptTerms", accepted)["owes"] == ["TERMS"]
    accepted["contact_ids"] = [two.contact_id]
    assert visitor.post("/api/identity/v1/me:acceptTerms", accepted)["owes"] == []
    visitor.post("/api/identity/v1/sessions/current:refresh")
    assert clients_of(visitor) == {one.client_id, two.client_id}


def test_a_staff_member_who_leaves_is_out_at_once_and_their_password_opens_nothing(shared):
    leaver = shared.staff("CLINICIAN")
    me = leaver.get("/api/identity/v1/me")
    shared.owner.patch(f"/api/identity/v1/staff/{me['account_id']}", {"state": "DISABLED"})
    eventually(lambda: refused(leaver.get, "/api/clinic/v1/clients").status == 401, seconds=3)
    assert refused(shared.visitor().sign_in, me["email"], PASSWORD).reason == "SIGN_IN_REFUSED"
    shared.visitor().post("/api/identity/v1/password-resets", {"email": me["email"]})
    shared.owner.patch(f"/api/identity/v1/staff/{me['account_id']}", {"state": "ACTIVE"})
    assert shared.visitor().sign_in(me["email"], PASSWORD)


def test_a_staff_member_who_is_also_a_client_sees_the_own_chart_only_after_accepting_it(shared):
    clinician = shared.staff("CLINICIAN")
    me = clinician.get("/api/identity/v1/me")
    person = shared.adult(email=me["email"])
    offers = eventually(lambda: clinician.get("/api/identity/v1/me")["offers"])
    assert [offer["contact_id"] for offer in offers] == [person.contact_id]
    clinician.post(f"/api/identity/v1/me/offers/{person.contact_id}:accept")
    eventually(lambda: clients_of(clinician) == {person.client_id})
    session_id = shared.book(person)
    me = clinician.get("/api/identity/v1/me")
    owed = {"terms_version": me["terms"]["version"], "contact_ids": [one["contact_id"] for one in me["terms_for"]]}
    clinician.post("/api/identity/v1/me:acceptTerms", owed)
    assert shared.joins(clinician, session_id)["url"]


def merge(practice, kept, gone):
    """Press Merge with another chart, read what will happen, and confirm."""
    body = {"merged_client_id": gone.client_id}
    seen = practice.owner.post(f"/api/clinic/v1/clients/{kept.client_id}:previewMerge", body)
    practice.owner.post(f"/api/clinic/v1/clients/{kept.client_id}:merge", body | {"token": seen["token"]})
    return seen


def test_duplicate_clients_merged_keep_one_way_in_and_their_session(shared):
    who = {"given_name": "Ines", "family_name": "Park"}
    kept, gone = (shared.adult(**who, email=f"ines.{which}@{shared.slug}.example") for which in ("new", "old"))
    signed_in_with_old = shared.active(gone)
    session_id = shared.book(gone)
    assert shared.joins(signed_in_with_old, session_id)["url"]
    shared.welcome(kept)  # its link is live while the charts become one
    assert shared.mail(kept.email)
    (person,) = merge(shared, kept, gone)["people"]
    assert (person["login"], person["login_email"]) == ("ENDS_LAST", gone.email)
    eventually(lambda: refused(signed_in_with_old.get, "/api/clinic/v1/me/clients").status == 401)
    assert refused(shared.visitor().sign_in, gone.email, PASSWORD).reason == "SIGN_IN_REFUSED"
    eventually(lambda: shared.owner.get(f"/api/video-gate/v1/sessions/{session_id}")["client_id"] == kept.client_id)
    herself = shared.entered(kept.email)
    assert shared.joins(herself, session_id)["url"]
    assert clients_of(herself) == {kept.client_id}
    assert shared.owner.get(f"/api/clinic/v1/clients/{gone.client_id}")["merged_into"] == kept.client_id
    assert refused(shared.book, gone).reason == "CLIENT_MERGED"


def test_duplicate_charts_with_one_address_keep_the_live_invitation_and_the_login(shared):
    address = f"ana@{shared.slug}.example"
    born = "1985-03-02"
    kept, gone = (shared.adult(given_name="Ana", family_name="Roy", birth_date=born, email=address) for _ in range(2))
    shared.welcome(gone)
    shared.mail(address)
    (person,) = merge(shared, kept, gone)["people"]
    assert person["login"] == "SAME"
    herself = shared.entered(address)
    eventually(lambda: clients_of(herself) == {kept.client_id})
    assert shared.joins(herself, shared.book(kept))["url"]


def test_duplicate_clients_merged_leave_the_one_chart_the_login_and_the_session_that_were_there(shared):
    child = {"given_name": "Zoe", "family_name": "Twice"}
    kept = shared.guardian(shared.child(**child))
    twin = shared.guardian(shared.child(**child), contact_id=kept.contact_id)
    visitor = shared.active(kept)
    shared.consent(twin)
    session_id = shared.book(twin)
    shared.settles(20)
    merge(shared, kept, twin)
    assert clients_of(visitor) == {kept.client_id}
    assert shared.owner.get(f"/api/clinic/v1/clients/{twin.client_id}")["merged_into"] == kept.client_id
    shared.consent(kept)
    assert shared.joins(visitor, session_id)["url"]
