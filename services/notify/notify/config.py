"""What notify reads from its environment."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import StringConstraints, ValidationInfo, field_validator, model_validator

from chassis.config import Settings
from notify import mailboxes, signing

SCHEMES = {"smtp", "smtp+starttls", "smtps"}


class NotifySettings(Settings):
    """Besides the common ones: the mail server, the sender's address, and where identity and video-gate answer, who make links."""

    identity_grpc: str
    videogate_grpc: str
    caller_key_file: Path
    # smtp://host:port, smtp+starttls://user:password@host:port or smtps://user:password@host:port
    smtp_url: str
    mail_from: str
    # Where reports of mails that could not be delivered come back to; none: to mail_from.
    bounce_address: str = ""
    # Where they can be read: imaps://user:password@host/INBOX, imap+starttls://…, maildir:///folder; none: nobody reads them.
    bounce_mailbox: str = ""
    # How long the mail server may be silent before a mail is put off.
    smtp_seconds: float = 10
    smtp_connections: int = 4
    # The wait after the first failed try; it doubles with each.
    retry_seconds: float = 2
    # The DNS server that says whether an address's domain takes mail, as host:port; none: those of the system.
    dns: Annotated[str, StringConstraints(pattern=r"^([0-9a-fA-F.:]+:\d{1,5})?$")] = ""
    # Whoever signs delivery reports holds one of its keys, a line each; without the file none is taken.
    report_keys_file: Path | None = None

    @field_validator("smtp_url")
    @classmethod
    def _is_a_mail_server(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in SCHEMES or not parts.hostname:
            raise ValueError(f"must look like smtp://host:port; schemes: {', '.join(sorted(SCHEMES))}")
        return url

    @property
    def return_address(self) -> str:
        """The envelope's sender."""
        return self.bounce_address or self.mail_from

    @field_validator("bounce_mailbox")
    @classmethod
    def _is_a_mailbox(cls, url: str) -> str:
        return mailboxes.checked(url) if url else url

    @field_validator("mail_from", "bounce_address")
    @classmethod
    def _is_an_address(cls, address: str, given: ValidationInfo) -> str:
        if not address and given.field_name == "bounce_address":
            return address
        try:
            return validate_email(address, check_deliverability=False, test_environment=True, allow_smtputf8=False).normalized
        except EmailNotValidError as wrong:
            raise ValueError(f"must be an email address: {wrong}") from wrong

    @cached_property
    def report_keys(self) -> list[bytes]:
        """The keys that sign delivery reports. Raises ValueError where the file can't be read or holds none."""
        try:
            return signing.keys_of(self.report_keys_file.read_text()) if self.report_keys_file else []
        except (OSError, ValueError) as wrong:
            raise ValueError(f"ANTEROOM_REPORT_KEYS_FILE: {wrong}") from wrong

    @model_validator(mode="after")
    def _passwords_travel_encrypted(self) -> Self:
        parts = urlsplit(self.smtp_url)
        if parts.password and parts.scheme == "smtp":
            raise ValueError("ANTEROOM_SMTP_URL has a password: use smtp+starttls:// or smtps://")
        return self
