"""The one exception of the local stack: a sentence that says what is wrong and what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class CannotStart(Exception):
    """Shown to a person as it is, without a traceback."""


@contextmanager
def told_plainly(run_dir: Path) -> Iterator[None]:
    """Turns the machine's own refusals (disk full, folder not ours) into sentences."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise CannotStart(f"The disk that holds {run_dir} is full. Free some space, then start again.") from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise CannotStart(f"{error.filename or run_dir} can't be written. Give this user the folder, then start again.") from error
        raise
