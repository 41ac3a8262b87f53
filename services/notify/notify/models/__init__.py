"""The tables, one file per noun."""

from notify.models.base import Base
from notify.models.copies import Account, Binding, Contact, Practice, Relationship
from notify.models.mails import Message, MessageRecipient, MessageState, Send, Suppression
from notify.models.templates import TemplateOverride, TemplateTest, TemplateVersion

__all__ = [
    "Account",
    "Base",
    "Binding",
    "Contact",
    "Message",
    "MessageRecipient",
    "MessageState",
    "Practice",
    "Relationship",
    "Send",
    "Suppression",
    "TemplateOverride",
    "TemplateTest",
    "TemplateVersion",
]
