"""Guests of a video session: staff invite and revoke them; the public half is the page behind their link.

Inviting takes no Idempotency-Key: an answer kept for a retry would keep the link. A retry is refused by the guest's name instead.
"""

import re
from datetime import timedelta
from typing import Any

from flask import Response, make_response, request

from admission import Reason, told_to_client
from chassis.addresses import same_email
from chassis.db import Tx
from chassis.http import Door, cookie_name, current, edge, transact
from video_gate import knocking, operations, provider, rendering, tokens
from video_gate.bodies import (
    GuestInvite,
    GuestKnocks,
    GuestLinkShown,
    GuestMade,
    GuestPassShown,
    GuestPath,
    GuestRenew,
    GuestSeatShown,
    GuestShown,
    GuestsShown,
    GuestToken,
    SessionPath,
)
from video_gate.config import VideoGateSettings
from video_gate.domain import PROVIDER, JoinRefused
from video_gate.models import GuestLink
from video_gate.operations import Address, GuestDecided, GuestKnock

door = Door("guests", __name__, url_prefix="/api/video-gate/v1")
PUBLIC = "Holding the token is the permission"
# Longer than anybody books ahead. The link ends by itself; this only says which browser it was.
DEVICE_LIFE = timedelta(days=180)


@door.get("/sessions/<session_id>/guests", permission="guests:read", responses={"200": GuestsShown}, summary="Guests of a video session")
def list_guests(path: SessionPath) -> dict[str, Any]:
    return {"guests": transact(rendering.guests_shown, path.session_id)}


@door.post(
    "/sessions/<session_id>/guests", permission="guests:write", responses={"201": GuestMade},
    summary="Invite one named person to one video session",
)
def invite_guest(path: SessionPath, body: GuestInvite) -> tuple[Any, int]:
    token = tokens.new_token(_settings())
    return transact(_invited, path, body, token), 201


@door.post(
    "/sessions/<session_id>/guests/<guest_id>:renewLink", permission="guests:write", responses={"201": GuestMade},
    summary="A newer link for the same guest, for whatever device",
)
def renew_guest_link(path: GuestPath, body: GuestRenew) -> tuple[Any, int]:
    token = tokens.new_token(_settings())
    return transact(_renewed, path, body, token), 201


@door.post(
    "/sessions/<session_id>/guests/<guest_id>:revoke", permission="guests:write", responses={"200": GuestShown},
    summary="Take the link back, and the seat",
)
def revoke_guest(path: GuestPath) -> dict[str, Any]:
    return transact(_revoked, path)


@door.post("/guest-links:inspect", public=PUBLIC, responses={"200": GuestLinkShown}, summary="What a guest's link opens; changes nothing")
def inspect_guest_link(body: GuestToken) -> dict[str, Any]:
    return transact(rendering.guest_link_shown, tokens.token_hash(body.token), _device_hash())


@door.post("/guest-links:join", public=PUBLIC, responses={"200": GuestPassShown}, summary="A guest knocks, with a name they typed")
def join_as_guest(body: GuestKnocks) -> Response:
    device = _device() or tokens.new_secret()
    knock = GuestKnock(tokens.token_hash(body.token), body.name, tokens.digest(device))
    decided = knocking.answer_guest(transact, _settings(), current().practice_id, knock)
    if not decided.granted:
        raise _refusal(decided)
    handed = provider.hand_to_guest(_settings(), current().practice_id, decided)
    answer = make_response({
        "provider": PROVIDER, "url": handed.url, "elsewhere": bool(decided.facts.url), "token": handed.token,
        "expire_time": handed.expire_time,
    })
    answer.set_cookie(
        cookie_name("guest", _settings()), device, max_age=int(DEVICE_LIFE.total_seconds()), path="/", secure=_settings().secure,
        httponly=True, samesite="Strict",
    )
    return answer


@door.post("/guest-links:seat", public=PUBLIC, responses={"200": GuestSeatShown}, summary="Whether this device is in, and who else is")
def show_guest_seat(body: GuestToken) -> dict[str, Any]:
    return transact(rendering.guest_seat_shown, tokens.token_hash(body.token), _device_hash())


def _settings() -> VideoGateSettings:
    settings = edge().settings
    assert isinstance(settings, VideoGateSettings)
    return settings


def _invited(tx: Tx, path: SessionPath, body: GuestInvite, token: tokens.Token) -> dict[str, Any]:
    return _made(tx, operations.invite_guest(tx, path.session_id, body.name, _address(body.email), token), token)


def _renewed(tx: Tx, path: GuestPath, body: GuestRenew, token: tokens.Token) -> dict[str, Any]:
    return _made(tx, operations.renew_guest_link(tx, path.session_id, path.guest_id, _address(body.email), token), token)


def _revoked(tx: Tx, path: GuestPath) -> dict[str, Any]:
    return rendering.guest_shown(tx, operations.revoke_guest(tx, path.session_id, path.guest_id))


def _made(tx: Tx, link: GuestLink, token: tokens.Token) -> dict[str, Any]:
    """The guest as they stand now, in the transaction that made the link: nobody else's change comes between."""
    shown = None if link.email else tokens.url_of(_settings(), tx.practice_id, token)
    return {"guest": rendering.guest_shown(tx, link), "url": shown}


def _address(email: str | None) -> Address | None:
    return Address(email, same_email(email)) if email else None


def _device() -> str | None:
    """The cookie that says which browser this is, if it has one that can be ours."""
    value = request.cookies.get(cookie_name("guest", _settings()), "")
    return value if re.fullmatch(tokens.TOKEN, value) else None


def _device_hash() -> bytes | None:
    device = _device()
    return tokens.digest(device) if device else None


def _refusal(decided: GuestDecided) -> JoinRefused:
    """A guest hears of time, and that another device holds the link; staff read the rest."""
    reasons = decided.outcome.reasons
    if Reason.OTHER_DEVICE in reasons:
        return JoinRefused(Reason.OTHER_DEVICE.value)
    told = told_to_client(reasons).value
    return JoinRefused(told, **{"open_time": decided.outcome.open_time} if told == Reason.TOO_EARLY else {})
