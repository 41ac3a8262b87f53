"""`python -m deploy.kubernetes.drain ADMIN_PORT SECONDS`: the gateway's preStop. Envoy by itself would cut open connections.

Failing its health check takes the pod out of the Service and makes Envoy answer with `connection: close`, so that
browsers open their next connection to another pod; then the open requests get the time to finish.
"""

import sys
import time
import urllib.request


def main(port: int, seconds: float) -> None:
    """Fails the health check of the Envoy on this host, then waits."""
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/healthcheck/fail", method="POST")
    with urllib.request.urlopen(asked, timeout=2):  # noqa: S310
        time.sleep(seconds)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
