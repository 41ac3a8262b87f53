"""An ordinary practice's list of a thousand clients, one row in twenty broken in one of five ways, from the file to the report."""

import json
import re
from collections import Counter

import sqlalchemy as sa

from anteroom.clinic.v1 import events_pb2 as clinic
from clinic.models import Contact, Relationship
from deploy.local.folders import REPOSITORY
from tests.clinic.test_import_crashes import everything
from tests.clinic.test_imports import Importer, as_csv, child

ROWS, BROKEN_EVERY = 1_000, 20
SENTENCES = json.loads((REPOSITORY / "web/src/words/en/console.json").read_text())
# What is wrong with a row, and what the report says of it.
BROKEN = [
    ({"born": "31/02/2015"}, "Date of birth 31/02/2015 doesn’t exist."),
    ({"born": "soon"}, "“soon” can’t be read as a date of birth."),
    ({"parent": "", "email": ""}, "Minor without a contact. Who signs in?"),
    ({"email": "parent@example"}, "“parent@example” isn’t a whole address."),
    ({"name": "Roy"}, "“Roy” is one name. A first and a last name are needed."),
]


def a_row(i):
    """A child of a family of three; and, of one in twenty, what the report will say is wrong."""
    family = f"Family{i - i % 3}"
    born = f"{1 + i % 28:02}/{1 + i % 12:02}/{2010 + i % 13}"
    fields = {"name": f"{family}, Child{i}", "born": born, "parent": f"Pat {family}", "email": f"pat.{family}@example.com"}
    if i % BROKEN_EVERY != BROKEN_EVERY - 1:
        return child(**fields), None
    wrong, told = BROKEN[i // BROKEN_EVERY % len(BROKEN)]
    return child(**fields | wrong), told


def sentence(note):
    """A note as the report's page says it."""
    return re.sub(r"\{(\w+)\}", lambda gap: str(note["values"][gap[1]]), SENTENCES[f"console.importNote.{note['code']}"])


def alone(practice):
    """How many people are linked to nobody, and relationships lead nowhere: what a half-written row would leave."""
    return practice.run(lambda tx: tx.db.scalar(
        sa.select(sa.func.count()).select_from(Contact).where(~sa.exists().where(Relationship.contact_id == Contact.contact_id))
    ))


def test_a_thousand_rows_go_in_whole_and_of_the_fifty_broken_ones_the_report_says_what_to_mend(practice):
    rows, told = zip(*(a_row(i) for i in range(ROWS)), strict=True)
    broken = {number: said for number, said in enumerate(told, 2) if said}
    importer = Importer(practice)
    tried = importer.send(as_csv(*rows))
    assert (tried["total"], tried["counts"]["broken"]) == (ROWS, len(broken)) == (1_000, 50)
    assert everything(practice) == [0, 0, 0, 0]

    done = importer.start()
    added = ROWS - len(broken)
    assert (done["state"], done["counts"]["added"], done["counts"]["not_added"]) == ("DONE", added, len(broken))
    families = len({row[3] for row, said in zip(rows, told, strict=True) if not said})
    assert everything(practice) == [added, families, added, added]
    assert alone(practice) == 0
    assert Counter(event.client_id for event in practice.announced(clinic.ClientChanged)).most_common(1)[0][1] == 1
    assert practice.announced(clinic.WelcomeRequested) == []

    report = importer.rows()
    assert {row["row"]: sentence(row["notes"][0]) for row in report if row["state"] == "NOT_ADDED"} == broken
    assert all(row["client_id"] and row["state"] == "ADDED" for row in report if row["row"] not in broken)
    assert all(row["cells"] == rows[row["row"] - 2] for row in report if row["row"] in broken)
    said = [sentence(note) for row in report if row["state"] == "ADDED" for note in row["notes"]]
    assert len(said) == added - families and all("one login for both clients" in one for one in said)
