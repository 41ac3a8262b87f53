"""One-time codes, and the tries at them."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from identity.domain.codes import CodeState
from identity.models.base import Base, key, of_account


class Code(Base):
    """What staff read out. The row yields no code without the key that key_id names, not even by trying all of them."""

    __tablename__ = "codes"
    __table_args__ = (
        of_account(),
        # Newest only, whoever issues it.
        sa.Index("codes_live", "practice_id", "account_id", unique=True, postgresql_where=sa.text("state = 'LIVE'")),
        sa.CheckConstraint("state IN ('LIVE', 'REDEEMED', 'EXPIRED', 'SUPERSEDED', 'REVOKED', 'USED_UP')", "codes_state"),
    )
    practice_id: Mapped[str] = key()
    code_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    account_id: Mapped[UUID]
    version: Mapped[int] = mapped_column(sa.BigInteger, default=1)
    state: Mapped[str] = mapped_column(default=CodeState.LIVE)
    code_mac: Mapped[bytes]
    key_id: Mapped[str]
    issued_by: Mapped[UUID | None]
    issue_time: Mapped[datetime]
    expire_time: Mapped[datetime]
    end_time: Mapped[datetime | None]


class CodeTries(Base):
    """Tries at one code, or at an address that has none: kept for unknown addresses too. code_id is all zeros where there is none."""

    __tablename__ = "code_tries"
    practice_id: Mapped[str] = key()
    address_hash: Mapped[bytes] = key()
    code_id: Mapped[UUID] = key()
    tries: Mapped[int]
    last_time: Mapped[datetime]
