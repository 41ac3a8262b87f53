"""A trace collector in the test process: receives OTLP over gRPC and keeps every span."""

import threading
from concurrent import futures
from dataclasses import dataclass, field
from typing import Any

import grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc


@dataclass(frozen=True)
class Span:
    """One span with the service that sent it."""

    service: str
    name: str
    kind: int
    trace_id: str
    span_id: str
    parent_id: str
    attributes: dict[str, Any] = field(hash=False)


class Collector(trace_service_pb2_grpc.TraceServiceServicer):
    """Listens on a port of 127.0.0.1 from `start` to `stop`; 0: any free one."""

    def __init__(self) -> None:
        self._lock, self._spans = threading.Lock(), []
        self._server = grpc.server(futures.ThreadPoolExecutor(4))
        trace_service_pb2_grpc.add_TraceServiceServicer_to_server(self, self._server)

    def start(self, port: int = 0) -> int:
        """Returns the port."""
        bound = self._server.add_insecure_port(f"127.0.0.1:{port}")
        self._server.start()
        return bound

    def stop(self) -> None:
        """Ends at once."""
        self._server.stop(0)

    def Export(self, request, context):
        """What exporters call."""
        received = [
            Span(_text(resource.resource.attributes, "service.name"), span.name, span.kind, span.trace_id.hex(), span.span_id.hex(),
                 span.parent_span_id.hex(), {item.key: _value(item.value) for item in span.attributes})
            for resource in request.resource_spans for scope in resource.scope_spans for span in scope.spans
        ]
        with self._lock:
            self._spans += received
        return trace_service_pb2.ExportTraceServiceResponse()

    @property
    def spans(self) -> list[Span]:
        """Every span so far."""
        with self._lock:
            return list(self._spans)

    def trace(self, trace_id: str) -> list[Span]:
        """The spans of one trace."""
        return [span for span in self.spans if span.trace_id == trace_id]


def _value(value) -> Any:
    return getattr(value, value.WhichOneof("value") or "string_value")


def _text(attributes, key: str) -> str:
    return next((item.value.string_value for item in attributes if item.key == key), "")
