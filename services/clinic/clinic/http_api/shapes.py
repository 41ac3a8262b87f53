"""What the door answers with, as the OpenAPI document shows it."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel

from admission import ConsentState, Reason
from clinic.domain.portal import PortalState
from clinic.domain.welcome import WelcomeRefused

Relation = Literal["SELF", "MOTHER", "FATHER", "PARENT", "STEP_PARENT", "GRANDPARENT", "GUARDIAN", "PARTNER", "OTHER"]
Status = Literal["ACTIVE", "ARCHIVED"]
Language = Literal["en", "fr"]
DoorColour = Literal["plum", "juniper", "oxblood", "harbour", "umber", "slate"]


class Translation(BaseModel):
    """A published text in another language."""

    title: str
    body: str


class Text(BaseModel):
    """A published text. french: of those a practice begins with; what it wrote itself stands in the language it was written in."""

    version: str
    title: str
    body: str
    french: Translation | None


class PublicPractice(BaseModel):
    """What everybody may know of a practice."""

    practice_id: str
    name: str
    phone: str
    support_email: str
    door: DoorColour
    zone: str


class Settings(BaseModel):
    """A practice's settings."""

    name: str
    phone: str
    support_email: str
    zone: str
    region: str
    age_of_majority: int
    door: DoorColour
    invitation_validity_hours: int
    default_online_access: bool
    default_email_notifications: bool
    auto_welcome: bool
    early_join_minutes: int
    video_url: str
    from_name: str
    reply_to: str
    staff_second_factor: bool
    staff_idle_minutes: int
    client_idle_days: int
    reminder_hours: list[int]
    nudge_before_expiry: bool
    language: Language | None
    terms: Text
    consent_text: Text
    version: int


class NextSession(BaseModel):
    """A video session that has not ended; open_time: when its door opens."""

    session_id: UUID
    clinician_id: UUID | None
    start_time: datetime
    end_time: datetime
    open_time: datetime


class Client(BaseModel):
    """A chart. minor_until: the coming of age of somebody who is a minor now. merged_into: where the client of a MERGED chart is now."""

    client_id: UUID
    given_name: str
    family_name: str
    birth_date: date | None
    age: int | None
    minor: bool
    minor_until: date | None
    region: str
    has_guardian: bool
    status: Literal["ACTIVE", "ARCHIVED", "MERGED"]
    clinician_id: UUID | None
    created_time: datetime
    next_session: NextSession | None
    self_contact_id: UUID | None
    merged_into: UUID | None
    merge_time: datetime | None


class RowPerson(BaseModel):
    """Somebody on a chart, as the list shows them."""

    contact_id: UUID
    given_name: str
    family_name: str
    relationship: Relation
    is_primary: bool
    portal_state: PortalState
    portal_state_time: datetime | None
    shared_email: bool


class ClientRow(BaseModel):
    """A chart in the list. needs_you: somebody at the practice should act."""

    client_id: UUID
    given_name: str
    family_name: str
    birth_date: date | None
    age: int | None
    minor: bool
    has_guardian: bool
    status: Status
    clinician_id: UUID | None
    next_session_time: datetime | None
    next_session_end_time: datetime | None
    people: list[RowPerson]
    needs_you: bool


class ClientList(BaseModel):
    """A page of clients. total is counted to 1,000; more_than_total says that there are more."""

    clients: list[ClientRow]
    next_page_token: str
    total: int
    more_than_total: bool


class StateCount(BaseModel):
    """How many active charts have a person in this portal state."""

    portal_state: PortalState
    count: int


class StateCounts(BaseModel):
    """Every portal state that somebody is in; how many charts are minors' and adults', whatever is asked for; how many may be double."""

    states: list[StateCount]
    minors: int
    adults: int
    duplicates: int


class Contact(BaseModel):
    """A person the practice knows. language: what mails to them are written in; null: the practice's."""

    contact_id: UUID
    given_name: str
    family_name: str
    email: str | None
    phone: str | None
    language: Language | None


class ConsentShown(BaseModel):
    """Consent as it stands. recorded_by: the name of whoever did. session_id: given for that video session only."""

    state: ConsentState
    text_version: str | None
    change_time: datetime | None
    recorded_by: str | None
    how: Literal["WRITTEN", "SPOKEN", "PORTAL", "TERMS"] | None
    heard_by: str | None
    session_id: UUID | None


class AccountShown(BaseModel):
    """The login that answers for a contact. binding OFFERED: its holder has not accepted the person yet."""

    account_id: UUID
    state: str
    email: str
    binding: str


class ChartContact(Contact):
    """Somebody on a chart with their settings. end_date: the first day without rights, and why (SET, COMES_OF_AGE).

    online_access_by, email_notifications_by: the name of whoever set the switch; null: the practice's default.
    """

    client_id: UUID
    relationship: Relation
    is_primary: bool
    online_access: bool
    online_access_time: datetime
    online_access_by: str | None
    email_notifications: bool
    email_notifications_time: datetime
    email_notifications_by: str | None
    end_date: date | None
    end_reason: Literal["SET", "COMES_OF_AGE"] | None
    in_force: bool
    custody_note: str | None
    custody_forbids_consent: bool
    consent: ConsentShown
    account: AccountShown | None
    shared_with: list[str]
    portal_state: PortalState
    portal_state_time: datetime | None


class ChartContacts(BaseModel):
    """The people of a chart."""

    contacts: list[ChartContact]


class WelcomeResult(BaseModel):
    """What became of one recipient."""

    contact_id: UUID
    state: Literal["REQUESTED", "REFUSED"]
    reason: WelcomeRefused | None
    allowed_time: datetime | None


class WelcomeResults(BaseModel):
    """One result a recipient."""

    results: list[WelcomeResult]


class Verdict(BaseModel):
    """What a join now would be told. NO_SESSION: there is none; reasons then name what would stand in the way of one."""

    state: Literal["ADMITTED", "REFUSED", "NO_SESSION"]
    reasons: list[Reason]
    session: NextSession | None


class Fix(BaseModel):
    """An act that the console can run."""

    action: str


class FindingShown(BaseModel):
    """One thing that was looked at."""

    code: str
    severity: Literal["BLOCKING", "WARNING", "OK"]
    evidence: dict[str, Any]
    evidence_time: datetime | None
    fixes: list[Fix]


class Happened(BaseModel):
    """One thing that happened."""

    kind: str
    time: datetime
    detail: dict[str, Any]


class WelcomeAllowance(BaseModel):
    """How many welcome emails were asked for within 24 hours, of how many. allowed_time: when the next may be, once that is reached."""

    asked: int
    most: int
    allowed_time: datetime | None


class AccessReport(BaseModel):
    """Why somebody can or can't get in, from facts."""

    client_id: UUID
    contact_id: UUID
    checked_time: datetime
    verdict: Verdict
    findings: list[FindingShown]
    welcome: WelcomeAllowance
    timeline: list[Happened]
