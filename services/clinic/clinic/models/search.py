"""What clients are found by."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from clinic.models.base import Base, key, text_key


class SearchWord(Base):
    """A folded word by which a client is found: of their own name, or of a person on their chart. Compared byte by byte."""

    __tablename__ = "search_words"
    practice_id: Mapped[str] = key()
    word: Mapped[str] = text_key()
    sort_name: Mapped[str] = text_key()
    client_id: Mapped[UUID] = key()
    __table_args__ = (sa.Index("search_words_of_client", "practice_id", "client_id", "word"),)


class SearchTrigram(Base):
    """The practice's names by trigram, matched by equality: what a misspelt name is compared with."""

    __tablename__ = "search_trigrams"
    practice_id: Mapped[str] = key()
    trigram: Mapped[str] = text_key()
    word: Mapped[str] = text_key()
