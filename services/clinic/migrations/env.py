"""Alembic's entry: this service's tables."""

from chassis.migrations import run
from clinic.models import Base

run(Base.metadata)
