"""Decide a knock: by the copy where it may decide, else by what the owners answer; recorded either way."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from admission import Outcome
from chassis.db import Statements, Tx
from chassis.errors import NotFound, Unavailable
from video_gate.answers import Answers
from video_gate.domain import CLINICIAN, PARTICIPANT, Decision, Facts, cannot_verify, weigh
from video_gate.events import join_decided
from video_gate.operations import taking_in
from video_gate.store import copies, joins

# A yes is decided anew where one of its facts changed within the millisecond or two before it was recorded.
MOST_TIMES = 5


@dataclass(frozen=True)
class Knock:
    """Who wants into which video session, and who asks for them (themself, or an integrator)."""

    session_id: UUID
    account_id: UUID
    login_session_id: UUID | None = None


@dataclass(frozen=True)
class Decided:
    """A recorded answer. reasons is empty where it is yes."""

    decision_id: UUID
    facts: Facts
    outcome: Outcome

    @property
    def granted(self) -> bool:
        """Whether it is yes."""
        return self.outcome.admitted


@dataclass(frozen=True)
class Unsure:
    """The copy may not decide: ask identity about the account, and clinic about the client's people where client_id is set."""

    account_id: UUID | None
    client_id: UUID | None
    contact_ids: tuple[UUID, ...]


def decide_join(tx: Statements, knock: Knock) -> Decided | Unsure:
    """Decide and record; or, with nothing recorded, say whom to ask. Raises NotFound where there is no such video session."""
    for _ in range(MOST_TIMES):
        if decided := _decide(tx, knock):
            return decided
    raise Unavailable


def _decide(tx: Statements, knock: Knock) -> Decided | Unsure | None:
    facts = joins.facts(tx, knock.session_id, knock.account_id)
    if facts is None:
        raise NotFound
    if facts.must_ask_identity or facts.must_ask_clinic:
        # Both: identity may name people of whom clinic has to be asked then.
        return Unsure(knock.account_id, None if facts.is_clinician else facts.client_id, facts.contact_ids)
    return _record(tx, knock, facts, weigh(facts))


def decide_join_with_answers(tx: Tx, knock: Knock, answers: Answers) -> Decided:
    """Take in what the owners said, then decide and record. An owner who had to be asked and was silent: CANNOT_VERIFY."""
    taking_in.answers(tx, knock.account_id, answers)
    for _ in range(MOST_TIMES):
        if decided := _decide_with(tx, knock, answers):
            return decided
    raise Unavailable


def _decide_with(tx: Tx, knock: Knock, answers: Answers) -> Decided | None:
    bound = {UUID(contact_id) for contact_id in answers.account.contact_ids} if answers.account else None
    facts = joins.facts(tx, knock.session_id, knock.account_id, bound)
    if facts is None:
        raise NotFound
    silent = (facts.must_ask_identity and not answers.account) or (facts.must_ask_clinic and not answers.access)
    return _record(tx, knock, facts, cannot_verify(facts) if silent else weigh(as_answered(facts, answers)))


def meet_strangers(tx: Tx, client_id: UUID | None, contact_ids: Iterable[UUID], clinician_id: UUID | None) -> Unsure | None:
    """Before a booking: whom to ask about people the copy has never heard of; None where it knows them all."""
    contacts = tuple(contact_ids)
    unknown = client_id and (copies.client_active(tx, client_id) is None or copies.linked(tx, client_id, contacts) != set(contacts))
    stranger = clinician_id if clinician_id and not copies.works_here(tx, clinician_id) else None
    return Unsure(stranger, client_id if unknown else None, contacts) if unknown or stranger else None


def as_answered(facts: Facts, answers: Answers) -> Facts:
    """Without the relationships that clinic, asked about them, did not name."""
    if answers.access is None:
        return facts
    named = {UUID(access.contact_id) for access in answers.access.access}
    return replace(facts, people=tuple(known if known.contact_id in named else replace(known, person=None) for known in facts.people))


def _record(tx: Statements, knock: Knock, facts: Facts, outcome: Outcome) -> Decided | None:
    """None where it is a yes that stands no more."""
    decision = Decision(
        decision_id=uuid4(), session_id=facts.session_id, client_id=facts.client_id, account_id=knock.account_id,
        contact_ids=tuple(known.contact_id for known in facts.people), reasons=tuple(reason.value for reason in outcome.reasons),
        decide_time=facts.now, kind=CLINICIAN if facts.is_clinician else PARTICIPANT, login_session_id=knock.login_session_id,
    )
    recorded = joins.record(tx, decision, facts.standing, join_decided(tx, decision))
    return Decided(decision.decision_id, facts, outcome) if recorded else None
