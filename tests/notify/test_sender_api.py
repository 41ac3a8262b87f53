"""An owner sees who the practice's mails come from, and whether answers to them can arrive: asked of a real DNS server."""

import pytest

from notify import mail_domains
from tests.dns_server import DnsServer
from tests.notify.doors import Doors

ZONE = {
    ("maple.example", "MX"): ["20 backup.maple.example.", "10 mx.maple.example."], ("mx.maple.example", "A"): ["192.0.2.25"],
    ("backup.maple.example", "AAAA"): ["2001:db8::25"], ("plain.example", "A"): ["192.0.2.1"], ("six.example", "AAAA"): ["2001:db8::1"],
    ("never.example", "MX"): ["0 ."], ("empty.example", "TXT"): ["\"hello\""], ("lost.example", "MX"): ["10 gone.example."],
    ("xn--caf-dma.example", "MX"): ["10 mx.maple.example."],
    ("anteroom.example", "TXT"): ["\"v=spf1 include:relay.example\" \" -all\""],
    ("_dmarc.anteroom.example", "TXT"): ["\"v=DMARC1; p=Quarantine\""],
}


@pytest.fixture
def dns_server():
    """A DNS server of this test's own."""
    server = DnsServer(dict(ZONE))
    yield server
    server.stop()


@pytest.fixture
def doors(settings, signing_key, databases, dns_server):
    """notify's doors, asking that server."""
    made = Doors(settings.model_copy(update={"dns": dns_server.address}), signing_key, databases[1])
    yield made
    made.stop()


def check(doors, practice, address, role="OWNER"):
    return doors.send("POST", "/api/notify/v1/sender:checkAddress", practice, token=doors.token(practice, role), json={"address": address})


def test_the_sender_is_the_practice_at_the_installations_address(practice, doors):
    shown = doors.get("/sender", practice)
    assert shown == {"from_name": "Maple Counselling", "from_address": "no-reply@anteroom.example", "reply_to": "help@maple.example"}
    practice.opens(version=2, name="Maple Counselling", from_name="Maple, front desk", reply_to="desk@maple.example")
    shown = doors.get("/sender", practice)
    assert (shown["from_name"], shown["reply_to"]) == ("Maple, front desk", "desk@maple.example")


@pytest.mark.parametrize(
    ("address", "result", "servers"),
    [("desk@maple.example", "TAKES_MAIL", ["mx.maple.example", "backup.maple.example"]),
     ("a@plain.example", "TAKES_MAIL", ["plain.example"]),
     ("a@six.example", "TAKES_MAIL", ["six.example"]), ("zoé@café.example", "TAKES_MAIL", ["mx.maple.example"]),
     ("a@never.example", "NULL_MX", []), ("a@lost.example", "NO_MAIL_SERVER", ["gone.example"]),
     ("a@empty.example", "NO_MAIL_SERVER", ["empty.example"]), ("a@nowhere.example", "NO_SUCH_DOMAIN", []), ("nobody", "MALFORMED", [])],
)
def test_an_address_is_told_by_its_domains_mail_servers(practice, doors, address, result, servers):
    answer = check(doors, practice, address)
    assert (answer.status_code, answer.json["result"], answer.json["servers"]) == (200, result, servers)


def test_without_an_answer_nothing_is_claimed(practice, doors, dns_server, monkeypatch):
    monkeypatch.setattr(mail_domains, "SECONDS", 0.3)
    dns_server.silent |= {"maple.example", "anteroom.example", "_dmarc.anteroom.example"}
    assert check(doors, practice, "desk@maple.example").json == {"result": "CANT_CHECK", "domain": "maple.example", "servers": []}
    shown = doors.send("GET", "/api/notify/v1/sender/platform", practice, token=doors.token(practice, "OWNER")).json
    assert (shown["spf"], shown["dmarc"]) == ("CANT_CHECK", "CANT_CHECK")


def test_what_the_sending_domain_publishes_is_shown(practice, doors, dns_server):
    def shown():
        return doors.send("GET", "/api/notify/v1/sender/platform", practice, token=doors.token(practice, "OWNER")).json

    assert shown() == {"domain": "anteroom.example", "spf": "PRESENT", "dmarc": "PRESENT", "policy": "quarantine"}
    del dns_server.zone["_dmarc.anteroom.example", "TXT"]
    dns_server.zone["anteroom.example", "TXT"] = ["\"site-verification=1\""]
    assert shown() == {"domain": "anteroom.example", "spf": "MISSING", "dmarc": "MISSING", "policy": ""}


@pytest.mark.parametrize(("role", "status"), [("OWNER", 200), ("ADMIN", 200), ("FRONT_DESK", 403), ("CLINICIAN", 403), (None, 403)])
def test_only_who_changes_settings_has_addresses_checked(practice, doors, dns_server, role, status):
    assert check(doors, practice, "desk@maple.example", role).status_code == status
    assert bool(dns_server.asked) is (status == 200)


@pytest.mark.parametrize("body", [{}, {"address": ""}, {"address": "a" * 255}, {"address": 5}, {"address": "a@b.example", "more": 1}])
def test_a_check_of_nonsense_is_refused_by_name(practice, doors, body):
    answer = doors.send("POST", "/api/notify/v1/sender:checkAddress", practice, token=doors.token(practice, "OWNER"), json=body)
    assert (answer.status_code, answer.json["reason"]) == (400, "INVALID")
