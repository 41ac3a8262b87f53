"""`python -m clinic open-practice`."""

import subprocess
import sys
from uuid import uuid4

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic
from tests.clinic.practice import Practice


@pytest.fixture
def run(parts, settings):
    """The command as a shell runs it."""
    def once(*words):
        return subprocess.run([sys.executable, "-m", "clinic", "open-practice", *words], env=parts.environment("clinic"),
                              capture_output=True, text=True, check=False)

    return once


def test_a_practice_is_opened_once(run, app, worker):
    name = f"t{uuid4().hex[:12]}"
    words = [name, "--name", "Birch Family Therapy", "--owner-email", "Bea@example.com", "--owner-name", "Bea Birch", "--zone",
        "America/Halifax",
             "--region", "CA-NS", "--phone", "902-555-0100", "--door", "juniper"]
    first, again = run(*words), run(*words)
    assert (first.returncode, again.returncode) == (0, 0) and "already" in again.stdout
    practice = object.__new__(Practice)
    practice.app, practice.worker, practice.practice_id = app, worker, name
    (opened,) = practice.announced(clinic.PracticeOpened)
    assert (opened.practice.zone, opened.practice.region, opened.practice.door, opened.owner_email) == ("America/Halifax", "CA-NS",
        "juniper",
                                                                                                       "Bea@example.com")


@pytest.mark.parametrize(("change", "told"), [
    ({0: "All"}, "practice:"), ({4: "bea"}, "--owner-email:"), ({2: "A\nB"}, "--name:"),
])
def test_words_that_do_not_fit_are_named(run, change, told):
    words = [f"t{uuid4().hex[:12]}", "--name", "Birch", "--owner-email", "bea@example.com", "--owner-name", "Bea Birch"]
    for place, word in change.items():
        words[place] = word
    answer = run(*words)
    assert answer.returncode == 1 and told in answer.stderr and "Traceback" not in answer.stderr
