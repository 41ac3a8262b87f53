"""Rows as bodies."""

from collections.abc import Sequence
from typing import Any

from chassis.db import Tx
from identity.domain.accounts import AccountState
from identity.domain.bindings import Person
from identity.models import Account, Contact, HelpRequest, Link, LoginSession, Practice, SecondFactor
from identity.store import accounts, help, links, login_sessions, second_factors


def terms(practice: Practice | None) -> dict[str, str] | None:
    """The terms in force."""
    return {"version": practice.terms_version, "title": practice.terms_title, "body": practice.terms_body} if practice else None


def named(people: Sequence[Person]) -> list[dict[str, Any]]:
    """People by name."""
    return [{"contact_id": person.contact_id, "name": person.name} for person in people]


def staff_listed(tx: Tx, rows: Sequence[Account]) -> list[dict[str, Any]]:
    """Members of the team."""
    ids = [row.account_id for row in rows]
    asked, live = help.open_of(tx, ids), links.live(tx, ids)
    return [_staff(row) | _asked(row, asked.get(row.account_id), live.get(row.account_id)) for row in rows]


def staff(tx: Tx, row: Account) -> dict[str, Any]:
    """One of them."""
    return staff_listed(tx, [row])[0]


def _asked(row: Account, asked: HelpRequest | None, link: Link | None) -> dict[str, Any]:
    """A client's call is clinic's to show; and whoever has a newer link waits for nothing."""
    waits = asked and row.role and row.state == AccountState.PENDING and (link is None or link.issue_time < asked.ask_time)
    return {"asked_help": {"ask_time": asked.ask_time, "said": asked.said} if asked and waits else None}


def _staff(row: Account) -> dict[str, Any]:
    return {
        "account_id": row.account_id, "display_name": row.display_name, "email": row.email, "role": row.role, "state": row.state,
        "last_sign_in_time": row.last_sign_in_time,
    }  # fmt: skip


def accounts_listed(tx: Tx, rows: Sequence[Account]) -> list[dict[str, Any]]:
    """Accounts as the console lists them."""
    ids = [row.account_id for row in rows]
    contacts, live, kinds = accounts.contacts(tx, ids), links.live(tx, ids), second_factors.kinds(tx, ids)
    asked = help.open_of(tx, ids)
    return [
        _account(row, contacts[row.account_id], live.get(row.account_id)) | {"second_factors": kinds[row.account_id]}
        | _asked(row, asked.get(row.account_id), live.get(row.account_id)) for row in rows
    ]  # fmt: skip


def account_in_full(tx: Tx, row: Account) -> dict[str, Any]:
    """One account, with where it is signed in."""
    return accounts_listed(tx, [row])[0] | {"login_sessions": [open_login(one) for one in login_sessions.open_of(tx, row.account_id)]}


def _account(row: Account, contacts: Sequence[Contact], link: Link | None) -> dict[str, Any]:
    """A login without a name of its own is called by those whom it answers for, a name on several charts once."""
    shown = _staff(row) | {"contact_ids": [one.contact_id for one in contacts], "password": row.password, "last_browser": row.last_browser}
    shown["display_name"] = row.display_name or " & ".join(dict.fromkeys(one.name for one in contacts)) or None
    shown["temporary_password_expire_time"] = row.temporary_password_expire_time
    shown["live_link"] = {"purpose": link.purpose, "issue_time": link.issue_time, "expire_time": link.expire_time} if link else None
    return shown


def open_login(row: LoginSession) -> dict[str, Any]:
    """Where somebody is signed in."""
    return {name: getattr(row, name) for name in ("login_session_id", "start_time", "last_seen_time", "browser")}


def second_factor(row: SecondFactor) -> dict[str, Any]:
    """A factor as its holder sees it; nothing of what it holds."""
    return {name: getattr(row, name) for name in ("factor_id", "kind", "name", "add_time", "last_used_time")}
