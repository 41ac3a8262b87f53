"""The rule of a merge, pure: whatever stands on either chart, nobody has anything after it that they did not have before."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission import ConsentState
from clinic.domain.facts import Consent
from clinic.domain.imports.plans import KnownClient
from clinic.domain.merging import SWITCHES, Likeness, Side, likeness, unite
from clinic.domain.refusals import NotOneClient

BEGAN = datetime(2026, 1, 5, tzinfo=UTC)
DAYS = st.integers(-400, 4000).map(lambda days: date(2026, 1, 5) + timedelta(days=days))
CONSENTS = st.builds(
    Consent, state=st.sampled_from(ConsentState), how=st.sampled_from(["WRITTEN", "SPOKEN", "PORTAL", "TERMS"]),
    change_time=st.integers(0, 500).map(lambda hours: BEGAN + timedelta(hours=hours)), text_version=st.just("2026-01"),
)
ADDRESSES = st.sampled_from(["", "ana@example.com", "ana.old@example.com"])


@st.composite
def sides(draw):
    """A relationship of both charts, the staying one first; perhaps of a third too."""
    def side(stays):
        end, of_age = draw(st.none() | DAYS), draw(st.none() | DAYS)
        return Side(
            contact_id=UUID(int=1), relationship="MOTHER", stays=stays, email_key=draw(ADDRESSES), is_primary=draw(st.booleans()),
            online_access=draw(st.booleans()), email_notifications=draw(st.booleans()), in_force=draw(st.booleans()),
            consent=draw(CONSENTS), created_time=BEGAN + timedelta(days=draw(st.integers(0, 30))), end_date=end,
            rights_end=min((day for day in (end, of_age) if day), default=None), custody_note=draw(st.sampled_from([None, "A", "B"])),
            custody_forbids_consent=draw(st.booleans()),
        )
    return [side(stays=True), *(side(stays=False) for _ in range(draw(st.integers(1, 2))))]


def never(relationship, end, since):
    """A chart on which nothing but the date that is set ends rights."""
    return end


@given(sides(), ADDRESSES, st.sets(st.sampled_from(SWITCHES)))
def test_a_switch_is_on_only_where_it_was_on_for_this_login_and_on_everywhere_or_left_on(found, address, left_on):
    then = unite(found, address, never, left_on)
    for name in SWITCHES:
        on = [side for side in found if getattr(side, name)]
        if getattr(then, name):
            assert any(side.email_key == address and (side.in_force or side.stays) for side in on)
            assert len(on) == len(found) or name in left_on


@given(sides(), ADDRESSES)
def test_a_consent_holds_only_where_it_was_given_and_never_withdrawn(found, address):
    then, states = unite(found, address, never), [side.consent.state for side in found]
    if ConsentState.WITHDRAWN in states:
        assert then.consent.state is ConsentState.WITHDRAWN
    if then.consent.state is ConsentState.GRANTED:
        assert any(side.email_key in ("", address) for side in found if side.consent == then.consent)
        assert any(side.custody_forbids_consent and side.consent == then.consent for side in found) or not then.custody_forbids_consent


@given(sides(), ADDRESSES)
def test_rights_end_no_later_than_on_either_chart_and_no_custody_note_is_lost(found, address):
    then = unite(found, address, never)
    ends = [side.rights_end for side in found if side.rights_end]
    assert then.end_date == min(ends, default=None)
    assert then.custody_forbids_consent == any(side.custody_forbids_consent for side in found)
    assert all(side.custody_note in (then.custody_note or "").split("\n") for side in found if side.custody_note)


@given(sides(), ADDRESSES)
def test_the_order_of_the_charts_changes_nothing_of_what_is_allowed(found, address):
    def allowed(sides):
        then = unite(sides, address, never)
        return then.online_access, then.email_notifications, then.consent.state, then.end_date, then.custody_forbids_consent
    assert allowed(found) == allowed([found[0], *reversed(found[1:])])


def test_nobody_is_the_client_on_one_chart_and_their_mother_on_the_other():
    common = {"email_key": "", "is_primary": True, "online_access": True, "email_notifications": True, "in_force": True,
              "consent": Consent(), "created_time": BEGAN}
    one, other = (
        Side(contact_id=UUID(int=1), relationship=held, stays=held == "SELF", **common) for held in ("SELF", "MOTHER")
    )
    with pytest.raises(NotOneClient):
        unite([one, other], "", never)


@pytest.mark.parametrize(
    ("name", "born", "emails", "found"),
    [
        ("Roy Zoe", date(2015, 5, 1), (), Likeness.SAME),
        ("Roy Zoe", date(2015, 5, 2), (), None),
        ("Roy Zoe", None, (), Likeness.SAME_NAME),
        ("Roy Zoe", None, ("ana@example.com",), Likeness.SAME),
        ("Roy Z", date(2015, 5, 1), (), Likeness.ALIKE),
        ("Roy Lou", date(2015, 5, 1), (), None),
    ],
)
def test_charts_resemble_each_other_by_name_and_date_of_birth(name, born, emails, found):
    def chart(name, born, emails):
        family, given_name = name.split()
        return KnownClient(UUID(int=1), given_name, family, f"{family} {given_name}".lower(), born, True, frozenset(emails))
    assert likeness(chart("Roy Zoe", date(2015, 5, 1), ("ana@example.com",)), chart(name, born, emails)) is found
