"""Who may do what, and the team, in real Chromium."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.system.practice import PASSWORD
from tests.web.test_journeys import sign_in, staff_browser


def serious(page):
    return [one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_an_owner_reads_the_roles_and_lets_somebody_leave(practice, browse, size):
    practice.staff("CLINICIAN")
    owner = staff_browser(browse, practice)
    page = owner.open("/settings/roles")
    if size == "desktop":
        row = page.get_by_role("row", name=re.compile("Change settings"))
        expect(row.get_by_role("cell").first).to_have_text("Yes")
        expect(row.get_by_role("cell").last).to_have_text("No")
    else:
        page.get_by_label("Role", exact=False).first.click()
        page.get_by_role("option", name="Student").click()
        expect(page.get_by_role("listitem").filter(has_text="Change settings")).to_contain_text("No")
    owner.keep("roles")
    assert serious(page) == []
    page = owner.open("/users?kind=staff")
    page.get_by_role("link", name=re.compile("clinician", re.IGNORECASE)).first.click()
    page.get_by_role("button", name="Leaves the team").click()
    page.get_by_role("dialog").get_by_role("button", name="Leaves the team").click()
    expect(page.get_by_role("button", name="Bring back")).to_be_visible()
    assert serious(page) == []


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_student_is_told_who_may(practice, browse):
    email = practice.staff("STUDENT").get("/api/identity/v1/me")["email"]
    student = browse()
    page = student.open("/sign-in")
    sign_in(page, email, PASSWORD)
    page.wait_for_url(re.compile("/(today|clients)"))
    for path in ("/settings", "/users"):
        student.open(path)
        expect(page.get_by_text("Your role doesn’t open this page")).to_be_visible()
        expect(page.get_by_text("Not yours: owner, admin, front desk, or clinician can do this.")).to_be_visible()
    assert serious(page) == []
