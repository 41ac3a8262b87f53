"""The colours of the pages: text at 4.5 to 1, controls and marks at 3 to 1, both themes, all six doors."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "web" / "src" / "kit" / "tokens.css").read_text()
GROUNDS = ("bg", "surface", "raised", "sunken", "hover")
DOORS = ("plum", "juniper", "oxblood", "harbour", "umber", "slate")
TEXT, CONTROL = 4.5, 3.0

Theme = dict[str, str]


def roles(selector: str) -> Theme:
    """The colours of every block that starts with this selector."""
    bodies = re.findall(r"(?:^|\n)\s*" + re.escape(selector) + r"\s*\{(.*?)\}", CSS, re.DOTALL)
    assert bodies, f"no block {selector}"
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\s*;", bodies[0]))


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def on_every_ground() -> Iterator[tuple[str, str, float]]:
    for ground in GROUNDS:
        yield from ((ink, ground, TEXT) for ink in ("ink", "ink-2", "ink-3", "accent-ink", "block-ink"))
        marks = ("line-strong", "focus", "switch-off", "switch-on", "ok-mark", "warn-mark", "block-mark", "info-mark", "quiet-mark")
        yield from ((mark, ground, CONTROL) for mark in (*marks, "accent", "accent-hover", "accent-press"))


def on_coloured_grounds() -> Iterator[tuple[str, str, float]]:
    for status in ("ok", "warn", "block", "info", "quiet"):
        yield from ((ink, f"{status}-soft", TEXT) for ink in (f"{status}-ink", "ink", "ink-2"))
        yield f"{status}-ink", "raised", TEXT
        yield f"{status}-mark", f"{status}-soft", CONTROL
    for soft in ("accent-soft", "glow-soft"):
        yield from ((ink, soft, TEXT) for ink in ("accent-ink", "ink", "ink-2"))
    yield from (("on-accent", accent, TEXT) for accent in ("accent", "accent-hover", "accent-press"))
    yield from (("on-danger", danger, TEXT) for danger in ("danger", "danger-hover"))
    yield from ((ink, ground, TEXT) for ink in ("room-ink", "room-ink-2") for ground in ("room-bg", "room-panel"))


def one_by_one() -> Iterator[tuple[str, str, float]]:
    yield from (("danger", "raised", TEXT), ("placeholder", "field-bg", TEXT))
    yield from (("ink-inverse", "ink", TEXT), ("room-ink", "room-hang-up", TEXT))
    yield from (("line-strong", "field-bg", CONTROL), ("disabled-ink", "disabled-bg", CONTROL), ("focus", "focus-gap", CONTROL))
    yield from (("switch-knob", "switch-on", CONTROL), ("switch-knob", "switch-off", CONTROL))
    yield from (("room-line", "room-bg", CONTROL), ("room-line", "room-panel", CONTROL))


def theme(dark: bool, door: str) -> Theme:
    colours = roles(":root")
    if door != "plum":
        colours |= roles(f'[data-door="{door}"]')
    if dark:
        colours |= roles('[data-theme="dark"]')
        if door != "plum":
            colours |= roles(f'[data-theme="dark"][data-door="{door}"]')
    return colours


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_pair_can_be_read(dark: bool, door: str) -> None:
    colours = theme(dark, door)
    pairs = [*on_every_ground(), *on_coloured_grounds(), *one_by_one()]
    faint = [
        f"{front} on {back}: {ratio(colours[front], colours[back]):.2f}, needs {least}"
        for front, back, least in pairs
        if ratio(colours[front], colours[back]) < least
    ]
    assert not faint


@pytest.mark.parametrize("door", DOORS)
def test_dark_by_choice_is_dark_by_system(door: str) -> None:
    suffix = "" if door == "plum" else f'[data-door="{door}"]'
    assert roles(f'[data-theme="dark"]{suffix}') == roles(f':root:not([data-theme="light"]){suffix}')
