"""The device check: whether camera, microphone, sound, connection and browser will do for a video session."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

PARTS = ("camera", "microphone", "sound", "connection", "browser")


class Outcome(StrEnum):
    """What became of one part. BLOCKED: the browser was told not to; BUSY: another program has it; SKIPPED: not tried."""

    PASSED = "PASSED"
    BLOCKED = "BLOCKED"
    BUSY = "BUSY"
    ABSENT = "ABSENT"
    FAILED = "FAILED"
    SKIPPED = "SKIPPED"


FINE = {"", Outcome.PASSED, Outcome.SKIPPED}


def troubles(outcomes: Mapping[str, str]) -> tuple[str, ...]:
    """What stands in the way, in the order of PARTS, as "CAMERA_BLOCKED"."""
    return tuple(f"{part}_{outcomes[part]}".upper() for part in PARTS if outcomes[part] not in FINE)


@dataclass(frozen=True)
class Device:
    """An account's newest check, if it made one, and the newest asking for one."""

    ask_time: datetime | None = None
    check_time: datetime | None = None
    troubles: tuple[str, ...] = ()

    def asked(self) -> bool:
        """Whether staff wait for a check."""
        return self.ask_time is not None and (self.check_time is None or self.check_time < self.ask_time)
