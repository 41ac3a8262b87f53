"""Door 1, one file per noun."""

from video_gate.http_api import guests, sessions

DOORS = [sessions.door, guests.door]
