"""The three steps of a knock for both doors: begin, ask the owners with no transaction open, record."""

from collections.abc import Callable
from typing import Any

from chassis.telemetry import meter
from video_gate.clients import owners
from video_gate.config import VideoGateSettings
from video_gate.operations import Decided, Knock, Unsure, decide_join, decide_join_with_answers

Transact = Callable[..., Any]

counted = meter.create_counter("anteroom_join_decisions", description="Knocks answered, by outcome and by the first reason against")


def answer(transact: Transact, each: Transact, settings: VideoGateSettings, practice_id: str, knock: Knock) -> Decided:
    """The recorded decision. Raises NotFound where there is no such video session.

    each: how the decision by the copy is run, in one transaction or a transaction a statement.
    """
    decided = each(decide_join, knock)
    if isinstance(decided, Unsure):
        decided = transact(decide_join_with_answers, knock, owners(settings).ask(practice_id, decided))
    reasons = decided.outcome.reasons
    counted.add(1, {"outcome": "refused", "reason": reasons[0].value} if reasons else {"outcome": "granted", "reason": ""})
    return decided
