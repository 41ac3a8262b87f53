"""identity's contract over real gRPC, as far as notify calls it: links that mint, or are refused by name."""

from types import SimpleNamespace
from unittest import mock

import grpc

from anteroom.identity.v1 import identity_pb2, identity_pb2_grpc
from chassis import errors, rpc
from tests.ports import free_port


class LinkRefused(errors.Refusal):
    """The link can't be minted."""

    kind = errors.Kind.CONFLICT

    def __init__(self, reason):
        self.reason = reason
        super().__init__()


class _Identity(rpc.Servicer, identity_pb2_grpc.IdentityServiceServicer):
    @rpc.allows(callers={"notify"})
    def MintLink(self, request, context):
        link = self.edge.links.get((request.practice_id, request.link_id))
        self.edge.minted.append(request.link_id)
        if link is None:
            raise errors.NotFound
        if isinstance(link, str):
            raise LinkRefused(link)
        return link

    @rpc.allows(callers={"video_gate"})
    def CheckAccount(self, request, context):
        raise errors.NotFound

    @rpc.allows(permission="accounts:read")
    def GetAccount(self, request, context):
        raise errors.NotFound


class IdentityPeer:
    """links: (practice, link id) → a MintedLink, or the reason of a refusal. minted: the ids asked for, in order."""

    def __init__(self, callers_jwks_file):
        self.links, self.minted = {}, []
        self.port = free_port()
        self._jwks = callers_jwks_file
        self.start()

    def start(self):
        """Answer."""
        settings = SimpleNamespace(bind="127.0.0.1", grpc_port=self.port, grpc_threads=8, jwks_url="", callers_jwks_file=self._jwks)
        edge = rpc.Edge("identity", settings, mock.sentinel.database, {})
        edge.links, edge.minted = self.links, self.minted

        def register(server: grpc.Server):
            identity_pb2_grpc.add_IdentityServiceServicer_to_server(rpc.locked(_Identity(edge)), server)
            return ["anteroom.identity.v1.IdentityService"]

        self._server, _ = rpc.serve(settings, register)

    def stop(self):
        """Answer no more; the port stays the same for the next start."""
        self._server.stop(0).wait()

    def issue(self, practice_id, link_id, to_address, expire_time):
        """A live link."""
        minted = identity_pb2.MintedLink(url=f"http://{practice_id}.localhost:8080/set-password#{link_id}", to_address=to_address)
        minted.expire_time.FromDatetime(expire_time)
        self.links[practice_id, str(link_id)] = minted

    def refuse(self, practice_id, link_id, reason):
        """A link that is dead, and why."""
        self.links[practice_id, str(link_id)] = reason

