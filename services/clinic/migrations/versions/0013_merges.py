"""Merged charts: where a client, a person and a relationship went."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """What was merged away stays as it was, and says what stands for it now."""
    op.add_column("clients", sa.Column("merged_into", sa.Uuid(), nullable=True))
    op.add_column("clients", sa.Column("merge_time", sa.DateTime(timezone=True), nullable=True))
    op.add_column("contacts", sa.Column("merged_into", sa.Uuid(), nullable=True))
    op.add_column("relationships", sa.Column("into_contact_id", sa.Uuid(), nullable=True))
    op.add_column("relationships", sa.Column("into_client_id", sa.Uuid(), nullable=True))
    op.drop_constraint("clients_status", "clients")
    op.create_check_constraint("clients_status", "clients", "status IN ('ACTIVE', 'ARCHIVED', 'MERGED')")
    op.create_check_constraint("clients_merged", "clients", "(status = 'MERGED') = (merged_into IS NOT NULL)")
    for table in ("clients", "contacts"):
        merged = sa.text("merged_into IS NOT NULL")
        op.create_index(f"{table}_merged_into", table, ["practice_id", "merged_into"], postgresql_where=merged)
    gone = sa.text("into_client_id IS NOT NULL")
    op.create_index("relationships_into", "relationships", ["practice_id", "into_client_id", "into_contact_id"], postgresql_where=gone)
    op.drop_index("relationships_self", "relationships")
    himself = sa.text("relationship = 'SELF' AND into_client_id IS NULL")
    op.create_index("relationships_self", "relationships", ["practice_id", "client_id"], unique=True, postgresql_where=himself)
