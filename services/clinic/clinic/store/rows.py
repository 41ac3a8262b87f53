"""The ledger's one wide query, and its rows as the rules read them."""

import functools
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from admission import AccountState, ConsentState
from chassis.db import Tx
from clinic.domain import age
from clinic.domain.devices import PARTS, Device, troubles
from clinic.domain.facts import Account as AccountFacts
from clinic.domain.facts import Consent, Facts, Join, Link, Mail, Switch, Welcome
from clinic.models import Account, Binding, Client, Contact, DeviceCheck, LedgerEntry, Practice, Relationship
from clinic.store import practices


def _columns(prefix: str, model: Any, unwanted: set[str]) -> list[sa.ColumnElement[Any]]:
    names = [str(column.key) for column in sa.inspect(model).columns if column.key not in unwanted | {"practice_id"}]
    return [getattr(model, name).label(f"{prefix}_{name}") for name in names]


COLUMNS = [
    *_columns("of", Relationship, {"contact_id", "client_id", "into_contact_id", "into_client_id"}),
    *_columns("contact", Contact, {"email_key", "change_time", "version", "merged_into"}),
    *_columns("client", Client, {"sort_name", "change_time", "version", "merged_into", "merge_time"}),
    *_columns("ledger", LedgerEntry, {"contact_id", "client_id", "portal_state", "needs_you", "clear", "mail_version"}),
    *_columns("account", Account, {"version", "link_version"}),
    *_columns("device", DeviceCheck, {"account_id"}),
    Binding.state.label("binding_state"), Binding.change_time.label("binding_change_time"),
]


# Bound when it is executed: the statement is built once for all practices.
AT = sa.bindparam("practice_id", type_=sa.Text)


def _known() -> sa.Select[Any]:
    others = aliased(Contact)
    shared = sa.select(sa.func.array_agg(others.given_name + " " + others.family_name)).where(
        others.practice_id == AT, others.email_key == Contact.email_key, others.contact_id != Contact.contact_id, Contact.email_key != ""
    ).scalar_subquery()
    newest = sa.select(Binding.account_id).where(
        Binding.practice_id == AT, Binding.contact_id == Relationship.contact_id, Binding.state != "UNBOUND"
    ).order_by(Binding.change_time.desc()).limit(1).correlate(Relationship).scalar_subquery()
    ledger = sa.and_(
        LedgerEntry.practice_id == AT, LedgerEntry.contact_id == Relationship.contact_id, LedgerEntry.client_id == Relationship.client_id
    )
    return (
        sa.select(*COLUMNS, shared.label("shared_with"))
        .select_from(Relationship)
        .join(Contact, sa.and_(Contact.practice_id == AT, Contact.contact_id == Relationship.contact_id))
        .join(Client, sa.and_(Client.practice_id == AT, Client.client_id == Relationship.client_id))
        .join(LedgerEntry, ledger)
        .outerjoin(Binding, sa.and_(Binding.practice_id == AT, Binding.contact_id == Relationship.contact_id, Binding.account_id == newest))
        .outerjoin(Account, sa.and_(Account.practice_id == AT, Account.account_id == Binding.account_id))
        .outerjoin(DeviceCheck, sa.and_(DeviceCheck.practice_id == AT, DeviceCheck.account_id == Binding.account_id))
        .where(Relationship.practice_id == AT)
    )


# Every relationship of a practice with its contact, client, ledger entry, and the login that answers for the contact.
KNOWN = _known()


def read(tx: Tx, query: sa.Select[Any]) -> list[Any]:
    """The rows of a query made of KNOWN, in this practice."""
    return list(tx.db.execute(query, {"practice_id": tx.practice_id}))


def reader(tx: Tx) -> Callable[[Any], Facts]:
    """Turns a row of KNOWN into what the rules read, its dates in the practice's zone. The practice is looked up once, not for each row."""
    return functools.partial(_facts, practices.get(tx))


def _facts(practice: Practice, row: Any) -> Facts:
    zone, region = practice.zone, practice.region
    end, why = age.rights_end(
        row.of_relationship, row.of_end_date, birth_date=row.client_birth_date, has_guardian=row.client_has_guardian,
        added=age.today_in(zone, row.of_created_time), region=region,
    )
    return Facts(
        contact_id=row.contact_contact_id, client_id=row.client_client_id, given_name=row.contact_given_name,
        family_name=row.contact_family_name, email=row.contact_email, phone=row.contact_phone, language=row.contact_language,
        relationship=row.of_relationship, is_primary=row.of_is_primary, created_time=row.of_created_time,
        online_access=Switch(row.of_online_access, row.of_online_access_time, row.of_online_access_by),
        email_notifications=Switch(row.of_email_notifications, row.of_email_notifications_time, row.of_email_notifications_by),
        client_active=row.client_status == "ACTIVE", client_given_name=row.client_given_name, client_family_name=row.client_family_name,
        rights_end=end, rights_end_reason=why, rights_end_time=age.start_of_day(end, zone) if end else None,
        custody_note=row.of_custody_note, custody_forbids_consent=row.of_custody_forbids_consent,
        shared_with=tuple(sorted(set(row.shared_with or ()))), consent=_consent(row), account=_account(row), mail=_mail(row),
        welcome=_welcome(row), join=_join(row), device=_device(row),
    )


def _consent(row: Any) -> Consent:
    return Consent(
        ConsentState(row.of_consent_state), row.of_consent_text_version, row.of_consent_time, row.of_consent_by, row.of_consent_how,
        row.of_consent_session_id, row.of_consent_heard_by,
    )


def _account(row: Any) -> AccountFacts | None:
    if row.account_account_id is None:
        return None
    return AccountFacts(
        row.account_account_id, AccountState(row.account_state), row.account_email, row.account_password, row.binding_state,
        row.account_change_time, row.account_password_set_time, row.account_temporary_expire_time, row.account_sign_in_time,
        row.account_browser, row.account_refuse_time, row.account_refuse_reason, _link(row),
    )


def _link(row: Any) -> Link | None:
    if row.account_link_id is None:
        return None
    return Link(
        row.account_link_id, row.account_link_purpose, row.account_link_state, row.account_link_issue_time, row.account_link_expire_time,
        row.account_link_end_time,
    )


def _mail(row: Any) -> Mail | None:
    if row.ledger_mail_id is None:
        return None
    return Mail(
        row.ledger_mail_id, row.ledger_mail_state, row.ledger_mail_reason, row.ledger_mail_detail, row.ledger_mail_to,
        row.ledger_mail_queue_time, row.ledger_mail_change_time, row.ledger_mail_link_id,
    )


def _welcome(row: Any) -> Welcome | None:
    return Welcome(row.ledger_welcome_time, row.ledger_welcome_by, row.ledger_welcome_refuse_reason) if row.ledger_welcome_time else None


def _device(row: Any) -> Device:
    if row.binding_state != "BOUND":
        return Device()
    return Device(row.device_ask_time, row.device_check_time, troubles({part: getattr(row, f"device_{part}") or "" for part in PARTS}))


def _join(row: Any) -> Join | None:
    return Join(row.ledger_join_time, row.ledger_join_session_id, tuple(row.ledger_join_reasons)) if row.ledger_join_time else None
