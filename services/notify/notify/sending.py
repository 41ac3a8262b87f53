"""The way of a mail out of the queue: leased, made a letter, handed to the server with no transaction open, recorded."""

import logging
import smtplib
import threading
from collections import deque
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from operator import attrgetter
from uuid import UUID

import grpc
from opentelemetry.trace import SpanKind

from chassis import rpc, telemetry
from chassis.db import AWAY, Actor, Database
from notify import calendars, composing, domain, rendering, smtp
from notify.clients import Identity, MintedLink, VideoGate
from notify.config import NotifySettings
from notify.domain import Address, Lease, Letter, Outcome, State
from notify.operations import mails as operations
from notify.store import mails as store

log = logging.getLogger(__name__)

TIMER = Actor("timer")
# How long a mail stays ours without a sign of life: so soon another worker takes over after a crash.
LEASE_SECONDS = 10.0
LEASES_A_CONNECTION = 16
# So many outcomes share a transaction while more mails are in hand; a crash in between repeats these at most.
RECORD_TOGETHER = 8
TEND_SECONDS = LEASE_SECONDS / 4
# PostgreSQL wakes the worker for a new mail; this is for retries, whose time comes by itself.
LOOK_SECONDS = 0.5
# The noes of a link's owner that are final, and what the mail is cancelled with.
DEAD_LINK = {
    "LINK_REVOKED": "LINK_REVOKED", "LINK_SUPERSEDED": "LINK_SUPERSEDED", "LINK_EXPIRED": "LINK_EXPIRED", "LINK_USED": "LINK_USED",
    "NOT_FOUND": "LINK_UNKNOWN", "LINK_UNKNOWN": "LINK_UNKNOWN",
}

counted = telemetry.meter.create_counter("anteroom_messages", description="Tries to send a mail, by what came of them")


class Stopped(Exception):
    """This try ends here, with an outcome of its own."""

    def __init__(self, state: State, reason: str, detail: str | None = None, *, dead_address: bool = False) -> None:
        super().__init__(reason)
        self.state, self.reason, self.detail, self.dead_address = state, reason, detail, dead_address


class Post:
    """A process's sending: a few threads, each with a mail in hand, and one at a time that records what the others did."""

    def __init__(self, settings: NotifySettings) -> None:
        self._settings = settings
        self._identity, self._videogate = Identity(settings), VideoGate(settings)
        self._connections = smtp.Connections(settings)
        self._threads = ThreadPoolExecutor(settings.smtp_connections, thread_name_prefix="post")
        self._most = settings.smtp_connections * LEASES_A_CONNECTION
        self._held: dict[UUID, Lease] = {}
        self._room = threading.Condition()
        self._done: deque[Outcome] = deque()
        self._recording = threading.Lock()
        self._database: Database | None = None

    def take(self, database: Database) -> int:
        """Lease what is due and hand it to the threads; returns how much. Doesn't wait for a slow server, only for room."""
        self._database = database
        with self._room:
            self._room.wait_for(lambda: len(self._held) <= self._most // 2, timeout=0.5)
            room = self._most - len(self._held)
        if not room:
            return 1
        with database.across() as db:
            leases = store.take_due(db, room, LEASE_SECONDS)
        for practice_id, mine in groupby(sorted(leases, key=attrgetter("practice_id")), attrgetter("practice_id")):
            self._begin(database, practice_id, [lease for lease in mine if lease.message_id not in self._held])
        return len(leases)

    def _begin(self, database: Database, practice_id: str, leases: list[Lease]) -> None:
        try:
            letters = database.transact(practice_id, TIMER, operations.begin_sending, leases)
        except Exception:  # their leases run out and they come again; the other practices' mails go on
            log.exception("mails could not be begun; trying again")
            return
        with self._room:
            self._held.update((letter.lease.message_id, letter.lease) for letter in letters)
        for letter in letters:
            self._threads.submit(self._send, database, letter)

    def tend(self, database: Database) -> int:
        """Every few seconds: keep the leases of what is in hand, record what could not be recorded before, hang up idle lines."""
        self._connections.close_idle()
        self._record(database)
        with self._room:
            held = list(self._held.values())
        if held:
            with database.across() as db:
                store.extend(db, held, LEASE_SECONDS)
        return 0

    def close(self) -> None:
        """Finish what a thread has begun, give back the rest, hang up."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._connections.close()
        if self._held and self._database:
            try:
                self._record(self._database)
                done = {outcome.lease for outcome in self._done}
                with self._database.across() as db:
                    store.extend(db, [lease for lease in self._held.values() if lease not in done], 0)
            except Exception:  # the database is away, and without it leases run out by themselves
                log.warning("mails in hand could not be given back")

    def _send(self, database: Database, letter: Letter) -> None:
        with telemetry.tracer.start_as_current_span(
            "send mail", context=telemetry.continued(letter.traceparent), kind=SpanKind.INTERNAL,  # type: ignore[arg-type]
            attributes={"anteroom.message.kind": letter.kind},
        ) as span:
            outcome = self._try(database, letter)
            span.set_attribute("anteroom.message.state", outcome.state)
        counted.add(1, {"kind": letter.kind, "state": outcome.state})
        self._done.append(outcome)
        if len(self._done) >= min(RECORD_TOGETHER, len(self._held)):
            self._record(database)

    def _try(self, database: Database, letter: Letter) -> Outcome:
        address = letter.to_address
        try:
            minted = self._mint(letter) if letter.link_id else None
            address = minted.to_address if minted else letter.to_address or ""
            letter = letter.telling(minted.told_times) if minted else letter
            self._hold_back_if_suppressed(database, letter, address)
            self._deliver(letter, Address(minted.url, minted.expire_time) if minted else letter.sample or Address(""), address)
        except Stopped as stop:
            return Outcome(letter.lease, stop.state, stop.reason, stop.detail, address, stop.dead_address)
        except Exception as error:  # a fault of ours: the mail is tried again, and the log says where it broke
            log.exception("a mail could not be sent", extra={"kind": letter.kind})
            return Outcome(letter.lease, State.DEFERRED, "FAULT", type(error).__name__, address)
        return Outcome(letter.lease, State.SENT, to_address=address, told_times=letter.told_times)

    def _mint(self, letter: Letter) -> MintedLink:
        assert letter.link_id
        owner = self._videogate if letter.for_guest else self._identity
        try:
            return owner.mint_link(letter.lease.practice_id, letter.link_id)
        except grpc.RpcError as error:
            reason = rpc.reason_of(error)
            if reason in DEAD_LINK:
                raise Stopped(State.CANCELLED, DEAD_LINK[reason]) from error
            silent = "IDENTITY_UNREACHABLE" if owner is self._identity else "VIDEO_GATE_UNREACHABLE"
            raise Stopped(State.DEFERRED, silent, reason) from error

    def _hold_back_if_suppressed(self, database: Database, letter: Letter, address: str) -> None:
        key = domain.address_key(address)
        why = letter.suppressed.get(key)
        if key not in letter.looked_up:
            why = database.transact(letter.lease.practice_id, TIMER, operations.suppression_of, address)
        if why:
            raise Stopped(State.SUPPRESSED, why)

    def _deliver(self, letter: Letter, target: Address, address: str) -> None:
        site = self._settings.public_url.replace("{practice}", letter.lease.practice_id)
        try:
            recipient = composing.sendable(address)
            ours = composing.message_id(letter.lease.practice_id, letter.cause_event_id, self._settings.mail_from)
            content = composing.compose(
                rendering.render(letter, target, site), letter.sender, mail_from=self._settings.mail_from, to_address=recipient,
                cause_event_id=letter.cause_event_id, language=rendering.language_of(letter),
                calendar=calendars.entry(letter, site, self._settings.mail_from),
            )
        except composing.AddressMalformed as error:
            raise Stopped(State.BOUNCED, "ADDRESS_MALFORMED", dead_address=True) from error
        except rendering.CannotRender as error:
            raise Stopped(State.HELD, "TEMPLATE_FAILED") from error
        # Without the exception's own words: a server's answer may quote the address.
        with telemetry.tracer.start_as_current_span("smtp send", kind=SpanKind.CLIENT, record_exception=False) as span:
            try:
                envelope = smtp.Envelope(self._settings.return_address, recipient, ours.strip("<>"))
                reply = self._connections.deliver(envelope, content)
            except (smtp.Refused, smtp.CannotCarry, smtplib.SMTPException, OSError) as error:
                span.set_attribute("error.type", type(error).__name__)
                if isinstance(error, smtp.Refused):
                    span.set_attribute("smtp.reply_code", error.reply.code)
                raise _stop(error) from error
            span.set_attribute("smtp.reply_code", reply.code)

    def _record(self, database: Database) -> None:
        """Record what is done; whoever comes first does it for all, so that a busy queue shares its transactions.

        What can't be recorded stays done and leased: tend comes back to it.
        """
        left: list[Outcome] = []
        while self._done and self._recording.acquire(blocking=False):
            try:
                left += self._record_all(database, [self._done.popleft() for _ in range(len(self._done))])
            finally:
                self._recording.release()
        self._done.extend(left)

    def _record_all(self, database: Database, outcomes: list[Outcome]) -> list[Outcome]:
        """Returns those that could not be recorded; no practice suffers from another's."""
        left: list[Outcome] = []
        for practice_id, mine in groupby(sorted(outcomes, key=_practice), _practice):
            left += self._record_together(database, practice_id, list(mine))
        return left

    def _record_together(self, database: Database, practice_id: str, outcomes: list[Outcome]) -> list[Outcome]:
        try:
            database.transact(practice_id, TIMER, operations.record_outcomes, outcomes, self._settings.retry_seconds)
        except AWAY:
            return outcomes
        except Exception:
            if len(outcomes) == 1:
                log.exception("an outcome could not be recorded; trying again")
                return outcomes
            return [left for outcome in outcomes for left in self._record_together(database, practice_id, [outcome])]
        self._let_go(outcomes)
        return []

    def _let_go(self, outcomes: Iterable[Outcome]) -> None:
        with self._room:
            for outcome in outcomes:
                self._held.pop(outcome.lease.message_id, None)
            self._room.notify_all()


def _practice(outcome: Outcome) -> str:
    return outcome.lease.practice_id


def _stop(error: Exception) -> Stopped:
    """What a mail server's no, or its silence, makes of the mail."""
    if isinstance(error, smtp.CannotCarry):
        return Stopped(State.BOUNCED, "ADDRESS_NOT_SUPPORTED")
    if not isinstance(error, smtp.Refused):
        return Stopped(State.DEFERRED, "SERVER_SILENT" if smtp.timed_out(error) else "SERVER_UNREACHABLE", type(error).__name__)
    code, said = error.reply.code, domain.told(error.reply.said)
    if code // 100 != 5 or error.step == "CONNECT":
        return Stopped(State.DEFERRED, "SERVER_DEFERRED", f"{code} {said}")
    reason = "SENDER_REFUSED" if error.step == "MAIL" else domain.bounce_reason(code, error.reply.said, error.step == "RCPT")
    return Stopped(State.BOUNCED, reason, f"{code} {said}", dead_address=reason == "NO_SUCH_MAILBOX")


_post: Post | None = None


def open_post(settings: NotifySettings) -> None:
    """Make this process's post; nothing is opened before the first mail."""
    global _post
    _post = Post(settings)


def close_post() -> None:
    """Let go of what this process has in hand."""
    if _post:
        _post.close()


def take(database: Database) -> int:
    """The timer's work: see Post.take."""
    assert _post, "open_post first"
    return _post.take(database)


def tend(database: Database) -> int:
    """The timer's work: see Post.tend."""
    assert _post, "open_post first"
    return _post.tend(database)
