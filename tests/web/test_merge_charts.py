"""The front desk finds a client's second chart, reads what a merge will do, and merges, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.test_import import clean
from tests.web.test_journeys import staff_browser


def two_charts(practice):
    """A child charted twice: by a colleague without the switch, and by an import; the mother's address is the same."""
    born = practice.owner.get(f"/api/clinic/v1/clients/{practice.child(given_name='Noah')}")["birth_date"]
    charts = [practice.child(given_name="Zoe", family_name="Roy", birth_date=born) for _ in range(2)]
    address = f"ana@{practice.slug}.example"
    people = [practice.guardian(chart, given_name="Ana", family_name="Roy", email=address) for chart in charts]
    father = practice.guardian(charts[1], given_name="Luc", family_name="Roy", relationship="FATHER")
    practice.owner.patch(people[1].path, {"online_access": False, "custody_note": "Court order of 3 May"})
    practice.consent(people[1])
    practice.book(father)
    return charts, people


def merged_by_another_desk(practice, client_id):
    """Into a third chart of the child, while somebody looks at this one."""
    born = practice.owner.get(f"/api/clinic/v1/clients/{client_id}")["birth_date"]
    third = practice.child(given_name="Zoe", family_name="Roy", birth_date=born)
    path, asked = f"/api/clinic/v1/clients/{third}", {"merged_client_id": client_id}
    token = practice.owner.post(f"{path}:previewMerge", asked)["token"]
    practice.owner.post(f"{path}:merge", {**asked, "token": token})
    return third


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_two_charts_of_one_client_become_one_after_a_preview_that_says_how(practice, browse):
    (kept, gone), (mother, twin) = two_charts(practice)
    desk = staff_browser(browse, practice)
    page = desk.open("/clients")
    page.get_by_role("button", name="Possible duplicates").click()
    expect(page.get_by_role("row", name=re.compile("Roy, Zoe"))).to_have_count(2)
    desk.keep("merge-list")
    page.goto(f"{desk.home}/clients/{kept}/people")
    chart = page.get_by_role("dialog", name=re.compile("Zoe Roy"))
    expect(chart.get_by_text("This client may have two charts")).to_be_visible()
    desk.keep("merge-note")
    clean(page)
    chart.get_by_role("button", name="Not the same person").click()
    expect(page.get_by_text("Zoe Roy’s other chart is another client’s.")).to_be_visible()
    expect(chart.get_by_text("This client may have two charts")).to_have_count(0)
    chart.get_by_role("link", name="Profile", exact=True).click()
    expect(chart.get_by_text("Olive Owner said so on")).to_be_visible()
    desk.keep("merge-apart")
    clean(page)
    chart.get_by_role("button", name="They may be the same").click()
    expect(chart.get_by_text("Olive Owner said so on")).to_have_count(0)
    chart.get_by_role("link", name="People").click()
    chart.get_by_role("button", name="Compare and merge").click()
    dialog = page.get_by_role("dialog", name="Merge with another chart")
    expect(dialog.get_by_text("Two become one")).to_be_visible()
    expect(dialog.get_by_text("Moves here")).to_be_visible()
    expect(dialog.get_by_text("1 coming video session")).to_be_visible()
    expect(dialog.get_by_text("Court order of 3 May")).to_be_visible()
    access = dialog.get_by_role("switch", name=re.compile("Online Portal Access"))
    expect(access).not_to_be_checked()
    desk.keep("merge-preview")
    clean(page)
    access.locator("xpath=ancestor::label").click()
    expect(access).to_be_checked()
    dialog.get_by_role("button", name="Choose another chart").click()
    expect(dialog.get_by_text("Likely the same client")).to_be_visible()
    dialog.get_by_label("Search people").fill("zoe roy")
    expect(dialog.get_by_role("listbox", name="Charts found").get_by_role("option", name=re.compile("Zoe Roy"))).to_be_visible()
    desk.keep("merge-find")
    clean(page)
    dialog.get_by_role("listbox", name="Charts found").get_by_role("option", name=re.compile("Zoe Roy")).click()
    dialog.get_by_role("button", name="Merge the charts").click()
    expect(page.get_by_text("The charts are merged.")).to_be_visible()
    expect(dialog).to_have_count(0)
    expect(chart.get_by_role("link", name=re.compile("Luc Roy")).first).to_be_visible()
    expect(chart.get_by_text("This client may have two charts")).to_have_count(0)
    desk.keep("merge-done")
    now = practice.owner.get(f"/api/clinic/v1/clients/{kept}/contacts")["contacts"]
    assert {one["contact_id"]: one["consent"]["state"] for one in now}[mother.contact_id] == "GRANTED"
    third = merged_by_another_desk(practice, kept)
    away = page.get_by_role("dialog", name=re.compile("Zoe Roy"))
    expect(away.get_by_text("This chart was merged")).to_be_visible()
    desk.keep("merge-away")
    clean(page)
    away.get_by_role("button", name="Open the chart that stayed").click()
    expect(page).to_have_url(re.compile(third))
    page.goto(f"{desk.home}/clients/{gone}/people?contact={twin.contact_id}")
    away.get_by_role("button", name="Open the chart that stayed").click()
    expect(page).to_have_url(re.compile(f"{third}.*contact={mother.contact_id}"))
