"""A batch of mails about to be sent, weighed by what the copies say now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from chassis.db import Tx
from notify import domain
from notify.domain import GATED, WAITING, Appointment, Draft, Kind, Lease, Letter, Override, Recipient, Sender, State, Switches
from notify.models import Message, VideoSession
from notify.operations.settling import Verdict
from notify.store import mails as store
from notify.store import reminders, templates

# What identity says of a login, and what a reminder to it is cancelled with: its Join link would lead nowhere.
CANNOT_SIGN_IN = {"PENDING": "NO_PASSWORD", "LOCKED": "LOCKED", "DISABLED": "DISABLED"}


@dataclass(frozen=True)
class Facts:
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
    suppressed: Mapping[str, str]
    languages: Mapping[UUID, str]
    overrides: Mapping[str, Mapping[str, Override]]
    drafts: Mapping[UUID, Draft]
    sessions: Mapping[UUID, VideoSession]
    logins: Mapping[UUID, str]

    @classmethod
    def of(cls, tx: Tx, leases: Mapping[UUID, Lease]) -> "Facts":
        locked = store.messages(tx, leases.keys(), lock=True)
        messages = {key: row for key, row in locked.items() if row.state in WAITING and row.left_time is None}
        sender = store.practice(tx)
        recipients = store.recipients(tx, messages.keys())
        accounts = {message.account_id for message in messages.values()}
        emails = store.emails(tx, accounts)
        contacts = store.bound_contacts(tx, accounts)
        switched = {recipient.contact_id for about in recipients.values() for recipient in about}
        switched |= {message.contact_id for message in messages.values() if message.contact_id}
        addresses = {*emails.values(), *(message.to_address for message in messages.values() if message.to_address)}
        people = switched.union(*contacts.values())
        languages = store.languages(tx, people)
        spoken = {*languages.values(), *([sender.writes()] if sender else [])}
        return cls(
            tx.now, leases, messages, sender, recipients, store.switches(tx, switched), emails, contacts, store.given_names(tx, people),
            store.suppressed(tx, {domain.address_key(address) for address in addresses}),
            languages, {language: templates.overrides(tx, language) for language in spoken},
            templates.drafts(tx, [key for key, row in messages.items() if row.kind == Kind.TEMPLATE_TEST]),
            reminders.sessions(tx, {row.session_id for row in messages.values() if row.session_id}),
            store.account_states(tx, {row.account_id for row in messages.values() if row.session_id}),
        )

    def verdict(self, message: Message) -> Verdict | None:
        """Why a mail must not be sent now; None where nothing stands against it, or not enough is known."""
        if domain.too_late(self.now, message.queue_time, message.mail_before_time):
            return Verdict(message, State.CANCELLED, "TOO_LATE")
        if not self.known(message):
            return self._overdue(message)
        gated = self._gated(message) and domain.hindrance(self._switches(message))
        if reason := self._session_says_no(message) or gated:
            return Verdict(message, State.CANCELLED, reason)
        address = self._address(message)
        if not message.link_id and (why := self.suppressed.get(domain.address_key(address))):
            return Verdict(message, State.SUPPRESSED, why)
        return None

    def _overdue(self, message: Message) -> Verdict | None:
        if self.now - message.queue_time < domain.FACTS_GRACE:
            return None
        wait = domain.backoff(self.leases[message.message_id].attempts, domain.FACTS_GRACE.total_seconds())
        return Verdict(message, State.DEFERRED, "FACTS_MISSING", wait=wait)

    def _guests(self, message: Message) -> bool:
        return domain.is_guests(message.kind, message.session_id, self.recipients[message.message_id])

    def _gated(self, message: Message) -> bool:
        """A guest answers for nobody: there are no switches."""
        return message.kind in GATED and not self._guests(message)

    def _session_says_no(self, message: Message) -> str | None:
        """Why a mail about a video session would be wrong by now: the session isn't as it tells, or its reader could not join."""
        # A guest's link knows its session's time, and cancelled is for good: no such session is ever booked again.
        if message.session_id is None or message.kind in (Kind.GUEST_INVITATION, Kind.SESSION_CANCELLED):
            return None
        session = self.sessions[message.session_id]
        if session.state != "BOOKED":
            return "SESSION_CANCELLED"
        if domain.overtaken(message.told_times, session.start_time, session.end_time):
            return "SESSION_MOVED"
        return None if self._guests(message) else self._reader_says_no(message, session)

    def _reader_says_no(self, message: Message, session: VideoSession) -> str | None:
        invited = set(session.contact_ids) & set(self.contacts[message.account_id])
        if not any(to.contact_id in invited for to in self.recipients[message.message_id]):
            return "UNINVITED"
        return CANNOT_SIGN_IN.get(self.logins[message.account_id])

    def known(self, message: Message) -> bool:
        """Whether the copies have heard of all that this mail needs."""
        address = message.link_id or self._address(message)
        switches = not self._gated(message) or self._switches_known(message)
        return bool(self.sender and address and self._session_known(message) and switches)

    def _session_known(self, message: Message) -> bool:
        if message.session_id is None or message.kind == Kind.GUEST_INVITATION:
            return True
        session = self.sessions.get(message.session_id)
        # A guest may have heard of it first; the calendar entry goes by the session's newest version only.
        if session is None or (message.kind == Kind.SESSION_CANCELLED and session.state == "BOOKED"):
            return False
        return self._guests(message) or message.account_id in self.logins

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

    def _people(self, message: Message) -> set[UUID]:
        """Whom the mail speaks to: those it is about, or all that the login answers for."""
        about = {recipient.contact_id for recipient in self.recipients[message.message_id]}
        named = about if message.kind in (Kind.INVITATION, Kind.INVITATION_NUDGE, *domain.OF_SESSION) else set()
        return named or set(self.contacts[message.account_id])

    def _first_name(self, message: Message) -> str:
        """Whom the mail greets: nobody where several people share the login, since one may not know of the other."""
        people = self._people(message)
        return self.names.get(people.pop(), "") if len(people) == 1 else ""

    def letter(self, message: Message) -> Letter:
        """A mail that may go, as plain values."""
        assert self.sender is not None
        language = self._language(message, self.sender)
        looked_up = frozenset(domain.address_key(a) for a in (self._address(message),) if a)
        letter = Letter(
            self.leases[message.message_id], Kind(message.kind), message.cause_event_id, self.sender, message.link_id,
            None if message.link_id else self._address(message), self._first_name(message), self._told_times(message),
            looked_up, {key: self.suppressed[key] for key in looked_up if key in self.suppressed},
            self.overrides[language].get(message.kind), message.traceparent, language,
            appointment=self._appointment(message, self.sender),
        )
        draft = self.drafts.get(message.message_id)
        return replace(letter, first_name=domain.SAMPLE_FIRST_NAME, **vars(draft)) if draft else letter

    def _told_times(self, message: Message) -> Mapping[str, str]:
        """As its words and its calendar entry tell them: the end that a session has now."""
        session = self.sessions.get(message.session_id) if message.session_id else None
        if session is None or message.kind not in (Kind.SESSION_REMINDER, Kind.SESSION_MOVED):
            return message.told_times
        return message.told_times | {"end_time": session.end_time.isoformat()}

    def _language(self, message: Message, sender: Sender) -> str:
        """The one that everybody chose whom the mail speaks to; the practice's where they differ or somebody chose none."""
        chosen = {self.languages.get(contact_id, "") for contact_id in self._people(message)}
        return (chosen.pop() if len(chosen) == 1 else "") or sender.writes()

    def _appointment(self, message: Message, sender: Sender) -> Appointment | None:
        if message.kind == Kind.TEMPLATE_TEST:
            return Appointment.sample(message.queue_time)
        session = self.sessions.get(message.session_id) if message.session_id else None
        if session is None:
            return None
        start, end = session.start_time, session.end_time
        if message.kind == Kind.SESSION_CANCELLED:  # by the time its reader knows, which may not be the last it had
            start, end = domain.told_start(message.told_times) or start, domain.told_end(message.told_times) or end
        opens = start.astimezone(UTC) - timedelta(minutes=sender.early_join_minutes)
        old = domain.told_old_start(message.told_times), domain.told_old_end(message.told_times)
        return Appointment(session.session_id, start, end, opens, session.version, message.queue_time, *old)
