"""A practice for one test: what clinic announces of it, what its people's browsers do, and what came of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from google.protobuf.json_format import Parse

from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.identity.v1 import events_pb2 as identity
from chassis.bus import Fact
from chassis.db import Actor
from chassis.testing import shift_clock
from identity import listeners, timers
from identity.events import stamp
from identity.parts import parts as opened

PASSWORD = "seven quiet chairs"
ANOTHER = "nine patient lamps"
MESSAGES = {
    "account.changed": identity.AccountChanged, "binding.changed": identity.BindingChanged, "link.issued": identity.LinkIssued,
    "link.ended": identity.LinkEnded, "link.inspected": identity.LinkInspected, "welcome.refused": identity.WelcomeRefused,
    "signin.succeeded": identity.SignedIn, "signin.refused": identity.SignInRefused, "login_session.revoked": identity.LoginSessionRevoked,
    "temporary_password.set": identity.TemporaryPasswordSet, "terms.accepted": identity.TermsAccepted,
    "account_email.changed": identity.AccountEmailChanged, "staff.changed": identity.StaffChanged,
    "code.changed": identity.CodeChanged, "help.asked": identity.HelpAsked,
    "second_factor.changed": identity.SecondFactorChanged,
}


@dataclass
class Person:
    """A contact with a relationship, as clinic last told of it."""

    email: str
    contact_id: str = field(default_factory=lambda: str(uuid4()))
    client_id: str = field(default_factory=lambda: str(uuid4()))
    access: bool = True
    self_: bool = True
    consent: str = "MISSING"
    name: tuple[str, str] = ("Ada", "Adult")

    @property
    def recipient(self):
        return {"contact_id": self.contact_id, "client_id": self.client_id}


class Browser:
    """One browser at a practice's address, with its own cookies."""

    def __init__(self, app, practice_id, agent="Mozilla/5.0 (Linux; Android 14) Chrome/131.0.0.0 Mobile Safari/537.36"):
        self.host, self.client, self.agent = f"{practice_id}.localhost", app.test_client(), agent

    def send(self, method, path, body=None, **headers):
        sent = {"User-Agent": self.agent, "X-Anteroom-CSRF": "1", "Origin": f"http://{self.host}"} | headers
        return self.client.open(f"/api/identity/v1{path}", method=method, json=body, headers=sent, base_url=f"http://{self.host}")

    def get(self, path, **headers):
        return self.send("GET", path, **headers)

    def post(self, path, body=None, **headers):
        return self.send("POST", path, body, **headers)

    def sign_in(self, email, password=PASSWORD):
        return self.post("/sessions", {"email": email, "password": password})

    def cookie(self, name):
        found = self.client.get_cookie(f"anteroom_{name}", domain=self.host)
        return found.value if found else None


class Practice:
    """A fresh practice with an owner who is signed in when asked for."""

    def __init__(self, app, worker, parts, **settings):
        self.practice_id, self.app, self.worker, self.parts = f"p{uuid4().hex[:12]}", app, worker, parts
        self.version = 0
        self.owner_email = f"owner@{self.practice_id}.example"
        self.settings = {"name": "Maple Counselling", "phone": "416-555-0100", "support_email": "help@maple.example", "door": "plum",
                         "invitation_validity_hours": 48, "terms_version": "1", "terms_title": "Terms", "terms_body": "Be kind."} | settings
        self.hear("practice.opened", clinic.PracticeOpened(practice=self.facts(), owner_email=self.owner_email, owner_name="Olive Owner"))

    # What clinic announces.

    def next_version(self):
        self.version += 1
        return self.version

    def facts(self, **changes):
        self.settings |= changes
        return clinic.Practice(practice_id=self.practice_id, version=self.next_version(), **self.settings)

    def hear(self, thing, message):
        _, consume = listeners.from_clinic.consumers[thing]
        fact = Fact(uuid4(), thing, datetime.now(UTC), 1)
        self.worker.transact(self.practice_id, Actor("event"), lambda tx: consume(tx, message, fact))

    def tell(self, person):
        """Clinic's two facts about a person."""
        self.tell_contact(person)
        self.tell_access(person)

    def tell_contact(self, person, version=None):
        self.hear("contact.changed", clinic.ContactChanged(
            practice_id=self.practice_id, contact_id=person.contact_id, version=version or self.next_version(), email=person.email or "",
            given_name=person.name[0], family_name=person.name[1]))

    def tell_access(self, person, version=None):
        self.hear("access.changed", clinic.AccessChanged(
            practice_id=self.practice_id, contact_id=person.contact_id, client_id=person.client_id, version=version or self.next_version(),
            relationship=clinic.RELATIONSHIP_SELF if person.self_ else clinic.RELATIONSHIP_MOTHER,
            online_access=person.access, in_force=True,
            consent=clinic.Consent(state=f"CONSENT_STATE_{person.consent}")))

    def adult(self, email=None, **fields):
        """Someone who acts for themself and has access."""
        person = Person(email or f"ada{self.next_version()}@{self.practice_id}.example", **fields)
        self.tell(person)
        return person

    def guardian(self, email=None, **fields):
        """Someone who acts for a child."""
        return self.adult(email, self_=False, name=("Gia", "Guardian"), **fields)

    def welcome(self, *people, hours=48, request_id=None, mail_within=timedelta(hours=48), asked=None, version=1):
        now = asked or self.now()
        self.hear("welcome.requested", clinic.WelcomeRequested(
            practice_id=self.practice_id, request_id=request_id or str(uuid4()),
            recipients=[clinic.Recipient(**p.recipient, version=version) for p in people],
            validity_hours=hours, request_time=stamp(now), mail_before_time=stamp(now + mail_within)))

    # What people do.

    def browser(self, **options):
        return Browser(self.app, self.practice_id, **options)

    def invited(self, **fields):
        """A person with a live invitation; returns them and the token."""
        person = self.adult(**fields)
        self.welcome(person)
        return person, self.token(person.email)

    def active(self, person, password=PASSWORD, **terms):
        """The person redeems an invitation and signs in."""
        self.welcome(person)
        return self.entered(person.email, password, **terms)

    def entered(self, email, password=PASSWORD, accept=True):
        """Redeem the newest link of an address, sign in, and agree to the terms if asked."""
        browser = self.browser()
        answer = browser.post("/links:redeem", {"token": self.token(email), "password": password})
        assert answer.status_code == 200, answer.text
        answer = browser.sign_in(email, password)
        assert answer.status_code == 201, answer.text
        if accept and "TERMS" in answer.json["owes"]:
            named = [one["contact_id"] for one in browser.get("/me").json["terms_for"]]
            assert browser.post("/me:acceptTerms", {"terms_version": "1", "contact_ids": named}).status_code == 200
        return browser

    @property
    def owner(self):
        if not hasattr(self, "_owner"):
            self._owner = self.entered(self.owner_email)
        return self._owner

    def staff(self, role, email=None):
        """A member of staff who followed their invitation."""
        email = email or f"{role.lower()}{self.next_version()}@{self.practice_id}.example"
        answer = self.owner.post("/staff", {"email": email, "display_name": role.title(), "role": role})
        assert answer.status_code == 201, answer.text
        return self.entered(email)

    def work(self):
        """What the worker's timers find to do."""
        for timer in timers.ALL:
            timer.work(self.worker)

    # What came of it.

    def rows(self, query, **values):
        with self.worker.begin(self.practice_id, Actor("test")) as tx:
            return tx.db.execute(sa.text(query), values).all()

    def now(self):
        with self.worker.begin(self.practice_id, Actor("test")) as tx:
            return tx.now

    def wait(self, **delta):
        """As much later than now, however often it is called."""
        self.waited = getattr(self, "waited", timedelta()) + timedelta(**delta)
        shift_clock([self.worker.url], self.practice_id, self.waited.total_seconds())

    def change_settings(self, **changes):
        """An owner saves the practice's settings."""
        self.hear("settings.changed", clinic.SettingsChanged(practice=self.facts(**changes)))

    def rows_changed(self, statement, **values):
        """Set something up that no door does."""
        self.worker.transact(self.practice_id, Actor("test"), lambda tx: tx.db.execute(sa.text(statement), values))

    def shift_clock(self, **delta):
        shift_clock([self.worker.url], self.practice_id, timedelta(**delta).total_seconds())

    def announced(self, thing):
        """The messages of a thing, in order."""
        found = self.rows("SELECT payload FROM outbox WHERE subject = :s ORDER BY seq", s=f"identity.v1.{self.practice_id}.{thing}")
        return [Parse(row.payload, MESSAGES[thing]()) for row in found]

    def account(self, email):
        """The account of an address, as a row."""
        return self.rows("SELECT * FROM accounts WHERE practice_id = :p AND email_key = lower(:e)", p=self.practice_id, e=email)[0]

    def links(self, email):
        """An address's links, oldest first."""
        query = "SELECT l.* FROM links l JOIN accounts a USING (practice_id, account_id) WHERE practice_id = :p AND email_key = lower(:e)"
        return self.rows(query + " ORDER BY issue_time, link_id", p=self.practice_id, e=email)

    def token(self, email):
        """What the newest mail to an address carries."""
        return self.token_of(next(link for link in self.links(email) if link.state == "LIVE"))

    def token_of(self, link):
        return opened().link_keys.token(link.seed, link.key_id)

    def bindings(self, email):
        """contact id → state of an address's account."""
        query = "SELECT contact_id, b.state FROM bindings b JOIN accounts a USING (practice_id, account_id) WHERE practice_id = :p"
        return {str(row.contact_id): row.state for row in self.rows(query + " AND email_key = lower(:e)", p=self.practice_id, e=email)}

    def audited(self, action):
        query = "SELECT * FROM audit_entries WHERE practice_id = :p AND action = :a ORDER BY record_time"
        return self.rows(query, p=self.practice_id, a=action)

    def account_id(self, email) -> UUID:
        return self.account(email).account_id
