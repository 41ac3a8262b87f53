"""video-gate's contract over real gRPC, as far as notify calls it: guests' links that mint, or are refused by name."""

from types import SimpleNamespace
from unittest import mock

from anteroom.videogate.v1 import videogate_pb2, videogate_pb2_grpc
from chassis import errors, rpc
from tests.notify.identity import LinkRefused
from tests.ports import free_port


class _VideoGate(rpc.Servicer, videogate_pb2_grpc.VideoGateServiceServicer):
    @rpc.allows(callers={"notify"})
    def MintGuestLink(self, request, context):
        link = self.edge.links.get((request.practice_id, request.link_id))
        if link is None:
            raise errors.NotFound
        if isinstance(link, str):
            raise LinkRefused(link)
        return link

    @rpc.allows(permission="joins:authorize")
    def AuthorizeJoin(self, request, context):
        raise errors.NotFound

    @rpc.allows(permission="sessions:read")
    def GetSession(self, request, context):
        raise errors.NotFound


class VideoGatePeer:
    """links: (practice, link id) → a MintedGuestLink, or the reason of a refusal."""

    def __init__(self, callers_jwks_file):
        self.links, self.port = {}, free_port()
        settings = SimpleNamespace(bind="127.0.0.1", grpc_port=self.port, grpc_threads=4, jwks_url="", callers_jwks_file=callers_jwks_file)
        edge = rpc.Edge("video_gate", settings, mock.sentinel.database, {})
        edge.links = self.links

        def register(server):
            videogate_pb2_grpc.add_VideoGateServiceServicer_to_server(rpc.locked(_VideoGate(edge)), server)
            return ["anteroom.videogate.v1.VideoGateService"]

        self._server, _ = rpc.serve(settings, register)

    def stop(self):
        """Answer no more."""
        self._server.stop(0).wait()

    def issue(self, practice_id, link_id, to_address, start_time, end_time):
        """A live link."""
        minted = videogate_pb2.MintedGuestLink(url=f"http://{practice_id}.localhost:8080/guest#{link_id}", to_address=to_address)
        minted.start_time.FromDatetime(start_time)
        minted.end_time.FromDatetime(end_time)
        self.links[practice_id, str(link_id)] = minted
