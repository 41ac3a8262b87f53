"""clinic as a whole: its doors, permissions and timers."""

from pathlib import Path

import trail
from anteroom.clinic.v1.clinic_pb2_grpc import add_ClinicServiceServicer_to_server
from chassis.service import Service, Timer
from clinic import grpc_api, http_api, listeners
from clinic.config import ClinicSettings
from clinic.operations import alarms, importing, runs

MINE = {"me:read", "me:consent", "me:call", "me:check", "me:write"}
READS = {"clients:read", "settings:read", "reports:read", "calls:read"}
WRITES = {"clients:write", "clients:merge", "contacts:write", "consents:write", "welcome:send", "calls:answer", "device-checks:ask"}
SETUP = {"settings:write", "imports:run", "welcome:bulk", trail.PERMISSION}
PERMISSIONS: dict[str | None, set[str]] = {
    None: MINE,
    "OWNER": MINE | READS | WRITES | SETUP,
    "ADMIN": MINE | READS | WRITES | SETUP,
    "FRONT_DESK": MINE | READS | WRITES | {"welcome:bulk"},
    "CLINICIAN": MINE | READS | {"consents:write", "welcome:send", "calls:answer", "device-checks:ask"},
    "STUDENT": MINE | {"clients:read", "reports:read"},
}

SERVICE = Service(
    name="clinic", title="Clinic", settings=ClinicSettings, migrations=Path(__file__).parents[1] / "migrations", permissions=PERMISSIONS,
    doors=lambda: [http_api.door, trail.door("clinic")],
    servicers=lambda edge: [(grpc_api.Clinic(edge), add_ClinicServiceServicer_to_server, "anteroom.clinic.v1.ClinicService")],
    listeners=listeners.ALL, commands=trail.COMMANDS, beats=True,
    timers=[Timer("alarms", 2.0, alarms.ring), Timer("imports", 0.3, importing.work), Timer("welcome-runs", 0.3, runs.work)],
)
