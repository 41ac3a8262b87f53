"""Email addresses as bodies take them: one answer to what mail can be sent to, and to which two are the same."""

from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, StringConstraints


def email_address(text: str) -> str:
    """An address that mail can be sent to, its domain in lower case; dots and +tags are kept. No DNS is asked."""
    try:
        return validate_email(text, check_deliverability=False, allow_smtputf8=False, strict=True).normalized
    except EmailNotValidError as error:
        raise ValueError(str(error)) from None


def same_email(address: str | None) -> str:
    """The form in which addresses are compared: case does not matter, dots and tags do."""
    return (address or "").lower()


Email = Annotated[str, StringConstraints(min_length=3, max_length=254), AfterValidator(email_address)]
