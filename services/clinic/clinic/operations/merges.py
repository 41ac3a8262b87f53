"""Merge two charts of one client. It is not undone: what was merged away keeps its rows for its history, and decides nothing."""

from uuid import UUID

import sqlalchemy as sa

from chassis import audit
from chassis.db import Tx
from clinic import charts, events, merging
from clinic.domain.merging import Login, Outcome
from clinic.domain.refusals import BirthDatesDiffer, MergeChanged
from clinic.domain.search import fold
from clinic.merging import Choices, Person, Plan
from clinic.models import Client, Contact, Relationship
from clinic.store import clients, contacts, duplicates, former, ledger, merges, practices, relationships, search, timeline

CONSENT = {
    "consent_state": "state", "consent_text_version": "text_version", "consent_time": "change_time", "consent_by": "recorded_by",
    "consent_how": "how", "consent_session_id": "session_id", "consent_heard_by": "heard_by",
}
SWITCHES = ("online_access", "email_notifications")


def merge_clients(tx: Tx, client_id: UUID, merged_client_id: UUID, choices: Choices, token: str) -> Client:
    """Merge the second chart into the first, exactly as the preview with this token said.

    Raises what the preview does, BirthDatesDiffer, and MergeChanged where anything shown is different by now.
    """
    _hold(tx, {client_id, merged_client_id})
    plan = merging.plan(tx, client_id, merged_client_id, choices)
    if undecided := next((one for one in plan.fields if one.chosen is None), None):
        raise BirthDatesDiffer(kept=str(undecided.kept[0]), merged=str(undecided.merged[0]))
    if plan.token() != token:
        raise MergeChanged
    _merge_charts(tx, plan)
    people = _merge_contacts(tx, plan)
    changed = [one for person in plan.people for one in _merge_relationship(tx, plan, person)]
    merges.move_sessions(tx, {merged_client_id: client_id}, plan.joins)
    duplicates.move(tx, merged_client_id, client_id)
    _tell(tx, plan, people, changed)
    _look_again(tx, plan, people)
    return plan.kept


def _hold(tx: Tx, client_ids: set[UUID]) -> None:
    """Contacts first, then every chart that one of them stands on: as everybody does, so that nobody waits for each other."""
    on_charts = {one.contact_id for one in relationships.of_clients(tx, client_ids)}
    contacts.lock(tx, on_charts)
    clients.lock(tx, client_ids | {client_id for _, client_id in contacts.pairs_of(tx, on_charts)})
    tx.db.expire_all()  # what was read before is read again, now that it stands still


def _merge_charts(tx: Tx, plan: Plan) -> None:
    kept, going = plan.kept, plan.going
    for field in plan.fields:
        for column, value in zip(merging.FIELDS[field.name], field.value, strict=True):
            setattr(kept, column, value)
    kept.sort_name, kept.change_time = fold(f"{kept.family_name} {kept.given_name}"), tx.now
    merges.lead_on(tx, {going.client_id: kept.client_id}, plan.joins)
    going.status, going.merged_into, going.merge_time, going.settled = "MERGED", kept.client_id, tx.now, True
    going.version, going.change_time = going.version + 1, tx.now


def _merge_contacts(tx: Tx, plan: Plan) -> list[Contact]:
    """Who turned out to be somebody else has no address any more; what only they had, the other has from now on."""
    known = contacts.among(tx, {*plan.joins, *plan.joins.values()})
    for gone, stays in plan.joins.items():
        for name, value in plan.filled[stays].items():
            setattr(known[stays], name, value)
        if "email" in plan.filled[stays]:
            known[stays].email_key = known[gone].email_key
        known[gone].email, known[gone].email_key, known[gone].phone, known[gone].merged_into = None, "", None, stays
    for contact in known.values():
        contact.version, contact.change_time = contact.version + 1, tx.now
    tx.db.flush()  # what follows reads contacts by statement
    return list(known.values())


def _merge_relationship(tx: Tx, plan: Plan, person: Person) -> list[Relationship]:
    """Those that have a new state: the ones that are gone, and the one they became, if it is different."""
    gone = list(relationships.among(tx, person.gone))
    for one in gone:
        one.into_contact_id, one.into_client_id, one.in_force = *person.pair, False
        one.version, one.change_time = one.version + 1, tx.now
    tx.db.flush()  # a client acts for themself once: the one that is gone makes room
    into = relationships.find(tx, *person.pair) or _arriving(tx, person, gone[0])
    if not _set(tx, plan, into, person.then) and not gone:
        return []
    into.version, into.change_time = into.version + 1, tx.now
    tx.db.flush()  # the ledger refers to it
    if gone:
        _gather(tx, person)
    return [*gone, into]


def _arriving(tx: Tx, person: Person, like: Relationship) -> Relationship:
    """As the one it was, on the chart that stays."""
    names = [column.key for column in sa.inspect(Relationship).columns]
    copied = {name: getattr(like, name) for name in names} | {"contact_id": person.contact_id, "client_id": person.client_id}
    made = Relationship(**copied | {"version": 0, "into_contact_id": None, "into_client_id": None})
    tx.db.add(made)
    tx.db.flush()  # its ledger entry refers to it
    ledger.begin(tx, [person.pair])
    return made


def _set(tx: Tx, plan: Plan, into: Relationship, then: Outcome) -> bool:
    """Whether anything is different."""
    plain = ("relationship", "is_primary", "end_date", "custody_note", "custody_forbids_consent", "created_time", *SWITCHES)
    wanted = {name: getattr(then, name) for name in plain} | {column: getattr(then.consent, name) for column, name in CONSENT.items()}
    wanted["consent_state"] = str(wanted["consent_state"])
    differing = {name: value for name, value in wanted.items() if getattr(into, name) != value}
    for name, value in differing.items():
        setattr(into, name, value)
    for name in set(SWITCHES) & differing.keys():
        setattr(into, f"{name}_time", tx.now)
        setattr(into, f"{name}_by", tx.actor.account_id)
    held, chart = into.in_force, plan.kept if into.client_id == plan.kept.client_id else clients.get(tx, into.client_id)
    into.in_force = charts.rights_hold(tx, into, chart, practices.get(tx))
    return bool(differing) or held != into.in_force


def _gather(tx: Tx, person: Person) -> None:
    """What was heard of those that are gone, and what was asked for them."""
    _gather_calls(tx, person)
    for pair in person.gone:
        merges.move_pair(tx, pair, person.pair)
    merges.gather_ledger(tx, person.gone, person.pair)
    by = str(tx.actor.account_id) if tx.actor.account_id else None
    timeline.add(tx, "MERGED", [person.pair], by=by)
    said = {"merged": [f"{contact_id}/{client_id}" for contact_id, client_id in person.gone], "consent": str(person.then.consent.state)}
    on = {name: getattr(person.then, name) for name in SWITCHES}
    audit.record(tx, "relationship.merged", "relationship", f"{person.contact_id}/{person.client_id}", **said, **on)


def _gather_calls(tx: Tx, person: Person) -> None:
    """One call is open for a relationship: who has waited longest goes on waiting, and an answer goes wherever it was asked."""
    found = merges.calls_of(tx, [*person.gone, person.pair])
    waiting = [call for call in found if call.state == "OPEN"]
    for call in waiting[1:]:
        call.state, call.end_time, call.ended_by = "CLOSED", tx.now, tx.actor.account_id
        if call.help_id and waiting[0].help_id is None:
            waiting[0].help_id = call.help_id
        elif call.help_id:
            events.call_ended(tx, call)
    tx.db.flush()  # before two open ones would be of one relationship
    for call in found:
        call.contact_id, call.client_id = person.pair
    tx.db.flush()


def _tell(tx: Tx, plan: Plan, people: list[Contact], changed: list[Relationship]) -> None:
    """To all, in one event; and in the audit trail, under both names."""
    same = {person.joins for person in plan.people if person.joins and person.login is Login.SAME}
    for gone in same:
        merges.hand_over_login(tx, gone, plan.joins[gone])
    touched = [one.contact_id for one in changed]
    ever, along = former.merged_contacts(tx, Contact.merged_into.in_(touched)), same | former.went_along(tx, touched)
    moved = [
        events.merged_contact(gone, stays, same_login=gone in along) for stays, all_gone in ever.items() for gone in all_gone
    ]
    kept_id, going_id = plan.kept.client_id, plan.going.client_id
    events.client_merged(tx, kept_id, former.merged_clients(tx, kept_id), moved, [plan.going, plan.kept], people, changed)
    taken = [one.name for one in plan.fields if one.chosen == "MERGED"]
    audit.record(tx, "client.merged", "client", kept_id, merged_client_id=str(going_id), taken=taken)
    audit.record(tx, "client.merged_away", "client", going_id, into_client_id=str(kept_id))
    login = {person.joins: person.login.value for person in plan.people if person.joins}
    for gone, stays in plan.joins.items():
        audit.record(tx, "contact.merged", "contact", stays, merged_contact_id=str(gone), login=login[gone])


def _look_again(tx: Tx, plan: Plan, people: list[Contact]) -> None:
    sharers = contacts.sharing(tx, [one.email_key for one in people])
    ledger.refresh(tx, {*(person.pair for person in plan.people), *contacts.pairs_of(tx, sharers)})
    search.index(tx, {plan.kept.client_id, plan.going.client_id, *(person.client_id for person in plan.people)})
