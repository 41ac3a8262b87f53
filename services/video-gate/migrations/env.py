"""Alembic's entry: the chassis runs it with the service's metadata."""

from chassis.migrations import run
from video_gate.models import Base

run(Base.metadata)
