"""The tables, one file per noun."""

from clinic.models.base import Base
from clinic.models.calls import Call
from clinic.models.charts import Client, ConsentRecord, Contact, Relationship, WelcomeRequest
from clinic.models.devices import DeviceCheck
from clinic.models.duplicates import DismissedDuplicate
from clinic.models.heard import Account, Binding, SessionReminder, Staff, UpcomingSession, VideoSession
from clinic.models.imports import Import, ImportMatch, ImportPerson, ImportPiece, ImportRow
from clinic.models.ledger import Alarm, LedgerEntry, TimelineEntry
from clinic.models.practice import Practice, PublishedText
from clinic.models.runs import WelcomeRun, WelcomeRunPerson
from clinic.models.search import SearchTrigram, SearchWord

__all__ = [
    "Account",
    "Alarm",
    "Base",
    "Binding",
    "Call",
    "Client",
    "ConsentRecord",
    "Contact",
    "DeviceCheck",
    "DismissedDuplicate",
    "Import",
    "ImportMatch",
    "ImportPerson",
    "ImportPiece",
    "ImportRow",
    "LedgerEntry",
    "Practice",
    "PublishedText",
    "Relationship",
    "SearchTrigram",
    "SearchWord",
    "SessionReminder",
    "Staff",
    "TimelineEntry",
    "UpcomingSession",
    "VideoSession",
    "WelcomeRequest",
    "WelcomeRun",
    "WelcomeRunPerson",
]
