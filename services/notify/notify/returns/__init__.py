"""Mails that come back to the sending address: delivery status notifications, complaints, and what else arrives there. No I/O."""

from notify.returns.reading import Finding, Returned, read

__all__ = ["Finding", "Returned", "read"]
