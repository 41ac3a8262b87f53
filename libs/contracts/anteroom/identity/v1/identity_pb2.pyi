import datetime

from anteroom.identity.v1 import events_pb2 as _events_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MintLinkRequest(_message.Message):
    __slots__ = ("practice_id", "link_id")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    LINK_ID_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    link_id: str
    def __init__(self, practice_id: _Optional[str] = ..., link_id: _Optional[str] = ...) -> None: ...

class MintedLink(_message.Message):
    __slots__ = ("url", "to_address", "expire_time")
    URL_FIELD_NUMBER: _ClassVar[int]
    TO_ADDRESS_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    url: str
    to_address: str
    expire_time: _timestamp_pb2.Timestamp
    def __init__(self, url: _Optional[str] = ..., to_address: _Optional[str] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CheckAccountRequest(_message.Message):
    __slots__ = ("practice_id", "account_id")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    account_id: str
    def __init__(self, practice_id: _Optional[str] = ..., account_id: _Optional[str] = ...) -> None: ...

class CheckedAccount(_message.Message):
    __slots__ = ("state", "role", "display_name", "contact_ids", "version")
    STATE_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    CONTACT_IDS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    state: _events_pb2.AccountState
    role: _events_pb2.StaffRole
    display_name: str
    contact_ids: _containers.RepeatedScalarFieldContainer[str]
    version: int
    def __init__(self, state: _Optional[_Union[_events_pb2.AccountState, str]] = ..., role: _Optional[_Union[_events_pb2.StaffRole, str]] = ..., display_name: _Optional[str] = ..., contact_ids: _Optional[_Iterable[str]] = ..., version: _Optional[int] = ...) -> None: ...

class GetAccountRequest(_message.Message):
    __slots__ = ("practice_id", "account_id")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    account_id: str
    def __init__(self, practice_id: _Optional[str] = ..., account_id: _Optional[str] = ...) -> None: ...
