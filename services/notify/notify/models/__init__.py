"""The tables, one file per noun."""

from notify.models.base import Base
from notify.models.copies import Account, Binding, Contact, MergedName, Practice, Relationship
from notify.models.mails import DeliveryReport, Message, MessageRecipient, MessageState, Send, Suppression
from notify.models.nudges import Nudge
from notify.models.sessions import Reminder, VideoSession
from notify.models.templates import TemplateOverride, TemplateTest, TemplateVersion

__all__ = [
    "Account",
    "Base",
    "Binding",
    "Contact",
    "DeliveryReport",
    "MergedName",
    "Message",
    "MessageRecipient",
    "MessageState",
    "Nudge",
    "Practice",
    "Relationship",
    "Reminder",
    "Send",
    "Suppression",
    "TemplateOverride",
    "TemplateTest",
    "TemplateVersion",
    "VideoSession",
]
