"""Take in what identity and clinic announce; whoever is in and no longer may be has to leave in the same transaction."""

from datetime import datetime
from uuid import UUID

from anteroom.clinic.v1.events_pb2 import AccessChanged, ClientChanged, ContactChanged, Practice
from anteroom.identity.v1.events_pb2 import AccountChanged, BindingChanged, BindingState, LoginSessionRevoked, StaffChanged
from chassis.db import Tx
from video_gate import models
from video_gate.answers import Answers, account_state, client_row, practice_row, relationship_row, role_name
from video_gate.operations import taking_in
from video_gate.store import copies, guests, joins, seats


def learn_practice(tx: Tx, news: Practice) -> None:
    """Settings."""
    copies.keep(tx, models.Practice, **practice_row(news))


def learn_client(tx: Tx, news: ClientChanged) -> None:
    """Whether the client is in care. Guests' links to an archived client's video sessions don't come back with the client."""
    client_id = UUID(news.client_id)
    if copies.keep(tx, models.Client, **client_row(news)):
        if not news.active:
            taking_in.revoke_guests(tx, guests.revoke_of_client(tx, client_id))
        taking_in.seats_again(tx, seats.of_client(tx, client_id))


def learn_access(tx: Tx, news: AccessChanged) -> None:
    """Switches, consent and validity of a relationship."""
    if copies.keep(tx, models.Relationship, **relationship_row(news)):
        taking_in.seats_again(tx, seats.of_client(tx, UUID(news.client_id)))


def learn_contact(tx: Tx, news: ContactChanged) -> None:
    """A name."""
    copies.keep(
        tx, models.Contact, contact_id=UUID(news.contact_id), version=news.version, given_name=news.given_name, family_name=news.family_name
    )


def learn_account(tx: Tx, news: AccountChanged) -> None:
    """A login's state."""
    account_id = UUID(news.account_id)
    if copies.keep(tx, models.Account, account_id=account_id, version=news.version, state=account_state(news.state)):
        taking_in.seats_again(tx, seats.of_account(tx, account_id))


def learn_binding(tx: Tx, news: BindingChanged) -> None:
    """For whom an account answers; an offer that waits is not yet an answer."""
    account_id, bound = UUID(news.account_id), news.state == BindingState.BINDING_STATE_BOUND
    if copies.keep(tx, models.Binding, account_id=account_id, contact_id=UUID(news.contact_id), version=news.version, bound=bound):
        taking_in.seats_again(tx, seats.of_account(tx, account_id))


def learn_staff(tx: Tx, news: StaffChanged) -> None:
    """Who works here, as what."""
    account_id, state = UUID(news.account_id), account_state(news.state)
    row = {"account_id": account_id, "version": news.version, "display_name": news.display_name, "role": role_name(news.role)}
    if copies.keep(tx, models.StaffMember, **row, state=state):
        taking_in.seats_again(tx, seats.of_account(tx, account_id))


def end_login_session(tx: Tx, news: LoginSessionRevoked) -> None:
    """No request comes in with it; seats taken with it alone end."""
    account_id, login_session_id = UUID(news.account_id), UUID(news.login_session_id)
    copies.revoke_login_session(tx, login_session_id, news.forget_time.ToDatetime(tzinfo=tx.now.tzinfo))
    joins.hold_knocks(tx)  # or a knock that is just being recorded would keep this sign-in
    for seat in seats.forget_login_session(tx, account_id, login_session_id):
        taking_in.remove(tx, seat, "LOGIN_SESSION_ENDED")


def mark_fresh(tx: Tx, source: copies.Source, as_of: datetime, sequence: int) -> None:
    """Everything the source announced up to as_of is in the copy."""
    copies.mark_fresh(tx, source, as_of, sequence)


def learn_answers(tx: Tx, account_id: UUID | None, said: Answers) -> None:
    """Take in what the owners answered about strangers."""
    taking_in.answers(tx, account_id, said)
