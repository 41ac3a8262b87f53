from anteroom.clinic.v1 import events_pb2 as _events_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CheckAccessRequest(_message.Message):
    __slots__ = ("practice_id", "client_id", "contact_ids")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ID_FIELD_NUMBER: _ClassVar[int]
    CONTACT_IDS_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    client_id: str
    contact_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, practice_id: _Optional[str] = ..., client_id: _Optional[str] = ..., contact_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class CheckedAccess(_message.Message):
    __slots__ = ("client", "access", "practice")
    CLIENT_FIELD_NUMBER: _ClassVar[int]
    ACCESS_FIELD_NUMBER: _ClassVar[int]
    PRACTICE_FIELD_NUMBER: _ClassVar[int]
    client: _events_pb2.ClientChanged
    access: _containers.RepeatedCompositeFieldContainer[_events_pb2.AccessChanged]
    practice: _events_pb2.Practice
    def __init__(self, client: _Optional[_Union[_events_pb2.ClientChanged, _Mapping]] = ..., access: _Optional[_Iterable[_Union[_events_pb2.AccessChanged, _Mapping]]] = ..., practice: _Optional[_Union[_events_pb2.Practice, _Mapping]] = ...) -> None: ...

class GetClientRequest(_message.Message):
    __slots__ = ("practice_id", "client_id")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ID_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    client_id: str
    def __init__(self, practice_id: _Optional[str] = ..., client_id: _Optional[str] = ...) -> None: ...

class Client(_message.Message):
    __slots__ = ("client_id", "given_name", "family_name", "birth_date", "active", "minor")
    CLIENT_ID_FIELD_NUMBER: _ClassVar[int]
    GIVEN_NAME_FIELD_NUMBER: _ClassVar[int]
    FAMILY_NAME_FIELD_NUMBER: _ClassVar[int]
    BIRTH_DATE_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_FIELD_NUMBER: _ClassVar[int]
    MINOR_FIELD_NUMBER: _ClassVar[int]
    client_id: str
    given_name: str
    family_name: str
    birth_date: str
    active: bool
    minor: bool
    def __init__(self, client_id: _Optional[str] = ..., given_name: _Optional[str] = ..., family_name: _Optional[str] = ..., birth_date: _Optional[str] = ..., active: _Optional[bool] = ..., minor: _Optional[bool] = ...) -> None: ...

class ListContactsRequest(_message.Message):
    __slots__ = ("practice_id", "client_id")
    PRACTICE_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ID_FIELD_NUMBER: _ClassVar[int]
    practice_id: str
    client_id: str
    def __init__(self, practice_id: _Optional[str] = ..., client_id: _Optional[str] = ...) -> None: ...

class ListContactsResponse(_message.Message):
    __slots__ = ("contacts",)
    CONTACTS_FIELD_NUMBER: _ClassVar[int]
    contacts: _containers.RepeatedCompositeFieldContainer[ContactOfClient]
    def __init__(self, contacts: _Optional[_Iterable[_Union[ContactOfClient, _Mapping]]] = ...) -> None: ...

class ContactOfClient(_message.Message):
    __slots__ = ("contact", "access")
    CONTACT_FIELD_NUMBER: _ClassVar[int]
    ACCESS_FIELD_NUMBER: _ClassVar[int]
    contact: _events_pb2.ContactChanged
    access: _events_pb2.AccessChanged
    def __init__(self, contact: _Optional[_Union[_events_pb2.ContactChanged, _Mapping]] = ..., access: _Optional[_Union[_events_pb2.AccessChanged, _Mapping]] = ...) -> None: ...
