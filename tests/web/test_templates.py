"""The owner makes a mail's words their own, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.web.test_journeys import staff_browser


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_the_owner_changes_a_mail_mends_a_line_tries_it_and_goes_back(practice, browse):
    desk = staff_browser(browse, practice)
    person = practice.adult()
    page = desk.open("/settings")
    page.get_by_role("link", name="Email templates").click()
    body, shown = page.get_by_label("Body", exact=True), page.get_by_role("complementary", name="Preview")
    expect(shown.get_by_text("Choose your password").first).to_be_visible()
    body.fill('Welcome {{ person.first_name }},\n\nuntil {{ link.expires }}.\n\n{{ button "Begin here" }}')
    problems = page.get_by_role("status", name="To mend")
    expect(problems).to_contain_text("Line 3:")
    desk.keep("templates-broken")
    assert not [violation["id"] for violation in Axe().run(page).response["violations"]]
    problems.get_by_role("button", name="link.expire_time").click()
    expect(shown.get_by_text("Begin here")).to_be_visible()
    page.get_by_label("Preview as").click()
    page.get_by_role("option").nth(1).click()
    expect(shown.get_by_role("heading", name=re.compile("^Welcome (?!Sofia)"))).to_be_visible()
    page.get_by_role("button", name="Send test to me").click()
    expect(page.get_by_text(f"A test is on its way to {practice.owner_email}")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("region", name="Unsaved changes")).to_have_count(0)
    desk.keep("templates-saved")
    practice.welcome(person)
    assert "Begin here" in practice.mail(person.email).text
    page.get_by_role("button", name="Restore default").click()
    expect(body).to_have_value(re.compile("Choose a password to finish"))
    page.get_by_role("button", name="Versions").click()
    expect(page.get_by_role("dialog").get_by_text("Default restored")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Use again").click()
    expect(body).to_have_value(re.compile("Begin here"))
