"""The worker's round through the mailbox of returned mail: read, apply, drop or set aside; no transaction open while it is read."""

import imaplib
import logging
from datetime import UTC, datetime

from chassis import telemetry
from chassis.db import Actor, Database
from notify import mailboxes, reporting, returns
from notify.config import NotifySettings
from notify.returns import Finding

log = logging.getLogger(__name__)

LOOK_SECONDS = 15.0
# So many a round; while it finds more the next follows at once.
MOST = 50
TIMER = Actor("timer")

counted = telemetry.meter.create_counter("anteroom_returned_mails", description="Mails that came back, by what became of them")


class Collector:
    """Reads one mailbox. Two workers may read it at once: a report told twice changes nothing, a mail that has gone is passed over."""

    def __init__(self, settings: NotifySettings) -> None:
        self._url = settings.bounce_mailbox

    def collect(self, database: Database) -> int:
        """Returns how many mails were dealt with. What couldn't be applied, the database being away, stays for the next round."""
        if not self._url:
            return 0
        done = 0
        try:
            with mailboxes.opened(self._url) as box:
                for name, content in box.waiting(MOST):
                    self._deal_with(database, box, name, content)
                    done += 1
        except (OSError, imaplib.IMAP4.error) as error:  # without its words: they may quote the address
            log.warning("the mailbox of returned mail can't be read; trying again", extra={"error": type(error).__name__})
            return 0
        return done

    def _deal_with(self, database: Database, box: mailboxes.Returns, name: str, content: bytes) -> None:
        read = returns.read(content, datetime.now(UTC))
        known = reporting.take(database, TIMER, read.reports, "MAILBOX") if read.reports else 0
        outcome = "UNKNOWN_MAIL" if read.finding is Finding.REPORT and not known else read.finding.value
        counted.add(1, {"outcome": outcome})
        if outcome in ("UNKNOWN_MAIL", Finding.NOT_UNDERSTOOD):
            box.set_aside(name)
            log.warning("a returned mail was set aside", extra={"outcome": outcome})
        else:
            box.drop(name)


_collector: Collector | None = None


def open_collector(settings: NotifySettings) -> None:
    """Make this process's collector; the mailbox is opened at each round."""
    global _collector
    _collector = Collector(settings)


def collect(database: Database) -> int:
    """The timer's work: see Collector.collect."""
    assert _collector, "open_collector first"
    return _collector.collect(database)
