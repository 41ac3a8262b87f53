"""A real Chromium for the browser tests: Debian's where apt and root are there, Playwright's own download elsewhere.

Two of them, built from the same sources. Opening a window in the headless shell takes a fifth of the processor time, for Chromium
proper draws tabs and a toolbar that nobody sees, and the suite opens hundreds. But the shell has no camera.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELL = "chromium-headless-shell"
WHOLE = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
LIBRARIES = "sudo .venv/bin/playwright install-deps chromium"
# A machine without a way out must not wait for one.
APT = ("apt-get", "-qq", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10", "-o", "DPkg::Lock::Timeout=60")
APT_SECONDS = 300


def shell() -> dict[str, str]:
    """What Playwright is to launch where no camera is asked for; nothing: its own headless shell."""
    path = os.environ.get("ANTEROOM_CHROMIUM") or shutil.which(SHELL)
    return {"executable_path": path} if path else _installed()


def whole() -> dict[str, str]:
    """What Playwright is to launch where a camera is."""
    return _installed() or {"channel": "chromium"}


def _installed() -> dict[str, str]:
    path = os.environ.get("ANTEROOM_CHROMIUM") or next((found for name in WHOLE if (found := shutil.which(name))), None)
    return {"executable_path": path} if path else {}


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
    return bool(_installed()) or _playwrights_own()


def install() -> None:
    """Fetch what is missing. The shell is an economy, so one Chromium that is there will do where no shell can be had."""
    if not os.environ.get("ANTEROOM_CHROMIUM") and not shutil.which(SHELL):
        _from_debian(SHELL)
    if _there() or _from_debian("chromium"):
        return
    print("  downloading Chromium for the browser tests", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, capture_output=True)


def starts() -> bool:
    """Whether it really runs: its libraries may be missing."""
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            for chosen in (shell(), whole()):
                playwright.chromium.launch(**chosen, args=sandbox()).close()  # type: ignore[arg-type]
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
