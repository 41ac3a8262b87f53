"""Ports for servers that a test starts itself."""

import contextlib
import itertools
import os
import socket

# Processes of one suite take every eighth port each, so that none finds free what another is about to take.
_PROCESS = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 8
_PORTS = itertools.count(26_000 + os.getpid() % 180 * 8 + _PROCESS, 8)


def free_port() -> int:
    """A port nobody listens on, below the range that outgoing connections take theirs from.

    Inside that range a client that asks too early may be given the very port it asks for, and then talks to itself.
    """
    for port in _PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")
