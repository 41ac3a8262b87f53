"""Door 1: HTTP. Each view translates, calls one operation, renders."""

from clinic.http_api import (
    calls,
    clients,
    coming_of_age,
    company,
    consents,
    contacts,
    devices,
    duplicates,
    former_names,
    imports,
    manifest,
    merges,
    names,
    portal,
    reports,
    runs,
    settings,
    today,
    welcomes,
)
from clinic.http_api.door import door

__all__ = [
    "calls", "clients", "coming_of_age", "company", "consents", "contacts", "devices", "door", "duplicates", "former_names", "imports",
    "manifest", "merges", "names", "portal", "reports", "runs", "settings", "today", "welcomes",
]
