"""The support article's troubleshooting, line by line, in real Chromium at both widths."""

import re

from playwright.sync_api import expect

from chassis.testing import eventually
from tests.system.practice import ANOTHER, PASSWORD
from tests.web.desk import chart, find_user, people, record_consent, save, set_new_password, turn, welcome_email
from tests.web.test_journeys import set_password, sign_in, staff_browser

BOTH = ("Online Portal Access", "Email Notifications")
READ_OUT = "velvet harbour lantern"


def logged_in_but_refused(practice, browse, person):
    """Somebody who gets in for another client, at the door of a session that they can't join; and what their page shows."""
    other = practice.guardian(practice.child(), contact_id=person.contact_id)
    practice.active(other)
    practice.owner.patch(person.path, {"online_access": False})
    session_id = practice.book(person)
    client = browse()
    sign_in(client.open("/sign-in"), other.email, PASSWORD)
    client.page.wait_for_url(re.compile("/home"))
    page = client.open(f"/join/{session_id}")
    expect(page.get_by_text("We can’t let you in just yet").first).to_be_visible()
    expect(page.get_by_role("link", name="416-555-0100")).to_be_visible()
    return page


def failing(desk, family_name, reason):
    """Today says that the session will fail, and why."""
    page = desk.open("/today")
    row = page.get_by_role("listitem").filter(has_text=family_name).filter(has_text=reason).first
    expect(row).to_be_visible()


def joins(practice, person, page):
    """The same page lets them in now."""
    eventually(lambda: practice.report(person)["verdict"]["state"] == "ADMITTED", seconds=10)
    page.get_by_role("button", name="Try again").click()
    page.wait_for_url(re.compile("/room/"))


def test_no_email_came_the_switches_are_seen_the_address_is_corrected_it_is_sent_again_and_sought_in_the_junk_folder(practice, browse):
    person = practice.adult(family_name="Dahl", email=f"nobody@{practice.slug}.example")
    practice.welcome(person)
    desk = staff_browser(browse, practice)
    modal = chart(desk, "Dahl")
    report = modal.get_by_role("region", name=re.compile("^Access report"))
    for line in ("Online access", "Email notifications", "Address"):
        expect(report.get_by_role("listitem").filter(has_text=line).first).to_be_visible()
    report.get_by_role("button", name="Correct address").click()
    desk.keep("article-address")
    details = desk.page.get_by_role("dialog", name=re.compile("^Edit details of"))
    right = f"dahl@{practice.slug}.example"
    details.get_by_label("Email", exact=True).fill(right)
    details.get_by_role("button", name="Save").click()
    expect(details).to_have_count(0)
    junk = "Ask them to look in the junk or spam folder."
    with welcome_email(desk.page, modal, told=junk) as dialog:
        expect(dialog.get_by_text(right).first).to_be_visible()
    expect(modal.get_by_role("region", name="The newest mail")).to_contain_text(junk)
    desk.keep("article-junk-folder")
    assert practice.mail(right).token


def test_still_no_email_clinic_users_account_tab_bypass_new_password_confirm_save_and_the_person_signs_in_with_it(practice, browse):
    person = practice.adult(family_name="Ende")
    practice.welcome(person)
    practice.mail(person.email)
    desk = staff_browser(browse, practice)
    page = find_user(desk, person.email, person.email)
    expect(page.get_by_role("checkbox", name="Bypass current password")).to_be_checked()
    expect(page.get_by_text(f"signs in at {desk.home.removeprefix('http://')}")).to_be_visible()
    set_new_password(page, READ_OUT, "Mail doesn’t reach them")
    desk.keep("article-temporary-password")
    page = browse().open("/sign-in")
    sign_in(page, person.email, READ_OUT)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Save password").click()
    page.locator("label", has_text="I agree to the terms").click()
    page.get_by_role("button", name="Agree and go on").click()
    page.wait_for_url(re.compile("/home"))
    expect(page.get_by_role("heading", name="Keep this page at hand")).to_be_visible()
    expect(page.get_by_text("Press Ctrl + D to bookmark it.")).to_be_visible()


def test_a_guardian_who_forgot_is_found_by_name_in_clinic_users_and_must_change_what_staff_set_and_confirmed(practice, browse):
    guardian = practice.guardian(practice.child(given_name="Jo", family_name="Ferri"), given_name="Gala", family_name="Ferri")
    practice.active(guardian)
    desk = staff_browser(browse, practice)
    page = find_user(desk, "gala fer", guardian.email)
    bypass = page.locator("label", has=page.get_by_role("checkbox", name="Bypass current password"))
    bypass.click()
    expect(page.get_by_text("With the current password known, Gala Ferri changes it by signing in; nothing is set here.")).to_be_visible()
    bypass.click()
    page.get_by_label("New password", exact=True).fill(READ_OUT)
    page.get_by_label("Confirm", exact=True).fill(READ_OUT.replace("harbour", "harvest"))
    expect(page.get_by_text("Differs from the first at character 11.")).to_be_visible()
    set_new_password(page, READ_OUT, "Forgot it, on the phone now")
    page = browse().open("/sign-in")
    sign_in(page, guardian.email, READ_OUT)
    page.wait_for_url(re.compile("/change-password"))
    page.goto(page.url.replace("/change-password", "/home"))
    page.wait_for_url(re.compile("/change-password"))
    page.get_by_label("New password", exact=True).fill(ANOTHER)
    page.get_by_role("button", name="Save password").click()
    page.wait_for_url(re.compile("/home"))
    expect(page.get_by_text("Online care for Jo waits for your answer")).to_be_visible()


def test_logged_in_a_minors_contact_joins_once_people_contact_settings_has_consent_access_and_notifications_enabled(practice, browse):
    mother = practice.guardian(practice.child(family_name="Frey"), given_name="Mona", family_name="Frey")
    page = logged_in_but_refused(practice, browse, mother)
    practice.owner.patch(mother.path, {"email_notifications": False})
    desk = staff_browser(browse, practice)
    failing(desk, "Frey", re.compile("online access", re.I))
    settings = people(chart(desk, "Frey"), "Mona Frey")
    for name in BOTH:
        turn(settings, f"Enable {name}", on=True)
    save(desk.page)
    record_consent(desk.page, settings)
    joins(practice, mother, page)


def test_logged_in_an_adult_joins_once_edit_profile_client_settings_has_both_switches_enabled(practice, browse):
    person = practice.adult(family_name="Gold")
    page = logged_in_but_refused(practice, browse, person)
    practice.owner.patch(person.path, {"email_notifications": False})
    desk = staff_browser(browse, practice)
    failing(desk, "Gold", re.compile("online access", re.I))
    modal = chart(desk, "Gold")
    modal.get_by_role("link", name="Edit Profile").click()
    expect(modal.get_by_text("also called Client Settings")).to_be_visible()
    for name in BOTH:
        turn(modal, f"Enable {name}", on=True)
    save(desk.page)
    joins(practice, person, page)


def test_login_forgot_password_send_password_reset_link_mail_back_to_login_with_the_email_and_in(practice, browse):
    person = practice.adult()
    practice.active(person)
    client = browse()
    page = client.open("/")
    page.wait_for_url(re.compile("/sign-in"))
    expect(page.get_by_role("link", name="416-555-0100")).to_be_visible()
    page.get_by_label("Email", exact=True).fill(person.email)
    page.get_by_role("link", name="Forgot Password?").click()
    expect(page.get_by_label("Email", exact=True)).to_have_value(person.email)
    page.get_by_role("button", name="Send Password Reset Link").click()
    expect(page.get_by_text("The junk or spam folder")).to_be_visible()
    mail = practice.mail(person.email, after=1)
    assert "Reset Password" in mail.html
    page = set_password(client, f"/reset-password#{mail.token}", ANOTHER)
    expect(page.get_by_label("Email", exact=True)).to_have_value(person.email)
    sign_in(page, person.email, ANOTHER)
    page.wait_for_url(re.compile("/home"))
