"""Writes the services' OpenAPI documents to web/openapi, from which the client's types are generated.

`python web/scripts/export_openapi.py` after a change of a service's HTTP door; a test says when that was forgotten.
"""

import importlib
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from chassis import health, http

FOLDER = Path(__file__).parents[1] / "openapi"
PACKAGES = {"identity": "identity", "clinic": "clinic", "notify": "notify", "video-gate": "video_gate"}


def document(package: str) -> str:
    """One service's document as it is committed: no server runs, no setting is read."""
    made = importlib.import_module(f"{package}.service").SERVICE
    nothing: Any = SimpleNamespace(secure=True)
    edge = http.Edge(nothing, nothing, nothing, made.permissions, b"")
    app = cast(Any, http.make_app(made.url_name, made.title, made.doors(), edge, health.Health()))
    return json.dumps(app.api_doc, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def stale() -> list[str]:
    """The services whose committed document isn't what they serve."""
    kept = {name: FOLDER / f"{name}.json" for name in PACKAGES}
    return [name for name, path in kept.items() if not path.exists() or path.read_text() != document(PACKAGES[name])]


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for service in stale():
        (FOLDER / f"{service}.json").write_text(document(PACKAGES[service]))
        print(f"web/openapi/{service}.json", file=sys.stderr)
