"""Mails that were in hand when nobody could say any more whether the server took them: their readers count as perhaps told."""

import sqlalchemy as sa
from alembic import op

from chassis import tables

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """What waits now counts as never handed over, as it did."""
    op.add_column("sends", sa.Column("answered", sa.Integer(), nullable=False, server_default=sa.text("0")))
    with tables.unwalled(op.get_bind(), "sends"):
        op.execute("UPDATE sends SET answered = attempts")
    op.add_column("messages", sa.Column("doubt_time", sa.DateTime(timezone=True), nullable=True))
