"""What clinic does with what it hears: copies, the timeline, and the ledger derived anew.

What others say of a chart or a person that was merged away is kept under what stands for it now.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.addresses import same_email
from chassis.db import Tx
from clinic import events
from clinic.domain.portal import STOPPED_MAIL
from clinic.store import contacts, former, heard, ledger, search, timeline, welcomes

Pair = tuple[UUID, UUID]


@dataclass(frozen=True)
class Reminds:
    """Which reminder of which video session a mail is, and the start that it tells."""

    session_id: UUID
    start_time: datetime
    hours: int


def keep_account(tx: Tx, source: UUID, account_id: UUID, version: int, values: dict[str, Any]) -> None:
    """An account's new state; a password newly set and a lock set or lifted go on the timeline."""
    before = heard.account(tx, account_id)
    old_state, old_password_time = (before.state, before.password_set_time) if before else ("PENDING", None)
    if not heard.account_changed(tx, account_id, version, **values):
        return
    set_time = values["password_set_time"]
    if set_time and set_time != old_password_time and values["password"] == "SET":
        timeline.add_of_account(tx, "PASSWORD_SET", account_id, time=set_time, source=source)
    if (values["state"] == "LOCKED") != (old_state == "LOCKED"):
        kind = "LOCKED" if values["state"] == "LOCKED" else "UNLOCKED"
        timeline.add_of_account(tx, kind, account_id, time=values["change_time"] or tx.now, source=source)
    ledger.refresh(tx, ledger.answering(tx, account_id))


def keep_binding(tx: Tx, account_id: UUID, contact_id: UUID, version: int, state: str, time: datetime) -> None:
    """An account answers for a contact, is offered it, or no longer does."""
    if heard.binding_changed(tx, account_id, contact_id, version, state, time):
        ledger.refresh(tx, contacts.pairs_of(tx, [contact_id]))


def keep_link(tx: Tx, source: UUID, account_id: UUID, link_id: UUID, version: int, values: dict[str, Any]) -> None:
    """A link was issued or has ended. values: link_purpose, link_state, link_expire_time, link_end_time, issue_time."""
    issued = values.pop("issue_time")
    state, purpose = values["link_state"], values["link_purpose"]
    kind = "LINK_ISSUED" if state == "LIVE" else "LINK_USED" if state == "REDEEMED" else f"LINK_{state}"
    time = issued if state == "LIVE" else values["link_end_time"] or tx.now
    timeline.add_of_account(tx, kind, account_id, time=time, source=source, purpose=purpose)
    if purpose in ("INVITATION", "RESET") and heard.link_changed(tx, account_id, link_id, version, issued, **values):
        ledger.refresh(tx, ledger.answering(tx, account_id))


def keep_sign_in(tx: Tx, source: UUID, account_id: UUID, time: datetime, browser: str) -> None:
    """Somebody signed in."""
    timeline.add_of_account(tx, "SIGNED_IN", account_id, time=time, source=source, browser=browser)
    if heard.signed_in(tx, account_id, time, browser):
        ledger.refresh(tx, ledger.answering(tx, account_id))


def keep_refused_sign_in(tx: Tx, source: UUID, account_id: UUID, time: datetime, reason: str, browser: str) -> None:
    """Somebody was not let in."""
    timeline.add_of_account(tx, "SIGN_IN_REFUSED", account_id, time=time, source=source, reason=reason, browser=browser)
    heard.sign_in_refused(tx, account_id, time, reason)


def keep_account_fact(tx: Tx, kind: str, source: UUID, account_id: UUID, time: datetime, **detail: Any) -> None:
    """Something happened to an account that only the timeline tells."""
    timeline.add_of_account(tx, kind, account_id, time=time, source=source, **detail)


def keep_refused_welcome(tx: Tx, source: UUID, request_id: UUID, pairs: Collection[Pair], reason: str, time: datetime) -> None:
    """identity made no link of a welcome."""
    pairs = former.stand_for(tx, pairs)
    welcomes.refused(tx, request_id, pairs, reason)
    timeline.add(tx, "WELCOME_REFUSED", pairs, time=time, source=source, reason=reason)
    ledger.refresh(tx, pairs)


def keep_new_email(tx: Tx, source: UUID, contact_ids: Collection[UUID], old_email: str, new_email: str) -> None:
    """The holder of a login moved to another address: contacts that still hold the old one follow.

    Once: told again long after, they may hold it because staff wrote it there anew.
    """
    for contact_id in sorted(former.contacts_now(tx, contact_ids)):
        contact = contacts.locked(tx, contact_id)
        pairs = contacts.pairs_of(tx, [contact_id])
        if contact.email_key != same_email(old_email) or timeline.knows(tx, "EMAIL_CHANGED", pairs, source):
            continue
        contact.email, contact.email_key = new_email, same_email(new_email)
        contact.version, contact.change_time = contact.version + 1, tx.now
        tx.db.flush()  # search and the ledger read what was just changed
        events.contact_changed(tx, contact)
        timeline.add(tx, "EMAIL_CHANGED", pairs, source=source)
        ledger.refresh(tx, pairs)
        search.index(tx, [client_id for _, client_id in pairs])


def keep_mail(
    tx: Tx, source: UUID, kind: str, account_id: UUID | None, pairs: Collection[Pair], mail: dict[str, Any], reminds: Reminds | None = None,
) -> None:
    """A mail's new state. An invitation's becomes the ledger's, a reminder's its session's; all go on the timeline but what
    staff try on themselves."""
    if kind == "TEMPLATE_TEST":
        return
    pairs = former.stand_for(tx, pairs)
    shown = {"message_kind": kind, "reason": mail["mail_reason"], "detail": mail["mail_detail"], "to_address": mail["mail_to"]}
    if pairs:
        timeline.add(tx, f"MAIL_{mail['mail_state']}", pairs, time=mail["mail_change_time"], source=source, **shown)
    elif account_id:
        timeline.add_of_account(tx, f"MAIL_{mail['mail_state']}", account_id, time=mail["mail_change_time"], source=source, **shown)
    if reminds:
        heard.reminded(tx, reminds.session_id, sorted(contact_id for contact_id, _ in pairs), {
            "mail_id": mail["mail_id"], "mail_version": mail["mail_version"], "state": mail["mail_state"], "reason": mail["mail_reason"],
            "to_address": mail["mail_to"], "start_time": reminds.start_time, "hours": reminds.hours, "queue_time": mail["mail_queue_time"],
            "change_time": mail["mail_change_time"],
        })
    # A nudge says the same again: only that the address doesn't take it is news.
    if kind == "INVITATION" or (kind == "INVITATION_NUDGE" and mail["mail_state"] in STOPPED_MAIL):
        ledger.refresh(tx, ledger.mailed(tx, pairs, mail), locked=True)


def keep_video_session(tx: Tx, session_id: UUID, version: int, contact_ids: Collection[UUID], values: dict[str, Any]) -> None:
    """A video session was booked, moved or cancelled."""
    invited, client_id = former.contacts_now(tx, contact_ids), former.client_now(tx, values["client_id"])
    heard.session_changed(tx, session_id, version, invited, **values | {"client_id": client_id})


def keep_knock(tx: Tx, source: UUID, pairs: Collection[Pair], session_id: UUID, reasons: Collection[str], time: datetime) -> None:
    """Somebody was let in, or was not."""
    pairs = former.stand_for(tx, pairs)
    detail = {"session_id": str(session_id)} | ({"reasons": list(reasons)} if reasons else {})
    timeline.add(tx, "JOIN_REFUSED" if reasons else "JOIN_GRANTED", pairs, time=time, source=source, **detail)
    ledger.refresh(tx, ledger.knocked(tx, pairs, time, session_id, list(reasons)), locked=True)


def keep_staff(tx: Tx, account_id: UUID, version: int, display_name: str, role: str, state: str) -> None:
    """The name of somebody on the staff."""
    heard.staff_changed(tx, account_id, version, display_name, role, state)


def shut_out(tx: Tx, login_session_id: UUID, forget_time: datetime) -> None:
    """A login session was revoked: its access tokens open no door of ours, though they have not run out."""
    heard.login_session_revoked(tx, login_session_id, forget_time)
