"""The images hold what the locks pin, from official bases, for a user who is not root."""

import re

import pytest

from deploy.images.build import BUILDERS, FOLDER, NAMES, SOURCES, Image, builder
from deploy.local.failure import CannotStart
from deploy.local.folders import REPOSITORY
from tests.chart.rendering import default_values

BASE = "docker.io/library/python:3.11-slim"


def pins(path):
    """Package → version of a lock."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", path.read_text(), re.M))


@pytest.mark.parametrize("part", ["gateway", "demo"])
def test_an_images_lock_pins_what_everything_else_is_tested_with(part):
    ours, tested = pins(FOLDER / f"{part}.lock"), pins(REPOSITORY / "requirements-dev.lock")
    assert ours and {name: tested[name] for name in ours} == ours
    asked = (FOLDER / f"{part}.in").read_text().split()
    assert {word.partition("[")[0] for word in asked} <= set(ours)


@pytest.mark.parametrize("part", NAMES)
def test_the_image_is_built_from_hashes_without_root_or_build_tools(part):
    text = (FOLDER / f"{part}.Dockerfile").read_text()
    assert set(re.findall(r"^ARG PYTHON=(.*)$", text, re.M)) == {BASE} and set(re.findall(r"^FROM (\S+)", text, re.M)) == {"${PYTHON}"}
    assert "--require-hashes" in text and "pip uninstall -q -y setuptools wheel pip" in text
    assert re.findall(r"^USER (.*)$", text, re.M) == ["65532:65532"]


@pytest.mark.parametrize("part", NAMES)
def test_everything_an_image_copies_counts_for_its_tag(part):
    copied = re.findall(r"^COPY (?!--from)(.*) \S+$", (FOLDER / f"{part}.Dockerfile").read_text(), re.M)
    counted = (*SOURCES[part], *(["deploy/local"] if part == "demo" else []))
    for source in " ".join(copied).split():
        assert any(source.startswith(known) or known.startswith(source) for known in counted), source


def test_another_content_gets_another_tag(monkeypatch):
    first = Image("gateway").tag
    monkeypatch.setitem(SOURCES, "gateway", (*SOURCES["gateway"], "LICENSE" if (REPOSITORY / "LICENSE").exists() else "pyproject.toml"))
    assert Image("gateway").tag != first
    monkeypatch.setenv("IMAGE_TAG", "1.2.3")
    assert Image("gateway").name == "docker.io/library/anteroom-gateway:1.2.3"


def test_the_charts_images_are_those_that_are_built():
    used = {part: image["repository"] for part, image in default_values()["images"].items()}
    assert used == {part: Image(part).repository for part in NAMES}


def test_where_nothing_can_build_it_says_what_would(monkeypatch):
    monkeypatch.setenv("PATH", "/none")
    with pytest.raises(CannotStart, match="install docker, podman or buildah"):
        builder()
    assert list(BUILDERS) == ["docker", "podman", "buildah"]
