"""What the sign-in page says to a browser that a video session wouldn't work in."""

import pytest
from playwright.sync_api import expect

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
OLD = f"{WINDOWS} Chrome/98.0.0.0 Safari/537.36"
ANDROID = WINDOWS.replace("Windows NT 10.0; Win64; x64", "Linux; Android 14; Pixel 8; wv")
INSTAGRAM = f"{ANDROID} Chrome/131.0 Mobile Safari/537.36 Instagram 350"


def sign_in_page(browse, user_agent=None, lacks=""):
    """The sign-in page in a browser that calls itself so, and lacks something."""
    browser = browse()
    if user_agent:
        browser.context.new_cdp_session(browser.page).send("Emulation.setUserAgentOverride", {"userAgent": user_agent})
    browser.page.add_init_script(lacks)
    return browser.open("/sign-in")


@pytest.mark.parametrize(("user_agent", "lacks", "title", "told"), [
    (OLD, "", "Your browser is old", "You have Chrome 98. Video sessions need Chrome 109 or newer (list of November 2026)."),
    (None, "delete window.RTCPeerConnection", "Video won’t work here", "This browser lacks what a video session needs: video calls."),
    (None, "delete Object.hasOwn", "This browser is too old", "Update it, or get another:"),
], ids=["old", "no-calls", "ancient"])  # fmt: skip
def test_it_says_what_is_wrong_and_where_to_get_another(browse, user_agent, lacks, title, told):
    page = sign_in_page(browse, user_agent, lacks)
    expect(page.get_by_text(title)).to_be_visible()
    expect(page.get_by_text(told)).to_be_visible()
    assert page.locator("a[href='https://www.google.com/chrome/']").count() == 1
    assert page.locator("a[href='https://www.microsoft.com/edge/download']").count() == 1


def test_inside_an_app_it_names_the_app_and_copies_the_address(browse):
    page = sign_in_page(browse, INSTAGRAM)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect(page.get_by_text("This page is open inside Instagram")).to_be_visible()
    page.get_by_role("button", name="Copy the address").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_browser_that_will_do_is_told_nothing(browse):
    page = sign_in_page(browse)
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    assert page.get_by_text("Your browser is old").or_(page.get_by_text("Video won’t work here")).count() == 0
