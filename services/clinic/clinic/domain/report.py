"""The access report: what was looked at, how bad it is, the evidence with its time, and the acts that mend it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from admission import AccountState, ConsentState
from clinic.domain import age, browsers, portal, welcome
from clinic.domain.facts import Facts
from clinic.domain.reminders import Reminder, State

# Time enough to talk about it: an end that staff set themselves, and a coming of age, which the practice is warned of.
ENDS_SOON = {"SET": timedelta(days=30), "COMES_OF_AGE": age.FIRST_WARNING}


class Severity(StrEnum):
    """How much it matters to getting in, the worst first."""

    BLOCKING = "BLOCKING"
    WARNING = "WARNING"
    OK = "OK"


class Code(StrEnum):
    """What was looked at, in the order a person passes it."""

    CLIENT = "CLIENT"
    ONLINE_ACCESS = "ONLINE_ACCESS"
    EMAIL_NOTIFICATIONS = "EMAIL_NOTIFICATIONS"
    ADDRESS = "ADDRESS"
    WELCOME_EMAIL = "WELCOME_EMAIL"
    LINK = "LINK"
    PASSWORD = "PASSWORD"
    LOCK = "LOCK"
    SIGN_IN = "SIGN_IN"
    BROWSER = "BROWSER"
    DEVICE = "DEVICE"
    CONSENT = "CONSENT"
    SESSION = "SESSION"
    REMINDER = "REMINDER"


class Fix(StrEnum):
    """Acts that the console can run."""

    RESTORE_CLIENT = "RESTORE_CLIENT"
    CHANGE_END_DATE = "CHANGE_END_DATE"
    TURN_ON_ACCESS = "TURN_ON_ACCESS"
    TURN_ON_NOTIFICATIONS = "TURN_ON_NOTIFICATIONS"
    TURN_ON_AND_SEND = "TURN_ON_AND_SEND"
    CORRECT_ADDRESS = "CORRECT_ADDRESS"
    SEND_WELCOME = "SEND_WELCOME"
    SEND_RESET = "SEND_RESET"
    ONE_TIME_CODE = "ONE_TIME_CODE"
    SET_TEMPORARY_PASSWORD = "SET_TEMPORARY_PASSWORD"
    UNLOCK = "UNLOCK"
    RECORD_CONSENT = "RECORD_CONSENT"
    ASK_IN_PORTAL = "ASK_IN_PORTAL"
    ASK_DEVICE_CHECK = "ASK_DEVICE_CHECK"
    BOOK_SESSION = "BOOK_SESSION"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. evidence: plain values; time: since when it is so, where that is known."""

    code: Code
    severity: Severity
    evidence: dict[str, Any] = field(default_factory=dict)
    time: datetime | None = None
    fixes: tuple[Fix, ...] = ()


def findings(facts: Facts, now: datetime, session: dict[str, Any] | None, reminder: Reminder | None = None) -> list[Finding]:
    """Everything there is to say, the blocking first. session: the next video session's plain values; reminder: how its mails stand."""
    found = [look(facts, now) for look in LOOKS] + [_consent(facts, session), _session(session)]
    if reminder:
        found.append(_reminder(reminder))
    worst = list(Severity)
    return sorted(found, key=lambda finding: worst.index(finding.severity))


def _client(facts: Facts, now: datetime) -> Finding:
    evidence = {
        "active": facts.client_active, "in_force": facts.in_force(now), "end_date": facts.rights_end, "end_reason": facts.rights_end_reason,
    }
    if not facts.client_active:
        return Finding(Code.CLIENT, Severity.BLOCKING, evidence, None, (Fix.RESTORE_CLIENT,))
    if not facts.in_force(now):
        fixes = (Fix.CHANGE_END_DATE,) if facts.rights_end_reason == "SET" else ()
        return Finding(Code.CLIENT, Severity.BLOCKING, evidence, facts.rights_end_time, fixes)
    soon = facts.rights_end_time is not None and facts.rights_end_time - now < ENDS_SOON[facts.rights_end_reason or "SET"]
    return Finding(Code.CLIENT, Severity.WARNING if soon else Severity.OK, evidence)


def _online_access(facts: Facts, now: datetime) -> Finding:
    switch = facts.online_access
    severity, fixes = (Severity.OK, ()) if switch.on else (Severity.BLOCKING, (Fix.TURN_ON_ACCESS,))
    return Finding(Code.ONLINE_ACCESS, severity, {"on": switch.on, "by": switch.by}, switch.time, fixes)


def _read_out(facts: Facts) -> tuple[Fix, ...]:
    """A code to read out, which needs no mail, where there is a login that it can open."""
    open_login = facts.account is not None and facts.account.state in (AccountState.PENDING, AccountState.ACTIVE)
    return (Fix.ONE_TIME_CODE,) if open_login and facts.online_access.on else ()


def _email_notifications(facts: Facts, now: datetime) -> Finding:
    """Off keeps welcome mails back, so it stands in the way of whoever has no password yet; of nobody else."""
    switch = facts.email_notifications
    evidence = {"on": switch.on, "by": switch.by}
    if switch.on:
        return Finding(Code.EMAIL_NOTIFICATIONS, Severity.OK, evidence, switch.time)
    waits = not welcome.has_login(facts)
    switching = Fix.TURN_ON_AND_SEND if waits and facts.online_access.on else Fix.TURN_ON_NOTIFICATIONS
    fixes = (switching, *_read_out(facts)) if waits else (switching,)
    return Finding(Code.EMAIL_NOTIFICATIONS, Severity.BLOCKING if waits else Severity.WARNING, evidence, switch.time, fixes)


def _address(facts: Facts, now: datetime) -> Finding:
    mail, login = facts.mail, facts.account.email if facts.account else None
    evidence = {"email": facts.email, "shared_with": list(facts.shared_with), "login_email": login, "stopped": portal.stopped(facts)}
    severity = Severity.WARNING if welcome.has_login(facts) else Severity.BLOCKING
    if not facts.email:
        return Finding(Code.ADDRESS, severity, evidence, None, (Fix.CORRECT_ADDRESS,))
    if portal.stopped(facts):
        said = {"state": mail.state, "reason": mail.reason, "detail": mail.detail} if mail else {}
        fixes = (Fix.CORRECT_ADDRESS, *_read_out(facts))
        severity = severity if portal.dead_address(facts) else Severity.WARNING
        return Finding(Code.ADDRESS, severity, evidence | said, mail.change_time if mail else None, fixes)
    differs = login is not None and login.lower() != facts.email.lower()
    return Finding(Code.ADDRESS, Severity.WARNING if facts.shared_with or differs else Severity.OK, evidence)


def _welcome_email(facts: Facts, now: datetime) -> Finding:
    mail, asked = facts.mail, facts.welcome
    evidence = {
        "requested_time": asked.request_time if asked else None, "refuse_reason": asked.refuse_reason or None if asked else None,
        "mail_state": mail.state if mail else None, "reason": mail.reason or None if mail else None,
        "to_address": mail.to_address if mail else None,
    }
    time = mail.change_time if mail else asked.request_time if asked else None
    if welcome.has_login(facts):
        return Finding(Code.WELCOME_EMAIL, Severity.OK, evidence, time)
    if asked is None and mail is None:
        return Finding(Code.WELCOME_EMAIL, Severity.BLOCKING, evidence, None, (Fix.SEND_WELCOME,))
    if asked and asked.refuse_reason:
        return Finding(Code.WELCOME_EMAIL, Severity.BLOCKING, evidence, asked.request_time, (Fix.SEND_WELCOME, *_read_out(facts)))
    if portal.went_elsewhere(facts):
        return Finding(Code.WELCOME_EMAIL, Severity.BLOCKING, evidence | {"elsewhere": True}, time, (Fix.SEND_WELCOME,))
    if portal.stopped(facts):
        mend = Fix.CORRECT_ADDRESS if portal.dead_address(facts) else Fix.SEND_WELCOME
        ways_on = (mend, *_read_out(facts), Fix.SET_TEMPORARY_PASSWORD)
        return Finding(Code.WELCOME_EMAIL, Severity.BLOCKING, evidence, time, ways_on)
    held = mail is not None and mail.state in ("DEFERRED", "HELD", "CANCELLED")
    fixes = (Fix.SEND_WELCOME, *_read_out(facts)) if held else ()
    return Finding(Code.WELCOME_EMAIL, Severity.WARNING if held else Severity.OK, evidence, time, fixes)


def _link(facts: Facts, now: datetime) -> Finding:
    link = facts.account.link if facts.account else None
    if link is None:
        return Finding(Code.LINK, Severity.OK if welcome.has_login(facts) else Severity.WARNING, {"state": "NONE"})
    state = "EXPIRED" if link.lapsed(now) else link.state
    evidence = {"state": state, "purpose": link.purpose, "issue_time": link.issue_time, "expire_time": link.expire_time}
    time = link.end_time or (link.expire_time if state == "EXPIRED" else link.issue_time)
    if welcome.has_login(facts) or state == "REDEEMED":
        return Finding(Code.LINK, Severity.OK, evidence, time)
    if state != "LIVE":
        return Finding(Code.LINK, Severity.BLOCKING, evidence, time, (Fix.SEND_WELCOME, *_read_out(facts)))
    near = link.expire_time - now <= portal.EXPIRING_WITHIN
    fixes = (Fix.SEND_WELCOME, *_read_out(facts)) if near else ()
    return Finding(Code.LINK, Severity.WARNING if near else Severity.OK, evidence, time, fixes)


def _password(facts: Facts, now: datetime) -> Finding:
    account = facts.account
    evidence = {"password": account.password if account else "NONE", "expire_time": account.temporary_expire_time if account else None}
    if account is None or not welcome.has_login(facts):
        return Finding(Code.PASSWORD, Severity.BLOCKING, evidence, None, (Fix.SEND_WELCOME, *_read_out(facts), Fix.SET_TEMPORARY_PASSWORD))
    if account.binding != "BOUND":
        return Finding(Code.PASSWORD, Severity.BLOCKING, evidence | {"offered": True}, account.change_time)
    if account.lapsed(now):
        fixes = (Fix.SET_TEMPORARY_PASSWORD, Fix.SEND_RESET, *_read_out(facts))
        return Finding(Code.PASSWORD, Severity.BLOCKING, evidence, account.temporary_expire_time, fixes)
    temporary = account.password == "TEMPORARY"
    return Finding(Code.PASSWORD, Severity.WARNING if temporary else Severity.OK, evidence, account.password_set_time)


def _lock(facts: Facts, now: datetime) -> Finding:
    state = facts.account.state if facts.account else AccountState.ABSENT
    barred = state in (AccountState.LOCKED, AccountState.DISABLED)
    fixes = (Fix.UNLOCK,) if state is AccountState.LOCKED else ()
    time = facts.account.change_time if facts.account and barred else None
    return Finding(Code.LOCK, Severity.BLOCKING if barred else Severity.OK, {"account_state": state.value}, time, fixes)


def _sign_in(facts: Facts, now: datetime) -> Finding:
    """A refusal after the last sign-in is a hint; it bars nobody by itself."""
    account = facts.account
    signed_in, refused = (account.sign_in_time, account.refuse_time) if account else (None, None)
    reason = account.refuse_reason or None if account else None
    evidence: dict[str, Any] = {"sign_in_time": signed_in, "refuse_time": refused, "refuse_reason": reason}
    if refused and (signed_in is None or refused > signed_in):
        return Finding(Code.SIGN_IN, Severity.WARNING, evidence, refused, (Fix.SEND_RESET, *_read_out(facts)))
    return Finding(Code.SIGN_IN, Severity.OK if signed_in else Severity.WARNING, evidence, signed_in)


def _browser(facts: Facts, now: datetime) -> Finding:
    browser = facts.account.browser if facts.account else ""
    fine = browsers.supported(browser) if browser else None
    evidence = {"browser": browser or None, "supported": fine, "list_date": browsers.CHECKED}
    time = facts.account.sign_in_time if facts.account else None
    if fine is not False:
        return Finding(Code.BROWSER, Severity.OK, evidence, time)
    return Finding(Code.BROWSER, Severity.WARNING, evidence, time, _ask(facts))


def _device(facts: Facts, now: datetime) -> Finding:
    """What the newest device check found, until a join was granted after it: who got in had a device that would do."""
    device, join = facts.device, facts.join
    been_in = bool(join and not join.reasons and device.check_time and join.time > device.check_time)
    evidence = {
        "check_time": device.check_time, "troubles": list(device.troubles), "been_in": been_in,
        "ask_time": device.ask_time if device.asked() else None,
    }
    if not device.troubles or been_in:
        return Finding(Code.DEVICE, Severity.OK, evidence, device.check_time)
    return Finding(Code.DEVICE, Severity.WARNING, evidence, device.check_time, _ask(facts))


def _ask(facts: Facts) -> tuple[Fix, ...]:
    """Asking for a device check, of whoever signs in and isn't asked already."""
    signs_in = facts.account is not None and facts.account.signs_in()
    return (Fix.ASK_DEVICE_CHECK,) if signs_in and not facts.device.asked() else ()


def _consent(facts: Facts, session: dict[str, Any] | None) -> Finding:
    """Given for one video session it is none for any other: what counts is the next one."""
    given = facts.consent
    other = bool(given.session_id and session and session["session_id"] != given.session_id)
    evidence = {
        "state": given.state.value, "text_version": given.text_version, "how": given.how, "by": given.recorded_by,
        "session_id": given.session_id, "may_ask": not facts.custody_forbids_consent, "other_session": other,
    }
    if given.state is ConsentState.GRANTED and not other:
        return Finding(Code.CONSENT, Severity.WARNING if given.session_id else Severity.OK, evidence, given.change_time)
    fixes = (Fix.RECORD_CONSENT,) if facts.custody_forbids_consent else (Fix.RECORD_CONSENT, Fix.ASK_IN_PORTAL)
    return Finding(Code.CONSENT, Severity.BLOCKING, evidence, given.change_time, fixes)


def _session(session: dict[str, Any] | None) -> Finding:
    if session is None:
        return Finding(Code.SESSION, Severity.WARNING, {"session_id": None}, None, (Fix.BOOK_SESSION,))
    return Finding(Code.SESSION, Severity.OK, session, session["start_time"])


# What lets the next reminder arrive, by what keeps it.
REMINDER_FIXES = {
    "CLIENT_ARCHIVED": (Fix.RESTORE_CLIENT,), "ONLINE_ACCESS_OFF": (Fix.TURN_ON_ACCESS,), "LOCKED": (Fix.UNLOCK,),
    "EMAIL_NOTIFICATIONS_OFF": (Fix.TURN_ON_NOTIFICATIONS,), "NO_EMAIL": (Fix.CORRECT_ADDRESS,), "NO_PASSWORD": (Fix.SEND_WELCOME,),
    "ADDRESS_BOUNCED": (Fix.CORRECT_ADDRESS,),
}


def _reminder(reminder: Reminder) -> Finding:
    """It bars nobody; but who waits for it should be called."""
    evidence = {"state": reminder.state.value, "due_time": reminder.due_time, "reason": reminder.reason}
    unreachable = reminder.state is State.UNREACHABLE
    fixes = REMINDER_FIXES.get(reminder.reason or "", ()) if reminder.due_time else ()
    return Finding(Code.REMINDER, Severity.WARNING if unreachable else Severity.OK, evidence, reminder.told_time, fixes)


LOOKS: Sequence[Callable[[Facts, datetime], Finding]] = (
    _client, _online_access, _email_notifications, _address, _welcome_email, _link, _password, _lock, _sign_in, _browser, _device,
)
