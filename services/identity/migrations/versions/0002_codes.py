"""One-time codes, and the tries at them."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make both tables; a refused code is told by the worker as a refused sign-in is."""
    op.create_table(
        "codes",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("code_id", sa.Uuid, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=False), sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False), sa.Column("code_mac", sa.LargeBinary, nullable=False),
        sa.Column("key_id", sa.Text, nullable=False), sa.Column("issued_by", sa.Uuid),
        sa.Column("issue_time", TIME, nullable=False), sa.Column("expire_time", TIME, nullable=False), sa.Column("end_time", TIME),
        sa.CheckConstraint("state IN ('LIVE', 'REDEEMED', 'EXPIRED', 'SUPERSEDED', 'REVOKED', 'USED_UP')", name="codes_state"),
        sa.ForeignKeyConstraint(["practice_id", "account_id"], ["accounts.practice_id", "accounts.account_id"]),
        sa.PrimaryKeyConstraint("practice_id", "code_id"),
    )
    op.create_index("codes_live", "codes", ["practice_id", "account_id"], unique=True, postgresql_where=sa.text("state = 'LIVE'"))
    op.create_table(
        "code_tries",
        sa.Column("practice_id", sa.Text, nullable=False), sa.Column("address_hash", sa.LargeBinary, nullable=False),
        sa.Column("code_id", sa.Uuid, nullable=False), sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("last_time", TIME, nullable=False), sa.PrimaryKeyConstraint("practice_id", "address_hash", "code_id"),
    )
    op.add_column("sign_in_refusals", sa.Column("code_id", sa.Uuid))
    bind = op.get_bind()
    tables.wall(bind, "codes", "identity")
    tables.wall(bind, "code_tries", "identity", across=True)
    # The expiry timer reads, and only reads, which practices have codes that are due.
    op.execute("CREATE POLICY worker_due ON codes FOR SELECT TO identity_worker USING (true)")
