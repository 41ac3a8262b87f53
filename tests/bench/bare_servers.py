"""What AuthorizeJoin is held against: the same gRPC server that echoes, or does one SELECT and one recorded INSERT in bare psycopg."""

import os
import signal
import sys
import threading
from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg

from anteroom.videogate.v1.videogate_pb2 import AuthorizedJoin
from anteroom.videogate.v1.videogate_pb2_grpc import VideoGateServiceServicer, add_VideoGateServiceServicer_to_server
from chassis import config, rpc

SELECT = "SELECT state, start_time, end_time, clinician_id FROM bench_sessions WHERE practice_id = %s AND session_id = %s"
INSERT = (
    "INSERT INTO bench_decisions (practice_id, decision_id, session_id, account_id, reasons, decide_time) VALUES (%s, %s, %s, %s, %s, %s)"
)


class Echo(VideoGateServiceServicer):
    """No more than gRPC itself."""

    def AuthorizeJoin(self, request, context):
        return AuthorizedJoin(granted=True, decision_id=request.session_id)


class Bare(VideoGateServiceServicer):
    """A connection a thread, one transaction a call, nothing else."""

    def __init__(self, url: str) -> None:
        self._url, self._mine = url, threading.local()

    def AuthorizeJoin(self, request, context):
        if not hasattr(self._mine, "connection"):
            self._mine.connection = psycopg.connect(self._url)
        session_id, decision_id = UUID(request.session_id), uuid4()
        with self._mine.connection.transaction():
            row = self._mine.connection.execute(SELECT, (request.practice_id, session_id)).fetchone()
            decided = (request.practice_id, decision_id, session_id, UUID(request.account_id), [], datetime.now(UTC))
            self._mine.connection.execute(INSERT, decided)
        return AuthorizedJoin(granted=row is not None, decision_id=str(decision_id))


def main() -> None:
    """python -m tests.bench.bare_servers echo | bare, with the gate's own environment."""
    settings = config.load(config.Settings)
    url = os.environ["BENCH_DATABASE_URL"]

    def register(server):
        add_VideoGateServiceServicer_to_server(Echo() if sys.argv[1] == "echo" else Bare(url), server)
        return []

    server, _ = rpc.serve(settings, register)
    signal.signal(signal.SIGTERM, lambda *_: server.stop(1))
    server.wait_for_termination()


if __name__ == "__main__":
    main()
