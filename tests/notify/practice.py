"""A practice as notify hears of it: events enter by the listeners' door as they come from the stream."""

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import sqlalchemy as sa
from google.protobuf.json_format import MessageToJson

from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.identity.v1 import events_pb2 as identity
from anteroom.videogate.v1 import events_pb2 as videogate
from chassis import bus
from chassis.db import Actor
from chassis.testing import eventually, shift_clock
from notify import listeners
from notify.operations import mails as operations

_sequence = itertools.count(1)

DEFAULTS = {
    "name": "Maple Counselling", "phone": "416-555-0100", "support_email": "help@maple.example", "zone": "America/Toronto",
    "region": "CA-ON", "door": "plum", "invitation_validity_hours": 48, "early_join_minutes": 10, "reminder_hours": [24, 1],
}


@dataclass(frozen=True)
class Person:
    """A contact of one client, the relationship between them, and the login that answers for the contact."""

    contact_id: UUID
    client_id: UUID
    account_id: UUID
    email: str


def named(person, access_version):
    """The person's relationship as identity's events name it."""
    return identity.RelationshipRef(contact_id=str(person.contact_id), client_id=str(person.client_id), version=access_version)


class Practice:
    """Each verb is a fact that clinic or identity announces."""

    def __init__(self, practice_id, worker, identity_peer, post=None):
        self.practice_id, self.worker, self.identity, self.post = practice_id, worker, identity_peer, post

    def hears(self, source, thing, event, event_id=None, traceparent=None):
        """One event, as the stream delivers it; returns its id."""
        event_id = event_id or uuid4()
        headers = {"ce-id": str(event_id), "ce-time": datetime.now(UTC).isoformat()} | ({"traceparent": traceparent} if traceparent else {})
        message = SimpleNamespace(
            subject=f"{source}.v1.{self.practice_id}.{thing}", headers=headers, data=MessageToJson(event).encode(),
            metadata=SimpleNamespace(sequence=SimpleNamespace(stream=next(_sequence)), num_delivered=1),
        )
        bus.apply(message, next(listener for listener in listeners.ALL if listener.source == source), self.worker)
        return event_id

    def settings(self, *, version, at, **fields):
        """settings.changed, at that time."""
        made = clinic.Practice(practice_id=self.practice_id, version=version, **DEFAULTS | fields)
        made.change_time.FromDatetime(at)
        return self.hears("clinic", "settings.changed", clinic.SettingsChanged(practice=made))

    def opens(self, version=1, **fields):
        """The practice and its settings."""
        made = clinic.Practice(practice_id=self.practice_id, version=version, **DEFAULTS | fields)
        return self.hears("clinic", "practice.opened" if version == 1 else "settings.changed",
                          clinic.PracticeOpened(practice=made) if version == 1 else clinic.SettingsChanged(practice=made))

    def person(self, email=None, *, given_name="Sofia", **switches):
        """Someone on a new client's chart, with a login that answers for them."""
        known = self.stranger(email)
        self.names(known, given_name=given_name)
        self.switches(known, **switches)
        self.account(known)
        self.binds(known)
        return known

    def stranger(self, email=None):
        """Someone notify has not heard of yet."""
        return Person(uuid4(), uuid4(), uuid4(), email or f"sofia{next(_sequence)}@example.com")

    def names(self, person, given_name="Sofia", version=1, email=None, language=""):
        """contact.changed."""
        event = clinic.ContactChanged(practice_id=self.practice_id, contact_id=str(person.contact_id), version=version,
                                      given_name=given_name, family_name="Haddad", email=email or person.email, language=language)
        return self.hears("clinic", "contact.changed", event)

    def switches(self, person, *, online_access=True, email_notifications=True, in_force=True, version=1):
        """access.changed."""
        event = clinic.AccessChanged(
            practice_id=self.practice_id, contact_id=str(person.contact_id), client_id=str(person.client_id), version=version,
            online_access=online_access, email_notifications=email_notifications, in_force=in_force,
        )
        return self.hears("clinic", "access.changed", event)

    def account(self, person, version=1, email=None, state=identity.ACCOUNT_STATE_ACTIVE):
        """account.changed."""
        event = identity.AccountChanged(practice_id=self.practice_id, account_id=str(person.account_id), version=version,
                                        email=email or person.email, state=state)
        return self.hears("identity", "account.changed", event)

    def binds(self, person, state=identity.BINDING_STATE_BOUND, version=1, contact_id=None, before=None, recipients=()):
        """binding.changed."""
        event = identity.BindingChanged(practice_id=self.practice_id, account_id=str(person.account_id), version=version, state=state,
                                        contact_id=str(contact_id or person.contact_id), recipients=recipients)
        event.mail_before_time.FromDatetime(before or datetime.now(UTC) + timedelta(days=2))
        return self.hears("identity", "binding.changed", event)

    def issues(self, *people, purpose=identity.LINK_PURPOSE_INVITATION, staff=False, before=None, event_id=None, link_id=None, live=True,
               traceparent=None, access_version=1):
        """A link for the people's login, live with identity and announced; returns the event's id and the link's.

        access_version: of their relationships, as identity knew them.
        """
        link_id = link_id or uuid4()
        now = datetime.now(UTC)
        if live:
            self.identity.issue(self.practice_id, link_id, people[0].email, now + timedelta(hours=48))
        about = [] if staff or purpose != identity.LINK_PURPOSE_INVITATION else people
        event = identity.LinkIssued(practice_id=self.practice_id, link=identity.Link(
            link_id=str(link_id), account_id=str(people[0].account_id), version=1, purpose=purpose, staff=staff,
            state=identity.LINK_STATE_LIVE,
            recipients=[named(p, access_version) for p in about],
        ))
        event.link.issue_time.FromDatetime(now)
        event.link.expire_time.FromDatetime(now + timedelta(hours=48))
        event.mail_before_time.FromDatetime(before or now + timedelta(hours=48))
        return self.hears("identity", "link.issued", event, event_id, traceparent), link_id

    def ends(self, link_id, person, state):
        """link.ended."""
        event = identity.LinkEnded(practice_id=self.practice_id, link=identity.Link(
            link_id=str(link_id), account_id=str(person.account_id), version=2, state=state))
        return self.hears("identity", "link.ended", event)

    def books(self, *people, start, session_id=None, version=1, cancelled=False, at=None, event_id=None, minutes=50):
        """session.changed: a video session for the first person's client, as it is since at (now); returns its id."""
        session_id = session_id or uuid4()
        event = videogate.SessionChanged(
            practice_id=self.practice_id, session_id=str(session_id), version=version, client_id=str(people[0].client_id),
            state=videogate.SESSION_STATE_CANCELLED if cancelled else videogate.SESSION_STATE_BOOKED,
            contact_ids=[str(person.contact_id) for person in people], clinician_id=str(uuid4()),
        )
        event.start_time.FromDatetime(start)
        event.end_time.FromDatetime(start + timedelta(minutes=minutes))
        event.change_time.FromDatetime(at or self.now)
        self.hears("videogate", "session.changed", event, event_id)
        return session_id

    @property
    def now(self):
        """The practice's own clock."""
        return self.worker.transact(self.practice_id, Actor("timer"), lambda tx: tx.now)

    def shift(self, **delta):
        """Move its clock so far from real time."""
        shift_clock([self.worker.url], self.practice_id, timedelta(**delta).total_seconds())

    def mails(self, **which):
        """Its mails, newest first, as an operation lists them."""
        chosen = {"client_id": None, "contact_id": None, "before": None, "most": 100} | which
        return self.worker.transact(self.practice_id, Actor("timer"), operations.list_messages, **chosen).mails

    def only(self):
        """Its one mail."""
        (shown,) = self.mails()
        return shown.message

    def steps(self):
        """The states of its one mail, in order."""
        (shown,) = self.mails()
        return [step.state for step in shown.steps]

    def announced(self):
        """Every message.changed it caused, in order."""
        query = sa.text("SELECT payload, traceparent FROM outbox WHERE practice_id = :practice_id ORDER BY seq")
        with self.worker.across() as db:
            return db.execute(query, {"practice_id": self.practice_id}).all()

    def sends(self, state="SENT", seconds=10):
        """Drive the queue until this practice's newest mail is in that state; returns the mail."""

        def reached():
            self.post.take(self.worker)
            message = self.mails()[0].message
            assert message.state == state, (message.state, message.reason, message.detail)
            return message

        return eventually(reached, seconds=seconds)
