"""Who else has access to a chart, as far as one of them may know it."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinic.domain.age import GUARDIANS
from clinic.domain.facts import Facts


@dataclass(frozen=True)
class Companion:
    """Somebody else with access. name: only where the chart is the reader's own."""

    relationship: str
    name: str | None


def company(mine: Facts, chart: Sequence[Facts], own: bool) -> list[Companion] | None:
    """Everybody else with access to the chart; None where the reader is not told.

    own: the chart is the reader's and nobody decides for them; they are told by name. A guardian is told of relationships only,
    and of nothing where anybody's custody note stands on the chart: who else gets in may be what the note is about.
    """
    others = [facts for facts in chart if facts.contact_id != mine.contact_id and facts.online_access.on]
    if own:
        return [Companion(facts.relationship, facts.name) for facts in others]
    if mine.relationship not in GUARDIANS or any(_in_dispute(facts) for facts in chart):
        return None
    return [Companion(facts.relationship, None) for facts in others]


def _in_dispute(facts: Facts) -> bool:
    return bool(facts.custody_note) or facts.custody_forbids_consent
