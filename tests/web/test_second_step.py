"""The second step of a sign-in, in real Chromium: an app set up because the practice asks for it, a passkey by a virtual authenticator."""

import re

import pyotp
import pytest
from playwright.sync_api import expect

from tests.system.practice import PASSWORD
from tests.web.test_journeys import sign_in, staff_browser

DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
          "automaticPresenceSimulation": True}  # fmt: skip


def with_authenticator(browser):
    """A device that has a finger on it whenever it is asked."""
    devtools = browser.context.new_cdp_session(browser.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    # This finger also takes whatever is only offered; so nothing is, but where the address asks for it.
    browser.page.add_init_script(
        "if (!location.search.includes('offer')) PublicKeyCredential.isConditionalMediationAvailable = async () => false"
    )


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_staff_set_up_an_app_when_asked_add_a_passkey_and_sign_in_with_either(practice, browse):
    owner = staff_browser(browse, practice)
    with_authenticator(owner)
    page = owner.open("/settings")
    page.get_by_role("switch", name="Staff need a second step").locator("xpath=ancestor::label").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved").first).to_be_visible()
    practice.settles(20)

    owner.context.clear_cookies()
    sign_in(owner.open("/sign-in?next=/users"), practice.owner_email, PASSWORD)
    page.get_by_role("button", name="Add an authenticator app").click()
    page.get_by_role("button", name="Go on").click()
    secret = page.locator(".p-secret code").inner_text().replace(" ", "")
    owner.keep("second-step-app")
    page.get_by_label("Code the app shows now").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Save the app").click()
    expect(page.locator(".p-recovery li")).to_have_count(10)
    codes = page.locator(".p-recovery li").all_inner_texts()
    page.get_by_role("button", name="I’ve kept them").click()
    page.wait_for_url(re.compile("/(today|clients)"))

    owner.open("/account")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_text("Passkey · since")).to_be_visible()

    owner.context.clear_cookies()
    sign_in(owner.open("/sign-in?next=/users"), practice.owner_email, PASSWORD)
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(re.compile("/users"))

    owner.context.clear_cookies()
    owner.open("/sign-in?next=/users")
    owner.keep("passkey-sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile("/users"))

    owner.context.clear_cookies()
    owner.open("/sign-in?next=/users&offer=1")
    page.wait_for_url(re.compile("/users"))

    stranger = browse()
    sign_in(stranger.open("/sign-in"), practice.owner_email, PASSWORD)
    stranger.page.get_by_role("button", name="Use a recovery code").click()
    stranger.page.get_by_label("Recovery code").fill("aaaaa-aaaaa")
    stranger.page.get_by_role("button", name="Go on").click()
    expect(stranger.page.get_by_text("isn’t one of your codes")).to_be_visible()
    stranger.page.get_by_label("Recovery code").fill(codes[0])
    stranger.page.get_by_role("button", name="Go on").click()
    stranger.page.wait_for_url(re.compile("/(today|clients)"))
