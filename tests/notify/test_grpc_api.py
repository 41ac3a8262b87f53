"""Integrators read mails with an account's token; another practice's are not found."""

from uuid import UUID

import grpc
import pytest

from anteroom.notify.v1 import events_pb2, notify_pb2
from chassis.rpc import reason_of


def test_a_mail_and_its_fate(practice, doors):
    sofia = practice.person("sofia@example.com")
    practice.issues(sofia)
    sent = practice.sends()
    request = notify_pb2.GetMessageRequest(practice_id=practice.practice_id, message_id=str(sent.message_id))
    shown = doors.stub.GetMessage(request, metadata=doors.metadata(practice))
    assert (shown.state, shown.kind) == (events_pb2.MESSAGE_STATE_SENT, events_pb2.MESSAGE_KIND_INVITATION)
    assert shown.recipients[0].client_id == str(sofia.client_id) and shown.version == 2


def test_a_clients_mails_page_by_page(practice, doors):
    sofia = practice.person()
    for _ in range(3):
        practice.issues(sofia)
    practice.issues(practice.person())
    request = notify_pb2.ListMessagesRequest(practice_id=practice.practice_id, client_id=str(sofia.client_id), page_size=2)
    first = doors.stub.ListMessages(request, metadata=doors.metadata(practice))
    request.page_token = first.next_page_token
    last = doors.stub.ListMessages(request, metadata=doors.metadata(practice))
    assert (len(first.messages), len(last.messages), last.next_page_token) == (2, 1, "")


@pytest.mark.parametrize(("field", "value", "reason"), [("message_id", "x", "INVALID"), ("message_id", str(UUID(int=1)), "NOT_FOUND")])
def test_a_mail_that_is_none_is_refused_by_name(practice, doors, field, value, reason):
    with pytest.raises(grpc.RpcError) as refused:
        request = notify_pb2.GetMessageRequest(practice_id=practice.practice_id, **{field: value})
        doors.stub.GetMessage(request, metadata=doors.metadata(practice))
    assert reason_of(refused.value) == reason


def test_another_practices_mails_are_not_found(practice, neighbour, doors):
    practice.issues(practice.person())
    request = notify_pb2.GetMessageRequest(practice_id=practice.practice_id, message_id=str(practice.only().message_id))
    with pytest.raises(grpc.RpcError) as refused:
        doors.stub.GetMessage(request, metadata=doors.metadata(neighbour))
    assert reason_of(refused.value) == "NOT_FOUND"


@pytest.mark.parametrize(("metadata", "reason"), [((), "UNAUTHENTICATED"), ("client", "FORBIDDEN")])
def test_nobody_reads_without_the_permission(practice, doors, metadata, reason):
    given = doors.metadata(practice, role=None) if metadata == "client" else metadata
    with pytest.raises(grpc.RpcError) as refused:
        doors.stub.ListMessages(notify_pb2.ListMessagesRequest(practice_id=practice.practice_id), metadata=given)
    assert reason_of(refused.value) == reason
