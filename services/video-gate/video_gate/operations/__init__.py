"""What can be done at the gate: one function per verb, by noun."""

from video_gate.operations.booking import Booking, Changes, book_session, cancel_session, change_session
from video_gate.operations.copying import (
    end_login_session,
    learn_access,
    learn_account,
    learn_answers,
    learn_binding,
    learn_client,
    learn_contact,
    learn_practice,
    learn_staff,
    mark_fresh,
)
from video_gate.operations.guests import (
    Address,
    GuestDecided,
    GuestKnock,
    decide_guest,
    demand_live,
    invite_guest,
    renew_guest_link,
    revoke_guest,
)
from video_gate.operations.joining import Decided, Knock, Unsure, decide_join, decide_join_with_answers, meet_strangers
from video_gate.operations.merging import merge_clients
from video_gate.operations.seating import tidy_seats

__all__ = [
    "Address", "Booking", "Changes", "Decided", "GuestDecided", "GuestKnock", "Knock", "Unsure", "book_session", "cancel_session",
    "change_session", "decide_guest", "decide_join", "decide_join_with_answers", "demand_live", "end_login_session", "invite_guest",
    "learn_access", "learn_account", "learn_answers", "learn_binding", "learn_client", "learn_contact", "learn_practice", "learn_staff",
    "mark_fresh", "meet_strangers", "merge_clients", "renew_guest_link", "revoke_guest", "tidy_seats",
]
