"""A real Chromium for the browser tests: Debian's where apt and root are there, Playwright's own download elsewhere.

Wanted first is the headless shell, which the same sources build: opening a window there takes a fifth of the processor time, for
Chromium proper draws tabs and a toolbar that nobody sees, and the suite opens hundreds.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
LIBRARIES = "sudo .venv/bin/playwright install-deps chromium"
# A machine without a way out must not wait for one.
APT = ("apt-get", "-qq", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10", "-o", "DPkg::Lock::Timeout=60")
APT_SECONDS = 300


def executable() -> str | None:
    """Where Chromium is; none: Playwright knows its own."""
    if chosen := os.environ.get("ANTEROOM_CHROMIUM"):
        return chosen
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def sandbox() -> list[str]:
    """The arguments that let it start: Chromium's sandbox refuses root."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


def _playwrights_own() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def _from_debian(package: str) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"  installing {package} for the browser tests", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        for words in (["update"], ["install", "-y", "--no-install-recommends", package]):
            done = subprocess.run([*APT, *words], env=quiet, capture_output=True, check=False, timeout=APT_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _there() -> bool:
    return bool(executable()) or _playwrights_own()


def install() -> None:
    """Fetch one, the lightest that can be had; one that is there already will do."""
    wanted = not os.environ.get("ANTEROOM_CHROMIUM") and not shutil.which(SHELL)
    if (wanted and _from_debian(SHELL)) or _there() or _from_debian("chromium"):
        return
    print("  downloading Chromium for the browser tests", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, capture_output=True)


def starts() -> bool:
    """Whether it really runs: its libraries may be missing."""
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            playwright.chromium.launch(executable_path=executable(), args=sandbox()).close()
    except Error:
        return False
    return True


def main() -> None:
    """Exit 1 with a line on how to get it where it can't be had."""
    install()
    if not _there():
        sys.exit("Chromium can't be had here. Install it (on Debian: sudo apt install chromium), or name one in ANTEROOM_CHROMIUM.")
    if not starts():
        sys.exit(f"Chromium is there and does not start; most likely its libraries are missing: {LIBRARIES}")


if __name__ == "__main__":
    main()
