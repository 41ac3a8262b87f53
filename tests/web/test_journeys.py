"""The journeys that people walk in a browser, in real Chromium: they on a phone, the desk at its desk."""

import re

import pytest
from playwright.sync_api import expect

from chassis.testing import eventually
from tests.system.practice import ANOTHER, PASSWORD


@pytest.fixture
def size():
    """The lines of the articles are walked at both."""
    return "phone"


def set_password(browser, path, password):
    """Open a mailed link and choose a password; ends at the sign-in page with the email filled in."""
    page = browser.open(path)
    page.get_by_label("New password", exact=True).fill(password)
    page.get_by_role("button", name="Save password").wait_for()
    terms = page.get_by_role("checkbox")
    if terms.count():
        page.locator("label", has=terms).click()
    page.get_by_role("button", name="Save password").click()
    expect(page.get_by_text("Password saved. Sign in with it.")).to_be_visible()
    return page


def sign_in(page, email, password):
    """Fill in what isn't there and sign in."""
    field = page.get_by_label("Email", exact=True)
    field.wait_for()
    if not field.input_value():
        field.fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def staff_browser(browse, practice, *width):
    """The owner, signed in, in a browser that has opened nothing yet. The login session is its own."""
    browser, owner = browse(*width), practice.visitor()
    practice.owner.get("/api/identity/v1/me")
    owner.sign_in(practice.owner_email, PASSWORD)
    browser.carries(owner)
    return browser


def test_a_client_follows_the_welcome_email_into_the_video_session(practice, browse):
    person = practice.adult()
    session_id = practice.book(person)
    desk = staff_browser(browse, practice, "desktop")
    page = desk.open(f"/clients/{person.client_id}/people")
    page.get_by_role("button", name="Welcome Email").click()
    desk.keep("j1-welcome-choose")
    page.get_by_role("button", name=re.compile("^Send Email")).click()
    mail = practice.mail(person.email)
    desk.keep("j1-welcome-result")
    client = browse()
    page = set_password(client, f"/set-password#{mail.token}", PASSWORD)
    assert mail.token not in page.url
    sign_in(page, person.email, PASSWORD)
    page.wait_for_url(re.compile("/home"))
    expect(page.get_by_role("link", name="Join").or_(page.get_by_role("button", name="Join")).first).to_be_visible()
    client.keep("j1-home")
    page.get_by_role("link", name="Join").or_(page.get_by_role("button", name="Join")).first.click()
    page.wait_for_url(re.compile(f"/room/{session_id}"))
    expect(page.get_by_text("Who is in")).to_be_visible()
    client.keep("j1-room")


def test_a_guardian_without_consent_is_told_kindly_and_joins_once_the_desk_has_recorded_it(practice, browse):
    parent = practice.guardian(practice.child())
    practice.active(parent)
    practice.book(parent)
    client = browse()
    sign_in(client.open("/sign-in"), parent.email, PASSWORD)
    page = client.page
    page.wait_for_url(re.compile("/home"))
    join = page.get_by_role("link", name="Join").or_(page.get_by_role("button", name="Join")).first
    join.click()
    expect(page.get_by_text("We can’t let you in just yet").first).to_be_visible()
    client.keep("j2-refused")
    desk = staff_browser(browse, practice, "desktop")
    chart = desk.open(f"/clients/{parent.client_id}/people")
    expect(chart.get_by_text(re.compile("consent", re.I)).first).to_be_visible()
    desk.keep("j2-report")
    chart.get_by_role("button", name="Record consent").first.click()
    consent = chart.get_by_role("dialog", name="Record consent")
    consent.get_by_role("button", name="Record consent").wait_for()
    desk.keep("j2-record-consent")
    consent.get_by_role("button", name="Record consent").click()
    eventually(lambda: practice.finding(parent, "CONSENT")["severity"] == "OK")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_url(re.compile("/room/"))
    client.keep("j2-room")


def test_a_refused_guardian_tells_the_practice_and_the_desk_answers_on_today_where_the_session_turns_ready(practice, browse):
    parent = practice.guardian(practice.child())
    practice.active(parent)
    practice.book(parent)
    client = browse()
    page = client.open("/sign-in")
    sign_in(page, parent.email, PASSWORD)
    page.wait_for_url(re.compile("/home"))
    page.get_by_role("link", name="Join").or_(page.get_by_role("button", name="Join")).first.click()
    page.get_by_label("Anything to add?").fill("It says not yet.")
    page.get_by_role("button", name="Tell the practice").click()
    expect(page.get_by_text("You told the practice")).to_be_visible()
    client.keep("j2-told")
    desk = staff_browser(browse, practice, "desktop")
    today = desk.open("/today")
    expect(today.get_by_text("It says not yet.")).to_be_visible()
    desk.keep("j2-call")
    today.get_by_role("button", name="Answer").click()
    answer = today.get_by_role("dialog")
    answer.get_by_label("Your answer").fill("One moment, we are on it.")
    answer.get_by_role("button", name="Send answer").click()
    expect(today.get_by_text("It says not yet.")).to_have_count(0)
    expect(page.get_by_text("One moment, we are on it.")).to_be_visible(timeout=10_000)
    client.keep("j2-answered")
    expect(today.get_by_role("region", name="Will fail").get_by_text("Consent missing")).to_be_visible()
    practice.consent(parent)
    today.get_by_role("button", name="Show the one that is ready").click(timeout=15_000)
    expect(today.get_by_role("region", name="Ready").get_by_role("link")).to_be_visible()
    expect(today.get_by_text("Nothing will fail")).to_be_visible()
    desk.keep("j2-ready")


def test_a_forgotten_password_is_chosen_anew_as_the_article_walks_it(practice, browse):
    person = practice.adult()
    practice.active(person)
    client = browse()
    page = client.open("/sign-in")
    page.get_by_label("Email", exact=True).fill(person.email)
    page.get_by_role("link", name="Forgot Password?").or_(page.get_by_role("button", name="Forgot Password?")).click()
    page.get_by_role("button", name="Send Password Reset Link").click()
    expect(page.get_by_text("Look in your mail")).to_be_visible()
    client.keep("j3-sent")
    page = set_password(client, f"/reset-password#{practice.mail(person.email, after=1).token}", ANOTHER)
    sign_in(page, person.email, ANOTHER)
    page.wait_for_url(re.compile("/home"))


def test_a_page_that_is_only_opened_spends_nothing_even_with_scripts_running(practice, browse):
    person = practice.adult()
    practice.welcome(person)
    token = practice.mail(person.email).token
    for _ in range(2):
        scanner = browse()
        page = scanner.open(f"/set-password#{token}")
        expect(page.get_by_role("button", name="Save password")).to_be_visible()
        page.get_by_role("button", name="Save password").click()
        scanner.context.close()
    assert practice.visitor().post("/api/identity/v1/links:inspect", {"token": token})["state"] == "LIVE"


def test_an_expired_link_offers_a_new_one(practice, browse):
    person = practice.adult()
    practice.welcome(person)
    token = practice.mail(person.email).token
    practice.shift_clock(3 * 86_400)
    client = browse()
    page = client.open(f"/set-password#{token}")
    expect(page.get_by_text("This link has expired")).to_be_visible()
    client.keep("j4-expired")
    page.get_by_role("button", name="Send me a new link").click()
    expect(page.get_by_text("A new link is on its way")).to_be_visible()
    expect(page.get_by_text("The junk or spam folder")).to_be_visible()
    assert practice.mail(person.email, after=1).token != token
