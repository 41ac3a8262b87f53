"""Door 1: HTTP. Each view translates, calls one operation, renders."""

from notify.http_api import messages, reports, sender, templates
from notify.http_api.door import door

__all__ = ["door", "messages", "reports", "sender", "templates"]
