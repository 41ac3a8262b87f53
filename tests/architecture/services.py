"""The four services as the architecture tests see them."""

import importlib
from pathlib import Path

from chassis.service import Service

ROOT = Path(__file__).parents[2]
PACKAGES = {"identity": "identity", "clinic": "clinic", "notify": "notify", "video-gate": "video_gate"}


def service(package: str) -> Service:
    """The service object that its __main__ runs."""
    return importlib.import_module(f"{package}.service").SERVICE


def sources(package: str) -> list[Path]:
    """The Python files of one service."""
    folder = next(name for name, known in PACKAGES.items() if known == package)
    return sorted((ROOT / "services" / folder / package).rglob("*.py"))
