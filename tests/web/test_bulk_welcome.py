"""Everybody of an import is welcomed at once, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.web.test_import import clean
from tests.web.test_journeys import staff_browser


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_everybody_not_invited_is_welcomed_after_a_dry_run(practice, browse):
    first, second, silent = practice.adult(), practice.adult(), practice.adult()
    path = f"/api/clinic/v1/clients/{silent.client_id}/contacts/{silent.contact_id}"
    practice.owner.send("PATCH", path, json={"email_notifications": False})
    desk = staff_browser(browse, practice)
    page = desk.open("/clients?state=NOT_INVITED")
    page.get_by_role("button", name="Welcome all not invited").click()
    expect(page.get_by_role("button", name="Send 2 mails")).to_be_visible()
    expect(page.get_by_text("1: Email Notifications are off")).to_be_visible()
    desk.keep("bulk-dry-run")
    clean(page)
    page.get_by_role("button", name="Send 2 mails").click()
    expect(page.get_by_role("heading", name="Sent", exact=True)).to_be_visible(timeout=20_000)
    assert practice.mail(first.email) and practice.mail(second.email)
    expect(page.get_by_role("grid", name="People").get_by_text("Sent").first).to_be_visible(timeout=20_000)
    desk.keep("bulk-done")
    clean(page)
    assert practice.mailbox.mails(silent.email) == []


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_clients_ticked_in_the_list_are_welcomed_and_nobody_else(practice, browse):
    ticked = practice.adult(given_name="Tess", family_name="Ticked")
    other = practice.adult(given_name="Otto", family_name="Other")
    desk = staff_browser(browse, practice)
    page = desk.open("/clients")
    row = page.get_by_role("row", name="Ticked, Tess")
    row.get_by_role("checkbox").locator("xpath=ancestor::label").click()
    bar = page.get_by_role("region", name="Clients chosen")
    expect(bar.get_by_text("1 client chosen")).to_be_visible()
    bar.get_by_role("button", name="Choose all 2").click()
    expect(bar.get_by_text("2 clients chosen")).to_be_visible()
    desk.keep("clients-chosen")
    clean(page)
    page.get_by_role("row", name="Other, Otto").get_by_role("checkbox").locator("xpath=ancestor::label").click()
    bar.get_by_role("button", name="Welcome Email to 1 client").click()
    page.get_by_role("button", name="Send 1 mail").click()
    expect(page.get_by_role("heading", name="Sent", exact=True)).to_be_visible(timeout=20_000)
    assert practice.mail(ticked.email) and practice.mailbox.mails(other.email) == []
