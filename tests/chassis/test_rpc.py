"""Door 2: who may call, and every no by its name."""

from pathlib import Path
from uuid import uuid4

import grpc
import pytest

from anteroom.notify.v1.notify_pb2 import GetMessageRequest, ListMessagesRequest
from chassis import rpc
from chassis.auth import Caller
from chassis.db import Actor
from tests.chassis.toy import add_note


@pytest.fixture
def note(database):
    return str(database.transact("maple", Actor(), add_note, "for grpc"))


def ask(stub, note_id, token, practice="maple"):
    asked = GetMessageRequest(practice_id=practice, message_id=note_id)
    try:
        return stub.GetMessage(asked, metadata=[("authorization", f"Bearer {token}")] if token else [], timeout=10).detail
    except grpc.RpcError as error:
        return error.code().name, rpc.reason_of(error)


def test_an_account_with_the_permission_is_answered(stub, note, parts):
    assert ask(stub, note, parts.token("maple", "OWNER")) == "for grpc"


@pytest.mark.parametrize(("practice", "role", "asked", "answer"), [
    ("birch", "OWNER", "maple", ("NOT_FOUND", "NOT_FOUND")), ("birch", "OWNER", "birch", ("NOT_FOUND", "NOT_FOUND")),
    ("maple", None, "maple", ("PERMISSION_DENIED", "FORBIDDEN")),
])
def test_who_may_not_gets_a_named_refusal(stub, note, parts, practice, role, asked, answer):
    assert ask(stub, note, parts.token(practice, role), asked) == answer


@pytest.mark.parametrize("token", [None, "x", "x.y.z", "Bearer"])
def test_a_broken_token_is_nobody(stub, note, token):
    assert ask(stub, note, token) == ("UNAUTHENTICATED", "UNAUTHENTICATED")


def test_a_service_is_known_by_its_own_key_and_only_where_it_may(stub, note, parts, settings):
    clinic, identity = (Path(parts.plan.secrets.caller_key_file(name)) for name in ("clinic", "identity"))
    assert ask(stub, note, Caller("clinic", clinic).token("toy")) == "for grpc"
    nobody = ("UNAUTHENTICATED", "UNAUTHENTICATED")
    assert ask(stub, note, Caller("clinic", clinic).token("another")) == nobody, "another callee's token"
    assert ask(stub, note, Caller("identity", identity).token("toy")) == nobody, "a service that may not"
    assert ask(stub, note, Caller("clinic", identity).token("toy")) == nobody, "in another's name"


def test_what_is_no_identifier_is_named(stub, parts):
    token = parts.token("maple", "OWNER")
    assert ask(stub, str(uuid4()), token) == ("NOT_FOUND", "NOT_FOUND")
    assert ask(stub, "x", token) == ("INVALID_ARGUMENT", "INVALID")


def test_a_mistake_of_ours_tells_nothing(stub, parts):
    with pytest.raises(grpc.RpcError) as failed:
        stub.ListMessages(ListMessagesRequest(practice_id="maple"), metadata=[("authorization", f"Bearer {parts.token('maple', 'OWNER')}")])
    assert (failed.value.code(), failed.value.details()) == (grpc.StatusCode.INTERNAL, "INTERNAL")
