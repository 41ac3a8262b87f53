"""The worker's round through the mailbox of returned mail: what it understands is applied, the rest is set aside for a person."""

from pathlib import Path

import psycopg
import pytest

from chassis.db import Database
from notify import collecting, mailboxes
from tests.notify.imap_server import ImapServer

FIXTURES = Path(__file__).parent / "fixtures"
OURS = b"0190f3c8-0000-4000-8000-00000000abcd.maple@anteroom.example"


@pytest.fixture(params=["maildir", "imap", "imap without MOVE"])
def returned(request, tmp_path):
    """A mailbox of returned mail: where it lies, how mail gets in, and what lies in it and aside."""
    if request.param == "maildir":
        box = mailboxes.Folder(tmp_path / "returned")
        aside = lambda: _contents(box._box.get_folder("Set aside"))  # noqa: E731
        yield f"maildir://{tmp_path}/returned", box._box.add, lambda: _contents(box._box), aside
        return
    server = ImapServer(can_move=request.param == "imap")
    url = f"imap://bounces:a%20secret@127.0.0.1:{server.port}/INBOX"
    yield url, server.receive, server.contents, lambda: server.contents("Set aside")
    server.stop()


def _contents(box):
    return [box.get_bytes(name) for name in box.keys()]


@pytest.fixture
def collect(settings, worker, returned):
    """One round; returns how many mails were dealt with."""
    collector = collecting.Collector(settings.model_copy(update={"bounce_mailbox": returned[0]}))
    return lambda database=worker: collector.collect(database)


@pytest.fixture
def sent(practice, mail_server):
    """A mail that the server took, and a function that makes a fixture speak of it."""
    practice.issues(practice.person("sofia@example.com"))
    practice.sends()
    ours = mail_server.mails[-1]["Message-ID"].strip("<>").encode()
    return lambda name: (FIXTURES / f"{name}.eml").read_bytes().replace(OURS, ours)


def test_a_returned_mail_becomes_its_mails_fate_and_is_not_kept(practice, sent, returned, collect):
    _, put, left, _ = returned
    put(sent("postfix_no_such_user"))
    assert collect() == 1 and collect() == 0
    mail = practice.only()
    assert (mail.state, mail.reason) == ("BOUNCED", "NO_SUCH_MAILBOX") and not left()
    practice.issues(practice.person("sofia@example.com"))
    assert practice.sends("SUPPRESSED").reason == "ADDRESS_BOUNCED"


def test_late_twice_and_out_of_order_they_come_to_the_same(practice, sent, returned, collect):
    _, put, left, _ = returned
    for name in ("gmail_no_such_user", "postfix_greylisted_delay", "gmail_no_such_user", "postfix_gave_up_after_five_days"):
        put(sent(name))
    assert collect() == 4 and not left()
    assert practice.steps() == ["QUEUED", "SENT", "BOUNCED"] and practice.only().reason == "NO_SUCH_MAILBOX"


def test_what_nobody_understands_is_set_aside_whole(practice, sent, returned, collect):
    _, put, left, aside = returned
    mails = [sent(name) for name in ("a_person_answers", "truncated_before_the_status", "not_a_mail")]
    for mail in mails:
        put(mail)
    assert collect() == 3 and not left() and sorted(aside()) == sorted(mails)
    assert practice.only().state == "SENT"


def test_a_bounce_of_a_mail_we_never_sent_is_set_aside_and_suppresses_nobody(practice, sent, returned, collect, mail_server):
    _, put, _, aside = returned
    put((FIXTURES / "postfix_no_such_user.eml").read_bytes())
    put((FIXTURES / "bounce_of_somebody_elses_mail.eml").read_bytes())
    assert collect() == 2 and len(aside()) == 2 and practice.only().state == "SENT"
    practice.issues(practice.person("sofia@example.com"))
    practice.sends()
    assert len(mail_server.mails) == 2


def test_holiday_notices_are_no_bounces(practice, sent, returned, collect):
    _, put, left, aside = returned
    put(sent("vacation_rfc3834"))
    put(sent("a_person_answers"))
    assert collect() == 2 and not left() and len(aside()) == 1 and practice.only().state == "SENT"


def test_while_the_database_is_away_the_mail_waits(practice, sent, returned, collect, settings):
    _, put, left, _ = returned
    put(sent("postfix_no_such_user"))
    away = Database.worker(settings.model_copy(update={"worker_database_url": "postgresql+psycopg://x@127.0.0.1:1/x"}))
    with pytest.raises(psycopg.OperationalError):
        collect(away)
    assert len(left()) == 1 and collect() == 1 and practice.only().state == "BOUNCED"


def test_a_mailbox_that_is_away_or_refuses_is_tried_again_later(settings, worker, caplog):
    server = ImapServer()
    wrong = settings.model_copy(update={"bounce_mailbox": f"imap://bounces:wrong@127.0.0.1:{server.port}"})
    assert collecting.Collector(wrong).collect(worker) == 0
    server.stop()
    assert collecting.Collector(wrong).collect(worker) == 0
    assert len(caplog.records) == 2 and "bounces" not in caplog.text.lower()
    assert collecting.Collector(settings).collect(worker) == 0


def test_a_mail_too_large_is_read_by_its_beginning(practice, sent, returned, collect):
    _, put, left, _ = returned
    put(sent("gmail_no_such_user") + b"x" * mailboxes.MOST_BYTES)
    assert collect() == 1 and practice.only().state == "BOUNCED" and not left()


@pytest.mark.parametrize(("url", "wrong"), [
    ("imaps://a:b@mail.example/INBOX", ""), ("imap+starttls://a:b@mail.example", ""), ("maildir:///var/mail/returned", ""),
    ("imap://a:b@127.0.0.1:143", ""), ("imap://a:b@mail.example", "in the clear"), ("pop3://a:b@mail.example", "must look like"),
    ("maildir://", "must look like"), ("imaps:///INBOX", "must look like"),
])
def test_where_returned_mail_may_lie(url, wrong):
    if wrong:
        with pytest.raises(ValueError, match=wrong):
            mailboxes.checked(url)
    else:
        assert mailboxes.checked(url) == url
