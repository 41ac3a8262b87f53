"""Everything known of one (contact, client): the ledger's row as rules read it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from admission import AccountState, ConsentState, Person
from clinic.domain.devices import Device


@dataclass(frozen=True)
class Consent:
    """Consent as it stands, and where it came from. how: WRITTEN, SPOKEN, PORTAL or TERMS."""

    state: ConsentState = ConsentState.MISSING
    text_version: str | None = None
    change_time: datetime | None = None
    recorded_by: UUID | None = None
    how: str | None = None
    session_id: UUID | None = None
    heard_by: str | None = None


@dataclass(frozen=True)
class Link:
    """The newest link of an account. state: LIVE, EXPIRED, SUPERSEDED, REVOKED or REDEEMED, as identity last said."""

    link_id: UUID
    purpose: str
    state: str
    issue_time: datetime
    expire_time: datetime
    end_time: datetime | None = None

    def live(self, now: datetime) -> bool:
        """Whether it still opens something."""
        return self.state == "LIVE" and now < self.expire_time

    def lapsed(self, now: datetime) -> bool:
        """Whether time ended it."""
        return self.state == "EXPIRED" or (self.state == "LIVE" and now >= self.expire_time)


@dataclass(frozen=True)
class Account:
    """The login that answers for the contact. binding: BOUND, or OFFERED while its holder has not accepted the person."""

    account_id: UUID
    state: AccountState
    email: str
    password: str = "NONE"
    binding: str = "BOUND"
    change_time: datetime | None = None
    password_set_time: datetime | None = None
    temporary_expire_time: datetime | None = None
    sign_in_time: datetime | None = None
    browser: str = ""
    refuse_time: datetime | None = None
    refuse_reason: str = ""
    link: Link | None = None

    def signs_in(self) -> bool:
        """Whether it is open and answers for this contact."""
        return self.state is AccountState.ACTIVE and self.binding == "BOUND"

    def lapsed(self, now: datetime) -> bool:
        """Whether its temporary password has run out."""
        return self.password == "TEMPORARY" and self.temporary_expire_time is not None and now >= self.temporary_expire_time


@dataclass(frozen=True)
class Mail:
    """The newest welcome mail about this relationship, as notify last said."""

    message_id: UUID
    state: str
    reason: str
    detail: str
    to_address: str
    queue_time: datetime
    change_time: datetime
    link_id: UUID | None = None


@dataclass(frozen=True)
class Welcome:
    """The newest request for a welcome mail. refuse_reason: what identity answered instead of a link, if it did."""

    request_time: datetime
    requested_by: UUID | None = None
    refuse_reason: str = ""


@dataclass(frozen=True)
class Join:
    """The newest knock at a video session. reasons: empty where it was granted."""

    time: datetime
    session_id: UUID
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Switch:
    """A switch of the relationship: since when, and by whom (None: the practice's default)."""

    on: bool
    time: datetime
    by: UUID | None = None


@dataclass(frozen=True)
class Facts:
    """One relationship with all that is known of it. rights_end: the first day without rights, rights_end_time its start."""

    contact_id: UUID
    client_id: UUID
    given_name: str
    family_name: str
    relationship: str
    is_primary: bool
    online_access: Switch
    email_notifications: Switch
    created_time: datetime
    email: str | None = None
    phone: str | None = None
    language: str | None = None
    client_active: bool = True
    client_given_name: str = ""
    client_family_name: str = ""
    rights_end: date | None = None
    rights_end_reason: str | None = None
    rights_end_time: datetime | None = None
    custody_note: str | None = None
    custody_forbids_consent: bool = False
    shared_with: tuple[str, ...] = ()
    consent: Consent = field(default_factory=Consent)
    account: Account | None = None
    mail: Mail | None = None
    welcome: Welcome | None = None
    join: Join | None = None
    device: Device = Device()

    @property
    def name(self) -> str:
        """The contact as people say it."""
        return f"{self.given_name} {self.family_name}".strip()

    def in_force(self, now: datetime) -> bool:
        """Whether rights have not ended."""
        return self.rights_end_time is None or now < self.rights_end_time

    def as_person(self, now: datetime) -> Person:
        """The facts the admission rule asks for. Of an archived chart nobody's relationship is in force, as it is announced."""
        return Person(
            online_access=self.online_access.on, consent=self.consent.state, in_force=self.in_force(now) and self.client_active,
            client_active=self.client_active, consent_session_id=self.consent.session_id,
        )

    def account_state(self) -> AccountState:
        """The login's state for this person; an offer that nobody accepted is no login for them yet."""
        if self.account is None:
            return AccountState.ABSENT
        offered = self.account.binding != "BOUND" and self.account.state is AccountState.ACTIVE
        return AccountState.PENDING if offered else self.account.state
