"""What the owners said when they were asked: their messages, and how they enter the copies."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from anteroom.clinic.v1.clinic_pb2 import CheckedAccess
from anteroom.clinic.v1.events_pb2 import AccessChanged, ClientChanged, ConsentState, Practice
from anteroom.identity.v1.events_pb2 import AccountState, StaffRole
from anteroom.identity.v1.identity_pb2 import CheckedAccount


@dataclass(frozen=True)
class Answers:
    """account: identity's answer, access: clinic's; None where the owner was not asked or did not answer."""

    account: CheckedAccount | None = None
    access: CheckedAccess | None = None


def practice_row(message: Practice) -> dict[str, Any]:
    """A practice as the gate keeps it."""
    return {
        "version": message.version, "name": message.name, "early_join_minutes": message.early_join_minutes, "video_url": message.video_url,
    }


def client_row(message: ClientChanged) -> dict[str, Any]:
    """A client as the gate keeps it."""
    return {
        "client_id": UUID(message.client_id), "version": message.version, "active": message.active,
        "merged_into": UUID(message.merged_into) if message.merged_into else None,
    }


def relationship_row(message: AccessChanged) -> dict[str, Any]:
    """A relationship as the gate keeps it. A consent state nobody knows is none."""
    for_one = message.consent.session_id
    return {
        "contact_id": UUID(message.contact_id), "client_id": UUID(message.client_id), "version": message.version,
        "online_access": message.online_access, "in_force": message.in_force, "consent": consent_state(message.consent.state),
        "consent_session_id": UUID(for_one) if for_one else None,
    }


def consent_state(value: int) -> str:
    """MISSING, GRANTED or WITHDRAWN."""
    name = ConsentState.Name(value).removeprefix("CONSENT_STATE_") if value in ConsentState.values() else "UNSPECIFIED"
    return "MISSING" if name == "UNSPECIFIED" else name


def account_state(value: int) -> str:
    """PENDING, ACTIVE, LOCKED or DISABLED; a state nobody knows admits nobody."""
    name = AccountState.Name(value).removeprefix("ACCOUNT_STATE_") if value in AccountState.values() else "UNSPECIFIED"
    return "DISABLED" if name == "UNSPECIFIED" else name


def role_name(value: int) -> str | None:
    """OWNER, ADMIN …; None: not staff."""
    return StaffRole.Name(value).removeprefix("STAFF_ROLE_") if value in StaffRole.values() and value else None
