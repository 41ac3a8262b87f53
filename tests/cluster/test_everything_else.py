"""What the main job doesn't touch of an installation: each of its Secrets, timers, calls and routes once."""

import json
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from chassis.testing import eventually
from deploy.kubernetes.cluster import kubectl
from tests.cluster.installation import NAMESPACE, RELEASE
from tests.system.practice import PASSWORD, refused
from tests.system.test_journey_11_bulk_welcome import walk

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(300)]

FACTORS = "/api/identity/v1/me/second-factors"
# What pods said while they waited for the database to come is not of these tests.
BEGAN = datetime.now(UTC).isoformat()
SERVICES = ("identity", "clinic", "notify", "video-gate")


def test_a_second_factor_is_sealed_and_opened_with_the_keys_of_its_secret(practice):
    app = pyotp.TOTP(practice.desk.post(f"{FACTORS}:beginApp", {"current_password": PASSWORD})["secret"])
    assert practice.desk.post(f"{FACTORS}:addApp", {"code": app.now(), "name": "Phone"})["recovery_codes"]
    email = practice.desk.get("/api/identity/v1/me")["email"]
    again = practice.visitor()
    assert again.sign_in(email, PASSWORD)["owes"] == ["SECOND_FACTOR"]
    no = refused(again.post, "/api/identity/v1/me:passSecondFactor", {"code": "000000"})
    assert no.reason == "SECOND_FACTOR_REFUSED"
    # The code of now has been used; a clock may run half a minute ahead.
    ahead = app.at(datetime.now(UTC), counter_offset=1)
    assert again.post("/api/identity/v1/me:passSecondFactor", {"code": ahead})["owes"] == []


def test_a_signed_report_says_what_became_of_a_mail(practice):
    person = practice.adult()
    practice.welcome(person)
    practice.reports(practice.mail(person.email), "DELIVERED")
    assert eventually(lambda: practice.finding(person, "WELCOME_EMAIL")["evidence"]["mail_state"] == "DELIVERED")


def test_a_session_s_reminder_leaves_an_hour_before(practice):
    person = practice.adult()
    practice.active(person)
    practice.consent(person)
    before = len(practice.mailbox.mails(person.email))
    practice.book(person, begins=timedelta(hours=1, seconds=10))
    assert ".localhost" in practice.mail(person.email, after=before, seconds=60).text


def account(practice, person):
    """The login that answers for a person, as the chart shows it."""
    people = practice.owner.get(f"/api/clinic/v1/clients/{person.client_id}/contacts")["contacts"]
    return next(one["account"] for one in people if one["contact_id"] == person.contact_id)


def test_a_code_that_was_read_out_lets_somebody_in(practice):
    person = practice.adult()
    account_id = eventually(lambda: (account(practice, person) or {}).get("account_id"))
    code = practice.owner.post(f"/api/identity/v1/accounts/{account_id}:issueCode")["code"]
    client, said = practice.visitor(), {"email": person.email, "code": code, "password": PASSWORD}
    terms = refused(client.post, "/api/identity/v1/codes:redeem", said).problem["terms"]["version"]
    client.post("/api/identity/v1/codes:redeem", said | {"accepted_terms_version": terms})
    assert client.sign_in(person.email, PASSWORD)["owes"] == []


def test_a_file_of_three_hundred_is_imported_and_welcomed(practice):
    walk(practice, 300, 0, 120)


def audit(service, *words, given=None):
    """As docs/deploy.md says it."""
    words = ("exec", "-i", f"deploy/{RELEASE}-{service}-worker", "--", "python", "-m", service.replace("-", "_"), *words)
    done = kubectl("-n", NAMESPACE, *words, given=given, check=False)
    assert not done.returncode, done.stdout + done.stderr
    return done.stdout


def test_the_audit_trails_are_whole_by_the_heads_that_others_heard(practice):
    practice.active(practice.adult())
    heads = eventually(lambda: audit("clinic", "audit-heads") and audit("identity", "audit-heads") and audit("clinic", "audit-heads"))
    heads += audit("identity", "audit-heads")
    for service in SERVICES:
        assert "the audit trail is whole" in audit(service, "verify-audit", "--heads", given=heads)


def errors(lines):
    """Those of a log's lines that say ERROR or more, or that something broke."""
    for line in lines:
        level = json.loads(line).get("level", "") if line.startswith("{") else ""
        if level in ("ERROR", "CRITICAL") or line.startswith("Traceback"):
            yield line


def test_nothing_of_all_this_is_an_error_to_anybody():
    for pod in kubectl("-n", NAMESPACE, "get", "pods", "-o", "name").stdout.split():
        said = kubectl("-n", NAMESPACE, "logs", pod, "--all-containers", f"--since-time={BEGAN}").stdout.splitlines()
        assert not list(errors(said)), pod
