"""Draws the icons for a phone's home screen, one set for each door colour: `python web/scripts/draw_icons.py`. Needs a Chromium."""

import re
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

WEB = Path(__file__).parents[1]
TOKENS = (WEB / "src" / "kit" / "tokens.css").read_text()
FOLDER = WEB / "public" / "icons"
# A phone that cuts its icons to a shape shows the middle four fifths of a maskable one for sure.
KINDS = {"180": (180, 1.0), "192": (192, 1.0), "512": (512, 1.0), "maskable-512": (512, 0.85)}


def doors() -> dict[str, tuple[str, str]]:
    """Each door's name with its wall's and its leaf's colour, in the light theme."""
    colour = r"--{}: (#[0-9a-f]{{6}})"
    plum = tuple(re.search(colour.format(name), TOKENS)[1] for name in ("door", "on-accent"))  # type: ignore[index]
    line = re.compile(r'^\[data-door="(\w+)"\]\s+{ ' + colour.format("door") + r";.*?" + colour.format("on-accent"), re.M)
    return {"plum": plum} | {name: (wall, leaf) for name, wall, leaf in line.findall(TOKENS)}  # type: ignore[dict-item]


def drawing(wall: str, leaf: str, scale: float) -> str:
    """The mark: a door ajar on a painted wall, the light behind it."""
    room = f'<g transform="translate(16 16) scale({scale}) translate(-16 -16)">'
    light = '<g fill="#e9b65f"><path d="M12 6h10v20H12z"/><path opacity=".5" d="M12 26h10l4 6H14z"/></g>'
    door = f'<path fill="{leaf}" d="m12 6 5.500 2.400v20.800L12 26z"/><circle cx="16" cy="17.500" r=".9" fill="{wall}"/>'
    paint = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"'
    return f'<svg {paint}><path fill="{wall}" d="M0 0h32v32H0z"/>{room}{light}{door}</g></svg>'


def draw() -> None:
    """Every icon anew."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        for door, (wall, leaf) in doors().items():
            for kind, (size, scale) in KINDS.items():
                page.set_viewport_size({"width": size, "height": size})
                page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{drawing(wall, leaf, scale)}")
                page.screenshot(path=FOLDER / f"{door}-{kind}.png")
        browser.close()


if __name__ == "__main__":
    draw()
