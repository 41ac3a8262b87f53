"""The pages speak to the services as the services are."""

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "web" / "scripts" / "export_openapi.py"


def exporter():
    spec = importlib.util.spec_from_file_location("export_openapi", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_types_come_from_what_the_services_serve():
    assert exporter().stale() == [], "run: python web/scripts/export_openapi.py"
