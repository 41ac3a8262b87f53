"""The development mailbox: what arrived, read by its HTTP interface."""

import re
import time
from dataclasses import dataclass
from typing import Any

import requests

LINK = re.compile(r"https?://[^\s\"<>]+/(?:(?:set|reset)-password|guest)#([A-Za-z0-9_-]+)")


@dataclass(frozen=True)
class Mail:
    """One mail that arrived."""

    to: tuple[str, ...]
    subject: str
    text: str
    html: str
    message_id: str
    headers: dict[str, Any]

    @property
    def token(self) -> str:
        """The token of the link it carries. Raises LookupError where it carries none."""
        found = LINK.search(self.text)
        if not found:
            raise LookupError(f"no link in «{self.subject}»")
        return found.group(1)


class Mailbox:
    """Every mail the development server took, newest last."""

    def __init__(self, url: str = "http://127.0.0.1:8086/mailbox") -> None:
        self.url = url.rstrip("/")

    def mails(self, to: str | None = None) -> list[Mail]:
        """All mails, or one address's as it was written."""
        wanted = {"to.address": to} if to else {}
        # Uncompressed: it is on this machine, and a mailbox of a thousand is asked often.
        answer = requests.get(f"{self.url}/email", params=wanted, headers={"Accept-Encoding": "identity"}, timeout=10)
        return [self._mail(item) for item in sorted(answer.json(), key=lambda item: item["time"])]

    @staticmethod
    def _mail(item: dict[str, Any]) -> Mail:
        to = tuple(entry["address"].lower() for entry in item.get("to", []))
        headers = item.get("headers", {})
        message_id = item.get("messageId") or headers.get("message-id", "")
        return Mail(to, item.get("subject", ""), item.get("text") or "", item.get("html") or "", message_id, headers)

    def newest(self, to: str, *, after: int = 0, seconds: float = 20) -> Mail:
        """The newest mail to an address, once it has got more than `after` of them. Raises LookupError if none comes."""
        began = time.monotonic()
        while (waited := time.monotonic() - began) < seconds:
            mails = self.mails(to)
            if len(mails) > after:
                return mails[-1]
            time.sleep(max(0.05, waited / 10))
        raise LookupError(f"no mail came to {to}")
