"""What happens on a chart at the moment at which it is merged away ends on the chart that stays, or is refused by name."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from anteroom.identity.v1 import events_pb2 as identity
from anteroom.notify.v1 import events_pb2 as notify
from anteroom.videogate.v1 import events_pb2 as videogate
from clinic.domain.refusals import MergeChanged
from clinic.events import stamp
from clinic.merging import Choices
from clinic.operations import importing, runs
from clinic.operations.consents import withdraw_consent
from clinic.operations.merges import merge_clients
from clinic.operations.welcomes import send_welcome_email
from clinic.store import ledger
from tests.clinic.test_imports import Importer, as_csv, child
from tests.clinic.test_merges import people, preview, two_children
from tests.clinic.test_runs import Run
from tests.racing import race


@pytest.fixture
def twofold(practice):
    """A client charted twice, who signs in, and the merge of the one chart into the other, read and not yet done."""
    named = {"given_name": "Ines", "family_name": "Park", "email": "ines@example.com"}
    (kept, own), (gone, twin) = practice.adult(**named), practice.adult(**named)
    holder = practice.account(own)
    practice.bind(holder, twin)
    token = preview(practice, kept, gone)["token"]
    return SimpleNamespace(
        practice=practice, kept=kept, gone=gone, own=own, twin=twin, holder=holder,
        merge=lambda tx: merge_clients(tx, UUID(kept), UUID(gone), Choices(), token),
    )


def meanwhile(who, second):
    """The merge is done and not committed when the other thing begins."""
    merged, other = race(who.practice.run, who.merge, second)
    assert not isinstance(merged, Exception), merged
    return other


@pytest.mark.parametrize(("method", "path", "body", "reason"), [
    ("POST", "/clients/{gone}:sendWelcomeEmail", {"contact_ids": ["{twin}"]}, "CLIENT_MERGED"),
    ("POST", "/clients/{gone}/contacts/{twin}:grantConsent", {"how": "WRITTEN"}, "CLIENT_MERGED"),
    ("POST", "/clients/{gone}/contacts/{twin}:withdrawConsent", {}, "CLIENT_MERGED"),
    ("PATCH", "/clients/{gone}/contacts/{twin}", {"online_access": False}, "CLIENT_MERGED"),
    ("POST", "/clients/{gone}/contacts", {"given_name": "Luc", "family_name": "Park", "relationship": "FATHER"}, "CLIENT_MERGED"),
    ("PATCH", "/clients/{gone}", {"status": "ARCHIVED"}, "CLIENT_MERGED"),
    ("PATCH", "/contacts/{twin}", {"email": "other@example.com"}, "CONTACT_MERGED"),
])
def test_what_staff_do_there_is_refused_with_where_the_chart_went(twofold, method, path, body, reason):
    names = vars(twofold)
    body = {key: [one.format(**names) for one in value] if isinstance(value, list) else value for key, value in body.items()}
    answer = meanwhile(twofold, lambda: twofold.practice.owner.ask(method, path.format(**names), body))
    assert (answer.status, answer["reason"]) == (409, reason)
    assert answer["merged_into"] == {"CLIENT_MERGED": twofold.kept, "CONTACT_MERGED": twofold.own}[reason]
    assert list(people(twofold.practice, twofold.kept)) == [twofold.own]


def test_terms_accepted_meanwhile_are_consent_on_the_chart_that_stays(twofold):
    practice = twofold.practice
    heard = meanwhile(twofold, lambda: practice.hear(identity.TermsAccepted(
        practice_id=practice.practice_id, account_id=str(twofold.holder.account_id), contact_id=twofold.twin, terms_version="2026-01",
    )))
    assert heard is None
    assert practice.person(twofold.kept, twofold.own)["consent"]["state"] == "GRANTED"


def test_a_bounce_reported_meanwhile_is_known_of_the_one_who_stays(twofold):
    practice, now = twofold.practice, datetime.now(UTC)
    heard = meanwhile(twofold, lambda: practice.hear(notify.MessageChanged(
        practice_id=practice.practice_id, message_id=str(uuid4()), version=3, kind=notify.MESSAGE_KIND_INVITATION,
        state=notify.MESSAGE_STATE_BOUNCED, reason="NO_SUCH_MAILBOX", to_address="ines@example.com",
        recipients=[notify.MessageRecipient(contact_id=twofold.twin, client_id=twofold.gone)], queue_time=stamp(now),
        change_time=stamp(now),
    )))
    assert heard is None
    kinds = [entry["kind"] for entry in practice.report(twofold.kept, twofold.own)["timeline"]]
    assert kinds.count("MAIL_BOUNCED") == 1
    assert practice.run(ledger.of_pairs, [(UUID(twofold.own), UUID(twofold.kept))])[0].mail.state == "BOUNCED"


@pytest.mark.parametrize("merge_first", [True, False])
def test_a_session_heard_of_meanwhile_is_the_client_s_who_stays(twofold, merge_first):
    practice, start = twofold.practice, datetime.now(UTC) + timedelta(hours=5)
    session = videogate.SessionChanged(
        practice_id=practice.practice_id, session_id=str(uuid4()), version=1, state=videogate.SESSION_STATE_BOOKED,
        client_id=twofold.gone, contact_ids=[twofold.twin], start_time=stamp(start), end_time=stamp(start + timedelta(hours=1)),
    )
    if merge_first:
        assert meanwhile(twofold, lambda: practice.hear(session)) is None
    else:
        race(practice.run, lambda tx: practice.hear_in(tx, session), lambda: practice.run(twofold.merge))
        again = preview(practice, twofold.kept, twofold.gone)
        assert again["coming_sessions"] == 1  # the merge that had not read of it did nothing
        practice.owner.post(f"/clients/{twofold.kept}:merge", {"merged_client_id": twofold.gone, "token": again["token"]})
    assert practice.owner.get(f"/clients/{twofold.kept}")["next_session"]["session_id"] == session.session_id
    assert [one["contact_id"] for day in practice.owner.get("/today")["sessions"] for one in day["people"]] == [twofold.own]


def test_a_call_for_help_raised_meanwhile_waits_on_the_chart_that_stays(twofold):
    call = meanwhile(twofold, lambda: twofold.holder.ask("POST", "/me/calls", {"said": "No picture."}))
    assert call.status == 200
    assert [(one["client_id"], one["contact_id"]) for one in twofold.practice.owner.get("/calls")["calls"]] == [(twofold.kept, twofold.own)]


def test_the_language_somebody_chooses_meanwhile_is_that_of_the_one_who_stays(twofold):
    assert meanwhile(twofold, lambda: twofold.holder.ask("PATCH", "/me", {"language": "fr"})).status == 200
    assert twofold.practice.person(twofold.kept, twofold.own)["language"] == "fr"


def test_a_welcome_asked_for_a_moment_before_counts_on_the_chart_that_stays(practice):
    (kept, gone), (mother, twin) = two_children(practice)
    token = preview(practice, kept, gone)["token"]
    sent, merged = race(
        practice.run, lambda tx: send_welcome_email(tx, UUID(gone), [UUID(twin)]),
        lambda: practice.run(merge_clients, UUID(kept), UUID(gone), Choices(), token),
    )
    assert [one.reason for one in sent] == [None] and not isinstance(merged, Exception)
    assert practice.report(kept, mother)["welcome"]["asked"] == 1


@pytest.mark.parametrize("state", ["JUDGING", "SENDING"])
def test_a_bulk_welcomes_chunk_meanwhile_takes_whoever_stays(practice, caplog, state):
    (kept, gone), (mother, twin) = two_children(practice)
    run = Run(practice, client_ids=[kept, gone])
    if state == "SENDING":
        run.say("start")
    else:
        practice.run(lambda tx: tx.db.execute(sa.text("UPDATE welcome_runs SET state = 'JUDGING', at_place = 0")))
    token = preview(practice, kept, gone)["token"]
    merged, _ = race(
        practice.run, lambda tx: merge_clients(tx, UUID(kept), UUID(gone), Choices(), token), lambda: runs.work(practice.worker)
    )
    assert not isinstance(merged, Exception) and run.work()["state"] == ("DONE" if state == "SENDING" else "READY")
    assert run.asked() == ([[(mother, kept)]] if state == "SENDING" else [])
    assert [one["contact_id"] for one in run.people().values()] == [mother]
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_a_consent_withdrawn_a_moment_before_makes_whoever_merges_look_again(twofold):
    practice = twofold.practice
    _, merged = race(
        practice.run, lambda tx: withdraw_consent(tx, UUID(twofold.gone), UUID(twofold.twin), None), lambda: practice.run(twofold.merge)
    )
    assert isinstance(merged, MergeChanged)
    assert practice.owner.get(f"/clients/{twofold.gone}")["status"] == "ACTIVE"


def test_an_imports_row_meanwhile_joins_the_person_who_stays(practice):
    (gone, kept), (twin, mother) = two_children(practice)
    importer = Importer(practice)
    importer.send(as_csv(child("Roy, Leo", parent="Ana Roy", email="ana.roy@example.com", relation="Mom")))
    practice.owner.post(f"{importer.path}:start", {})
    token = preview(practice, kept, gone)["token"]
    race(
        practice.run, lambda tx: merge_clients(tx, UUID(kept), UUID(gone), Choices(), token),
        lambda: importing.work(practice.worker),
    )
    assert importer.work()["state"] == "DONE"
    (leo,) = practice.owner.get("/clients?query=leo roy")["clients"]
    assert list(people(practice, leo["client_id"])) == [mother]
