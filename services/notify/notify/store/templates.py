"""Queries over the words of mails: those in use, their history, those on trial."""

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on, insert

from chassis.db import Tx
from notify.domain import Address, Draft, Kind, Override
from notify.models import TemplateOverride, TemplateTest, TemplateVersion


def overrides(tx: Tx, language: str) -> dict[str, Override]:
    """The practice's own templates in one language, by kind."""
    found = sa.select(TemplateOverride).where(TemplateOverride.practice_id == tx.practice_id, TemplateOverride.language == language)
    return {row.kind: Override(row.subject, row.html, row.text) for row in tx.db.scalars(found)}


def use_override(tx: Tx, kind: Kind, language: str, override: Override) -> None:
    """Mails of this kind say this from now on."""
    row = {"subject": override.subject, "html": override.html, "text": override.text, "change_time": tx.now}
    new = insert(TemplateOverride).values(practice_id=tx.practice_id, kind=kind, language=language, **row)
    tx.db.execute(new.on_conflict_do_update(index_elements=["practice_id", "kind", "language"], set_=row))


def drop_override(tx: Tx, kind: Kind, language: str) -> None:
    """Mails of this kind say the built-in words again."""
    mine = (TemplateOverride.practice_id == tx.practice_id, TemplateOverride.kind == kind, TemplateOverride.language == language)
    tx.db.execute(sa.delete(TemplateOverride).where(*mine))


def newest_versions(tx: Tx) -> dict[tuple[str, str], TemplateVersion]:
    """The last change of each mail's words, by kind and language."""
    each = (TemplateVersion.kind, TemplateVersion.language)
    found = sa.select(TemplateVersion).where(TemplateVersion.practice_id == tx.practice_id).ext(distinct_on(*each))
    return {(row.kind, row.language): row for row in tx.db.scalars(found.order_by(*each, TemplateVersion.version.desc()))}


def versions(tx: Tx, kind: Kind, language: str, most: int = 100) -> Sequence[TemplateVersion]:
    """One mail's changes, newest first."""
    mine = (TemplateVersion.practice_id == tx.practice_id, TemplateVersion.kind == kind, TemplateVersion.language == language)
    return tx.db.scalars(sa.select(TemplateVersion).where(*mine).order_by(TemplateVersion.version.desc()).limit(most)).all()


def version(tx: Tx, kind: Kind, language: str, number: int) -> TemplateVersion | None:
    """One change of one mail's words."""
    return tx.db.get(TemplateVersion, (tx.practice_id, kind, language, number))


def add_version(tx: Tx, row: TemplateVersion) -> None:
    """Write down a change; two at once can't take the same number."""
    values = {column.name: getattr(row, column.name) for column in TemplateVersion.__table__.columns}
    tx.db.execute(sa.insert(TemplateVersion).values(values))


def add_draft(tx: Tx, message_id: UUID, draft: Draft) -> None:
    """Keep the words that a test mail says."""
    row = {"kind": draft.kind, "language": draft.language, **vars(draft.override), "link_url": draft.sample.url,
           "link_expire_time": draft.sample.expire_time}
    tx.db.execute(sa.insert(TemplateTest).values(practice_id=tx.practice_id, message_id=message_id, **row))


def drafts(tx: Tx, message_ids: Collection[UUID]) -> dict[UUID, Draft]:
    """The words that these test mails say."""
    if not message_ids:
        return {}
    found = sa.select(TemplateTest).where(TemplateTest.practice_id == tx.practice_id, TemplateTest.message_id.in_(message_ids))
    return {
        row.message_id: Draft(
            Kind(row.kind), row.language, Override(row.subject, row.html, row.text), Address(row.link_url, row.link_expire_time)
        )
        for row in tx.db.scalars(found)
    }
