"""Give and withdraw consent: recorded by staff, decided by the person themself in the portal, implied by accepting the terms."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from chassis.db import Tx
from clinic import charts
from clinic.domain.refusals import ConsentNotYours, ConsentTextChanged, ConsentTextUnknown, ContactUnknown, RelationshipEnded
from clinic.models import ConsentRecord, Relationship
from clinic.store import clients, contacts, former, heard, ledger, practices, relationships, timeline


@dataclass(frozen=True)
class Said:
    """How consent was expressed. how: WRITTEN, SPOKEN, PORTAL or TERMS; session_id: for that video session only."""

    how: str
    text_version: str | None = None
    heard_by: str | None = None
    session_id: UUID | None = None
    reason: str | None = None
    by: UUID | None = None


def grant_consent(tx: Tx, client_id: UUID, contact_id: UUID, said: Said) -> None:
    """Staff record a consent. Without a version it is for the text that stands now.

    Raises ContactUnknown, RelationshipEnded, ConsentTextUnknown.
    """
    relationship = _held(tx, client_id, contact_id)
    version = said.text_version or practices.get(tx).consent_version
    if practices.text(tx, "CONSENT", version) is None:
        raise ConsentTextUnknown(text_versions=list(practices.text_versions(tx, "CONSENT")))
    if not relationship.in_force:
        raise RelationshipEnded
    _record(tx, relationship, "GRANTED", Said(said.how, version, said.heard_by, said.session_id))


def withdraw_consent(tx: Tx, client_id: UUID, contact_id: UUID, reason: str | None) -> None:
    """Staff record that consent was taken back, or never shall be assumed. Raises ContactUnknown."""
    relationship = _held(tx, client_id, contact_id)
    if relationship.consent_state != "WITHDRAWN":
        _record(tx, relationship, "WITHDRAWN", Said("SPOKEN", relationship.consent_text_version, reason=reason))


def give_my_consent(tx: Tx, client_id: UUID, contact_id: UUID, text_version: str) -> None:
    """The person behind the account consents for this client. Raises ContactUnknown, ConsentNotYours, ConsentTextChanged."""
    relationship = _mine(tx, client_id, contact_id)
    if text_version != (standing := practices.get(tx).consent_version):
        raise ConsentTextChanged(text_version=standing)
    _record(tx, relationship, "GRANTED", Said("PORTAL", text_version))


def withdraw_my_consent(tx: Tx, client_id: UUID, contact_id: UUID) -> None:
    """The person behind the account takes consent back; at once. Raises ContactUnknown, ConsentNotYours."""
    relationship = _mine(tx, client_id, contact_id)
    if relationship.consent_state != "WITHDRAWN":
        _record(tx, relationship, "WITHDRAWN", Said("PORTAL", relationship.consent_text_version))


def accept_terms(tx: Tx, source: UUID, account_id: UUID, contact_id: UUID, terms_version: str, time: datetime) -> None:
    """An adult's acceptance of the terms is their own consent, unless they have withdrawn it (domain section 4.1).

    Told again, it changes nothing that was recorded since.
    """
    timeline.add_of_account(tx, "TERMS_ACCEPTED", account_id, time=time, source=source, text_version=terms_version)
    (now,) = former.contacts_now(tx, [contact_id])
    if now != contact_id and now not in heard.bound_contacts(tx, account_id):
        return  # they were merged into somebody for whom this login doesn't answer
    contact_id = now
    clients.lock(tx, {client_id for _, client_id in contacts.pairs_of(tx, [contact_id])})
    for relationship in relationships.selves_of(tx, contact_id):
        known = relationship.consent_state == "GRANTED" and relationship.consent_text_version == terms_version
        since = relationship.consent_time is not None and relationship.consent_time > time
        if relationship.consent_state != "WITHDRAWN" and not known and not since:
            _record(tx, relationship, "GRANTED", Said("TERMS", terms_version, by=account_id))


def _held(tx: Tx, client_id: UUID, contact_id: UUID) -> Relationship:
    clients.lock(tx, [client_id])
    return relationships.locked(tx, contact_id, client_id)


def _mine(tx: Tx, client_id: UUID, contact_id: UUID) -> Relationship:
    """The relationship, if the caller's account answers for its contact and still has access through it."""
    if tx.actor.account_id is None or contact_id not in heard.bound_contacts(tx, tx.actor.account_id):
        raise ContactUnknown
    relationship = _held(tx, client_id, contact_id)
    if not (relationship.online_access and relationship.in_force):
        raise ContactUnknown
    if relationship.custody_forbids_consent:
        raise ConsentNotYours
    return relationship


def _record(tx: Tx, relationship: Relationship, action: str, said: Said) -> None:
    """A row of the history, the state on the relationship, and the announcement, all or none."""
    by = said.by or tx.actor.account_id
    tx.db.add(ConsentRecord(
        practice_id=tx.practice_id, consent_id=uuid4(), contact_id=relationship.contact_id, client_id=relationship.client_id, action=action,
        how=said.how, text_version=said.text_version, heard_by=said.heard_by, session_id=said.session_id, reason=said.reason,
        recorded_by=by, record_time=tx.now,
    ))
    relationship.consent_state, relationship.consent_time, relationship.consent_by = action, tx.now, by
    relationship.consent_text_version, relationship.consent_how = said.text_version, said.how
    relationship.consent_session_id, relationship.consent_heard_by = said.session_id, said.heard_by
    charts.announce_access(tx, relationship)
    charts.note(tx, f"CONSENT_{action}", f"consent.{action.lower()}", relationship, how=said.how, text_version=said.text_version,
                session_id=str(said.session_id) if said.session_id else None)
    ledger.refresh(tx, [(relationship.contact_id, relationship.client_id)])
