"""The front desk watches one mail from Send to what became of it, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.web.test_journeys import staff_browser

GONE = {"bounce": "PERMANENT", "enhanced_status": "5.1.1", "said": "550 5.1.1 user unknown"}


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_the_chart_tells_live_what_became_of_a_mail_and_sends_it_again(practice, browse):
    desk = staff_browser(browse, practice)
    person = practice.adult()
    practice.welcome(person)
    mail = practice.mail(person.email)
    page = desk.open(f"/clients/{person.client_id}/people")
    newest = page.get_by_role("region", name="The newest mail")
    expect(newest).to_contain_text("Not yet reported as delivered.")
    expect(newest.get_by_role("timer")).to_have_text(re.compile("The link works for 2 days more|The link works for 4[78] h more"))
    expect(newest).to_contain_text("1 of 5 in 24 hours")
    practice.reports(mail, "DEFERRED", said="451 4.7.1 greylisted")
    expect(newest).to_contain_text("Not delivered yet: the mail server asks to wait.")
    practice.reports(mail, "DELIVERED")
    expect(newest).to_contain_text(f"as {practice.slug}.example reports. Not seen? Ask them to look in the junk or spam folder.")
    newest.get_by_role("button", name="Resend").click()
    page.get_by_role("dialog", name=re.compile("Welcome Email")).get_by_role("button", name="Send Email(s)").click()
    again = practice.mail(person.email, after=1)
    page.get_by_role("button", name="Done").click()
    practice.reports(again, "BOUNCED", **GONE)
    expect(newest).to_contain_text(f"no such mailbox at {practice.slug}.example.")
    happened = page.get_by_role("list", name="What happened")
    expect(happened).to_contain_text(f"Mail bounced Welcome email, no such mailbox at {practice.slug}.example")
    expect(newest.get_by_role("button", name="Correct address")).to_be_visible()
    desk.keep("delivery-bounced")
    assert not [violation["id"] for violation in Axe().run(page).response["violations"]]
    practice.welcome(person)
    expect(newest).to_contain_text("Not sent: an earlier mail to this address came back.")
    newest.get_by_role("button", name="Send it anyway").click()
    practice.mail(person.email, after=2)
    expect(newest).to_contain_text("Not yet reported as delivered.")
    practice.welcome(person)
    practice.welcome(person)
    expect(newest).to_contain_text("Allowed again")
    newest.get_by_role("button", name="Resend").click()
    expect(page.get_by_text("5 mails went in 24 hours.")).to_be_visible()
