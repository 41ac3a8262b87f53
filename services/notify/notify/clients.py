"""Calls to other services: identity makes the link's address at the moment the mail leaves."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from anteroom.identity.v1 import identity_pb2, identity_pb2_grpc
from chassis import rpc
from chassis.auth import Caller
from notify.config import NotifySettings


@dataclass(frozen=True)
class MintedLink:
    """A link's address and the one mailbox it may go to. It exists here and in the mail only."""

    url: str
    to_address: str
    expire_time: datetime


class Identity:
    """identity, as notify calls it."""

    def __init__(self, settings: NotifySettings) -> None:
        caller = Caller("notify", settings.caller_key_file)
        self._client = rpc.Client(settings.identity_grpc, "identity", caller, identity_pb2_grpc.IdentityServiceStub)

    def mint_link(self, practice_id: str, link_id: UUID) -> MintedLink:
        """The same address at every try. Raises grpc.RpcError; rpc.reason_of names the refusal in it."""
        minted = self._client.call("MintLink", identity_pb2.MintLinkRequest(practice_id=practice_id, link_id=str(link_id)))
        return MintedLink(minted.url, minted.to_address, minted.expire_time.ToDatetime(tzinfo=UTC))
