"""What identity announces: row → message → outbox."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from google.protobuf.json_format import MessageToJson
from google.protobuf.timestamp_pb2 import Timestamp

from anteroom.identity.v1 import events_pb2 as pb
from chassis.db import Tx
from chassis.outbox import Envelope, announce, envelope
from identity.domain.accounts import TOLD_WITHIN
from identity.domain.links import Recipient
from identity.models import Account, Binding, Code, HelpRequest, Link


def stamp(instant: datetime | None) -> Timestamp | None:
    """As protobuf keeps an instant; None stays unset."""
    if instant is None:
        return None
    made = Timestamp()
    made.FromDatetime(instant)
    return made


def account(row: Account) -> pb.AccountChanged:
    """The account as it is now."""
    return pb.AccountChanged(
        practice_id=row.practice_id, account_id=str(row.account_id), version=row.version, email=row.email,
        state=f"ACCOUNT_STATE_{row.state}", password=f"PASSWORD_STATE_{row.password}",
        password_set_time=stamp(row.password_set_time), temporary_password_expire_time=stamp(row.temporary_password_expire_time),
    )  # fmt: skip


def account_changed(tx: Tx, row: Account) -> None:
    """Announce the account's new state."""
    message = account(row)
    message.change_time.FromDatetime(tx.now)
    announce(tx, "account.changed", message)


def staff_changed(tx: Tx, row: Account) -> None:
    """Announce a member of staff; a role that is gone is UNSPECIFIED."""
    announce(tx, "staff.changed", pb.StaffChanged(
        practice_id=tx.practice_id, account_id=str(row.account_id), version=row.version, display_name=row.display_name or "",
        email=row.email, role=staff_role(row.role), state=f"ACCOUNT_STATE_{row.state}", change_time=stamp(tx.now),
    ))  # fmt: skip


def staff_role(role: str | None) -> str:
    """A role's name on the wire."""
    return f"STAFF_ROLE_{role or 'UNSPECIFIED'}"


def binding_changed(tx: Tx, row: Binding, mail_before: datetime | None = None, recipients: Collection[Recipient] = ()) -> None:
    """Announce who answers for a contact. mail_before and recipients: set where the holder is to be told of an offer."""
    announce(tx, "binding.changed", pb.BindingChanged(
        practice_id=tx.practice_id, account_id=str(row.account_id), contact_id=str(row.contact_id), version=row.version,
        state=f"BINDING_STATE_{row.state}", change_time=stamp(row.change_time), mail_before_time=stamp(mail_before),
        recipients=[pb.RelationshipRef(**to) for to in recipients],
    ))  # fmt: skip


def link(row: Link) -> pb.Link:
    """The link as it is now; nothing of what it carries."""
    return pb.Link(
        link_id=str(row.link_id), account_id=str(row.account_id), version=row.version, staff=row.staff,
        purpose=f"LINK_PURPOSE_{row.purpose}", state=f"LINK_STATE_{row.state}",
        issue_time=stamp(row.issue_time), expire_time=stamp(row.expire_time), end_time=stamp(row.end_time),
        recipients=[pb.RelationshipRef(**to) for to in row.recipients],
    )  # fmt: skip


def link_issued(tx: Tx, row: Link, mail_before: datetime, request_id: str = "") -> None:
    """Cause the mail that carries it."""
    message = pb.LinkIssued(practice_id=tx.practice_id, link=link(row), mail_before_time=stamp(mail_before), request_id=request_id)
    announce(tx, "link.issued", message)


def link_ended(tx: Tx, row: Link) -> None:
    """Announce that it can no longer be spent."""
    announce(tx, "link.ended", pb.LinkEnded(practice_id=tx.practice_id, link=link(row)))


def link_inspected(tx: Tx, row: Link) -> None:
    """Announce that its page was opened, by whomever."""
    announce(tx, "link.inspected", pb.LinkInspected(
        practice_id=tx.practice_id, link_id=str(row.link_id), account_id=str(row.account_id), inspect_time=stamp(tx.now)
    ))  # fmt: skip


def code_changed(tx: Tx, row: Code) -> None:
    """Announce a one-time code's new state; nothing of its digits."""
    announce(tx, "code.changed", pb.CodeChanged(
        practice_id=tx.practice_id, code_id=str(row.code_id), account_id=str(row.account_id), version=row.version,
        state=f"CODE_STATE_{row.state}", issue_time=stamp(row.issue_time), expire_time=stamp(row.expire_time),
        end_time=stamp(row.end_time), issued_by_account_id=str(row.issued_by or ""),
    ))  # fmt: skip


def help_asked(tx: Tx, asked: HelpRequest, link_state: str, recipients: list[Recipient], said: str) -> None:
    """Announce that somebody can't get in, in their words."""
    announce(tx, "help.asked", pb.HelpAsked(
        practice_id=tx.practice_id, help_id=str(asked.help_id), account_id=str(asked.account_id), link_id=str(asked.link_id),
        link_state=f"LINK_STATE_{link_state}", recipients=[pb.RelationshipRef(**to) for to in recipients], said=said,
        ask_time=stamp(asked.ask_time),
    ))  # fmt: skip


def welcome_refused(tx: Tx, request_id: str, recipients: list[Recipient], reason: str) -> None:
    """Announce why a welcome became no link."""
    announce(tx, "welcome.refused", pb.WelcomeRefused(
        practice_id=tx.practice_id, request_id=request_id, recipients=[pb.RelationshipRef(**to) for to in recipients],
        reason=reason, refuse_time=stamp(tx.now),
    ))  # fmt: skip


def signed_in(tx: Tx, account_id: UUID, login_session_id: UUID, browser: str) -> Envelope:
    """A sign-in's event, not yet written: the store writes it in one statement with the login session."""
    message = _signed_in(tx, account_id, login_session_id, browser)
    return envelope(tx, "signin.succeeded", pb.SignedIn, MessageToJson(message, indent=None).encode())


def sign_in_finished(tx: Tx, account_id: UUID, login_session_id: UUID, browser: str) -> None:
    """Announce a sign-in whose second step was passed."""
    announce(tx, "signin.succeeded", _signed_in(tx, account_id, login_session_id, browser))


def _signed_in(tx: Tx, account_id: UUID, login_session_id: UUID, browser: str) -> pb.SignedIn:
    return pb.SignedIn(
        practice_id=tx.practice_id, account_id=str(account_id), login_session_id=str(login_session_id),
        sign_in_time=stamp(tx.now), browser=browser,
    )  # fmt: skip


def sign_in_refused(tx: Tx, account_id: UUID, reason: str, refuse_time: datetime, browser: str) -> None:
    """Announce a refused sign-in of an account that exists."""
    announce(tx, "signin.refused", pb.SignInRefused(
        practice_id=tx.practice_id, account_id=str(account_id), reason=reason, refuse_time=stamp(refuse_time), browser=browser
    ))  # fmt: skip


def login_session_revoked(tx: Tx, account_id: UUID, login_session_id: UUID, forget_time: datetime) -> None:
    """Announce that its access tokens are no longer to be accepted."""
    announce(tx, "login_session.revoked", pb.LoginSessionRevoked(
        practice_id=tx.practice_id, account_id=str(account_id), login_session_id=str(login_session_id),
        revoke_time=stamp(tx.now), forget_time=stamp(forget_time),
    ))  # fmt: skip


def temporary_password_set(tx: Tx, row: Account, mail_before: datetime) -> None:
    """Cause the mail that tells the holder that staff did it, never the password."""
    announce(tx, "temporary_password.set", pb.TemporaryPasswordSet(
        practice_id=tx.practice_id, account_id=str(row.account_id), email=row.email, set_time=stamp(tx.now),
        expire_time=stamp(row.temporary_password_expire_time), mail_before_time=stamp(mail_before),
        set_by_account_id=str(tx.actor.account_id or ""),
    ))  # fmt: skip


def second_factor_changed(tx: Tx, row: Account, change: str) -> None:
    """Cause the mail that tells the holder, whoever did it. change: ADDED, REMOVED, RESET, CODES_MADE or CODE_USED."""
    announce(tx, "second_factor.changed", pb.SecondFactorChanged(
        practice_id=tx.practice_id, account_id=str(row.account_id), email=row.email, change=f"SECOND_FACTOR_CHANGE_{change}",
        change_time=stamp(tx.now), mail_before_time=stamp(tx.now + TOLD_WITHIN),
    ))  # fmt: skip


def account_email_changed(tx: Tx, row: Account, old_email: str, contact_ids: list[UUID], mail_before: datetime) -> None:
    """Announce that the holder confirmed another address; the old one is told by mail."""
    announce(tx, "account_email.changed", pb.AccountEmailChanged(
        practice_id=tx.practice_id, account_id=str(row.account_id), version=row.version, old_email=old_email, new_email=row.email,
        contact_ids=[str(one) for one in contact_ids], change_time=stamp(tx.now), mail_before_time=stamp(mail_before),
    ))  # fmt: skip


def terms_accepted(tx: Tx, account_id: UUID, contact_id: UUID, terms_version: str) -> None:
    """Announce an adult's own agreement."""
    announce(tx, "terms.accepted", pb.TermsAccepted(
        practice_id=tx.practice_id, account_id=str(account_id), contact_id=str(contact_id), terms_version=terms_version,
        accept_time=stamp(tx.now),
    ))  # fmt: skip
