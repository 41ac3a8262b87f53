"""Help asked for from a link's page, and the front desk's answer."""

from datetime import datetime
from uuid import UUID

from chassis import audit
from chassis.db import Tx
from identity import events
from identity.domain.accounts import AccountState
from identity.domain.bindings import BindingState
from identity.domain.help import HELP_CAP, HELP_WINDOW, HelpNotHere, HelpState, TooMuchHelp
from identity.domain.links import LinkUnknown, Recipient, state_at
from identity.models import Account, HelpRequest, Link
from identity.store import accounts, bindings, help, links


def ask_for_help(tx: Tx, token_hash: bytes, said: str) -> HelpRequest:
    """Tell the practice that this link's reader can't get in. Asked again while it is open, it is the same one.

    The front desk hears of a client's people by a call; of somebody invited to the team, those read it who invite.
    Raises LinkUnknown, HelpNotHere, or TooMuchHelp with allowed_time. Holding the link is enough to be heard, and to be told
    nothing but what the front desk answers.
    """
    link = links.by_token(tx, token_hash)
    if link is None:
        raise LinkUnknown
    recipients = _still_about(tx, link, accounts.hold(tx, link.account_id))
    earlier = help.lately(tx, link.account_id)
    if standing := next((one for one in earlier if one.state == HelpState.OPEN and one.link_id == link.link_id), None):
        return standing
    if len(earlier) >= HELP_CAP:
        raise TooMuchHelp(allowed_time=earlier[-HELP_CAP].ask_time + HELP_WINDOW)
    for one in earlier:
        help.end_help(tx, one.help_id, HelpState.CLOSED, "", tx.now)
    asked = help.add(tx, link.account_id, link.link_id, "" if recipients else said)
    if recipients:
        events.help_asked(tx, asked, state_at(link.state, link.expire_time, tx.now), recipients, said)
    audit.record(tx, "help.asked", "account", link.account_id, link_id=str(link.link_id))
    return asked


def _still_about(tx: Tx, link: Link, account: Account) -> list[Recipient]:
    """Whom the link is about, of those its account still answers for: a link that went to a stranger's mailbox is about nobody.

    Empty for somebody who was invited to the team and hasn't come yet.
    """
    held = {str(one.contact_id) for one in bindings.of_account(tx, link.account_id) if one.state != BindingState.UNBOUND}
    named = [to for to in link.recipients if to["contact_id"] in held]
    found = named or bindings.known_relationships(tx, [UUID(one) for one in held])
    if not found and not (link.staff and account.role and account.state == AccountState.PENDING):
        raise HelpNotHere
    return found


def hear_answer(tx: Tx, help_id: UUID, answered: bool, answer: str, time: datetime) -> None:
    """The front desk answered, or put the call aside."""
    help.end_help(tx, help_id, HelpState.ANSWERED if answered else HelpState.CLOSED, answer, time)
