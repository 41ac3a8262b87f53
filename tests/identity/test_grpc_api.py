"""Door 2, on its real port."""

import grpc
import pytest

from anteroom.identity.v1 import identity_pb2 as pb
from chassis.auth import Caller
from chassis.rpc import reason_of
from tests.identity.practice import PASSWORD


@pytest.fixture
def call(stub, parts, practice):
    """call(method, request, service=… or role=…)."""

    def ask(method, request, service="notify", role=None, practice_id=None):
        if role:
            token = parts.token(practice_id or practice.practice_id, role)
        else:
            name = service.replace("_", "")
            token = Caller(service, parts.plan.secrets.caller_key_file(name)).token("identity")
        return getattr(stub, method)(request, metadata=[("authorization", f"Bearer {token}")], timeout=10)

    return ask


def refused(ask, *arguments, **options):
    with pytest.raises(grpc.RpcError) as no:
        ask(*arguments, **options)
    return reason_of(no.value)


def link_of(practice, email):
    return practice.links(email)[-1]


def mint(practice, email, **more):
    return pb.MintLinkRequest(practice_id=practice.practice_id, link_id=str(link_of(practice, email).link_id))


def test_a_link_is_minted_alike_at_every_try_to_the_accounts_address_alone(call, practice):
    person, token = practice.invited(email="Ada@Maple.example")
    one, two = (call("MintLink", mint(practice, person.email)) for _ in range(2))
    assert one == two and one.to_address == "Ada@Maple.example"
    assert one.url.endswith(f"/set-password#{token}") and practice.practice_id in one.url
    assert one.expire_time.seconds == int(link_of(practice, person.email).expire_time.timestamp())


def test_a_reset_leads_to_its_own_page_and_an_email_change_to_the_new_address(call, practice):
    person = practice.adult()
    browser = practice.active(person)
    practice.browser().post("/password-resets", {"email": person.email})
    practice.work()
    assert "/reset-password#" in call("MintLink", mint(practice, person.email)).url
    browser.post("/me:changeEmail", {"email": "new@maple.example", "current_password": PASSWORD})
    minted = call("MintLink", mint(practice, person.email))
    assert minted.to_address == "new@maple.example" and "/link#" in minted.url


@pytest.mark.parametrize("end", ["LINK_SUPERSEDED", "LINK_REVOKED", "LINK_USED", "LINK_EXPIRED"])
def test_a_link_that_ended_is_not_minted(call, practice, end):
    person, token = practice.invited()
    request = mint(practice, person.email)
    assert call("MintLink", request).url
    if end == "LINK_SUPERSEDED":
        practice.welcome(person)
    elif end == "LINK_REVOKED":
        practice.owner.post(f"/accounts/{practice.account_id(person.email)}:lock", {"reason": "test"})
    elif end == "LINK_USED":
        practice.browser().post("/links:redeem", {"token": token, "password": PASSWORD})
    else:
        practice.shift_clock(hours=49)
    assert refused(call, "MintLink", request) == end


def test_nobody_but_notify_mints_links(call, practice):
    person, _ = practice.invited()
    assert refused(call, "MintLink", mint(practice, person.email), service="video_gate") == "UNAUTHENTICATED"
    assert refused(call, "MintLink", mint(practice, person.email), role="OWNER") == "UNAUTHENTICATED"


def test_a_link_of_another_practice_is_not_found(call, practice, neighbour):
    person, _ = neighbour.invited()
    theirs = pb.MintLinkRequest(practice_id=practice.practice_id, link_id=str(link_of(neighbour, person.email).link_id))
    assert refused(call, "MintLink", theirs) == "NOT_FOUND"
    assert refused(call, "MintLink", pb.MintLinkRequest(practice_id=practice.practice_id, link_id="x")) == "INVALID"


def test_the_gate_learns_state_role_and_people(call, practice):
    person = practice.adult()
    practice.active(person)
    child = practice.guardian(person.email)
    request = pb.CheckAccountRequest(practice_id=practice.practice_id, account_id=str(practice.account_id(person.email)))
    checked = call("CheckAccount", request, service="video_gate")
    assert (checked.state, checked.role, list(checked.contact_ids)) == (2, 0, [person.contact_id]), "someone only offered doesn't count"
    assert checked.version == practice.account(person.email).version and child.contact_id not in checked.contact_ids


def test_the_gate_learns_a_members_role_and_name(call, practice):
    practice.staff("CLINICIAN", "cleo@maple.example")
    request = pb.CheckAccountRequest(practice_id=practice.practice_id, account_id=str(practice.account_id("cleo@maple.example")))
    checked = call("CheckAccount", request, service="video_gate")
    assert (checked.role, checked.display_name) == (3, "Clinician")


@pytest.mark.parametrize(("role", "reason"), [("FRONT_DESK", None), ("STUDENT", "FORBIDDEN")])
def test_an_integrator_reads_accounts_by_its_role(call, practice, role, reason):
    person = practice.adult()
    request = pb.GetAccountRequest(practice_id=practice.practice_id, account_id=str(practice.account_id(person.email)))
    if reason:
        assert refused(call, "GetAccount", request, role=role) == reason
    else:
        assert call("GetAccount", request, role=role).email == person.email


def test_an_integrator_reads_no_other_practices_accounts(call, practice, neighbour):
    theirs = str(neighbour.account_id(neighbour.adult().email))
    for asked in (practice, neighbour):
        request = pb.GetAccountRequest(practice_id=asked.practice_id, account_id=theirs)
        assert refused(call, "GetAccount", request, role="OWNER") == "NOT_FOUND"


def test_a_service_may_not_speak_in_anothers_name(stub, parts, practice):
    forged = Caller("notify", parts.plan.secrets.caller_key_file("clinic")).token("identity")
    person, _ = practice.invited()
    with pytest.raises(grpc.RpcError) as no:
        stub.MintLink(mint(practice, person.email), metadata=[("authorization", f"Bearer {forged}")], timeout=10)
    assert reason_of(no.value) == "UNAUTHENTICATED"
