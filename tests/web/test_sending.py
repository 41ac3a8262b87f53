"""The owner decides who the practice's mails come from and where answers go, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.web.test_journeys import staff_browser


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_the_owner_names_the_sender_mends_the_reply_address_and_tries_it(practice, browse, name_server):
    name_server.zone |= {
        ("good.example", "MX"): ["10 mx.good.example."], ("mx.good.example", "A"): ["192.0.2.25"], ("never.example", "MX"): ["0 ."],
        ("anteroom.example", "TXT"): ["\"v=spf1 -all\""], ("_dmarc.anteroom.example", "TXT"): ["\"v=DMARC1; p=reject\""],
    }
    desk = staff_browser(browse, practice)
    page = desk.open("/settings")
    page.get_by_role("link", name="Sending").click()
    seen = page.get_by_label("What recipients see")
    expect(seen).to_contain_text(f"Practice {practice.slug} <no-reply@anteroom.example>")
    expect(page.get_by_text("Published")).to_have_count(2)
    expect(page.get_by_text("Asks mail servers to refuse")).to_be_visible()
    page.get_by_label("From name").fill("Maple, front desk")
    reply_to, check = page.get_by_label("Reply-To", exact=False).first, page.get_by_role("button", name="Check this address")
    for address, said in (("desk@nowhere.example", "There is no domain nowhere.example."), ("desk@never.example", "takes no mail"),
                          ("desk@good.example", "good.example takes mail, at mx.good.example.")):
        reply_to.fill(address)
        check.click()
        expect(page.get_by_text(said)).to_be_visible()
    expect(seen).to_contain_text("Maple, front desk <no-reply@anteroom.example>")
    expect(seen).to_contain_text("<desk@good.example>")
    desk.keep("sending")
    assert not [violation["id"] for violation in Axe().run(page).response["violations"]]
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("region", name="Unsaved changes")).to_have_count(0)
    practice.settles(10)
    before = len(practice.mailbox.mails(practice.owner_email))
    page.get_by_role("button", name="Send test to me").click()
    expect(page.get_by_text(f"A test is on its way to {practice.owner_email}.")).to_be_visible()
    headers = practice.mail(practice.owner_email, after=before).headers
    assert headers["from"].startswith('"Maple, front desk" <') and "desk@good.example" in headers["reply-to"]
