"""Door 1: one file per noun, all behind /api/identity/v1."""

from chassis.http import Door


def doors() -> list[Door]:
    """Every door of identity."""
    from identity.http_api import accounts, codes, jwks, links, me, my_login_sessions, sessions, staff

    return [sessions.door, me.door, my_login_sessions.door, links.door, staff.door, accounts.door, codes.door, jwks.door]
