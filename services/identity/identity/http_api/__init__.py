"""Door 1: one file per noun, all behind /api/identity/v1."""

from chassis.http import Door


def doors() -> list[Door]:
    """Every door of identity."""
    from identity.http_api import (
        accounts,
        codes,
        jwks,
        links,
        me,
        my_login_sessions,
        passwords,
        second_factors,
        second_step,
        sessions,
        staff,
    )

    mine = [me.door, my_login_sessions.door, second_factors.door, second_step.door]
    return [sessions.door, *mine, links.door, staff.door, accounts.door, codes.door, passwords.door, jwks.door]
