"""A mail server in front of the development mailbox that turns some addresses away, as real ones do."""

import asyncio
import smtplib
from typing import Any

from aiosmtpd.controller import Controller

from tests.ports import free_port

NO_SUCH_MAILBOX = "550 5.1.1 No such mailbox here"
TRY_LATER = "451 4.7.1 Greylisted, try again later"


class PostOffice:
    """nobody…@: there is no such mailbox. later…@: try again later. Every other mail goes on to the mailbox at smtp_port."""

    def __init__(self, smtp_port: int) -> None:
        self._onward = smtp_port
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=10)
        self._controller.start()

    def stop(self) -> None:
        """Answer no more."""
        self._controller.stop(no_assert=True)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        """Whether it will be taken."""
        if address.startswith("nobody"):
            return NO_SUCH_MAILBOX
        if address.startswith("later"):
            return TRY_LATER
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 fine"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Taken only once the mailbox has it."""
        try:
            await asyncio.get_running_loop().run_in_executor(None, self._hand_on, envelope.mail_from, envelope.rcpt_tos, envelope.content)
        except (OSError, smtplib.SMTPException):
            return "451 4.3.0 The mailbox is away"
        return "250 2.0.0 kept"

    def _hand_on(self, sender: str, recipients: list[str], content: bytes) -> None:
        with smtplib.SMTP("127.0.0.1", self._onward, timeout=10) as mailbox:
            mailbox.sendmail(sender, recipients, content)
