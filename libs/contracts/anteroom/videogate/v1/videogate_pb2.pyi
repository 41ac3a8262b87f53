import datetime

from anteroom.videogate.v1 import events_pb2 as _events_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AuthorizeJoinRequest(_message.Message):
    __slots__ = ("practice_id", "session_id", "account_id")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    session_id: str
    account_id: str
    def __init__(self, practice_id: _Optional[str] = ..., session_id: _Optional[str] = ..., account_id: _Optional[str] = ...) -> None: ...

class AuthorizedJoin(_message.Message):
    __slots__ = ("granted", "reasons", "decision_id", "provider", "url", "token", "expire_time", "open_time")
    GRANTED_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    OPEN_TIME_FIELD_NUMBER: _ClassVar[int]
    granted: bool
    reasons: _containers.RepeatedScalarFieldContainer[str]
    decision_id: str
    provider: str
    url: str
    token: str
    expire_time: _timestamp_pb2.Timestamp
    open_time: _timestamp_pb2.Timestamp
    def __init__(self, granted: _Optional[bool] = ..., reasons: _Optional[_Iterable[str]] = ..., decision_id: _Optional[str] = ..., provider: _Optional[str] = ..., url: _Optional[str] = ..., token: _Optional[str] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., open_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetSessionRequest(_message.Message):
    __slots__ = ("practice_id", "session_id")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    session_id: str
    def __init__(self, practice_id: _Optional[str] = ..., session_id: _Optional[str] = ...) -> None: ...

class MintGuestLinkRequest(_message.Message):
    __slots__ = ("practice_id", "link_id")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    LINK_ID_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    link_id: str
    def __init__(self, practice_id: _Optional[str] = ..., link_id: _Optional[str] = ...) -> None: ...

class MintedGuestLink(_message.Message):
    __slots__ = ("url", "to_address", "start_time", "end_time")
    URL_FIELD_NUMBER: _ClassVar[int]
    TO_ADDRESS_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    url: str
    to_address: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    def __init__(self, url: _Optional[str] = ..., to_address: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
