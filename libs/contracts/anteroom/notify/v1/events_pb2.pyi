import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MessageKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MESSAGE_KIND_UNSPECIFIED: _ClassVar[MessageKind]
    MESSAGE_KIND_INVITATION: _ClassVar[MessageKind]
    MESSAGE_KIND_STAFF_INVITATION: _ClassVar[MessageKind]
    MESSAGE_KIND_RESET: _ClassVar[MessageKind]
    MESSAGE_KIND_PERSON_OFFERED: _ClassVar[MessageKind]
    MESSAGE_KIND_TEMPORARY_PASSWORD_SET: _ClassVar[MessageKind]
    MESSAGE_KIND_EMAIL_CHANGED: _ClassVar[MessageKind]
    MESSAGE_KIND_EMAIL_CHANGE_CONFIRMATION: _ClassVar[MessageKind]
    MESSAGE_KIND_SESSION_REMINDER: _ClassVar[MessageKind]
    MESSAGE_KIND_TEMPLATE_TEST: _ClassVar[MessageKind]
    MESSAGE_KIND_INVITATION_NUDGE: _ClassVar[MessageKind]
    MESSAGE_KIND_GUEST_INVITATION: _ClassVar[MessageKind]
    MESSAGE_KIND_SECOND_FACTOR_ADDED: _ClassVar[MessageKind]
    MESSAGE_KIND_SECOND_FACTOR_REMOVED: _ClassVar[MessageKind]
    MESSAGE_KIND_SECOND_FACTOR_RESET: _ClassVar[MessageKind]
    MESSAGE_KIND_RECOVERY_CODES_MADE: _ClassVar[MessageKind]
    MESSAGE_KIND_RECOVERY_CODE_USED: _ClassVar[MessageKind]
    MESSAGE_KIND_SESSION_MOVED: _ClassVar[MessageKind]
    MESSAGE_KIND_SESSION_CANCELLED: _ClassVar[MessageKind]

class MessageState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MESSAGE_STATE_UNSPECIFIED: _ClassVar[MessageState]
    MESSAGE_STATE_QUEUED: _ClassVar[MessageState]
    MESSAGE_STATE_SENT: _ClassVar[MessageState]
    MESSAGE_STATE_DEFERRED: _ClassVar[MessageState]
    MESSAGE_STATE_DELIVERED: _ClassVar[MessageState]
    MESSAGE_STATE_BOUNCED: _ClassVar[MessageState]
    MESSAGE_STATE_COMPLAINED: _ClassVar[MessageState]
    MESSAGE_STATE_SUPPRESSED: _ClassVar[MessageState]
    MESSAGE_STATE_HELD: _ClassVar[MessageState]
    MESSAGE_STATE_CANCELLED: _ClassVar[MessageState]
MESSAGE_KIND_UNSPECIFIED: MessageKind
MESSAGE_KIND_INVITATION: MessageKind
MESSAGE_KIND_STAFF_INVITATION: MessageKind
MESSAGE_KIND_RESET: MessageKind
MESSAGE_KIND_PERSON_OFFERED: MessageKind
MESSAGE_KIND_TEMPORARY_PASSWORD_SET: MessageKind
MESSAGE_KIND_EMAIL_CHANGED: MessageKind
MESSAGE_KIND_EMAIL_CHANGE_CONFIRMATION: MessageKind
MESSAGE_KIND_SESSION_REMINDER: MessageKind
MESSAGE_KIND_TEMPLATE_TEST: MessageKind
MESSAGE_KIND_INVITATION_NUDGE: MessageKind
MESSAGE_KIND_GUEST_INVITATION: MessageKind
MESSAGE_KIND_SECOND_FACTOR_ADDED: MessageKind
MESSAGE_KIND_SECOND_FACTOR_REMOVED: MessageKind
MESSAGE_KIND_SECOND_FACTOR_RESET: MessageKind
MESSAGE_KIND_RECOVERY_CODES_MADE: MessageKind
MESSAGE_KIND_RECOVERY_CODE_USED: MessageKind
MESSAGE_KIND_SESSION_MOVED: MessageKind
MESSAGE_KIND_SESSION_CANCELLED: MessageKind
MESSAGE_STATE_UNSPECIFIED: MessageState
MESSAGE_STATE_QUEUED: MessageState
MESSAGE_STATE_SENT: MessageState
MESSAGE_STATE_DEFERRED: MessageState
MESSAGE_STATE_DELIVERED: MessageState
MESSAGE_STATE_BOUNCED: MessageState
MESSAGE_STATE_COMPLAINED: MessageState
MESSAGE_STATE_SUPPRESSED: MessageState
MESSAGE_STATE_HELD: MessageState
MESSAGE_STATE_CANCELLED: MessageState

class MessageRecipient(_message.Message):
    __slots__ = ("contact_id", "client_id")
    CONTACT_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ID_FIELD_NUMBER: _ClassVar[int]
    contact_id: str
    client_id: str
    def __init__(self, contact_id: _Optional[str] = ..., client_id: _Optional[str] = ...) -> None: ...

class MessageChanged(_message.Message):
    __slots__ = ("practice_id", "message_id", "version", "kind", "state", "reason", "detail", "account_id", "link_id", "recipients", "queue_time", "change_time", "to_address", "session_id", "session_start_time", "reminder_hours")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    LINK_ID_FIELD_NUMBER: _ClassVar[int]
    RECIPIENTS_FIELD_NUMBER: _ClassVar[int]
    QUEUE_TIME_FIELD_NUMBER: _ClassVar[int]
    CHANGE_TIME_FIELD_NUMBER: _ClassVar[int]
    TO_ADDRESS_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    SESSION_START_TIME_FIELD_NUMBER: _ClassVar[int]
    REMINDER_HOURS_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    message_id: str
    version: int
    kind: MessageKind
    state: MessageState
    reason: str
    detail: str
    account_id: str
    link_id: str
    recipients: _containers.RepeatedCompositeFieldContainer[MessageRecipient]
    queue_time: _timestamp_pb2.Timestamp
    change_time: _timestamp_pb2.Timestamp
    to_address: str
    session_id: str
    session_start_time: _timestamp_pb2.Timestamp
    reminder_hours: int
    def __init__(self, practice_id: _Optional[str] = ..., message_id: _Optional[str] = ..., version: _Optional[int] = ..., kind: _Optional[_Union[MessageKind, str]] = ..., state: _Optional[_Union[MessageState, str]] = ..., reason: _Optional[str] = ..., detail: _Optional[str] = ..., account_id: _Optional[str] = ..., link_id: _Optional[str] = ..., recipients: _Optional[_Iterable[_Union[MessageRecipient, _Mapping]]] = ..., queue_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., change_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., to_address: _Optional[str] = ..., session_id: _Optional[str] = ..., session_start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reminder_hours: _Optional[int] = ...) -> None: ...

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
