"""A one-time code, from the desk's telephone to the client's phone, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.system.practice import PASSWORD
from tests.web.test_journeys import sign_in, staff_browser


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_the_desk_reads_out_a_code_and_a_client_without_mail_gets_in(practice, browse):
    person = practice.adult()
    desk = staff_browser(browse, practice)
    chart = desk.open(f"/clients/{person.client_id}/people")
    chart.get_by_role("button", name="Read out a code").first.click()
    dialog = chart.get_by_role("dialog", name="Read out a code")
    digits = dialog.get_by_text(re.compile(r"^\d{3}\s\d{3}$"))
    code = re.sub(r"\D", "", digits.inner_text())
    expect(dialog.get_by_text("Not used yet")).to_be_visible()
    desk.keep("code-dialog")
    client = browse()
    page = client.open("/sign-in")
    page.get_by_role("link", name="Use it here").click()
    page.get_by_role("heading", name="Use a code from the practice").wait_for()
    page.get_by_label("Email", exact=True).fill(person.email)
    page.get_by_label("Code", exact=True).fill("000 000" if code != "000000" else "111 111")
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Save password").click()
    expect(page.get_by_text(re.compile("don’t fit together"))).to_be_visible()
    expect(dialog.get_by_text("1 wrong try of 5")).to_be_visible()
    client.keep("code-wrong")
    page.get_by_label("Code", exact=True).fill(f"{code[:3]} {code[3:]}")
    page.get_by_role("button", name="Save password").click()
    expect(page.get_by_text(re.compile("The code is right"))).to_be_visible()
    client.keep("code-terms")
    page.locator("label", has=page.get_by_role("checkbox")).click()
    page.get_by_role("button", name="Save password").click()
    expect(page.get_by_text("Password saved. Sign in with it.")).to_be_visible()
    sign_in(page, person.email, PASSWORD)
    page.wait_for_url(re.compile("/home"))
    expect(dialog.get_by_text(re.compile("^Used at .*: the password is set$"))).to_be_visible()
    desk.keep("code-used")
    dialog.get_by_role("button", name="Done").press("Enter")
    expect(chart.get_by_text("One-time code used").first).to_be_visible()
    # The chart was drawn afresh under the dialog, and the button that opened it is gone.
    expect(chart.get_by_role("dialog").locator(":focus")).to_have_count(1)


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_client_with_an_old_link_tells_the_practice_and_reads_its_answer_on_the_same_page(practice, browse):
    person = practice.adult()
    practice.welcome(person)
    old = practice.mail(person.email).token
    practice.welcome(person)
    practice.mail(person.email, after=1)
    client = browse()
    page = client.open(f"/set-password#{old}")
    expect(page.get_by_role("heading", name="A newer link was sent")).to_be_visible()
    page.get_by_role("button", name="Tell the practice that you can’t get in").click()
    page.get_by_label("Anything to add?").fill("The newer mail never came.")
    client.keep("help-form")
    page.get_by_role("button", name="Tell the practice", exact=True).click()
    expect(page.get_by_text("You told the practice")).to_be_visible()
    desk = staff_browser(browse, practice)
    today = desk.open("/today")
    expect(today.get_by_text("The newer mail never came.")).to_be_visible()
    expect(today.get_by_role("link", name=re.compile("1 person can’t get in"))).to_be_visible()
    expect(today.get_by_role("button", name="Read out a code")).to_be_visible()
    desk.keep("help-today")
    today.get_by_role("button", name="Answer", exact=True).click()
    today.get_by_label("Your answer").fill("I am sending it once more.")
    today.get_by_role("button", name="Send answer").click()
    expect(page.get_by_text("I am sending it once more.")).to_be_visible(timeout=15_000)
    client.keep("help-answered")
