"""A service about notes, as small as a service can be: what the chassis's tests stand on.

It borrows notify's contracts, since a service's name is its proto package's, its stream's and its roles'.
"""

import uuid
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from pydantic import BaseModel

import trail
from anteroom.notify.v1.events_pb2 import MessageChanged
from anteroom.notify.v1.notify_pb2 import GetMessageRequest, ListMessagesRequest, ListMessagesResponse
from anteroom.notify.v1.notify_pb2_grpc import NotifyServiceServicer, add_NotifyServiceServicer_to_server
from chassis import audit, rpc
from chassis.bus import Fact, Listener
from chassis.config import Settings
from chassis.db import Tx
from chassis.errors import NotFound
from chassis.http import Body, Door, transact
from chassis.outbox import announce
from chassis.service import Service

notes = sa.Table(
    "notes", sa.MetaData(), sa.Column("practice_id", sa.Text), sa.Column("note_id", sa.Uuid), sa.Column("text", sa.Text)
)


class NoteAdd(Body):
    """A note to keep."""

    text: str


class NotePath(BaseModel):
    """Which note."""

    note_id: UUID


def add_note(tx: Tx, text: str) -> UUID:
    """Keep it, audit it, tell it."""
    note_id = uuid.uuid4()
    tx.db.execute(sa.insert(notes).values(practice_id=tx.practice_id, note_id=note_id, text=text))
    audit.record(tx, "note.added", "note", note_id)
    announce(tx, "message.changed", MessageChanged(practice_id=tx.practice_id, message_id=str(note_id), detail=text, version=1))
    return note_id


def all_notes(tx: Tx) -> list[str]:
    """Every text that this practice may see; no WHERE on purpose, the wall is what is tested."""
    return list(tx.db.scalars(sa.select(notes.c.text)))


def one_note(tx: Tx, note_id: UUID) -> str:
    """Its text. Raises NotFound."""
    if (text := tx.db.scalar(sa.select(notes.c.text).where(notes.c.note_id == note_id))) is None:
        raise NotFound
    return text


door = Door("toy", __name__, url_prefix="/api/toy/v1")


@door.get("/notes", permission="notes:read")
def list_notes():
    return {"notes": transact(all_notes)}


@door.post("/notes", permission="notes:write", idempotent=True)
def post_note(body: NoteAdd):
    return {"note_id": transact(add_note, body.text)}, 201


@door.get("/notes/<note_id>", permission="notes:read")
def get_note(path: NotePath):
    return {"text": transact(one_note, path.note_id)}


@door.post("/notes/<note_id>:break", permission="notes:write")
def break_note(path: NotePath):
    raise ZeroDivisionError("a note with somebody's data in it")


@door.post("/open", public="anyone may try")
def open_note(body: NoteAdd):
    return {"text": body.text}


class Toy(rpc.Servicer, NotifyServiceServicer):
    """Door 2."""

    @rpc.allows(callers={"clinic"}, permission="notes:read")
    def GetMessage(self, request: GetMessageRequest, context) -> MessageChanged:
        return MessageChanged(detail=self.edge.transact(one_note, rpc.identifier(request.message_id, "message_id")))

    @rpc.allows(permission="notes:read")
    def ListMessages(self, request: ListMessagesRequest, context) -> ListMessagesResponse:
        raise ZeroDivisionError


heard: list[tuple[str, str, Fact]] = []
from_itself = Listener("toy", "notify", deciding=True)


@from_itself.on("message.changed", MessageChanged)
def message_changed(tx: Tx, event: MessageChanged, fact: Fact) -> None:
    if event.detail == "unbearable":
        raise ValueError
    tx.db.execute(sa.insert(notes).values(practice_id=tx.practice_id, note_id=uuid.uuid4(), text=f"heard {event.detail}"))
    heard.append((tx.practice_id, event.detail, fact))


TOY = Service(
    name="notify", path="toy", title="Toy", settings=Settings, migrations=Path(__file__).parent / "migrations",
    permissions={"OWNER": {"notes:read", "notes:write", trail.PERMISSION}, "STUDENT": {"notes:read"}}, commands=trail.COMMANDS,
    doors=lambda: [door, trail.door("toy")],
    servicers=lambda edge: [(Toy(edge), add_NotifyServiceServicer_to_server, "anteroom.notify.v1.NotifyService")],
    listeners=[from_itself], beats=True,
)

if __name__ == "__main__":
    from chassis.service import main

    main(TOY)
