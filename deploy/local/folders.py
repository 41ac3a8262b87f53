"""Where things lie: the repository, and the run folder that holds one stack's state."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
# sun_path holds 108 bytes, and supervisor binds under a name a little longer before it renames.
LONGEST_SOCKET = 85


@dataclass(frozen=True)
class RunFolder:
    """One stack's state; survives restarts, and `make clean` removes it."""

    path: Path

    def make(self) -> None:
        """The folder and those under it that are ours alone."""
        self.path.mkdir(parents=True, exist_ok=True)
        for folder in (self.logs, self.mail, self.secrets):
            folder.mkdir(exist_ok=True)
        self.secrets.chmod(0o700)

    @property
    def logs(self) -> Path:
        """One file a process."""
        return self.path / "logs"

    @property
    def mail(self) -> Path:
        """Mails the development mail server took."""
        return self.path / "mail"

    @property
    def returned_mail(self) -> Path:
        """A Maildir: what is put into it comes back to notify as a mail that could not be delivered."""
        return self.path / "returned-mail"

    @property
    def secrets(self) -> Path:
        """Passwords and keys, mode 700."""
        return self.path / "secrets"

    @property
    def postgres(self) -> Path:
        """PostgreSQL's data."""
        return self.path / "postgres"

    @property
    def nats(self) -> Path:
        """JetStream's store and the server's configuration."""
        return self.path / "nats"

    @property
    def socket(self) -> Path:
        """supervisor's control socket; in the temporary folder where this path is too long for one."""
        inside = self.path / "supervisor.sock"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET:
            return inside
        name = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"anteroom-{os.getuid()}-{name}.sock"


def write_private(path: Path, text: str) -> Path:
    """Writes a file that only its owner may read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(path.name + ".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    draft.replace(path)
    return path
