"""The room of our own: seeing oneself, muting, switching the camera, choosing devices and leaving, in real Chromium with a camera."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.test_device_check import allow, reads_well


@pytest.fixture(scope="session")
def chromium(whole_chromium):
    """One with a camera."""
    return whole_chromium


@pytest.fixture
def arrived(practice, browse):
    """(session, the browser of the client who may join it, signed in)."""
    person, browser = practice.adult(), browse()
    browser.carries(practice.active(person))
    return practice.book(person), browser


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_client_sees_themself_waiting_and_in_the_room_as_muted_as_they_were(practice, arrived):
    session, browser = arrived
    allow(browser)
    page = browser.open(f"/join/{session}")
    expect(page.get_by_role("heading", name="You’re in the waiting room")).to_be_visible()
    expect(page.get_by_text("You, only you see this")).to_be_visible()
    page.get_by_role("button", name="Mic on").click()
    expect(page.get_by_role("button", name="Mic off")).to_be_visible()
    browser.keep("o-waiting")
    reads_well(page)
    practice.joins(practice.clinician, session)
    controls = page.get_by_role("region", name="Session controls")
    expect(controls.get_by_role("button", name="Unmute")).to_be_visible()
    expect(page.locator(".is-self video")).to_be_visible()
    browser.keep("p-room")
    reads_well(page)
    page.keyboard.press("m")
    expect(controls.get_by_role("button", name="Mute", exact=True)).to_be_visible()
    page.keyboard.press("v")
    expect(page.get_by_role("list", name="Who is in").get_by_text("Your camera is off.")).to_be_visible()
    controls.get_by_role("button", name="Camera on").click()
    expect(page.locator(".is-self video")).to_be_visible()
    controls.get_by_role("button", name="Devices").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("Microphone")).click()
    page.get_by_role("option").last.click()
    browser.keep("p-room-devices")
    page.keyboard.press("Escape")
    expect(controls.get_by_role("button", name="Devices")).to_be_focused()
    controls.get_by_role("link", name="Leave").click()
    page.wait_for_url(re.compile("/home"))


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_who_blocked_the_camera_is_in_the_room_all_the_same_and_told_what_to_do(practice, arrived):
    session, browser = arrived
    practice.joins(practice.clinician, session)
    page = browser.open(f"/join/{session}")
    expect(page.get_by_role("list", name="Who is in").get_by_text("Camera is blocked")).to_be_visible()
    page.get_by_role("button", name="What to do").click()
    expect(page.get_by_role("dialog").get_by_text("Press the sliders at the left of the address.")).to_be_visible()
    browser.keep("p-room-blocked")
    reads_well(page)
    allow(browser)
    page.keyboard.press("Escape")
    expect(page.locator(".is-self video")).to_be_visible()
