"""Traces, metrics and logs through the OpenTelemetry SDK. Names are listed in docs/telemetry.md before they are emitted."""

import contextlib
import json
import logging
import os
import socket
import sys
import time
import traceback
import uuid
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from opentelemetry import metrics, propagate, trace
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF

# Attributes of a log record that are not something the caller said.
_STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


class JsonLines(logging.Formatter):
    """One JSON object a line, with the trace it belongs to."""

    def format(self, record: logging.LogRecord) -> str:
        context = trace.get_current_span().get_span_context()
        line: dict[str, object] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S") + f".{int(record.msecs):03d}Z",
            "level": record.levelname, "logger": record.name, "message": record.getMessage(),
        }
        if context.is_valid:
            line |= {"trace_id": f"{context.trace_id:032x}", "span_id": f"{context.span_id:016x}"}
        line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            # The frames without the message: an exception's text may quote a row, and a row is somebody's health data.
            line["exception"] = record.exc_info[0].__name__ if record.exc_info[0] else ""
            line["frames"] = [f"{f.filename.rsplit('/', 2)[-1]}:{f.lineno} {f.name}" for f in traceback.extract_tb(record.exc_info[2])]
        return json.dumps(line, default=str)


def start_logging() -> None:
    """JSON lines on stderr for everything, libraries included."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(JsonLines())
    JsonLines.converter = time.gmtime
    logging.basicConfig(level=os.environ.get("ANTEROOM_LOG_LEVEL", "INFO").upper(), handlers=[lines], force=True)
    for noisy in ("alembic", "opentelemetry", "nats", "werkzeug"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def start(service: str) -> None:
    """Start telemetry in this process; call after any fork, since exporters own threads."""
    instance = f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:6]}"
    resource = Resource.create({"service.name": service, "service.instance.id": instance, "service.namespace": "anteroom"})
    exported = bool(os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"))
    # Where nobody takes the spans none is recorded; else OTEL_TRACES_SAMPLER says which are, all where it is silent.
    tracing = TracerProvider(resource=resource, sampler=None if exported else ALWAYS_OFF)
    if exported:
        tracing.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(insecure=True)))
    trace.set_tracer_provider(tracing)
    metrics.set_meter_provider(MeterProvider(resource=resource, metric_readers=[PrometheusMetricReader()]))


def stop() -> None:
    """Flush what is on its way out."""
    provider = trace.get_tracer_provider()
    if isinstance(provider, TracerProvider):
        provider.shutdown()


def trace_queries(engine: sa.Engine) -> None:
    """A span for each statement of this engine. The instrumentation package goes quiet on SQLAlchemy 2.1 and on a second engine."""

    def before(conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if context is not None:
            context.span = query(statement, engine)
            context.span.__enter__()

    def end(context: Any) -> None:
        if span := getattr(context, "span", None):
            span.__exit__(None, None, None)

    sa.event.listen(engine, "before_cursor_execute", before)
    sa.event.listen(engine, "after_cursor_execute", lambda *said: end(said[4]))
    sa.event.listen(engine, "handle_error", lambda failure: end(failure.execution_context))


def query(statement: str, engine: sa.Engine) -> contextlib.AbstractContextManager[Any]:
    """A span for one statement, done in its with block; nothing outside of a trace."""
    if not trace.get_current_span().is_recording():
        return _NOTHING
    database = engine.url.database or ""
    words = {"db.system.name": "postgresql", "db.namespace": database, "db.query.text": statement}
    return span(f"{statement.split(None, 1)[0].upper()} {database}", trace.SpanKind.CLIENT, words)


def span(
    name: str, kind: trace.SpanKind, words: Mapping[str, str], traceparent: str | None = None
) -> contextlib.AbstractContextManager[Any]:
    """A span, begun here or going on from traceparent; nothing where nobody takes the spans: it would cost a fifth of a decision.

    Exceptions pass through unrecorded: their text may quote a row, and a row is somebody's health data.
    """
    if not isinstance(provider := trace.get_tracer_provider(), TracerProvider) or provider.sampler is ALWAYS_OFF:
        return _NOTHING
    context = propagate.extract({"traceparent": traceparent}) if traceparent else None
    return tracer.start_as_current_span(name, context=context, kind=kind, attributes=words, record_exception=False)


_NOTHING = contextlib.nullcontext(trace.INVALID_SPAN)


def traceparent() -> str | None:
    """Where the trace we are in stands, to go on elsewhere; None outside of one."""
    carrier: dict[str, str] = {}
    if trace.get_current_span().get_span_context().is_valid:
        propagate.inject(carrier)
    return carrier.get("traceparent")


def continued(traceparent: str | None) -> object:
    """The context an event was announced in, to go on in."""
    return propagate.extract({"traceparent": traceparent} if traceparent else {})


tracer = trace.get_tracer("anteroom")
meter = metrics.get_meter("anteroom")
