"""Client search: what a big practice among many waits, against a small one alone in its database."""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.types.json import Jsonb

from clinic.domain import search
from tests.bench.table import Row, percentile, spread
from tests.system.practice import PASSWORD, Practice

SMALL, BIG, OTHERS, OF_OTHERS = 1_000, 20_000, 8, 10_000
ROUNDS, EACH, AT_ONCE = 5, 60, 500
SYLLABLES = "ma ri el to ka no sen berg lin da vi ro smi wil son ber nard tre blay oka for hu ang chen gar cia pe rez fon ly an".split()


class Names:
    """Names as unevenly spread as people's: a few are everywhere, most are rare."""

    def __init__(self) -> None:
        self.random = random.Random(7)
        self.given, self.family = ([self._one() for _ in range(size)] for size in (600, 4_000))

    def _one(self) -> str:
        return "".join(self.random.choice(SYLLABLES) for _ in range(self.random.randint(2, 4))).capitalize()

    def pair(self) -> tuple[str, str]:
        """A given and a family name."""
        return self._pick(self.given), self._pick(self.family)

    def _pick(self, names: list[str]) -> str:
        rank = int(self.random.paretovariate(0.6)) if self.random.random() < 0.5 else self.random.randint(1, len(names))
        return names[min(rank, len(names)) - 1]


def measure(practices: tuple[Practice, Practice]) -> list[Row]:
    """practices: two fresh ones of a stack whose databases hold nothing else yet. The same kinds of search on both."""
    small, big = practices
    names = Names()
    known_small = fill(small.stack, small.slug, SMALL, names)
    alone = [_p95(small, known_small, names) for _ in range(1 + ROUNDS)][1:]  # the first warms every process up
    known_big = fill(big.stack, big.slug, BIG, names)
    for _ in range(OTHERS):
        fill(big.stack, f"o{uuid4().hex[:8]}", OF_OTHERS, names)
    pairs = [(_p95(small, known_small, names), _p95(big, known_big, names)) for _ in range(1 + ROUNDS)][1:]
    ratios = [of_big / of_small for of_small, of_big in pairs]
    ratio = sorted(ratios)[ROUNDS // 2]
    beside, big_waits = (spread([1000 * wait for wait in waits]) for waits in zip(*pairs, strict=True))
    return [
        Row("client search p95, 100,000 relationships (20,000 in the practice) ÷ 1,000, in turn", f"{ratio:.2f} ({spread(ratios)})",
        "≤ 1.5", ratio <= 1.5),
        Row("the big practice's p95 in ms; the small one's beside it; the small one's alone, before the others came",
            f"{big_waits}; {beside}; {spread([1000 * wait for wait in alone])}"),
    ]


def _p95(practice: Practice, known: list[tuple[str, str]], names: Names) -> float:
    practice.owner.sign_in(practice.owner_email, PASSWORD)
    waits = []
    for query in _queries(known, names.random):
        begun = time.monotonic()
        practice.owner.get("/api/clinic/v1/clients", query=query)
        waits.append(time.monotonic() - begun)
    return percentile(waits, 0.95)


def _queries(known: list[tuple[str, str]], dice: random.Random) -> Iterator[str]:
    """As a front desk types: beginnings, whole names, both names, one wrong letter, the last digits of a phone."""
    for given, family in dice.sample(known, EACH // 6):
        place = dice.randrange(1, len(family))
        yield from (family[:3], family[:5], family, f"{given} {family}", f"{family[:place]}q{family[place + 1:]}",
            f"{dice.randrange(10_000):04d}")


def fill(stack: Any, practice_id: str, relationships: int, names: Names) -> list[tuple[str, str]]:
    """Charts with one or two people each, past the doors, which would take an hour. Returns the clients' names."""
    rows, known, made = {}, [], 0
    while made < relationships:
        pair, people = names.pair(), 1 if names.random.random() < 0.6 else 2
        known.append(pair)
        for table, row in _chart(practice_id, pair, people, names, made):
            rows.setdefault(table, []).append(row)
        made += people
    rows["search_trigrams"] = _vocabulary(practice_id, rows["search_words"])
    address = stack.service_env("clinic")["ANTEROOM_DATABASE_URL"].replace("+psycopg", "")
    with psycopg.connect(address) as connection:
        connection.execute("SELECT set_config('app.practice_id', %s, false)", (practice_id,))
        for table in ("clients", "contacts", "relationships", "access_ledger", "search_words", "search_trigrams"):
            columns = ", ".join(rows[table][0])  # what they don't say is the table's to say
            statement = (
                f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_recordset(null::{table}, %s) ON CONFLICT DO NOTHING"
            )
            for start in range(0, len(rows[table]), AT_ONCE):
                connection.execute(statement, (Jsonb(rows[table][start : start + AT_ONCE]),))
    owner = stack.service_env("clinic")["ANTEROOM_OWNER_DATABASE_URL"].replace("+psycopg", "")
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("ANALYZE")
    return known


def _chart(practice_id: str, pair: tuple[str, str], people: int, names: Names, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    now, client_id, (given, family) = datetime.now(UTC).isoformat(), str(uuid4()), pair
    sort_name, words = search.fold(f"{family} {given}"), search.words(given, family)
    at = {"practice_id": practice_id, "client_id": client_id}
    yield "clients", at | {
        "version": 1, "given_name": given, "family_name": family, "sort_name": sort_name, "has_guardian": False, "status": "ACTIVE",
        "settled": names.random.random() < 0.9, "created_time": now, "change_time": now,
    }
    for nth in range(people):
        contact = {"practice_id": practice_id, "contact_id": str(uuid4())}
        called = given if people == 1 else names.pair()[0]
        email, phone = f"{called}.{family}{number + nth}@example.com".lower(), f"416-555-{names.random.randrange(10_000):04d}"
        words |= search.words(called, family, email) | search.phone_words(phone)
        yield "contacts", contact | {
            "version": 1, "given_name": called, "family_name": family, "email": email, "email_key": email, "phone": phone,
            "change_time": now,
        }
        yield "relationships", at | contact | {
            "version": 1, "relationship": "SELF" if people == 1 else "MOTHER", "is_primary": True, "online_access": True,
            "online_access_time": now, "email_notifications": True, "email_notifications_time": now, "consent_state": "MISSING",
            "custody_forbids_consent": False, "in_force": True, "created_time": now, "change_time": now,
        }
        yield "access_ledger", at | contact | {
            "portal_state": "NOT_INVITED", "needs_you": True, "welcome_refuse_reason": "", "mail_version": 0, "mail_state": "",
            "mail_reason": "",
            "mail_detail": "", "mail_to": "", "join_reasons": [],
        }
    yield from (("search_words", at | {"word": word, "sort_name": sort_name}) for word in sorted(words))


def _vocabulary(practice_id: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of names alone, as the service keeps it: no word with a digit is one here."""
    names = {row["word"] for row in rows if search.forgiven(row["word"]) and row["word"].isalpha()}
    return [{"practice_id": practice_id, "trigram": trigram, "word": name} for name in sorted(names) for trigram in search.trigrams(name)]
