"""The list's filters by door 1: minors and adults, portal states, both within a search, and what stands beside each choice."""

from datetime import date, timedelta

import pytest

from clinic.domain import age


@pytest.fixture(scope="module")
def desk(open_a_practice):
    """A practice with a child whose mother was not invited, one whose father was, an adult with a login and one without consent."""
    practice = open_a_practice()
    noah, lea = practice.minor(given_name="Noah", family_name="Tremblay"), practice.minor(given_name="Lea", family_name="Tremblay")
    practice.parent(noah)
    father = practice.parent(lea, given_name="Marc", relationship="FATHER")
    practice.owner.post(f"/clients/{lea}:sendWelcomeEmail", {"contact_ids": [father]})
    client, contact = practice.adult(given_name="Grace", family_name="Tremblay")
    practice.owner.post(f"/clients/{client}/contacts/{contact}:grantConsent", {"how": "WRITTEN"})
    practice.account(contact)
    practice.account(practice.adult(given_name="David", family_name="Osei")[1])
    practice.owner.post("/clients", {"given_name": "Ada", "family_name": "Archived"})
    archived = practice.owner.get("/clients?query=archived")["clients"][0]["client_id"]
    practice.owner.patch(f"/clients/{archived}", {"status": "ARCHIVED"})
    return practice


def names(practice, wanted):
    return sorted(row["given_name"] for row in practice.owner.get(f"/clients?{wanted}")["clients"])


@pytest.mark.parametrize(("wanted", "found"), [
    ("", ["David", "Grace", "Lea", "Noah"]), ("age=MINOR", ["Lea", "Noah"]), ("age=ADULT", ["David", "Grace"]),
    ("state=NOT_INVITED", ["Noah"]), ("state=INVITED", ["Lea"]), ("state=ACTIVE", ["Grace"]), ("state=NO_CONSENT", ["David"]),
    ("state=BOUNCED", []), ("state=INVITED&age=MINOR", ["Lea"]), ("state=INVITED&age=ADULT", []),
    ("query=tremblay&age=MINOR", ["Lea", "Noah"]), ("query=tremblay&state=ACTIVE", ["Grace"]),
    ("query=tremblay&age=ADULT&state=INVITED", []),
    ("query=tremblai&age=MINOR&state=INVITED", ["Lea"]), ("query=archived&age=ADULT", ["Ada"]), ("status=ARCHIVED&age=ADULT", ["Ada"]),
])
def test_the_list_shows_whom_the_filters_name(desk, wanted, found):
    assert names(desk, wanted) == found


def test_pages_of_a_filtered_search_go_on(desk):
    first = desk.owner.get("/clients?query=tremblay&age=MINOR&page_size=1")
    rest = desk.owner.get(f"/clients?query=tremblay&age=MINOR&page_size=1&page_token={first['next_page_token']}")
    assert first["total"] == 2
    assert [first["clients"][0]["given_name"], rest["clients"][0]["given_name"], rest["next_page_token"]] == ["Lea", "Noah", ""]


def test_each_choice_says_how_many_charts_it_holds(desk):
    counted = desk.owner.get("/client-states")
    states = {one["portal_state"]: one["count"] for one in counted["states"]}
    assert states == {"NOT_INVITED": 1, "INVITED": 1, "ACTIVE": 1, "NO_CONSENT": 1}
    assert (counted["minors"], counted["adults"]) == (2, 2)
    minors = desk.owner.get("/client-states?age=MINOR")
    assert {one["portal_state"] for one in minors["states"]} == {"NOT_INVITED", "INVITED"}
    assert (minors["minors"], minors["adults"]) == (2, 2)


@pytest.mark.parametrize("wrong", ["age=CHILD", "state=HAPPY", "age="])
def test_a_filter_nobody_knows_is_refused(desk, wrong):
    assert desk.owner.ask("GET", f"/clients?{wrong}")["reason"] == "INVALID"


def test_a_minor_is_an_adult_on_the_day_they_come_of_age(practice):
    """In the practice's zone; somebody born on 29 February on 1 March where there is no 29th."""
    today = age.today_in("America/Toronto", practice.now)
    for name, days in (("Today", 0), ("Tomorrow", 1)):
        day = today + timedelta(days=days)
        born = day.replace(year=day.year - 18) if (day.month, day.day) != (2, 29) else day.replace(year=day.year - 18, day=28)
        practice.owner.post("/clients", {"given_name": name, "family_name": "Born", "birth_date": born.isoformat()})
    practice.owner.post("/clients", {"given_name": "Unknown", "family_name": "Born"})
    assert (names(practice, "age=MINOR"), names(practice, "age=ADULT")) == (["Tomorrow"], ["Today", "Unknown"])


@pytest.mark.parametrize("region", ["CA-ON", "CA-BC"])
def test_the_youngest_adult_agrees_with_the_coming_of_age_on_every_day(region):
    for today in (date(2026, 11, 24), date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)):
        latest = age.youngest_adult(region, today)
        for days in range(-3, 4):
            born = latest + timedelta(days=days)
            assert (born > latest) == (age.comes_of_age(born, region) > today), (today, born)
