"""The front desk's ways through the console, step by step as the support articles name them."""

import re
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

# The bar at the foot of a phone has no heads of groups.
ON_PHONE = {"Settings": "Clinic Setup"}


def go(desk, group: str, name: str) -> Page:
    """My Office → Clients and the like: at the side, under its head, or at the foot of a phone."""
    page = desk.page if desk.page.url.startswith(desk.home) else desk.open("/today")
    if desk.size == "phone":
        page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile(f"^{ON_PHONE.get(name, name)}")).click()
    else:
        page.get_by_role("list", name=group).get_by_role("link", name=re.compile(f"^{name}")).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    return page


def chart(desk, name: str) -> Locator:
    """The client chart modal, by My Office → Clients, the client chosen from the list."""
    page = go(desk, "My Office", "Clients")
    page.get_by_role("row", name=re.compile(name)).get_by_role("link", name=re.compile(name)).first.click()
    modal = page.get_by_role("dialog", name=re.compile(name))
    expect(modal.get_by_role("link", name="Edit Profile")).to_be_visible()
    return modal


def switch(within: Locator, name: str) -> Locator:
    """One of the switches, by its label or a part of it."""
    return within.get_by_role("switch", name=name)


def turn(within: Locator, name: str, on: bool) -> None:
    """Press a switch and see it turn."""
    expect(switch(within, name)).to_be_checked(checked=not on)
    switch(within, name).locator("xpath=ancestor::label").click()
    expect(switch(within, name)).to_be_checked(checked=on)


def save(page: Page) -> None:
    """Save, and see that nothing is left unsaved."""
    bar = page.get_by_role("region", name="Unsaved changes")
    bar.get_by_role("button", name="Save", exact=True).click()
    expect(bar).to_have_count(0)


def people(modal: Locator, name: str) -> Locator:
    """People tab → the contact; their Contact Settings."""
    modal.get_by_role("navigation", name="Chart").get_by_role("link", name=re.compile("^People")).click()
    modal.get_by_role("navigation", name="People").get_by_role("link", name=re.compile(name)).click()
    expect(modal.get_by_role("heading", name="Contact Settings")).to_be_visible()
    return modal.get_by_role("region", name=f"Contact Settings of {name}")


def record_consent(page: Page, settings: Locator) -> None:
    """Consent, which is recorded with how it was given; nothing else sets it."""
    settings.get_by_role("button", name="Record consent").click()
    dialog = page.get_by_role("dialog", name="Record consent")
    dialog.get_by_role("button", name="Record consent").click()
    expect(dialog).to_have_count(0)


def find_user(desk, query: str, email: str) -> Page:
    """My Office → Clinic Users → search → the login; its Account tab."""
    page = go(desk, "My Office", "Clinic Users")
    page.get_by_label("Find a user").fill(query)
    page.get_by_role("region", name="Clinic Users").get_by_role("link", name=re.compile(email)).click()
    expect(page.get_by_role("link", name="Account", exact=True)).to_have_attribute("aria-current", "page")
    return page


def set_new_password(page: Page, password: str, reason: str) -> None:
    """New password, confirm, reason, Save."""
    page.get_by_label("New password", exact=True).fill(password)
    page.get_by_label("Confirm", exact=True).fill(password)
    page.get_by_role("button", name=re.compile("Reason")).click()
    page.get_by_role("option", name=reason).click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(re.compile("can sign in with it until"))).to_be_visible()


@contextmanager
def welcome_email(page: Page, modal: Locator, told: str = ""):
    """Welcome Email button → what is chosen within → Send Email(s), to its results. told: what they say once the mail is sent."""
    modal.get_by_role("button", name="Welcome Email").click()
    dialog = page.get_by_role("dialog", name="Welcome Email")
    expect(dialog.get_by_text("Who should get it?")).to_be_visible()
    yield dialog
    dialog.get_by_role("button", name="Send Email(s)").click()
    expect(dialog.get_by_text("1 on the way")).to_be_visible()
    if told:
        expect(dialog.get_by_text(told)).to_be_visible()
    dialog.get_by_role("button", name="Done").click()
    expect(dialog).to_have_count(0)
