"""The device check: reported by the portal, asked for by staff."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from chassis.db import Tx
from chassis.http import Body, transact
from clinic.domain import browsers
from clinic.domain.devices import Device, Outcome
from clinic.http_api.door import RelationshipPath, door
from clinic.operations import devices as operations
from clinic.store import devices


class DeviceOutcomes(Body):
    """What became of each part; nothing of which device it was."""

    camera: Outcome
    microphone: Outcome
    sound: Outcome
    connection: Outcome
    browser: Outcome


class BrowserKnown(BaseModel):
    """A browser that will do, from its version `oldest` on."""

    name: str
    oldest: int


class Browsers(BaseModel):
    """checked: the month of the list, as 2026-11."""

    checked: str
    browsers: list[BrowserKnown]


class DeviceAsked(BaseModel):
    """Since when the practice waits for a check."""

    ask_time: datetime


class MyDevice(BaseModel):
    """asked: the practice waits for a check. troubles: what stood in the way at the newest, as CAMERA_BLOCKED."""

    asked: bool
    check_time: datetime | None
    troubles: list[str]


@door.get(
    "/browsers", public="the sign-in page warns whoever comes with a browser that won't do", responses={"200": Browsers},
    summary="The browsers that a video session works in",
)
def list_browsers() -> dict[str, Any]:
    """The same list that the access report reads."""
    known = [BrowserKnown(name=name, oldest=oldest) for name, oldest in browsers.OLDEST.items()]
    return Browsers(checked=browsers.CHECKED, browsers=known).model_dump()


@door.post(
    "/me/device-checks", permission="me:check", idempotent=True, responses={"200": MyDevice}, summary="Report a device check",
)
def report_my_check(body: DeviceOutcomes) -> dict[str, Any]:
    """Takes the place of the one before."""

    def report(tx: Tx) -> dict[str, Any]:
        if tx.actor.account_id:
            operations.record_check(tx, tx.actor.account_id, body.model_dump())
        return _mine(tx)

    return transact(report)


@door.get("/me/device-check", permission="me:check", responses={"200": MyDevice}, summary="The signed-in person's newest device check")
def get_my_check() -> dict[str, Any]:
    """With whether the practice waits for one."""
    return transact(_mine)


def _mine(tx: Tx) -> dict[str, Any]:
    device = (devices.of_account(tx, tx.actor.account_id) if tx.actor.account_id else None) or Device()
    return MyDevice(asked=device.asked(), check_time=device.check_time, troubles=list(device.troubles)).model_dump()


@door.post(
    "/clients/<client_id>/contacts/<contact_id>:askDeviceCheck", permission="device-checks:ask", idempotent=True,
    responses={"200": DeviceAsked}, summary="Ask somebody for a device check",
)
def ask_device_check(path: RelationshipPath) -> dict[str, Any]:
    """Their home page asks for it until they have made one."""
    return DeviceAsked(ask_time=transact(operations.ask_for_check, path.client_id, path.contact_id)).model_dump()
