"""A real SMTP server that can be told to refuse, to hang, or to die in the middle of a mail."""

import asyncio
import email
import email.policy
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.ports import free_port


class _Smtp(SMTP):
    """Knows RFC 3461, which the library doesn't, when it is told to."""

    def _getparams(self, params):
        found = super()._getparams(params)
        for name in ("RET", "ENVID", "NOTIFY", "ORCPT") if found and self.event_handler.reports else ():
            if name in found:
                self.event_handler.asked[name] = found.pop(name)
        return found


class _Controller(Controller):
    def factory(self):
        return _Smtp(self.handler, **self.SMTP_kwargs)


class MailServer:
    """mails: what it took, parsed. say[step] for MAIL, RCPT, DATA: an answer, or a function of the recipient returning one or None.

    tls: a context to encrypt with, from the first byte on (scheme smtps) or once asked to, and not a mail before (smtp+starttls).
    """

    def __init__(self, scheme="smtp", tls=None):
        self._tls = {"ssl_context": tls} if scheme == "smtps" else {"tls_context": tls, "require_starttls": bool(tls)}
        self.mails, self.raw, self.connections = [], [], 0
        self.say = {}
        self.senders, self.reports, self.asked = [], False, {}
        self.hang = set()
        self.on_data = lambda: None
        self.closed = 0
        self.port = free_port()
        self.start()

    def start(self):
        """Answer, at the same address as before."""
        self._let_go = threading.Event()
        self._controller = _Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=10, **self._tls)
        self._controller.start()

    def stop(self):
        """Answer no more; hanging dialogues end, open ones are cut."""
        self._let_go.set()
        if self._controller.server:
            self._controller.stop(no_assert=True)

    async def handle_QUIT(self, server, session, envelope):
        """The client hangs up."""
        self.closed += 1
        return "221 bye"

    def to(self, address):
        """The mails to one address."""
        return [mail for mail in self.mails if mail["To"] == address]

    async def _answer(self, step, recipient=""):
        if step in self.hang or recipient in self.hang:
            await asyncio.get_running_loop().run_in_executor(None, self._let_go.wait, 30)
        said = self.say.get(step)
        return said(recipient) if callable(said) else said

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        """A new dialogue."""
        self.connections += 1
        session.host_name = hostname
        return [responses[0], "250-DSN", *responses[1:]] if self.reports else responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        """MAIL FROM."""
        if said := await self._answer("MAIL"):
            return said
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 fine"

    async def handle_RCPT(self, server, session, envelope, address, options):
        """RCPT TO."""
        if said := await self._answer("RCPT", address):
            return said
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 fine"

    async def handle_DATA(self, server, session, envelope):
        """The mail itself."""
        if said := await self._answer("DATA", envelope.rcpt_tos[0]):
            return said
        self.senders.append(envelope.mail_from)
        self.raw.append(envelope.content)
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.on_data()
        return "250 2.0.0 kept"
