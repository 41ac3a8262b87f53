"""Door 2: what integrators and media servers call."""

from uuid import UUID

import grpc
from google.protobuf.timestamp_pb2 import Timestamp

from admission import Reason
from anteroom.videogate.v1.events_pb2 import SessionChanged
from anteroom.videogate.v1.videogate_pb2 import AuthorizedJoin, AuthorizeJoinRequest, GetSessionRequest
from anteroom.videogate.v1.videogate_pb2_grpc import VideoGateServiceServicer
from chassis.db import Tx
from chassis.rpc import Servicer, allows, identifier
from video_gate import events, knocking, provider
from video_gate.domain import PROVIDER
from video_gate.operations import Decided, Knock
from video_gate.store import sessions


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
