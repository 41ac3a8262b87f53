import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Relationship(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RELATIONSHIP_UNSPECIFIED: _ClassVar[Relationship]
    RELATIONSHIP_SELF: _ClassVar[Relationship]
    RELATIONSHIP_MOTHER: _ClassVar[Relationship]
    RELATIONSHIP_FATHER: _ClassVar[Relationship]
    RELATIONSHIP_PARENT: _ClassVar[Relationship]
    RELATIONSHIP_STEP_PARENT: _ClassVar[Relationship]
    RELATIONSHIP_GRANDPARENT: _ClassVar[Relationship]
    RELATIONSHIP_GUARDIAN: _ClassVar[Relationship]
    RELATIONSHIP_PARTNER: _ClassVar[Relationship]
    RELATIONSHIP_OTHER: _ClassVar[Relationship]

class ConsentState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONSENT_STATE_UNSPECIFIED: _ClassVar[ConsentState]
    CONSENT_STATE_MISSING: _ClassVar[ConsentState]
    CONSENT_STATE_GRANTED: _ClassVar[ConsentState]
    CONSENT_STATE_WITHDRAWN: _ClassVar[ConsentState]
RELATIONSHIP_UNSPECIFIED: Relationship
RELATIONSHIP_SELF: Relationship
RELATIONSHIP_MOTHER: Relationship
RELATIONSHIP_FATHER: Relationship
RELATIONSHIP_PARENT: Relationship
RELATIONSHIP_STEP_PARENT: Relationship
RELATIONSHIP_GRANDPARENT: Relationship
RELATIONSHIP_GUARDIAN: Relationship
RELATIONSHIP_PARTNER: Relationship
RELATIONSHIP_OTHER: Relationship
CONSENT_STATE_UNSPECIFIED: ConsentState
CONSENT_STATE_MISSING: ConsentState
CONSENT_STATE_GRANTED: ConsentState
CONSENT_STATE_WITHDRAWN: ConsentState

class Practice(_message.Message):
    __slots__ = ("practice_id", "version", "name", "phone", "support_email", "zone", "region", "door", "invitation_validity_hours", "early_join_minutes", "terms_version", "terms_title", "terms_body", "from_name", "reply_to", "video_url", "change_time", "staff_second_factor", "staff_idle_minutes", "client_idle_days", "reminder_hours", "nudge_before_expiry", "language")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PHONE_FIELD_NUMBER: _ClassVar[int]
    SUPPORT_EMAIL_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    DOOR_FIELD_NUMBER: _ClassVar[int]
    INVITATION_VALIDITY_HOURS_FIELD_NUMBER: _ClassVar[int]
    EARLY_JOIN_MINUTES_FIELD_NUMBER: _ClassVar[int]
    TERMS_VERSION_FIELD_NUMBER: _ClassVar[int]
    TERMS_TITLE_FIELD_NUMBER: _ClassVar[int]
    TERMS_BODY_FIELD_NUMBER: _ClassVar[int]
    FROM_NAME_FIELD_NUMBER: _ClassVar[int]
    REPLY_TO_FIELD_NUMBER: _ClassVar[int]
    VIDEO_URL_FIELD_NUMBER: _ClassVar[int]
    CHANGE_TIME_FIELD_NUMBER: _ClassVar[int]
    STAFF_SECOND_FACTOR_FIELD_NUMBER: _ClassVar[int]
    STAFF_IDLE_MINUTES_FIELD_NUMBER: _ClassVar[int]
    CLIENT_IDLE_DAYS_FIELD_NUMBER: _ClassVar[int]
    REMINDER_HOURS_FIELD_NUMBER: _ClassVar[int]
    NUDGE_BEFORE_EXPIRY_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    version: int
    name: str
    phone: str
    support_email: str
    zone: str
    region: str
    door: str
    invitation_validity_hours: int
    early_join_minutes: int
    terms_version: str
    terms_title: str
    terms_body: str
    from_name: str
    reply_to: str
    video_url: str
    change_time: _timestamp_pb2.Timestamp
    staff_second_factor: bool
    staff_idle_minutes: int
    client_idle_days: int
    reminder_hours: _containers.RepeatedScalarFieldContainer[int]
    nudge_before_expiry: bool
    language: str
    def __init__(self, practice_id: _Optional[str] = ..., version: _Optional[int] = ..., name: _Optional[str] = ..., phone: _Optional[str] = ..., support_email: _Optional[str] = ..., zone: _Optional[str] = ..., region: _Optional[str] = ..., door: _Optional[str] = ..., invitation_validity_hours: _Optional[int] = ..., early_join_minutes: _Optional[int] = ..., terms_version: _Optional[str] = ..., terms_title: _Optional[str] = ..., terms_body: _Optional[str] = ..., from_name: _Optional[str] = ..., reply_to: _Optional[str] = ..., video_url: _Optional[str] = ..., change_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., staff_second_factor: _Optional[bool] = ..., staff_idle_minutes: _Optional[int] = ..., client_idle_days: _Optional[int] = ..., reminder_hours: _Optional[_Iterable[int]] = ..., nudge_before_expiry: _Optional[bool] = ..., language: _Optional[str] = ...) -> None: ...

class PracticeOpened(_message.Message):
    __slots__ = ("practice", "owner_email", "owner_name")
    PRACTICE_FIELD_NUMBER: _ClassVar[int]
    OWNER_EMAIL_FIELD_NUMBER: _ClassVar[int]
    OWNER_NAME_FIELD_NUMBER: _ClassVar[int]
    practice: Practice
    owner_email: str
    owner_name: str
    def __init__(self, practice: _Optional[_Union[Practice, _Mapping]] = ..., owner_email: _Optional[str] = ..., owner_name: _Optional[str] = ...) -> None: ...

class SettingsChanged(_message.Message):
    __slots__ = ("practice",)
    PRACTICE_FIELD_NUMBER: _ClassVar[int]
    practice: Practice
    def __init__(self, practice: _Optional[_Union[Practice, _Mapping]] = ...) -> None: ...

class ContactChanged(_message.Message):
    __slots__ = ("practice_id", "contact_id", "version", "given_name", "family_name", "email", "phone", "change_time", "language")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    CONTACT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GIVEN_NAME_FIELD_NUMBER: _ClassVar[int]
    FAMILY_NAME_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    PHONE_FIELD_NUMBER: _ClassVar[int]
    CHANGE_TIME_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    contact_id: str
    version: int
    given_name: str
    family_name: str
    email: str
    phone: str
    change_time: _timestamp_pb2.Timestamp
    language: str
    def __init__(self, practice_id: _Optional[str] = ..., contact_id: _Optional[str] = ..., version: _Optional[int] = ..., given_name: _Optional[str] = ..., family_name: _Optional[str] = ..., email: _Optional[str] = ..., phone: _Optional[str] = ..., change_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., language: _Optional[str] = ...) -> None: ...

class Consent(_message.Message):
    __slots__ = ("state", "text_version", "change_time", "session_id")
    STATE_FIELD_NUMBER: _ClassVar[int]
    TEXT_VERSION_FIELD_NUMBER: _ClassVar[int]
    CHANGE_TIME_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    state: ConsentState
    text_version: str
    change_time: _timestamp_pb2.Timestamp
    session_id: str
    def __init__(self, state: _Optional[_Union[ConsentState, str]] = ..., text_version: _Optional[str] = ..., change_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., session_id: _Optional[str] = ...) -> None: ...

class AccessChanged(_message.Message):
    __slots__ = ("practice_id", "contact_id", "client_id", "version", "relationship", "is_primary", "online_access", "email_notifications", "consent", "in_force", "change_time")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    CONTACT_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    RELATIONSHIP_FIELD_NUMBER: _ClassVar[int]
    IS_PRIMARY_FIELD_NUMBER: _ClassVar[int]
    ONLINE_ACCESS_FIELD_NUMBER: _ClassVar[int]
    EMAIL_NOTIFICATIONS_FIELD_NUMBER: _ClassVar[int]
    CONSENT_FIELD_NUMBER: _ClassVar[int]
    IN_FORCE_FIELD_NUMBER: _ClassVar[int]
    CHANGE_TIME_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    contact_id: str
    client_id: str
    version: int
    relationship: Relationship
    is_primary: bool
    online_access: bool
    email_notifications: bool
    consent: Consent
    in_force: bool
    change_time: _timestamp_pb2.Timestamp
    def __init__(self, practice_id: _Optional[str] = ..., contact_id: _Optional[str] = ..., client_id: _Optional[str] = ..., version: _Optional[int] = ..., relationship: _Optional[_Union[Relationship, str]] = ..., is_primary: _Optional[bool] = ..., online_access: _Optional[bool] = ..., email_notifications: _Optional[bool] = ..., consent: _Optional[_Union[Consent, _Mapping]] = ..., in_force: _Optional[bool] = ..., change_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ClientChanged(_message.Message):
    __slots__ = ("practice_id", "client_id", "version", "active", "change_time", "merged_into")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_FIELD_NUMBER: _ClassVar[int]
    CHANGE_TIME_FIELD_NUMBER: _ClassVar[int]
    MERGED_INTO_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    client_id: str
    version: int
    active: bool
    change_time: _timestamp_pb2.Timestamp
    merged_into: str
    def __init__(self, practice_id: _Optional[str] = ..., client_id: _Optional[str] = ..., version: _Optional[int] = ..., active: _Optional[bool] = ..., change_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., merged_into: _Optional[str] = ...) -> None: ...

class Recipient(_message.Message):
    __slots__ = ("contact_id", "client_id", "version")
    CONTACT_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    contact_id: str
    client_id: str
    version: int
    def __init__(self, contact_id: _Optional[str] = ..., client_id: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class WelcomeRequested(_message.Message):
    __slots__ = ("practice_id", "request_id", "recipients", "validity_hours", "request_time", "mail_before_time", "requested_by_account_id")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RECIPIENTS_FIELD_NUMBER: _ClassVar[int]
    VALIDITY_HOURS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_TIME_FIELD_NUMBER: _ClassVar[int]
    MAIL_BEFORE_TIME_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_BY_ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    request_id: str
    recipients: _containers.RepeatedCompositeFieldContainer[Recipient]
    validity_hours: int
    request_time: _timestamp_pb2.Timestamp
    mail_before_time: _timestamp_pb2.Timestamp
    requested_by_account_id: str
    def __init__(self, practice_id: _Optional[str] = ..., request_id: _Optional[str] = ..., recipients: _Optional[_Iterable[_Union[Recipient, _Mapping]]] = ..., validity_hours: _Optional[int] = ..., request_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., mail_before_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., requested_by_account_id: _Optional[str] = ...) -> None: ...

class CallEnded(_message.Message):
    __slots__ = ("practice_id", "call_id", "help_id", "answered", "answer", "end_time")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    CALL_ID_FIELD_NUMBER: _ClassVar[int]
    HELP_ID_FIELD_NUMBER: _ClassVar[int]
    ANSWERED_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    call_id: str
    help_id: str
    answered: bool
    answer: str
    end_time: _timestamp_pb2.Timestamp
    def __init__(self, practice_id: _Optional[str] = ..., call_id: _Optional[str] = ..., help_id: _Optional[str] = ..., answered: _Optional[bool] = ..., answer: _Optional[str] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class MergedContact(_message.Message):
    __slots__ = ("contact_id", "into_contact_id", "same_login")
    CONTACT_ID_FIELD_NUMBER: _ClassVar[int]
    INTO_CONTACT_ID_FIELD_NUMBER: _ClassVar[int]
    SAME_LOGIN_FIELD_NUMBER: _ClassVar[int]
    contact_id: str
    into_contact_id: str
    same_login: bool
    def __init__(self, contact_id: _Optional[str] = ..., into_contact_id: _Optional[str] = ..., same_login: _Optional[bool] = ...) -> None: ...

class ClientMerged(_message.Message):
    __slots__ = ("practice_id", "client_id", "merged_client_ids", "merged_contacts", "clients", "contacts", "access", "merge_time")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ID_FIELD_NUMBER: _ClassVar[int]
    MERGED_CLIENT_IDS_FIELD_NUMBER: _ClassVar[int]
    MERGED_CONTACTS_FIELD_NUMBER: _ClassVar[int]
    CLIENTS_FIELD_NUMBER: _ClassVar[int]
    CONTACTS_FIELD_NUMBER: _ClassVar[int]
    ACCESS_FIELD_NUMBER: _ClassVar[int]
    MERGE_TIME_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    client_id: str
    merged_client_ids: _containers.RepeatedScalarFieldContainer[str]
    merged_contacts: _containers.RepeatedCompositeFieldContainer[MergedContact]
    clients: _containers.RepeatedCompositeFieldContainer[ClientChanged]
    contacts: _containers.RepeatedCompositeFieldContainer[ContactChanged]
    access: _containers.RepeatedCompositeFieldContainer[AccessChanged]
    merge_time: _timestamp_pb2.Timestamp
    def __init__(self, practice_id: _Optional[str] = ..., client_id: _Optional[str] = ..., merged_client_ids: _Optional[_Iterable[str]] = ..., merged_contacts: _Optional[_Iterable[_Union[MergedContact, _Mapping]]] = ..., clients: _Optional[_Iterable[_Union[ClientChanged, _Mapping]]] = ..., contacts: _Optional[_Iterable[_Union[ContactChanged, _Mapping]]] = ..., access: _Optional[_Iterable[_Union[AccessChanged, _Mapping]]] = ..., merge_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

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
