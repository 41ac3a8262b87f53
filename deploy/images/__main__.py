"""`python -m deploy.images [PART…]`: builds the images and remembers what they are called, for `make deploy`.

IMAGE_BUILD_FLAGS goes to the builder as it is (a proxy's certificates, say); IMAGE_LOAD is a command that is run with the
names once they are built (`kind load docker-image`).
"""

import os
import shlex
import subprocess
import sys

from deploy.images.build import FOLDER, NAMES, Image, builder, remember
from deploy.local import pages
from deploy.local.failure import CannotStart
from deploy.local.folders import REPOSITORY


def build(image: Image, words: list[str]) -> None:
    """Builds one image with the builder that these words begin."""
    print(f"building {image.name}", flush=True)
    flags = shlex.split(os.environ.get("IMAGE_BUILD_FLAGS", ""))
    file = str(FOLDER / f"{image.part}.Dockerfile")
    if subprocess.run([*words, *flags, "-t", image.name, "-f", file, str(REPOSITORY)], check=False).returncode:
        raise CannotStart(f"{image.name} was not built: the lines above say why.")


def main() -> None:
    """Builds what is named on the command line, or all."""
    images = [Image(part) for part in sys.argv[1:] or NAMES]
    words = builder()
    pages.build()
    for image in images:
        build(image, words)
    remember(images)
    if load := shlex.split(os.environ.get("IMAGE_LOAD", "")):
        subprocess.run([*load, *(image.name for image in images)], check=True)


try:
    main()
except CannotStart as failure:
    sys.exit(str(failure))
