"""The practice, its settings, and the texts it published."""

from collections.abc import Sequence

import sqlalchemy as sa

from chassis.db import Tx
from clinic.domain.refusals import PracticeUnknown
from clinic.models import Practice, PublishedText


def get(tx: Tx) -> Practice:
    """The practice; asked again within a transaction, it costs no query. Raises PracticeUnknown."""
    practice = tx.db.get(Practice, tx.practice_id)
    if practice is None:
        raise PracticeUnknown
    return practice


def locked(tx: Tx) -> Practice:
    """The practice, held until the transaction ends. Raises PracticeUnknown."""
    found = sa.select(Practice).where(Practice.practice_id == tx.practice_id).with_for_update(key_share=True)
    practice = tx.db.scalar(found.execution_options(populate_existing=True))
    if practice is None:
        raise PracticeUnknown
    return practice


def is_open(tx: Tx) -> bool:
    """Whether the practice was opened."""
    return tx.db.scalar(sa.select(Practice.practice_id).where(Practice.practice_id == tx.practice_id)) is not None


def text(tx: Tx, kind: str, version: str) -> PublishedText | None:
    """One published text. kind: TERMS or CONSENT."""
    return tx.db.get(PublishedText, (tx.practice_id, kind, version))


def text_versions(tx: Tx, kind: str) -> Sequence[str]:
    """Every version that was ever published, the oldest first."""
    found = sa.select(PublishedText.version).where(PublishedText.practice_id == tx.practice_id, PublishedText.kind == kind)
    return tx.db.scalars(found.order_by(PublishedText.publish_time)).all()


def texts_in_use(tx: Tx, practice: Practice) -> tuple[PublishedText, PublishedText]:
    """The terms and the consent text that stand now."""
    terms = text(tx, "TERMS", practice.terms_version)
    consent = text(tx, "CONSENT", practice.consent_version)
    if terms is None or consent is None:
        raise LookupError("a practice's texts are published with it")
    return terms, consent
