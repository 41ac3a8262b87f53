"""The mail server: connections that are kept, and what each of its answers means."""

import smtplib
import ssl
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from notify.config import NotifySettings

# Servers drop idle clients after some minutes, and firewalls forget them: rather greet again than find out in mid-mail.
IDLE_SECONDS = 20.0
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True)
class Reply:
    """The server's word on one mail."""

    code: int
    said: str


@dataclass(frozen=True)
class Envelope:
    """From where, to whom, and the name by which a report speaks of it. sender: where reports go to."""

    sender: str
    recipient: str
    reference: str

    def asked_of_mail(self) -> list[str]:
        """Of a server that knows RFC 3461: return headers only, since the mail itself may hold a link that still works."""
        return ["RET=HDRS", f"ENVID={_xtext(self.reference)}"]

    def asked_of_rcpt(self) -> list[str]:
        """Tell failures and delays, and the address that we wrote to, wherever it is forwarded."""
        original = [f"ORCPT=rfc822;{_xtext(self.recipient)}"] if self.recipient.isascii() else []
        return ["NOTIFY=FAILURE,DELAY", *original]


def _xtext(text: str) -> str:
    """RFC 3461 section 4."""
    return "".join(c if "!" <= c <= "~" and c not in "+=" else f"+{ord(c):02X}" for c in text)


class Refused(Exception):
    """The server said no. step: CONNECT, MAIL, RCPT or DATA."""

    def __init__(self, step: str, reply: Reply) -> None:
        super().__init__(step, reply.code)
        self.step, self.reply = step, reply


class CannotCarry(Exception):
    """The server doesn't take addresses with letters outside ASCII."""


class Connection:
    """One connection to the server, opened when first used; for one thread at a time."""

    def __init__(self, settings: NotifySettings) -> None:
        self._url, self._seconds = urlsplit(settings.smtp_url), settings.smtp_seconds
        self._greeting = settings.mail_from.rpartition("@")[2]
        self._smtp: smtplib.SMTP | None = None
        self._used = 0.0
        self._step = ""

    def deliver(self, envelope: Envelope, content: bytes) -> Reply:
        """Hand over one mail. Raises Refused, CannotCarry, and OSError or smtplib.SMTPException where the server is away.

        A kept connection that turns out to be dead before any of the mail was sent is opened anew, once.
        """
        if self.idle():
            self.close()
        kept = self._smtp is not None
        try:
            return self._attempt(envelope, content)
        except (smtplib.SMTPException, OSError, Refused) as error:
            if not (kept and self._step == "MAIL" and _stale(error)):
                raise
        return self._attempt(envelope, content)

    def _attempt(self, envelope: Envelope, content: bytes) -> Reply:
        try:
            return self._deliver(envelope, content)
        except (smtplib.SMTPException, OSError, Refused) as error:
            self._after(error)
            raise

    def _after(self, error: Exception) -> None:
        """Only a refusal inside an intact dialogue leaves a connection that can be used again."""
        if isinstance(error, Refused) and error.step in {"MAIL", "RCPT", "DATA"} and error.reply.code != 421 and self._smtp:
            with suppress(smtplib.SMTPException, OSError):
                if self._smtp.rset()[0] == 250:
                    return
        self.close()

    def _deliver(self, envelope: Envelope, content: bytes) -> Reply:
        smtp = self._open()
        plain, reports = envelope.recipient.isascii(), smtp.has_extn("dsn")
        if not plain and not smtp.has_extn("smtputf8"):
            raise CannotCarry
        smtp.command_encoding = "ascii" if plain else "utf-8"
        self._step = "MAIL"
        asked = envelope.asked_of_mail() if reports else []
        self._say("MAIL", smtp.mail(envelope.sender, ([] if plain else ["SMTPUTF8", "BODY=8BITMIME"]) + asked))
        self._step = "RCPT"
        self._say("RCPT", smtp.rcpt(envelope.recipient, envelope.asked_of_rcpt() if reports else []))
        self._step = "DATA"
        try:
            reply = self._say("DATA", smtp.data(content))
        except smtplib.SMTPDataError as error:
            raise Refused("DATA", _reply(error.smtp_code, error.smtp_error)) from error
        self._used = time.monotonic()
        return reply

    @staticmethod
    def _say(step: str, answer: tuple[int, bytes]) -> Reply:
        reply = _reply(*answer)
        if reply.code // 100 != 2:
            raise Refused(step, reply)
        return reply

    def _open(self) -> smtplib.SMTP:
        if self._smtp is None:
            self._step = "CONNECT"
            try:
                self._smtp = self._greeted()
            except smtplib.SMTPResponseException as error:
                raise Refused("CONNECT", _reply(error.smtp_code, error.smtp_error)) from error
        return self._smtp

    def _greeted(self) -> smtplib.SMTP:
        host, port = self._url.hostname or "", self._url.port or PORTS[self._url.scheme]
        if self._url.scheme == "smtps":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, port, self._greeting, timeout=self._seconds, context=ssl.create_default_context())
        else:
            smtp = smtplib.SMTP(host, port, self._greeting, timeout=self._seconds)
        if self._url.scheme == "smtp+starttls":
            smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo_or_helo_if_needed()
        if self._url.password:
            smtp.login(unquote(self._url.username or ""), unquote(self._url.password))
        return smtp

    def idle(self) -> bool:
        """Whether it has gone unused for long."""
        return time.monotonic() - self._used > IDLE_SECONDS

    def close(self) -> None:
        """Hang up without waiting for an answer."""
        smtp, self._smtp = self._smtp, None
        if smtp:
            with suppress(OSError, smtplib.SMTPException):
                smtp.putcmd("quit")
            smtp.close()


def timed_out(error: BaseException) -> bool:
    """Whether the server was silent for too long; smtplib disguises it as a lost connection."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _stale(error: Exception) -> bool:
    return error.reply.code == 421 if isinstance(error, Refused) else not timed_out(error)


def _reply(code: int, said: bytes | str) -> Reply:
    return Reply(code, said.decode("utf-8", "replace") if isinstance(said, bytes) else said)


class Connections:
    """The connections of this process. The one used last is lent first, so that under light load one is enough."""

    def __init__(self, settings: NotifySettings) -> None:
        self._settings = settings
        self._free: deque[Connection] = deque()

    def deliver(self, envelope: Envelope, content: bytes) -> Reply:
        """Hand over one mail on any free connection; see Connection.deliver."""
        try:
            connection = self._free.pop()
        except IndexError:
            connection = Connection(self._settings)
        try:
            return connection.deliver(envelope, content)
        finally:
            self._free.append(connection)

    def close_idle(self) -> None:
        """Hang up on what has gone unused for long."""
        for _ in range(len(self._free)):
            with suppress(IndexError):
                connection = self._free.popleft()
                if connection.idle():
                    connection.close()
                else:
                    self._free.append(connection)

    def close(self) -> None:
        """Hang up on all."""
        while self._free:
            self._free.pop().close()
