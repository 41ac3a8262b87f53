"""Bulk welcome by door 1 and the worker's timer: whom, the dry run, the sending, and what became of each."""

from uuid import uuid4

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.identity.v1 import events_pb2 as identity
from anteroom.notify.v1 import events_pb2 as notify
from clinic.events import stamp
from clinic.operations import runs
from tests.clinic.test_imports import Importer, as_csv, child


class Run:
    """One bulk welcome."""

    def __init__(self, practice, caller=None, **whom):
        self.practice, self.caller = practice, caller or practice.owner
        self.path = f"/welcome-runs/{self.caller.post('/welcome-runs', whom)['run_id']}"
        self.work()

    def get(self):
        return self.caller.get(self.path)

    def work(self, turns=1_000):
        """Everything the worker has to do for it, or so many turns."""
        for _ in range(turns):
            if self.get()["state"] not in ("JUDGING", "SENDING"):
                break
            runs.work(self.practice.worker)
        return self.get()

    def say(self, verb):
        return self.caller.post(f"{self.path}:{verb}", {})

    def start(self):
        self.say("start")
        return self.work()

    def people(self, show="ALL"):
        return {person["name"]: person for person in self.caller.get(f"{self.path}/people?show={show}&page_size=200")["people"]}

    def asked(self):
        """Of each request its recipients, as (contact, client)."""
        return [[(to.contact_id, to.client_id) for to in event.recipients] for event in self.practice.announced(clinic.WelcomeRequested)]


def adult(practice, name, **fields):
    return practice.adult(given_name=name, family_name="Roy", **fields)


@pytest.fixture
def people(practice):
    """Somebody for every way that it can go."""
    adult(practice, "Ready")
    adult(practice, "Nowhere", email=None)
    for name, change in (("Silent", {"email_notifications": False}), ("Shut", {"online_access": False})):
        client_id, contact_id = adult(practice, name)
        practice.owner.patch(f"/clients/{client_id}/contacts/{contact_id}", change)
    practice.account(adult(practice, "Active")[1])
    client_id, contact_id = adult(practice, "Invited")
    practice.owner.post(f"/clients/{client_id}:sendWelcomeEmail", {"contact_ids": [contact_id]})
    client_id, _ = adult(practice, "Gone")
    practice.owner.patch(f"/clients/{client_id}", {"status": "ARCHIVED"})
    for child_name in ("Ada", "Ben"):
        practice.parent(practice.minor(given_name=child_name), given_name=f"Parent{child_name}", email="both@example.com")
    return practice


def test_the_dry_run_says_who_gets_mail_who_cannot_and_who_shares_one(people):
    run = Run(people)
    shown = run.get()
    assert (shown["state"], shown["source"], shown["mails"], shown["people"]) == ("READY", "NOT_INVITED", 2, 3)
    assert {one["reason"]: one["people"] for one in shown["cant"]} == {"NO_EMAIL": 1, "ONLINE_ACCESS_OFF": 1, "EMAIL_NOTIFICATIONS_OFF": 1}
    found = run.people()
    assert {name: person["reason"] for name, person in found.items() if person["reason"]} == {
        "Nowhere Roy": "NO_EMAIL", "Shut Roy": "ONLINE_ACCESS_OFF", "Silent Roy": "EMAIL_NOTIFICATIONS_OFF",
    }
    assert {name for name, person in found.items() if person["sharing"] == 2} == {"ParentAda Tremblay", "ParentBen Tremblay"}
    assert set(run.people("WILL")) == {"Ready Roy", "ParentAda Tremblay", "ParentBen Tremblay"}
    assert set(run.people("CANT")) == {"Nowhere Roy", "Shut Roy", "Silent Roy"}
    assert len(run.asked()) == 1  # the one that a desk sent before


def test_sending_asks_for_each_once_and_for_those_who_share_an_address_together(people):
    run = Run(people)
    done = run.start()
    assert (done["state"], done["asked"], done["done"]) == ("DONE", 3, done["total"])
    together = next(group for group in run.asked() if len(group) > 1)
    assert len(together) == 3 and len(set(together)) == 3
    assert {name: person["state"] for name, person in run.people().items() if person["state"] == "REFUSED"} == {
        "Nowhere Roy": "REFUSED", "Shut Roy": "REFUSED", "Silent Roy": "REFUSED",
    }
    answer = run.caller.ask("POST", "/welcome-runs", {})
    assert answer.status == 201
    again = Run(people)
    assert again.get()["mails"] == 0
    assert again.caller.ask("POST", f"{again.path}:start", {})["reason"] == "NOBODY_TO_WELCOME"


def test_chosen_clients_are_asked_for_and_nobody_a_second_time_while_the_first_link_lives(people):
    every = [row["client_id"] for row in people.owner.get("/clients?page_size=200")["clients"]]
    run = Run(people, client_ids=every)
    assert {one["reason"]: one["people"] for one in run.get()["cant"]} == {
        "NO_EMAIL": 1, "ONLINE_ACCESS_OFF": 1, "EMAIL_NOTIFICATIONS_OFF": 1, "ALREADY_ACTIVE": 1, "ALREADY_INVITED": 1,
    }
    assert run.start()["asked"] == 3


def test_after_an_import_its_people_are_welcomed(practice):
    importer = Importer(practice)
    eva = {"parent": "Eva Novak", "email": "eva@example.com"}
    importer.send(as_csv(child("Novak, Ivo", **eva), child("Novak, Iris", **eva), child("Diallo, Omar", parent="")))
    importer.start()
    adult(practice, "Other")
    run = Run(practice, import_id=importer.get()["import_id"])
    assert (run.get()["mails"], run.get()["people"], run.get()["total"]) == (1, 1, 2)
    run.start()
    assert [len(group) for group in run.asked()] == [2]


def test_a_switch_turned_off_since_the_dry_run_is_seen_when_it_is_sent(practice):
    client_id, contact_id = adult(practice, "Ready")
    run = Run(practice)
    practice.owner.patch(f"/clients/{client_id}/contacts/{contact_id}", {"email_notifications": False})
    assert run.start()["asked"] == 0
    assert run.people()["Ready Roy"]["reason"] == "EMAIL_NOTIFICATIONS_OFF" and run.asked() == []


def test_it_is_paused_resumed_and_cancelled_and_another_waits_its_turn(practice, monkeypatch):
    monkeypatch.setattr(runs, "SENT_AT_ONCE", 2)
    for i in range(7):
        adult(practice, f"Ready{i}")
    run, other = Run(practice), Run(practice)
    run.say("start")
    run.work(1)
    assert (run.say("pause")["state"], run.work()["asked"]) == ("PAUSED", 2)
    assert other.caller.ask("POST", f"{other.path}:start", {})["reason"] == "RUN_UNDER_WAY"
    run.say("resume")
    run.work(1)
    assert run.get()["seconds_left"] is not None
    cancelled = run.say("cancel")
    assert (cancelled["state"], cancelled["asked"]) == ("CANCELLED", 4)
    assert other.start()["asked"] == 3
    assert sum(len(group) for group in run.asked()) == 7 == len({pair for group in run.asked() for pair in group})
    assert run.caller.ask("POST", f"{run.path}:resume", {})["reason"] == "RUN_NOT_AT_THAT"


def test_the_cap_of_a_day_holds_in_bulk_too(practice):
    client_id, contact_id = adult(practice, "Ready")
    for _ in range(5):
        practice.owner.post(f"/clients/{client_id}:sendWelcomeEmail", {"contact_ids": [contact_id]})
    run = Run(practice, client_ids=[client_id])
    assert run.people()["Ready Roy"]["reason"] == "TOO_MANY_LINKS"


def test_the_fate_of_each_mail_stands_beside_its_person(practice):
    client_id, contact_id = adult(practice, "Ready", email="ready@example.com")
    run = Run(practice)
    run.start()
    practice.hear(notify.MessageChanged(
        practice_id=practice.practice_id, message_id=str(uuid4()), version=2, kind=notify.MESSAGE_KIND_INVITATION,
        state=notify.MESSAGE_STATE_SENT, to_address="ready@example.com", queue_time=stamp(practice.now), change_time=stamp(practice.now),
        recipients=[notify.MessageRecipient(contact_id=contact_id, client_id=client_id)],
    ))
    assert run.people()["Ready Roy"]["mail"] == "SENT"


def test_whom_identity_could_not_invite_stands_in_the_next_dry_run(practice):
    _, contact_id = adult(practice, "Ready")
    run = Run(practice)
    run.start()
    (asked,) = practice.announced(clinic.WelcomeRequested)
    practice.hear(identity.WelcomeRefused(
        practice_id=practice.practice_id, request_id=asked.request_id, reason="NO_ACCOUNT", refuse_time=stamp(practice.now),
        recipients=[identity.RelationshipRef(contact_id=to.contact_id, client_id=to.client_id) for to in asked.recipients],
    ))
    assert Run(practice).get()["mails"] == 1 and contact_id


@pytest.mark.parametrize(("role", "status"), [
    ("OWNER", 409), ("ADMIN", 409), ("FRONT_DESK", 409), ("CLINICIAN", 403), ("STUDENT", 403), (None, 403),
])
def test_the_desk_welcomes_in_bulk_and_a_clinician_does_not(practice, role, status):
    assert practice.staff(role).ask("POST", "/welcome-runs", {}).status == status


def test_what_makes_no_sense_is_refused(practice, other):
    both = {"client_ids": [str(uuid4())], "import_id": str(uuid4())}
    assert practice.owner.ask("POST", "/welcome-runs", both)["reason"] == "INVALID"
    assert practice.owner.ask("POST", "/welcome-runs", {"import_id": str(uuid4())})["reason"] == "IMPORT_UNKNOWN"
    adult(practice, "Ready")
    run = Run(practice)
    for verb in ("start", "pause", "cancel"):
        assert other.owner.ask("POST", f"{run.path}:{verb}", {})["reason"] == "RUN_UNKNOWN"
    assert practice.owner.ask("POST", f"{run.path}:pause", {})["reason"] == "RUN_NOT_AT_THAT"


def test_begun_twice_with_one_key_it_is_one_run(practice):
    adult(practice, "Ready")
    key = str(uuid4())
    first = practice.owner.ask("POST", "/welcome-runs", {}, Idempotency_Key=key)
    assert practice.owner.ask("POST", "/welcome-runs", {}, Idempotency_Key=key)["run_id"] == first["run_id"]
    assert len(practice.owner.get("/welcome-runs")["runs"]) == 1
