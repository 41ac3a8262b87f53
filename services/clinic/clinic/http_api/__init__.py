"""Door 1: HTTP. Each view translates, calls one operation, renders."""

from clinic.http_api import calls, clients, consents, contacts, portal, reports, settings, welcomes
from clinic.http_api.door import door

__all__ = ["calls", "clients", "consents", "contacts", "door", "portal", "reports", "settings", "welcomes"]
