"""The same work and the same answer on every path that a stranger can take: hashes counted, and in the long run timed."""

import random
import statistics
import time
from dataclasses import replace

import pytest

from identity.parts import parts as opened
from tests.identity.practice import ANOTHER, PASSWORD

ROUNDS, MOST_MEDIANS_APART_MS, MOST_TELLING = 1000, 0.3, 0.55


def hashes(ask):
    """(answer, how many hashes it cost)."""
    before = opened().hashing.made
    answer = ask()
    return answer, opened().hashing.made - before


def kinds_of_address(practice):
    """One address for everything that an address can be."""
    active, pending, locked, off = (practice.adult() for _ in range(4))
    for one in (active, locked, off):
        practice.active(one)
    disabled = f"gone@{practice.practice_id}.example"
    practice.staff("FRONT_DESK", disabled)
    practice.owner.post(f"/accounts/{practice.account_id(locked.email)}:lock", {"reason": "test"})
    practice.owner.send("PATCH", f"/staff/{practice.account_id(disabled)}", {"state": "DISABLED"})
    practice.tell_access(replace(off, access=False))
    return {"unknown": f"nobody@{practice.practice_id}.example", "active": active.email, "pending": pending.email,
            "locked": locked.email, "no access": off.email, "disabled": disabled}  # fmt: skip


def alike(answers):
    """Whether nothing of the answers tells them apart."""
    return len({(answer.status_code, answer.data, tuple(sorted(answer.headers.keys()))) for answer in answers}) == 1


def sign_in(practice, email):
    return practice.browser().sign_in(email, ANOTHER)


def ask_reset(practice, email):
    return practice.browser().post("/password-resets", {"email": email})


def type_code(practice, email):
    return practice.browser().post("/codes:redeem", {"email": email, "code": "000000", "password": ANOTHER, "accepted_terms_version": "1"})


PATHS = {"sign-in": (sign_in, 1, "sign_in_refusals"), "reset": (ask_reset, 0, "reset_requests"), "code": (type_code, 1, "sign_in_refusals")}


@pytest.mark.parametrize("path", PATHS)
def test_a_strangers_path_costs_as_many_hashes_and_rows_and_is_answered_alike_for_every_address(practice, path):
    ask, cost, table = PATHS[path]
    answers, costs, addresses = [], [], kinds_of_address(practice)
    for email in addresses.values():
        answer, made = hashes(lambda email=email: ask(practice, email))
        answers.append(answer)
        costs.append(made)
    assert alike(answers)
    assert costs == [cost] * len(addresses)
    assert len(practice.rows(f"SELECT 1 FROM {table} WHERE practice_id = :p", p=practice.practice_id)) == len(addresses)


# Whoever is signed in: a wrong current password costs one hash, slowed or not, and a taken address is answered as a free one.


@pytest.fixture
def person(practice):
    return practice.adult()


@pytest.fixture
def browser(practice, person):
    return practice.active(person)


def change(browser, current, new=ANOTHER):
    return browser.post("/me:changePassword", {"current_password": current, "new_password": new})


def change_email(browser, email, current=PASSWORD):
    return browser.post("/me:changeEmail", {"email": email, "current_password": current})


def test_a_wrong_current_password_costs_one_hash_and_reads_the_same_once_it_is_slowed(practice, browser):
    tries = [hashes(lambda: change(browser, "not this one at all")) for _ in range(11)]
    tries.append(hashes(lambda: change(browser, PASSWORD)))
    assert [cost for _, cost in tries] == [1] * 12
    assert alike([answer for answer, _ in tries]) and tries[-1][0].json["reason"] == "CURRENT_PASSWORD_WRONG"


def test_a_changed_password_costs_two_hashes_one_to_compare_and_one_to_keep(practice, browser):
    answer, cost = hashes(lambda: change(browser, PASSWORD))
    assert (answer.status_code, cost) == (200, 2)


def test_another_email_costs_one_hash_whether_it_is_free_taken_or_the_password_is_wrong(practice, browser):
    taken = practice.adult()
    answers = [hashes(lambda email=email: change_email(browser, email)) for email in (taken.email, f"free.{taken.email}")]
    assert [cost for _, cost in answers] == [1, 1] and alike([answer for answer, _ in answers])
    wrong, cost = hashes(lambda: change_email(browser, f"other.{taken.email}", ANOTHER))
    assert (wrong.json["reason"], cost) == ("CURRENT_PASSWORD_WRONG", 1)


def test_the_link_that_changes_an_email_costs_one_hash_for_the_wrong_and_the_right_password(practice, person, browser):
    change_email(browser, f"new.{person.email}")
    token = practice.token(person.email)
    redeem = lambda password: practice.browser().post("/links:redeem", {"token": token, "password": password})  # noqa: E731
    assert [(answer.status_code, cost) for answer, cost in (hashes(lambda: redeem(ANOTHER)), hashes(lambda: redeem(PASSWORD)))] == [
        (403, 1), (200, 1)]


@pytest.mark.parametrize("end", ["used", "superseded", "unknown"])
def test_a_link_that_has_ended_costs_no_hash(practice, end):
    person, token = practice.invited()
    if end == "used":
        practice.browser().post("/links:redeem", {"token": token, "password": PASSWORD})
    elif end == "superseded":
        practice.welcome(person)
    else:
        token = "x" * 43
    answer, cost = hashes(lambda: practice.browser().post("/links:redeem", {"token": token, "password": ANOTHER}))
    assert answer.status_code in (404, 410) and cost == 0


# The long run: 1,000 tries of each kind, in random order within each round, so that what the machine does besides falls on all.


def timed(ask, practice, addresses, rounds):
    """Milliseconds of each try, for each kind of address."""
    took = {kind: [] for kind in addresses}
    for _ in range(rounds):
        for kind in random.sample(list(addresses), len(addresses)):
            begin = time.perf_counter()
            ask(practice, addresses[kind])
            took[kind].append((time.perf_counter() - begin) * 1000)
    return took


def telling(one, other):
    """How often the best guess from a single answer's time is right, for equally many of both: 0.5 is a coin."""
    ordered = sorted([(took, 1) for took in one] + [(took, -1) for took in other])
    lead = furthest = 0
    for _, side in ordered:
        lead += side
        furthest = max(furthest, abs(lead))
    return 0.5 + furthest / (2 * len(one))


def test_the_guess_is_a_coin_for_equal_times_and_sure_for_times_that_never_meet():
    assert telling([1, 3, 5, 7], [2, 4, 6, 8]) <= 0.625
    assert telling([1, 2, 3], [4, 5, 6]) == 1


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("path", PATHS)
def test_an_answers_time_tells_nobody_whose_address_it_is(practice, path):
    ask, _, _ = PATHS[path]
    addresses = kinds_of_address(practice)
    if path == "code":
        practice.owner.post(f"/accounts/{practice.account_id(addresses['active'])}:issueCode")
    timed(ask, practice, addresses, 20)
    medians, told = _apart(timed(ask, practice, addresses, ROUNDS))
    assert max(medians.values()) - min(medians.values()) <= MOST_MEDIANS_APART_MS, medians
    assert max(told.values()) <= MOST_TELLING, told


def _apart(took):
    """Each kind's median in milliseconds, and how well one answer's time tells it from an unknown address."""
    told = {kind: telling(times, took["unknown"]) for kind, times in took.items() if kind != "unknown"}
    return {kind: statistics.median(times) for kind, times in took.items()}, told
