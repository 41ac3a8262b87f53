"""What is looked up, not done: the audit with its filters and its export; the help, by the words people know."""

import csv
import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from chassis.testing import eventually
from tests.web.desk import go
from tests.web.test_import import clean
from tests.web.test_journeys import staff_browser

BOTH = "Turn on Enable Online Portal Access and Enable Email Notifications, then Save."


def choose(page, name, option):
    """One of a filter's options."""
    page.get_by_role("button", name=re.compile(name)).click()
    page.get_by_role("option", name=option).click()


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_a_fix_pressed_elsewhere_is_in_the_audit_which_is_narrowed_by_who_whom_kind_and_day_and_exported(practice, browse, tmp_path):
    person = practice.adult(given_name="Ada", family_name="Trail")
    practice.adult(given_name="Bo", family_name="Byway")
    practice.desk.patch(person.path, {"online_access": False, "email_notifications": False})
    of_desk = practice.desk.get("/api/identity/v1/me")["display_name"]
    turned_on = "Olive Owner turned on Online Portal Access for Ada Trail"
    turned_off = f"{of_desk} turned off Email Notifications for Ada Trail"
    desk = staff_browser(browse, practice)
    page = desk.open(f"/clients/{person.client_id}/people")
    page.get_by_role("button", name="Turn on access").click()
    # The switch turns at once; the report has it from the service.
    expect(page.get_by_role("button", name="Turn on access")).to_have_count(0)

    trail = page.get_by_role("region", name="Audit")

    def listed():
        desk.open("/audit")
        expect(trail.get_by_role("listitem").first).to_be_visible()
        return trail.get_by_role("listitem").filter(has_text=turned_on).count() == 1

    # An entry is shown once it is in the chain, which is a moment after it was written.
    eventually(listed)
    expect(trail.get_by_text("added the client Bo Byway")).to_be_visible()
    page.get_by_role("button", name="For anybody").click()
    page.get_by_role("dialog", name="For whom?").get_by_label("Find a client or a person beside them").fill("trail")
    page.get_by_role("option", name="Ada Trail").click()
    expect(trail.get_by_text("added the client Bo Byway")).to_have_count(0)
    expect(trail.get_by_text("added the client Ada Trail")).to_be_visible()
    choose(page, "Kind of act", "Access and notifications")
    expect(trail.get_by_text("added the client Ada Trail")).to_have_count(0)
    expect(trail.get_by_text(turned_on)).to_be_visible()
    choose(page, "Who did it", of_desk)
    expect(trail.get_by_text(turned_on)).to_have_count(0)
    expect(trail.get_by_text(turned_off)).to_be_visible()
    desk.keep("audit-narrowed")
    clean(page)

    shown = [item.locator("p").first.inner_text() for item in trail.get_by_role("listitem").all()]
    with page.expect_download() as downloaded:
        page.get_by_role("button", name="Export CSV").click()
    downloaded.value.save_as(tmp_path / "audit.csv")
    head, *lines = csv.reader((tmp_path / "audit.csv").read_text(encoding="utf-8-sig").splitlines())
    assert [dict(zip(head, line, strict=True))["What happened"] for line in lines] == shown
    assert dict(zip(head, lines[0], strict=True))["Who did it"] == of_desk

    choose(page, "When", "Between two days")
    page.get_by_label("From", exact=True).fill((practice.today() + timedelta(days=1)).isoformat())
    expect(trail.get_by_text("Nothing of the kind happened")).to_be_visible()
    page.get_by_label("From", exact=True).fill(practice.today().isoformat())
    expect(trail.get_by_text(turned_off)).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    expect(trail.get_by_text("added the client Bo Byway")).to_be_visible()
    practice.desk.patch(person.path, {"online_access": False})
    told = f"{of_desk} turned off Online Portal Access for Ada Trail"
    before = trail.get_by_text(told).count()
    expect(trail.get_by_role("status")).to_contain_text("new entr")
    assert trail.get_by_text(told).count() == before
    trail.get_by_role("button", name="Show", exact=True).click()
    expect(trail.get_by_text(told)).to_have_count(before + 1)
    expect(trail.get_by_role("status")).to_be_empty()
    choose(page, "Kind of act", "Reading this audit")
    expect(trail.get_by_text("Olive Owner exported the audit").first).to_be_visible()

    desk.open(f"/clients/{person.client_id}/people").get_by_role("link", name="History").click()
    history = page.get_by_role("dialog").get_by_role("region", name="History")
    expect(history.get_by_text(told)).to_have_count(before + 1)
    expect(history.get_by_text("added the client Ada Trail")).to_be_visible()
    expect(history.get_by_text("Bo Byway")).to_have_count(0)
    choose(page, "Kind of act", "Charts and people")
    expect(history.get_by_text(told)).to_have_count(0)
    expect(history.get_by_text("added the client Ada Trail")).to_be_visible()


def opened(desk):
    """The help: by its button at the side; on a phone among what is behind the three dots."""
    page = desk.page
    if desk.size == "phone":
        page.get_by_role("button", name="You and this device").click()
        page.get_by_role("menuitem", name="Help for this page").click()
    else:
        page.get_by_role("button", name="Help for this page").click()
    return page.get_by_role("dialog", name="Help")


def test_client_settings_and_clinic_settings_both_find_the_switches_and_results_lead_to_their_pages(practice, browse):
    desk = staff_browser(browse, practice)
    page = desk.open("/import")
    found = opened(desk)
    expect(found.get_by_text("Bring a client list in")).to_be_visible()
    for asked in ("Client Settings", "Clinic Settings"):
        found.get_by_role("searchbox").fill(asked)
        expect(found.get_by_text(BOTH)).to_be_visible()
    desk.keep("help-switches")
    clean(page)
    found.get_by_role("link", name="Go there").first.click()
    expect(page.get_by_role("heading", level=1, name="Clients")).to_be_visible()
    for asked, first, there in (
        ("junk folder", "Ask them to look in the junk or spam folder.", "Clients"),
        ("bypass current password", "Tick Bypass current password, type the new one twice, say why, and Save.", "Clinic Users"),
        ("token validity", "Choose 24 hours, 36 hours, 48 hours or 1 week.", "Settings"),
    ):
        found = opened(desk)
        found.get_by_role("searchbox").fill(asked)
        expect(found.get_by_text(first)).to_be_visible()
        found.get_by_role("link", name="Go there").first.click()
        expect(page.get_by_role("heading", level=1, name=there)).to_be_visible()
        expect(found).to_have_count(0)


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_menu_opened_while_the_next_page_is_on_its_way_stays_open_over_it(practice, browse):
    desk = staff_browser(browse, practice)
    page, held, on_its_way = desk.open("/settings"), [], True

    def hold(route):
        held.append(route) if on_its_way else route.continue_()

    expect(page.get_by_role("heading", level=1, name="Settings")).to_be_visible()
    page.route(re.compile(r"/SessionsPage[^/]*\.js$"), hold)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Sessions").click()
    page.get_by_role("button", name="You and this device").click()
    item = page.get_by_role("menuitem", name="Help for this page")
    expect(item).to_be_visible()
    on_its_way = False
    for route in held:
        route.continue_()
    expect(page.locator("h1", has_text="Sessions")).to_be_visible()
    item.click()
    expect(page.get_by_role("dialog", name="Help").get_by_text("The practice’s video sessions")).to_be_visible()


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_a_question_mark_opens_the_help_of_every_page(practice, browse):
    person = practice.adult()
    desk = staff_browser(browse, practice)
    said = {
        ("My Office", "Clients"): "Everybody in care", ("My Office", "Sessions"): "The practice’s video sessions",
        ("My Office", "Clinic Users"): "Everybody who can sign in", ("Clinic Setup", "Settings"): "What holds for the whole practice",
        ("Clinic Setup", "Import"): "A client list from elsewhere", ("Clinic Setup", "Audit"): "Who did what, for whom",
    }  # fmt: skip
    asks(desk.open("/today"), "Today shows the next 48 hours")
    for (group, name), words in said.items():
        asks(go(desk, group, name), words)
    page = go(desk, "Clinic Setup", "Settings")
    page.get_by_role("link", name="Email templates").click()
    asks(page, "The words of the mails your clients get")
    asks(desk.open(f"/clients/{person.client_id}/people"), "One client: profile and switches")


def asks(page, words):
    """Once the page can be used, ? opens the help with that page's words, and Escape closes it."""
    expect(page.get_by_role("heading", level=1).or_(page.get_by_role("dialog").get_by_role("heading", level=2)).first).to_be_visible()
    page.keyboard.press("?")
    found = page.get_by_role("dialog", name="Help")
    expect(found.get_by_text(words)).to_be_visible()
    page.keyboard.press("Escape")
    expect(found).to_have_count(0)
