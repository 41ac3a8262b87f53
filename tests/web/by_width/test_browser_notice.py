"""What the sign-in page says to a browser that a video session wouldn't work in."""

import re

import pytest
from playwright.sync_api import expect

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = WINDOWS.replace("Windows NT 10.0; Win64; x64", "Linux; Android 14; Pixel 8; wv")
INSTAGRAM = f"{ANDROID} Chrome/131.0 Mobile Safari/537.36 Instagram 350"
# How the browsers that the articles and the pages name call themselves.
CALLED = {
    "Edge": WINDOWS + " Chrome/{0}.0.0.0 Safari/537.36 Edg/{0}.0.0.0",
    "Chrome": WINDOWS + " Chrome/{0}.0.0.0 Safari/537.36",
    "Safari": MAC + " Version/{0}.1 Safari/605.1.15",
    "Firefox": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:{0}.0) Gecko/20100101 Firefox/{0}.0",
}


def sign_in_page(browser, user_agent=None, lacks=""):
    """The sign-in page in a browser that calls itself so, and lacks something."""
    if user_agent:
        browser.context.new_cdp_session(browser.page).send("Emulation.setUserAgentOverride", {"userAgent": user_agent})
    browser.page.add_init_script(lacks)
    return browser.open("/sign-in")


def expect_downloads(page):
    """Where to get another one."""
    for name, address in (("Chrome", "https://www.google.com/chrome/"), ("Edge", "https://www.microsoft.com/edge/download")):
        expect(page.locator(f"a[href='{address}']")).to_contain_text(name)


def test_an_old_edge_chrome_safari_or_firefox_is_told_its_version_the_oldest_that_will_do_and_the_downloads(practice, browse):
    browser = browse()
    known = {one["name"]: one["oldest"] for one in practice.visitor().get("/api/clinic/v1/browsers")["browsers"]}
    for name, called in CALLED.items():
        page = sign_in_page(browser, called.format(known[name] - 1))
        expect(page.get_by_text("Your browser is old")).to_be_visible()
        expect(page.get_by_text(
            f"You have {name} {known[name] - 1}. Video sessions need {name} {known[name]} or newer (list of November 2026)."
        )).to_be_visible()
        expect_downloads(page)
    browser.keep("browser-old")


@pytest.mark.parametrize(("lacks", "title", "told"), [
    ("delete window.RTCPeerConnection", "Video won’t work here", "This browser lacks what a video session needs: video calls."),
    ("delete Object.hasOwn", "This browser is too old", "Update it, or get another:"),
], ids=["no-calls", "ancient"])  # fmt: skip
def test_a_browser_that_lacks_something_is_told_what_and_where_to_get_another(browse, lacks, title, told):
    page = sign_in_page(browse(), lacks=lacks)
    expect(page.get_by_text(title)).to_be_visible()
    expect(page.get_by_text(told)).to_be_visible()
    expect_downloads(page)


def test_inside_an_app_it_names_the_app_and_copies_the_address(browse):
    page = sign_in_page(browse(), INSTAGRAM)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect(page.get_by_text("This page is open inside Instagram")).to_be_visible()
    page.get_by_role("button", name="Copy the address").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_current_edge_chrome_safari_or_firefox_is_told_nothing(browse):
    browser = browse()
    for called in CALLED.values():
        with browser.page.expect_response(re.compile("/api/clinic/v1/browsers")):
            page = sign_in_page(browser, called.format(140))
        expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
        assert page.get_by_text("Your browser is old").or_(page.get_by_text("Video won’t work here")).count() == 0
