"""How the practice's mails name their sender, and whether answers to them arrive."""

from typing import Annotated, Any, cast

from pydantic import BaseModel, StringConstraints

from chassis import http
from chassis.http import Body, transact
from notify.config import NotifySettings
from notify.http_api.door import door
from notify.mail_domains import Record, Resolver, Takes
from notify.store import mails


class SenderShown(BaseModel):
    """from_address: the installation's, the same for every practice. from_name, reply_to: what recipients see now, defaults filled in."""

    from_name: str
    from_address: str
    reply_to: str | None


class CheckBody(Body):
    """The address that answers shall go to."""

    address: Annotated[str, StringConstraints(min_length=1, max_length=254)]


class AddressChecked(BaseModel):
    """What DNS says of the address's domain; servers: those that take its mail."""

    result: Takes
    domain: str
    servers: list[str]


class PlatformChecked(BaseModel):
    """What the sending address's domain publishes of who may send in its name. policy: of DMARC: none, quarantine or reject."""

    domain: str
    spf: Record
    dmarc: Record
    policy: str


@door.get("/sender", permission="sender:read", responses={"200": SenderShown}, summary="Who the practice's mails come from")
def get_sender() -> dict[str, Any]:
    """As recipients see it. Name and Reply-To are changed in the practice's settings."""
    sender = transact(mails.practice)
    shown = {"from_address": _settings().mail_from}
    if sender is None:
        return shown | {"from_name": "", "reply_to": None}
    return shown | {"from_name": sender.from_name or sender.name, "reply_to": sender.reply_to or sender.support_email or None}


@door.post(
    "/sender:checkAddress", permission="sender:check", responses={"200": AddressChecked}, summary="See whether an address can take mail",
)
def check_address(body: CheckBody) -> dict[str, Any]:
    """Asks DNS for the domain's mail servers, and nobody for the mailbox. Changes nothing; CANT_CHECK where no answer came in 3 s."""
    found = Resolver(_settings()).takes_mail(body.address)
    return {"result": found.takes, "domain": found.domain, "servers": list(found.servers)}


@door.get("/sender/platform", permission="sender:check", responses={"200": PlatformChecked}, summary="What the sending domain publishes")
def get_platform() -> dict[str, Any]:
    """SPF and DMARC of the installation's sending address. To read, not to change: they are its operator's."""
    return vars(Resolver(_settings()).vouched(_settings().mail_from.rpartition("@")[2]))


def _settings() -> NotifySettings:
    return cast(NotifySettings, http.edge().settings)
