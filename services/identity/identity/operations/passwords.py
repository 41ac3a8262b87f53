"""What a password that somebody is about to choose lacks."""

from chassis.db import Tx
from chassis.errors import Invalid
from identity.operations import steps


def judge(tx: Tx, password: str, email: str) -> str | None:
    """The reason it would be refused with; None where it is good enough. Decides by nothing but what was typed and the practice's name."""
    try:
        steps.check_password(tx, password, email)
    except Invalid as lacking:
        return lacking.reason
    return None
