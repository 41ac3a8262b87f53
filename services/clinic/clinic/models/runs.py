"""Bulk welcome: many people asked to the portal at once, each once."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from clinic.models.base import Base, in_practice, key

# What the worker has to do with a run in each of these.
AT_WORK = ("JUDGING", "SENDING")
STATES = ("READY", "PAUSED", "DONE", "CANCELLED", *AT_WORK)


class WelcomeRun(Base):
    """One go. at_place: the last person that the present state is done with.

    turn_time, turn_count: when sending was last begun or taken up again, and how many were done by then.
    """

    __tablename__ = "welcome_runs"
    practice_id: Mapped[str] = key()
    run_id: Mapped[UUID] = key()
    state: Mapped[str]
    source: Mapped[str]
    total: Mapped[int]
    at_place: Mapped[int]
    created_by: Mapped[UUID | None]
    created_time: Mapped[datetime]
    change_time: Mapped[datetime]
    started_by: Mapped[UUID | None]
    started_role: Mapped[str | None]
    start_time: Mapped[datetime | None]
    turn_time: Mapped[datetime | None]
    turn_count: Mapped[int]
    end_time: Mapped[datetime | None]
    __table_args__ = (
        sa.CheckConstraint(f"state IN ({', '.join(repr(state) for state in STATES)})", name="welcome_runs_state"),
        sa.CheckConstraint("source IN ('CLIENTS', 'NOT_INVITED', 'IMPORT')", name="welcome_runs_source"),
        sa.Index("welcome_runs_at_work", "change_time", postgresql_where=sa.text(f"state IN ({', '.join(repr(one) for one in AT_WORK)})")),
    )


class WelcomeRunPerson(Base):
    """A relationship in a run. place: its turn; who shares an address comes one after the other.

    state: WAITING, REQUESTED (request_id) or REFUSED; reason: why not, as last judged; empty while nothing speaks against it.
    """

    __tablename__ = "welcome_run_people"
    practice_id: Mapped[str] = key()
    run_id: Mapped[UUID] = key()
    place: Mapped[int] = key()
    contact_id: Mapped[UUID]
    client_id: Mapped[UUID]
    email_key: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str]
    request_id: Mapped[UUID | None]
    __table_args__ = (
        in_practice("run_id", to="welcome_runs"),
        in_practice("contact_id", "client_id", to="relationships"),
        sa.CheckConstraint("state IN ('WAITING', 'REQUESTED', 'REFUSED')", name="welcome_run_people_state"),
        sa.UniqueConstraint("practice_id", "run_id", "contact_id", "client_id", name="welcome_run_people_once"),
        sa.Index("welcome_run_people_address", "practice_id", "run_id", "email_key"),
    )
