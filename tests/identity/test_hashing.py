"""Password hashing: one cost, bounded, and never a short cut."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from chassis.testing import eventually
from identity import hashing
from identity.hashing import Hashing, TooBusy

PASSWORD = "seven quiet chairs"


@pytest.fixture
def one_core():
    return Hashing(slots=1, queue=2)


def test_a_hash_fits_its_password_alone(one_core):
    kept = one_core.make(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert one_core.fits(kept, PASSWORD) and not one_core.fits(kept, PASSWORD + "x")


def test_a_password_is_the_same_however_its_accents_were_typed(one_core):
    assert one_core.fits(one_core.make("caf\u00e9 caf\u00e9 caf\u00e9"), "cafe\u0301 cafe\u0301 cafe\u0301")


@pytest.mark.parametrize("password", [PASSWORD, "", "x" * 1000, "nobody has this password"])
def test_where_there_is_nothing_to_compare_with_as_much_is_done_and_nothing_fits(one_core, password):
    assert not one_core.fits(None, password)
    assert one_core.made == 1


def test_a_password_that_begins_right_and_is_too_long_does_not_fit(one_core):
    kept = one_core.make("x" * 256)
    assert one_core.fits(kept, "x" * 256) and not one_core.fits(kept, "x" * 257)


def test_a_damaged_hash_fits_nothing(one_core):
    assert not one_core.fits("$argon2id$damaged", PASSWORD)


def test_no_more_hash_at_once_than_there_are_slots_and_beyond_the_queue_is_503_at_once(one_core, monkeypatch):
    running, most, go = [], [], threading.Event()

    class Slow:
        def verify(self, *_):
            running.append(1)
            most.append(len(running))
            go.wait(20)
            running.pop()
            return True

    def sign_in():
        with one_core.place():
            return one_core.fits("kept", PASSWORD)

    monkeypatch.setattr(hashing, "HASHER", Slow())
    with ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(sign_in) for _ in range(3)]
        eventually(lambda: one_core._places._value == 0)
        with pytest.raises(TooBusy):
            sign_in()
        go.set()
        assert [one.result(20) for one in waiting] == [True] * 3
    assert max(most) == 1
