"""Reading and proving the audit trail: the same door and the same commands in every service.

The chassis writes and links entries and tells their heads; whatever reads them stands here, so that the chassis stays small (ADR 10).
"""

from trail.door import PERMISSION, door
from trail.proving import COMMANDS

__all__ = ["COMMANDS", "PERMISSION", "door"]
