"""`make lock`: two hashed locks made by uv: what the services need, and that with everything for running and testing here.

The images' own locks follow with the same versions.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from deploy.local.folders import REPOSITORY

COMPILE = ["pip", "compile", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--universal",
           "--python-version", "3.11", "--upgrade"]


def uv() -> str:
    """uv, installed beside this Python if it isn't there: nobody but `make lock` needs it."""
    beside = Path(sys.executable).with_name("uv")
    if not beside.exists() and not shutil.which("uv"):
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "uv"], check=True)
    return str(beside) if beside.exists() else shutil.which("uv") or "uv"


def main() -> None:
    """The big lock first; the small one takes its versions from it."""
    everything = ["pyproject.toml", "--group", "local", "--group", "dev", "-o", "requirements-dev.lock"]
    runtime = ["pyproject.toml", "-c", "requirements-dev.lock", "-o", "requirements.lock"]
    images = [[f"deploy/images/{part}.in", *runtime[1:3], "-o", f"deploy/images/{part}.lock"] for part in ("gateway", "demo")]
    for words in (everything, runtime, *images):
        subprocess.run([uv(), *COMPILE, "--quiet", *words], cwd=REPOSITORY, check=True)
    print("requirements.lock, requirements-dev.lock and those of deploy/images are new; run `make test` before you commit them.")


if __name__ == "__main__":
    main()
