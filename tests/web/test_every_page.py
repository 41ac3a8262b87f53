"""Every page, at both widths and in both themes: nothing serious for axe, nothing shifts, all by keyboard, no English in French."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.system.practice import Practice
from tests.web.conftest import SIZES
from tests.web.places import CLIENT, NOBODY, OWNER, PLACES, Inhabited, Place

WORDS = Path(__file__).parents[2] / "web" / "src" / "words"
SERIOUS = {"serious", "critical"}
# What web.dev calls good; most pages shift by nothing at all.
MOST_SHIFT = 0.1
FIRST_PAGE_BYTES, INTERACTIVE_MS = 200_000, 1000
WATCH_SHIFTS = """
window.shifts = [];
const named = (node) => node?.nodeType === 1 ? node.outerHTML.slice(0, 90) : node?.nodeName;
new PerformanceObserver((list) => { for (const shift of list.getEntries()) if (!shift.hadRecentInput)
  shifts.push({ value: shift.value, what: shift.sources.map((source) => named(source.node)) });
}).observe({ type: "layout-shift", buffered: true });
"""
AXE = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
  .map((found) => ({ id: found.id, impact: found.impact, where: found.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)) }))"""


@pytest.fixture(scope="module")
def inhabited(stack):
    """One practice for all pages."""
    return Inhabited(Practice(stack))


class Walk:
    """A browser for each person, walking from page to page. Keeps what the pages' own policy refused."""

    def __init__(self, chromium, inhabited: Inhabited, size: str, locale: str = "en-CA") -> None:
        self.inhabited, self.complaints = inhabited, []
        self._contexts = {}
        for who in (NOBODY, CLIENT, OWNER):
            context = chromium.new_context(viewport=SIZES[size], locale=locale, timezone_id="America/Toronto", reduced_motion="reduce")
            context.add_cookies(inhabited.cookies(who))
            context.add_init_script(WATCH_SHIFTS)
            self._contexts[who] = context

    def pages(self) -> Iterator[tuple[str, Page]]:
        """Every place, loaded afresh."""
        for place in PLACES:
            page = self._contexts[place.who].new_page()
            page.set_default_timeout(10_000)
            page.on("pageerror", lambda error, place=place: self.complaints.append(f"{place}: {error}"))
            page.on("console", lambda said, place=place: self._heard(place, said.text))
            page.goto(self.inhabited.url(place))
            page.locator(place.shows).first.wait_for()
            expect(page.locator("main [aria-busy=true], [role=dialog] [aria-busy=true]")).to_have_count(0)
            yield f"{place.who} at {place}", page
            page.close()

    def _heard(self, place: Place, text: str) -> None:
        if "Content Security Policy" in text:
            self.complaints.append(f"{place}: {text}")

    def close(self) -> None:
        """Close every browser."""
        for context in self._contexts.values():
            context.close()


@pytest.fixture
def walk(chromium, inhabited):
    """Makes walks; at the end the pages' own policy may have refused nothing."""
    made = []

    def make(size: str, locale: str = "en-CA") -> Walk:
        made.append(Walk(chromium, inhabited, size, locale))
        return made[-1]

    yield make
    for one in made:
        one.close()
    assert not [complaint for one in made for complaint in one.complaints]


@pytest.fixture(scope="module")
def axe_script():
    """axe-core itself."""
    return Axe().axe_script


def serious(page: Page, axe_script: str) -> Iterator[str]:
    page.evaluate(axe_script)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for found in page.evaluate(AXE):
            if found["impact"] in SERIOUS:
                yield f"{theme}: {found['id']} {found['where']}"
    page.emulate_media(color_scheme="light")


def unsteady(page: Page) -> Iterator[str]:
    shifts = page.evaluate("window.shifts")
    if sum(shift["value"] for shift in shifts) > MOST_SHIFT:
        yield f"shifts {shifts}"
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        yield "is wider than the window"


FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const around = [at, at.nextElementSibling, at.parentElement, at.parentElement?.parentElement, at.closest("label")].filter(Boolean);
  const rings = around.map((one) => getComputedStyle(one));
  window.seen ??= new Map();
  if (!seen.has(at)) seen.set(at, seen.size);
  return {
    number: seen.get(at), html: at.outerHTML.slice(0, 110),
    ring: rings.some((style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none"),
  };
}"""
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea")].filter((one) =>
  !one.disabled && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }) && !one.closest("[inert], [aria-hidden=true]")
  && !one.matches("[type=radio]") && !one.closest("[role=row]"))
  .filter((one) => !window.seen?.has(one)).map((one) => one.outerHTML.slice(0, 110))"""


def by_keyboard(page: Page) -> Iterator[str]:
    """Tab through all of it, once round: each stop shows where it is, and nothing that can be pressed is left out.

    What stands in a table's rows is reached by the arrow keys.
    """
    stops = 0
    for _ in range(150):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is None or at["number"] < stops:
            break
        stops = at["number"] + 1
        if not at["ring"]:
            yield f"no focus to be seen on {at['html']}"
    left_out = page.evaluate(REACHABLE)
    if left_out:
        yield f"never reached: {left_out[:4]}"


def test_axe_finds_nothing_serious_nothing_shifts_and_all_can_be_reached_by_keyboard_on_every_page(walk, size, axe_script):
    found = []
    for name, page in walk(size).pages():
        keys = () if "/kit" in name else by_keyboard(page)
        found += [f"{name}: {said}" for said in [*unsteady(page), *serious(page, axe_script), *keys]]
    assert not found, "\n".join(found)


def english_only() -> list[re.Pattern[str]]:
    """Every English text whose French is another, as it looks on a page."""
    patterns = []
    for path in sorted((WORDS / "en").glob("*.json")):
        french = json.loads((WORDS / "fr" / path.name).read_text())
        for key, text in json.loads(path.read_text()).items():
            plain = re.sub(r"\{[^{}]*\}", "", text)
            if text != french.get(key) and "plural" not in text and len(re.findall(r"[a-z]", plain)) > 3:
                patterns.append(re.compile("(?i:^" + ".+?".join(re.escape(part) for part in re.split(r"\{[^{}]*\}", text)) + "$)"))
    return patterns


TEXTS = """() => {
  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), around = walker.currentNode.parentElement;
    if (text && around.checkVisibility() && !around.closest("[lang=en], textarea, iframe")) texts.push(text);
  }
  for (const name of ["aria-label", "placeholder", "title"])
    for (const one of document.querySelectorAll(`[${name}]`)) if (!one.closest("[lang=en]")) texts.push(one.getAttribute(name));
  return [...new Set([document.title, ...texts])];
}"""


def test_no_english_is_left_over_in_french(walk):
    patterns, found = english_only(), []
    for name, page in walk("desktop", "fr-CA").pages():
        if "/kit" in name:
            continue
        if page.evaluate("document.documentElement.lang") != "fr":
            found.append(f"{name}: is not marked as French")
        english = [text for text in page.evaluate(TEXTS) if any(pattern.match(text) for pattern in patterns)]
        found += [f"{name}: {text}" for text in english if text != "Français"]
    assert not found, "\n".join(found)


SCRIPTS = """() => performance.getEntriesByType("resource").filter((one) => /\\.js($|\\?)/.test(one.name))
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""
NOTE_WHEN_READY = """
new MutationObserver((_, watcher) => {
  if (!document.querySelector("form input:not([disabled])")) return;
  window.readyAt = performance.now();
  watcher.disconnect();
}).observe(document, { childList: true, subtree: true });
"""


@pytest.mark.parametrize("path", ["/sign-in", "/set-password#{live_link}"])
def test_the_first_page_is_light_and_can_be_used_within_a_second(chromium, inhabited, path):
    url = f"http://{inhabited.practice.visitor().host}{path.format(**inhabited.named)}"
    waits = []
    while len(waits) < 6 and (not waits or min(waits) > INTERACTIVE_MS):
        context = chromium.new_context(viewport=SIZES["phone"])
        page = context.new_page()
        page.add_init_script(NOTE_WHEN_READY)
        page.goto(url)
        page.locator("form input").first.wait_for()
        waits.append(page.evaluate("window.readyAt"))
        assert page.evaluate(SCRIPTS) <= FIRST_PAGE_BYTES
        context.close()
    assert min(waits) <= INTERACTIVE_MS, waits
