"""Every cause for which somebody can't get in, what the report says of it, and what mends it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.system.practice import Practice
from tests.system.truth import causes
from tests.system.truth.scene import NO_MAIL, Scene, invitee


@dataclass(frozen=True)
class Cause:
    """produce: makes it true for one person. told: what that person hears. verdict: a reason that staff read, if it shuts the door.

    code, severity, evidence: the finding; dated: whether it says since when. fixes: what is pressed, in this order; its
    first stands on the report. shifted: the practice's clock is moved, so it takes a practice of its own.
    """

    name: str
    produce: Callable[[Practice], Scene]
    told: str
    code: str
    evidence: dict[str, Any]
    fixes: tuple[str, ...]
    verdict: str | None = None
    severity: str = "BLOCKING"
    dated: bool = True
    shifted: bool = False


CAUSES = [
    Cause("the client is archived", causes.archived, "SIGN_IN_REFUSED", "CLIENT",
          {"active": False}, ("RESTORE_CLIENT",), verdict="CLIENT_ARCHIVED", dated=False),
    Cause("rights have ended", causes.rights_ended, "SIGN_IN_REFUSED", "CLIENT",
          {"in_force": False, "end_reason": "SET"}, ("CHANGE_END_DATE",), verdict="RELATIONSHIP_ENDED"),
    Cause("online access is off", causes.access_off, "SIGN_IN_REFUSED", "ONLINE_ACCESS",
          {"on": False, "by": "Olive Owner"}, ("TURN_ON_ACCESS",), verdict="ONLINE_ACCESS_OFF"),
    Cause("notifications are off before there is a password", causes.notifications_off, NO_MAIL, "EMAIL_NOTIFICATIONS",
          {"on": False}, ("TURN_ON_AND_SEND",), verdict="ACCOUNT_NOT_ACTIVE"),
    Cause("no address is known", causes.no_address, NO_MAIL, "ADDRESS",
          {"email": None}, ("CORRECT_ADDRESS", "SEND_WELCOME"), verdict="ACCOUNT_NOT_ACTIVE", dated=False),
    Cause("the address bounces", causes.bounced, NO_MAIL, "ADDRESS",
          {"state": "BOUNCED", "reason": "NO_SUCH_MAILBOX"}, ("CORRECT_ADDRESS", "SEND_WELCOME"), verdict="ACCOUNT_NOT_ACTIVE"),
    Cause("the address is suppressed", causes.suppressed, NO_MAIL, "ADDRESS",
          {"state": "SUPPRESSED", "reason": "ADDRESS_BOUNCED"}, ("CORRECT_ADDRESS", "SEND_WELCOME"), verdict="ACCOUNT_NOT_ACTIVE"),
    Cause("the welcome email went to a wrong address", causes.wrong_address, NO_MAIL, "WELCOME_EMAIL",
          {"mail_state": "SENT", "elsewhere": True}, ("SEND_WELCOME",), verdict="ACCOUNT_NOT_ACTIVE"),
    Cause("nobody sent a welcome email", invitee, NO_MAIL, "WELCOME_EMAIL",
          {"requested_time": None}, ("SEND_WELCOME",), verdict="ACCOUNT_NOT_ACTIVE", dated=False),
    Cause("the welcome email waits at their server", causes.deferred, NO_MAIL, "WELCOME_EMAIL",
          {"mail_state": "DEFERRED", "reason": "SERVER_DEFERRED"}, ("SET_TEMPORARY_PASSWORD",),
          verdict="ACCOUNT_NOT_ACTIVE", severity="WARNING"),
    Cause("the welcome email waits at their server and a code is read out", causes.deferred, NO_MAIL, "WELCOME_EMAIL",
          {"mail_state": "DEFERRED"}, ("ONE_TIME_CODE",), verdict="ACCOUNT_NOT_ACTIVE", severity="WARNING"),
    Cause("the welcome email was cancelled", causes.cancelled, NO_MAIL, "WELCOME_EMAIL",
          {"mail_state": "CANCELLED", "reason": "EMAIL_NOTIFICATIONS_OFF"}, ("SET_TEMPORARY_PASSWORD",),
          verdict="ACCOUNT_NOT_ACTIVE", severity="WARNING"),
    Cause("the welcome email was refused", causes.asked_too_often, NO_MAIL, "WELCOME_EMAIL",
          {"refuse_reason": "TOO_MANY_LINKS"}, ("SET_TEMPORARY_PASSWORD",), verdict="ACCOUNT_NOT_ACTIVE"),
    Cause("the link has expired", causes.expired, "LINK_EXPIRED", "LINK",
          {"state": "EXPIRED"}, ("SEND_WELCOME",), verdict="ACCOUNT_NOT_ACTIVE", shifted=True),
    Cause("the link was taken back", causes.revoked, "LINK_REVOKED", "LINK",
          {"state": "REVOKED"}, ("SEND_WELCOME",), verdict="ACCOUNT_NOT_ACTIVE"),
    Cause("there is no password", causes.mail_unread, NO_MAIL, "PASSWORD",
          {"password": "NONE"}, ("SET_TEMPORARY_PASSWORD",), verdict="ACCOUNT_NOT_ACTIVE", dated=False),
    Cause("the temporary password has run out", causes.temporary_lapsed, "TEMPORARY_PASSWORD_EXPIRED", "PASSWORD",
          {"password": "TEMPORARY"}, ("SET_TEMPORARY_PASSWORD",), shifted=True),
    Cause("the temporary password has run out, and mail arrives", causes.temporary_lapsed, "TEMPORARY_PASSWORD_EXPIRED", "PASSWORD",
          {"password": "TEMPORARY"}, ("SEND_RESET",), shifted=True),
    Cause("the login is locked", causes.locked, "SIGN_IN_REFUSED", "LOCK",
          {"account_state": "LOCKED"}, ("UNLOCK",), verdict="ACCOUNT_LOCKED"),
    Cause("too many wrong passwords", causes.slowed, "SIGN_IN_REFUSED", "SIGN_IN",
          {"refuse_reason": "SLOWED"}, ("SEND_RESET",), severity="WARNING"),
    Cause("consent is missing", causes.unasked, "NOT_YET", "CONSENT",
          {"state": "MISSING"}, ("RECORD_CONSENT",), verdict="CONSENT_MISSING", dated=False),
    Cause("consent is missing, and they give it themselves", causes.unasked, "NOT_YET", "CONSENT",
          {"state": "MISSING"}, ("ASK_IN_PORTAL",), verdict="CONSENT_MISSING", dated=False),
    Cause("consent was withdrawn", causes.withdrawn, "NOT_YET", "CONSENT",
          {"state": "WITHDRAWN"}, ("RECORD_CONSENT",), verdict="CONSENT_WITHDRAWN"),
    Cause("consent is for another session", causes.for_another_session, "NOT_YET", "CONSENT",
          {"state": "GRANTED", "other_session": True}, ("RECORD_CONSENT",), verdict="CONSENT_MISSING"),
    Cause("no session is booked", causes.not_booked, "CANCELLED", "SESSION",
          {"session_id": None}, ("BOOK_SESSION",), severity="WARNING", dated=False),
    Cause("they are not invited to the session", causes.not_invited, "NOT_YET", "SESSION",
          {"session_id": None}, ("BOOK_SESSION",), severity="WARNING", dated=False),
]


@dataclass(frozen=True)
class Worry:
    """What bars nobody, but may spoil the session: the report warns of it, and its fix ends the warning. Fields as of Cause."""

    name: str
    produce: Callable[[Practice], Scene]
    code: str
    evidence: dict[str, Any]
    fix: str


WORRIES = [
    Worry("the device check found the camera blocked", causes.camera_blocked, "DEVICE",
          {"troubles": ["CAMERA_BLOCKED"]}, "ASK_DEVICE_CHECK"),
    Worry("the browser will not do", causes.browser_too_old, "BROWSER", {"supported": False}, "ASK_DEVICE_CHECK"),
    Worry("no reminder arrives", causes.unreminded, "REMINDER", {"reason": "EMAIL_NOTIFICATIONS_OFF"}, "TURN_ON_NOTIFICATIONS"),
]
