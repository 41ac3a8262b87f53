"""Staff read what became of mails, and see one before it goes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from chassis.http import Body, Query, transact
from notify import paging, rendering
from notify.domain import Kind, Recipient, State
from notify.http_api.door import door, site
from notify.operations import mails as operations
from notify.operations.mails import Shown


class MessagePath(BaseModel):
    """Names one mail."""

    message_id: UUID


class MessagesQuery(Query):
    """Which mails, newest first."""

    client_id: UUID | None = None
    contact_id: UUID | None = None
    session_id: UUID | None = None
    page_size: int = Field(50, ge=1, le=200)
    page_token: str = Field("", max_length=200)


class ShownRecipient(BaseModel):
    """A relationship the mail is about."""

    contact_id: UUID
    client_id: UUID


class ShownState(BaseModel):
    """One step of a mail's fate."""

    state: State
    time: datetime
    reason: str | None


class ShownMessage(BaseModel):
    """A mail and its fate. account_id: the login it goes to; of a guest's mail the guest's id. session_id: of one about a video session."""

    message_id: UUID
    kind: Kind
    state: State
    reason: str | None
    detail: str | None
    to_address: str | None
    account_id: UUID
    session_id: UUID | None
    recipients: list[ShownRecipient]
    queue_time: datetime
    change_time: datetime
    states: list[ShownState]


class ShownMessages(BaseModel):
    """A page of mails."""

    messages: list[ShownMessage]
    next_page_token: str


class PreviewBody(Body):
    """Which mail, for whom."""

    kind: Kind = Kind.INVITATION
    client_id: UUID
    contact_id: UUID


class Preview(BaseModel):
    """A mail exactly as it would be, but for its link, which is a sample."""

    subject: str
    html: str
    text: str
    to_address: str | None


@door.get("/messages", permission="messages:read", summary="Mails and what became of them", responses={"200": ShownMessages})
def list_messages(query: MessagesQuery) -> dict[str, Any]:
    """Newest first; with a client or contact, those about them and those to their people's logins; with a video session, those about
    it, its guests' among them.
    """
    before, about = paging.cursor_of(query.page_token), {name: getattr(query, name) for name in ("client_id", "contact_id", "session_id")}
    found = transact(operations.list_messages, before=before, most=query.page_size, **about)
    return {"messages": [_message(mail) for mail in found.mails], "next_page_token": paging.token_of(found.next)}


@door.get("/messages/<message_id>", permission="messages:read", summary="One mail", responses={"200": ShownMessage})
def get_message(path: MessagePath) -> dict[str, Any]:
    """With every step of its fate."""
    return _message(transact(operations.get_message, path.message_id))


@door.post(
    "/messages/<message_id>:release", permission="messages:release", idempotent=True, summary="Let a suppressed or held mail go",
    responses={"200": ShownMessage},
)
def release_message(path: MessagePath) -> dict[str, Any]:
    """Its address is mailed again from now on. 409 NOT_RELEASABLE where the mail isn't stopped."""
    return _message(transact(operations.release_message, path.message_id))


@door.post("/messages:preview", permission="messages:preview", summary="See a mail before it goes", responses={"200": Preview})
def preview_message(body: PreviewBody) -> dict[str, Any]:
    """What this contact would get. Sends and stores nothing."""
    letter, target = transact(operations.preview, body.kind, Recipient(body.contact_id, body.client_id), site())
    words = rendering.render(letter, target, site())
    return {"subject": words.subject, "html": words.html, "text": words.text, "to_address": letter.to_address}


def _message(mail: Shown) -> dict[str, Any]:
    same = ("message_id", "kind", "state", "reason", "detail", "to_address", "account_id", "session_id", "queue_time", "change_time")
    return {name: getattr(mail.message, name) for name in same} | {
        "recipients": [{"contact_id": r.contact_id, "client_id": r.client_id} for r in mail.recipients],
        "states": [{"state": step.state, "time": step.change_time, "reason": step.reason} for step in mail.steps],
    }


