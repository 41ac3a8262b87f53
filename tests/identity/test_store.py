"""Every query, with the same people in two practices: it finds and changes only its own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from chassis.db import Actor
from identity import events
from identity.domain.accounts import NoSuchAccount
from identity.domain.addresses import kept_as
from identity.domain.bindings import BindingState
from identity.domain.codes import CodeState
from identity.domain.help import HelpState
from identity.domain.links import LinkState, Purpose
from identity.domain.second_factors import Asked, FactorKind
from identity.keyring import digest, token_hash
from identity.models import Base, ResetRequest, SignInRefusal
from identity.store import accounts, bindings, codes, copies, help, links, login_sessions, second_factors, sign_ins
from tests.identity.practice import Person, Practice

EMAIL = "ada@shared.example"
COOKIE, DEVICE, HASH = digest("cookie"), digest("device"), digest("recovery code")
SEALED = {"sealed": b"", "key_id": "1"}


class Twin:
    """A practice with one active adult, a live reset link, a code and an open login session; the ids of people are the same in both."""

    def __init__(self, practice, person, access_version):
        self.practice, self.person, self.access_version = practice, person, access_version
        practice.tell_contact(person)
        practice.tell_access(person, access_version)
        practice.active(person)
        practice.browser().post("/password-resets", {"email": EMAIL})
        practice.work()
        self.account_id, self.contact_id = practice.account_id(EMAIL), UUID(person.contact_id)
        self.link = practice.links(EMAIL)[-1]
        self.token = token_hash(practice.token_of(self.link))
        practice.invited()
        practice.browser().post("/links:askForHelp", {"token": practice.token_of(self.link)})
        self.help_id = practice.rows("SELECT help_id FROM help_requests WHERE practice_id = :p", p=practice.practice_id)[0].help_id
        issued = practice.owner.post(f"/accounts/{self.account_id}:issueCode").json
        self.code_id = UUID(issued["code_id"])
        [self.login] = practice.rows(
            "SELECT * FROM login_sessions WHERE practice_id = :p AND account_id = :a", p=practice.practice_id, a=self.account_id)
        self.factor_id = self.within(lambda tx: second_factors.add(tx, self.account_id, FactorKind.APP, "Phone", **SEALED)).factor_id
        passkey = {"credential_id": self.account_id.bytes, "public_key": b""}
        self.within(lambda tx: second_factors.add(tx, self.account_id, FactorKind.PASSKEY, "Key", **passkey))
        self.within(second_factors.put_codes, self.account_id, [HASH])
        self.within(second_factors.ask, self.login.login_session_id, Asked.ADD_APP, b"", "1")

    def within(self, query, *arguments, **named):
        """One store function in this practice's transaction, as the worker: for some tables it could see further than the app."""
        return self.practice.worker.transact(self.practice.practice_id, Actor("test"), query, *arguments, **named)


@pytest.fixture(scope="module")
def twins(app, worker, parts):
    """One pair for all: every test here works alone, and after those above it."""
    person = Person(EMAIL)
    there = Practice(app, worker, parts, client_idle_days=1)
    return Twin(Practice(app, worker, parts), replace(person), 7), Twin(there, replace(person), 9)


def everything(twin, parts):
    """Every row of a practice, past every wall."""
    tables = [*Base.metadata.tables, "outbox", "audit_entries", "revoked_login_sessions"]
    own = f"practice_id = '{twin.practice.practice_id}'"
    rows = " UNION ALL ".join(f"SELECT '{table}', t::text FROM {table} t WHERE {own}" for table in tables)
    return sorted(parts.admin(rows, database="identity"))


# What each read finds with the first practice's ids: something in its own practice, nothing in the other.
READS = {
    "accounts.find": lambda tx, a: accounts.find(tx, a.account_id),
    "accounts.hold": lambda tx, a: accounts.hold(tx, a.account_id),
    "accounts.contacts": lambda tx, a: accounts.contacts(tx, [a.account_id])[a.account_id],
    "bindings.find": lambda tx, a: bindings.find(tx, a.account_id, a.contact_id),
    "bindings.people": lambda tx, a: bindings.people(tx, a.account_id),
    "bindings.of_account": lambda tx, a: bindings.of_account(tx, a.account_id),
    "help.of_link": lambda tx, a: help.of_link(tx, a.link.link_id),
    "help.lately": lambda tx, a: help.lately(tx, a.account_id),
    "help.open_of": lambda tx, a: help.open_of(tx, [a.account_id]),
    "bindings.bound_contacts": lambda tx, a: bindings.bound_contacts(tx, a.account_id),
    "codes.issued_since": lambda tx, a: codes.issued_since(tx, a.account_id, tx.now - timedelta(days=1)),
    "codes.find": lambda tx, a: codes.find(tx, a.account_id, a.code_id),
    "codes.tries_at": lambda tx, a: codes.count(tx, EMAIL) and codes.tries_at(tx, EMAIL, a.code_id),
    "links.to_mint": lambda tx, a: links.to_mint(tx, a.link.link_id),
    "links.by_token": lambda tx, a: links.by_token(tx, a.token),
    "links.live": lambda tx, a: links.live(tx, [a.account_id]),
    "links.issued_lately": lambda tx, a: links.issued_lately(tx, a.account_id, Purpose.RESET),
    "login_sessions.by_cookie": lambda tx, a: login_sessions.by_cookie(tx, a.login.cookie_hash),
    "login_sessions.by_id": lambda tx, a: login_sessions.by_id(tx, a.login.login_session_id),
    "login_sessions.open_of": lambda tx, a: login_sessions.open_of(tx, a.account_id),
    "sign_ins.still": lambda tx, a: sign_ins.still(tx, attempt_on(a)),
    "second_factors.standing": lambda tx, a: second_factors.standing(tx, a.account_id).has,
    "second_factors.of": lambda tx, a: second_factors.of(tx, a.account_id),
    "second_factors.kinds": lambda tx, a: second_factors.kinds(tx, [a.account_id])[a.account_id],
    "second_factors.by_credential": lambda tx, a: second_factors.by_credential(tx, a.account_id.bytes),
    "second_factors.credential_is_taken": lambda tx, a: second_factors.credential_is_taken(tx, a.account_id.bytes),
    "second_factors.codes_left": lambda tx, a: second_factors.codes_left(tx, a.account_id),
    "second_factors.asked": lambda tx, a: second_factors.asked(tx, a.login.login_session_id, Asked.ADD_APP),
}


def attempt_on(twin):
    kept = twin.practice.account(EMAIL).password_hash
    return sign_ins.Attempt(b"", b"", False, twin.account_id, EMAIL, "ACTIVE", None, kept, None)


@pytest.mark.parametrize("read", READS)
def test_a_read_by_id_finds_nothing_in_another_practice(twins, read):
    mine, theirs = twins
    assert mine.within(READS[read], mine)
    try:
        assert not theirs.within(READS[read], mine)
    except LookupError as error:
        raise AssertionError(read) from error
    except Exception as refusal:
        assert getattr(refusal, "reason", "") == "NOT_FOUND", read


def known_as(twin, version):
    return {**twin.person.recipient, "version": version}


# What each read by an address or a contact, the same in both, answers: its own practice's row.
SHARED = {
    "accounts.hold_at": lambda tx, a: accounts.hold_at(tx, EMAIL).account_id == a.account_id,
    "accounts.search": lambda tx, a: [row.account_id for row in accounts.search(tx, EMAIL, "", 10)] == [a.account_id],
    "accounts.hold_owners": lambda tx, a: [row.practice_id for row in accounts.hold_owners(tx)] == [a.practice.practice_id],
    "accounts.staff": lambda tx, a: [row.practice_id for row in accounts.staff(tx)] == [a.practice.practice_id],
    "bindings.holder": lambda tx, a: bindings.holder(tx, a.contact_id)[1].account_id == a.account_id,
    "bindings.recipients": lambda tx, a: bindings.recipients(tx, [a.contact_id]) == [known_as(a, a.access_version)],
    "bindings.known_relationships": lambda tx, a: (
        bindings.known_relationships(tx, [a.contact_id]) == [known_as(a, a.access_version)]),
    "copies.reach": lambda tx, a: [copies.reach(tx, [known_as(a, a.access_version + more)]) for more in (0, 1)] == [True, False],
    "copies.practice": lambda tx, a: copies.practice(tx).practice_id == a.practice.practice_id,
    "copies.contact": lambda tx, a: copies.contact(tx, a.contact_id).practice_id == a.practice.practice_id,
    "codes.count": lambda tx, a: codes.count(tx, EMAIL).code_id == a.code_id,
    "login_sessions.idle_limits": lambda tx, a: login_sessions.idle_limits(tx).client_days == (1 if a.access_version == 9 else 7),
    "sign_ins.count": lambda tx, a: sign_ins.count(tx, EMAIL, b"").account_id == a.account_id,
}


@pytest.mark.parametrize("read", SHARED)
def test_what_both_practices_have_is_answered_from_ones_own(twins, read):
    for twin in twins:
        assert twin.within(SHARED[read], twin)


def test_contact_has_access_only_where_it_was_given(twins):
    mine, theirs = twins
    other = theirs.practice.adult(access=False)
    mine.practice.tell(replace(other, access=True))
    assert [twin.within(copies.contact_has_access, UUID(other.contact_id)) for twin in twins] == [True, False]
    known_at_home = mine.practice.adult()
    assert [twin.within(copies.access_known, UUID(known_at_home.contact_id)) for twin in twins] == [True, False]


def kept(tx, kind):
    values = {"practice_id": tx.practice_id, "origin_address": None}
    if kind is ResetRequest:
        return ResetRequest(**values, request_id=ROW, email_key=EMAIL, request_time=tx.now)
    return SignInRefusal(**values, refusal_id=ROW, account_id=None, address_hash=b"", reason="UNKNOWN", browser="", refuse_time=tx.now)


ROW, ANOTHER_CODE = uuid4(), uuid4()
CODE = {"code_mac": b"", "key_id": "", "issued_by": None, "expire_time": datetime.now(UTC) + timedelta(days=1)}
NEWER = {"version": 10**6}
CONTACT = NEWER | {"given_name": "New", "family_name": "Name", "email": EMAIL, "email_key": EMAIL}
PRACTICE = NEWER | {"name": "New", "phone": "", "support_email": "", "door": "plum", "invitation_validity_hours": 24, "terms_version": "2",
                    "terms_title": "", "terms_body": "", "staff_second_factor": True, "staff_idle_minutes": 60, "client_idle_days": 1}


def open_login_session(tx, a):
    event = events.signed_in(tx, a.account_id, ROW, "")
    sign_ins.open_login_session(
        tx, event, account=a.account_id, role=None, login_session=ROW, cookie=COOKIE, device=DEVICE, browser="", expire=tx.now, key=b"",
        half=False, old_cookie=a.login.cookie_hash, forget=tx.now)


# What each write changes: its own practice's rows, and not one of the other's, though the ids given are the same.
WRITES = {
    "copies.apply_practice": lambda tx, a: copies.apply_practice(tx, **PRACTICE),
    "copies.apply_contact": lambda tx, a: copies.apply_contact(tx, contact_id=a.contact_id, **CONTACT),
    "copies.apply_relationship": lambda tx, a: copies.apply_relationship(
        tx, contact_id=a.contact_id, client_id=UUID(a.person.client_id), is_self=True, access=False, consent_missing=False, **NEWER),
    "accounts.add": lambda tx, a: accounts.add(tx, "new@shared.example"),
    "bindings.put": lambda tx, a: bindings.put(tx, a.account_id, a.contact_id, BindingState.UNBOUND),
    "bindings.add_acceptance": lambda tx, a: bindings.add_acceptance(tx, a.account_id, a.contact_id, "2"),
    "codes.count": lambda tx, a: codes.count(tx, EMAIL),
    "help.end_help": lambda tx, a: help.end_help(tx, a.help_id, HelpState.CLOSED, "", tx.now),
    "help.add": lambda tx, a: help.add(tx, a.account_id, a.link.link_id),
    "codes.forget": lambda tx, a: codes.forget(tx, codes.CodeTry(kept_as(EMAIL), 1, a.code_id, None, None, None)),
    "codes.expire": lambda tx, a: codes.expire(replace(tx, now=tx.now + timedelta(days=30))),
    "codes.add": lambda tx, a: codes.add(tx, code_id=ANOTHER_CODE, account_id=a.account_id, **CODE),
    "codes.use_up": lambda tx, a: codes.use_up(tx, ANOTHER_CODE),
    "codes.redeem": lambda tx, a: codes.redeem(tx, codes.add(tx, account_id=a.account_id, **CODE).code_id),
    "codes.end_live": lambda tx, a: codes.add(tx, account_id=a.account_id, **CODE) and codes.end_live(tx, a.account_id, CodeState.REVOKED),
    "links.redeem": lambda tx, a: links.redeem(tx, a.token),
    "links.add": lambda tx, a: links.add(
        tx, account_id=a.account_id, purpose=Purpose.EMAIL_CHANGE, seed=b"", key_id="", token_hash=b"", staff=False, recipients=[],
        expire_time=tx.now),
    "links.end_live": lambda tx, a: links.end_live(tx, a.account_id, LinkState.REVOKED),
    "links.expire": lambda tx, a: links.expire(replace(tx, now=tx.now + timedelta(days=30))),
    "links.answer_welcome": lambda tx, a: links.answer_welcome(tx, ROW),
    "login_sessions.revoke_tokens": lambda tx, a: login_sessions.revoke_tokens(tx, [a.login.login_session_id], tx.now),
    "sign_ins.open_login_session": open_login_session,
    "login_sessions.end": lambda tx, a: login_sessions.end(tx, a.account_id, "TEST"),
    "sign_ins.keep": lambda tx, a: sign_ins.keep(tx, kept(tx, ResetRequest)),
    "sign_ins.take": lambda tx, a: sign_ins.take(tx, ResetRequest, ROW),
    "sign_ins.forget_tries": lambda tx, a: sign_ins.forget_tries(tx, EMAIL),
    "sign_ins.forget": lambda tx, a: sign_ins.forget(tx, kept_as("both")),
    "sign_ins.know_device": lambda tx, a: sign_ins.know_device(tx, a.account_id, HASH),
    "second_factors.add": lambda tx, a: second_factors.add(tx, a.account_id, FactorKind.APP, "Tablet", **SEALED),
    "second_factors.spend_step": lambda tx, a: second_factors.spend_step(tx, a.factor_id, 1),
    "second_factors.spend_challenge": lambda tx, a: second_factors.spend_challenge(tx, b"asked", tx.now),
    "login_sessions.pass_second_step": lambda tx, a: login_sessions.pass_second_step(tx, a.login.login_session_id),
    "second_factors.signed": lambda tx, a: second_factors.signed(tx, a.factor_id, 7),
    "second_factors.spend_code": lambda tx, a: second_factors.spend_code(tx, a.account_id, [HASH]),
    "second_factors.put_codes": lambda tx, a: second_factors.put_codes(tx, a.account_id, [digest("another")]),
    "second_factors.ask": lambda tx, a: second_factors.ask(tx, a.login.login_session_id, Asked.ADD_PASSKEY, b"", "1"),
    "second_factors.take_asked": lambda tx, a: second_factors.take_asked(tx, a.login.login_session_id, Asked.ADD_PASSKEY),
    "second_factors.remove": lambda tx, a: second_factors.remove(tx, a.account_id, a.factor_id),
    "second_factors.remove_all": lambda tx, a: second_factors.remove_all(tx, a.account_id),
}


@pytest.fixture(scope="module")
def tried(twins):
    """Tries are counted, and a forgotten password waits, in both."""
    for twin in twins:
        for address in (EMAIL, "both"):
            twin.within(sign_ins.count, address, b"")
        twin.within(lambda tx: sign_ins.keep(tx, kept(tx, ResetRequest)))


@pytest.mark.parametrize("write", WRITES)
def test_a_write_leaves_the_other_practice_as_it_was(twins, tried, parts, write):
    mine, theirs = twins
    if write == "sign_ins.keep":
        mine.within(WRITES["sign_ins.take"], mine)
    before, own = everything(theirs, parts), everything(mine, parts)
    mine.within(WRITES[write], mine)
    assert everything(theirs, parts) == before
    assert everything(mine, parts) != own, "it did change something"


# The wall itself: no WHERE at all, as the role that serves requests.


def test_the_database_shows_a_practice_only_its_own_rows(twins, app):
    database = app.extensions["edge"].database
    for twin in twins:
        with database.begin(twin.practice.practice_id, Actor("test")) as tx:
            for table in Base.metadata.tables:
                seen = {row[0] for row in tx.db.execute(sa.text(f"SELECT DISTINCT practice_id FROM {table}"))}
                assert seen <= {twin.practice.practice_id}, table


def test_the_database_takes_no_row_for_another_practice(twins, app):
    mine, theirs = twins
    database = app.extensions["edge"].database
    with pytest.raises(sa.exc.ProgrammingError, match="row-level security"), database.begin(mine.practice.practice_id, Actor("test")) as tx:
        row = {"p": theirs.practice.practice_id, "a": theirs.account_id}
        tx.db.execute(sa.text("INSERT INTO known_devices VALUES (:p, :a, '', now())"), row)


def test_without_a_practice_nothing_is_seen(twins, app):
    with app.extensions["edge"].database.across() as db:
        for table in Base.metadata.tables:
            assert db.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one() == 0, table


def test_what_the_worker_may_do_across_practices_is_little(twins, worker):
    with worker.across() as db:
        assert db.execute(sa.text("SELECT count(*) FROM links")).scalar_one() > 0, "to see which are due"
        assert db.execute(sa.text("UPDATE links SET state = 'REVOKED' RETURNING 1")).all() == []
        for table in ("accounts", "contacts", "login_sessions", "bindings", "known_devices"):
            assert db.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one() == 0, table


def test_a_missing_account_is_refused_by_name(practice):
    with pytest.raises(NoSuchAccount):
        practice.worker.transact(practice.practice_id, Actor("test"), accounts.find, uuid4())


def test_kept_instants_are_utc(practice):
    [row] = practice.rows("SELECT create_time FROM accounts WHERE practice_id = :p", p=practice.practice_id)
    assert abs(datetime.now(UTC) - row.create_time) < timedelta(minutes=5)
