"""Imports: a client list from elsewhere, its rows, and what is kept of it for a while."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from clinic.models.base import Base, in_practice, key
from clinic.models.jobs import Job, at_work, in_state

# What the worker has to do with an import in each of these.
AT_WORK = ("READING", "TRYING", "ADDING")
STATES = ("UPLOADING", "REFUSED", "MATCHING", "TRIED", "PAUSED", "DONE", "DISCARDED", *AT_WORK)


class Import(Job, Base):
    """One file on its way into the practice.

    rows_read: how many it holds. at_row: the last row that the present state is done with. problem: why it can't be read, or
    why adding stopped; problem_row: where. forget_time: its file and rows are deleted then; forgotten: they are.
    turn_time, turn_row_count: when adding was last begun or taken up again, and how many rows were done by then.
    """

    __tablename__ = "imports"
    AT_WORK = AT_WORK
    UNDER_WAY = ("ADDING", "PAUSED")
    import_id: Mapped[UUID] = key()
    file_name: Mapped[str]
    size_bytes: Mapped[int]
    encoding: Mapped[str]
    delimiter: Mapped[str]
    header: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    header_record: Mapped[int]
    targets: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    remembered: Mapped[bool]
    rows_read: Mapped[int]
    at_row: Mapped[int]
    problem: Mapped[str]
    problem_row: Mapped[int]
    turn_row_count: Mapped[int]
    counts: Mapped[dict[str, int]] = mapped_column(JSONB)
    forget_time: Mapped[datetime]
    forgotten: Mapped[bool]
    __table_args__ = (
        sa.CheckConstraint(in_state(STATES), name="imports_state"),
        at_work("imports", AT_WORK),
        sa.Index("imports_kept", "forget_time", postgresql_where=sa.text("NOT forgotten")),
    )


class ImportPiece(Base):
    """A piece of the file as it was sent; gone as soon as the rows stand."""

    __tablename__ = "import_pieces"
    practice_id: Mapped[str] = key()
    import_id: Mapped[UUID] = key()
    position: Mapped[int] = key()
    body: Mapped[bytes]
    __table_args__ = (in_practice("import_id", to="imports"),)


class ImportRow(Base):
    """A row of the file, numbered as a spreadsheet does. name, client_key, outcome, notes: what the last try said.

    state: WAITING, ADDED (client_id) or NOT_ADDED. by_hand: somebody chose to leave it out.
    """

    __tablename__ = "import_rows"
    practice_id: Mapped[str] = key()
    import_id: Mapped[UUID] = key()
    row: Mapped[int] = key()
    cells: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    extra: Mapped[bool]
    name: Mapped[str]
    client_key: Mapped[str]
    outcome: Mapped[str]
    notes: Mapped[list[dict[str, object]]] = mapped_column(JSONB)
    state: Mapped[str]
    by_hand: Mapped[bool]
    client_id: Mapped[UUID | None]
    __table_args__ = (
        in_practice("import_id", to="imports"),
        sa.CheckConstraint("state IN ('WAITING', 'ADDED', 'NOT_ADDED')", name="import_rows_state"),
        sa.Index("import_rows_outcome", "practice_id", "import_id", "outcome", "row"),
        sa.Index("import_rows_client", "practice_id", "import_id", "client_key"),
    )


class ImportPerson(Base):
    """Somebody with an address whom a row will bring, for the rows after it; only while it is tried."""

    __tablename__ = "import_people"
    practice_id: Mapped[str] = key()
    import_id: Mapped[UUID] = key()
    email_key: Mapped[str] = key()
    row: Mapped[int] = key()
    given_name: Mapped[str] = key()
    family_name: Mapped[str] = key()
    __table_args__ = (in_practice("import_id", to="imports"),)


class ImportMatch(Base):
    """How the columns of a product's export were matched last, by the signature of its header."""

    __tablename__ = "import_matches"
    practice_id: Mapped[str] = key()
    signature: Mapped[str] = key()
    targets: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    use_time: Mapped[datetime]
