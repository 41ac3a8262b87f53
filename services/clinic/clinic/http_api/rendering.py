"""Rows and facts as the door's answers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel

from clinic import models
from clinic.domain import age, texts
from clinic.domain.facts import Consent, Facts
from clinic.domain.portal import portal_state
from clinic.http_api import shapes

Names = Mapping[UUID, str]
S = TypeVar("S", bound=BaseModel)


def shape(kind: type[S], **values: Any) -> S:
    """Columns hold plain text where shapes name the values it can have; the shape checks it."""
    return kind(**values)


def client(row: models.Client, practice: models.Practice, now: datetime, session: Any, self_contact_id: UUID | None) -> dict[str, Any]:
    """A chart. session: the client's next video session, or None."""
    years, until = _age(row, practice, now)
    return shape(
        shapes.Client,
        client_id=row.client_id, given_name=row.given_name, family_name=row.family_name, birth_date=row.birth_date, age=years,
        minor=until is not None, minor_until=until, region=practice.region, has_guardian=row.has_guardian, status=row.status,
        clinician_id=row.clinician_id, created_time=row.created_time, self_contact_id=self_contact_id, merged_into=row.merged_into,
        merge_time=row.merge_time,
        next_session=next_session(session, practice.early_join_minutes) if session else None,
    ).model_dump()


def _age(row: models.Client, practice: models.Practice, now: datetime) -> tuple[int | None, date | None]:
    today = age.today_in(practice.zone, now)
    years = age.years_between(row.birth_date, today) if row.birth_date else None
    return years, age.minor_until(row.birth_date, practice.region, today)


def next_session(session: Any, early_minutes: int) -> shapes.NextSession:
    """A video session with the time its door opens."""
    return shapes.NextSession(
        session_id=session.session_id, clinician_id=session.clinician_id, start_time=session.start_time, end_time=session.end_time,
        open_time=session.start_time - timedelta(minutes=early_minutes),
    )


def client_row(row: models.Client, practice: models.Practice, now: datetime, session: Any, people: Sequence[Facts]) -> shapes.ClientRow:
    """A chart in the list; people whose rights have ended are left out."""
    years, until = _age(row, practice, now)
    return shape(
        shapes.ClientRow,
        client_id=row.client_id, given_name=row.given_name, family_name=row.family_name, birth_date=row.birth_date, age=years,
        minor=until is not None, has_guardian=row.has_guardian, status=row.status, clinician_id=row.clinician_id, needs_you=not row.settled,
        next_session_time=session.start_time if session else None, next_session_end_time=session.end_time if session else None,
        people=[row_person(facts, now) for facts in people if facts.in_force(now)],
    )


def row_person(facts: Facts, now: datetime) -> shapes.RowPerson:
    """Somebody in the list."""
    portal = portal_state(facts, now)
    return shape(
        shapes.RowPerson,
        contact_id=facts.contact_id, given_name=facts.given_name, family_name=facts.family_name, relationship=facts.relationship,
        is_primary=facts.is_primary, portal_state=portal.state, portal_state_time=portal.time, shared_email=bool(facts.shared_with),
    )


def contact(row: models.Contact) -> dict[str, Any]:
    """A person."""
    return shape(
        shapes.Contact, contact_id=row.contact_id, given_name=row.given_name, family_name=row.family_name, email=row.email, phone=row.phone,
        language=row.language,
    ).model_dump()


def chart_contact(facts: Facts, now: datetime, names: Names) -> dict[str, Any]:
    """Somebody on a chart. names: of staff, by account."""
    portal, access, mail = portal_state(facts, now), facts.online_access, facts.email_notifications
    return shape(
        shapes.ChartContact,
        contact_id=facts.contact_id, client_id=facts.client_id, given_name=facts.given_name, family_name=facts.family_name,
        email=facts.email, phone=facts.phone, language=facts.language, relationship=facts.relationship, is_primary=facts.is_primary,
        online_access=access.on, online_access_time=access.time, online_access_by=name_of(access.by, facts, names),
        email_notifications=mail.on, email_notifications_time=mail.time, email_notifications_by=name_of(mail.by, facts, names),
        end_date=facts.rights_end, end_reason=facts.rights_end_reason, in_force=facts.in_force(now), custody_note=facts.custody_note,
        custody_forbids_consent=facts.custody_forbids_consent, consent=consent(facts.consent, facts, names), account=_account(facts),
        shared_with=list(facts.shared_with), portal_state=portal.state, portal_state_time=portal.time,
    ).model_dump()


def consent(given: Consent, facts: Facts, names: Names) -> shapes.ConsentShown:
    """Consent with the name of whoever recorded it."""
    return shape(
        shapes.ConsentShown,
        state=given.state, text_version=given.text_version, change_time=given.change_time, how=given.how, heard_by=given.heard_by,
        recorded_by=name_of(given.recorded_by, facts, names), session_id=given.session_id,
    )


def name_of(account_id: UUID | None, facts: Facts, names: Names) -> str | None:
    """Who it was: somebody on the staff, or the person themself."""
    if account_id is None:
        return None
    if facts.account and facts.account.account_id == account_id:
        return facts.name
    return names.get(account_id)


def _account(facts: Facts) -> shapes.AccountShown | None:
    if facts.account is None:
        return None
    return shapes.AccountShown(
        account_id=facts.account.account_id, state=facts.account.state.value, email=facts.account.email, binding=facts.account.binding
    )


def text(published: models.PublishedText) -> shapes.Text:
    """A published text."""
    french = texts.FRENCH.get((published.kind, published.version))
    return shapes.Text(
        version=published.version, title=published.title, body=published.body,
        french=shapes.Translation(title=french[0], body=french[1]) if french else None,
    )


def public_practice(practice: models.Practice) -> shapes.PublicPractice:
    """What everybody may know."""
    return shape(
        shapes.PublicPractice,
        practice_id=practice.practice_id, name=practice.name, phone=practice.phone, support_email=practice.support_email,
        door=practice.door, zone=practice.zone,
    )


def settings(practice: models.Practice, terms: models.PublishedText, consent_text: models.PublishedText) -> dict[str, Any]:
    """A practice's settings."""
    plain = {name: getattr(practice, name) for name in shapes.Settings.model_fields if hasattr(practice, name)}
    return shapes.Settings(
        **plain, age_of_majority=age.age_of_majority(practice.region), terms=text(terms), consent_text=text(consent_text)
    ).model_dump()
