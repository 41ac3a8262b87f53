"""Imports with their rows, behind the practice wall; those with work to do are also the worker's to find across practices."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from chassis import tables

revision = "0007"
down_revision = "0006"

AT_WORK = "state IN ('READING', 'TRYING', 'ADDING')"
STATES = "'UPLOADING', 'REFUSED', 'MATCHING', 'TRIED', 'PAUSED', 'DONE', 'DISCARDED', 'READING', 'TRYING', 'ADDING'"
OF_IMPORT = ["practice_id", "import_id"]


def upgrade() -> None:
    """Make them."""
    bind = op.get_bind()
    _create_imports()
    _create_parts()
    tables.wall(bind, "imports", "clinic", across=True)
    for table in ("import_pieces", "import_rows", "import_people", "import_matches"):
        tables.wall(bind, table, "clinic")
    # Whoever is imported is looked for by name first.
    op.create_index("clients_named", "clients", ["practice_id", "sort_name"])


def _create_imports() -> None:
    op.create_table(
        "imports",
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("delimiter", sa.Text(), nullable=False),
        sa.Column("header", ARRAY(sa.Text()), nullable=False),
        sa.Column("header_record", sa.Integer(), nullable=False),
        sa.Column("targets", ARRAY(sa.Text()), nullable=False),
        sa.Column("remembered", sa.Boolean(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("at_row", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("problem_row", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.Uuid(), nullable=True),
        sa.Column("started_role", sa.Text(), nullable=True),
        sa.Column("start_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turn_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turn_row_count", sa.Integer(), nullable=False),
        sa.Column("end_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", JSONB(), nullable=False),
        sa.Column("forget_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("forgotten", sa.Boolean(), nullable=False),
        sa.CheckConstraint(f"state IN ({STATES})", name="imports_state"),
        sa.PrimaryKeyConstraint(*OF_IMPORT),
    )
    op.create_index("imports_at_work", "imports", ["change_time"], postgresql_where=sa.text(AT_WORK))
    op.create_index("imports_kept", "imports", ["forget_time"], postgresql_where=sa.text("NOT forgotten"))


def _create_parts() -> None:
    _part("import_pieces", sa.Column("position", sa.Integer(), primary_key=True), sa.Column("body", sa.LargeBinary(), nullable=False))
    _part(
        "import_rows",
        sa.Column("row", sa.Integer(), primary_key=True),
        sa.Column("cells", ARRAY(sa.Text()), nullable=False),
        sa.Column("extra", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("client_key", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("notes", JSONB(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state IN ('WAITING', 'ADDED', 'NOT_ADDED')", name="import_rows_state"),
    )
    op.create_index("import_rows_outcome", "import_rows", [*OF_IMPORT, "outcome", "row"])
    op.create_index("import_rows_client", "import_rows", [*OF_IMPORT, "client_key"])
    _part(
        "import_people",
        sa.Column("email_key", sa.Text(), primary_key=True),
        sa.Column("row", sa.Integer(), primary_key=True),
        sa.Column("given_name", sa.Text(), primary_key=True),
        sa.Column("family_name", sa.Text(), primary_key=True),
    )
    op.create_table(
        "import_matches",
        sa.Column("practice_id", sa.Text(), primary_key=True),
        sa.Column("signature", sa.Text(), primary_key=True),
        sa.Column("targets", ARRAY(sa.Text()), nullable=False),
        sa.Column("use_time", sa.DateTime(timezone=True), nullable=False),
    )


def _part(name: str, *columns: sa.schema.SchemaItem) -> None:
    """Something that belongs to an import."""
    op.create_table(
        name,
        sa.Column("practice_id", sa.Text(), primary_key=True),
        sa.Column("import_id", sa.Uuid(), primary_key=True),
        *columns,
        sa.ForeignKeyConstraint(OF_IMPORT, [f"imports.{column}" for column in OF_IMPORT]),
    )
