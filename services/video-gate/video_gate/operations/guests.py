"""Guests of one video session: invited by a link, let in on one device, taken out again."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from admission import Guest, Outcome
from chassis import audit
from chassis.db import Tx
from chassis.errors import NotFound
from video_gate import events
from video_gate.answers import Answers
from video_gate.domain import (
    CANCELLED,
    DAY,
    LIVE,
    MOST_GUEST_MAILS,
    MOST_GUESTS,
    REVOKED,
    SAME_REFUSAL,
    SUPERSEDED,
    Facts,
    GuestInvited,
    GuestLinkRevoked,
    GuestLinkSuperseded,
    GuestLinkUnknown,
    GuestMailsUsedUp,
    SessionCancelled,
    SessionOver,
    TooManyGuests,
    cannot_verify,
    weigh_guest,
)
from video_gate.models import GuestLink, VideoSession
from video_gate.operations import taking_in
from video_gate.operations.joining import Unsure, as_answered
from video_gate.store import guests, joins, seats, sessions
from video_gate.tokens import Token


@dataclass(frozen=True)
class Address:
    """Where a link is mailed, and by what addresses are compared."""

    email: str
    key: str


@dataclass(frozen=True)
class GuestKnock:
    """A token, the name somebody typed with it, and the browser they typed it in."""

    token_hash: bytes
    said_name: str
    device_hash: bytes


@dataclass(frozen=True)
class GuestDecided:
    """A recorded answer to a guest."""

    decision_id: UUID
    facts: Facts
    outcome: Outcome
    link: GuestLink

    @property
    def granted(self) -> bool:
        """Whether it is yes."""
        return self.outcome.admitted


def invite_guest(tx: Tx, session_id: UUID, name: str, address: Address | None, token: Token) -> GuestLink:
    """A link for one named person.

    Refusals: SESSION_CANCELLED, SESSION_OVER, GUEST_INVITED, TOO_MANY_GUESTS, GUEST_MAILS_USED_UP, NOT_FOUND.
    """
    session = _to_come(tx, session_id)
    live = [link for link in guests.of_session(tx, session_id) if link.state == LIVE]
    if any(link.name.casefold() == name.casefold() for link in live):
        raise GuestInvited
    if len(live) >= MOST_GUESTS:
        raise TooManyGuests
    return _issue(tx, session, uuid4(), name, address, token, again=False)


def renew_guest_link(tx: Tx, session_id: UUID, guest_id: UUID, address: Address | None, token: Token) -> GuestLink:
    """A newer link for the same guest, on whatever device; the older one and its seat end. Refusals as for inviting."""
    session = _to_come(tx, session_id)
    older = guests.newest(tx, session_id, guest_id)
    if older.state == LIVE:
        events.guest_link_changed(tx, guests.end(tx, older, SUPERSEDED), session)
        taking_in.seats_again(tx, seats.of_account(tx, guest_id))
    return _issue(tx, session, guest_id, older.name, address, token, again=True)


def revoke_guest(tx: Tx, session_id: UUID, guest_id: UUID) -> GuestLink:
    """Take the link back, and the seat; a second time changes nothing. Raises NotFound."""
    session = sessions.one(tx, session_id, to_change=True)
    link = guests.newest(tx, session_id, guest_id)
    if link.state != LIVE:
        return link
    ended = guests.end(tx, link, REVOKED)
    events.guest_link_changed(tx, ended, session)
    taking_in.seats_again(tx, seats.of_account(tx, guest_id))
    audit.record(tx, "guest.revoked", "client", session.client_id, session_id=str(session_id), guest_id=str(guest_id), name=link.name)
    return ended


def decide_guest(tx: Tx, knock: GuestKnock, answers: Answers | None = None) -> GuestDecided | Unsure:
    """Decide and record; or say of whom clinic has to be asked, where the copy may not decide. answers: what clinic then said.

    Refusals: LINK_UNKNOWN, LINK_SUPERSEDED, LINK_REVOKED.
    """
    if answers:
        taking_in.answers(tx, None, answers)
    joins.hold_facts(tx)
    link = guests.by_token(tx, knock.token_hash, to_use=True)
    if link is None:
        raise GuestLinkUnknown
    facts = joins.facts(tx, link.session_id, link.guest_id, everybody=True)
    if facts is None:
        raise NotFound
    if not facts.window.cancelled:
        demand_live(tx, link)
    if facts.must_ask_clinic and answers is None:
        return Unsure(None, facts.client_id, facts.contact_ids)
    silent = facts.must_ask_clinic and answers is not None and answers.access is None
    guest = Guest(link.state == LIVE, link.device_hash in (None, knock.device_hash))
    outcome = cannot_verify(facts) if silent else weigh_guest(as_answered(facts, answers) if answers else facts, guest)
    return _record(tx, knock, facts, outcome, link)


def demand_live(tx: Tx, link: GuestLink) -> None:
    """Refusals: LINK_SUPERSEDED, LINK_REVOKED."""
    if link.state == SUPERSEDED:
        raise GuestLinkSuperseded(superseded_time=guests.superseded_time(tx, link))
    if link.state == REVOKED:
        raise GuestLinkRevoked


def _to_come(tx: Tx, session_id: UUID) -> VideoSession:
    session = sessions.one(tx, session_id, to_change=True)
    if session.state == CANCELLED:
        raise SessionCancelled
    if session.end_time <= tx.now:
        raise SessionOver
    return session


def _issue(tx: Tx, session: VideoSession, guest_id: UUID, name: str, address: Address | None, token: Token, *, again: bool) -> GuestLink:
    if address:
        _demand_room(tx, address)
    link = guests.add(
        tx, guest_id=guest_id, session_id=session.session_id, name=name, email=address and address.email, email_key=address and address.key,
        seed=token.seed, token_hash=token.hash, issued_by=tx.actor.account_id,
    )
    events.guest_link_changed(tx, link, session)
    audit.record(
        tx, "guest.invited", "client", session.client_id, session_id=str(session.session_id), guest_id=str(guest_id), name=name,
        mailed=address is not None, again=again,
    )
    return link


def _demand_room(tx: Tx, address: Address) -> None:
    mailed = guests.mailed_to(tx, address.key, DAY)
    if len(mailed) >= MOST_GUEST_MAILS:
        raise GuestMailsUsedUp(allowed_time=mailed[MOST_GUEST_MAILS - 1] + DAY)


def _record(tx: Tx, knock: GuestKnock, facts: Facts, outcome: Outcome, link: GuestLink) -> GuestDecided:
    decided = GuestDecided(uuid4(), facts, outcome, link)
    about = {"session_id": str(link.session_id), "guest_id": str(link.guest_id), "name": link.name, "decision_id": str(decided.decision_id)}
    if outcome.admitted:
        link.device_hash, link.said_name = knock.device_hash, knock.said_name
        link.first_join_time, link.last_join_time = link.first_join_time or tx.now, tx.now
        seats.take_as_guest(tx, link.session_id, link.guest_id, decided.decision_id)
        audit.record(tx, "guest.joined", "client", facts.client_id, **about)
        return decided
    reasons = [reason.value for reason in outcome.reasons]
    if reasons != link.refuse_reasons or link.refuse_time is None or link.refuse_time < tx.now - SAME_REFUSAL:
        link.refuse_time, link.refuse_reasons = tx.now, reasons
        audit.record(tx, "guest.refused", "client", facts.client_id, reasons=reasons, **about)
    return decided
