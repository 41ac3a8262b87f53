"""The door that notify's routes hang in, and the address the practice's people know."""

from chassis import http
from chassis.http import Door

door = Door("notify", __name__, url_prefix="/api/notify/v1")


def site() -> str:
    """The practice's address, as mails name it."""
    return http.edge().settings.public_url.replace("{practice}", http.current().practice_id)
