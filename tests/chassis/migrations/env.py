"""The toy's Alembic entry."""

import sqlalchemy as sa

from chassis.migrations import run

run(sa.MetaData())
