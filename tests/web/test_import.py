"""A practice's client list from elsewhere, from the file to the charts, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.web.test_journeys import staff_browser

HEADER = "Client Name,DOB,Parent/Guardian 1,P1 Email,P1 Relation,Notes"
ROWS = [
    '"Okafor, Maya",14/03/2019,James Okafor,james@example.com,Dad,mornings',
    '"Okafor, Ada",14/03/2021,James Okafor,james@example.com,Dad,',
    '"Novak, Emma",31/02/2015,Eva Novak,eva@example.com,Mother,',
    '"Diallo, Omar",02/02/2016,,,,',
    '"Cohen, Ben",05/06/2017,Rafi Cohen,james@example.com,Dad,',
]


@pytest.fixture
def client_list(tmp_path):
    """A file as another product exports it."""
    path = tmp_path / "clients-nov.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    return path


def clean(page):
    """No serious finding of axe."""
    assert not [violation["id"] for violation in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_a_client_list_is_matched_tried_mended_and_added(practice, browse, client_list, tmp_path):
    desk = staff_browser(browse, practice)
    page = desk.open("/import")
    expect(page.get_by_text("An import mails nobody")).to_be_visible()
    desk.keep("import-file")
    clean(page)
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Choose a file").click()
    chosen.value.set_files(client_list)
    expect(page.get_by_role("button", name="Add 3 clients")).to_be_visible()
    table = page.get_by_role("grid", name="Rows of the file")
    expect(table.get_by_text("Date of birth 31/02/2015 doesn’t exist.")).to_be_visible()
    expect(table.get_by_text("James Okafor comes with row 2 already")).to_be_visible()
    desk.keep("import-dry-run")
    clean(page)

    with page.expect_download() as downloaded:
        page.get_by_role("button", name="2 to mend, as CSV").click()
    downloaded.value.save_as(tmp_path / "mend.csv")
    mend = (tmp_path / "mend.csv").read_text(encoding="utf-8-sig")
    assert mend.splitlines()[0] == f"{HEADER},Row in the first file,What to mend"
    assert "Date of birth 31/02/2015 doesn’t exist." in mend and "Omar" in mend and "Maya" not in mend

    page.get_by_role("button", name="Edit row 4").click()
    page.get_by_role("textbox", name="DOB").fill("28/02/2015")
    desk.keep("import-row")
    clean(page)
    page.get_by_role("button", name="Save and try again").click()
    expect(page.get_by_role("button", name="Add 4 clients")).to_be_visible()
    page.get_by_role("button", name="DOB goes to").click()
    page.get_by_role("option", name="Date of birth (month first)").click()
    expect(table.get_by_text("is written in another order").first).to_be_visible()
    page.get_by_role("button", name="DOB goes to").click()
    page.get_by_role("option", name="Date of birth (day first)").click()

    page.get_by_role("button", name="Add 4 clients").click()
    expect(page.get_by_text("4 clients were added")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("1 row was left out")).to_be_visible()
    desk.keep("import-report")
    clean(page)
    page.get_by_role("link", name="Clients not invited yet").click()
    expect(page.get_by_text(re.compile("Okafor, Maya")).first).to_be_visible()
    assert practice.mailbox.mails("james@example.com") == []
