"""What mail servers say, and what it means."""

import re


def address_key(address: str) -> str:
    """Addresses are compared without case; dots and +tags are kept (decision 10)."""
    return address.strip().casefold()


# A mailbox that doesn't exist, moved or is disabled: RFC 3463 X.1.* and X.2.1 (X.1.7 and X.1.8 speak of the sender's); without
# one, RFC 5321's 550, 551, 553 to RCPT.
_DEAD_MAILBOX = re.compile(r"^5\.(1\.(?![78]\b)\d+|2\.1)\b")
_STATUS = re.compile(r"^([245])\.\d{1,3}\.\d{1,3}\b")


def bounce_reason(code: int, said: str, to_recipient: bool) -> str:
    """What a permanent refusal means. to_recipient: it answered RCPT, so it is about the address unless it says otherwise."""
    if _DEAD_MAILBOX.match(said) or (to_recipient and code in {550, 551, 553} and not _STATUS.match(said)):
        return "NO_SUCH_MAILBOX"
    if said.startswith("5.2.2") or code == 552:
        return "MAILBOX_FULL"
    return "REFUSED_BY_SERVER"


def dead_mailbox(status: str) -> bool:
    """Whether an enhanced status says that there is no such mailbox."""
    return bool(_DEAD_MAILBOX.match(status))


_ADDRESS = re.compile(r'<?(?:"[^"]*"|[^\s<>:;,"]*)@[^\s<>:;,]*>?')
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def told(said: str) -> str:
    """What a mail server said, on one line, without addresses, at most 200 characters."""
    return _UNPRINTABLE.sub(" ", _ADDRESS.sub("…", said[:2000])).strip()[:200]
