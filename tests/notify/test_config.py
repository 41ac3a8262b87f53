"""Settings that would send mail wrongly stop the process, naming themselves."""

import pytest
from pydantic import ValidationError

from notify.config import NotifySettings
from notify.service import SERVICE

RIGHT = {"environment": "development", "database_url": "x", "identity_grpc": "x", "videogate_grpc": "x", "caller_key_file": "x",
         "mail_from": "no-reply@anteroom.example", "smtp_url": "smtp://127.0.0.1:25", "public_url": "http://{practice}.localhost:8080"}


@pytest.mark.parametrize("url", ["smtp://127.0.0.1:25", "smtp+starttls://user:p%40ss@mail.example", "smtps://user:pass@mail.example:465"])
def test_three_ways_to_a_mail_server(url):
    assert NotifySettings(**RIGHT | {"smtp_url": url}).smtp_url == url


@pytest.mark.parametrize("wrong", [{"smtp_url": "http://x"}, {"smtp_url": "smtp://"}, {"smtp_url": "smtp://user:pass@mail.example"},
                                   {"mail_from": "nobody"}, {"mail_from": "a@b.example\r\nBcc: x"},
                                   {"bounce_address": "nobody"}, {"bounce_mailbox": "pop3://a:b@mail.example"}])
def test_what_cannot_be_meant_is_refused(wrong):
    with pytest.raises(ValidationError):
        NotifySettings(**RIGHT | wrong)


@pytest.mark.parametrize("content", ["secret", "whsec_%%%", "whsec_c2hvcnQ=", "whsec_" + "A" * 44 + "\nMIG", None])
def test_a_file_of_report_keys_that_holds_none_stops_whoever_serves(tmp_path, content):
    path = tmp_path / "keys"
    if content:
        path.write_text(content)
    with pytest.raises(ValueError, match="ANTEROOM_REPORT_KEYS_FILE"):
        SERVICE.setup(NotifySettings(**RIGHT | {"report_keys_file": path}))


def test_while_report_keys_are_exchanged_there_are_two(tmp_path):
    path = tmp_path / "keys"
    path.write_text("whsec_" + "A" * 44 + "\n\nwhsec_" + "B" * 44 + "\n")
    assert len(NotifySettings(**RIGHT | {"report_keys_file": path}).report_keys) == 2
