"""The access report and the next two days against the truth: a cause is produced, and the report names it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from admission import Reason
from anteroom.identity.v1 import events_pb2 as identity
from clinic.events import stamp
from tests.clinic.test_alarms import born_to_come_of_age
from tests.clinic.test_listeners import code_event, link_event, mail_event, session_event

HOUR = timedelta(hours=1)


@pytest.fixture
def ready(practice):
    """A child's mother who would be let in: (practice, client, contact, holder), and a session whose door is open."""
    client_id = practice.minor()
    contact_id = practice.parent(client_id)
    holder = practice.account(contact_id)
    practice.owner.post(f"/clients/{client_id}/contacts/{contact_id}:grantConsent", {"how": "WRITTEN"})
    signed_in = {"account_id": str(holder.account_id), "browser": "Chrome 131 on Android", "sign_in_time": stamp(practice.now)}
    practice.hear(identity.SignedIn(practice_id=practice.practice_id, **signed_in))
    practice.hear(session_event(practice, uuid4(), 1, client_id, [contact_id], begin=timedelta(minutes=-5)))
    return practice, client_id, contact_id, holder


def blocking(report):
    return [finding["code"] for finding in report["findings"] if finding["severity"] == "BLOCKING"]


def test_who_would_be_let_in_has_nothing_blocking_and_every_code_is_looked_at_once(ready):
    practice, client_id, contact_id, _ = ready
    report = practice.report(client_id, contact_id)
    assert report["verdict"]["state"] == "ADMITTED" and report["verdict"]["reasons"] == []
    assert blocking(report) == []
    codes = [finding["code"] for finding in report["findings"]]
    assert sorted(codes) == sorted(["ONLINE_ACCESS", "EMAIL_NOTIFICATIONS", "ADDRESS", "WELCOME_EMAIL", "LINK", "PASSWORD", "LOCK",
        "SIGN_IN",
                                    "BROWSER", "DEVICE", "CONSENT", "CLIENT", "SESSION", "REMINDER"])
    today = practice.owner.get("/today")
    assert (today["counts"], today["sessions"]) == ({"READY": 1, "WATCH": 0, "WILL_FAIL": 0}, [])


def cut_access(practice, client_id, contact_id, holder):
    practice.owner.patch(f"/clients/{client_id}/contacts/{contact_id}", {"online_access": False})


def withdraw(practice, client_id, contact_id, holder):
    practice.owner.post(f"/clients/{client_id}/contacts/{contact_id}:withdrawConsent", {})


def consent_for_another_session(practice, client_id, contact_id, holder):
    practice.owner.post(f"/clients/{client_id}/contacts/{contact_id}:grantConsent", {"how": "WRITTEN", "session_id": str(uuid4())})


def archive(practice, client_id, contact_id, holder):
    practice.owner.patch(f"/clients/{client_id}", {"status": "ARCHIVED"})


def end_rights(practice, client_id, contact_id, holder):
    practice.owner.patch(f"/clients/{client_id}/contacts/{contact_id}", {"end_date": "2020-01-01"})


def lock(practice, client_id, contact_id, holder):
    practice.account(contact_id, "LOCKED", version=2, holder=holder)


def disable(practice, client_id, contact_id, holder):
    practice.account(contact_id, "DISABLED", version=2, holder=holder)


def unbind(practice, client_id, contact_id, holder):
    practice.bind(holder, contact_id, "UNBOUND", version=2)


CAUSES = [
    (cut_access, "ONLINE_ACCESS", "TURN_ON_ACCESS", ["ONLINE_ACCESS_OFF"]), (withdraw, "CONSENT", "RECORD_CONSENT", ["CONSENT_WITHDRAWN"]),
    (archive, "CLIENT", "RESTORE_CLIENT", ["CLIENT_ARCHIVED", "RELATIONSHIP_ENDED"]), (lock, "LOCK", "UNLOCK", ["ACCOUNT_LOCKED"]),
    (end_rights, "CLIENT", "CHANGE_END_DATE", ["RELATIONSHIP_ENDED"]), (disable, "LOCK", None, ["ACCOUNT_NOT_ACTIVE"]),
    (unbind, "PASSWORD", "SEND_WELCOME", ["ACCOUNT_NOT_ACTIVE"]),
]


@pytest.mark.parametrize(("cause", "code", "fix", "reasons"), CAUSES, ids=[cause[0].__name__ for cause in CAUSES])
def test_the_report_names_the_cause_the_fix_and_what_the_gate_would_say(ready, cause, code, fix, reasons):
    practice, client_id, contact_id, holder = ready
    cause(practice, client_id, contact_id, holder)
    report = practice.report(client_id, contact_id)
    assert (report["verdict"]["state"], report["verdict"]["reasons"]) == ("REFUSED", reasons)
    assert code in blocking(report) and report["findings"][0]["severity"] == "BLOCKING"
    fixes = [act["action"] for finding in report["findings"] if finding["code"] == code for act in finding["fixes"]]
    assert fix in fixes if fix else fixes == []
    (session,) = practice.owner.get("/today")["sessions"]
    assert (session["outlook"], session["people"][0]["reasons"]) == ("WILL_FAIL", reasons)


def test_consent_for_another_session_is_none_for_this_one(ready):
    practice, client_id, contact_id, holder = ready
    consent_for_another_session(practice, client_id, contact_id, holder)
    report = practice.report(client_id, contact_id)
    assert report["verdict"]["reasons"] == ["CONSENT_MISSING"]


def test_the_next_session_and_its_door_are_part_of_the_verdict(practice):
    client_id, contact_id = practice.adult()
    practice.owner.patch("/settings", {"early_join_minutes": 15})
    practice.hear(session_event(practice, uuid4(), 1, client_id, [contact_id], begin=2 * HOUR))
    verdict = practice.report(client_id, contact_id)["verdict"]
    assert verdict["reasons"] == ["ACCOUNT_NOT_ACTIVE", "CONSENT_MISSING", "TOO_EARLY"]
    minutes = int(verdict["session"]["start_time"][14:16]) - int(verdict["session"]["open_time"][14:16])
    assert minutes % 60 == 15


def test_without_a_session_the_report_says_what_would_stand_in_the_way_of_one(practice):
    client_id, contact_id = practice.adult()
    verdict = practice.report(client_id, contact_id)["verdict"]
    assert (verdict["state"], verdict["session"]) == ("NO_SESSION", None)
    assert verdict["reasons"] == ["ACCOUNT_NOT_ACTIVE", "CONSENT_MISSING"]


def finding(practice, client_id, contact_id, code):
    return next(one for one in practice.report(client_id, contact_id)["findings"] if one["code"] == code)


def test_a_bounced_welcome_is_told_with_its_reason_and_the_way_out(practice):
    client_id, contact_id = practice.adult()
    practice.hear(mail_event(practice, uuid4(), 1, "BOUNCED", client_id, contact_id, reason="NO_SUCH_MAILBOX",
        detail="550 5.1.1 no such mailbox"))
    address = finding(practice, client_id, contact_id, "ADDRESS")
    assert (address["severity"], address["evidence"]["reason"], address["fixes"]) == ("BLOCKING", "NO_SUCH_MAILBOX",
        [{"action": "CORRECT_ADDRESS"}])


@pytest.mark.parametrize(("state", "reason", "dead"), [
    ("COMPLAINED", "", True), ("SUPPRESSED", "ADDRESS_BOUNCED", True), ("BOUNCED", "MAILBOX_FULL", False), ("BOUNCED", "GAVE_UP", False),
])
def test_another_mail_is_offered_where_the_address_itself_is_right(practice, state, reason, dead):
    client_id, contact_id = practice.adult()
    practice.hear(mail_event(practice, uuid4(), 1, state, client_id, contact_id, reason=reason))
    assert practice.person(client_id, contact_id)["portal_state"] == "BOUNCED"
    assert finding(practice, client_id, contact_id, "ADDRESS")["severity"] == ("BLOCKING" if dead else "WARNING")
    welcome = finding(practice, client_id, contact_id, "WELCOME_EMAIL")
    assert (welcome["severity"], welcome["fixes"][0]["action"]) == ("BLOCKING", "CORRECT_ADDRESS" if dead else "SEND_WELCOME")


def test_a_delivered_welcome_is_fine_until_a_late_bounce_says_otherwise(practice):
    client_id, contact_id = practice.adult()
    message_id = uuid4()
    for version, state, severity in ((1, "SENT", "OK"), (2, "DELIVERED", "OK"), (3, "BOUNCED", "BLOCKING")):
        practice.hear(mail_event(practice, message_id, version, state, client_id, contact_id))
        told = finding(practice, client_id, contact_id, "WELCOME_EMAIL")
        assert (told["evidence"]["mail_state"], told["severity"]) == (state, severity)
    practice.hear(mail_event(practice, message_id, 2, "DELIVERED", client_id, contact_id))
    assert finding(practice, client_id, contact_id, "WELCOME_EMAIL")["severity"] == "BLOCKING"


def test_notifications_that_are_off_block_an_invitation_and_nobody_who_has_a_password(practice):
    client_id, contact_id = practice.adult()
    practice.owner.patch(f"/clients/{client_id}/contacts/{contact_id}", {"email_notifications": False})
    off = finding(practice, client_id, contact_id, "EMAIL_NOTIFICATIONS")
    assert (off["severity"], off["fixes"]) == ("BLOCKING", [{"action": "TURN_ON_AND_SEND"}])
    practice.account(contact_id)
    assert finding(practice, client_id, contact_id, "EMAIL_NOTIFICATIONS")["severity"] == "WARNING"


def test_an_expired_link_says_since_when(practice):
    client_id, contact_id = practice.adult()
    holder = practice.account(contact_id, "PENDING", "NONE")
    issued = practice.now - 50 * HOUR
    practice.hear(link_event(practice, holder, uuid4(), 1, "LIVE", issued))
    link = finding(practice, client_id, contact_id, "LINK")
    assert (link["severity"], link["evidence"]["state"], link["fixes"]) == ("BLOCKING", "EXPIRED",
        [{"action": "SEND_WELCOME"}, {"action": "ONE_TIME_CODE"}])
    assert link["evidence_time"][:13] == (issued + 48 * HOUR).isoformat()[:13]


def test_where_mail_does_not_arrive_a_code_is_offered_to_whoever_has_a_login_to_open(practice):
    client_id, contact_id = practice.adult()
    practice.hear(mail_event(practice, uuid4(), 1, "BOUNCED", client_id, contact_id, reason="NO_SUCH_MAILBOX"))
    offered = lambda: [act["action"] for act in finding(practice, client_id, contact_id, "WELCOME_EMAIL")["fixes"]]  # noqa: E731
    assert "ONE_TIME_CODE" not in offered(), "no login yet"
    holder = practice.account(contact_id, "PENDING", "NONE")
    assert offered() == ["CORRECT_ADDRESS", "ONE_TIME_CODE", "SET_TEMPORARY_PASSWORD"]
    practice.account(contact_id, "LOCKED", version=2, holder=holder)
    assert "ONE_TIME_CODE" not in offered()


def test_the_timeline_tells_who_issued_a_code_and_what_became_of_it(practice):
    practice.hear_staff()
    client_id, contact_id = practice.adult()
    holder, code_id = practice.account(contact_id, "PENDING", "NONE"), uuid4()
    practice.hear(code_event(practice, holder, code_id, 1, "LIVE"))
    practice.hear(code_event(practice, holder, code_id, 2, "USED_UP"))
    told = [(one["kind"], one["detail"]) for one in practice.report(client_id, contact_id)["timeline"]]
    assert [kind for kind, _ in told if kind.startswith("CODE")] == ["CODE_USED_UP", "CODE_ISSUED"]
    assert dict(told)["CODE_ISSUED"]["by"] == "Olive Owner"


def test_a_browser_that_will_not_do_is_a_warning(ready):
    practice, client_id, contact_id, holder = ready
    later = {"account_id": str(holder.account_id), "browser": "Android WebView 120", "sign_in_time": stamp(practice.now + HOUR)}
    practice.hear(identity.SignedIn(practice_id=practice.practice_id, **later))
    assert finding(practice, client_id, contact_id, "BROWSER")["severity"] == "WARNING"


def test_a_login_on_another_address_is_a_warning(practice):
    client_id, contact_id = practice.adult(email="correct@example.com")
    practice.account(contact_id)
    address = finding(practice, client_id, contact_id, "ADDRESS")
    assert (address["severity"], address["evidence"]["login_email"]) == ("WARNING", "x@example.com")


@pytest.mark.parametrize(("role", "status"), [("STUDENT", 200), ("CLINICIAN", 200), (None, 403)])
def test_staff_read_reports_and_clients_do_not(practice, role, status):
    client_id, contact_id = practice.adult()
    caller = practice.staff(role)
    assert caller.ask("GET", f"/clients/{client_id}/contacts/{contact_id}/access-report").status == status
    assert caller.ask("GET", "/today").status == status


def test_every_reason_the_gate_can_give_has_a_place_in_the_report():
    of_guests = {"OTHER_DEVICE", "LINK_ENDED"}
    assert set(Reason) - of_guests - {"NOT_PARTICIPANT", "CANCELLED", "TOO_EARLY", "ENDED", "CANNOT_VERIFY"} == {
        "CLIENT_ARCHIVED", "ACCOUNT_NOT_ACTIVE", "ACCOUNT_LOCKED", "RELATIONSHIP_ENDED", "ONLINE_ACCESS_OFF", "CONSENT_MISSING",
        "CONSENT_WITHDRAWN",
    }


def test_rights_that_end_within_a_month_are_a_warning(practice):
    child = practice.minor(birth_date=born_to_come_of_age(practice, 20))
    mother = practice.parent(child)
    client = finding(practice, child, mother, "CLIENT")
    assert (client["severity"], client["evidence"]["end_reason"]) == ("WARNING", "COMES_OF_AGE")
