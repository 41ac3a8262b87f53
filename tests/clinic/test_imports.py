"""Imports by door 1 and the worker's timer: a file's pieces, its columns, the dry run, the adding, the report."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic
from clinic.domain.imports import files
from clinic.operations import importing

HEADER = ["Client Name", "DOB", "Parent/Guardian 1", "P1 Email", "P1 Relation", "Parent/Guardian 2", "P2 Email", "Portal Y/N", "Notes"]


def as_csv(*rows, header=HEADER, delimiter=",", encoding="utf-8"):
    """A file as products export it."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue().encode(encoding)


def child(name, born="14/03/2019", parent="James Okafor", email="", relation="Dad", **more):
    """A minor's row under HEADER."""
    return [name, born, parent, email, relation, more.get("second", ""), more.get("second_email", ""), more.get("portal", ""), "mornings"]


class Importer:
    """Somebody who imports."""

    def __init__(self, practice, caller=None):
        self.practice, self.caller = practice, caller or practice.owner

    def send(self, body, name="clients-nov.csv"):
        """The file; the worker reads and tries it. The import."""
        self.send_only(body, name)
        return self.work()

    def send_only(self, body, name="clients-nov.csv"):
        """The file, in pieces."""
        begun = self.caller.post("/imports", {"file_name": name, "size_bytes": len(body)})
        self.path = f"/imports/{begun['import_id']}"
        for position in range(-(-len(body) // files.PIECE_BYTES)):
            piece = body[position * files.PIECE_BYTES:][: files.PIECE_BYTES]
            assert self.put_piece(position, piece).status == 204
        self.caller.post(f"{self.path}:read", {})

    def put_piece(self, position, piece):
        return self.caller.put_bytes(f"{self.path}/pieces/{position}", piece)

    def work(self):
        """Everything the worker has to do for it."""
        while self.get()["state"] in ("READING", "TRYING", "ADDING"):
            importing.work(self.practice.worker)
        return self.get()

    def get(self):
        return self.caller.get(self.path)

    def rows(self, show="ALL"):
        found, token = [], ""
        while True:
            page = self.caller.get(f"{self.path}/rows?show={show}&page_size=200&page_token={token}")
            found += page["rows"]
            token = page["next_page_token"]
            if not token:
                return found

    def codes(self, show="ALL"):
        """Of each row its outcome and what is said about it."""
        return {row["row"]: (row["outcome"], [note["code"] for note in row["notes"]]) for row in self.rows(show)}

    def match(self, **targets):
        """Another target for some columns, by their names."""
        columns = [targets.get(column["name"], column["target"]) for column in self.get()["columns"]]
        self.caller.ask("PUT", f"{self.path}/columns", {"targets": columns})
        return self.work()

    def start(self):
        self.caller.post(f"{self.path}:start", {})
        return self.work()


@pytest.fixture
def importer(practice):
    return Importer(practice)


def targets(shown):
    return {column["name"]: column["target"] for column in shown["columns"]}


def test_a_products_export_is_matched_by_guess_and_tried_without_writing_anything(importer):
    shown = importer.send(as_csv(child("Okafor, Maya", email="james@example.com", second="Sam Gagnon", second_email="sam@example.net")))
    assert targets(shown) == {
        "Client Name": "NAME_LAST_FIRST", "DOB": "BIRTH_DATE_DMY", "Parent/Guardian 1": "CONTACT_1_NAME", "P1 Email": "CONTACT_1_EMAIL",
        "P1 Relation": "CONTACT_1_RELATIONSHIP", "Parent/Guardian 2": "CONTACT_2_NAME", "P2 Email": "CONTACT_2_EMAIL",
        "Portal Y/N": "ONLINE_ACCESS", "Notes": "LEAVE_OUT",
    }
    assert (shown["state"], shown["total"], shown["counts"]["new"]) == ("TRIED", 1, 1)
    assert importer.practice.owner.get("/clients")["clients"] == []
    assert not importer.practice.announced(clinic.ClientChanged)


def test_the_dry_run_says_row_by_row_what_will_happen_and_why_not(importer):
    practice = importer.practice
    practice.parent(practice.minor(family_name="Okafor"), given_name="James", family_name="Okafor", email="james@example.com")
    practice.owner.post("/clients", {"given_name": "Noah", "family_name": "Tremblay", "birth_date": "2015-06-01"})
    practice.owner.post("/clients", {"given_name": "Lucas", "family_name": "Gauthier", "birth_date": "2014-05-03"})
    eva = {"parent": "Eva Novak", "email": "eva@example.com", "relation": "Mother"}
    expected = [
        (child("Okafor, Maya", email="James@Example.com"), "JOINS", "JOINS_KNOWN"),
        (child("Okafor, Ada", born="01/02/2017", email="james@example.com", parent="J. Okafor"), "JOINS", "JOINS_KNOWN"),
        (child("Cohen, Ben", parent="Rafi Cohen", email="james@example.com"), "CHECK", "SHARED_ADDRESS"),
        (child("Novak, Emma", born="31/02/2015", email="e.novak@example.com"), "BROKEN", "BIRTH_DATE_NOT_A_DAY"),
        (child("Diallo, Omar", parent=""), "BROKEN", "MINOR_WITHOUT_GUARDIAN"),
        (child("Lund, Sara", email="sara.lund@example"), "BROKEN", "EMAIL_INVALID"),
        (child("Tremblay, Noah", born="01/06/2015", email="t@example.com"), "LEFT_OUT", "ALREADY_HERE"),
        (child("Gauthier, Luc", born="03/05/2014", email="g@example.com"), "CHECK", "ALIKE"),
        (child("Novak, Iris", born="2009-11-23", **eva), "NEW"),
        (child("Novak, Ivo", **eva), "JOINS", "JOINS_ROW"),
        (child("NOVAK, Ivo ", **eva), "LEFT_OUT", "REPEATED"),
        (child("Bouchard, Iris", born=came_of_age(practice), email="anne@example.com"), "CHECK", "CAME_OF_AGE", "NO_EMAIL"),
        (child("Roy", email="roy@example.com"), "BROKEN", "NAME_INCOMPLETE"),
        (child("Roy, Zo\u00eb", email=""), "NEW", "NO_EMAIL"),
    ]
    importer.send(as_csv(*(row for row, *_ in expected)))
    assert importer.codes() == {i: (outcome, notes) for i, (_, outcome, *notes) in enumerate(expected, 2)}
    counts = {"new": 2, "joins": 3, "check": 3, "left_out": 2, "broken": 4, "added": 0, "not_added": 0}
    assert importer.get()["counts"] == counts
    assert set(importer.codes("BROKEN")) == {5, 6, 7, 14}
    assert set(importer.codes("WORTH_A_LOOK")) == set(range(2, 15)) - {10}
    assert importer.rows()[0]["notes"] == [{"code": "JOINS_KNOWN", "contact": 1, "values": {"name": "James Okafor"}}]


def came_of_age(practice):
    """A date of birth with which somebody was a minor until a week ago."""
    day = practice.now.date() - timedelta(days=7)
    return day.replace(year=day.year - 18).strftime("%d/%m/%Y")


def test_adding_makes_the_charts_says_what_became_of_each_row_and_mails_nobody(importer):
    practice = importer.practice
    practice.owner.patch("/settings", {"auto_welcome": True, "default_email_notifications": False})
    james = practice.parent(practice.minor(family_name="Okafor"), given_name="James", family_name="Okafor", email="james@example.com")
    eva = {"parent": "Eva Novak", "email": "eva@example.com", "relation": "Mother"}
    importer.send(as_csv(
        child("Okafor, Maya", email="james@example.com"),
        child("Novak, Ivo", **eva, second="Ian Novak", second_email="ian@example.com"),
        child("Novak, Iris", born="2016-02-03", **eva, portal="N"),
        child("Diallo, Omar", parent=""),
    ))
    mailed = len(practice.announced(clinic.WelcomeRequested))
    done = importer.start()
    assert (done["state"], done["counts"]["added"], done["counts"]["not_added"]) == ("DONE", 3, 1)
    assert len(practice.announced(clinic.WelcomeRequested)) == mailed
    rows = {row["name"]: row for row in importer.rows()}
    assert (rows["Omar Diallo"]["state"], rows["Omar Diallo"]["client_id"]) == ("NOT_ADDED", None)
    maya, ivo, iris = (rows[name]["client_id"] for name in ("Maya Okafor", "Ivo Novak", "Iris Novak"))
    assert [one["contact_id"] for one in practice.owner.get(f"/clients/{maya}/contacts")["contacts"]] == [james]
    mother, ian = practice.owner.get(f"/clients/{ivo}/contacts")["contacts"]
    said = ("given_name", "relationship", "is_primary", "online_access", "email_notifications")
    assert [mother[key] for key in said] == ["Eva", "MOTHER", True, True, False]
    assert [ian[key] for key in said] == ["Ian", "GUARDIAN", False, False, False]
    assert mother["consent"]["state"] == ian["consent"]["state"] == "MISSING"
    (again,) = practice.owner.get(f"/clients/{iris}/contacts")["contacts"]
    assert (again["contact_id"], again["online_access"]) == (mother["contact_id"], False)
    assert practice.owner.get("/clients?query=novak")["total"] == 2
    assert rows["Ivo Novak"]["cells"] == [] and rows["Omar Diallo"]["cells"][0] == "Diallo, Omar"


def test_an_adult_acts_for_themself_with_the_address_on_their_row(importer):
    header = ["First Name", "Last Name", "Birth Date", "Email", "Mobile Phone", "Emergency Contact", "Emergency Contact Phone", "Status"]
    importer.send(as_csv(
        ["Sof\u00eda", "M\u00fcller", "1990-04-05", "sofia@example.com", "(416) 555-0101 ext. 4", "Mum", "555", "Active"],
        ["Ole", "Olsen", "1980-04-05", "", "4.16555E+09", "", "", "active"],
        ["Ida", "Olsen", "1981-04-05", "ida@example.com", "", "", "", "Discharged"],
        header=header, delimiter=";", encoding="cp1252",
    ))
    assert targets(importer.get())["Emergency Contact"] == "LEAVE_OUT"
    assert importer.codes() == {2: ("NEW", []), 3: ("CHECK", ["PHONE_UNREADABLE", "NO_EMAIL"]), 4: ("LEFT_OUT", ["GONE"])}
    importer.start()
    (himself,) = importer.practice.owner.get(f"/clients/{importer.rows()[0]['client_id']}/contacts")["contacts"]
    assert (himself["given_name"], himself["family_name"], himself["relationship"]) == ("Sof\u00eda", "M\u00fcller", "SELF")
    assert (himself["email"], himself["phone"], himself["online_access"]) == ("sofia@example.com", "(416) 555-0101 x4", True)


def test_what_changed_since_the_dry_run_counts_when_it_is_added(importer):
    importer.send(as_csv(child("Novak, Ivo", email="eva@example.com"), child("Novak, Iris", email="eva@example.com")))
    importer.practice.owner.post("/clients", {"given_name": "Ivo", "family_name": "Novak", "birth_date": "2019-03-14"})
    done = importer.start()
    assert (done["counts"]["added"], done["counts"]["not_added"]) == (1, 1)
    assert importer.codes()[2] == ("LEFT_OUT", ["ALREADY_HERE"])


def test_a_row_is_mended_or_left_out_by_hand(importer):
    importer.send(as_csv(child("Novak, Ivo", born="31/02/2015", email="eva@example.com"), child("Roy, Ada", email="r@example.com")))
    cells = importer.rows()[0]["cells"]
    cells[1] = "28/02/2015"
    mended = importer.caller.patch(f"{importer.path}/rows/2", {"cells": cells})
    assert (mended["outcome"], mended["notes"]) == ("NEW", [])
    assert importer.caller.patch(f"{importer.path}/rows/3", {"left_out": True})["notes"][0]["code"] == "BY_HAND"
    assert importer.start()["counts"]["added"] == 1
    assert {row["name"]: row["state"] for row in importer.rows()} == {"Ivo Novak": "ADDED", "Ada Roy": "NOT_ADDED"}


def test_a_match_is_remembered_for_the_next_file_of_that_product(importer):
    importer.send(as_csv(child("Novak, Ivo", email="eva@example.com")))
    assert not importer.get()["remembered"]
    importer.match(Notes="PHONE", DOB="BIRTH_DATE_MDY")
    assert importer.codes() == {2: ("BROKEN", ["BIRTH_DATE_OTHER_ORDER"])}
    importer.match(DOB="BIRTH_DATE_DMY")
    importer.start()
    shown = Importer(importer.practice).send(as_csv(child("Novak, Iris", email="eva@example.com")))
    assert shown["remembered"] and targets(shown)["Notes"] == "PHONE"


@pytest.mark.parametrize(("change", "reason"), [
    ({"Notes": "EMAILS"}, "TARGET_UNKNOWN"), ({"Notes": "CONTACT_1_NAME_LAST_FIRST"}, "TARGET_TAKEN"),
])
def test_a_match_that_makes_no_sense_is_refused(importer, change, reason):
    shown = importer.send(as_csv(child("Novak, Ivo")))
    said = [change.get(column["name"], column["target"]) for column in shown["columns"]]
    answer = importer.caller.ask("PUT", f"{importer.path}/columns", {"targets": said})
    assert (answer.status, answer["errors"][0]["reason"]) == (400, reason)
    assert importer.caller.ask("PUT", f"{importer.path}/columns", {"targets": said[1:]})["errors"][0]["reason"] == "ONE_A_COLUMN"


def test_without_a_name_nothing_is_tried_and_nothing_starts(importer):
    importer.send(as_csv(child("Novak, Ivo")))
    shown = importer.match(**{"Client Name": "LEAVE_OUT"})
    assert (shown["state"], shown["missing"]) == ("MATCHING", ["NAME"])
    assert importer.caller.ask("POST", f"{importer.path}:start", {})["reason"] == "COLUMNS_UNMATCHED"


@pytest.mark.parametrize(("body", "problem"), [
    (b" \n", "EMPTY"), (b"PK\x03\x04 and so on", "SPREADSHEET"), (b"\x00\x01\x02\x00\x00\x99", "NOT_TEXT"),
    (b"Name,Email\n", "NO_ROWS"), (b"Ada Roy,ada@example.com\nIvo Novak,ivo@example.com\n", "NO_HEADER"),
    (b"Name,Email\n" + b'"' + b"x" * 200_000, "QUOTE_OPEN"), (b",".join(b"c%d" % i for i in range(90)) + b"\n1\n", "TOO_MANY_COLUMNS"),
    (b"Name\n" + b"A B\n" * 20_001, "TOO_MANY_ROWS"),
])
def test_a_file_that_is_no_client_list_says_what_it_is(importer, body, problem):
    shown = importer.send(body)
    assert (shown["state"], shown["problem"], shown["total"] if problem != "TOO_MANY_ROWS" else 0) == ("REFUSED", problem, 0)
    assert importer.rows() == []
    assert importer.caller.ask("POST", f"{importer.path}:start", {})["reason"] == "IMPORT_NOT_AT_THAT"


def test_limits_are_named_before_and_while_the_file_comes(importer):
    big = importer.caller.ask("POST", "/imports", {"file_name": "a.csv", "size_bytes": files.MOST_BYTES + 1})
    assert (big.status, big["reason"], big["most_bytes"]) == (413, "FILE_TOO_LARGE", files.MOST_BYTES)
    begun = importer.caller.post("/imports", {"file_name": "a.csv", "size_bytes": 10})
    importer.path = f"/imports/{begun['import_id']}"
    assert importer.put_piece(0, b"x" * (files.PIECE_BYTES + 1))["reason"] == "PIECE_TOO_LARGE"
    assert importer.put_piece(21, b"x")["reason"] == "FILE_TOO_LARGE"
    importer.put_piece(0, b"Name\n")
    missing = importer.caller.ask("POST", f"{importer.path}:read", {})
    assert (missing.status, missing["reason"], missing["has_bytes"]) == (409, "PIECES_MISSING", 5)
    for _ in range(9):
        importer.caller.post("/imports", {"file_name": "a.csv", "size_bytes": 10})
    assert importer.caller.ask("POST", "/imports", {"file_name": "a.csv", "size_bytes": 10})["reason"] == "TOO_MANY_IMPORTS"


def test_it_is_paused_and_resumed_and_another_waits_its_turn(importer):
    importer.send(as_csv(*(child(f"Novak, Child{i}", email=f"parent{i}@example.com") for i in range(50))))
    importer.caller.post(f"{importer.path}:start", {})
    importing.work(importer.practice.worker)
    paused = importer.caller.post(f"{importer.path}:pause", {})
    importing.work(importer.practice.worker)
    assert (paused["state"], importer.get()["done"], importer.get()["counts"]["added"]) == ("PAUSED", 20, 20)
    other = Importer(importer.practice)
    other.send(as_csv(child("Roy, Ada", email="ada@example.com")))
    assert other.caller.ask("POST", f"{other.path}:start", {})["reason"] == "IMPORT_UNDER_WAY"
    importer.caller.post(f"{importer.path}:resume", {})
    importing.work(importer.practice.worker)
    assert importer.get()["seconds_left"] is not None
    assert importer.work()["counts"]["added"] == 50
    assert other.start()["state"] == "DONE"


def test_the_file_and_its_rows_are_deleted_when_it_is_discarded_and_after_thirty_days(importer):
    importer.send(as_csv(child("Diallo, Omar", parent=""), child("Roy, Ada", email="ada@example.com")))
    importer.start()
    other = Importer(importer.practice)
    other.send(as_csv(child("Roy, Ben", email="ada@example.com")))
    other.caller.ask("POST", f"{other.path}:discard", {})
    assert (other.get()["state"], other.rows()) == ("DISCARDED", [])
    assert len(importer.rows()) == 2
    importer.practice.shift(timedelta(days=31))
    importing.work(importer.practice.worker)
    kept = importer.get()
    assert (importer.rows(), kept["forgotten"], kept["counts"]["added"], kept["counts"]["not_added"]) == ([], True, 1, 1)
    assert [one["state"] for one in importer.caller.get("/imports")["imports"]] == ["DONE"]


@pytest.mark.parametrize(("role", "status"), [("OWNER", 201), ("ADMIN", 201), ("FRONT_DESK", 403), ("CLINICIAN", 403), (None, 403)])
def test_owners_and_admins_import(practice, role, status):
    asked = practice.staff(role).ask("POST", "/imports", {"file_name": "a.csv", "size_bytes": 10})
    assert asked.status == status


def test_an_import_of_the_practice_next_door_is_not_found(importer, other):
    importer.send(as_csv(child("Novak, Ivo")))
    for method, path, body in (("GET", "", None), ("GET", "/rows", None), ("POST", ":start", {}), ("PATCH", "/rows/2", {"left_out": True})):
        assert other.owner.ask(method, f"{importer.path}{path}", body)["reason"] == "IMPORT_UNKNOWN"
    assert other.owner.put_bytes(f"{importer.path}/pieces/0", b"x")["reason"] == "IMPORT_UNKNOWN"


def test_begun_twice_with_one_key_it_is_one_import(practice):
    key, said = str(uuid4()), {"file_name": "a.csv", "size_bytes": 10}
    first = practice.owner.ask("POST", "/imports", said, Idempotency_Key=key)
    assert practice.owner.ask("POST", "/imports", said, Idempotency_Key=key)["import_id"] == first["import_id"]
    assert len(practice.owner.get("/imports")["imports"]) == 1
