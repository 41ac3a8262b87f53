"""The development mail server: takes every mail, delivers none, and shows them in a web inbox under /mailbox."""

from pathlib import Path

from deploy.local import node, stamp
from deploy.local.folders import RunFolder
from deploy.local.ports import Ports

FOLDER = Path(__file__).parent / "mail_server"
BASE_PATH = "/mailbox"


def install() -> None:
    """Installs it when its lock changed."""
    made_from = stamp.digest([FOLDER / "package-lock.json"])
    if not stamp.current(FOLDER / "node_modules" / ".stamp", made_from):
        node.npm("ci", cwd=FOLDER, what="Installing the development mail server")
        stamp.set_stamp(FOLDER / "node_modules" / ".stamp", made_from)


def command(folder: RunFolder, ports: Ports) -> list[str]:
    """What supervisor starts. Mails lie in files, so they survive it."""
    return [
        str(node.folder() / "node"), str(FOLDER / "node_modules" / "maildev" / "bin" / "maildev"),
        "--ip", "127.0.0.1", "--smtp", str(ports.smtp), "--web-ip", "127.0.0.1", "--web", str(ports.inbox),
        "--base-pathname", BASE_PATH, "--mail-directory", str(folder.mail), "--silent",
    ]
