"""Every page, at both widths and in both themes: nothing serious for axe, nothing shifts, all by keyboard, no English in French."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.system.practice import Practice
from tests.web.conftest import PATIENCE_MS, SIZES
from tests.web.places import PEOPLE, PLACES, SEEN, Inhabited, Place

WORDS = Path(__file__).parents[2] / "web" / "src" / "words"
SERIOUS = {"serious", "critical"}
# Most pages shift by nothing at all. A fifth of what web.dev calls good, so that a busy machine hides nothing.
MOST_SHIFT = 0.02
FIRST_PAGE_BYTES, INTERACTIVE_MS = 200_000, 1000
LOADING = "main [aria-busy=true], [role=dialog] [aria-busy=true], .k-shell .k-skeleton, .k-portal .k-skeleton, .k-dialog .k-skeleton"
WATCH_SHIFTS = """
window.shifts = [];
const named = (node) => node?.nodeType === 1 ? node.outerHTML.slice(0, 90) : node?.nodeName;
new PerformanceObserver((list) => { for (const shift of list.getEntries()) if (!shift.hadRecentInput)
  shifts.push({ value: shift.value, what: shift.sources.map((source) => named(source.node)) });
}).observe({ type: "layout-shift", buffered: true });
"""
# Nothing but the colours differs in the dark, and neither width nor language changes those.
THEMES = {"en-CA": {"light": None, "dark": ["color-contrast"]}, "fr-CA": {"light": None}}
AXE = """async (only) => (await axe.run(document, { resultTypes: ["violations"], ...(only && { runOnly: only }) })).violations
  .map((found) => ({ id: found.id, impact: found.impact, where: found.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)) }))"""


@pytest.fixture(scope="module")
def inhabited(stack):
    """One practice for all pages."""
    return Inhabited(Practice(stack))


class Walk:
    """A browser for each person, walking from page to page. Keeps what the pages' own policy refused."""

    def __init__(self, chromium, with_camera, inhabited: Inhabited, size: str, locale: str = "en-CA") -> None:
        self.inhabited, self.complaints, self._at = inhabited, [], PLACES[0]
        spoken = [json.loads((WORDS / locale[:2] / f"{area}.json").read_text()) for area in ("portal", "console")]
        self._words = spoken[0] | spoken[1]
        self._pages = {}
        for who in PEOPLE:
            browser = with_camera if who == SEEN else chromium
            context = browser.new_context(viewport=SIZES[size], locale=locale, timezone_id="America/Toronto", reduced_motion="reduce")
            context.add_cookies(inhabited.cookies(who))
            context.add_init_script(WATCH_SHIFTS)
            if who == SEEN:
                context.grant_permissions(["camera", "microphone"])
            self._pages[who] = self._heard(context.new_page())

    def _heard(self, page: Page) -> Page:
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.complaints.append(f"{self._at}: {error}"))
        page.on("console", lambda said: "Content Security Policy" in said.text and self.complaints.append(f"{self._at}: {said.text}"))
        return page

    def pages(self) -> Iterator[tuple[str, Page]]:
        """Every place, loaded afresh in its person's one tab, the mouse out of the way."""
        for self._at in PLACES:
            place, page = self._at, self._pages[self._at.who]
            page.mouse.move(0, 0)
            self._load(page, self.inhabited.url(place))
            page.locator(place.shows).locator("visible=true").first.wait_for()
            if place.press:
                self._press(page, place)
            if place.offline:
                self._lose_the_network(page)
            expect(page.locator(LOADING)).to_have_count(0)
            yield f"{place.who} at {place}", page
            page.context.set_offline(False)

    @staticmethod
    def _load(page: Page, url: str) -> None:
        if page.url.partition("#")[0] == url.partition("#")[0]:
            # Else only the fragment would change, and nothing be loaded.
            page.goto("about:blank")
        page.goto(url, wait_until="commit")

    def _press(self, page: Page, place: Place) -> None:
        """What a press brings may move what was there, however long its answer takes."""
        before = page.evaluate("window.shifts.length")
        for step in place.press:
            self._take(page, step)
        page.locator(place.then).first.wait_for()
        page.evaluate("before => window.shifts.splice(before)", before)

    def _take(self, page: Page, step: str | tuple[str, str]) -> None:
        if isinstance(step, str):
            page.get_by_role("button", name=self._words[step], exact=True).last.click()
        else:
            page.get_by_label(self._words[step[0]], exact=True).fill(step[1])

    @staticmethod
    def _lose_the_network(page: Page) -> None:
        page.evaluate("navigator.serviceWorker.ready.then(() => caches.match('/offline-words').then(Boolean))")
        page.context.set_offline(True)
        page.reload()
        page.locator("h1").wait_for()

    def close(self) -> None:
        """Close every browser."""
        for page in self._pages.values():
            page.context.close()


@pytest.fixture
def walk(chromium, whole_chromium, inhabited):
    """Makes walks; at the end the pages' own policy may have refused nothing."""
    made = []

    def make(size: str, locale: str = "en-CA") -> Walk:
        made.append(Walk(chromium, whole_chromium, inhabited, size, locale))
        return made[-1]

    yield make
    for one in made:
        one.close()
    assert not [complaint for one in made for complaint in one.complaints]


@pytest.fixture(scope="module")
def axe_script():
    """axe-core itself."""
    return Axe().axe_script


def serious(page: Page, axe_script: str, themes: Mapping[str, list[str] | None]) -> Iterator[str]:
    """themes: which to look at, and axe's rules to ask, None for all."""
    page.evaluate(axe_script)
    for theme, only in themes.items():
        page.emulate_media(color_scheme=theme)
        for found in page.evaluate(AXE, only):
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
  const outer = at.parentElement;
  const around = [at, at.firstElementChild, at.nextElementSibling, outer, outer?.parentElement, at.closest("label")].filter(Boolean);
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

    From wherever the keyboard is to begin with. What stands in a table's rows is reached by the arrow keys.
    """
    stops, ends = 0, 0
    for _ in range(150):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        # Past the last stop the keyboard is the browser's own for a while.
        if at is None and ends < 2:
            ends += 1
            continue
        if at is None or at["number"] < stops:
            break
        stops = at["number"] + 1
        if not at["ring"]:
            yield f"no focus to be seen on {at['html']}"
    left_out = page.evaluate(REACHABLE)
    if left_out:
        yield f"never reached: {left_out[:4]}"


def english_only() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every English text whose French is another, as it looks on a page: the plain ones in small letters, and those with gaps."""
    plain, gapped = set(), []
    for path in sorted((WORDS / "en").glob("*.json")):
        french = json.loads((WORDS / "fr" / path.name).read_text())
        for key, text in json.loads(path.read_text()).items():
            # French sets a no-break space before its colons.
            same = text == french.get(key, "").replace("\u00a0", "")
            if same or "plural" in text or len(re.findall(r"[a-z]", re.sub(r"\{[^{}]*\}", "", text))) <= 3:
                continue
            if "{" in text:
                gapped.append(re.compile("(?i:^" + ".+?".join(re.escape(part) for part in re.split(r"\{[^{}]*\}", text)) + "$)"))
            else:
                plain.add(text.lower())
    return plain, gapped


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


def in_english(page: Page, plain: set[str], gapped: list[re.Pattern[str]]) -> Iterator[str]:
    """What is left in English on a page that is to be French."""
    if page.evaluate("document.documentElement.lang") != "fr":
        yield "is not marked as French"
    for text in set(page.evaluate(TEXTS)) - {"Français"}:
        if text.lower() in plain or any(pattern.match(text) for pattern in gapped):
            yield f"is English: {text}"


@pytest.mark.timeout(400)
@pytest.mark.parametrize(("size", "locale"), [("phone", "en-CA"), ("desktop", "fr-CA")], ids=["phone in English", "desktop in French"])
def test_axe_finds_nothing_serious_nothing_shifts_all_is_reached_by_keyboard_and_none_is_english_in_french(walk, size, locale, axe_script):
    words, found = english_only(), []
    for name, page in walk(size, locale).pages():
        told = [*unsteady(page), *serious(page, axe_script, THEMES[locale])]
        if "/kit" not in name:
            told += [*by_keyboard(page), *(in_english(page, *words) if locale == "fr-CA" else ())]
        found += [f"{name}: {said}" for said in told]
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
