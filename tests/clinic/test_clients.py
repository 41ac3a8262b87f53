"""Charts by door 1: adding, changing, archiving, listing."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic


def access_of(practice, contact_id):
    """The newest announced state of a contact's relationship."""
    return [event for event in practice.announced(clinic.AccessChanged) if event.contact_id == contact_id][-1]


def birthday(practice, years, days=0):
    """Born so many years ago, some days more or fewer."""
    today = practice.now.date()
    return date(today.year - years, today.month, min(today.day, 28)) - timedelta(days=days)


def test_an_adult_becomes_a_contact_of_their_own_chart_with_both_switches_on_and_no_consent(practice):
    client_id, contact_id = practice.adult(phone="416-555-0177")
    person = practice.person(client_id, contact_id)
    assert (person["relationship"], person["is_primary"], person["phone"]) == ("SELF", True, "416-555-0177")
    assert (person["online_access"], person["email_notifications"]) == (True, True)
    assert person["consent"]["state"] == "MISSING" and person["online_access_by"] is None
    event = access_of(practice, contact_id)
    assert (event.relationship, event.version, event.in_force) == (clinic.RELATIONSHIP_SELF, 1, True)
    assert event.consent.state == clinic.CONSENT_STATE_MISSING
    assert practice.announced(clinic.ContactChanged)[-1].contact_id == contact_id
    assert practice.announced(clinic.ClientChanged)[-1].active


@pytest.mark.parametrize("minor", [True, False])
def test_a_minor_and_an_adult_with_a_guardian_have_nobody_until_somebody_is_added(practice, minor):
    said = {"birth_date": birthday(practice, 11).isoformat()} if minor else {"has_guardian": True}
    client = practice.owner.post("/clients", {"given_name": "Noah", "family_name": "Tremblay"} | said)
    assert client["self_contact_id"] is None and client["minor"] is minor
    assert practice.owner.get(f"/clients/{client['client_id']}/contacts") == {"contacts": []}
    assert not practice.announced(clinic.ContactChanged)


def test_an_address_on_a_minors_chart_is_refused_and_nothing_is_written(practice):
    said = {"given_name": "Noah", "family_name": "Tremblay", "birth_date": birthday(practice, 5).isoformat(), "email": "noah@example.com"}
    answer = practice.owner.ask("POST", "/clients", said)
    assert (answer.status, answer["errors"][0]["reason"]) == (400, "NOT_ON_A_MINOR")
    assert practice.owner.get("/clients")["total"] == 0 and not practice.announced(clinic.ClientChanged)


def test_a_chart_says_how_old_somebody_is_and_until_when_a_minor(practice):
    born = birthday(practice, 17, -3)
    client = practice.owner.post("/clients", {"given_name": "Freya", "family_name": "Lindqvist", "birth_date": born.isoformat()})
    assert (client["minor"], client["minor_until"]) == (True, born.replace(year=born.year + 18).isoformat())
    practice.owner.patch("/settings", {"region": "CA-BC"})
    assert practice.owner.get(f"/clients/{client['client_id']}")["minor_until"] == born.replace(year=born.year + 19).isoformat()


def test_what_is_given_is_changed_and_what_is_not_stays(practice):
    client_id, _ = practice.adult()
    clinician = str(uuid4())
    practice.owner.patch(f"/clients/{client_id}", {"clinician_id": clinician})
    changed = practice.owner.patch(f"/clients/{client_id}", {"family_name": "Whitfield-Osei"})
    assert (changed["given_name"], changed["family_name"], changed["clinician_id"]) == ("Grace", "Whitfield-Osei", clinician)
    assert practice.owner.patch(f"/clients/{client_id}", {"clinician_id": None})["clinician_id"] is None
    assert practice.owner.ask("PATCH", f"/clients/{client_id}", {"family_name": None}).status == 400


def test_archiving_a_chart_announces_that_nobody_has_access_and_restoring_gives_it_back(practice):
    client_id, contact_id = practice.adult()
    practice.owner.patch(f"/clients/{client_id}", {"status": "ARCHIVED"})
    assert not practice.announced(clinic.ClientChanged)[-1].active
    assert not access_of(practice, contact_id).in_force
    assert practice.owner.post(f"/clients/{client_id}:sendWelcomeEmail",
        {"contact_ids": [contact_id]})["results"][0]["reason"] == "CLIENT_ARCHIVED"
    assert practice.owner.get("/clients")["total"] == 0
    assert practice.owner.get("/clients?status=ARCHIVED")["total"] == 1
    added = practice.owner.ask("POST", f"/clients/{client_id}/contacts", {"given_name": "A", "family_name": "B", "relationship": "OTHER"})
    assert (added.status, added["reason"]) == (409, "CLIENT_ARCHIVED")
    practice.owner.patch(f"/clients/{client_id}", {"status": "ACTIVE"})
    assert practice.announced(clinic.ClientChanged)[-1].version == 3 and access_of(practice, contact_id).in_force


def test_the_list_shows_who_needs_somebody_first_and_then_by_name_over_its_pages(practice):
    for family in ("Zola", "adeyemi", "Ångström", "Bell"):
        practice.adult(family_name=family)
    fine_id, fine_contact = practice.adult(family_name="Aaronson")
    practice.account(fine_contact)
    practice.owner.post(f"/clients/{fine_id}/contacts/{fine_contact}:grantConsent", {"how": "WRITTEN"})
    seen, token = [], ""
    while True:
        page = practice.owner.get(f"/clients?page_size=2&page_token={token}")
        seen += [row["family_name"] for row in page["clients"]]
        if not (token := page["next_page_token"]):
            break
    assert seen == ["adeyemi", "Ångström", "Bell", "Zola", "Aaronson"]
    assert (page["total"], page["more_than_total"]) == (5, False)
    assert [row["needs_you"] for row in page["clients"]] == [False]


def test_the_list_can_be_of_one_portal_state(practice):
    practice.adult(family_name="Bell", email=None)
    practice.adult(family_name="Zola")
    assert [row["family_name"] for row in practice.owner.get("/clients?state=NO_EMAIL")["clients"]] == ["Bell"]
    assert practice.owner.get("/client-states")["states"] == [{"portal_state": "NOT_INVITED", "count": 1},
        {"portal_state": "NO_EMAIL", "count": 1}]


@pytest.mark.parametrize("query", ["page_token=x", "page_token=W10=", "page_token=WzFd", "page_size=0", "page_size=1000", "state=NICE",
    "colour=red",
                                   "page_token=" + "W1sx" * 200])
def test_a_list_that_cannot_be_is_refused(practice, query):
    answer = practice.owner.ask("GET", f"/clients?{query}")
    assert (answer.status, answer["reason"]) == (400, "INVALID")


@pytest.mark.parametrize("body", [
    {}, {"given_name": "A"}, {"given_name": "", "family_name": "B"}, {"given_name": " ", "family_name": "B"},
    {"given_name": 1, "family_name": "B"},
    {"given_name": "A" * 201, "family_name": "B"}, {"given_name": "A\n", "family_name": "B\nC"},
    {"given_name": "A\u0000", "family_name": "B"},
    {"given_name": "A", "family_name": "B", "nickname": "C"}, {"given_name": "A", "family_name": "B", "email": "a@b\r\nBcc: c@example.com"},
    {"given_name": "A", "family_name": "B", "birth_date": "2199-01-01"},
    {"given_name": "A", "family_name": "B", "birth_date": "9999-12-31"},
    {"given_name": "A", "family_name": "B", "birth_date": "yesterday"}, {"given_name": "A", "family_name": "B", "birth_date": "0001-01-01"},
    {"given_name": "A", "family_name": "B", "has_guardian": "yes"}, {"given_name": "A", "family_name": "B", "clinician_id": "me"}, [], "x",
    None,
])
def test_a_chart_that_does_not_fit_is_refused_with_a_problem(practice, body):
    answer = practice.owner.ask("POST", "/clients", body)
    assert answer.status == 400 and answer["reason"] in ("INVALID", "BAD_REQUEST"), answer
    assert practice.owner.get("/clients")["total"] == 0


def test_the_same_request_sent_twice_adds_one_client(practice):
    said = {"given_name": "Grace", "family_name": "Whitfield"}
    first, again = (practice.owner.ask("POST", "/clients", said, Idempotency_Key="k1") for _ in range(2))
    assert first.body == again.body and practice.owner.get("/clients")["total"] == 1


@pytest.mark.parametrize(("role", "status"), [("OWNER", 201), ("ADMIN", 201), ("FRONT_DESK", 201), ("CLINICIAN", 403), ("STUDENT", 403),
    (None, 403)])
def test_the_front_desk_adds_clients_and_clinicians_read_them(practice, role, status):
    caller = practice.staff(role)
    assert caller.ask("POST", "/clients", {"given_name": "A", "family_name": "B"}).status == status
    assert caller.ask("GET", "/clients").status == (200 if role else 403)


def test_another_practices_chart_is_not_found(practice, other):
    client_id, contact_id = practice.adult()
    for method, path, body in (
        ("GET", f"/clients/{client_id}", None), ("PATCH", f"/clients/{client_id}", {"given_name": "Mine"}),
        ("GET", f"/clients/{client_id}/contacts", None),
        ("PATCH", f"/clients/{client_id}/contacts/{contact_id}", {"online_access": False}),
        ("PATCH", f"/contacts/{contact_id}", {"given_name": "Mine"}),
        ("POST", f"/clients/{client_id}:sendWelcomeEmail", {"contact_ids": [contact_id]}),
        ("POST", f"/clients/{client_id}/contacts/{contact_id}:grantConsent", {"how": "WRITTEN"}),
        ("GET", f"/clients/{client_id}/contacts/{contact_id}/access-report", None),
    ):
        answer = other.owner.ask(method, path, body)
        assert (answer.status, answer["reason"].endswith("_UNKNOWN")) == (404, True), (path, answer)
    assert practice.owner.get(f"/clients/{client_id}")["given_name"] == "Grace"
