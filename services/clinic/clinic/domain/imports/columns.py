"""What a column may be matched to, and the guess from its name and its values."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clinic.domain.imports import values
from clinic.domain.search import fold

LEAVE_OUT = "LEAVE_OUT"
MOST_CONTACTS = 4
BIRTH_DATES = ("BIRTH_DATE_DMY", "BIRTH_DATE_MDY", "BIRTH_DATE_YMD")
OF_CLIENT = (
    "NAME", "NAME_LAST_FIRST", "GIVEN_NAME", "FAMILY_NAME", *BIRTH_DATES, "EMAIL", "PHONE", "HAS_GUARDIAN", "STATUS", "ONLINE_ACCESS",
    "EMAIL_NOTIFICATIONS",
)
OF_CONTACT = ("NAME", "NAME_LAST_FIRST", "GIVEN_NAME", "FAMILY_NAME", "RELATIONSHIP", "EMAIL", "PHONE", "IS_PRIMARY")
TARGETS = (LEAVE_OUT, *OF_CLIENT, *(f"CONTACT_{n}_{name}" for n in range(1, MOST_CONTACTS + 1) for name in OF_CONTACT))
# One thing in several forms: a file's column is matched to one of them.
FORMS = {"NAME_LAST_FIRST": "NAME", "BIRTH_DATE_MDY": "BIRTH_DATE_DMY", "BIRTH_DATE_YMD": "BIRTH_DATE_DMY"}

# Columns about people whom the chart doesn't know, and things that are nobody's name or address.
OTHERS = r"\b(" + "|".join((
    "emergency", "urgence", "doctor", "physician", "medecin", "insur", "assur", "payer", "billing", "bill to", "clinician", "therapist",
    "practitioner", "provider", "staff", "referr", "preferred", "nickname", "middle", "user", "pronoun", "school", "employer", "note", "id",
)) + ")"
PARENT = r"\b(" + "|".join((
    "parent", "guardian", "mother", "mom", "mum", "father", "dad", "mere", "maman", "pere", "papa", "tuteur", "tutrice", "caregiver",
    "proche", "responsable", r"contact(?= ?\d| name| person| nom)", r"(?:p|g|pg|c)(?= ?\d\b)",
)) + ")"
SECOND = r"\b(father|dad|pere|papa)\b"
IMPLIED = (
    (r"\b(mother|mom|mum|mere|maman)", "MOTHER"), (r"\b(father|dad|pere|papa)", "FATHER"), (r"\bguardian|\btut(eur|rice)", "GUARDIAN"),
)
WORDS = (
    (r"\be ?mails?\b|\bcourriels?\b|\bmail\b", "EMAIL"), (r"phone|mobile|\bcell|\btel\b|\bmobil|\bcontact (no|number)\b", "PHONE"),
    (r"relation|\blien\b", "RELATIONSHIP"), (r"\bdob\b|birth|naissance|\bborn\b|\bddn\b", "BIRTH_DATE"),
    (r"\bprimary\b(?! contact)", "IS_PRIMARY"), (r"\b(first|given|fore|legal first)|prenom", "GIVEN_NAME"),
    (r"\b(last|family|sur)\w*( ?name)?\b|\bnom de famille\b|^nom$", "FAMILY_NAME"),
    (r"portal|online access|portail", "ONLINE_ACCESS"), (r"notification|reminder|rappel", "EMAIL_NOTIFICATIONS"),
    (r"\bstatus\b|\bstatut\b|\bactive\b|\bactif\b", "STATUS"), (r"has guardian|under guardianship|sous tutelle", "HAS_GUARDIAN"),
    (r"name|\bclients?\b|\bpatients?\b|\bnom\b", "NAME"),
)


@dataclass(frozen=True)
class Match:
    """Where each value of a row stands. implied: the relationship that a contact's columns are named after."""

    at: Mapping[str, int]
    implied: Mapping[int, str] = field(default_factory=dict)

    def contacts(self) -> list[int]:
        """The contacts that some column is matched to."""
        return [n for n in range(1, MOST_CONTACTS + 1) if any(target.startswith(f"CONTACT_{n}_") for target in self.at)]


def match(header: Sequence[str], targets: Sequence[str]) -> Match:
    """The columns as they were matched."""
    at = {target: i for i, target in enumerate(targets) if target != LEAVE_OUT}
    implied = {int(target[8]): word for target, i in at.items() if target.startswith("CONTACT_") and (word := _implied(header[i]))}
    return Match(at, implied)


def _implied(name: str) -> str | None:
    return next((word for pattern, word in IMPLIED if re.search(pattern, plain(name)) and "parent" not in plain(name)), None)


def missing(targets: Sequence[str]) -> list[str]:
    """What a match lacks to be tried: a name of the client."""
    named = {"NAME", "NAME_LAST_FIRST"} & set(targets) or {"GIVEN_NAME", "FAMILY_NAME"} <= set(targets)
    return [] if named else ["NAME"]


def repeated(targets: Sequence[str]) -> list[str]:
    """What more than one column is matched to."""
    forms = [_form(target) for target in targets if target != LEAVE_OUT]
    return sorted({target for target in targets if target != LEAVE_OUT and forms.count(_form(target)) > 1})


def _form(target: str) -> str:
    """Forms of one thing are one thing: a date of birth, day first or month first."""
    return FORMS.get(target, FORMS.get(target[10:], target[10:]) + target[:10] if target.startswith("CONTACT_") else target)


def signature(header: Sequence[str]) -> str:
    """What exports of one product have in common: the names of their columns, in order."""
    return hashlib.sha256("\n".join(plain(name) for name in header).encode()).hexdigest()


def plain(name: str) -> str:
    """A column's name as the patterns read it: folded, words apart, camel case too."""
    return " ".join(re.findall(r"[a-z]+|\d+", fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).replace("'", "")))


def guess(header: Sequence[str], rows: Sequence[Sequence[str]], region: str) -> list[str]:
    """A target for each column: by its name, its values deciding forms. What can't be told is left out."""
    guessed: list[str] = []
    taken: set[str] = set()
    for i, name in enumerate(header):
        target = _target(plain(name), [row[i] for row in rows if row[i]], region)
        target = target if _form(target) not in taken else _next_contact(target, taken)
        taken.add(_form(target))
        guessed.append(target)
    return [_whole_name(target, taken) for target in guessed]


def _target(name: str, found: Sequence[str], region: str) -> str:
    if re.search(OTHERS, name):
        return LEAVE_OUT
    parent = re.search(PARENT, name)
    kind = next((word for pattern, word in WORDS if re.search(pattern, name)), "NAME" if parent else LEAVE_OUT)
    if kind == "NAME" and sum("," in value for value in found) * 2 > len(found):
        kind = "NAME_LAST_FIRST"
    if parent:
        digit = re.search(r"[1-9]", name)
        n = int(digit[0]) if digit else 2 if re.search(SECOND, name) else 1
        return f"CONTACT_{n}_{kind}" if kind in OF_CONTACT and n <= MOST_CONTACTS else LEAVE_OUT
    if kind == "BIRTH_DATE":
        return f"BIRTH_DATE_{values.date_order(found, region)}"
    return kind if kind in OF_CLIENT else LEAVE_OUT


def _next_contact(target: str, taken: set[str]) -> str:
    """A second "Guardian email" is the next guardian's; a second phone of the client is nobody's."""
    n = int(target[8]) + 1 if target.startswith("CONTACT_") else MOST_CONTACTS + 1
    nexts = (f"CONTACT_{n}_{target[10:]}" for n in range(n, MOST_CONTACTS + 1))
    return next((one for one in nexts if _form(one) not in taken), LEAVE_OUT)


def _whole_name(target: str, taken: set[str]) -> str:
    """Where a first name has a column of its own, "Name" is the family's; where a family name has one, it says nothing new."""
    prefix, kind = (target[:10], target[10:]) if target.startswith("CONTACT_") else ("", target)
    if kind not in ("NAME", "NAME_LAST_FIRST"):
        return target if kind != "FAMILY_NAME" or _form(f"{prefix}GIVEN_NAME") in taken else f"{prefix}NAME"
    if _form(f"{prefix}GIVEN_NAME") not in taken:
        return target
    return LEAVE_OUT if _form(f"{prefix}FAMILY_NAME") in taken else f"{prefix}FAMILY_NAME"
