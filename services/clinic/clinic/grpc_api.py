"""Door 2: gRPC, for the gate and for integrators."""

from uuid import UUID

from anteroom.clinic.v1 import clinic_pb2 as pb
from anteroom.clinic.v1 import clinic_pb2_grpc
from chassis import rpc
from chassis.db import Tx
from clinic import events, models
from clinic.domain import age
from clinic.store import clients, contacts, practices, relationships


class Clinic(rpc.Servicer, clinic_pb2_grpc.ClinicServiceServicer):
    """anteroom.clinic.v1.ClinicService."""

    @rpc.allows(callers={"video_gate"})
    def CheckAccess(self, request: pb.CheckAccessRequest, context: object) -> pb.CheckedAccess:
        """The owner's word on a client's relationships."""
        asked = {rpc.identifier(contact_id, "contact_ids") for contact_id in request.contact_ids}
        return self.edge.transact(_checked, rpc.identifier(request.client_id, "client_id"), asked)

    @rpc.allows(permission="clients:read")
    def GetClient(self, request: pb.GetClientRequest, context: object) -> pb.Client:
        """One client."""
        return self.edge.transact(_client, rpc.identifier(request.client_id, "client_id"))

    @rpc.allows(permission="clients:read")
    def ListContacts(self, request: pb.ListContactsRequest, context: object) -> pb.ListContactsResponse:
        """The people of a chart."""
        return self.edge.transact(_contacts, rpc.identifier(request.client_id, "client_id"))


def _checked(tx: Tx, client_id: UUID, contact_ids: set[UUID]) -> pb.CheckedAccess:
    # Of a chart that was merged away the gate hears that it is inactive, until it has moved its sessions to the one that stayed.
    practice, client = practices.get(tx), clients.at(tx, client_id)
    asked = [one for one in relationships.of_clients(tx, [client_id]) if one.contact_id in contact_ids]
    return pb.CheckedAccess(
        client=events.client_message(client), access=[events.access_message(one) for one in asked],
        practice=events.practice_message(practice, practices.texts_in_use(tx, practice)[0]),
    )


def _client(tx: Tx, client_id: UUID) -> pb.Client:
    client, practice = clients.get(tx, client_id), practices.get(tx)
    minor = age.minor_until(client.birth_date, practice.region, age.today_in(practice.zone, tx.now)) is not None
    return pb.Client(
        client_id=str(client.client_id), given_name=client.given_name, family_name=client.family_name, active=client.status == "ACTIVE",
        birth_date=client.birth_date.isoformat() if client.birth_date else "", minor=minor,
    )


def _contacts(tx: Tx, client_id: UUID) -> pb.ListContactsResponse:
    clients.get(tx, client_id)
    on_chart = relationships.of_clients(tx, [client_id])
    people = contacts.among(tx, [one.contact_id for one in on_chart])
    return pb.ListContactsResponse(contacts=[_on_chart(people[one.contact_id], one) for one in on_chart])


def _on_chart(contact: models.Contact, relationship: models.Relationship) -> pb.ContactOfClient:
    return pb.ContactOfClient(contact=events.contact_message(contact), access=events.access_message(relationship))
