"""A client tries camera and sound before the session, in real Chromium with a camera and a microphone of its own."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from chassis.testing import eventually
from tests.web.test_journeys import staff_browser


@pytest.fixture(scope="session")
def chromium(whole_chromium):
    """One with a camera."""
    return whole_chromium


@pytest.fixture
def client(practice, browse):
    """(person, their browser, signed in)."""
    person, browser = practice.adult(), browse()
    browser.carries(practice.active(person))
    return person, browser


def allow(browser):
    """What the browser's holder once chose for this page; until then Chromium without a window says no."""
    browser.context.grant_permissions(["camera", "microphone"], origin=browser.home)


def reads_well(page):
    """axe-core finds nothing to mend."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


def device(practice, person):
    return practice.finding(person, "DEVICE")


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_all_is_well_and_the_practice_knows_it(practice, client):
    person, browser = client
    allow(browser)
    page = browser.open("/device-check")
    expect(page.get_by_text("We can see you")).to_be_visible()
    expect(page.get_by_text("We can hear you")).to_be_visible()
    expect(page.get_by_text("You, as in a mirror")).to_be_visible()
    expect(page.get_by_text(re.compile("^Good enough for video"))).to_be_visible()
    page.get_by_role("button", name="Play the chime").click()
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_text("All is well. You’re ready for your session.")).to_be_visible()
    browser.keep("n-device-check-fine")
    reads_well(page)
    eventually(lambda: device(practice, person)["evidence"]["check_time"])
    assert device(practice, person)["severity"] == "OK"


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_blocked_camera_is_told_with_the_steps_that_open_it_and_seen_at_the_desk(practice, client, browse):
    person, browser = client
    page = browser.open("/device-check")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Camera is blocked")).to_be_visible()
    expect(page.get_by_text("Press the sliders at the left of the address.")).to_be_visible()
    expect(page.get_by_text("2 things to mend, about a minute.")).to_be_visible()
    browser.keep("n-device-check-blocked")
    reads_well(page)
    eventually(lambda: device(practice, person)["severity"] == "WARNING")
    assert {"CAMERA_BLOCKED", "MICROPHONE_BLOCKED"} <= set(device(practice, person)["evidence"]["troubles"])
    desk = staff_browser(browse, practice, "desktop")
    chart = desk.open(f"/clients/{person.client_id}/people")
    expect(chart.get_by_text(re.compile("Checked by them: camera blocked"))).to_be_visible()
    desk.keep("n-device-report")
    chart.get_by_role("button", name="Ask for a device check").click()
    allow(browser)
    expect(page.get_by_text("We can see you")).to_be_visible()
    expect(page.get_by_text("We can hear you")).to_be_visible()
    eventually(lambda: device(practice, person)["severity"] == "OK")


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_the_practice_asks_and_the_home_page_leads_to_a_page_that_may_use_the_camera(practice, client):
    person, browser = client
    eventually(lambda: practice.finding(person, "PASSWORD")["severity"] == "OK")
    practice.owner.post(f"{person.path}:askDeviceCheck")
    allow(browser)
    page = browser.open("/home")
    page.get_by_role("link", name="Try camera and sound").first.click()
    expect(page.get_by_text("We can see you")).to_be_visible()
