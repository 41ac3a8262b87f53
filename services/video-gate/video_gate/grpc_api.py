"""Door 2: what integrators and media servers call."""

from uuid import UUID

import grpc
from google.protobuf.timestamp_pb2 import Timestamp

from admission import Reason
from anteroom.videogate.v1.events_pb2 import SessionChanged
from anteroom.videogate.v1.videogate_pb2 import (
    AuthorizedJoin,
    AuthorizeJoinRequest,
    GetSessionRequest,
    MintedGuestLink,
    MintGuestLinkRequest,
)
from anteroom.videogate.v1.videogate_pb2_grpc import VideoGateServiceServicer
from chassis.db import Tx
from chassis.rpc import Servicer, allows, identifier
from video_gate import events, knocking, provider, tokens
from video_gate.config import VideoGateSettings
from video_gate.domain import CANCELLED, PROVIDER, GuestLinkRevoked, GuestLinkUnknown
from video_gate.operations import Decided, Knock, demand_live
from video_gate.store import guests, sessions


class VideoGate(Servicer, VideoGateServiceServicer):
    """anteroom.videogate.v1.VideoGateService."""

    @allows(permission="joins:authorize")
    def AuthorizeJoin(self, request: AuthorizeJoinRequest, context: grpc.ServicerContext) -> AuthorizedJoin:
        """Decide for an account that knocks elsewhere. A refusal is an answer, not an error."""
        knock = Knock(identifier(request.session_id, "session_id"), identifier(request.account_id, "account_id"))
        decided = knocking.answer(self.edge.transact, self.edge.each, self.edge.settings, request.practice_id, knock)  # type: ignore[arg-type]
        return self._granted(request.practice_id, decided) if decided.granted else _refused(decided)

    @allows(permission="sessions:read")
    def GetSession(self, request: GetSessionRequest, context: grpc.ServicerContext) -> SessionChanged:
        """One video session."""
        return self.edge.transact(_session, identifier(request.session_id, "session_id"))

    @allows(callers={"notify"})
    def MintGuestLink(self, request: MintGuestLinkRequest, context: grpc.ServicerContext) -> MintedGuestLink:
        """The link's address, the same at every try. Refused with LINK_… once it opens nothing, or can't be made again."""
        return self.edge.transact(_minted, identifier(request.link_id, "link_id"), self.edge.settings)  # type: ignore[arg-type]

    def _granted(self, practice_id: str, decided: Decided) -> AuthorizedJoin:
        handed = provider.hand_out(self.edge.settings, practice_id, decided)  # type: ignore[arg-type]
        return AuthorizedJoin(
            granted=True, decision_id=str(decided.decision_id), provider=PROVIDER, url=handed.url, token=handed.token,
            expire_time=Timestamp(seconds=int(handed.expire_time.timestamp())),
        )


def _refused(decided: Decided) -> AuthorizedJoin:
    reasons = [reason.value for reason in decided.outcome.reasons]
    answer = AuthorizedJoin(granted=False, reasons=reasons, decision_id=str(decided.decision_id))
    if Reason.TOO_EARLY in decided.outcome.reasons:
        answer.open_time.FromDatetime(decided.outcome.open_time)
    return answer


def _session(tx: Tx, session_id: UUID) -> SessionChanged:
    session = sessions.one(tx, session_id)
    return events.session_message(session, sessions.contacts_of(tx, [session_id]).get(session_id, []))


def _minted(tx: Tx, link_id: UUID, settings: VideoGateSettings) -> MintedGuestLink:
    link = guests.one(tx, link_id)
    session, token = sessions.one(tx, link.session_id), tokens.token_of(settings, link.seed)
    demand_live(tx, link)
    if session.state == CANCELLED or session.end_time <= tx.now:
        raise GuestLinkRevoked
    if token.hash != link.token_hash:  # made with a key that was exchanged since
        raise GuestLinkUnknown
    minted = MintedGuestLink(url=tokens.url_of(settings, tx.practice_id, token), to_address=link.email or "")
    minted.start_time.FromDatetime(session.start_time)
    minted.end_time.FromDatetime(session.end_time)
    return minted
