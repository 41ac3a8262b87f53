"""Door 2: integrators read what became of mails."""

from typing import Any

import grpc

from anteroom.notify.v1 import events_pb2, notify_pb2, notify_pb2_grpc
from chassis.rpc import Servicer, allows, identifier
from notify import events, paging
from notify.operations import mails as operations


class Notify(Servicer, notify_pb2_grpc.NotifyServiceServicer):
    """anteroom.notify.v1.NotifyService."""

    @allows(permission="messages:read")
    def GetMessage(self, request: notify_pb2.GetMessageRequest, context: grpc.ServicerContext) -> events_pb2.MessageChanged:
        """One mail and its fate."""
        mail = self.edge.transact(operations.get_message, identifier(request.message_id, "message_id"))
        return events.message_of(mail.message, mail.recipients)

    @allows(permission="messages:read")
    def ListMessages(self, request: notify_pb2.ListMessagesRequest, context: Any) -> notify_pb2.ListMessagesResponse:
        """A client's people's mails, newest first; 50 unless page_size says otherwise, 200 at most."""
        client_id = identifier(request.client_id, "client_id") if request.client_id else None
        most = min(max(request.page_size, 0) or 50, 200)
        found = self.edge.transact(
            operations.list_messages, client_id=client_id, contact_id=None, before=paging.cursor_of(request.page_token), most=most
        )
        shown = [events.message_of(mail.message, mail.recipients) for mail in found.mails]
        return notify_pb2.ListMessagesResponse(messages=shown, next_page_token=paging.token_of(found.next))
