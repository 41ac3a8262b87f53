"""The values' schema knows every key, describes it, and refuses all others."""

import json

import pytest

from deploy.kubernetes.installation import CHART
from tests.chart.rendering import default_values, run

SCHEMA = json.loads((CHART / "values.schema.json").read_text())


def parts(schema, path=""):
    """Every part of the schema with its path."""
    yield path, schema
    for word in ("properties", "$defs"):
        for name, part in schema.get(word, {}).items():
            yield from parts(part, f"{path}.{name}")
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), dict):
            yield from parts(schema[word], f"{path}[]")


def test_every_key_is_described_and_every_object_closed():
    for path, part in parts(SCHEMA):
        if "properties" in part:
            assert part["additionalProperties"] is False, path
        if not path.endswith("[]"):
            assert path == "" or part.get("description"), path
        assert part.get("$ref", "#").startswith("#"), path


def known(schema, path):
    """The part of the schema that describes a path."""
    for name in path:
        while "$ref" in schema or "allOf" in schema:
            reference = schema.get("$ref") or schema["allOf"][0]["$ref"]
            schema = SCHEMA["$defs"][reference.rsplit("/", 1)[-1]]
        schema = schema.get("properties", {}).get(name) or schema["additionalProperties"]
    return schema


def leaves(values, path=()):
    """The paths of every key."""
    for name, value in values.items():
        yield (*path, name)
        if isinstance(value, dict):
            yield from leaves(value, (*path, name))


@pytest.mark.parametrize("demo", [False, True])
def test_every_key_of_the_values_is_in_the_schema(demo):
    for path in leaves(default_values(demo=demo)):
        assert known(SCHEMA, path), path


@pytest.mark.parametrize(("value", "said"), [
    ("replicas=3", "Additional property replicas is not allowed"),
    ("services.clinic.image=mine", "Additional property image is not allowed"),
    ("services.billing.http.replicas=1", "Additional property billing is not allowed"),
    ("roles.http.securityContext.privileged=true", "Additional property securityContext is not allowed"),
    ("gateway.limits.signIn=0", "Must be greater than or equal to 1"),
    ("publicUrl=http://maple.example.org", "publicUrl: Does not match pattern"),
    ("environment=staging", "environment must be one of the following"),
    ("images.app.digest=latest", "digest: Does not match pattern"),
    ("services.clinic.files.PATH=x", "Property name of \"PATH\" does not match"),
    ("nats.url=http://nats", "nats.url: Does not match pattern"),
])
def test_a_wrong_value_is_refused_by_name(value, said):
    done = run("anteroom", values=(value,))
    assert done.returncode and said in done.stderr
