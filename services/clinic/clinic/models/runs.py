"""Bulk welcome: many people asked to the portal at once, each once."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from clinic.models.base import Base, in_practice, key
from clinic.models.jobs import Job, at_work, in_state

# What the worker has to do with a run in each of these.
AT_WORK = ("JUDGING", "SENDING")
STATES = ("READY", "PAUSED", "DONE", "CANCELLED", *AT_WORK)


class WelcomeRun(Job, Base):
    """One go. at_place: the last person that the present state is done with.

    turn_time, turn_count: when sending was last begun or taken up again, and how many were done by then.
    """

    __tablename__ = "welcome_runs"
    AT_WORK = AT_WORK
    UNDER_WAY = ("SENDING", "PAUSED")
    run_id: Mapped[UUID] = key()
    source: Mapped[str]
    total: Mapped[int]
    at_place: Mapped[int]
    turn_count: Mapped[int]
    __table_args__ = (
        sa.CheckConstraint(in_state(STATES), name="welcome_runs_state"),
        sa.CheckConstraint("source IN ('CLIENTS', 'NOT_INVITED', 'IMPORT')", name="welcome_runs_source"),
        at_work("welcome_runs", AT_WORK),
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
