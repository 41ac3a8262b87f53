"""Whether a domain takes mail, and what it says of who may send in its name: read from DNS, never inside a transaction."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import dns.exception
import dns.name
import dns.rdatatype
import dns.resolver

from notify import composing
from notify.config import NotifySettings

# All of one check's questions together; a person waits for it.
SECONDS = 3.0
SHORTEST = 0.05
MOST_SERVERS = 3
ABSENT = (dns.resolver.NoAnswer, dns.resolver.NXDOMAIN)


class Takes(StrEnum):
    """What DNS says of an address's domain."""

    TAKES_MAIL = "TAKES_MAIL"
    # RFC 7505: it says of itself that it takes none.
    NULL_MX = "NULL_MX"
    NO_MAIL_SERVER = "NO_MAIL_SERVER"
    NO_SUCH_DOMAIN = "NO_SUCH_DOMAIN"
    MALFORMED = "MALFORMED"
    CANT_CHECK = "CANT_CHECK"


@dataclass(frozen=True)
class Checked:
    """The answer for one address. servers: the mail servers found, the first to be tried first."""

    takes: Takes
    domain: str = ""
    servers: tuple[str, ...] = ()


class Record(StrEnum):
    """Whether a record is there."""

    PRESENT = "PRESENT"
    MISSING = "MISSING"
    CANT_CHECK = "CANT_CHECK"


@dataclass(frozen=True)
class Vouched:
    """What a domain publishes of who may send in its name (RFC 7208, RFC 7489). policy: of DMARC, empty where there is none."""

    domain: str
    spf: Record
    dmarc: Record
    policy: str = ""


class Resolver:
    """Asks the system's name servers, or the one that the settings name. For one check: its time begins when it is made."""

    def __init__(self, settings: NotifySettings) -> None:
        self._address, self._until = settings.dns, time.monotonic() + SECONDS

    def takes_mail(self, address: str) -> Checked:
        """By the rules a sending server goes by (RFC 5321 section 5.1): mail servers by name, else the domain itself."""
        try:
            domain = composing.sendable(address).rpartition("@")[2]
        except composing.AddressMalformed:
            return Checked(Takes.MALFORMED)
        try:
            return self._servers_of(domain)
        except dns.resolver.NXDOMAIN:
            return Checked(Takes.NO_SUCH_DOMAIN, domain)
        except (dns.exception.DNSException, OSError):
            return Checked(Takes.CANT_CHECK, domain)

    def vouched(self, domain: str) -> Vouched:
        """SPF at the domain; DMARC there or at the nearest parent that has it, but for a top-level domain."""
        labels = domain.split(".")
        parents = [".".join(labels[start:]) for start in range(max(len(labels) - 1, 1))]
        spf, _ = self._record([domain], "v=spf1")
        dmarc, text = self._record([f"_dmarc.{parent}" for parent in parents], "v=DMARC1")
        tags = dict(part.strip().partition("=")[::2] for part in text.split(";"))
        return Vouched(domain, spf, dmarc, tags.get("p", "").strip().lower())

    def _servers_of(self, domain: str) -> Checked:
        try:
            records = sorted(self._ask(domain, "MX"), key=lambda record: record.preference)
        except dns.resolver.NoAnswer:
            return Checked(Takes.TAKES_MAIL if self._has_address(domain) else Takes.NO_MAIL_SERVER, domain, (domain,))
        if [record.exchange for record in records] == [dns.name.root]:
            return Checked(Takes.NULL_MX, domain)
        servers = tuple(record.exchange.to_text(omit_final_dot=True) for record in records[:MOST_SERVERS])
        takes = Takes.TAKES_MAIL if any(self._has_address(server) for server in servers) else Takes.NO_MAIL_SERVER
        return Checked(takes, domain, servers)

    def _has_address(self, host: str) -> bool:
        for kind in ("A", "AAAA"):
            try:
                self._ask(host, kind)
            except ABSENT:
                continue
            return True
        return False

    def _record(self, names: Iterable[str], beginning: str) -> tuple[Record, str]:
        for name in names:
            try:
                texts = [b"".join(record.strings).decode("utf-8", "replace") for record in self._ask(name, "TXT")]
            except ABSENT:
                continue
            except (dns.exception.DNSException, OSError):
                return Record.CANT_CHECK, ""
            if found := next((text for text in texts if text.lower().startswith(beginning.lower())), None):
                return Record.PRESENT, found
        return Record.MISSING, ""

    def _ask(self, name: str, kind: str) -> dns.resolver.Answer:
        resolver = dns.resolver.Resolver(configure=not self._address)
        if self._address:
            host, _, port = self._address.rpartition(":")
            resolver.nameservers, resolver.port = [host], int(port)
        left = max(self._until - time.monotonic(), SHORTEST)
        return resolver.resolve(dns.name.from_text(name), kind, lifetime=left, search=False)
