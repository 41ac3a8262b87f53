"""Search: words of clients and their people, found by ranges and by equality alone.

Under row-level security LIKE and trigram operators use no index, since they are not leakproof; comparisons are.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from chassis.db import Tx
from clinic.domain import search
from clinic.models import Client, Contact, Relationship, SearchTrigram, SearchWord

# Sorts after every letter: the end of the range of words that begin alike.
LAST = "\U0010ffff"
# A misspelt word stands for at most so many of the vocabulary.
MOST_SPELLINGS = 100


def index(tx: Tx, client_ids: Collection[UUID]) -> None:
    """Write anew what these clients are found by."""
    named = tx.db.execute(_clients(tx, client_ids))
    names = {client_id: (sort_name, search.words(given, family)) for client_id, sort_name, given, family in named}
    others: dict[UUID, set[str]] = {client_id: set() for client_id in names}
    for client_id, given, family, email, phone in tx.db.execute(_people(tx, client_ids)):
        names[client_id][1].update(search.words(given, family))
        others[client_id].update(search.words(email) | search.phone_words(phone))
    mine = sa.and_(SearchWord.practice_id == tx.practice_id, SearchWord.client_id.in_(client_ids))
    tx.db.execute(sa.delete(SearchWord).where(mine))
    rows = [
        {"practice_id": tx.practice_id, "word": word, "sort_name": sort_name, "client_id": client_id}
        for client_id, (sort_name, words) in names.items() for word in sorted(words | others[client_id])
    ]
    if rows:
        tx.db.execute(insert(SearchWord).on_conflict_do_nothing(), rows)
        learn(tx, {word for _, words in names.values() for word in words})


def _clients(tx: Tx, client_ids: Collection[UUID]) -> Any:
    columns = sa.select(Client.client_id, Client.sort_name, Client.given_name, Client.family_name)
    return columns.where(Client.practice_id == tx.practice_id, Client.client_id.in_(client_ids), Client.status != "MERGED")


def _people(tx: Tx, client_ids: Collection[UUID]) -> Any:
    person = sa.and_(Contact.practice_id == Relationship.practice_id, Contact.contact_id == Relationship.contact_id)
    columns = sa.select(Relationship.client_id, Contact.given_name, Contact.family_name, Contact.email, Contact.phone).join(Contact, person)
    present = Relationship.into_client_id.is_(None)
    return columns.where(Relationship.practice_id == tx.practice_id, Relationship.client_id.in_(client_ids), present)


def learn(tx: Tx, names: Collection[str]) -> None:
    """Add names to the vocabulary that misspelt ones are compared with."""
    rows = sorted((trigram, word) for word in names if search.forgiven(word) for trigram in search.trigrams(word))
    if rows:
        values = [{"practice_id": tx.practice_id, "trigram": trigram, "word": word} for trigram, word in rows]
        tx.db.execute(insert(SearchTrigram).on_conflict_do_nothing(), values)


def spellings(tx: Tx, word: str) -> list[str]:
    """The names of the vocabulary that are one letter away from a word that is long enough to be forgiven."""
    if not search.forgiven(word):
        return []
    shared = sa.func.count()
    holding = sa.and_(SearchTrigram.practice_id == tx.practice_id, SearchTrigram.trigram.in_(search.trigrams(word)))
    worth = sa.select(SearchTrigram.word).where(holding).group_by(SearchTrigram.word).having(shared >= search.enough(word))
    likely = tx.db.scalars(worth.order_by(shared.desc(), SearchTrigram.word))
    return [known for known in likely if search.nearly(word, known)][:MOST_SPELLINGS]


def begins(tx: Tx, word: str) -> bool:
    """Whether somebody is found by a word that begins so."""
    found = sa.select(sa.literal(1)).where(SearchWord.practice_id == tx.practice_id, _range(SearchWord, word)).limit(1)
    return tx.db.scalar(found) is not None


def _range(of: Any, word: str) -> sa.ColumnElement[bool]:
    return sa.and_(of.word >= word, of.word < word + LAST)


def find(
    tx: Tx, query: str, after: tuple[str, UUID] | None, most: int, only: sa.Select[UUID] | None = None
) -> tuple[list[UUID], int]:
    """A page of the clients that every word of the query fits, by name, and how many there are in all.

    only: the ids to choose among. A word fits whose beginning is as asked. Where nobody is found by it, one wrong letter is forgiven.
    """
    asked = sorted(search.asked(query), key=len, reverse=True)
    fits = [(word, [] if begins(tx, word) else spellings(tx, word)) for word in asked]
    if not fits:
        return [], 0
    mine = sa.and_(SearchWord.practice_id == tx.practice_id, _fits(SearchWord, *fits[0]))
    hits = sa.select(SearchWord.sort_name, SearchWord.client_id).where(mine)
    for word, spelt in fits[1:]:
        other = aliased(SearchWord)
        also = sa.exists().where(other.practice_id == tx.practice_id, other.client_id == SearchWord.client_id, _fits(other, word, spelt))
        hits = hits.where(also)
    if only is not None:
        hits = hits.where(SearchWord.client_id.in_(only))
    found = hits.distinct().subquery()
    counted = sa.select(found, sa.func.count().over().label("total")).subquery()
    page = sa.select(counted.c.client_id, counted.c.total).order_by(counted.c.sort_name, counted.c.client_id).limit(most)
    if after:
        page = page.where(sa.tuple_(counted.c.sort_name, counted.c.client_id) > sa.tuple_(sa.literal(after[0]), sa.literal(after[1])))
    rows = tx.db.execute(page).all()
    return [client_id for client_id, _ in rows], rows[0].total if rows else 0


def _fits(of: Any, word: str, spelt: list[str]) -> sa.ColumnElement[bool]:
    return of.word.in_(spelt) if spelt else _range(of, word)
