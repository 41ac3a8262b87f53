"""What Alembic runs: the chassis' migrations over identity's tables."""

from chassis.migrations import run
from identity.models import Base

run(Base.metadata)
