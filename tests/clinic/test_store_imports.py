"""Every query of imports stands here with two practices: at home it answers, next door it finds nothing and changes nothing."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from clinic.domain.imports.files import Record
from clinic.domain.imports.plans import KnownPerson
from clinic.domain.refusals import ImportUnknown
from clinic.models import Import
from clinic.store import imports, jobs
from tests.clinic.test_imports import Importer, as_csv, child
from tests.clinic.test_store import answer, snapshot

SIGNATURE = "of a product"


@pytest.fixture(scope="module")
def home(open_a_practice):
    """A practice with a file that was tried, and one that is on its way."""
    practice = open_a_practice()
    importer = Importer(practice)
    importer.send(as_csv(child("Novak, Ivo", email="eva@example.com"), child("Diallo, Omar", parent="")))
    tried = UUID(importer.get()["import_id"])
    practice.run(imports.remember_match, SIGNATURE, ["NAME"])
    coming = UUID(practice.owner.post("/imports", {"file_name": "b.csv", "size_bytes": 4})["import_id"])
    practice.run(imports.keep_piece, coming, 0, b"Name")
    key = practice.run(lambda tx: imports.row(tx, tried, 2).client_key)
    return SimpleNamespace(practice=practice, tried=tried, coming=coming, key=key)


READS = {
    "get": lambda h: (jobs.get, Import, h.tried),
    "locked": lambda h: (jobs.locked, Import, h.tried),
    "taken": lambda h: (jobs.taken, Import, h.tried, "TRIED"),
    "listed": lambda h: (jobs.listed, Import),
    "holding_files": lambda h: (imports.holding_files,),
    "bytes_kept": lambda h: (imports.bytes_kept, h.coming),
    "pieces": lambda h: (lambda tx: list(imports.pieces(tx, h.coming)),),
    "row": lambda h: (imports.row, h.tried, 2),
    "rows_after": lambda h: (imports.rows_after, h.tried, 0, 10),
    "rows_listed": lambda h: (imports.rows_listed, h.tried, ["NEW"], None, 0, 10),
    "counted": lambda h: (imports.counted, h.tried),
    "row_count": lambda h: (imports.row_count, h.tried),
    "keys_before": lambda h: (imports.keys_before, h.tried, [h.key], 9, "WAITING"),
    "people_before": lambda h: (imports.people_before, h.tried, ["eva@example.com"], 9),
    "samples": lambda h: (imports.samples, h.tried),
    "match_of": lambda h: (imports.match_of, SIGNATURE),
}


@pytest.mark.parametrize("name", READS)
def test_a_query_answers_at_home_and_finds_nothing_next_door(home, other, name):
    read, *args = READS[name](home)
    assert answer(home.practice, read, *args)
    assert not answer(other, read, *args)


WRITES = {
    "drop_pieces": lambda h: (imports.drop_pieces, h.coming),
    "drop_rows": lambda h: (imports.drop_rows, h.tried),
    "forget_people": lambda h: (imports.forget_people, h.tried),
    "remember_match": lambda h: (imports.remember_match, SIGNATURE, ["LEAVE_OUT"]),
}
REFUSED = {
    "keep_piece": lambda h: (imports.keep_piece, h.coming, 0, b"Nome"),
    "add_rows": lambda h: (imports.add_rows, h.tried, [Record(9, ("x",))]),
    "keep_people": lambda h: (imports.keep_people, h.tried, [("x@example.com", KnownPerson("X", "Y", None, 2))]),
    "told": lambda h: (imports.told, h.tried, [{"row": 2, "outcome": "BROKEN"}]),
}


@pytest.mark.parametrize("name", WRITES | REFUSED)
def test_a_write_next_door_changes_nothing_at_home(home, other, name):
    before = snapshot(home.practice)
    write, *args = (WRITES | REFUSED)[name](home)
    if name in WRITES:
        other.run(write, *args)
    else:
        with pytest.raises(Exception, match="violates foreign key|expected to update|ImportUnknown"):
            other.run(write, *args)
    assert snapshot(home.practice) == before


def test_the_worker_finds_what_is_to_do_over_all_practices_and_what_was_kept_long_enough(practice, worker):
    importer = Importer(practice)
    importer.send(as_csv(child("Novak, Ivo", email="eva@example.com")))
    importer.caller.post(f"{importer.path}:start", {})
    import_id = UUID(importer.get()["import_id"])
    assert practice.run(jobs.under_way, Import)
    with worker.across() as db:
        assert (practice.practice_id, import_id, "ADDING", practice.owner.account_id, "OWNER") in jobs.due(db, Import)
        assert (practice.practice_id, import_id) not in imports.outlived(db)
    importer.work()
    practice.shift(timedelta(days=31))
    with worker.across() as db:
        assert (practice.practice_id, import_id) in imports.outlived(db)
    with pytest.raises(ImportUnknown):
        practice.run(imports.row, import_id, 99)
