"""Who may join a video session: one pure rule for those who decide and those who foretell."""

from admission.rule import (
    Account,
    AccountState,
    ConsentState,
    Guest,
    Outcome,
    Person,
    Reason,
    Told,
    Window,
    decide,
    decide_for_clinician,
    decide_for_guest,
    told_to_client,
    unverifiable,
)

__all__ = [
    "Account", "AccountState", "ConsentState", "Guest", "Outcome", "Person", "Reason", "Told", "Window",
    "decide", "decide_for_clinician", "decide_for_guest", "told_to_client", "unverifiable",
]
