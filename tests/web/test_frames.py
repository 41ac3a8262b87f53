"""What many pages lean on: dialogs that keep the keyboard and give it back, signing out whom nobody sees, and paper."""

import re

import pyotp
import pytest
from playwright.sync_api import expect

from tests.system.practice import PASSWORD
from tests.web.test_journeys import sign_in, staff_browser

INSIDE = "document.activeElement.closest('[role=dialog], [role=alertdialog]') !== null"
HOURS_LATER = 241 * 60_000


def printed(page) -> str:
    """The words that come out on paper."""
    page.emulate_media(media="print")
    words = page.evaluate("document.body.innerText")
    page.emulate_media(media="screen")
    return words


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_a_dialog_keeps_the_keyboard_gives_it_back_and_asks_before_it_loses_what_was_typed(practice, browse):
    person = practice.adult()
    page = staff_browser(browse, practice).open(f"/clients/{person.client_id}/people")
    opener = page.get_by_role("button", name="Add a person")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("button", name="Cancel")).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(INSIDE)
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    add = page.get_by_role("button", name="Add client").first
    add.click()
    page.get_by_label("Given name").fill("Ada")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Go on writing")).to_be_focused()
    page.get_by_role("button", name="Discard it").click()
    expect(add).to_be_focused()


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_console_nobody_touches_signs_its_holder_out_and_leads_back(practice, browse):
    desk = staff_browser(browse, practice)
    page = desk.page
    page.clock.install()
    desk.open("/users")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.clock.fast_forward(HOURS_LATER)
    page.wait_for_url(re.compile("/sign-in.*next=.*users"))
    assert practice.owner.get("/api/identity/v1/me")["role"] == "OWNER"


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_a_code_is_printed_as_a_slip_and_nothing_else_of_the_page(practice, browse):
    person = practice.adult()
    page = staff_browser(browse, practice).open(f"/clients/{person.client_id}/people")
    page.get_by_role("button", name="Read out a code").first.click()
    digits = page.get_by_role("dialog", name="Read out a code").get_by_text(re.compile(r"^\d{3}\s\d{3}$")).inner_text()
    paper = printed(page)
    assert re.sub(r"\D", "", digits) in re.sub(r"\D", "", paper)
    assert "Clinic Users" not in paper and "Access report" not in paper


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_recovery_codes_are_printed_whole_and_alone(practice, browse):
    person = practice.adult()
    practice.active(person)
    browser = browse()
    page = browser.open("/sign-in")
    sign_in(page, person.email, PASSWORD)
    page.wait_for_url(re.compile("/home"))
    browser.open("/account")
    page.get_by_role("button", name="Add an authenticator app").click()
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    secret = page.locator(".p-secret code").inner_text().replace(" ", "")
    page.get_by_label("Code the app shows now").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Save the app").click()
    expect(page.locator(".p-recovery li")).to_have_count(10)
    codes = page.locator(".p-recovery li").all_inner_texts()
    paper = printed(page)
    assert all(code in paper for code in codes)
    assert "Save" not in paper and "Change password" not in paper
