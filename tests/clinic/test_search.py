"""Search by door 1, as the front desk types."""

from urllib.parse import quote

import pytest


@pytest.fixture(scope="module")
def desk(open_a_practice):
    """A practice with people who are easily mistaken for each other."""
    practice = open_a_practice()
    noah = practice.minor(given_name="Noah", family_name="Tremblay")
    practice.parent(noah, given_name="Julie", family_name="Gagnon", email="julie.gagnon@mail.example.com", phone="+1 (416) 555-0142")
    practice.adult(given_name="Hannah", family_name="Sørensen", email="h.sorensen@example.com")
    practice.adult(given_name="Mei-Lin", family_name="Chow", email="meilin@example.com", phone="647-555-0119")
    practice.adult(given_name="Siobhán", family_name="O'Brien", email="siobhan@example.com")
    practice.adult(given_name="Noam", family_name="Tremblay-Roy", email="noam@example.com")
    return practice


def found(practice, query, **page):
    options = "".join(f"&{key}={value}" for key, value in page.items())
    return [row["given_name"] for row in practice.owner.get(f"/clients?query={quote(query)}{options}")["clients"]]


@pytest.mark.parametrize(("query", "names"), [
    ("tremblay", ["Noah", "Noam"]), ("TREM", ["Noah", "Noam"]), ("noah", ["Noah"]), ("noa", ["Noah", "Noam"]), ("noah tremblay", ["Noah"]),
    ("tremblay noa", ["Noah", "Noam"]), ("sorensen", ["Hannah"]), ("SØREN", ["Hannah"]), ("sörensen", ["Hannah"]),
    ("siobhan obrien", ["Siobhán"]),
    ("o'brien", ["Siobhán"]), ("brien", ["Siobhán"]), ("mei lin", ["Mei-Lin"]), ("meilin", ["Mei-Lin"]), ("julie", ["Noah"]),
    ("gagnon", ["Noah"]),
    ("julie.gagnon@mail", ["Noah"]), ("0142", ["Noah"]), ("(416) 555", ["Noah"]), ("416 555 0142", ["Noah"]),
    ("555-01", ["Mei-Lin", "Noah"]),
    ("trembaly", ["Noah", "Noam"]), ("tremblai", ["Noah", "Noam"]), ("sorenson", ["Hannah"]), ("zzz", []), ("nozh", []),
    ("t", ["Noah", "Noam"]),
    ("%", []), ("_", []), ("' OR 1=1 --", []), ("\u202e", []),
])
def test_the_front_desk_finds_whom_it_means(desk, query, names):
    assert found(desk, query) == names


def test_a_search_goes_on_over_its_pages(desk):
    first = desk.owner.get("/clients?query=example&page_size=3")
    assert (len(first["clients"]), first["total"]) == (3, 5)
    rest = desk.owner.get(f"/clients?query=example&page_size=3&page_token={first['next_page_token']}")
    assert len(rest["clients"]) == 2 and rest["next_page_token"] == ""
    assert len({row["client_id"] for row in first["clients"] + rest["clients"]}) == 5


def test_a_corrected_name_is_found_at_once_and_the_old_no_more(practice):
    client_id, contact_id = practice.adult(given_name="Olivier", family_name="Fontaine")
    practice.owner.patch(f"/clients/{client_id}", {"family_name": "Fontana"})
    assert found(practice, "fontana") == ["Olivier"] and found(practice, "fontaine") == ["Olivier"]  # the contact is called so still
    practice.owner.patch(f"/contacts/{contact_id}", {"family_name": "Fontana", "email": "of@example.com"})
    assert found(practice, "fontaine olivier") == [] and found(practice, "of@example.com") == ["Olivier"]
