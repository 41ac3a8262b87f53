"""What replay publishes again tells of everything as it stands now, merged or not."""

import sqlalchemy as sa
from google.protobuf.json_format import Parse

from anteroom.clinic.v1 import events_pb2 as clinic
from chassis import outbox
from clinic import events, models
from tests.clinic.test_merges import merge, two_children

CHANGED = {
    "ClientChanged": (clinic.ClientChanged, "clients"), "ContactChanged": (clinic.ContactChanged, "contacts"),
    "AccessChanged": (clinic.AccessChanged, "access"),
}
# What a row is to the others. A client's version counts what is announced of it.
TOLD = {
    "clients": (models.Client, events.client_message), "contacts": (models.Contact, events.contact_message),
    "access": (models.Relationship, events.access_message),
}


def named(message):
    """What a message is of."""
    if isinstance(message, clinic.ClientChanged):
        message.ClearField("change_time")  # a chart's own name and dates are nobody else's, so their time isn't either
    return getattr(message, "contact_id", ""), getattr(message, "client_id", "")


def published_again(practice):
    """Every event that replay marks, in the order in which the relay takes them."""
    with practice.worker.across() as db:
        db.execute(sa.update(outbox.outbox).where(outbox.outbox.c.practice_id == practice.practice_id).values(
            published_time=sa.func.clock_timestamp()
        ))
    with practice.worker.across() as db:
        outbox.replay(db, None)
    mine = [row for row in outbox.pending(practice.worker, 100_000) if row.practice_id == practice.practice_id]
    return [(row.type.rpartition(".")[2], row.payload) for row in mine]


def newest(told):
    """The last version of each thing that is told of, however it is told."""
    found = {kind: {} for kind in TOLD}
    for kind, payload in told:
        if kind == "ClientMerged":
            event = Parse(payload, clinic.ClientMerged())
            messages = [(name, one) for name in TOLD for one in getattr(event, name)]
        else:
            messages = [(CHANGED[kind][1], Parse(payload, CHANGED[kind][0]()))] if kind in CHANGED else []
        for name, one in messages:
            if one.version > getattr(found[name].get(named(one)), "version", 0):
                found[name][named(one)] = one
    for one in found["clients"].values():  # who is told of merges follows them to the last
        while further := one.merged_into and found["clients"]["", one.merged_into].merged_into:
            one.merged_into = further
    return found


def test_replay_ends_with_everything_as_it_stands(practice):
    (kept, gone), (mother, twin) = two_children(practice)
    practice.owner.patch(f"/clients/{gone}/contacts/{twin}", {"online_access": False})
    practice.owner.post(f"/clients/{gone}/contacts/{twin}:grantConsent", {"how": "WRITTEN"})
    born = practice.owner.get(f"/clients/{kept}")["birth_date"]
    last = practice.minor(given_name="Zoe", family_name="Roy", birth_date=born)
    practice.parent(gone, given_name="Luc", family_name="Roy", relationship="FATHER")
    merge(practice, kept, gone)
    practice.owner.patch(f"/contacts/{mother}", {"phone": "555 0100"})
    merge(practice, last, kept)
    told = published_again(practice)
    assert [kind for kind, _ in told if kind == "ClientMerged"] == ["ClientMerged"] * 2
    stands = practice.run(lambda tx: {
        name: [message(row) for row in tx.db.scalars(sa.select(model).where(model.practice_id == tx.practice_id))]
        for name, (model, message) in TOLD.items()
    })
    said = newest(told)
    for name, messages in stands.items():
        assert {named(one): one for one in messages} == said[name], name
