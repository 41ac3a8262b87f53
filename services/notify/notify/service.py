"""What notify is made of."""

from pathlib import Path

import trail
from anteroom.notify.v1.notify_pb2_grpc import add_NotifyServiceServicer_to_server
from chassis.service import Service, Timer
from notify import collecting, grpc_api, http_api, listeners, sending
from notify.config import NotifySettings
from notify.operations import nudges, reminders, ringing

READS = {"messages:read", "messages:preview", "templates:read", "sender:read"}
WRITES = {"messages:release", "sender:check", "templates:write"}
PERMISSIONS: dict[str | None, set[str]] = {
    "OWNER": READS | WRITES | {trail.PERMISSION},
    "ADMIN": READS | WRITES | {trail.PERMISSION},
    "FRONT_DESK": READS | {"messages:release"},
    "CLINICIAN": READS,
    "STUDENT": {"messages:read", "templates:read"},
}


def _open(settings: NotifySettings) -> None:
    settings.report_keys  # noqa: B018  (whoever serves stops here, not at the first report; migrate has no such file)
    sending.open_post(settings)
    collecting.open_collector(settings)


SERVICE = Service(
    name="notify", title="Notify", settings=NotifySettings, migrations=Path(__file__).parents[1] / "migrations", permissions=PERMISSIONS,
    doors=lambda: [http_api.door, trail.door("notify")],
    servicers=lambda edge: [(grpc_api.Notify(edge), add_NotifyServiceServicer_to_server, "anteroom.notify.v1.NotifyService")],
    listeners=listeners.ALL, commands=trail.COMMANDS, setup=_open, teardown=sending.close_post,
    timers=[
        Timer("send", sending.LOOK_SECONDS, sending.take, wake="sends"), Timer("tend", sending.TEND_SECONDS, sending.tend),
        Timer("collect", collecting.LOOK_SECONDS, collecting.collect),
        Timer("remind", ringing.LOOK_SECONDS, reminders.ring), Timer("nudge", ringing.LOOK_SECONDS, nudges.ring),
    ],
)
