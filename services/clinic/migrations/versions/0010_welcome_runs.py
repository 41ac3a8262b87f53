"""Bulk welcomes with their people, behind the practice wall; those under way are also the worker's to find across practices."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make them."""
    bind = op.get_bind()
    op.create_table(
        "welcome_runs",
        sa.Column("practice_id", sa.Text(), primary_key=True),
        sa.Column("run_id", sa.Uuid(), primary_key=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("at_place", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.Uuid(), nullable=True),
        sa.Column("started_role", sa.Text(), nullable=True),
        sa.Column("start_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turn_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turn_count", sa.Integer(), nullable=False),
        sa.Column("end_time", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('READY', 'PAUSED', 'DONE', 'CANCELLED', 'JUDGING', 'SENDING')", name="welcome_runs_state"),
        sa.CheckConstraint("source IN ('CLIENTS', 'NOT_INVITED', 'IMPORT')", name="welcome_runs_source"),
    )
    op.create_index("welcome_runs_at_work", "welcome_runs", ["change_time"], postgresql_where=sa.text("state IN ('JUDGING', 'SENDING')"))
    op.create_table(
        "welcome_run_people",
        sa.Column("practice_id", sa.Text(), primary_key=True),
        sa.Column("run_id", sa.Uuid(), primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("email_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state IN ('WAITING', 'REQUESTED', 'REFUSED')", name="welcome_run_people_state"),
        sa.ForeignKeyConstraint(["practice_id", "run_id"], ["welcome_runs.practice_id", "welcome_runs.run_id"]),
        sa.ForeignKeyConstraint(
            ["practice_id", "contact_id", "client_id"],
            ["relationships.practice_id", "relationships.contact_id", "relationships.client_id"],
        ),
        sa.UniqueConstraint("practice_id", "run_id", "contact_id", "client_id", name="welcome_run_people_once"),
    )
    op.create_index("welcome_run_people_address", "welcome_run_people", ["practice_id", "run_id", "email_key"])
    tables.wall(bind, "welcome_runs", "clinic", across=True)
    tables.wall(bind, "welcome_run_people", "clinic")
