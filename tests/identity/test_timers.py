"""What the worker does unasked: once, by whichever of two workers comes first, and one failure stops nothing else."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.exc import DataError

from identity import timers
from identity.models import ResetRequest
from identity.operations import links


def waiting(practice):
    return len(practice.rows("SELECT 1 FROM reset_requests WHERE practice_id = :p", p=practice.practice_id))


def test_two_workers_answer_a_forgotten_password_once(practice):
    person = practice.adult()
    practice.browser().post("/password-resets", {"email": person.email})
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(timers.answer_resets, [practice.worker] * 2))
    assert len(practice.links(person.email)) == 1 and waiting(practice) == 0


def test_two_workers_end_an_expired_link_once(practice):
    practice.invited()
    practice.shift_clock(hours=49)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(timers.expire_links, [practice.worker] * 2))
    assert len(practice.announced("link.ended")) == 2, "the owner's and the person's"


def test_a_link_expires_by_its_own_practices_clock(practice, neighbour):
    ours, _ = practice.invited()
    theirs, _ = neighbour.invited()
    practice.shift_clock(hours=49)
    timers.expire_links(practice.worker)
    assert practice.links(ours.email)[0].state == "EXPIRED" and neighbour.links(theirs.email)[0].state == "LIVE"


def test_one_that_fails_is_tried_again_and_holds_up_no_other(practice, neighbour):
    broken, fine = practice.adult(), neighbour.adult()
    practice.browser().post("/password-resets", {"email": broken.email})
    neighbour.browser().post("/password-resets", {"email": fine.email})

    def answer(tx, request_id):
        if tx.practice_id == practice.practice_id:
            raise DataError("broken", {}, Exception())
        links.answer_reset(tx, request_id)

    assert timers._each(practice.worker, ResetRequest, answer) == 1
    assert len(neighbour.links(fine.email)) == 1 and waiting(practice) == 1
    timers.answer_resets(practice.worker)
    assert len(practice.links(broken.email)) == 1


def test_yesterdays_tries_are_forgotten_and_todays_are_not(practice):
    practice.browser().sign_in("nobody@maple.example")
    timers.prune(practice.worker)
    count = "SELECT count(*) FROM sign_in_attempts WHERE practice_id = :p"
    assert practice.rows(count, p=practice.practice_id)[0][0] == 1
    practice.rows("UPDATE sign_in_attempts SET last_time = last_time - interval '25 hours' WHERE practice_id = :p RETURNING 1",
                  p=practice.practice_id)
    timers.prune(practice.worker)
    assert practice.rows(count, p=practice.practice_id)[0][0] == 0
