"""Alembic's entry: the chassis runs it with the service's metadata."""

from chassis.migrations import run
from notify.models import Base

run(Base.metadata)
