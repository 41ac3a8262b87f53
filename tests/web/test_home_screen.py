"""The portal on a phone's home screen, and without a network."""

import re

import pytest
from playwright.sync_api import expect

from tests.system.practice import PASSWORD
from tests.web.test_journeys import sign_in

OFFER = """() => {
  const offer = new Event("beforeinstallprompt", { cancelable: true });
  offer.prompt = async () => { window.asked = true; };
  offer.userChoice = Promise.resolve({ outcome: "accepted" });
  window.dispatchEvent(offer);
}"""


@pytest.fixture
def client(practice, browse):
    """A client's browser, signed in, on the home page."""
    person = practice.adult()
    practice.active(person)
    browser = browse()
    sign_in(browser.open("/sign-in"), person.email, PASSWORD)
    browser.page.wait_for_url(re.compile("/home"))
    expect(browser.page.get_by_text("Keep this page at hand")).to_be_visible()
    return browser


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_the_browser_reads_the_practices_manifest_and_offers_it_once(practice, client):
    page = client.page
    manifest = client.context.new_cdp_session(page).send("Page.getAppManifest")
    assert manifest["url"] == f"{client.home}/api/clinic/v1/practice/manifest" and manifest["errors"] == []
    assert f"Practice {practice.slug}" in manifest["data"]
    page.evaluate(OFFER)
    page.get_by_role("button", name="Add to home screen").click()
    expect(page.get_by_text("Keep this page at hand")).to_have_count(0)
    assert page.evaluate("window.asked")
    page.reload()
    expect(page.get_by_text("Who has access")).to_be_visible()
    expect(page.get_by_text("Keep this page at hand")).to_have_count(0)


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_without_a_network_the_page_shows_the_practices_phone(client):
    page = client.page
    page.evaluate("navigator.serviceWorker.ready.then(() => caches.match('/offline-words').then(Boolean))")
    client.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="No connection just now")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("416-555-0100"))).to_be_visible()
    client.keep("s-offline")
    client.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_text("Who has access")).to_be_visible()
