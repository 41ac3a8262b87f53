"""What sending one mail takes, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from notify.domain.mails import OF_SESSION, Kind, Lease, language_of
from notify.domain.reminders import Appointment, told_end, told_start


@dataclass(frozen=True)
class Sender:
    """The practice as its mails show it."""

    practice_id: str
    name: str
    phone: str
    support_email: str
    zone: str
    region: str
    door: str
    from_name: str
    reply_to: str
    invitation_validity_hours: int
    early_join_minutes: int
    # Empty: as the region has it.
    language: str

    def writes(self) -> str:
        """The language its mails are written in where nobody chose another."""
        return self.language or language_of(self.region)


@dataclass(frozen=True)
class Override:
    """A practice's own words for one kind of mail, as template sources."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True)
class Address:
    """Where a mail sends its reader, and until when that works; expire_time None where it doesn't run out."""

    url: str
    expire_time: datetime | None = None


@dataclass(frozen=True)
class Letter:
    """All that sending one mail takes, as plain values: no transaction is open any more when it is read.

    to_address is None where the link names it. looked_up: the addresses whose suppression was looked up; suppressed: why, of those
    that are.
    language None: the practice's own. sample: what a test shows in place of a link.
    """

    lease: Lease
    kind: Kind
    cause_event_id: UUID
    sender: Sender
    link_id: UUID | None = None
    to_address: str | None = None
    first_name: str = ""
    told_times: Mapping[str, str] = field(default_factory=dict)
    looked_up: frozenset[str] = frozenset()
    suppressed: Mapping[str, str] = field(default_factory=dict)
    override: Override | None = None
    traceparent: str | None = None
    language: str | None = None
    sample: Address | None = None
    appointment: Appointment | None = None

    @property
    def for_guest(self) -> bool:
        """Whether its reader has no login: the link that it carries is the way in, and a key."""
        return self.kind == Kind.GUEST_INVITATION or (self.kind in OF_SESSION and self.link_id is not None)

    def telling(self, told_times: Mapping[str, str]) -> "Letter":
        """The letter with newer instants, of its appointment too."""
        if not told_times:
            return self
        moved = self.appointment and self.appointment.moved_to(told_start(told_times), told_end(told_times))
        return replace(self, told_times={**self.told_times, **told_times}, appointment=moved)


@dataclass(frozen=True)
class Draft:
    """Words on trial: what a test mail says, whatever is saved meanwhile."""

    kind: Kind
    language: str
    override: Override
    sample: Address
