"""Searching names, emails and phones: what a word folds to, and when a wrong letter is forgiven."""

import re
import unicodedata

from clinic.domain.fields import digits

FORGIVING_FROM = 5
LONGEST_WORD = 40
MOST_WORDS = 6
# Letters that Unicode does not take apart.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"})


def fold(text: str) -> str:
    """Case and accents away, compatible forms made one: "Sørensen" and "SORENSEN" fold alike."""
    apart = unicodedata.normalize("NFKD", text).casefold().translate(PLAIN)
    return "".join(ch for ch in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(ch))


def words(*texts: str | None) -> set[str]:
    """The folded words of names and addresses: letters and digits, everything else parts them."""
    found = {word[:LONGEST_WORD] for text in texts if text for word in re.findall(r"\w+", fold(text.replace("_", " ")))}
    return found | {word for text in texts if text for word in _joined(text)}


def _joined(text: str) -> set[str]:
    """O'Brien is found as obrien too."""
    return {re.sub(r"\W", "", word)[:LONGEST_WORD] for word in fold(text).split() if re.search(r"\w['’-]\w", word) and "@" not in word}


def phone_words(phone: str | None) -> set[str]:
    """What a number is found by: itself, its last seven and its last four digits."""
    number = _national(digits(phone or ""))
    return {number[-length:] for length in (len(number), 7, 4) if 4 <= length <= len(number)}


def _national(number: str) -> str:
    """Without the 1 that some people write before a North American number."""
    return number[1:] if len(number) == 11 and number.startswith("1") else number


def asked(query: str) -> list[str]:
    """The words of a search, at most six; a query that is a phone number is one word."""
    if re.fullmatch(r"[0-9+()./ -]+", query) and len(digits(query)) >= 4:
        return [_national(digits(query))[:LONGEST_WORD]]
    parts = re.findall(r"\w+", fold(query.replace("_", " ").replace("'", "").replace("’", "")))
    return [part[:LONGEST_WORD] for part in dict.fromkeys(parts)][:MOST_WORDS]


def trigrams(word: str) -> set[str]:
    """Three letters each, the start of the word marked by a blank: " no", "noa", "oah"."""
    marked = f" {word}"
    return {marked[i : i + 3] for i in range(len(marked) - 2)}


def enough(word: str) -> int:
    """How many of its trigrams another word must hold to be worth comparing: one wrong letter spoils three."""
    return max(1, len(trigrams(word)) - 3)


def forgiven(word: str) -> bool:
    """Whether one wrong letter in this word is forgiven: names of five letters or more, not numbers."""
    return len(word) >= FORGIVING_FROM and not word.isdigit()


def nearly(asked_word: str, word: str) -> bool:
    """Whether the word, or its beginning, is one wrong, missing, added or swapped letter away."""
    if not (forgiven(asked_word) and forgiven(word)):
        return False
    return any(_one_apart(asked_word, word[: len(asked_word) + more]) for more in (-1, 0, 1)) or _one_apart(asked_word, word)


def _one_apart(one: str, other: str) -> bool:
    """At most one letter replaced, added, left out or swapped with its neighbour."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, rest_of_other = one[start:], other[start:]
    swapped = rest[:2] == rest_of_other[:2][::-1] and rest[2:] == rest_of_other[2:]
    return swapped or rest[1:] == rest_of_other[1:] or rest[1:] == rest_of_other or rest == rest_of_other[1:]
