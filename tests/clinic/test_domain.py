"""Rules without a database: ages, names, addresses, search, portal states."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission import AccountState, ConsentState
from chassis.addresses import email_address, same_email
from clinic.domain import age, browsers, fields, search, welcome
from clinic.domain.facts import Account, Consent, Facts, Link, Mail, Switch, Welcome
from clinic.domain.portal import PortalState, needs_you, next_change, portal_state

LAST = "\U0010ffff"
NOW = datetime(2026, 11, 24, 14, 42, tzinfo=UTC)
HOUR = timedelta(hours=1)
REGIONS = ["CA-ON", "CA-BC", "CA-QC", "CA-NS", "US-NY"]


# Age.

@pytest.mark.parametrize(("region", "years"), [("CA-ON", 18), ("CA-BC", 19), ("CA-NB", 19), ("CA-NL", 19), ("CA-NS", 19), ("CA-NT", 19),
                                               ("CA-NU", 19), ("CA-YT", 19), ("CA-QC", 18), ("US-CA", 18)])
def test_the_age_of_majority_follows_the_region(region, years):
    assert age.age_of_majority(region) == years


def test_somebody_born_on_a_leap_day_comes_of_age_on_the_first_of_march():
    assert age.comes_of_age(date(2008, 2, 29), "CA-ON") == date(2026, 3, 1)
    assert age.comes_of_age(date(2008, 2, 29), "CA-BC") == date(2027, 3, 1)


@given(st.dates(date(1930, 1, 1), date(2025, 12, 31)), st.sampled_from(REGIONS), st.integers(-800, 800))
def test_a_minor_is_whoever_has_not_completed_the_years(born, region, days):
    day = age.comes_of_age(born, region) + timedelta(days=days)
    if day < born:
        return
    minor = age.minor_until(born, region, day) is not None
    assert minor == (age.years_between(born, day) < age.age_of_majority(region)) == (days < 0)


@given(st.dates(date(2000, 1, 1), date(2025, 12, 31)), st.sampled_from(REGIONS), st.dates(date(2026, 1, 1), date(2060, 1, 1)) | st.none())
def test_rights_over_a_minor_end_at_the_earlier_of_both_days(born, region, end_date):
    added = born + timedelta(days=30)
    end, why = age.rights_end("MOTHER", end_date, birth_date=born, has_guardian=False, added=added, region=region)
    of_age = age.comes_of_age(born, region)
    assert end == min(of_age, end_date or of_age)
    assert why == ("SET" if end_date and end_date <= of_age else "COMES_OF_AGE")


@pytest.mark.parametrize("said", [{"relationship": "SELF"}, {"relationship": "PARTNER"}, {"has_guardian": True},
    {"added": date(2026, 11, 2)},
                                  {"birth_date": None}])
def test_coming_of_age_ends_only_what_was_held_over_a_minor(said):
    asked = {"relationship": "GUARDIAN", "birth_date": date(2008, 11, 1), "has_guardian": False, "added": date(2020, 1, 1),
        "region": "CA-ON"} | said
    assert age.rights_end(asked.pop("relationship"), None, **asked) == (None, None)


def test_a_day_begins_in_the_practices_zone():
    assert age.start_of_day(date(2026, 11, 24), "America/Toronto") == datetime(2026, 11, 24, 5, tzinfo=UTC)
    assert age.today_in("America/Vancouver", datetime(2026, 11, 24, 7, 59, tzinfo=UTC)) == date(2026, 11, 23)
    assert age.start_of_day(date(2026, 3, 8), "America/Toronto") == datetime(2026, 3, 8, 5, tzinfo=UTC)  # the day clocks go forward


# Fields.

@pytest.mark.parametrize("wrong", ["a@b", "a b@example.com", "a@example.com\n", "a@example.com\r\nBcc: x@example.com", "@example.com",
    "a@@example.com",
                                   "аnna@example.com", "a" * 65 + "@example.com", "a@exa mple.com", '"a b"@example.com'])
def test_an_address_that_mail_cannot_be_sent_to_is_refused(wrong):
    with pytest.raises(ValueError):
        email_address(wrong)


def test_an_address_keeps_its_dots_and_tags_and_is_compared_without_case():
    assert email_address("Julie.T+kids@EXAMPLE.com") == "Julie.T+kids@example.com"
    assert same_email("Julie.T+kids@example.com") == same_email("julie.t+KIDS@Example.com")
    assert same_email("julie.t@example.com") != same_email("juliet@example.com")


@pytest.mark.parametrize("wrong", ["Ann\nBell", "Ann\tBell", "Ann\u202eBell", "Ann\r"])
def test_a_name_stays_on_its_line(wrong):
    with pytest.raises(ValueError):
        fields.one_line(wrong)


@pytest.mark.parametrize("wrong", ["Maple", "m", "ma", "all", "www", "ma.ple", "-maple", "maple-", "1maple", "máple", "a" * 33])
def test_a_practice_label_is_a_host_label(wrong):
    with pytest.raises(ValueError):
        fields.practice_label(wrong)


@pytest.mark.parametrize(("browser", "fine"), [
    ("Chrome 131 on Android", True), ("Chrome 90 on Windows", False), ("Safari 17 on iPhone", True), ("Android WebView 120", False),
    ("Facebook in-app browser", False), ("Netscape 4", None), ("", None), ("Edge 130", True), ("Firefox 100 on Linux", False),
])
def test_a_browser_is_known_to_work_known_not_to_or_unknown(browser, fine):
    assert browsers.supported(browser) is fine


# Search.

names = st.text(st.characters(categories=["L"], max_codepoint=0x24F), min_size=1, max_size=20)


@given(names)
def test_folding_twice_changes_nothing_and_case_does_not_matter(name):
    assert search.fold(search.fold(name)) == search.fold(name)
    assert search.fold(name.upper().lower()) == search.fold(name.lower().upper().lower())


@pytest.mark.parametrize(("name", "folded"), [("Sørensen", "sorensen"), ("Łukasz", "lukasz"), ("Zoë", "zoe"), ("Straße", "strasse"),
    ("ÉMILIE", "emilie")])
def test_accents_fold_away(name, folded):
    assert search.fold(name) == folded


@given(names)
def test_every_beginning_of_a_word_finds_it(name):
    for word in search.words(name):
        for length in range(1, len(word) + 1):
            assert word[:length] <= word < word[:length] + LAST


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=14), st.data())
def test_one_wrong_letter_is_forgiven_and_the_word_is_worth_comparing(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    for typo in (word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :], word[:at] + letter + word[at:]):
        if len(typo) >= search.FORGIVING_FROM:
            assert search.nearly(typo, word), typo
            assert len(search.trigrams(typo) & search.trigrams(word)) >= search.enough(typo), typo


@pytest.mark.parametrize(("asked", "word", "found"), [
    ("tremblai", "tremblay", True), ("trembaly", "tremblay", True), ("tembl", "tremblay", True), ("bell", "ball", False),
    ("smith", "smyth", True),
    ("okafor", "okonkwo", False), ("noah", "noam", False),
])
def test_a_search_forgives_one_letter_in_names_of_five_and_more(asked, word, found):
    assert search.nearly(asked, word) is found


def test_a_phone_is_found_by_its_beginning_its_last_seven_and_its_last_four():
    known = search.phone_words("+1 (416) 555-0142")
    for query in ("416555", "(416) 555-0142", "+1 416 555 0142", "555-0142", "0142"):
        assert any(word.startswith(search.asked(query)[0]) for word in known), query
    assert not any(word.startswith(search.asked("014")[0]) and len(word) > 4 for word in known)


def test_a_query_is_cut_into_at_most_six_words():
    assert len(search.asked("a b c d e f g h")) == 6
    assert search.asked("O'Brien") == ["obrien"]
    assert "obrien" in search.words("O'Brien") and search.asked("  ") == []


# Portal states.

def person(**known):
    return Facts(
        **{"contact_id": uuid4(), "client_id": uuid4(), "given_name": "Julie", "family_name": "Tremblay", "relationship": "MOTHER",
           "is_primary": True, "online_access": Switch(True, NOW - 50 * HOUR), "email_notifications": Switch(True, NOW - 50 * HOUR),
           "created_time": NOW - 50 * HOUR, "email": "julie@example.com"} | known
    )


def link(state="LIVE", hours=20, **known):
    return Link(uuid4(), "INVITATION", state, NOW - HOUR, NOW + hours * HOUR, **known)


def login(state=AccountState.ACTIVE, **known):
    return Account(**{"account_id": uuid4(), "state": state, "email": "julie@example.com", "password": "SET", "change_time": NOW} | known)


def mail(state, **known):
    return Mail(**{"message_id": uuid4(), "state": state, "reason": "NO_MAILBOX", "detail": "", "to_address": "Julie@example.com",
                   "queue_time": NOW, "change_time": NOW} | known)


PENDING = AccountState.PENDING
GRANTED = Consent(ConsentState.GRANTED, "1", NOW)


@pytest.mark.parametrize(("known", "state"), [
    ({}, "NOT_INVITED"),
    ({"email": None}, "NO_EMAIL"),
    ({"welcome": Welcome(NOW)}, "INVITED"),
    ({"welcome": Welcome(NOW, None, "TOO_MANY_LINKS")}, "NOT_INVITED"),
    ({"account": login(PENDING, link=link())}, "INVITED"),
    ({"account": login(PENDING, link=link(hours=5))}, "EXPIRING"),
    ({"account": login(PENDING, link=link(hours=-1))}, "LINK_EXPIRED"),
    ({"account": login(PENDING, link=link("EXPIRED"))}, "LINK_EXPIRED"),
    ({"account": login(PENDING, link=link("REVOKED"))}, "NOT_INVITED"),
    ({"account": login(PENDING, link=link("EXPIRED")), "welcome": Welcome(NOW)}, "LINK_EXPIRED"),
    ({"account": login(PENDING, link=link()), "mail": mail("BOUNCED")}, "BOUNCED"),
    ({"account": login(PENDING, link=link()), "mail": mail("BOUNCED"), "email": "new@example.com"}, "INVITED"),
    ({"account": login(PENDING, link=link()), "mail": mail("DEFERRED")}, "INVITED"),
    ({"account": login(binding="OFFERED")}, "INVITED"),
    ({"account": login()}, "NO_CONSENT"),
    ({"account": login(), "consent": Consent(ConsentState.WITHDRAWN, "1", NOW)}, "NO_CONSENT"),
    ({"account": login(), "consent": GRANTED}, "ACTIVE"),
    ({"account": login(), "consent": GRANTED, "online_access": Switch(False, NOW)}, "ACCESS_OFF"),
    ({"account": login(), "consent": GRANTED, "rights_end_time": NOW}, "ACCESS_OFF"),
    ({"account": login(AccountState.LOCKED), "consent": GRANTED}, "LOCKED"),
    ({"account": login(password="TEMPORARY", temporary_expire_time=NOW), "consent": GRANTED}, "PASSWORD_LAPSED"),
    ({"account": login(password="TEMPORARY", temporary_expire_time=NOW + HOUR), "consent": GRANTED}, "ACTIVE"),
])
def test_a_portal_state_says_how_far_somebody_has_come(known, state):
    assert portal_state(person(**known), NOW).state == state


def test_only_people_meant_to_sign_in_need_somebody():
    assert needs_you(person(), PortalState.NOT_INVITED, NOW)
    assert not needs_you(person(is_primary=False, online_access=Switch(False, NOW)), PortalState.ACCESS_OFF, NOW)
    assert not needs_you(person(client_active=False), PortalState.BOUNCED, NOW)
    assert not needs_you(person(), PortalState.ACTIVE, NOW)


def test_time_changes_a_state_exactly_when_it_was_foretold():
    facts = person(account=login(PENDING, link=link(hours=20)), rights_end_time=NOW + 30 * HOUR)
    instants = []
    now = NOW
    while (due := next_change(facts, now)) is not None:
        instants.append(((due - NOW) / HOUR, portal_state(facts, due).state.value))
        now = due
    assert instants == [(14, "EXPIRING"), (20, "LINK_EXPIRED"), (30, "ACCESS_OFF")]


@given(st.lists(st.integers(0, 60), max_size=12))
def test_the_cap_opens_a_day_after_the_fifth_last_welcome(hours):
    earlier = [NOW - hour * HOUR for hour in hours]
    allowed = welcome.allowed_time(earlier, NOW)
    assert (allowed is not None) == (sum(hour < 24 for hour in hours) >= 5)
    if allowed:
        assert NOW < allowed <= NOW + 24 * HOUR
        assert sum(time > allowed - 24 * HOUR for time in earlier) < 5
