import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AccountState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ACCOUNT_STATE_UNSPECIFIED: _ClassVar[AccountState]
    ACCOUNT_STATE_PENDING: _ClassVar[AccountState]
    ACCOUNT_STATE_ACTIVE: _ClassVar[AccountState]
    ACCOUNT_STATE_LOCKED: _ClassVar[AccountState]
    ACCOUNT_STATE_DISABLED: _ClassVar[AccountState]

class PasswordState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PASSWORD_STATE_UNSPECIFIED: _ClassVar[PasswordState]
    PASSWORD_STATE_NONE: _ClassVar[PasswordState]
    PASSWORD_STATE_SET: _ClassVar[PasswordState]
    PASSWORD_STATE_TEMPORARY: _ClassVar[PasswordState]

class BindingState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BINDING_STATE_UNSPECIFIED: _ClassVar[BindingState]
    BINDING_STATE_OFFERED: _ClassVar[BindingState]
    BINDING_STATE_BOUND: _ClassVar[BindingState]
    BINDING_STATE_UNBOUND: _ClassVar[BindingState]

class LinkPurpose(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LINK_PURPOSE_UNSPECIFIED: _ClassVar[LinkPurpose]
    LINK_PURPOSE_INVITATION: _ClassVar[LinkPurpose]
    LINK_PURPOSE_RESET: _ClassVar[LinkPurpose]
    LINK_PURPOSE_EMAIL_CHANGE: _ClassVar[LinkPurpose]
    LINK_PURPOSE_GUEST: _ClassVar[LinkPurpose]

class LinkState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LINK_STATE_UNSPECIFIED: _ClassVar[LinkState]
    LINK_STATE_LIVE: _ClassVar[LinkState]
    LINK_STATE_EXPIRED: _ClassVar[LinkState]
    LINK_STATE_SUPERSEDED: _ClassVar[LinkState]
    LINK_STATE_REVOKED: _ClassVar[LinkState]
    LINK_STATE_REDEEMED: _ClassVar[LinkState]

class CodeState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CODE_STATE_UNSPECIFIED: _ClassVar[CodeState]
    CODE_STATE_LIVE: _ClassVar[CodeState]
    CODE_STATE_REDEEMED: _ClassVar[CodeState]
    CODE_STATE_EXPIRED: _ClassVar[CodeState]
    CODE_STATE_SUPERSEDED: _ClassVar[CodeState]
    CODE_STATE_REVOKED: _ClassVar[CodeState]
    CODE_STATE_USED_UP: _ClassVar[CodeState]

class SecondFactorChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SECOND_FACTOR_CHANGE_UNSPECIFIED: _ClassVar[SecondFactorChange]
    SECOND_FACTOR_CHANGE_ADDED: _ClassVar[SecondFactorChange]
    SECOND_FACTOR_CHANGE_REMOVED: _ClassVar[SecondFactorChange]
    SECOND_FACTOR_CHANGE_RESET: _ClassVar[SecondFactorChange]
    SECOND_FACTOR_CHANGE_CODES_MADE: _ClassVar[SecondFactorChange]
    SECOND_FACTOR_CHANGE_CODE_USED: _ClassVar[SecondFactorChange]

class StaffRole(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STAFF_ROLE_UNSPECIFIED: _ClassVar[StaffRole]
    STAFF_ROLE_OWNER: _ClassVar[StaffRole]
    STAFF_ROLE_ADMIN: _ClassVar[StaffRole]
    STAFF_ROLE_CLINICIAN: _ClassVar[StaffRole]
    STAFF_ROLE_FRONT_DESK: _ClassVar[StaffRole]
    STAFF_ROLE_STUDENT: _ClassVar[StaffRole]
ACCOUNT_STATE_UNSPECIFIED: AccountState
ACCOUNT_STATE_PENDING: AccountState
ACCOUNT_STATE_ACTIVE: AccountState
ACCOUNT_STATE_LOCKED: AccountState
ACCOUNT_STATE_DISABLED: AccountState
PASSWORD_STATE_UNSPECIFIED: PasswordState
PASSWORD_STATE_NONE: PasswordState
PASSWORD_STATE_SET: PasswordState
PASSWORD_STATE_TEMPORARY: PasswordState
BINDING_STATE_UNSPECIFIED: BindingState
BINDING_STATE_OFFERED: BindingState
BINDING_STATE_BOUND: BindingState
BINDING_STATE_UNBOUND: BindingState
LINK_PURPOSE_UNSPECIFIED: LinkPurpose
LINK_PURPOSE_INVITATION: LinkPurpose
LINK_PURPOSE_RESET: LinkPurpose
LINK_PURPOSE_EMAIL_CHANGE: LinkPurpose
LINK_PURPOSE_GUEST: LinkPurpose
LINK_STATE_UNSPECIFIED: LinkState
LINK_STATE_LIVE: LinkState
LINK_STATE_EXPIRED: LinkState
LINK_STATE_SUPERSEDED: LinkState
LINK_STATE_REVOKED: LinkState
LINK_STATE_REDEEMED: LinkState
CODE_STATE_UNSPECIFIED: CodeState
CODE_STATE_LIVE: CodeState
CODE_STATE_REDEEMED: CodeState
CODE_STATE_EXPIRED: CodeState
CODE_STATE_SUPERSEDED: CodeState
CODE_STATE_REVOKED: CodeState
CODE_STATE_USED_UP: CodeState
SECOND_FACTOR_CHANGE_UNSPECIFIED: SecondFactorChange
SECOND_FACTOR_CHANGE_ADDED: SecondFactorChange
SECOND_FACTOR_CHANGE_REMOVED: SecondFactorChange
SECOND_FACTOR_CHANGE_RESET: SecondFactorChange
SECOND_FACTOR_CHANGE_CODES_MADE: SecondFactorChange
SECOND_FACTOR_CHANGE_CODE_USED: SecondFactorChange
STAFF_ROLE_UNSPECIFIED: StaffRole
STAFF_ROLE_OWNER: StaffRole
STAFF_ROLE_ADMIN: StaffRole
STAFF_ROLE_CLINICIAN: StaffRole
STAFF_ROLE_FRONT_DESK: StaffRole
STAFF_ROLE_STUDENT: StaffRole

class RelationshipRef(_message.Message):
    __slots__ = ("contact_id", "client_id", "version")
    CONTACT_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    contact_id: str
    client_id: str
    version: int
    def __init__(self, contact_id: _Optional[str] = ..., client_id: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class AccountChanged(_message.Message):
    __slots__ = ("practice_id", "account_id", "version", "state", "email", "password", "password_set_time", "temporary_password_expire_time", "change_time")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    PASSWORD_FIELD_NUMBER: _ClassVar[int]
    PASSWORD_SET_TIME_FIELD_NUMBER: _ClassVar[int]
    TEMPORARY_PASSWORD_EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    CHANGE_TIME_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    account_id: str
    version: int
    state: AccountState
    email: str
    password: PasswordState
    password_set_time: _timestamp_pb2.Timestamp
    temporary_password_expire_time: _timestamp_pb2.Timestamp
    change_time: _timestamp_pb2.Timestamp
    def __init__(self, practice_id: _Optional[str] = ..., account_id: _Optional[str] = ..., version: _Optional[int] = ..., state: _Optional[_Union[AccountState, str]] = ..., email: _Optional[str] = ..., password: _Optional[_Union[PasswordState, str]] = ..., password_set_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., temporary_password_expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., change_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class BindingChanged(_message.Message):
    __slots__ = ("practice_id", "account_id", "contact_id", "version", "state", "change_time", "mail_before_time", "recipients")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    CONTACT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CHANGE_TIME_FIELD_NUMBER: _ClassVar[int]
    MAIL_BEFORE_TIME_FIELD_NUMBER: _ClassVar[int]
    RECIPIENTS_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    account_id: str
    contact_id: str
    version: int
    state: BindingState
    change_time: _timestamp_pb2.Timestamp
    mail_before_time: _timestamp_pb2.Timestamp
    recipients: _containers.RepeatedCompositeFieldContainer[RelationshipRef]
    def __init__(self, practice_id: _Optional[str] = ..., account_id: _Optional[str] = ..., contact_id: _Optional[str] = ..., version: _Optional[int] = ..., state: _Optional[_Union[BindingState, str]] = ..., change_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., mail_before_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., recipients: _Optional[_Iterable[_Union[RelationshipRef, _Mapping]]] = ...) -> None: ...

class Link(_message.Message):
    __slots__ = ("link_id", "account_id", "version", "purpose", "state", "issue_time", "expire_time", "end_time", "recipients", "staff")
    LINK_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ISSUE_TIME_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    RECIPIENTS_FIELD_NUMBER: _ClassVar[int]
    STAFF_FIELD_NUMBER: _ClassVar[int]
    link_id: str
    account_id: str
    version: int
    purpose: LinkPurpose
    state: LinkState
    issue_time: _timestamp_pb2.Timestamp
    expire_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    recipients: _containers.RepeatedCompositeFieldContainer[RelationshipRef]
    staff: bool
    def __init__(self, link_id: _Optional[str] = ..., account_id: _Optional[str] = ..., version: _Optional[int] = ..., purpose: _Optional[_Union[LinkPurpose, str]] = ..., state: _Optional[_Union[LinkState, str]] = ..., issue_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., recipients: _Optional[_Iterable[_Union[RelationshipRef, _Mapping]]] = ..., staff: _Optional[bool] = ...) -> None: ...

class LinkIssued(_message.Message):
    __slots__ = ("practice_id", "link", "mail_before_time", "request_id")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    LINK_FIELD_NUMBER: _ClassVar[int]
    MAIL_BEFORE_TIME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    link: Link
    mail_before_time: _timestamp_pb2.Timestamp
    request_id: str
    def __init__(self, practice_id: _Optional[str] = ..., link: _Optional[_Union[Link, _Mapping]] = ..., mail_before_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class LinkEnded(_message.Message):
    __slots__ = ("practice_id", "link")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    LINK_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    link: Link
    def __init__(self, practice_id: _Optional[str] = ..., link: _Optional[_Union[Link, _Mapping]] = ...) -> None: ...

class LinkInspected(_message.Message):
    __slots__ = ("practice_id", "link_id", "account_id", "inspect_time")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    LINK_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    INSPECT_TIME_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    link_id: str
    account_id: str
    inspect_time: _timestamp_pb2.Timestamp
    def __init__(self, practice_id: _Optional[str] = ..., link_id: _Optional[str] = ..., account_id: _Optional[str] = ..., inspect_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CodeChanged(_message.Message):
    __slots__ = ("practice_id", "code_id", "account_id", "version", "state", "issue_time", "expire_time", "end_time", "issued_by_account_id")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ISSUE_TIME_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    ISSUED_BY_ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    code_id: str
    account_id: str
    version: int
    state: CodeState
    issue_time: _timestamp_pb2.Timestamp
    expire_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    issued_by_account_id: str
    def __init__(self, practice_id: _Optional[str] = ..., code_id: _Optional[str] = ..., account_id: _Optional[str] = ..., version: _Optional[int] = ..., state: _Optional[_Union[CodeState, str]] = ..., issue_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., issued_by_account_id: _Optional[str] = ...) -> None: ...

class HelpAsked(_message.Message):
    __slots__ = ("practice_id", "help_id", "account_id", "link_id", "link_state", "recipients", "said", "ask_time")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    HELP_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    LINK_ID_FIELD_NUMBER: _ClassVar[int]
    LINK_STATE_FIELD_NUMBER: _ClassVar[int]
    RECIPIENTS_FIELD_NUMBER: _ClassVar[int]
    SAID_FIELD_NUMBER: _ClassVar[int]
    ASK_TIME_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    help_id: str
    account_id: str
    link_id: str
    link_state: LinkState
    recipients: _containers.RepeatedCompositeFieldContainer[RelationshipRef]
    said: str
    ask_time: _timestamp_pb2.Timestamp
    def __init__(self, practice_id: _Optional[str] = ..., help_id: _Optional[str] = ..., account_id: _Optional[str] = ..., link_id: _Optional[str] = ..., link_state: _Optional[_Union[LinkState, str]] = ..., recipients: _Optional[_Iterable[_Union[RelationshipRef, _Mapping]]] = ..., said: _Optional[str] = ..., ask_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class WelcomeRefused(_message.Message):
    __slots__ = ("practice_id", "request_id", "recipients", "reason", "refuse_time")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RECIPIENTS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REFUSE_TIME_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    request_id: str
    recipients: _containers.RepeatedCompositeFieldContainer[RelationshipRef]
    reason: str
    refuse_time: _timestamp_pb2.Timestamp
    def __init__(self, practice_id: _Optional[str] = ..., request_id: _Optional[str] = ..., recipients: _Optional[_Iterable[_Union[RelationshipRef, _Mapping]]] = ..., reason: _Optional[str] = ..., refuse_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SignedIn(_message.Message):
    __slots__ = ("practice_id", "account_id", "login_session_id", "sign_in_time", "browser")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    LOGIN_SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    SIGN_IN_TIME_FIELD_NUMBER: _ClassVar[int]
    BROWSER_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    account_id: str
    login_session_id: str
    sign_in_time: _timestamp_pb2.Timestamp
    browser: str
    def __init__(self, practice_id: _Optional[str] = ..., account_id: _Optional[str] = ..., login_session_id: _Optional[str] = ..., sign_in_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., browser: _Optional[str] = ...) -> None: ...

class SignInRefused(_message.Message):
    __slots__ = ("practice_id", "account_id", "reason", "refuse_time", "browser")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REFUSE_TIME_FIELD_NUMBER: _ClassVar[int]
    BROWSER_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    account_id: str
    reason: str
    refuse_time: _timestamp_pb2.Timestamp
    browser: str
    def __init__(self, practice_id: _Optional[str] = ..., account_id: _Optional[str] = ..., reason: _Optional[str] = ..., refuse_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., browser: _Optional[str] = ...) -> None: ...

class LoginSessionRevoked(_message.Message):
    __slots__ = ("practice_id", "account_id", "login_session_id", "revoke_time", "forget_time")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    LOGIN_SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    REVOKE_TIME_FIELD_NUMBER: _ClassVar[int]
    FORGET_TIME_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    account_id: str
    login_session_id: str
    revoke_time: _timestamp_pb2.Timestamp
    forget_time: _timestamp_pb2.Timestamp
    def __init__(self, practice_id: _Optional[str] = ..., account_id: _Optional[str] = ..., login_session_id: _Optional[str] = ..., revoke_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., forget_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class TemporaryPasswordSet(_message.Message):
    __slots__ = ("practice_id", "account_id", "email", "set_time", "expire_time", "mail_before_time", "set_by_account_id")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    SET_TIME_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    MAIL_BEFORE_TIME_FIELD_NUMBER: _ClassVar[int]
    SET_BY_ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    account_id: str
    email: str
    set_time: _timestamp_pb2.Timestamp
    expire_time: _timestamp_pb2.Timestamp
    mail_before_time: _timestamp_pb2.Timestamp
    set_by_account_id: str
    def __init__(self, practice_id: _Optional[str] = ..., account_id: _Optional[str] = ..., email: _Optional[str] = ..., set_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., mail_before_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., set_by_account_id: _Optional[str] = ...) -> None: ...

class SecondFactorChanged(_message.Message):
    __slots__ = ("practice_id", "account_id", "email", "change", "change_time", "mail_before_time")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    CHANGE_TIME_FIELD_NUMBER: _ClassVar[int]
    MAIL_BEFORE_TIME_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    account_id: str
    email: str
    change: SecondFactorChange
    change_time: _timestamp_pb2.Timestamp
    mail_before_time: _timestamp_pb2.Timestamp
    def __init__(self, practice_id: _Optional[str] = ..., account_id: _Optional[str] = ..., email: _Optional[str] = ..., change: _Optional[_Union[SecondFactorChange, str]] = ..., change_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., mail_before_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class TermsAccepted(_message.Message):
    __slots__ = ("practice_id", "account_id", "contact_id", "terms_version", "accept_time")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    CONTACT_ID_FIELD_NUMBER: _ClassVar[int]
    TERMS_VERSION_FIELD_NUMBER: _ClassVar[int]
    ACCEPT_TIME_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    account_id: str
    contact_id: str
    terms_version: str
    accept_time: _timestamp_pb2.Timestamp
    def __init__(self, practice_id: _Optional[str] = ..., account_id: _Optional[str] = ..., contact_id: _Optional[str] = ..., terms_version: _Optional[str] = ..., accept_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class AccountEmailChanged(_message.Message):
    __slots__ = ("practice_id", "account_id", "version", "old_email", "new_email", "contact_ids", "change_time", "mail_before_time")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    OLD_EMAIL_FIELD_NUMBER: _ClassVar[int]
    NEW_EMAIL_FIELD_NUMBER: _ClassVar[int]
    CONTACT_IDS_FIELD_NUMBER: _ClassVar[int]
    CHANGE_TIME_FIELD_NUMBER: _ClassVar[int]
    MAIL_BEFORE_TIME_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    account_id: str
    version: int
    old_email: str
    new_email: str
    contact_ids: _containers.RepeatedScalarFieldContainer[str]
    change_time: _timestamp_pb2.Timestamp
    mail_before_time: _timestamp_pb2.Timestamp
    def __init__(self, practice_id: _Optional[str] = ..., account_id: _Optional[str] = ..., version: _Optional[int] = ..., old_email: _Optional[str] = ..., new_email: _Optional[str] = ..., contact_ids: _Optional[_Iterable[str]] = ..., change_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., mail_before_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class StaffChanged(_message.Message):
    __slots__ = ("practice_id", "account_id", "version", "display_name", "email", "role", "state", "change_time")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CHANGE_TIME_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    account_id: str
    version: int
    display_name: str
    email: str
    role: StaffRole
    state: AccountState
    change_time: _timestamp_pb2.Timestamp
    def __init__(self, practice_id: _Optional[str] = ..., account_id: _Optional[str] = ..., version: _Optional[int] = ..., display_name: _Optional[str] = ..., email: _Optional[str] = ..., role: _Optional[_Union[StaffRole, str]] = ..., state: _Optional[_Union[AccountState, str]] = ..., change_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class HeartbeatBeaten(_message.Message):
    __slots__ = ("as_of",)
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    as_of: _timestamp_pb2.Timestamp
    def __init__(self, as_of: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class AuditSealed(_message.Message):
    __slots__ = ("practice_id", "position", "hash", "seal_time")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    SEAL_TIME_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    position: int
    hash: str
    seal_time: _timestamp_pb2.Timestamp
    def __init__(self, practice_id: _Optional[str] = ..., position: _Optional[int] = ..., hash: _Optional[str] = ..., seal_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
