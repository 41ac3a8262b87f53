"""Door 2: gRPC."""

from typing import Any
from uuid import UUID

from anteroom.identity.v1 import events_pb2, identity_pb2
from anteroom.identity.v1.identity_pb2_grpc import IdentityServiceServicer
from chassis.db import Tx
from chassis.rpc import Servicer, allows, identifier
from identity import events
from identity.domain.links import PATHS, Purpose, refusal_of, state_at
from identity.parts import parts
from identity.store import accounts, links


class Identity(Servicer, IdentityServiceServicer):
    """identity's calls."""

    @allows(callers={"notify"})
    def MintLink(self, request: identity_pb2.MintLinkRequest, context: Any) -> identity_pb2.MintedLink:
        """The link's address, the same at every try. Refused with LINK_… once it can't be spent."""
        return self.edge.transact(_minted, identifier(request.link_id, "link_id"))

    @allows(callers={"video_gate"}, permission="accounts:read")
    def CheckAccount(self, request: identity_pb2.CheckAccountRequest, context: Any) -> identity_pb2.CheckedAccount:
        """What a gate has to know of an account just now."""
        return self.edge.transact(_checked, identifier(request.account_id, "account_id"))

    @allows(permission="accounts:read")
    def GetAccount(self, request: identity_pb2.GetAccountRequest, context: Any) -> events_pb2.AccountChanged:
        """One account."""
        return self.edge.transact(_account, identifier(request.account_id, "account_id"))


def _minted(tx: Tx, link_id: UUID) -> identity_pb2.MintedLink:
    link = links.to_mint(tx, link_id)
    if refusal := refusal_of(state_at(link.state, link.expire_time, tx.now), link.expire_time, link.end_time):
        raise refusal
    address = parts().public_url.format(practice=tx.practice_id) + PATHS[Purpose(link.purpose)]
    return identity_pb2.MintedLink(
        url=f"{address}#{parts().link_keys.token(link.seed, link.key_id)}",
        to_address=link.to_address,
        expire_time=events.stamp(link.expire_time),
    )  # fmt: skip


def _checked(tx: Tx, account_id: UUID) -> identity_pb2.CheckedAccount:
    row = accounts.find(tx, account_id)
    return identity_pb2.CheckedAccount(
        state=events.account(row).state, role=events.staff_role(row.role), display_name=row.display_name or "", version=row.version,
        contact_ids=[str(one.contact_id) for one in accounts.contacts(tx, [account_id])[account_id]],
    )  # fmt: skip


def _account(tx: Tx, account_id: UUID) -> events_pb2.AccountChanged:
    return events.account(accounts.find(tx, account_id))
