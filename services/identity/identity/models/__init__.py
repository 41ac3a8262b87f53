"""The tables, one file per noun. Every one begins with the practice; instants are UTC."""

from identity.models.accounts import Account, Binding, TermsAcceptance
from identity.models.base import Base
from identity.models.codes import Code, CodeTries
from identity.models.copies import Contact, Practice, Relationship
from identity.models.help import HelpRequest
from identity.models.links import Link, WelcomeAnswered
from identity.models.login_sessions import KnownDevice, LoginSession
from identity.models.second_factors import AskedFactor, RecoveryCode, SecondFactor, SpentChallenge
from identity.models.sign_ins import ResetRequest, SignInAttempts, SignInRefusal

__all__ = [
    "Account",
    "AskedFactor",
    "Base",
    "Binding",
    "Code",
    "CodeTries",
    "Contact",
    "HelpRequest",
    "KnownDevice",
    "Link",
    "LoginSession",
    "Practice",
    "RecoveryCode",
    "Relationship",
    "ResetRequest",
    "SecondFactor",
    "SignInAttempts",
    "SignInRefusal",
    "SpentChallenge",
    "TermsAcceptance",
    "WelcomeAnswered",
]
