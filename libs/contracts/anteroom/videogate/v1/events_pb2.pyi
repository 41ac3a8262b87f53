import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SessionState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SESSION_STATE_UNSPECIFIED: _ClassVar[SessionState]
    SESSION_STATE_BOOKED: _ClassVar[SessionState]
    SESSION_STATE_CANCELLED: _ClassVar[SessionState]

class GuestLinkState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GUEST_LINK_STATE_UNSPECIFIED: _ClassVar[GuestLinkState]
    GUEST_LINK_STATE_LIVE: _ClassVar[GuestLinkState]
    GUEST_LINK_STATE_SUPERSEDED: _ClassVar[GuestLinkState]
    GUEST_LINK_STATE_REVOKED: _ClassVar[GuestLinkState]
SESSION_STATE_UNSPECIFIED: SessionState
SESSION_STATE_BOOKED: SessionState
SESSION_STATE_CANCELLED: SessionState
GUEST_LINK_STATE_UNSPECIFIED: GuestLinkState
GUEST_LINK_STATE_LIVE: GuestLinkState
GUEST_LINK_STATE_SUPERSEDED: GuestLinkState
GUEST_LINK_STATE_REVOKED: GuestLinkState

class SessionChanged(_message.Message):
    __slots__ = ("practice_id", "session_id", "version", "state", "client_id", "contact_ids", "clinician_id", "start_time", "end_time", "change_time")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ID_FIELD_NUMBER: _ClassVar[int]
    CONTACT_IDS_FIELD_NUMBER: _ClassVar[int]
    CLINICIAN_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    CHANGE_TIME_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    session_id: str
    version: int
    state: SessionState
    client_id: str
    contact_ids: _containers.RepeatedScalarFieldContainer[str]
    clinician_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    change_time: _timestamp_pb2.Timestamp
    def __init__(self, practice_id: _Optional[str] = ..., session_id: _Optional[str] = ..., version: _Optional[int] = ..., state: _Optional[_Union[SessionState, str]] = ..., client_id: _Optional[str] = ..., contact_ids: _Optional[_Iterable[str]] = ..., clinician_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., change_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Decision(_message.Message):
    __slots__ = ("decision_id", "session_id", "client_id", "account_id", "contact_ids", "reasons", "decide_time")
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    CONTACT_IDS_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    DECIDE_TIME_FIELD_NUMBER: _ClassVar[int]
    decision_id: str
    session_id: str
    client_id: str
    account_id: str
    contact_ids: _containers.RepeatedScalarFieldContainer[str]
    reasons: _containers.RepeatedScalarFieldContainer[str]
    decide_time: _timestamp_pb2.Timestamp
    def __init__(self, decision_id: _Optional[str] = ..., session_id: _Optional[str] = ..., client_id: _Optional[str] = ..., account_id: _Optional[str] = ..., contact_ids: _Optional[_Iterable[str]] = ..., reasons: _Optional[_Iterable[str]] = ..., decide_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class JoinGranted(_message.Message):
    __slots__ = ("practice_id", "decision")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    decision: Decision
    def __init__(self, practice_id: _Optional[str] = ..., decision: _Optional[_Union[Decision, _Mapping]] = ...) -> None: ...

class JoinRefused(_message.Message):
    __slots__ = ("practice_id", "decision")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    decision: Decision
    def __init__(self, practice_id: _Optional[str] = ..., decision: _Optional[_Union[Decision, _Mapping]] = ...) -> None: ...

class ParticipantRemoved(_message.Message):
    __slots__ = ("practice_id", "session_id", "account_id", "reason", "remove_time")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REMOVE_TIME_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    session_id: str
    account_id: str
    reason: str
    remove_time: _timestamp_pb2.Timestamp
    def __init__(self, practice_id: _Optional[str] = ..., session_id: _Optional[str] = ..., account_id: _Optional[str] = ..., reason: _Optional[str] = ..., remove_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GuestLinkChanged(_message.Message):
    __slots__ = ("practice_id", "link_id", "version", "state", "guest_id", "session_id", "mailed", "issue_time", "start_time", "end_time", "session_state")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    LINK_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    GUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    MAILED_FIELD_NUMBER: _ClassVar[int]
    ISSUE_TIME_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    SESSION_STATE_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    link_id: str
    version: int
    state: GuestLinkState
    guest_id: str
    session_id: str
    mailed: bool
    issue_time: _timestamp_pb2.Timestamp
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    session_state: SessionState
    def __init__(self, practice_id: _Optional[str] = ..., link_id: _Optional[str] = ..., version: _Optional[int] = ..., state: _Optional[_Union[GuestLinkState, str]] = ..., guest_id: _Optional[str] = ..., session_id: _Optional[str] = ..., mailed: _Optional[bool] = ..., issue_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., session_state: _Optional[_Union[SessionState, str]] = ...) -> None: ...

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
