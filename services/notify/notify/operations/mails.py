"""Mails: queued, settled, begun, recorded, read. No operation calls another, none reaches outside the database."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from chassis.db import Tx
from chassis.errors import NotFound
from notify import domain, events
from notify.domain import Address, Appointment, Cause, Kind, Lease, Letter, NotReleasable, Outcome, Recipient, State
from notify.models import Binding, Message, MessageState
from notify.operations.queueing import queue
from notify.operations.settling import Verdict, settle
from notify.operations.telling import tell_of_overtaken
from notify.operations.weighing import Facts
from notify.store import mails as store
from notify.store import nudges, reports, templates


def keep_copy(tx: Tx, copy: type[Any], **values: Any) -> None:
    """Remember another service's thing as it now is; older news changes nothing."""
    store.keep(tx, copy, **values)


def forget_login_session(tx: Tx, login_session_id: UUID, forget_time: datetime) -> None:
    """Let no access token of this login session in any more."""
    store.forget_login_session(tx, login_session_id, forget_time)


def queue_mail(tx: Tx, cause: Cause) -> None:
    """Queue the mail that a fact asks for; a fact that has had its mail gets no second one."""
    queue(tx, cause)


def keep_binding(tx: Tx, *, account_id: UUID, contact_id: UUID, version: int, state: str, offer: Cause) -> None:
    """Remember which contact an account answers for; where the contact is newly offered, queue the mail that tells the holder."""
    newer = store.keep(tx, Binding, account_id=account_id, contact_id=contact_id, version=version, state=state)
    if newer and state == "OFFERED":
        queue(tx, offer)


def cancel_for_link(tx: Tx, link_id: UUID, reason: str) -> None:
    """Cancel the mails that would carry a link that has ended, its nudge among them."""
    nudges.end_nudge(tx, link_id)
    settle(tx, [Verdict(message, State.CANCELLED, reason) for message in store.waiting_with_link(tx, link_id)])


def begin_sending(tx: Tx, leases: Collection[Lease]) -> list[Letter]:
    """Settle what must not be sent as things stand now, and return the rest as letters.

    Switches are read here, not when the mail was queued (decision 4). Where the copies haven't heard yet of what a mail is about,
    it goes back in the queue for a moment.
    """
    facts = Facts.of(tx, {lease.message_id: lease for lease in leases})
    verdicts = [verdict for message in facts.messages.values() if (verdict := facts.verdict(message))]
    settle(tx, verdicts, taken=1)
    going = facts.messages.keys() - {verdict.message.message_id for verdict in verdicts}
    letters = [facts.letter(facts.messages[message_id]) for message_id in going if facts.known(facts.messages[message_id])]
    store.untake(tx, going - {letter.lease.message_id for letter in letters}, domain.FACTS_RETRY)
    store.unqueue(tx, facts.leases.keys() - facts.messages.keys())
    return letters


def suppression_of(tx: Tx, address: str) -> str | None:
    """Why mail is not sent to this address; None where it is."""
    return store.suppressed(tx, [domain.address_key(address)]).get(domain.address_key(address))


@dataclass(frozen=True)
class Shown:
    """A mail with the relationships it is about and its steps."""

    message: Message
    recipients: list[Recipient]
    steps: list[MessageState]


@dataclass(frozen=True)
class Page:
    """Some mails; next: where the next page begins."""

    mails: list[Shown]
    next: store.Cursor | None


def list_messages(tx: Tx, *, before: store.Cursor | None, most: int, **about: UUID | None) -> Page:
    """Mails, newest first. about: as in store.newest_messages."""
    found = store.newest_messages(tx, before=before, most=most + 1, **about)
    last = found[most - 1] if len(found) > most else None
    return Page(_shown(tx, found[:most]), (last.queue_time, last.message_id) if last else None)


def get_message(tx: Tx, message_id: UUID) -> Shown:
    """One mail. Raises NotFound."""
    message = store.messages(tx, [message_id]).get(message_id)
    if message is None:
        raise NotFound
    return _shown(tx, [message])[0]


def _shown(tx: Tx, messages: Sequence[Message]) -> list[Shown]:
    ids = [message.message_id for message in messages]
    about, steps = store.recipients(tx, ids), store.states(tx, ids)
    return [Shown(message, about[message.message_id], steps[message.message_id]) for message in messages]


def preview(tx: Tx, kind: Kind, recipient: Recipient, site: str) -> tuple[Letter, Address]:
    """A mail as this contact would get it now, with a sample link. Raises NotFound where there is no such relationship."""
    sender, contact = store.practice(tx), store.contact(tx, recipient.contact_id)
    if kind not in domain.EDITABLE or sender is None or contact is None or recipient not in store.switches(tx, [recipient.contact_id]):
        raise NotFound
    instants = ("set_time", "expire_time", "change_time", "start_time")
    lease, told = Lease(tx.practice_id, uuid4(), 1), dict.fromkeys(instants, tx.now.isoformat())
    language = contact.language or sender.writes()
    letter = Letter(
        lease, kind, uuid4(), sender, to_address=contact.email or None, first_name=contact.given_name, told_times=told,
        language=language, override=templates.overrides(tx, language).get(kind), appointment=Appointment.sample(tx.now),
    )
    page = "reset-password" if kind == Kind.RESET else "set-password"
    return letter, Address(f"{site}/{page}#a-sample-opens-nothing", tx.now + timedelta(hours=sender.invitation_validity_hours))


def record_outcomes(tx: Tx, outcomes: Iterable[Outcome], first_wait: float) -> None:
    """Write down what became of each try. first_wait: seconds until the second try.

    A mail that the server took is sent, whoever has leased it since, unless a report was quicker and tells more; any other outcome
    counts only while its lease does.
    """
    by_message = {outcome.lease.message_id: outcome for outcome in outcomes}
    messages = store.messages(tx, by_message.keys(), lock=True)
    attempts = store.attempts(tx, by_message.keys())
    verdicts = []
    for message_id, message in messages.items():
        outcome = by_message[message_id]
        leased = attempts.get(message_id) == outcome.lease.attempts
        if message.left_time is None and (leased or outcome.state == State.SENT):
            verdicts.append(_apply(tx, message, outcome, first_wait))
        elif message.to_address is None and outcome.to_address and outcome.state == State.SENT:
            _address_overtaken(tx, message, outcome.to_address)
    settle(tx, verdicts, taken=1)
    tell_of_overtaken(tx, [verdict.message for verdict in verdicts if verdict.state == State.SENT])


def _address_overtaken(tx: Tx, message: Message, address: str) -> None:
    """A report came before we had written down whom the mail went to: what it says against the address counts from now."""
    message.to_address, message.version = address, message.version + 1
    store.announce_all(tx, [events.announcement(tx, message, store.recipients(tx, [message.message_id])[message.message_id])])
    for report in reports.reports_of(tx, [message.message_id])[message.message_id]:
        if why := domain.suppresses(report, address):
            store.suppress(tx, domain.address_key(address), why, message.message_id)


def _apply(tx: Tx, message: Message, outcome: Outcome, first_wait: float) -> Verdict:
    message.to_address = outcome.to_address or message.to_address
    message.told_times = dict(outcome.told_times) or message.told_times
    if outcome.dead_address and message.to_address:
        store.suppress(tx, domain.address_key(message.to_address), "ADDRESS_BOUNCED", message.message_id)
    if outcome.state == State.SENT:
        message.left_time = tx.now
    wait = domain.backoff(outcome.lease.attempts, first_wait) if outcome.state == State.DEFERRED else None
    return Verdict(message, outcome.state, outcome.reason, outcome.detail, wait)


def release_message(tx: Tx, message_id: UUID) -> Shown:
    """Let a suppressed or held mail go after all; its address is mailed again. Raises NotFound, NotReleasable."""
    message = store.messages(tx, [message_id], lock=True).get(message_id)
    if message is None:
        raise NotFound
    if message.state not in {State.SUPPRESSED, State.HELD}:
        raise NotReleasable(state=message.state)
    if message.to_address:
        store.unsuppress(tx, domain.address_key(message.to_address))
    settle(tx, [Verdict(message, State.QUEUED, wait=timedelta())])
    return _shown(tx, [message])[0]
