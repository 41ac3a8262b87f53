"""Calls to the owners of the copied facts, made only where the copy may not decide."""

import logging
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import grpc

from anteroom.clinic.v1.clinic_pb2 import CheckAccessRequest, CheckedAccess
from anteroom.clinic.v1.clinic_pb2_grpc import ClinicServiceStub
from anteroom.identity.v1.identity_pb2 import CheckAccountRequest, CheckedAccount
from anteroom.identity.v1.identity_pb2_grpc import IdentityServiceStub
from chassis.auth import Caller
from chassis.rpc import Client
from video_gate.answers import Answers
from video_gate.config import VideoGateSettings
from video_gate.operations import Unsure

log = logging.getLogger(__name__)
T = TypeVar("T")

CALLER = "video_gate"
# Somebody stands at the door: better a clear no than a long wait.
SECONDS = 1.0


@dataclass(frozen=True)
class Owners:
    """identity and clinic, as this process calls them."""

    identity: Client
    clinic: Client

    def ask(self, practice_id: str, unsure: Unsure) -> Answers:
        """What the owners say; an owner who does not answer in time is silent. Never called with a transaction open."""
        account = access = None
        if unsure.account_id:
            asked = CheckAccountRequest(practice_id=practice_id, account_id=str(unsure.account_id))
            account = _asked(self.identity, "CheckAccount", asked, CheckedAccount())
        if unsure.client_id:
            people = CheckAccessRequest(
                practice_id=practice_id, client_id=str(unsure.client_id), contact_ids=[str(contact_id) for contact_id in unsure.contact_ids]
            )
            access = _asked(self.clinic, "CheckAccess", people, CheckedAccess())
        return Answers(account, access)


def _asked(owner: Client, method: str, request: object, nothing: T) -> T | None:
    """The answer; nothing where the owner knows no such thing; None where it does not answer."""
    try:
        return owner.call(method, request, seconds=SECONDS)
    except grpc.RpcError as error:
        if error.code() is grpc.StatusCode.NOT_FOUND:
            return nothing
        log.warning("an owner was silent", extra={"rpc": method, "code": error.code().name})
        return None


@cache
def owners(settings: VideoGateSettings) -> Owners:
    """They, at their addresses, called with the gate's own key."""
    caller = Caller(CALLER, settings.caller_key_file)
    return Owners(
        Client(settings.identity_grpc, "identity", caller, IdentityServiceStub),
        Client(settings.clinic_grpc, "clinic", caller, ClinicServiceStub),
    )
