"""The support article on setting up access to the client portal, line by line, in real Chromium at both widths."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.web.desk import chart, go, people, record_consent, save, turn, welcome_email
from tests.web.test_journeys import staff_browser

BOTH = ("Online Portal Access", "Email Notifications")


def standing(practice, person):
    """The two switches and consent of a relationship, as the service has them."""
    contacts = practice.owner.get(f"/api/clinic/v1/clients/{person.client_id}/contacts")["contacts"]
    found = next(one for one in contacts if one["contact_id"] == person.contact_id)
    return found["online_access"], found["email_notifications"], found["consent"]["state"]


def test_my_office_clients_edit_profile_clinic_settings_has_both_enabled_by_default_and_saves_what_is_adjusted(practice, browse):
    person = practice.adult(family_name="Abel")
    desk = staff_browser(browse, practice)
    modal = chart(desk, "Abel")
    modal.get_by_role("link", name="Edit Profile").click()
    expect(modal.get_by_role("heading", name="Clinic Settings")).to_be_visible()
    for on in (False, True):
        for name in BOTH:
            turn(modal, f"Enable {name}", on)
        save(desk.page)
        assert standing(practice, person)[:2] == (on, on)
    desk.keep("article-clinic-settings")


def test_people_tab_contact_settings_enables_both_for_the_chosen_contact_and_consent_is_recorded(practice, browse):
    child = practice.child(family_name="Baker")
    mother = practice.guardian(child, given_name="Mona", family_name="Baker")
    aunt = practice.guardian(child, given_name="Anna", family_name="Baker", is_primary=False)
    assert standing(practice, mother) == (True, True, "MISSING")
    desk = staff_browser(browse, practice)
    settings = people(chart(desk, "Baker"), "Anna Baker")
    for name in BOTH:
        turn(settings, f"Enable {name}", on=True)
    save(desk.page)
    record_consent(desk.page, settings)
    assert standing(practice, aunt) == (True, True, "GRANTED")
    assert standing(practice, mother) == (True, True, "MISSING")
    desk.keep("article-contact-settings")


def test_an_adult_with_a_guardian_is_set_up_at_the_primary_contact_in_people_contact_settings(practice, browse):
    grown = practice.child(family_name="Bain", birth_date="1950-01-01", has_guardian=True)
    son = practice.guardian(grown, given_name="Sam", family_name="Bain", relationship="GUARDIAN")
    practice.owner.patch(son.path, {"online_access": False, "email_notifications": False})
    desk = staff_browser(browse, practice)
    modal = chart(desk, "Bain")
    settings = people(modal, "Sam Bain")
    for name in BOTH:
        turn(settings, f"Enable {name}", on=True)
    save(desk.page)
    record_consent(desk.page, settings)
    assert standing(practice, son) == (True, True, "GRANTED")
    with welcome_email(desk.page, modal) as dialog:
        expect(dialog.get_by_role("checkbox", name="Sam Bain")).to_be_checked()
    assert practice.mail(son.email).token


def test_welcome_email_button_choose_the_recipient_send_emails_and_send_it_again_by_hand(practice, browse):
    child = practice.child(family_name="Cole")
    mother = practice.guardian(child, given_name="Mona", family_name="Cole")
    father = practice.guardian(child, given_name="Fred", family_name="Cole", relationship="FATHER")
    desk = staff_browser(browse, practice)
    modal = chart(desk, "Cole")
    for _ in range(2):
        with welcome_email(desk.page, modal) as dialog:
            dialog.get_by_role("checkbox", name="Mona Cole").locator("xpath=ancestor::label").click()
            expect(dialog.get_by_text("1 chosen")).to_be_visible()
    newest = practice.mail(father.email, after=1)
    links = {mail.token for mail in practice.mailbox.mails(father.email)}
    inspected = {token: practice.visitor().post("/api/identity/v1/links:inspect", {"token": token})["state"] for token in links}
    assert inspected == {token: "LIVE" if token == newest.token else "SUPERSEDED" for token in links}
    assert practice.mailbox.mails(mother.email) == []


def test_clinic_setup_settings_general_token_validity_is_24_36_48_by_default_or_1_week_and_templates_are_beside_it(practice, browse):
    desk = staff_browser(browse, practice)
    page = go(desk, "Clinic Setup", "Settings")
    expect(page.get_by_role("link", name="General", exact=True)).to_have_attribute("aria-current", "page")
    choices = page.get_by_role("radiogroup", name="Token validity")
    hours = ["24 hours", "36 hours", "48 hours", "1 week"]
    expect(choices.get_by_role("radio")).to_have_count(len(hours))
    for radio, said in zip(choices.get_by_role("radio").all(), hours, strict=True):
        expect(radio).to_have_accessible_name(re.compile(f"^{said}"))
    expect(choices.get_by_role("radio", name="48 hours")).to_be_checked()
    choices.locator("label", has_text="1 week").click()
    save(page)
    person = practice.adult()
    practice.welcome(person)
    link = practice.visitor().post("/api/identity/v1/links:inspect", {"token": practice.mail(person.email).token})
    left = datetime.fromisoformat(link["expire_time"]) - datetime.now(UTC)
    assert timedelta(hours=167) < left <= timedelta(hours=168)
    page.get_by_role("link", name="Email templates").click()
    expect(page.get_by_role("complementary", name="Preview")).to_be_visible()
