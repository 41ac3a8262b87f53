"""The rules, as properties."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Invalid
from identity.breached import _listed, is_listed
from identity.domain import accounts, addresses, bindings, browsers, links, login_sessions, passwords
from identity.domain.accounts import AccountState
from identity.domain.bindings import BindingState, Held, Step
from identity.domain.links import CAP, CAP_WINDOW, Issued, LinkState
from identity.domain.login_sessions import WhyRefused

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ascii_emails = st.from_regex(r"[A-Za-z0-9.+_-]{1,20}@[a-z]{1,10}\.example", fullmatch=True)
names = st.sampled_from(["", "Maple Counselling", "maple"])


# Addresses.


@given(ascii_emails)
def test_an_address_is_the_same_in_any_case_and_keeps_its_dots_and_tags(email):
    assert addresses.fold(email.upper()) == addresses.fold(email.lower()) == email.lower()


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text):
    assert addresses.fold(addresses.fold(text)) == addresses.fold(text)


@given(st.text(max_size=40))
def test_no_letter_from_outside_ascii_becomes_one_inside_it(text):
    plain = "".join(letter for letter in text.strip() if letter.isascii())
    assert "".join(letter for letter in addresses.fold(text) if letter.isascii()).strip() == plain.lower().strip()


@pytest.mark.parametrize("look_alike", ["\u212aate", "\u0130da", "k\u0131m", "\uff4bate"])
def test_a_look_alike_is_another_address(look_alike):
    real = {"kate@maple.example", "ida@maple.example", "kim@maple.example"}
    assert addresses.fold(f"{look_alike}@maple.example") not in real


def test_an_accent_is_the_same_however_it_was_typed():
    assert addresses.fold("zo\u00eb@maple.example") == addresses.fold("zoe\u0308@maple.example") == addresses.fold("ZO\u00cb@maple.example")


@pytest.mark.parametrize("email", ["", "x", "a@b", "a b@c.example", "a@c.example\r\nBcc: d@e.example", "a@" + "b" * 300 + ".example"])
def test_an_address_no_mail_could_reach_is_refused(email):
    with pytest.raises(Invalid):
        addresses.checked(email)


def test_an_address_is_kept_as_it_was_given():
    assert addresses.checked(" Dana.O+kids@Maple.Example ") == "Dana.O+kids@Maple.Example"


# Passwords.

MAPLE = ["maple", "Maple Counselling"]
UNRELATED = ("walnut", "ferry", "quilted", "harbour", "tuesday", "copper", "violet", "saddle", "anchor", "gravel", "thimble", "cedar")


def listed_words(least):
    """The list's words of so many letters or more."""
    words = [word for word in _listed().strip(",").split(",") if len(word) >= least and (least > 6 or word.isalpha())]
    assert len(words) > 200
    return st.sampled_from(words)


@given(st.text(alphabet="abcdefghijklmnop qrstuvwxyz0123456789", min_size=12, max_size=256).filter(lambda t: len(set(t)) > 12))
def test_any_long_enough_varied_password_passes_without_composition_rules(password):
    assert passwords.check(password, "x@y.example", [], lambda word: False) == password


@given(st.text(max_size=11))
def test_fewer_than_twelve_characters_are_too_short(password):
    with pytest.raises(passwords.PasswordTooShort):
        passwords.check(password, "x@y.example", [], is_listed)


@given(st.text(min_size=257, max_size=300).filter(lambda t: len(passwords.normal(t)) > 256))
def test_more_than_256_characters_are_too_long(password):
    with pytest.raises(passwords.PasswordTooLong):
        passwords.check(password, "x@y.example", [], is_listed)


@given(st.sampled_from(["maple", "MapleCounselling", "dana.smith", "Dana Smith"]), st.from_regex(r"[0-9!?_-]{8,14}", fullmatch=True))
def test_a_name_with_digits_around_it_is_too_easy(name, tail):
    with pytest.raises(passwords.PasswordOnlyNames):
        passwords.check((name + tail).ljust(12, "!"), "dana.smith@maple.example", MAPLE, is_listed)


@pytest.mark.parametrize("password", [
    "Password1234", "aaaaaaaaaaaaaa", "abcdefghijklm", "123456789012", "PASSWORDPASSWORD", "p@ssw0rd2024", "!!Sunshine2024",
    "letmein letmein", "monkey-monkey-12", "1qaz2wsx3edc", "iloveyou12345678", "qwertyuiop[]",
])  # fmt: skip
def test_what_guessers_try_early_is_refused(password):
    with pytest.raises(passwords.PasswordTooCommon):
        passwords.check(password, "x@y.example", [], is_listed)


@pytest.mark.parametrize("password", ["Counselling 2026", "maple-password1", "dana.smith.maple", "counselling-maple", "SMITH!!dana!!1970"])
def test_words_of_the_practice_and_of_the_email_are_no_password_however_they_are_joined(password):
    with pytest.raises(passwords.PasswordOnlyNames):
        passwords.check(password, "dana.smith@maple.example", MAPLE, is_listed)


@pytest.mark.parametrize("password", [
    "under the maple we count sheep", "seven quiet chairs", "correct horse battery staple", "une chaise au jardin",
])  # fmt: skip
def test_a_few_words_are_fine_also_where_the_practice_is_among_them(password):
    assert passwords.check(password, "dana.smith@maple.example", MAPLE, is_listed)


@given(word=listed_words(12), capital=st.booleans())
def test_every_listed_password_is_refused_in_small_letters_and_in_capitals(word, capital):
    with pytest.raises(passwords.PasswordTooCommon):
        passwords.check(word.upper() if capital else word, "x@y.example", [], is_listed)


@given(word=listed_words(6), around=st.from_regex(r"[0-9!?.]{6}", fullmatch=True), in_front=st.booleans())
def test_every_listed_password_of_six_letters_stays_refused_with_six_characters_around_it(word, around, in_front):
    with pytest.raises(passwords.PasswordTooCommon):
        passwords.check(around + word if in_front else word + around, "x@y.example", [], is_listed)


@given(words=st.lists(st.sampled_from(UNRELATED), min_size=3, max_size=6, unique=True), between=st.sampled_from(["", " ", "-"]))
def test_three_unrelated_words_are_always_good_enough(words, between):
    assert passwords.check(between.join(words), "dana.smith@maple.example", MAPLE, is_listed)


@given(st.text(min_size=12, max_size=256))
def test_any_text_at_all_is_judged(password):
    try:
        assert passwords.check(password, "x@y.example", MAPLE, is_listed) == passwords.normal(password)
    except (passwords.PasswordTooCommon, passwords.PasswordOnlyNames, passwords.PasswordTooShort, passwords.PasswordTooLong) as refusal:
        assert refusal.reason.startswith("PASSWORD_")


def test_the_list_is_long_and_costs_little():
    listed = _listed()
    assert listed.count(",") > 20_000 and len(listed) < 300_000
    assert is_listed("password") and not is_listed("") and not is_listed("123456,password") and not is_listed("seven quiet chairs")


# Links.


@given(st.lists(st.integers(0, 72 * 60), max_size=12), st.integers(0, 2))
def test_nobody_is_sent_more_than_five_links_in_any_day(minutes, strangers):
    """Send at each of these minutes wherever the cap allows it; then look at every window of 24 hours."""
    sent: list[Issued] = []
    for minute in sorted(minutes):
        at = NOW + timedelta(minutes=minute)
        if links.allowed_time(sent, frozenset({"me"}), at) is None:
            sent.append(Issued(at, frozenset({"me"})))
        sent.append(Issued(at, frozenset({f"stranger {strangers}"})))
    mine = [link.issue_time for link in sent if "me" in link.contact_ids]
    assert all(sum(start <= other < start + CAP_WINDOW for other in mine) <= CAP for start in mine)


@given(st.lists(st.integers(0, 23 * 60), min_size=5, max_size=9))
def test_the_time_that_is_told_is_the_time_it_works_again(minutes):
    sent = [Issued(NOW - timedelta(minutes=minute), frozenset({"me"})) for minute in minutes]
    allowed = links.allowed_time(sent, frozenset({"me"}), NOW)
    assert allowed and allowed > NOW
    assert links.allowed_time(sent, frozenset({"me"}), allowed) is None
    assert links.allowed_time(sent, frozenset({"me"}), allowed - timedelta(seconds=1)) is not None


@given(st.sampled_from(LinkState), st.integers(-100, 100))
def test_a_link_is_spendable_only_while_it_lives(state, hours):
    expire = NOW + timedelta(hours=hours)
    now = links.state_at(state, expire, NOW)
    refusal = links.refusal_of(now, expire, NOW)
    assert (refusal is None) == (state == LinkState.LIVE and expire > NOW)


# Bindings.


def held(state, binding, email="old@x.example"):
    return Held(email, state, binding)


@given(st.sampled_from(AccountState), st.booleans(), st.sampled_from(["new@x.example", None]))
def test_an_account_that_was_ever_used_keeps_its_contact(state, access, email):
    wanted = bindings.step(email, access, held(state, BindingState.BOUND))
    assert (wanted == Step(False, False)) == (state != AccountState.PENDING)


@given(st.sampled_from(AccountState), st.sampled_from([BindingState.OFFERED, BindingState.BOUND]), st.booleans())
def test_nothing_moves_while_the_address_is_the_same(state, binding, access):
    assert bindings.step("old@x.example", access, held(state, binding)) == Step(False, False)


@given(st.sampled_from(["new@x.example", None]), st.booleans())
def test_a_contact_with_access_and_an_email_has_an_account(email, access):
    assert bindings.step(email, access, None).attach == (access and email is not None)


def test_only_an_account_nobody_used_yet_takes_a_person_in_by_itself():
    assert {state: bindings.state_on(state) for state in AccountState} == {
        AccountState.PENDING: BindingState.BOUND, AccountState.ACTIVE: BindingState.OFFERED, AccountState.LOCKED: BindingState.OFFERED,
        AccountState.DISABLED: BindingState.OFFERED}


# Sign-ins.


@given(st.integers(0, 200), st.sampled_from([10, 100]))
def test_waits_grow_and_never_pass_a_quarter_of_an_hour(wrong, limit):
    wait, longer = login_sessions.wait_after(wrong, limit), login_sessions.wait_after(wrong + 1, limit)
    assert timedelta() <= wait <= longer <= timedelta(minutes=15)
    assert (wait > timedelta()) == (wrong >= limit)


@given(st.sampled_from([*AccountState, None]), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_only_a_right_password_on_an_active_account_that_isnt_slowed_is_let_in(state, has_password, slowed, right, run_out):
    until = NOW - timedelta(hours=1) if run_out else None
    why = login_sessions.why_refused(state, has_password, until, slowed=slowed, right=right, now=NOW)
    good = state in (AccountState.ACTIVE, AccountState.PENDING) and has_password and not slowed and right and not run_out
    assert (why is None) == good
    if why == WhyRefused.TEMPORARY_PASSWORD_EXPIRED:
        assert right and not slowed


# Roles.


@given(st.sampled_from([*accounts.Role, None]), st.sampled_from([*accounts.Role, None]))
def test_nobody_acts_on_a_higher_role(actor, other):
    order = [None, "STUDENT", "ADMIN", "OWNER"]
    height = {role: order.index(role if role in (None, "ADMIN", "OWNER") else "STUDENT") for role in (actor, other)}
    if height[other] > height[actor]:
        with pytest.raises(accounts.HigherRole):
            accounts.check_rank(actor, other)
    else:
        accounts.check_rank(actor, other)


# Browsers.


@pytest.mark.parametrize(("agent", "named"), [
    ("Mozilla/5.0 (Linux; Android 14) Chrome/131.0.0.0 Mobile Safari/537.36", "Chrome 131 on Android"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.2903.70", "Edge 131 on Windows"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1", "Safari 18 on iOS"),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox 133 on macOS"),
    ("Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1", "Chrome 131 on iOS"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148 [FBAN/FBIOS;FBAV/440.0.0]", "Facebook 440 on iOS"),
    ("Mozilla/5.0 (Linux; Android 14; wv) Chrome/131.0.0.0 Mobile Safari/537.36 Instagram 309.1.0 Android", "Instagram 309 on Android"),
    ("curl/8.0", ""), ("", ""),
])  # fmt: skip
def test_a_browser_is_named_as_far_as_it_says(agent, named):
    assert browsers.name(agent) == named


@given(st.text(max_size=600))
def test_any_header_is_survived(agent):
    assert len(browsers.name(agent)) < 600
