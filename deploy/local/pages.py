"""The built pages: `web/dist`, made again when their sources change."""

from pathlib import Path

from deploy.local import node, stamp
from deploy.local.failure import CannotStart
from deploy.local.folders import REPOSITORY

WEB = REPOSITORY / "web"
SOURCES = (
    "index.html", "package-lock.json", "package.json", "tsconfig.json", "vite.config.ts", "lingui.config.ts",
    "openapi", "src", "public", "scripts",
)
STAMP = WEB / "node_modules" / ".built"
INSTALLED = WEB / "node_modules" / ".stamp"


def stale() -> bool:
    """Whether they have to be built."""
    return not stamp.current(STAMP, _digest())


def _digest() -> str:
    return stamp.digest([WEB / name for name in SOURCES])


def install() -> None:
    """The packages that build them, when the lock changed."""
    if not (WEB / "package-lock.json").exists():
        raise CannotStart("web/package-lock.json is missing: this checkout is not whole.")
    made_from = stamp.digest([WEB / "package-lock.json"])
    if not stamp.current(INSTALLED, made_from):
        node.npm("ci", cwd=WEB, what="Installing what builds the pages")
        stamp.set_stamp(INSTALLED, made_from)


def build() -> None:
    """Builds them where they are stale."""
    if stale():
        install()
        node.npm("run", "build", cwd=WEB, what="Building the pages")
        # After the build: it writes compiled words among the sources.
        stamp.set_stamp(STAMP, _digest())


def check() -> None:
    """Their types and unit tests. The words are compiled first: their types come out of that."""
    install()
    for script in ("words", "types", "test"):
        node.npm("run", script, cwd=WEB, what=f"The pages' {script}")


def folder() -> Path:
    """What is served."""
    return WEB / "dist"


if __name__ == "__main__":
    build()
