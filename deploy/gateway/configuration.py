"""Envoy's configuration, rendered from envoy.yaml.j2."""

import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from deploy.gateway import policies
from deploy.gateway.settings import Settings

FOLDER = Path(__file__).parent


def render(settings: Settings) -> str:
    """The configuration as YAML; the same template wherever the gateway runs."""
    # Not HTML: values are quoted as JSON, which is YAML, by the `quoted` filter.
    environment = Environment(loader=FileSystemLoader(FOLDER), undefined=StrictUndefined, autoescape=False)  # noqa: S701
    environment.filters["quoted"] = json.dumps
    environment.filters["host"] = lambda address: address.rpartition(":")[0]
    environment.filters["port"] = lambda address: int(address.rpartition(":")[2])
    return environment.get_template("envoy.yaml.j2").render(
        s=settings, policies=policies.ALL, practice_wall=(FOLDER / "practice_wall.lua").read_text()
    )
