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
from video_gate.operations.joining import Decided, Knock, Unsure, decide_join, decide_join_with_answers, meet_strangers
from video_gate.operations.seating import tidy_seats

__all__ = [
    "Booking", "Changes", "Decided", "Knock", "Unsure", "book_session", "cancel_session", "change_session", "decide_join",
    "decide_join_with_answers", "end_login_session", "learn_access", "learn_account", "learn_answers", "learn_binding", "learn_client",
    "learn_contact", "learn_practice", "learn_staff", "mark_fresh", "meet_strangers", "tidy_seats",
]
