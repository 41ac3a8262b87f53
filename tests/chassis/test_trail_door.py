"""The trail as it is read: by whom, in pages, filtered, as a sheet; and that it was read."""

import csv
import io
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from chassis import audit
from chassis.db import Actor
from trail import reading


@pytest.fixture
def ask(call, chain):
    def ask(path="/audit-entries", *, role="OWNER", practice=None, **query):
        return call("GET", f"{path}?{urlencode(query, doseq=True)}", practice=practice or chain.practice, role=role)

    return ask


def shown(answer):
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()["entries"]


def kept(chain, action, subject="x", who=None, **detail):
    acting = Actor("http", who, "FRONT_DESK", None, "192.0.2.7")
    chain.database.transact(chain.practice, acting, audit.record, action, "note", subject, **detail)
    chain.link()


def test_pages_go_from_the_newest_to_the_oldest_and_miss_nothing(chain, ask):
    chain.grow(7)
    first = ask(page_size=3).get_json()
    chain.grow(1)  # arrives while somebody turns pages
    second = ask(page_size=3, page_token=first["next_page_token"]).get_json()
    last = ask(page_size=3, page_token=second["next_page_token"]).get_json()
    assert [len(page["entries"]) for page in (first, second, last)] == [3, 3, 1]
    entries = [entry for page in (first, second, last) for entry in page["entries"]]
    assert [entry["record_time"] for entry in entries] == sorted((entry["record_time"] for entry in entries), reverse=True)
    assert len({entry["audit_id"] for entry in entries}) == 7 and last["next_page_token"] == ""


def test_an_entry_says_who_what_for_whom_when_from_where_and_its_place(chain, ask):
    who = uuid4()
    kept(chain, "note.added", "n1", who, reason="asked on the phone")
    [entry] = shown(ask())
    assert {key: entry[key] for key in ("actor_account_id", "actor_role", "origin", "address", "action", "subject_type", "subject_id")} == {
        "actor_account_id": str(who), "actor_role": "FRONT_DESK", "origin": "http", "address": "192.0.2.7", "action": "note.added",
        "subject_type": "note", "subject_id": "n1",
    }
    assert (entry["detail"], entry["position"], len(entry["hash"])) == ({"reason": "asked on the phone"}, 1, 64)


def test_filters_are_by_person_kind_and_time_and_hold_together(chain, ask):
    who = uuid4()
    kept(chain, "note.added", "n1", who)
    kept(chain, "note.read", "n2", who)
    kept(chain, "note.added", "n2")

    def subjects(**query):
        return [(entry["action"], entry["subject_id"]) for entry in shown(ask(**query)) if entry["subject_type"] == "note"]

    assert subjects(actor_account_id=who) == [("note.read", "n2"), ("note.added", "n1")]
    assert subjects(subject_id=["n2", "n3"]) == [("note.added", "n2"), ("note.read", "n2")]
    assert subjects(action=["note.read"], actor_account_id=who, subject_id="n2") == [("note.read", "n2")]
    now = datetime.now(UTC)
    assert subjects(end_time=(now - timedelta(hours=1)).isoformat()) == []
    assert len(subjects(start_time=(now - timedelta(hours=1)).isoformat(), end_time=(now + timedelta(hours=1)).isoformat())) == 3


def test_that_somebody_looked_is_an_entry_of_its_own_once_for_all_pages(chain, ask):
    chain.grow(3)
    page = ask(page_size=1, action="note.added").get_json()
    ask(page_size=1, action="note.added", page_token=page["next_page_token"])
    ask(purpose="export")
    chain.link()
    looked = [(entry["action"], entry["subject_id"], entry["detail"]) for entry in shown(ask()) if entry["subject_type"] == "audit"]
    assert looked == [("audit.exported", "toy", {}), ("audit.read", "toy", {"actions": ["note.added"]})]


def test_only_who_may_read_it_reads_it_and_only_their_own_practices(chain, ask):
    chain.grow(2)
    for path in ("/audit-entries", "/audit-entries.csv"):
        refused = ask(path, role="STUDENT")
        assert (refused.status_code, refused.get_json()["reason"]) == (403, "FORBIDDEN")
    assert shown(ask(practice=f"{chain.practice}x")) == []


def test_a_door_refused_is_an_entry_of_its_own_and_knocking_on_adds_none(chain, ask, call, parts):
    knocking = parts.token(chain.practice, "STUDENT")
    for _ in range(3):
        assert call("GET", "/audit-entries", practice=chain.practice, token=knocking).status_code == 403
        chain.link()
    assert call("GET", "/audit-entries", practice=chain.practice, role="STUDENT").status_code == 403  # somebody else
    chain.link()
    refused = [(entry["actor_role"], entry["subject_id"]) for entry in shown(ask(action="permission.refused"))]
    assert refused == [("STUDENT", "audit:read")] * 2


@pytest.mark.parametrize("wrong", [
    {"page_token": "abc"}, {"page_token": "W10="}, {"page_size": 501}, {"start_time": "2026-01-01T00:00:00"}, {"actor_account_id": "me"},
    {"subject_id": ["x"] * 61}, {"nonsense": 1}, {"purpose": "fun"},
])
def test_a_query_that_does_not_fit_is_refused_by_name(chain, ask, wrong):
    refused = ask(**wrong)
    assert (refused.status_code, refused.get_json()["reason"]) == (400, "INVALID")


def test_the_sheet_holds_everything_in_both_zones_and_no_formula(chain, ask, monkeypatch):
    monkeypatch.setattr(reading, "SHEET_PAGE", 2)
    for said in ("=HYPERLINK(1)", "+1", "-1", "@SUM", "\tx", "plain, with \"quotes\"\nand lines"):
        kept(chain, "note.added", said)
    answer = ask("/audit-entries.csv", zone="America/Toronto")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert f'audit-toy-{chain.practice}.csv' in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline="")))
    assert [row["subject_id"] for row in reversed(rows)] == [
        "'=HYPERLINK(1)", "'+1", "'-1", "'@SUM", "'\tx", "plain, with \"quotes\"\nand lines",
    ]
    utc = datetime.fromisoformat(rows[0]["time_utc"])
    here = datetime.strptime(rows[0]["time America/Toronto"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    assert timedelta(hours=3.9) < utc - here < timedelta(hours=5.1)
    assert [int(row["position"]) for row in rows] == [6, 5, 4, 3, 2, 1]


def test_a_sheet_in_no_zone_is_refused(chain, ask):
    assert ask("/audit-entries.csv", zone="Mars/Olympus").get_json()["errors"][0]["field"] == "zone"


def test_a_page_that_stays_open_hears_how_many_entries_are_newer_and_leaves_no_entry_by_asking(chain, ask):
    def newer(position, **query):
        answer = ask("/audit-entries:countNewer", after_position=position, **query)
        assert answer.status_code == 200, answer.get_json()
        return answer.get_json()["count"]

    chain.grow(2)
    head = shown(ask())[0]["position"]
    chain.link()  # that somebody looked is an entry, and no news
    assert newer(head) == 0
    kept(chain, "note.added", "n1")
    kept(chain, "note.read", "n2")
    assert (newer(head), newer(head, subject_id="n2"), newer(head, action="note.gone")) == (2, 1, 0)
    position = shown(ask(subject_id="n2"))[0]["position"]
    assert (newer(position), newer(0, subject_id="n2")) == (0, 1)
    chain.grow(110)
    assert newer(position) == 100
    chain.link()
    looks = [entry for entry in shown(ask(action="audit.read", page_size=500)) if entry["subject_type"] == "audit"]
    assert len(looks) == 2
    assert ask("/audit-entries:countNewer", role="STUDENT", after_position=0).status_code == 403
