"""Names for identifiers, and the heads of other services' audit trails: what the audit page and its proof stand on."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from anteroom.identity.v1 import events_pb2 as identity
from anteroom.notify.v1 import events_pb2 as notify
from anteroom.videogate.v1 import events_pb2 as videogate
from trail import proving


def names(caller, *ids):
    found = caller.post("/names:resolve", {"ids": [str(one) for one in ids]})["names"]
    return {(name["kind"], name["name"]) for name in found}


def test_clients_contacts_staff_and_logins_are_named(practice):
    practice.hear_staff()
    client = practice.minor()
    contact = practice.parent(client)
    holder = practice.account(contact)
    assert names(practice.owner, client, contact, holder.account_id, practice.owner.account_id, uuid4()) == {
        ("CLIENT", "Noah Tremblay"), ("CONTACT", "Julie Tremblay"), ("LOGIN", "Julie Tremblay"), ("STAFF", "Olive Owner"),
    }


def test_a_shared_login_has_everybodys_name_and_a_stray_one_its_address(practice):
    _, first = practice.adult()
    _, second = practice.adult(given_name="Walter", family_name="Whitfield")
    shared = practice.account(first)
    practice.bind(shared, second)
    assert names(practice.owner, shared.account_id) == {("LOGIN", "Grace Whitfield"), ("LOGIN", "Walter Whitfield")}
    for contact in (first, second):
        practice.bind(shared, contact, "UNBOUND", version=2)
    assert names(practice.owner, shared.account_id) == {("LOGIN", "x@example.com")}


def test_nobody_is_named_next_door(practice, other):
    client, contact = practice.adult()
    assert names(other.owner, client, contact) == set()


def test_too_many_at_once_are_refused(practice):
    assert practice.owner.ask("POST", "/names:resolve", {"ids": [str(uuid4())] * 501})["reason"] == "INVALID"


@pytest.mark.parametrize("service", [identity, notify, videogate])
def test_clinic_keeps_the_heads_that_the_others_announce(practice, worker, service):
    head = service.AuditSealed(practice_id=practice.practice_id, position=7, hash="ab" * 32)
    head.seal_time.FromDatetime(datetime.now(UTC))
    practice.hear(head)
    with worker.across() as db:
        kept = [(one.position, one.hash.hex()) for one in proving.heads(db) if one.practice_id == practice.practice_id]
    assert kept == [(7, "ab" * 32)]


def test_front_desk_does_not_read_the_audit_and_an_admin_does(practice):
    assert practice.staff("FRONT_DESK").ask("GET", "/audit-entries")["reason"] == "FORBIDDEN"
    assert practice.staff("ADMIN").get("/audit-entries")["entries"] == []
