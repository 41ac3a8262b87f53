"""A real Chromium for the browser tests: Debian's where apt and root are there, Playwright's own download elsewhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
LIBRARIES = "sudo .venv/bin/playwright install-deps chromium"


def executable() -> str | None:
    """Where Chromium is; none: Playwright knows its own."""
    if chosen := os.environ.get("ANTEROOM_CHROMIUM"):
        return chosen
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def _playwrights_own() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def install() -> None:
    """Fetches one."""
    print("  installing Chromium for the browser tests", flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for words in (["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium"]):
            done = subprocess.run(words, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, capture_output=True, check=False)
        if done.returncode == 0 and executable():
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, capture_output=True)


def starts() -> bool:
    """Whether it really runs: its libraries may be missing."""
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"] if os.geteuid() == 0 else [])
            browser.close()
    except Error:
        return False
    return True


def main() -> None:
    """Exit 1 with a line on how to get it where it can't be had."""
    if not executable() and not _playwrights_own():
        install()
    if not executable() and not _playwrights_own():
        sys.exit("Chromium can't be had here. Install it (on Debian: sudo apt install chromium), or name one in ANTEROOM_CHROMIUM.")
    if not starts():
        sys.exit(f"Chromium is there and does not start; most likely its libraries are missing: {LIBRARIES}")


if __name__ == "__main__":
    main()
