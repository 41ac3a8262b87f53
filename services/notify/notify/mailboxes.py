"""Where returned mail lies: an IMAP mailbox, or a folder of mails (Maildir) on this machine."""

import imaplib
import mailbox
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

# Enough for every report and the returned headers; nobody's attachments.
MOST_BYTES = 256 * 1024
SECONDS = 20.0
ASIDE = "Set aside"
SCHEMES = {"imap": 143, "imap+starttls": 143, "imaps": 993, "maildir": 0}


class Returns(Protocol):
    """Mails that wait to be read, each by its name."""

    def waiting(self, most: int) -> Iterator[tuple[str, bytes]]:
        """The oldest, their first 256 KiB."""

    def drop(self, name: str) -> None:
        """It is dealt with. It is not kept: it may hold what the mail said."""

    def set_aside(self, name: str) -> None:
        """A person shall look at it."""


def checked(url: str) -> str:
    """The address. Raises ValueError where it can't be one, or would send a password in the clear to another machine."""
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not (parts.hostname or (parts.scheme == "maildir" and parts.path)):
        raise ValueError("must look like imaps://user:password@host/INBOX or maildir:///folder")
    if parts.scheme == "imap" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise ValueError("its password would travel in the clear: use imaps:// or imap+starttls://")
    return url


@contextmanager
def opened(url: str) -> Iterator[Returns]:
    """The mailbox at this address; raises OSError or imaplib.IMAP4.error where it is away or says no."""
    if urlsplit(url).scheme == "maildir":
        yield Folder(Path(unquote(urlsplit(url).path)))
        return
    box = ImapMailbox(url)
    try:
        yield box
    finally:
        box.close()


class Folder:
    """A Maildir: what is dropped is deleted, what is set aside lies in its subfolder."""

    def __init__(self, path: Path) -> None:
        self._box = mailbox.Maildir(path, create=True)

    def waiting(self, most: int) -> Iterator[tuple[str, bytes]]:
        """See Returns."""
        for name in sorted(self._box.keys())[:most]:
            with self._box.get_file(name) as file:
                yield name, file.read(MOST_BYTES)

    def drop(self, name: str) -> None:
        """See Returns."""
        self._box.discard(name)

    def set_aside(self, name: str) -> None:
        """See Returns."""
        self._box.add_folder(ASIDE).add(self._box.get_bytes(name))
        self._box.discard(name)


class ImapMailbox:
    """A mailbox by IMAP (RFC 3501), MOVE (RFC 6851) where the server has it. Opened when made."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        folder = unquote(parts.path.strip("/")) or "INBOX"
        self._aside = parse_qs(parts.query).get("aside", [ASIDE])[0]
        self._imap = self._connected(parts.scheme, parts.hostname or "", parts.port or SCHEMES[parts.scheme])
        self._imap.login(unquote(parts.username or ""), unquote(parts.password or ""))
        self._done(self._imap.select(_quoted(folder)))

    @staticmethod
    def _connected(scheme: str, host: str, port: int) -> imaplib.IMAP4:
        if scheme == "imaps":
            return imaplib.IMAP4_SSL(host, port, ssl_context=ssl.create_default_context(), timeout=SECONDS)
        imap = imaplib.IMAP4(host, port, timeout=SECONDS)
        if scheme == "imap+starttls":
            imap.starttls(ssl.create_default_context())
        return imap

    def waiting(self, most: int) -> Iterator[tuple[str, bytes]]:
        """See Returns. What another worker has taken meanwhile is passed over."""
        (found, *_) = self._done(self._imap.uid("SEARCH", "UNDELETED"))
        for uid in (found or b"").decode().split()[:most]:
            answer = self._done(self._imap.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES}>)"))
            content = next((part[1] for part in answer if isinstance(part, tuple)), None)
            if content is not None:
                yield uid, content

    def drop(self, name: str) -> None:
        """See Returns."""
        self._imap.uid("STORE", name, "+FLAGS.SILENT", r"(\Deleted)")
        self._imap.expunge()

    def set_aside(self, name: str) -> None:
        """See Returns; the folder is made where there is none."""
        folder = _quoted(self._aside)
        if self._moved(name, folder) != "OK":
            self._imap.create(folder)
            self._done((self._moved(name, folder), [b"cannot set aside"]))

    def _moved(self, name: str, folder: str) -> str:
        if "MOVE" in self._imap.capabilities:
            return self._imap.uid("MOVE", name, folder)[0]
        copied, _ = self._imap.uid("COPY", name, folder)
        if copied == "OK":
            self.drop(name)
        return copied

    @staticmethod
    def _done(answer: tuple[str, list[Any]]) -> list[Any]:
        if answer[0] != "OK":
            raise imaplib.IMAP4.error(answer[0])
        return answer[1]

    def close(self) -> None:
        """Sign off."""
        with suppress(OSError, imaplib.IMAP4.error):
            self._imap.logout()


def _quoted(folder: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", folder) + '"'
