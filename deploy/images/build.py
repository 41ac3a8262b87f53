"""What an image is called, and which program builds it."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from deploy.local import stamp
from deploy.local.failure import CannotStart
from deploy.local.folders import REPOSITORY

FOLDER = Path(__file__).parent
BUILT = REPOSITORY / ".run" / "images.json"
NAMES = ("app", "gateway", "demo")
BUILDERS = {
    "docker": ["docker", "build", "--quiet"],
    "podman": ["podman", "build", "--quiet", "--layers"],
    "buildah": ["buildah", "bud", "--quiet", "--layers"],
}
# What goes into an image, as .dockerignore lets it.
SOURCES = {
    "app": ("requirements.lock", "libs", "services", "web/serve.py", "web/dist"),
    "gateway": ("deploy/images/gateway.lock", "deploy/gateway", "deploy/kubernetes"),
    "demo": ("deploy/images/demo.lock", "deploy/kubernetes", "deploy/local/mail_server/package-lock.json"),
}


@dataclass(frozen=True)
class Image:
    """One of the images, by its part of the name."""

    part: str

    @property
    def repository(self) -> str:
        """Where it lives, without a tag. IMAGE_REGISTRY is the registry and folder; images that never leave a machine need none."""
        return f"{os.environ.get('IMAGE_REGISTRY', 'docker.io/library')}/anteroom-{self.part}"

    @cached_property
    def tag(self) -> str:
        """Told by what is in it, so that another content never runs under an old name. IMAGE_TAG overrides."""
        paths = [*(REPOSITORY / source for source in SOURCES[self.part]), FOLDER / f"{self.part}.Dockerfile"]
        if self.part == "demo":
            paths += sorted((REPOSITORY / "deploy" / "local").glob("*.py"))
        return os.environ.get("IMAGE_TAG") or f"dev-{stamp.digest(paths)[:12]}"

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.repository}:{self.tag}"


def remember(images: list[Image]) -> None:
    """Keeps the tags of what was built."""
    BUILT.parent.mkdir(exist_ok=True)
    BUILT.write_text(json.dumps(built() | {image.part: image.tag for image in images}))


def built() -> dict[str, str]:
    """Part → tag of what was built last."""
    return json.loads(BUILT.read_text()) if BUILT.exists() else {}


def builder() -> list[str]:
    """The words that begin a build. IMAGE_BUILDER chooses; else the first that works. Raises CannotStart where none does."""
    chosen = os.environ.get("IMAGE_BUILDER")
    for name in [chosen] if chosen else BUILDERS:
        if name in BUILDERS and shutil.which(name) and not subprocess.run([name, "info"], capture_output=True, check=False).returncode:
            return BUILDERS[name]
    tried = chosen or ", ".join(BUILDERS)
    raise CannotStart(f"No image builder works here ({tried}): install docker, podman or buildah, or start its daemon.")
