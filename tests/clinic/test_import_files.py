"""The CSV door by itself: encodings, delimiters, headers, and whatever bytes somebody sends."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clinic.domain.imports import columns, drafts, files, plans, values
from clinic.domain.imports.notes import RowOutcome
from tests.clinic.test_imports import as_csv

NAMES = (("Zo\u00eb M\u00fcller", "a@b.ca"), ("Ren\u00e9e C\u00f4t\u00e9", "c@d.ca"), ("Fran\u00e7ois L'\u00c9cuyer", "e@f.ca"))


def read(body, piece=7):
    """(layout, rows) of a file that comes in pieces which part letters and lines."""
    def pieces():
        return (body[i : i + piece] for i in range(0, len(body), piece)) if len(body) < 10_000 else iter([body])

    written = files.layout(lambda: iter([body[:100_000], body[100_000:]]))
    return written, list(files.records(pieces, written))


@pytest.mark.parametrize("delimiter", ",;\t|")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
def test_any_encoding_and_delimiter_of_a_spreadsheet_is_read(encoding, delimiter):
    body = as_csv(*NAMES, header=["Client Name", "Email"], delimiter=delimiter, encoding=encoding)
    written, rows = read(body)
    assert (written.header, written.delimiter) == (("Client Name", "Email"), delimiter)
    assert [row.cells for row in rows] == list(NAMES)


def test_titles_above_the_table_blank_rows_and_line_breaks_in_cells_keep_the_spreadsheets_numbers():
    body = 'sep=;\r\nMaple Counselling\r\n\r\nName;Notes;Email\r\n"Roy, Ada";"one\r\ntwo";a@b.ca\r\n;;\r\nIvo Novak;;i@n.ca;what\r\n'
    written, rows = read(body.encode())
    assert written.header == ("Name", "Notes", "Email")
    assert [(row.row, row.cells[0], row.extra) for row in rows] == [(5, "Roy, Ada", False), (7, "Ivo Novak", True)]


def test_long_cells_are_cut_and_control_characters_dropped():
    _, rows = read(as_csv(["Ada Roy\x1b", "n" * 5_000], header=["Name", "Notes"]))
    assert rows[0].cells[0] == "Ada Roy" and len(rows[0].cells[1]) == files.LONGEST_CELL


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
@example(b'a,b\n"')
@example(b"\xff\xfe\n\x00")
@example(b"\xff\xfe\x00\x00")
def test_whatever_is_sent_is_a_table_or_refused_by_name(body):
    try:
        written, rows = read(body)
    except files.Unreadable as wrong:
        assert wrong.problem in files.FileProblem
        return
    assert 0 < len(written.header) <= files.MOST_COLUMNS
    for row in rows:
        assert len(row.cells) == len(written.header) and not any("\0" in cell for cell in row.cells)
        row.cells[0].encode()
    assert len(columns.guess(written.header, [row.cells for row in rows], "CA-ON")) == len(written.header)


CELL = st.sampled_from([
    "", "Novak, Ivo", "Ada", "31/02/2015", "2015-13-40", "Ada Roy <a@b.ca>", "x@", "999999999999", "Y", "maybe", "\ufffd", "=1+1",
])


@settings(max_examples=200, deadline=None)
@given(st.lists(CELL | st.text(max_size=40), min_size=6, max_size=6), st.permutations(columns.TARGETS))
def test_whatever_stands_in_a_row_it_comes_to_something(cells, shuffled):
    reader = drafts.Reader(columns.match([f"c{i}" for i in range(6)], shuffled[:6]), "CA-ON", date(2026, 11, 24))
    draft = drafts.read(cells, reader)
    made = plans.plan(draft, plans.Known())
    assert made.outcome in RowOutcome
    if made.outcome is RowOutcome.NEW:
        assert draft.given_name and draft.family_name and (draft.people or not draft.minor)


@pytest.mark.parametrize(("written", "order", "day"), [
    ("14/03/2019", "DMY", "2019-03-14"), ("03/14/2019", "MDY", "2019-03-14"), ("2019-03-14", "MDY", "2019-03-14"),
    ("14.3.19", "DMY", "2019-03-14"), ("3-4-89", "MDY", "1989-03-04"), ("14 mars 2019", "DMY", "2019-03-14"),
    ("March 14, 2019", "MDY", "2019-03-14"), ("14-Mar-19", "DMY", "2019-03-14"), ("20190314", "YMD", "2019-03-14"),
    ("2019-03-14 00:00:00", "YMD", "2019-03-14"), ("1er ao\u00fbt 1990", "DMY", "1990-08-01"), ("N/A", "DMY", "None"),
    ("31/02/2015", "DMY", "BIRTH_DATE_NOT_A_DAY"), ("03/14/2019", "DMY", "BIRTH_DATE_OTHER_ORDER"),
    ("14/03/2019", "YMD", "BIRTH_DATE_OTHER_ORDER"),
    ("tomorrow", "DMY", "BIRTH_DATE_UNREADABLE"), ("43538", "DMY", "BIRTH_DATE_UNREADABLE"), ("01/01/2031", "DMY", "BIRTH_DATE_FUTURE"),
    ("01/01/1815", "DMY", "BIRTH_DATE_TOO_EARLY"),
])
def test_days_are_read_as_people_write_them(written, order, day):
    try:
        assert str(values.day(written, order, date(2026, 11, 24))) == day
    except values.Unreadable as wrong:
        assert wrong.problem == day


@pytest.mark.parametrize(("written", "last_first", "name"), [
    ("Okafor, Maya", False, ("Maya", "Okafor")), ("Maya Okafor", False, ("Maya", "Okafor")), ("Okafor Maya", True, ("Maya", "Okafor")),
    ("Mrs. Anna Maria van Dijk", False, ("Anna Maria van", "Dijk")), ("Cher", False, ("Cher", "")),
    ("  'O'Brien ,  Pat ", False, ("Pat", "O'Brien")),
])
def test_names_are_parted(written, last_first, name):
    assert values.name(written, last_first=last_first) == name


@pytest.mark.parametrize(("found", "region", "order"), [
    (["14/03/2019", "01/02/2018"], "US-NY", "DMY"), (["03/14/2019"], "CA-ON", "MDY"), (["2019-03-14"], "CA-ON", "YMD"),
    (["01/02/2018"], "US-NY", "MDY"), (["01/02/2018"], "CA-ON", "DMY"),
])
def test_the_order_of_a_date_is_told_by_its_values_and_else_by_the_region(found, region, order):
    assert values.date_order(found, region) == order
    assert values.order_is_open(found) is (found == ["01/02/2018"])


@pytest.mark.parametrize(("header", "guessed"), [
    (("Pr\u00e9nom", "Nom", "Date de naissance", "Courriel", "T\u00e9l\u00e9phone", "Nom de la m\u00e8re", "Courriel de la m\u00e8re"),
     ("GIVEN_NAME", "FAMILY_NAME", "BIRTH_DATE_DMY", "EMAIL", "PHONE", "CONTACT_1_NAME", "CONTACT_1_EMAIL")),
    (("Client ID", "FirstName", "LastName", "PreferredName", "DOB", "HomePhone", "MobilePhone", "Primary Email"),
     ("LEAVE_OUT", "GIVEN_NAME", "FAMILY_NAME", "LEAVE_OUT", "BIRTH_DATE_DMY", "PHONE", "LEAVE_OUT", "EMAIL")),
    (("Patient Name", "Guardian Name", "Guardian Email", "Guardian Name", "Guardian Email", "Physician Name"),
     ("NAME", "CONTACT_1_NAME", "CONTACT_1_EMAIL", "CONTACT_2_NAME", "CONTACT_2_EMAIL", "LEAVE_OUT")),
    (("Surname", "Given", "Mother First Name", "Mother Last Name", "Father First Name", "Status"),
     ("FAMILY_NAME", "GIVEN_NAME", "CONTACT_1_GIVEN_NAME", "CONTACT_1_FAMILY_NAME", "CONTACT_2_GIVEN_NAME", "STATUS")),
])
def test_the_columns_of_known_products_are_guessed(header, guessed):
    assert tuple(columns.guess(header, [], "CA-ON")) == guessed
    implied = {name: word for name, word in (("Guardian Name", "GUARDIAN"), ("Father First Name", "FATHER")) if name in header}
    assert columns.match(header, guessed).implied.get(2) == next(iter(implied.values()), None)


def test_a_file_is_streamed_whatever_its_size():
    """The reader asks for a piece when it needs one, and holds no more than it hands out."""
    asked = []
    line = b"Ada Roy,ada@example.com\n"

    def pieces():
        yield b"Name,Email\n"
        for number in range(1_000):
            asked.append(number)
            yield line * 10

    rows = files.records(pieces, files.Layout("utf-8", ",", ("Name", "Email"), 0))
    for _ in range(100):
        next(rows)
    assert len(asked) < 100
