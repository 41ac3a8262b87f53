"""Open a practice, change its settings."""

from typing import Any

from chassis import audit
from chassis.db import Tx
from clinic import events
from clinic.domain import texts
from clinic.domain.refusals import PracticeOpen
from clinic.models import Practice, PublishedText
from clinic.store import alarms, practices

DEFAULTS: dict[str, Any] = {
    "phone": "", "support_email": "", "zone": "America/Toronto", "region": "CA-ON", "door": "plum", "invitation_validity_hours": 48,
    "early_join_minutes": 10, "default_online_access": True, "default_email_notifications": True, "auto_welcome": False, "video_url": "",
    "reply_to": "", "staff_second_factor": False, "staff_idle_minutes": 240, "client_idle_days": 7, "reminder_hours": [24, 1],
    "nudge_before_expiry": False,
}


def open_practice(tx: Tx, *, name: str, owner_email: str, owner_name: str, **settings: Any) -> Practice:
    """Open the transaction's practice with the settings a practice begins with. Raises PracticeOpen."""
    if practices.is_open(tx):
        raise PracticeOpen
    chosen = DEFAULTS | {"from_name": name, "support_email": owner_email} | {key: value for key, value in settings.items() if value}
    practice = Practice(
        practice_id=tx.practice_id, version=1, name=name, terms_version=texts.VERSION, consent_version=texts.VERSION, open_time=tx.now,
        change_time=tx.now, **chosen,
    )
    terms = _text(tx, "TERMS", texts.VERSION, texts.TERMS_TITLE, texts.TERMS_BODY)
    tx.db.add_all([practice, terms, _text(tx, "CONSENT", texts.VERSION, texts.CONSENT_TITLE, texts.CONSENT_BODY)])
    events.practice_opened(tx, practice, terms, owner_email, owner_name)
    audit.record(tx, "practice.opened", "practice", tx.practice_id)
    return practice


def _text(tx: Tx, kind: str, version: str, title: str, body: str) -> PublishedText:
    return PublishedText(practice_id=tx.practice_id, kind=kind, version=version, title=title, body=body, publish_time=tx.now)


def change_settings(tx: Tx, changes: dict[str, Any]) -> Practice:
    """Change what is given. terms and consent_text, {title, body}, are published as a new version and never overwritten."""
    practice = practices.locked(tx)
    before = {key: getattr(practice, key) for key in changes if key not in ("terms", "consent_text")}
    differing = {key: changes[key] for key, value in before.items() if changes[key] != value}
    published = _publish(tx, practice, changes)
    if not differing and not published:
        return practice
    for key, value in differing.items():
        setattr(practice, key, value)
    practice.version, practice.change_time = practice.version + 1, tx.now
    events.settings_changed(tx, practice, practices.texts_in_use(tx, practice)[0])
    audit.record(tx, "settings.changed", "practice", tx.practice_id, changed=sorted([*differing, *published]))
    if {"zone", "region"} & set(differing):
        alarms.ring_all(tx)
    return practice


def _publish(tx: Tx, practice: Practice, changes: dict[str, Any]) -> list[str]:
    """New versions of the texts that were given and differ; returns their settings' names."""
    published = []
    for setting, kind, attribute in (("terms", "TERMS", "terms_version"), ("consent_text", "CONSENT", "consent_version")):
        given, standing = changes.get(setting), practices.text(tx, kind, getattr(practice, attribute))
        if given and standing and (given["title"], given["body"]) != (standing.title, standing.body):
            version = f"{tx.now.year}-{len(practices.text_versions(tx, kind)) + 1}"
            tx.db.add(_text(tx, kind, version, given["title"], given["body"]))
            setattr(practice, attribute, version)
            published.append(setting)
    return published
