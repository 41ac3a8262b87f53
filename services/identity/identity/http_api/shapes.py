"""The bodies that several doors share, as they stand in the OpenAPI document."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from identity.domain.accounts import AccountState, Owed, PasswordState, Role
from identity.domain.second_factors import FactorKind

# Longer than any password that is accepted, so that the answer can say so; blanks at the ends belong to a password.
Password = Annotated[str, StringConstraints(max_length=1024, strip_whitespace=False)]
Token = Annotated[str, Field(max_length=200)]
Reason = Annotated[str, Field(min_length=1, max_length=500)]


class Empty(BaseModel):
    """{}"""


class Owing(BaseModel):
    """What the login session owes before it gets an access token."""

    owes: list[Owed]


class Options(BaseModel):
    """For navigator.credentials, in the JSON form of Web Authentication."""

    options: dict[str, Any]


class Terms(BaseModel):
    """The practice's terms in force."""

    version: str
    title: str
    body: str


class Named(BaseModel):
    """A person by name."""

    contact_id: UUID
    name: str


class LiveLink(BaseModel):
    """A link that can still be spent; nothing of what it carries."""

    purpose: Literal["INVITATION", "RESET"]
    issue_time: datetime
    expire_time: datetime


class AskedHelp(BaseModel):
    """Somebody invited to the team said, on the page of a link that no longer works, that they can't get in."""

    ask_time: datetime
    said: str


class OpenLogin(BaseModel):
    """Where an account is signed in."""

    login_session_id: UUID
    start_time: datetime
    last_seen_time: datetime
    browser: str


class Account(BaseModel):
    """The login, as staff see it. display_name: staff's own, otherwise the names of whom it answers for."""

    account_id: UUID
    email: str
    state: AccountState
    role: Role | None
    display_name: str | None
    contact_ids: list[UUID]
    password: PasswordState
    second_factors: list[FactorKind]
    temporary_password_expire_time: datetime | None
    last_sign_in_time: datetime | None
    last_browser: str | None
    live_link: LiveLink | None
    asked_help: AskedHelp | None


class AccountInFull(Account):
    """One account, with where it is signed in."""

    login_sessions: list[OpenLogin]


class Staff(BaseModel):
    """A member of the team."""

    account_id: UUID
    display_name: str | None
    email: str
    role: Role
    state: AccountState
    last_sign_in_time: datetime | None
    asked_help: AskedHelp | None
