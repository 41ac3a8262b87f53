"""identity as a whole."""

from pathlib import Path

import trail
from anteroom.identity.v1.identity_pb2_grpc import add_IdentityServiceServicer_to_server
from chassis.service import Service
from identity import grpc_api, http_api, listeners, timers
from identity.config import IdentitySettings
from identity.domain.accounts import Role
from identity.parts import open_parts

# What an account does about itself (/me) needs no permission: the view asks for the login session.
READ = {"accounts:read", "staff:read"}
HELP = READ | {"accounts:set_password", "accounts:lock", "accounts:issue_code", "accounts:reset_second_factor"}
PERMISSIONS: dict[str | None, set[str]] = {
    Role.OWNER: HELP | {"staff:write", trail.PERMISSION},
    Role.ADMIN: HELP | {"staff:write", trail.PERMISSION},
    Role.FRONT_DESK: HELP,
    Role.CLINICIAN: READ,
    Role.STUDENT: {"staff:read"},
    None: set(),
}

SERVICE = Service(
    name="identity", title="Identity", settings=IdentitySettings, migrations=Path(__file__).parents[1] / "migrations",
    permissions=PERMISSIONS, doors=lambda: [*http_api.doors(), trail.door("identity")],
    servicers=lambda edge: [(grpc_api.Identity(edge), add_IdentityServiceServicer_to_server, "anteroom.identity.v1.IdentityService")],
    listeners=listeners.ALL, commands=trail.COMMANDS, timers=timers.ALL, beats=True, setup=open_parts,
)  # fmt: skip
