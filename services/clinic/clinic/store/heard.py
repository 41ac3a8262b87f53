"""Copies of what identity and video-gate own: only a newer version replaces an older."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.db import Tx
from chassis.tables import revoked_login_sessions
from clinic.domain.reminders import Told
from clinic.models import Account, Binding, SessionReminder, Staff, UpcomingSession, VideoSession

UNHEARD = {
    "version": 0, "state": "PENDING", "email": "", "password": "NONE", "browser": "", "refuse_reason": "",
    "link_version": 0, "link_purpose": "", "link_state": "",
}


def account(tx: Tx, account_id: UUID) -> Account | None:
    """The account as last heard."""
    return tx.db.get(Account, (tx.practice_id, account_id), populate_existing=True)


def account_changed(tx: Tx, account_id: UUID, version: int, **values: Any) -> bool:
    """Whether it was news."""
    return _account(tx, account_id, Account.version < version, version=version, **values)


def link_changed(tx: Tx, account_id: UUID, link_id: UUID, version: int, issue_time: datetime, **values: Any) -> bool:
    """The newest link of an account, or a newer state of it. Whether it was news."""
    newer = sa.or_(
        Account.link_issue_time.is_(None), Account.link_issue_time < issue_time,
        sa.and_(Account.link_id == link_id, Account.link_version < version),
    )
    return _account(tx, account_id, newer, link_id=link_id, link_version=version, link_issue_time=issue_time, **values)


def signed_in(tx: Tx, account_id: UUID, time: datetime, browser: str) -> bool:
    """The newest sign-in. Whether it was news."""
    newer = sa.or_(Account.sign_in_time.is_(None), Account.sign_in_time < time)
    return _account(tx, account_id, newer, sign_in_time=time, browser=browser)


def sign_in_refused(tx: Tx, account_id: UUID, time: datetime, reason: str) -> bool:
    """The newest refusal. Whether it was news."""
    newer = sa.or_(Account.refuse_time.is_(None), Account.refuse_time < time)
    return _account(tx, account_id, newer, refuse_time=time, refuse_reason=reason)


def _account(tx: Tx, account_id: UUID, newer: sa.ColumnElement[bool], **values: Any) -> bool:
    row = insert(Account).values(**(UNHEARD | {"practice_id": tx.practice_id, "account_id": account_id} | values))
    kept = row.on_conflict_do_update(index_elements=["practice_id", "account_id"], set_=values, where=newer)
    return tx.db.execute(kept.returning(Account.account_id)).first() is not None


def binding_changed(tx: Tx, account_id: UUID, contact_id: UUID, version: int, state: str, time: datetime) -> bool:
    """Whether it was news."""
    values = {"version": version, "state": state, "change_time": time}
    return _upsert(tx, Binding, {"account_id": account_id, "contact_id": contact_id}, values)


def staff_changed(tx: Tx, account_id: UUID, version: int, display_name: str, role: str, state: str) -> bool:
    """Whether it was news."""
    return _upsert(tx, Staff, {"account_id": account_id}, {"version": version, "display_name": display_name, "role": role, "state": state})


def session_changed(tx: Tx, session_id: UUID, version: int, contact_ids: Collection[UUID], **values: Any) -> bool:
    """A video session and who is invited. Whether it was news."""
    if not _upsert(tx, VideoSession, {"session_id": session_id}, {"version": version, **values}):
        return False
    gone = sa.and_(UpcomingSession.practice_id == tx.practice_id, UpcomingSession.session_id == session_id)
    tx.db.execute(sa.delete(UpcomingSession).where(gone))
    rows = [{"practice_id": tx.practice_id, "session_id": session_id, "contact_id": contact_id} for contact_id in set(contact_ids)]
    if rows:
        tx.db.execute(insert(UpcomingSession).values(rows))
    return True


def reminded(tx: Tx, session_id: UUID, contact_ids: Collection[UUID], mail: dict[str, Any]) -> None:
    """The newest reminder mail of a video session to each of these contacts, or a newer state of it. mail: the row's other columns."""
    for contact_id in contact_ids:
        row = insert(SessionReminder).values(practice_id=tx.practice_id, session_id=session_id, contact_id=contact_id, **mail)
        known, told = SessionReminder, row.excluded
        # Two that were queued together after an outage: the one nearer to the session is the newer.
        later = sa.or_(known.queue_time < told.queue_time, sa.and_(known.queue_time == told.queue_time, known.hours > told.hours))
        newer = sa.case((known.mail_id == told.mail_id, known.mail_version < told.mail_version), else_=later)
        tx.db.execute(row.on_conflict_do_update(index_elements=["practice_id", "session_id", "contact_id"], set_=mail, where=newer))


def reminder(tx: Tx, session: VideoSession, contact_id: UUID) -> Told | None:
    """What became of the newest reminder of the session, as it begins now, to this contact."""
    row = tx.db.get(SessionReminder, (tx.practice_id, session.session_id, contact_id))
    return Told(row.state, row.reason, row.to_address, row.change_time) if row and row.start_time == session.start_time else None


def _upsert(tx: Tx, model: Any, key: dict[str, UUID], values: dict[str, Any]) -> bool:
    row = insert(model).values(practice_id=tx.practice_id, **key, **values)
    kept = row.on_conflict_do_update(index_elements=["practice_id", *key], set_=values, where=model.version < values["version"])
    return tx.db.execute(kept.returning(model.practice_id)).first() is not None


def login_session_revoked(tx: Tx, login_session_id: UUID, forget_time: datetime) -> None:
    """No access token of it opens a door of ours any more."""
    row = {"practice_id": tx.practice_id, "login_session_id": login_session_id, "forget_time": forget_time}
    tx.db.execute(insert(revoked_login_sessions).values(row).on_conflict_do_nothing())


def staff_names(tx: Tx) -> dict[UUID, str]:
    """The names of everybody who is or was staff."""
    found = tx.db.execute(sa.select(Staff.account_id, Staff.display_name).where(Staff.practice_id == tx.practice_id))
    return {row[0]: row[1] for row in found}


def bound_contacts(tx: Tx, account_id: UUID) -> Sequence[UUID]:
    """The contacts that this account answers for."""
    mine = sa.and_(Binding.practice_id == tx.practice_id, Binding.account_id == account_id, Binding.state == "BOUND")
    return tx.db.scalars(sa.select(Binding.contact_id).where(mine)).all()


def next_session(tx: Tx, client_id: UUID, contact_id: UUID) -> VideoSession | None:
    """The next video session that this contact is invited to for this client and that has not ended."""
    theirs = sa.and_(UpcomingSession.practice_id == tx.practice_id, UpcomingSession.contact_id == contact_id)
    invited = sa.select(UpcomingSession.session_id).where(theirs)
    found = sa.select(VideoSession).where(
        VideoSession.practice_id == tx.practice_id, VideoSession.client_id == client_id, VideoSession.state == "BOOKED",
        VideoSession.end_time > tx.now, VideoSession.session_id.in_(invited),
    )
    return tx.db.scalar(found.order_by(VideoSession.start_time).limit(1))


def invited(tx: Tx, session_id: UUID) -> tuple[UUID | None, set[UUID]]:
    """Whose video session it is, and which contacts are invited; nobody's where it is unknown."""
    session = tx.db.get(VideoSession, (tx.practice_id, session_id))
    asked = sa.and_(UpcomingSession.practice_id == tx.practice_id, UpcomingSession.session_id == session_id)
    return session.client_id if session else None, set(tx.db.scalars(sa.select(UpcomingSession.contact_id).where(asked)))
