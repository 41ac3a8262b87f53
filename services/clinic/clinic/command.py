"""`python -m clinic open-practice`: the one thing that is done from a shell."""

import argparse
import sys
from typing import Any

from pydantic import BaseModel, ValidationError

from chassis import config
from chassis.addresses import Email
from chassis.db import Actor, Database
from clinic.config import ClinicSettings
from clinic.domain.fields import Line, Phone, Region, Zone, practice_label
from clinic.domain.refusals import PracticeOpen
from clinic.http_api.shapes import DoorColour
from clinic.operations.practices import open_practice

BY_COMMAND = Actor("command")


class Opening(BaseModel):
    """What is said about a new practice."""

    name: Line
    owner_email: Email
    owner_name: Line
    zone: Zone | None = None
    region: Region | None = None
    phone: Phone | None = None
    support_email: Email | None = None
    door: DoorColour | None = None


def _words() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m clinic open-practice", description="Open a practice and invite its owner by mail.")
    parser.add_argument("practice_id", help="the host's first label, for good: maple")
    for field, info in Opening.model_fields.items():
        parser.add_argument(f"--{field.replace('_', '-')}", required=info.is_required())
    return parser


def run(arguments: list[str]) -> None:
    """Open it; a practice that is open already is left as it is. Exits 1 naming what is wrong with the words."""
    said: dict[str, Any] = vars(_words().parse_args(arguments))
    try:
        practice_id = practice_label(said.pop("practice_id"))
        opening = Opening.model_validate(said)
    except ValidationError as wrong:
        sys.exit("\n".join(f"--{str(error['loc'][0]).replace('_', '-')}: {error['msg']}" for error in wrong.errors()))
    except ValueError as wrong:
        sys.exit(f"practice: {wrong}")
    database = Database.app(config.load(ClinicSettings))
    try:
        database.transact(practice_id, BY_COMMAND, open_practice, **opening.model_dump())
    except PracticeOpen:
        print(f"{practice_id} is open already; nothing was changed.")
        return
    finally:
        database.engine.dispose()
    print(f"{practice_id} is open; its owner gets an invitation at {opening.owner_email}.")
