"""A real Chromium at desktop and phone widths, in front of the suite's stack."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from deploy.demo.visitor import REFRESH, Visitor
from deploy.local import chromium as found
from tests.system.practice import Practice

# Long enough for a machine whose every core is taken; what must be fast is measured by itself.
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)
# Where screenshots go, for whoever wants to look at what a walk saw.
SHOTS = os.environ.get("ANTEROOM_SHOTS")
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A camera that shows a clock and a microphone that beeps; whether a page may use them is still asked.
    "--use-fake-device-for-media-stream",
]


@pytest.fixture(scope="session")
def playwright():
    """What drives the browsers; a process can have one."""
    with sync_playwright() as driving:
        yield driving


@pytest.fixture(scope="session")
def chromium(playwright):
    """The lightest Chromium there is; camera and microphone may be more than it has."""
    browser = playwright.chromium.launch(**found.shell(), args=[*QUIET, *found.sandbox()])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def whole_chromium(playwright):
    """Chromium proper, for pages that use a camera."""
    browser = playwright.chromium.launch(**found.whole(), args=[*QUIET, *found.sandbox()])
    yield browser
    browser.close()


@pytest.fixture
def practice(stack):
    """A freshly opened practice."""
    return Practice(stack)


def cookies_of(visitor: Visitor) -> list[Any]:
    """What keeps somebody signed in, as a browser takes it."""
    visitor.post(REFRESH)
    home = f"http://{visitor.host}"
    return [{"name": cookie.name, "value": cookie.value, "url": home + (cookie.path or "/")} for cookie in visitor.http.cookies]


class Browser:
    """One person's browser at one practice. Keeps what the page complained of."""

    def __init__(self, chromium, practice: Practice, size: str) -> None:
        self.context = chromium.new_context(viewport=SIZES[size], locale="en-CA", timezone_id="America/Toronto", reduced_motion="reduce")
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.home = f"http://{practice.visitor().host}"
        self.size = size
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def open(self, path: str) -> Page:
        """Go to a path of the practice's address."""
        self.page.goto(self.home + path)
        return self.page

    def carries(self, visitor: Visitor) -> None:
        """From now on it is signed in as that visitor is."""
        self.context.add_cookies(cookies_of(visitor))

    def keep(self, name: str) -> None:
        """Keep a screenshot, where one is wanted."""
        if SHOTS:
            self.page.screenshot(path=Path(SHOTS) / f"{name}-{self.size}.png", full_page=False)


@pytest.fixture(params=SIZES)
def size(request):
    """Desktop, then phone. Where test_every_page has seen both layouts of the pages, a walk through them is made once, at one width."""
    return request.param


@pytest.fixture
def browse(chromium, practice, size):
    """Makes browsers, one a person, of the test's width or of one of their own; at the end none may have complained."""
    made = []

    def make(width: str = size) -> Browser:
        made.append(Browser(chromium, practice, width))
        return made[-1]

    yield make
    for browser in made:
        browser.context.close()
    assert not [complaint for browser in made for complaint in browser.complaints]
