"""Mail goes out, and returned mail is read, through encrypted lines, to nobody but whom the address names."""

import ssl

import pytest
import trustme

from notify import collecting, sending
from tests.notify.imap_server import ImapServer
from tests.notify.mail_server import MailServer


@pytest.fixture(params=["ours", "a stranger's", "another host's"])
def certificate(request, monkeypatch, tmp_path):
    """(what a server shows, whether it may be believed)."""
    believed = trustme.CA()
    believed.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    signer = trustme.CA() if request.param == "a stranger's" else believed
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    signer.issue_cert("elsewhere.example" if request.param == "another host's" else "localhost").configure_cert(context)
    return context, request.param == "ours"


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_mail_is_handed_to_a_server_that_shows_its_right_certificate_and_waits_otherwise(practice, settings, certificate, scheme):
    server = MailServer(scheme, certificate[0])
    practice.post = sending.Post(settings.model_copy(update={"smtp_url": f"{scheme}://localhost:{server.port}"}))
    practice.issues(practice.person())
    practice.sends("SENT" if certificate[1] else "DEFERRED")
    practice.post.close()
    server.stop()
    assert len(server.mails) == certificate[1]


@pytest.mark.parametrize("scheme", ["imaps", "imap+starttls"])
def test_returned_mail_is_read_from_a_server_that_shows_its_right_certificate_and_no_password_is_said_otherwise(
    settings, worker, certificate, scheme
):
    server = ImapServer(scheme=scheme, tls=certificate[0])
    server.receive(b"Subject: hello\r\n\r\nnot a report\r\n")
    url = f"{scheme}://bounces:a%20secret@localhost:{server.port}/INBOX"
    read = collecting.Collector(settings.model_copy(update={"bounce_mailbox": url})).collect(worker)
    server.stop()
    assert read == len(server.contents("Set aside")) == certificate[1]
