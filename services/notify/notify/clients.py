"""Calls to other services: whoever a link belongs to makes its address at the moment the mail leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from anteroom.identity.v1 import identity_pb2, identity_pb2_grpc
from anteroom.videogate.v1 import videogate_pb2, videogate_pb2_grpc
from chassis import rpc
from chassis.auth import Caller
from notify.config import NotifySettings


@dataclass(frozen=True)
class MintedLink:
    """A link's address and the one mailbox it may go to. It exists here and in the mail only.

    told_times: instants that the words mention, where its owner knows newer ones than the mail was queued with.
    """

    url: str
    to_address: str
    expire_time: datetime
    told_times: Mapping[str, str] = field(default_factory=dict)


class Identity:
    """identity, as notify calls it."""

    def __init__(self, settings: NotifySettings) -> None:
        caller = Caller("notify", settings.caller_key_file)
        self._client = rpc.Client(settings.identity_grpc, "identity", caller, identity_pb2_grpc.IdentityServiceStub)

    def mint_link(self, practice_id: str, link_id: UUID) -> MintedLink:
        """The same address at every try. Raises grpc.RpcError; rpc.reason_of names the refusal in it."""
        minted = self._client.call("MintLink", identity_pb2.MintLinkRequest(practice_id=practice_id, link_id=str(link_id)))
        return MintedLink(minted.url, minted.to_address, minted.expire_time.ToDatetime(tzinfo=UTC))


class VideoGate:
    """video-gate, as notify calls it."""

    def __init__(self, settings: NotifySettings) -> None:
        caller = Caller("notify", settings.caller_key_file)
        self._client = rpc.Client(settings.videogate_grpc, "video_gate", caller, videogate_pb2_grpc.VideoGateServiceStub)

    def mint_link(self, practice_id: str, link_id: UUID) -> MintedLink:
        """A guest's link, as identity's."""
        asked = videogate_pb2.MintGuestLinkRequest(practice_id=practice_id, link_id=str(link_id))
        minted = self._client.call("MintGuestLink", asked)
        start, end = minted.start_time.ToDatetime(tzinfo=UTC), minted.end_time.ToDatetime(tzinfo=UTC)
        return MintedLink(minted.url, minted.to_address, end, {"start_time": start.isoformat(), "end_time": end.isoformat()})
