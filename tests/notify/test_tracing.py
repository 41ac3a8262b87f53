"""One trace from the fact that caused a mail to the server's reply, and nothing personal in it."""

import json

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
CAUSE = f"00-{TRACE}-00f067aa0ba902b7-01"


@pytest.fixture
def spans():
    """What is said while the test runs."""
    if not isinstance(trace.get_tracer_provider(), TracerProvider):
        trace.set_tracer_provider(TracerProvider())
    exporter = InMemorySpanExporter()
    trace.get_tracer_provider().add_span_processor(SimpleSpanProcessor(exporter))
    yield exporter
    exporter.shutdown()


def test_the_trace_of_the_click_goes_on_to_the_servers_reply(practice, mail_server, spans):
    practice.issues(practice.person("sofia@example.com"), traceparent=CAUSE)
    practice.sends()
    practice.post.close()
    ours = {span.name: span for span in spans.get_finished_spans() if f"{span.context.trace_id:032x}" == TRACE}
    assert ours["smtp send"].attributes["smtp.reply_code"] == 250
    assert ours["smtp send"].parent.span_id == ours["send mail"].context.span_id
    assert ours["send mail"].attributes["anteroom.message.state"] == "SENT"
    said = json.dumps([dict(span.attributes) for span in ours.values()], default=str)
    assert "sofia" not in said and "set-password" not in said


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_refusal_is_told_by_its_code(practice, mail_server, spans, step):
    mail_server.say[step] = "550 5.1.1 <sofia@example.com> unknown"
    practice.issues(practice.person("sofia@example.com"), traceparent=CAUSE)
    practice.sends("BOUNCED")
    practice.post.close()
    (sent,) = [span for span in spans.get_finished_spans() if span.name == "smtp send"]
    assert sent.attributes["smtp.reply_code"] == 550 and "sofia" not in str(sent.attributes) + str(sent.events)


def test_what_became_of_the_mail_is_announced_within_the_same_trace(practice):
    practice.issues(practice.person(), traceparent=CAUSE)
    practice.sends()
    announced = practice.announced()
    assert [json.loads(row.payload)["state"] for row in announced] == ["MESSAGE_STATE_QUEUED", "MESSAGE_STATE_SENT"]
    assert all(row.traceparent.split("-")[1] == TRACE for row in announced)
