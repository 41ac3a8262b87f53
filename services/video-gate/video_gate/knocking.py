"""The three steps of a knock for both doors: begin, ask the owners with no transaction open, record."""

from collections.abc import Callable
from typing import Any

from admission import Outcome
from chassis.telemetry import meter
from video_gate.clients import owners
from video_gate.config import VideoGateSettings
from video_gate.operations import Decided, GuestDecided, GuestKnock, Knock, Unsure, decide_guest, decide_join, decide_join_with_answers

Transact = Callable[..., Any]

counted = meter.create_counter("anteroom_join_decisions", description="Knocks answered, by outcome and by the first reason against")


def answer(transact: Transact, each: Transact, settings: VideoGateSettings, practice_id: str, knock: Knock) -> Decided:
    """The recorded decision. Raises NotFound where there is no such video session.

    each: how the decision by the copy is run, in one transaction or a transaction a statement.
    """
    decided = each(decide_join, knock)
    if isinstance(decided, Unsure):
        decided = transact(decide_join_with_answers, knock, owners(settings).ask(practice_id, decided))
    _count(decided.outcome)
    return decided


def answer_guest(transact: Transact, settings: VideoGateSettings, practice_id: str, knock: GuestKnock) -> GuestDecided:
    """The recorded decision over a guest. Refusals: LINK_UNKNOWN, LINK_SUPERSEDED, LINK_REVOKED."""
    decided = transact(decide_guest, knock)
    if isinstance(decided, Unsure):
        decided = transact(decide_guest, knock, owners(settings).ask(practice_id, decided))
    _count(decided.outcome)
    return decided


def _count(outcome: Outcome) -> None:
    reasons = outcome.reasons
    counted.add(1, {"outcome": "refused", "reason": reasons[0].value} if reasons else {"outcome": "granted", "reason": ""})
