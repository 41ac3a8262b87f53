"""python -m deploy.demo --gateway http://127.0.0.1:8080 --mailbox http://127.0.0.1:8086/mailbox -- OPEN-PRACTICE COMMAND …"""

import argparse
import subprocess
import sys
import time

from deploy.demo.load import Loader
from deploy.demo.mailbox import Mailbox
from deploy.demo.people import PRACTICES, Practice


def main() -> None:
    """Load every demo practice. What follows -- runs clinic's open-practice command with clinic's settings."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--gateway", default="http://127.0.0.1:8080")
    words.add_argument("--mailbox", default="http://127.0.0.1:8086/mailbox")
    words.add_argument("command", nargs="*", default=[sys.executable, "-m", "clinic"])
    given = words.parse_args()

    def open_practice(practice: Practice) -> None:
        arguments = ["open-practice", practice.slug, "--name", practice.name, "--owner-email", practice.owner.email,
                     "--owner-name", practice.owner.name, "--phone", practice.phone]
        subprocess.run([*given.command, *arguments], check=True)

    started = time.monotonic()
    for practice in PRACTICES:
        Loader(practice, given.gateway, Mailbox(given.mailbox), open_practice, lambda line: print(f"  {line}", flush=True)).load()
    print(f"  demo practices stand after {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
