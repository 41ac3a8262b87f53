"""Links, and the welcome requests that were answered with them."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from identity.domain.links import LinkState, Recipient
from identity.models.base import Base, key, of_account

LIVE_PASSWORD_LINK = "state = 'LIVE' AND purpose IN ('INVITATION', 'RESET')"


class Link(Base):
    """What a mail carries. The row yields no link without the key that key_id names. new_email: of an EMAIL_CHANGE alone."""

    __tablename__ = "links"
    __table_args__ = (
        of_account(),
        sa.UniqueConstraint("practice_id", "token_hash"),
        # Newest only: the database keeps a second live link that sets a password out, whoever issues it.
        sa.Index("links_live", "practice_id", "account_id", unique=True, postgresql_where=sa.text(LIVE_PASSWORD_LINK)),
        sa.Index("links_issued", "practice_id", "account_id", "issue_time"),
        sa.CheckConstraint("state IN ('LIVE', 'EXPIRED', 'SUPERSEDED', 'REVOKED', 'REDEEMED')", "links_state"),
    )
    practice_id: Mapped[str] = key()
    link_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    account_id: Mapped[UUID]
    version: Mapped[int] = mapped_column(sa.BigInteger, default=1)
    purpose: Mapped[str]
    state: Mapped[str] = mapped_column(default=LinkState.LIVE)
    seed: Mapped[bytes]
    key_id: Mapped[str]
    token_hash: Mapped[bytes]
    staff: Mapped[bool]
    recipients: Mapped[list[Recipient]] = mapped_column(JSONB)
    issue_time: Mapped[datetime]
    expire_time: Mapped[datetime]
    end_time: Mapped[datetime | None]
    new_email: Mapped[str | None]


class WelcomeAnswered(Base):
    """A welcome request that was turned into links, offers or refusals: a replayed one is not answered again."""

    __tablename__ = "welcomes_answered"
    practice_id: Mapped[str] = key()
    request_id: Mapped[UUID] = key()
    answer_time: Mapped[datetime]
