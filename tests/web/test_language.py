"""The portal's language is that of the mails, too."""

import re

import pytest
from playwright.sync_api import expect

from chassis.testing import eventually
from tests.system.practice import PASSWORD
from tests.web.test_journeys import sign_in


@pytest.mark.parametrize("size", ["phone"])
def test_who_turns_the_portal_to_french_gets_french_mails(practice, browse, size):
    person = practice.adult()
    practice.active(person)
    page = browse().open("/sign-in")
    sign_in(page, person.email, PASSWORD)
    page.wait_for_url(re.compile("/home"))
    page.get_by_role("button", name=re.compile("^Account of")).click()
    page.get_by_role("menuitem", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    eventually(lambda: language(practice, person) == "fr")
    practice.settles(10)
    practice.visitor().post("/api/identity/v1/password-resets", {"email": person.email})
    assert "mot de passe" in practice.mail(person.email, after=1).subject.lower()


@pytest.mark.parametrize("size", ["phone"])
def test_the_practices_own_texts_are_read_in_french_until_it_writes_others(practice, browse, size):
    person = practice.adult()
    practice.welcome(person)
    reader = browse()
    page = reader.open("/accessibility")
    page.get_by_role("button", name="Français").click()
    page.get_by_role("link", name="Conditions").click()
    expect(page.get_by_role("heading", level=1, name="Utiliser notre portail")).to_be_visible()
    reader.open(f"/set-password#{practice.mail(person.email).token}")
    page.get_by_role("button", name="Lire les conditions").click()
    expect(page.get_by_role("dialog", name="Utiliser notre portail")).to_be_visible()
    practice.owner.patch("/api/clinic/v1/settings", {"terms": {"title": "House rules", "body": "Be kind."}})
    reader.open("/terms")
    expect(page.get_by_role("heading", level=1, name="House rules")).to_be_visible()


def language(practice, person):
    """As the chart has it."""
    contacts = practice.owner.get(f"/api/clinic/v1/clients/{person.client_id}/contacts")["contacts"]
    return next(one["language"] for one in contacts if one["contact_id"] == person.contact_id)
