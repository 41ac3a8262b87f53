"""The words of mails: changed, restored, tried on oneself, looked at. No operation calls another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from chassis import audit
from chassis.db import Tx
from chassis.errors import Kind as RefusalKind
from chassis.errors import NotFound, Refusal
from notify import wording
from notify.domain import EDITABLE, SAMPLE_FIRST_NAME, Address, Appointment, Cause, Draft, Kind, Lease, Letter, Recipient
from notify.models import TemplateVersion
from notify.operations.queueing import queue
from notify.store import mails, templates
from notify.wording import Words

TEST_BEFORE = timedelta(hours=1)
INSTANTS = ("set_time", "expire_time", "change_time", "start_time")


class AddressUnknown(Refusal):
    """identity hasn't told yet which address the caller signs in with."""

    reason, kind, title = "ADDRESS_UNKNOWN", RefusalKind.UNAVAILABLE, "Your own address isn't known here yet. Try again in a moment."


def list_templates(tx: Tx) -> Mapping[tuple[str, str], TemplateVersion]:
    """The last change of each mail's words, by kind and language; what was never changed is missing."""
    return templates.newest_versions(tx)


def get_template(tx: Tx, kind: Kind, language: str) -> Sequence[TemplateVersion]:
    """One mail's changes, newest first. Raises NotFound where it isn't one whose words a practice may change."""
    if kind not in EDITABLE:
        raise NotFound
    return templates.versions(tx, kind, language)


def change_template(tx: Tx, kind: Kind, language: str, words: Words) -> None:
    """Mails of this kind say these words from now on, those in the queue too. Raises NotFound, TemplateBroken."""
    _write(tx, kind, language, words, "template.changed")


def restore_template(tx: Tx, kind: Kind, language: str, number: int | None) -> None:
    """Go back to an earlier version; without its number, to the built-in words. A restored version is a new one. Raises NotFound."""
    old = templates.version(tx, kind, language, number) if number is not None else None
    if number is not None and old is None:
        raise NotFound
    words = Words(old.subject, old.text) if old and old.subject is not None and old.text is not None else None
    _write(tx, kind, language, words, "template.restored", restored_version=number)


def _write(tx: Tx, kind: Kind, language: str, words: Words | None, action: str, **detail: int | None) -> None:
    if kind not in EDITABLE:
        raise NotFound
    if words:
        templates.use_override(tx, kind, language, wording.override_of(kind, language, words))
    else:
        templates.drop_override(tx, kind, language)
    number = 1 + max((row.version for row in templates.versions(tx, kind, language, 1)), default=0)
    assert tx.actor.account_id
    templates.add_version(tx, TemplateVersion(
        practice_id=tx.practice_id, kind=kind, language=language, version=number, subject=words and words.subject,
        text=words and words.text, account_id=tx.actor.account_id, change_time=tx.now,
    ))
    audit.record(tx, action, "template", f"{kind}/{language}", version=number, **detail)


@dataclass(frozen=True)
class Person:
    """Whom a preview greets: a contact, for a client."""

    contact_id: UUID
    client_id: UUID


def preview_template(tx: Tx, kind: Kind, language: str, words: Words, person: Person | None, site: str) -> Letter:
    """A letter with these words, as that person would get it, with a sample link. Raises NotFound, TemplateBroken."""
    sender = mails.practice(tx)
    if kind not in EDITABLE or sender is None:
        raise NotFound
    name = _name(tx, person) if person else SAMPLE_FIRST_NAME
    return Letter(
        Lease(tx.practice_id, uuid4(), 1), kind, uuid4(), sender, first_name=name, told_times=_told(tx), language=language,
        override=wording.override_of(kind, language, words), sample=_sample(tx, kind, site), appointment=Appointment.sample(tx.now),
    )


def _name(tx: Tx, person: Person) -> str:
    contact = mails.contact(tx, person.contact_id)
    if contact is None or Recipient(person.contact_id, person.client_id) not in mails.switches(tx, [person.contact_id]):
        raise NotFound
    return contact.given_name


def _told(tx: Tx) -> dict[str, str]:
    return dict.fromkeys(INSTANTS, tx.now.isoformat())


def _sample(tx: Tx, kind: Kind, site: str) -> Address:
    sender = mails.practice(tx)
    page = "reset-password" if kind == Kind.RESET else "set-password"
    hours = sender.invitation_validity_hours if sender else 48
    return Address(f"{site}/{page}#a-sample-opens-nothing", tx.now + timedelta(hours=hours))


def send_test(tx: Tx, kind: Kind, language: str, words: Words, site: str, traceparent: str | None) -> tuple[UUID, str]:
    """Queue a mail with these words to the caller's own address; returns its id and that address.

    Its link is a sample that opens nothing. Raises NotFound, TemplateBroken, AddressUnknown.
    """
    if kind not in EDITABLE:
        raise NotFound
    override = wording.override_of(kind, language, words)
    account_id = tx.actor.account_id
    assert account_id
    address = mails.emails(tx, [account_id]).get(account_id)
    if not address:
        raise AddressUnknown
    cause = Cause(
        uuid4(), Kind.TEMPLATE_TEST, account_id, tx.now + TEST_BEFORE, to_address=address, told_times=_told(tx), traceparent=traceparent
    )
    message_id = queue(tx, cause)
    assert message_id
    templates.add_draft(tx, message_id, Draft(kind, language, override, _sample(tx, kind, site)))
    audit.record(tx, "template.tested", "template", f"{kind}/{language}", message_id=str(message_id))
    return message_id, address


def default_language(tx: Tx) -> str:
    """The language that the practice's mails go out in."""
    sender = mails.practice(tx)
    return sender.writes() if sender else "en"
