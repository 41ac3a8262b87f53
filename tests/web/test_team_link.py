"""Somebody invited to the team opens the mail too late, and those who invite hear of it, in real Chromium."""

import pytest
from playwright.sync_api import expect

from tests.web.test_journeys import PASSWORD, staff_browser


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_an_invitation_to_the_team_that_ran_out_is_told_and_sent_anew_from_today(practice, browse):
    email = f"cleo@{practice.slug}.example"
    practice.owner.post("/api/identity/v1/staff", {"email": email, "display_name": "Dr. Cleo", "role": "CLINICIAN"})
    old = practice.mail(email)
    practice.shift_clock(49 * 3600)
    late = browse()
    there = late.open(f"/set-password#{old.token}")
    there.get_by_role("button", name="Tell the practice that you can’t get in").click()
    there.get_by_label("Anything to add?").fill("I was away.")
    expect(there.get_by_text("An owner or admin sees it at once")).to_be_visible()
    there.get_by_role("button", name="Tell the practice", exact=True).click()
    expect(there.get_by_text("You told the practice")).to_be_visible()

    practice.owner.sign_in(practice.owner_email, PASSWORD)
    desk = staff_browser(browse, practice, "desktop")
    page = desk.open("/today")
    team = page.get_by_role("region", name="From the team")
    expect(team).to_contain_text("I was away.")
    desk.keep("team-today")
    team.get_by_role("link", name="Dr. Cleo").click()
    expect(page.get_by_text("Asked for a new link").last).to_be_visible()
    desk.keep("team-account")
    page.get_by_role("button", name="Send a new link to Dr. Cleo").click()
    expect(page.get_by_text("A new link for Dr. Cleo is on its way.")).to_be_visible()
    expect(there.get_by_text("The practice mailed you a new link.")).to_be_visible(timeout=15_000)
    late.keep("team-link-answered")
    assert practice.mail(email, after=1).token != old.token
