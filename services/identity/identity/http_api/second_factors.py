"""/me/second-factors: the caller's apps, passkeys and recovery codes."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import segno
from flask import Response, make_response
from pydantic import BaseModel, Field

from chassis.db import Tx
from chassis.errors import Refusal
from chassis.http import Body, Door, transact
from identity.domain.passwords import CurrentPasswordWrong
from identity.domain.second_factors import FactorKind
from identity.http_api import cookies, rendering
from identity.http_api.shapes import Options, Owing, Password
from identity.operations import second_factors as operations
from identity.operations.second_factors import Added, Confirming
from identity.parts import parts

door = Door("second_factors", __name__, url_prefix="/api/identity/v1/me")
PUBLIC = "The view asks for the login session itself, as all of /me does"
Name = Annotated[str, Field(min_length=1, max_length=60)]


class Factor(BaseModel):
    """One way to pass the second step."""

    factor_id: UUID
    kind: FactorKind
    name: str
    add_time: datetime
    last_used_time: datetime | None


class Factors(BaseModel):
    """demanded: the practice asks its staff for one."""

    second_factors: list[Factor]
    recovery_codes_left: int
    demanded: bool


class Confirmed(Body):
    """current_password is not asked for while SECOND_FACTOR_SETUP is owed."""

    current_password: Password | None = None


class AppToAdd(BaseModel):
    """qr: a picture (data URI) of the address; secret: the same to type by hand."""

    secret: str
    address: str
    qr: str
    expire_time: datetime


class AppCode(Body):
    """The code that the app shows now, and what its holder calls the app."""

    code: Annotated[str, Field(max_length=20)]
    name: Name


class PasskeyAnswer(Body):
    """What navigator.credentials.create() gave, in its JSON form, and what its holder calls the passkey."""

    credential: dict[str, Any]
    name: Name


class NowOwing(Owing):
    """recovery_codes: with the first factor only, and never again."""

    recovery_codes: list[str] | None


class RecoveryCodes(BaseModel):
    """Shown once."""

    recovery_codes: list[str]


class FactorPath(BaseModel):
    """Which."""

    factor_id: UUID


@door.get("/second-factors", public=PUBLIC, summary="The caller's second factors", responses={"200": Factors})
def show_second_factors() -> dict[str, Any]:
    """With how many recovery codes are left."""
    return transact(_mine)


def _mine(tx: Tx) -> dict[str, Any]:
    mine = operations.show(tx, cookies.who())
    listed = [rendering.second_factor(one) for one in mine.factors]
    return {"second_factors": listed, "recovery_codes_left": mine.codes_left, "demanded": mine.demanded}


def confirmed(body: Confirmed) -> Confirming:
    """Count, then compare the password, with no transaction open. Raises CurrentPasswordWrong."""
    hashing = parts().hashing
    with hashing.place():
        change = transact(operations.begin_change, cookies.who(), asked=body.current_password is not None)
        if change.attempt and (not hashing.fits(change.password_hash, body.current_password or "") or change.attempt.slowed):
            raise CurrentPasswordWrong
    return change


@door.post("/second-factors:beginApp", public=PUBLIC, summary="A secret for an authenticator app", responses={"200": AppToAdd})
def begin_app(body: Confirmed) -> Response:
    """Nothing is set up until a code of the app comes back."""
    setup = transact(operations.begin_app, confirmed(body))
    qr = segno.make_qr(setup.address, error="m").svg_data_uri(border=2, dark="#000", light="#fff", omitsize=True)
    return _unkept({"secret": setup.secret, "address": setup.address, "qr": qr, "expire_time": setup.expire_time})


@door.post("/second-factors:addApp", public=PUBLIC, summary="Keep the app that shows this code", responses={"200": NowOwing})
def add_app(body: AppCode) -> Response:
    """From the next sign-in on its code is asked for."""
    return added(transact(operations.add_app, cookies.who(), body.code, body.name))


@door.post("/second-factors:beginPasskey", public=PUBLIC, summary="What a new passkey is asked for", responses={"200": Options})
def begin_adding_passkey(body: Confirmed) -> Response:
    """Nothing is set up until its answer comes back."""
    return _unkept({"options": transact(operations.begin_passkey, confirmed(body))})


@door.post("/second-factors:addPasskey", public=PUBLIC, summary="Keep the passkey that answered", responses={"200": NowOwing})
def add_passkey(body: PasskeyAnswer) -> Response:
    """From the next sign-in on it serves as the second step."""
    return added(transact(operations.add_passkey, cookies.who(), body.credential, body.name))


def added(done: Added | Refusal) -> Response:
    """With the access token that goes with the login session, if it owes nothing more."""
    if isinstance(done, Refusal):
        raise done
    response = cookies.answered(done.login, {"owes": done.login.owes, "recovery_codes": done.recovery_codes})
    response.headers["Cache-Control"] = "no-store"
    return response


@door.post("/second-factors:renewRecoveryCodes", public=PUBLIC, summary="Ten new recovery codes", responses={"200": RecoveryCodes})
def renew_recovery_codes(body: Confirmed) -> Response:
    """Those before stop working."""
    return _unkept({"recovery_codes": transact(operations.renew_codes, confirmed(body))})


@door.post("/second-factors/<factor_id>:remove", public=PUBLIC, summary="Remove one", responses={"200": Owing})
def remove_second_factor(path: FactorPath, body: Confirmed) -> Response:
    """With the last one, sign-in asks for the password alone again, or for a new one to be set up."""
    login = transact(operations.remove, confirmed(body), path.factor_id)
    return cookies.answered(login, {"owes": login.owes})


def _unkept(body: dict[str, Any]) -> Response:
    response = make_response(body)
    response.headers["Cache-Control"] = "no-store"
    return response
