"""What a merge of two charts comes to: for the preview, and again when it is done. Nothing here writes."""

from typing import Any
from uuid import UUID

from chassis.db import Tx
from clinic.merging import people
from clinic.merging.known import Known, read
from clinic.merging.plans import Choices, Field, Pair, Person, Plan
from clinic.models import Contact
from clinic.store import merges

FIELDS = {
    "NAME": ("given_name", "family_name"), "BIRTH_DATE": ("birth_date",), "HAS_GUARDIAN": ("has_guardian",), "CLINICIAN": ("clinician_id",),
}
FILLED = ("email", "phone", "language")


def plan(tx: Tx, kept_id: UUID, going_id: UUID, choices: Choices) -> Plan:
    """Raises ClientUnknown, ClientMerged, SameChart, KeptArchived, MinorAndAdult, NotOneClient, Invalid."""
    known = read(tx, kept_id, going_id, choices)
    chosen = tuple(_field(known, name, choices.fields.get(name)) for name in FIELDS)
    groups: dict[Pair, list[Pair]] = {}
    for pair in known.rows:
        groups.setdefault(known.target(pair), []).append(pair)
    touched = {target: pairs for target, pairs in groups.items() if target[1] == kept_id or pairs != [target]}
    filled = {stays: _filled(known.people[stays], known.people[gone]) for gone, stays in known.joins.items()}
    ends = people.Ends(known, {one.name: one.value for one in chosen})
    lost = {stays: people.login(tx, known, gone, stays) for gone, stays in known.joins.items()}
    found = [people.person(known, target, pairs, ends, filled, lost, choices) for target, pairs in touched.items()]
    found.sort(key=lambda one: (one.client_id != kept_id, not one.then.is_primary, one.name, str(one.contact_id)))
    return Plan(known.kept, known.going, chosen, tuple(found), known.joins, filled, merges.counted(tx, going_id))


def _field(known: Known, name: str, said: str | None) -> Field:
    kept = tuple(getattr(known.kept, column) for column in FIELDS[name])
    merged = tuple(getattr(known.going, column) for column in FIELDS[name])
    if kept == merged:
        return Field(name, kept, merged, "KEPT")
    if kept == (None,) or merged == (None,):
        return Field(name, kept, merged, said or ("MERGED" if kept == (None,) else "KEPT"))
    return Field(name, kept, merged, said or (None if name == "BIRTH_DATE" else "KEPT"))


def _filled(stays: Contact, gone: Contact) -> dict[str, Any]:
    """What only the other one had."""
    return {name: getattr(gone, name) for name in FILLED if getattr(gone, name) and not getattr(stays, name)}


__all__ = ["FIELDS", "Choices", "Field", "Pair", "Person", "Plan", "plan"]
