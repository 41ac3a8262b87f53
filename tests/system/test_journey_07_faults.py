"""Journey 7: kill -9 of whatever takes part in each step of the welcome journey; afterwards it completes and nothing is lost."""

import itertools
import shutil
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest
import requests

from chassis.testing import eventually
from tests.system.practice import PASSWORD, SERVICES, Practice

PATIENCE = 45.0

# Which processes take part in which step. In the ordinary suite each of them is killed in its step, another one in every step of a walk:
# no walk kills one process twice. The long suite kills every process in every step, one a walk.
STEPS = {
    "send": ["gateway", "clinic-http", "clinic-worker", "postgres", "nats"],
    "mail": ["identity-worker", "notify-worker", "nats", "mail", "postgres", "clinic-worker"],
    "redeem": ["postgres", "gateway", "identity-http"],
    "sign in": ["identity-http", "postgres", "identity-worker", "gateway"],
    "join": ["video-gate-http", "nats", "postgres", "video-gate-worker", "clinic-worker"],
}
SHORT = [
    {step: process for step, process in zip(STEPS, killed, strict=True) if process} for killed in itertools.zip_longest(*STEPS.values())
]
LONG = [(step, process) for step in STEPS for process in sorted({name for names in STEPS.values() for name in names})]


@pytest.fixture
def practice(shaken_stack):
    shaken_stack.wait_ready(PATIENCE)
    return Practice(shaken_stack)


def persist(ask):
    """What a person does: press again until the answer is not the server's fault. ask returns a response."""

    def once():
        try:
            answer = ask()
        except requests.RequestException as error:
            raise AssertionError(str(error)) from error
        assert answer.status_code < 500 and answer.status_code != 429, answer.text
        return answer

    # In a list, since a refusal's response counts as false.
    return eventually(lambda: [once()], seconds=PATIENCE, every=0.2)[0]


def killed_during(stack, process, ask):
    """Start asking, kill the process at once, and go on asking until it is answered."""
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(persist, ask)
        stack.kill(process)
        return answer.result()


class Walk:
    """The welcome journey, with a process killed in some of its steps. kills: step to process."""

    def __init__(self, practice, kills):
        self.practice, self.kills = practice, dict(kills)
        self.person = practice.adult()
        self.session_id = practice.book(self.person)
        self.client = practice.visitor()

    def ask(self, step, ask):
        process = self.kills.pop(step, None)
        return killed_during(self.practice.stack, process, ask) if process else persist(ask)

    def through(self):
        key = str(uuid4())
        sent = self.ask("send", lambda: self.practice.owner.send(
            "POST", f"/api/clinic/v1/clients/{self.person.client_id}:sendWelcomeEmail",
            json={"contact_ids": [self.person.contact_id]}, headers={"Idempotency-Key": key}))
        assert sent.json()["results"][0]["state"] == "REQUESTED", sent.text
        if "mail" in self.kills:
            self.practice.stack.kill(self.kills.pop("mail"))
        mail = eventually(self._mail, seconds=PATIENCE)
        self._redeem(mail.token)
        self.ask("sign in", lambda: self._send("/api/identity/v1/sessions", {"email": self.person.email, "password": PASSWORD}))
        eventually(lambda: self._joined(), seconds=PATIENCE, every=0.3)
        return self

    def _mail(self):
        try:
            return self.practice.mailbox.mails(self.person.email)[-1]
        except (IndexError, requests.RequestException, ValueError) as error:
            raise AssertionError("no mail yet") from error

    def _send(self, path, body):
        return self.client.send("POST", path, json=body)

    def _redeem(self, token):
        seen = persist(lambda: self._send("/api/identity/v1/links:inspect", {"token": token})).json()
        body = {"token": token, "password": PASSWORD, "accepted_terms_version": seen["terms"]["version"]}
        answer = self.ask("redeem", lambda: self._send("/api/identity/v1/links:redeem", body))
        # The answer may have been lost after the commit: then the second press is told that it is done already.
        assert answer.status_code == 200 or answer.json()["reason"] == "LINK_USED", answer.text

    def _joined(self):
        path = f"/api/video-gate/v1/sessions/{self.session_id}:join"
        answer = self.ask("join", lambda: self._send(path, {}))
        if answer.status_code == 401:
            self._send("/api/identity/v1/sessions/current:refresh", {})
        assert answer.status_code == 200, answer.text
        return answer.json()


def links_of(stack, person):
    with psycopg.connect(stack.database_url("identity", "worker").replace("+psycopg", "")) as connection:
        practice_id = person.email.split("@")[1].split(".")[0]
        connection.execute("SELECT set_config('app.practice_id', %s, false)", (practice_id,))
        return [state for (state,) in connection.execute(
            "SELECT l.state FROM links l JOIN accounts a USING (practice_id, account_id) WHERE a.email = %s", (person.email,))]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kills", SHORT, ids=lambda kills: " ".join(f"{step}-{process}" for step, process in kills.items()))
def test_the_journey_completes_although_a_process_was_killed_in_every_step(practice, kills):
    walk = Walk(practice, kills).through()
    # The last step may have been answered in the instant before the kill.
    practice.stack.wait_ready(PATIENCE)
    assert links_of(practice.stack, walk.person) == ["REDEEMED"]
    message_ids = {mail.message_id for mail in practice.mailbox.mails(walk.person.email)}
    # The development mailbox keeps mails in memory: killed itself, it forgets what it had taken.
    assert len(message_ids) == 1 or "mail" in kills.values()


@pytest.mark.long
@pytest.mark.parametrize(("step", "process"), LONG, ids=lambda value: value.replace(" ", "-"))
def test_the_journey_completes_whatever_was_killed(practice, step, process):
    walk = Walk(practice, {step: process}).through()
    assert links_of(practice.stack, walk.person) == ["REDEEMED"]


def test_replay_after_the_inbox_was_pruned_changes_nothing_and_mails_nobody(practice):
    person = practice.adult()
    practice.active(person)
    before = eventually(lambda: practice.owner.get("/api/notify/v1/messages", client_id=person.client_id)["messages"])
    for service in SERVICES:
        with psycopg.connect(practice.stack.database_url(service, "worker").replace("+psycopg", "")) as connection:
            connection.execute("DELETE FROM inbox")
    everywhere(practice.stack, "replay")
    practice.settles(PATIENCE)
    assert practice.owner.get("/api/notify/v1/messages", client_id=person.client_id)["messages"] == before
    assert len(practice.mailbox.mails(person.email)) == 1
    assert practice.visitor().sign_in(person.email, PASSWORD)


def test_a_lost_jetstream_directory_is_rebuilt_by_replay_and_mails_nobody_again(practice):
    person, later = practice.adult(), practice.adult()
    practice.active(person)
    stack = practice.stack
    stack.pause("nats")
    shutil.rmtree(stack.plan.folder.path / "nats" / "jetstream", ignore_errors=True)
    assert practice.welcome(later)[0]["state"] == "REQUESTED"
    stack.resume("nats")
    everywhere(stack, "provision")
    everywhere(stack, "replay")
    assert eventually(lambda: practice.mailbox.mails(later.email), seconds=PATIENCE)
    practice.settles(PATIENCE)
    assert len(practice.mailbox.mails(person.email)) == 1
    assert practice.joins(practice.entered(later.email), practice.book(later))["url"]


def everywhere(stack, word):
    """`python -m <service> <word>` for all four at once."""
    with ThreadPoolExecutor(len(SERVICES)) as pool:
        said = list(pool.map(lambda service: stack.command(service, word), SERVICES))
    assert [result.returncode for result in said] == [0] * 4, [result.stderr for result in said]
