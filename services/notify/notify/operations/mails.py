"""Mails: queued, settled, begun, recorded, read. No operation calls another, none reaches outside the database."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from chassis import audit
from chassis.db import Tx
from chassis.errors import NotFound
from notify import domain, events
from notify.domain import (
    GATED,
    LEFT,
    WAITING,
    Address,
    Cause,
    Draft,
    Kind,
    Lease,
    Letter,
    NotReleasable,
    Outcome,
    Override,
    Recipient,
    Sender,
    State,
    Switches,
)
from notify.models import Binding, Message, MessageState
from notify.operations.queueing import queue
from notify.store import mails as store
from notify.store import templates


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


@dataclass(frozen=True)
class _Verdict:
    """What becomes of a mail. wait: until the next try, where there is to be one."""

    message: Message
    state: State
    reason: str | None = None
    detail: str | None = None
    wait: timedelta | None = None


def _settle(tx: Tx, verdicts: Sequence[_Verdict]) -> None:
    """Give mails their new states, with all that follows from it: the step, the announcement, the audit entry, the queue."""
    if not verdicts:
        return
    for verdict in verdicts:
        message = verdict.message
        message.state, message.reason, message.detail = verdict.state, verdict.reason, verdict.detail
        message.version, message.change_time = message.version + 1, tx.now
    settled = [verdict.message for verdict in verdicts]
    audit.record_all(tx, "message", [(f"mail.{m.state.lower()}", m.message_id, {"kind": m.kind, "reason": m.reason}) for m in settled])
    about = store.recipients(tx, [message.message_id for message in settled])
    store.add_states(tx, settled)
    store.announce_all(tx, [events.announcement(tx, message, about[message.message_id]) for message in settled])
    store.unqueue(tx, [verdict.message.message_id for verdict in verdicts if verdict.wait is None])
    for verdict in verdicts:
        if verdict.wait is not None:
            store.requeue(tx, verdict.message.message_id, verdict.wait)


def cancel_for_link(tx: Tx, link_id: UUID, reason: str) -> None:
    """Cancel the mails that would carry a link that has ended."""
    _settle(tx, [_Verdict(message, State.CANCELLED, reason) for message in store.waiting_with_link(tx, link_id)])


def begin_sending(tx: Tx, leases: Collection[Lease]) -> list[Letter]:
    """Settle what must not be sent as things stand now, and return the rest as letters.

    Switches are read here, not when the mail was queued (decision 4). Where the copies haven't heard yet of what a mail is about,
    it goes back in the queue for a moment.
    """
    facts = _Facts.of(tx, {lease.message_id: lease for lease in leases})
    verdicts = [verdict for message in facts.messages.values() if (verdict := facts.verdict(message))]
    _settle(tx, verdicts)
    going = facts.messages.keys() - {verdict.message.message_id for verdict in verdicts}
    letters = [facts.letter(facts.messages[message_id]) for message_id in going if facts.known(facts.messages[message_id])]
    store.untake(tx, going - {letter.lease.message_id for letter in letters}, domain.FACTS_RETRY)
    store.unqueue(tx, facts.leases.keys() - facts.messages.keys())
    return letters


@dataclass(frozen=True)
class _Facts:
    """All that decides over a batch of mails and fills their words, read in a handful of queries."""

    now: datetime
    leases: Mapping[UUID, Lease]
    messages: Mapping[UUID, Message]
    sender: Sender | None
    recipients: Mapping[UUID, list[Recipient]]
    switches: Mapping[Recipient, Switches]
    emails: Mapping[UUID, str]
    contacts: Mapping[UUID, list[UUID]]
    names: Mapping[UUID, str]
    suppressed: frozenset[str]
    overrides: Mapping[str, Override]
    drafts: Mapping[UUID, Draft]

    @classmethod
    def of(cls, tx: Tx, leases: Mapping[UUID, Lease]) -> "_Facts":
        messages = {key: row for key, row in store.messages(tx, leases.keys(), lock=True).items() if row.state in WAITING}
        sender = store.practice(tx)
        recipients = store.recipients(tx, messages.keys())
        accounts = {message.account_id for message in messages.values()}
        emails = store.emails(tx, accounts)
        contacts = store.bound_contacts(tx, accounts)
        switched = {recipient.contact_id for about in recipients.values() for recipient in about}
        switched |= {message.contact_id for message in messages.values() if message.contact_id}
        addresses = {*emails.values(), *(message.to_address for message in messages.values() if message.to_address)}
        return cls(
            tx.now, leases, messages, sender, recipients, store.switches(tx, switched), emails, contacts,
            store.given_names(tx, switched.union(*contacts.values())),
            store.suppressed(tx, {domain.address_key(address) for address in addresses}),
            templates.overrides(tx, domain.language_of(sender.region)) if sender else {},
            templates.drafts(tx, [key for key, row in messages.items() if row.kind == Kind.TEMPLATE_TEST]),
        )

    def verdict(self, message: Message) -> _Verdict | None:
        """Why a mail must not be sent now; None where nothing stands against it, or not enough is known."""
        if domain.too_late(self.now, message.queue_time, message.mail_before_time):
            return _Verdict(message, State.CANCELLED, "TOO_LATE")
        if not self.known(message):
            return self._overdue(message)
        if message.kind in GATED and (reason := domain.hindrance(self._switches(message))):
            return _Verdict(message, State.CANCELLED, reason)
        address = self._address(message)
        if not message.link_id and domain.address_key(address) in self.suppressed:
            return _Verdict(message, State.SUPPRESSED, "ADDRESS_BOUNCED")
        return None

    def _overdue(self, message: Message) -> _Verdict | None:
        if self.now - message.queue_time < domain.FACTS_GRACE:
            return None
        wait = domain.backoff(self.leases[message.message_id].attempts, domain.FACTS_GRACE.total_seconds())
        return _Verdict(message, State.DEFERRED, "FACTS_MISSING", wait=wait)

    def known(self, message: Message) -> bool:
        """Whether the copies have heard of all that this mail needs."""
        address = message.link_id or self._address(message)
        return bool(self.sender and address and (message.kind not in GATED or self._switches_known(message)))

    def _switches_known(self, message: Message) -> bool:
        """The mail comes from one service and its switches from another: an "off" may be older than the mail that "on" made right."""
        reached = all(to in self.switches and self.switches[to].version >= to.access_version for to in self.recipients[message.message_id])
        return reached and bool(self._switches(message))

    def _address(self, message: Message) -> str:
        return message.to_address or self.emails.get(message.account_id, "")

    def _switches(self, message: Message) -> list[Switches]:
        """Of the relationships the mail is about: those named, or all that the offered contact has by now."""
        if message.contact_id:
            return [switches for recipient, switches in self.switches.items() if recipient.contact_id == message.contact_id]
        return [self.switches[recipient] for recipient in self.recipients[message.message_id] if recipient in self.switches]

    def _first_name(self, message: Message) -> str:
        """Whom the mail greets: nobody where several people share the login, since one may not know of the other."""
        named = {recipient.contact_id for recipient in self.recipients[message.message_id]} if message.kind == Kind.INVITATION else set()
        people = named or set(self.contacts[message.account_id])
        return self.names.get(people.pop(), "") if len(people) == 1 else ""

    def letter(self, message: Message) -> Letter:
        """A mail that may go, as plain values."""
        assert self.sender is not None
        looked_up = frozenset(domain.address_key(a) for a in (self._address(message),) if a)
        letter = Letter(
            self.leases[message.message_id], Kind(message.kind), message.cause_event_id, self.sender, message.link_id,
            None if message.link_id else self._address(message), self._first_name(message), message.told_times,
            looked_up, looked_up & self.suppressed, self.overrides.get(message.kind), message.traceparent,
        )
        draft = self.drafts.get(message.message_id)
        return replace(letter, first_name=domain.SAMPLE_FIRST_NAME, **vars(draft)) if draft else letter


def is_suppressed(tx: Tx, address: str) -> bool:
    """Whether mail is not sent to this address."""
    return bool(store.suppressed(tx, [domain.address_key(address)]))


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


def list_messages(tx: Tx, *, client_id: UUID | None, contact_id: UUID | None, before: store.Cursor | None, most: int) -> Page:
    """Mails, newest first."""
    found = store.newest_messages(tx, client_id=client_id, contact_id=contact_id, before=before, most=most + 1)
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
    lease, told = Lease(tx.practice_id, uuid4(), 1), dict.fromkeys(("set_time", "expire_time", "change_time"), tx.now.isoformat())
    letter = Letter(
        lease, kind, uuid4(), sender, to_address=contact.email or None, first_name=contact.given_name, told_times=told,
        override=templates.overrides(tx, domain.language_of(sender.region)).get(kind),
    )
    page = "reset-password" if kind == Kind.RESET else "set-password"
    return letter, Address(f"{site}/{page}#a-sample-opens-nothing", tx.now + timedelta(hours=sender.invitation_validity_hours))


def record_outcomes(tx: Tx, outcomes: Iterable[Outcome], first_wait: float) -> None:
    """Write down what became of each try. first_wait: seconds until the second try.

    A mail that the server took is sent, whoever has leased it since; any other outcome counts only while its lease does.
    """
    by_message = {outcome.lease.message_id: outcome for outcome in outcomes}
    messages = store.messages(tx, by_message.keys(), lock=True)
    attempts = store.attempts(tx, by_message.keys())
    verdicts = []
    for message_id, message in messages.items():
        outcome = by_message[message_id]
        counts = message.state not in LEFT if outcome.state in LEFT else attempts.get(message_id) == outcome.lease.attempts
        if counts:
            verdicts.append(_apply(tx, message, outcome, first_wait))
    _settle(tx, verdicts)


def _apply(tx: Tx, message: Message, outcome: Outcome, first_wait: float) -> _Verdict:
    message.to_address = outcome.to_address or message.to_address
    if outcome.dead_address and message.to_address:
        store.suppress(tx, domain.address_key(message.to_address), "ADDRESS_BOUNCED", message.message_id)
    wait = domain.backoff(outcome.lease.attempts, first_wait) if outcome.state == State.DEFERRED else None
    return _Verdict(message, outcome.state, outcome.reason, outcome.detail, wait)


def release_message(tx: Tx, message_id: UUID) -> Shown:
    """Let a suppressed or held mail go after all; its address is mailed again. Raises NotFound, NotReleasable."""
    message = store.messages(tx, [message_id], lock=True).get(message_id)
    if message is None:
        raise NotFound
    if message.state not in {State.SUPPRESSED, State.HELD}:
        raise NotReleasable(state=message.state)
    if message.to_address:
        store.unsuppress(tx, domain.address_key(message.to_address))
    _settle(tx, [_Verdict(message, State.QUEUED, wait=timedelta())])
    return _shown(tx, [message])[0]
