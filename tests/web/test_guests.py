"""A guest without an account, from the desk's dialog to the session and out again, in a real browser."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.web.test_delivery import GONE
from tests.web.test_journeys import staff_browser

# The dialog asks anew every three seconds, whatever else the machine does.
SOON = 15_000


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_the_desk_makes_a_link_and_a_guest_joins_on_one_device_until_it_is_taken_back(practice, browse):
    person = practice.adult()
    practice.joins(practice.active(person), practice.book(person))
    desk = staff_browser(browse, practice)
    page = desk.open(f"/clients/{person.client_id}/sessions")
    page.get_by_role("button", name="Guests").click()
    dialog = page.get_by_role("dialog", name="Guests")
    expect(dialog.get_by_text("Nobody is invited as a guest.")).to_be_visible()
    dialog.get_by_role("button", name="Make the link").click()
    expect(dialog.get_by_text("Say who it is for.")).to_be_visible()
    dialog.get_by_label("Name").fill("Grandma Rose")
    dialog.get_by_role("button", name="Make the link").click()
    link = dialog.get_by_text(re.compile("/guest#")).inner_text()
    expect(dialog.get_by_text("Not joined yet")).to_be_visible()
    desk.keep("guests-made")

    guest = browse()
    there = guest.open(link.removeprefix(guest.home))
    expect(there.get_by_role("heading", name="Join as a guest")).to_be_visible()
    guest.keep("guest-door")
    there.get_by_role("button", name="Join").click()
    expect(there.get_by_text("Type your name to go in.")).to_be_visible()
    there.get_by_label("Your name").fill("Rose")
    there.get_by_role("button", name="Join").click()
    expect(there.get_by_role("heading", name="You’re in")).to_be_visible()
    guest.keep("guest-in")

    other = browse()
    expect(other.open(link.removeprefix(other.home)).get_by_role("heading", name="This link is in use on another device")).to_be_visible()
    other.keep("guest-other-device")
    expect(dialog.get_by_text("In the session")).to_be_visible()
    expect(dialog.get_by_text(re.compile("Joined as “Rose”"))).to_be_visible()
    desk.keep("guests-inside")
    dialog.get_by_role("button", name="Revoke the link of Grandma Rose").click()
    expect(there.get_by_role("heading", name="The session has ended for you")).to_be_visible()
    expect(dialog.get_by_text("Revoked", exact=True)).to_be_visible()
    desk.keep("guests-revoked")


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_the_desk_reads_what_became_of_a_guests_mail_mails_it_elsewhere_and_the_audit_names_the_guest(practice, browse):
    person = practice.adult()
    session_id = practice.book(person, begins=timedelta(hours=3))
    address = f"ines@{practice.slug}.example"
    desk = staff_browser(browse, practice)
    page = desk.open(f"/clients/{person.client_id}/sessions")
    page.get_by_role("button", name="Guests").click()
    dialog = page.get_by_role("dialog", name="Guests")
    dialog.get_by_label("Name").fill("Ines Terp")
    dialog.get_by_role("textbox", name="Email").fill(address)
    dialog.get_by_role("button", name="Make the link").click()
    expect(dialog.get_by_text("Not yet reported as delivered.")).to_be_visible(timeout=SOON)
    practice.reports(practice.mail(address), "BOUNCED", **GONE)
    expect(dialog.get_by_text(f"no such mailbox at {practice.slug}.example")).to_be_visible(timeout=SOON)
    dialog.get_by_label("Another address for Ines Terp").fill(f"ines.terp@{practice.slug}.example")
    desk.keep("guests-bounced")
    dialog.get_by_role("button", name="Mail a new link").click()
    practice.mail(f"ines.terp@{practice.slug}.example")
    expect(dialog.get_by_text("Not yet reported as delivered.")).to_be_visible(timeout=SOON)
    expect(dialog.get_by_label("Another address for Ines Terp")).to_have_count(0)
    dialog.get_by_label("Name").fill("Grandma Rose")
    dialog.get_by_role("button", name="Make the link").click()
    dialog.get_by_role("button", name="Done").click()
    practice.owner.post(f"/api/video-gate/v1/sessions/{session_id}:cancel")
    page.reload()
    page.get_by_role("button", name="Guests").click()
    expect(dialog.get_by_text("This session is cancelled and its links open nothing.")).to_be_visible()
    expect(dialog.get_by_text("Session cancelled · Sent")).to_be_visible(timeout=SOON)
    expect(dialog.get_by_text("Not told by mail that it is cancelled.")).to_have_count(1)
    expect(dialog.get_by_role("button", name="Make the link")).to_have_count(0)
    desk.keep("guests-cancelled")
    desk.open("/audit")
    expect(page.get_by_text("A mail to Ines Terp bounced")).to_be_visible()
    desk.keep("audit-guest")


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_guest_who_comes_early_waits_for_the_practices_hour(practice, browse):
    person = practice.adult()
    session_id = practice.book(person, begins=timedelta(hours=3))
    made = practice.owner.post(f"/api/video-gate/v1/sessions/{session_id}/guests", {"name": "Ines Terp"})
    guest = browse()
    page = guest.open("/guest" + made["url"].partition("/guest")[2])
    expect(page.get_by_role("heading", name="You’re early")).to_be_visible()
    expect(page.get_by_text(re.compile(r"\(Toronto\)"))).to_be_visible()
    guest.keep("guest-early")
    practice.owner.post(f"/api/video-gate/v1/sessions/{session_id}:cancel")
    page.reload()
    expect(page.get_by_role("heading", name="This session was cancelled")).to_be_visible()
    guest.keep("guest-cancelled")
