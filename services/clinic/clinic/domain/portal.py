"""The portal state of a relationship: the one word that the lists show, since when, and when it changes by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from admission import AccountState, ConsentState
from clinic.domain.facts import Facts

# A link this near to its end is worth a call.
EXPIRING_WITHIN = timedelta(hours=6)
STOPPED_MAIL = {"BOUNCED", "COMPLAINED", "SUPPRESSED"}
DEAD = {"NO_SUCH_MAILBOX", "ADDRESS_MALFORMED", "ADDRESS_NOT_SUPPORTED", "ADDRESS_BOUNCED", "ADDRESS_COMPLAINED"}


class PortalState(StrEnum):
    """How far a person has come; the first that holds, in the order of derivation in portal_state."""

    NOT_INVITED = "NOT_INVITED"
    INVITED = "INVITED"
    EXPIRING = "EXPIRING"
    LINK_EXPIRED = "LINK_EXPIRED"
    BOUNCED = "BOUNCED"
    ACTIVE = "ACTIVE"
    NO_CONSENT = "NO_CONSENT"
    ACCESS_OFF = "ACCESS_OFF"
    LOCKED = "LOCKED"
    PASSWORD_LAPSED = "PASSWORD_LAPSED"
    NO_EMAIL = "NO_EMAIL"


WAITING = {PortalState.INVITED, PortalState.EXPIRING}
FINE = {PortalState.ACTIVE, PortalState.INVITED}


@dataclass(frozen=True)
class Portal:
    """A portal state and the instant it dates from."""

    state: PortalState
    time: datetime | None


def portal_state(facts: Facts, now: datetime) -> Portal:
    """What stands between this person and the portal: switch, address, login, consent, in the order of mending."""
    if not facts.in_force(now):
        return Portal(PortalState.ACCESS_OFF, facts.rights_end_time)
    if not facts.online_access.on:
        return Portal(PortalState.ACCESS_OFF, facts.online_access.time)
    account = facts.account
    if account and account.state in (AccountState.LOCKED, AccountState.DISABLED):
        return Portal(PortalState.LOCKED, account.change_time)
    if account and account.signs_in():
        return _of_login(facts, now)
    return _of_invitation(facts, now)


def _of_login(facts: Facts, now: datetime) -> Portal:
    account = facts.account
    assert account is not None
    if account.lapsed(now):
        return Portal(PortalState.PASSWORD_LAPSED, account.temporary_expire_time)
    if facts.consent.state is not ConsentState.GRANTED:
        refused = facts.join.time if facts.join and facts.join.reasons else None
        return Portal(PortalState.NO_CONSENT, facts.consent.change_time or refused)
    return Portal(PortalState.ACTIVE, account.sign_in_time or account.password_set_time)


def _of_invitation(facts: Facts, now: datetime) -> Portal:
    if not facts.email:
        return Portal(PortalState.NO_EMAIL, None)
    if stopped(facts):
        return Portal(PortalState.BOUNCED, facts.mail.change_time if facts.mail else None)
    link = facts.account.link if facts.account else None
    if facts.account and facts.account.binding == "OFFERED":
        return Portal(PortalState.INVITED, facts.account.change_time)
    if link and link.live(now):
        near = link.expire_time - now <= EXPIRING_WITHIN
        return Portal(PortalState.EXPIRING if near else PortalState.INVITED, link.expire_time)
    if link and link.lapsed(now):
        return Portal(PortalState.LINK_EXPIRED, link.expire_time)
    if requested(facts, link.issue_time if link else None):
        return Portal(PortalState.INVITED, facts.welcome.request_time if facts.welcome else None)
    return Portal(PortalState.NOT_INVITED, facts.created_time)


def stopped(facts: Facts) -> bool:
    """Whether the newest welcome mail to the present address came to a stop on its way."""
    mail = facts.mail
    if mail is None or mail.state not in STOPPED_MAIL or mail.to_address.lower() != (facts.email or "").lower():
        return False
    link = facts.account.link if facts.account else None
    return link is None or mail.link_id is None or mail.link_id == link.link_id or mail.queue_time >= link.issue_time


def went_elsewhere(facts: Facts) -> bool:
    """Whether the newest welcome mail went to an address that has been corrected since, and none was asked for after it."""
    mail, asked = facts.mail, facts.welcome
    if mail is None or not facts.email or mail.to_address.lower() == facts.email.lower():
        return False
    return asked is None or asked.request_time <= mail.queue_time


def dead_address(facts: Facts) -> bool:
    """Whether that stop is the address's own and another mail to it would fare no better; a full mailbox may be emptied."""
    return facts.mail is not None and (facts.mail.state == "COMPLAINED" or facts.mail.reason in DEAD)


def requested(facts: Facts, since: datetime | None) -> bool:
    """Whether a welcome was asked for after that instant and not refused: its link is on the way."""
    welcome = facts.welcome
    return bool(welcome and not welcome.refuse_reason and (since is None or welcome.request_time > since))


def needs_you(facts: Facts, state: PortalState, now: datetime) -> bool:
    """Whether somebody at the practice should act: for whoever is meant to sign in and isn't on a good way."""
    if not facts.client_active or not facts.in_force(now) or state in FINE:
        return False
    if state is PortalState.ACCESS_OFF:
        return facts.is_primary
    return facts.is_primary or facts.online_access.on


def next_change(facts: Facts, now: datetime) -> datetime | None:
    """The earliest instant at which time alone changes what is true of this relationship."""
    account = facts.account
    link = account.link if account else None
    instants = [facts.rights_end_time, account.temporary_expire_time if account else None]
    if link and link.state == "LIVE":
        instants += [link.expire_time - EXPIRING_WITHIN, link.expire_time]
    return min((instant for instant in instants if instant and instant > now), default=None)
