"""A corpus of mails as common systems return them: what each one says, read from the file beside it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from notify import domain, returns
from notify.returns import Finding

FIXTURES = Path(__file__).parent / "fixtures"
CORPUS = sorted(path.stem for path in FIXTURES.glob("*.eml"))
MESSAGE_ID = "<0190f3c8-0000-4000-8000-00000000abcd.maple@anteroom.example>"
MIDNIGHT = datetime(2026, 11, 3, tzinfo=UTC)
# Explaining a failure traces every line of the email package, which takes minutes.
DAMAGE = [b"", b"\n\n", b"--", b":", b"=?utf-8?b?"]
QUICK = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)


def shown(report):
    return {
        "kind": report.kind, "permanent": report.permanent, "enhanced_status": report.enhanced_status,
        "reason": domain.reported_reason(report), "suppresses": domain.suppresses(report, "sofia@example.com"),
        "time": report.time.isoformat(), "detail": domain.reported_detail(report),
    }


def mail(name):
    return (FIXTURES / f"{name}.eml").read_bytes()


@pytest.mark.parametrize("lines", [b"\n", b"\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", CORPUS)
def test_each_returned_mail_says_what_stands_beside_it(name, lines):
    expected = json.loads((FIXTURES / f"{name}.json").read_text())
    read = returns.read(mail(name).replace(b"\n", lines), MIDNIGHT)
    assert read.finding == expected["finding"]
    assert {message_id.strip("<>") for message_id, _ in read.reports} <= {MESSAGE_ID.strip("<>")}
    assert len(read.reports) == len(expected["reports"])
    for (_, report), told in zip(read.reports, expected["reports"], strict=True):
        assert {key: shown(report)[key] for key in told} == told


@pytest.mark.parametrize("name", CORPUS)
def test_what_is_kept_of_it_names_no_address(name):
    for _, report in returns.read(mail(name), MIDNIGHT).reports:
        assert "@" not in (domain.reported_detail(report) or "")


@settings(max_examples=150, deadline=None, phases=QUICK)
@given(st.sampled_from(CORPUS), st.data())
def test_cut_or_damaged_anywhere_it_is_read_or_set_aside(name, data):
    content = bytearray(mail(name))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        content[at : at + data.draw(st.integers(0, 60))] = data.draw(st.binary(max_size=8) | st.sampled_from(DAMAGE))
    read = returns.read(bytes(content), MIDNIGHT)
    assert (read.finding is Finding.REPORT) == bool(read.reports)
    for _, report in read.reports:
        assert report.time.tzinfo and domain.fate([report]) == report and len(domain.reported_detail(report) or "") <= 220


@settings(max_examples=100, deadline=None, phases=QUICK)
@given(st.binary(max_size=2000) | st.text(max_size=1000).map(lambda text: text.encode("utf-8", "replace")))
def test_anything_at_all_is_taken(content):
    assert returns.read(content, MIDNIGHT).finding in Finding
