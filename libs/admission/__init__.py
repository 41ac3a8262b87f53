"""Who may join a video session: one pure rule for those who decide and those who foretell."""

from admission.rule import (
    Account,
    AccountState,
    ConsentState,
    Outcome,
    Person,
    Reason,
    Told,
    Window,
    decide,
    decide_for_clinician,
    told_to_client,
    unverifiable,
)

__all__ = [
    "Account", "AccountState", "ConsentState", "Outcome", "Person", "Reason", "Told", "Window",
    "decide", "decide_for_clinician", "told_to_client", "unverifiable",
]
