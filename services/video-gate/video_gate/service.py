"""What video-gate is made of."""

from pathlib import Path

import trail
from anteroom.videogate.v1.videogate_pb2_grpc import add_VideoGateServiceServicer_to_server
from chassis.service import Service
from video_gate import grpc_api, http_api, listeners, timers
from video_gate.config import VideoGateSettings

OWN = {"me:sessions", "me:join"}
DESK = OWN | {"sessions:read", "sessions:write", "guests:read", "guests:write"}
PERMISSIONS = {
    "OWNER": DESK | {"joins:authorize", trail.PERMISSION},
    "ADMIN": DESK | {"joins:authorize", trail.PERMISSION},
    "CLINICIAN": DESK,
    "FRONT_DESK": DESK,
    "STUDENT": OWN | {"sessions:read", "guests:read"},
    None: OWN,
}

SERVICE = Service(
    name="videogate", path="video-gate", title="Video gate", settings=VideoGateSettings,
    migrations=Path(__file__).parents[1] / "migrations", permissions=PERMISSIONS, doors=lambda: [*http_api.DOORS, trail.door("video-gate")],
    servicers=lambda edge: [
        (grpc_api.VideoGate(edge), add_VideoGateServiceServicer_to_server, "anteroom.videogate.v1.VideoGateService")
    ],
    listeners=listeners.ALL, commands=trail.COMMANDS, timers=timers.ALL,
)
