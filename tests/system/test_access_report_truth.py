"""The access report against the truth: every cause is produced for real, read, mended by its fix; then the person gets in."""

import pytest

from chassis.testing import eventually
from clinic.domain.report import Code, Fix
from tests.system.practice import PASSWORD, Practice, refused
from tests.system.truth import causes
from tests.system.truth.fixes import FIXES, press
from tests.system.truth.scene import IN, invitee, ready
from tests.system.truth.table import CAUSES, WORRIES, Cause, Worry


@pytest.fixture(scope="module")
def shared(stack):
    """One practice for every cause that leaves its clock alone."""
    return Practice(stack)


def named(scene, cause: Cause | Worry):
    """The finding, once it says what is so."""
    found = scene.finding(cause.code)
    assert cause.evidence.items() <= found["evidence"].items(), found
    return found


def shut(scene, cause: Cause):
    """The report, once its verdict is what the gate says."""
    report = scene.report()
    if cause.verdict:
        assert report["verdict"]["state"] == "REFUSED" and cause.verdict in report["verdict"]["reasons"], report["verdict"]
    return report


def gets_in(scene):
    """The person does what they can until they are in."""

    def once():
        assert (said := scene.tries()) == IN, said
        return True

    eventually(once, every=0.2)


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.name.replace(" ", "-"))
def test_the_report_names_why_somebody_cant_get_in_and_its_fix_lets_them_in(stack, shared, cause):
    scene = cause.produce(Practice(stack) if cause.shifted else shared)
    found = eventually(lambda: named(scene, cause), every=0.1)
    assert found["severity"] == cause.severity
    assert bool(found["evidence_time"]) == cause.dated
    said = eventually(lambda: (said := scene.tries()) != IN and said, every=0.2)
    assert said == cause.told
    report = eventually(lambda: shut(scene, cause), every=0.1)
    assert cause.fixes[0] in [fix["action"] for one in report["findings"] for fix in one["fixes"]]
    for fix in cause.fixes:
        press(scene, fix)
    gets_in(scene)
    after = eventually(lambda: not scene.blocking() and scene.report(), every=0.1)
    assert after["verdict"]["state"] == "ADMITTED"
    assert eventually(lambda: scene.finding(cause.code)["severity"] == "OK")


def test_every_code_and_every_fix_of_the_report_has_its_truth_here():
    told = [*CAUSES, *WORRIES]
    assert {one.code for one in told} == set(Code)
    pressed = {fix for cause in CAUSES for fix in cause.fixes} | {worry.fix for worry in WORRIES}
    assert pressed == set(Fix) == set(FIXES)


@pytest.mark.parametrize("worry", WORRIES, ids=lambda worry: worry.name.replace(" ", "-"))
def test_the_report_warns_of_what_may_spoil_a_session_and_its_fix_ends_the_warning(stack, worry):
    scene = worry.produce(Practice(stack))
    found = eventually(lambda: (one := named(scene, worry)) and {"action": worry.fix} in one["fixes"] and one, every=0.1)
    assert found["severity"] == "WARNING" and scene.blocking() == []
    press(scene, worry.fix)
    assert eventually(lambda: scene.finding(worry.code)["severity"] == "OK")


def test_whoever_would_be_let_in_has_nothing_blocking_on_the_report(shared):
    scene = ready(shared)
    gets_in(scene)
    eventually(lambda: scene.report()["verdict"]["state"] == "ADMITTED")
    assert scene.blocking() == []


def test_an_older_link_is_refused_while_the_report_shows_the_newer_one_that_lets_them_in(shared):
    scene = invitee(shared)
    shared.welcome(scene.person)
    older = shared.mail(scene.email).token
    press(scene, "SEND_WELCOME")
    assert refused(shared.visitor().redeem, older, PASSWORD).reason == "LINK_SUPERSEDED"
    found = eventually(lambda: (link := scene.finding("LINK")) and link["evidence"]["state"] == "LIVE" and link)
    assert found["severity"] == "OK" and found["evidence_time"]
    gets_in(scene)


def test_a_person_who_was_offered_and_not_accepted_is_named_and_gets_in_once_the_holder_accepts(shared):
    scene = causes.not_accepted(shared)
    found = eventually(lambda: (one := scene.finding("PASSWORD"))["evidence"].get("offered") and one)
    assert found["severity"] == "BLOCKING" and found["evidence_time"]
    assert eventually(lambda: (said := scene.tries()) != IN and said) == "NOT_YET"
    assert "ACCOUNT_NOT_ACTIVE" in scene.report()["verdict"]["reasons"]
    scene.visitor.post(f"/api/identity/v1/me/offers/{scene.person.contact_id}:accept")
    gets_in(scene)
    eventually(lambda: scene.finding("PASSWORD")["severity"] == "OK")


def test_who_knocks_too_early_is_told_when_the_door_opens_and_gets_in_then(stack):
    practice = Practice(stack)
    scene = causes.too_early(practice)
    eventually(lambda: scene.report()["verdict"]["reasons"] == ["TOO_EARLY"])
    no = eventually(lambda: practice.refused_join(scene.visitor, scene.session_id))
    verdict = scene.report()["verdict"]
    assert (no.reason, no.problem["open_time"]) == ("TOO_EARLY", verdict["session"]["open_time"])
    assert scene.blocking() == []
    practice.shift_clock(52 * 60)
    gets_in(scene)
