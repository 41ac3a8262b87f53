"""`make protos`: libs/contracts, generated from protos/. A test calls `generate` and compares."""

import sys
from importlib.resources import files
from pathlib import Path

from grpc_tools import protoc

from deploy.local.folders import REPOSITORY

PROTOS = REPOSITORY / "protos"
CONTRACTS = REPOSITORY / "libs" / "contracts"


def generate(target: Path) -> None:
    """Messages and their types for every file; service stubs only where a service is defined."""
    target.mkdir(parents=True, exist_ok=True)
    common = ["protoc", f"-I{PROTOS}", f"-I{files('grpc_tools') / '_proto'}"]
    protos = sorted(PROTOS.rglob("*.proto"))
    services = [path for path in protos if "\nservice " in path.read_text()]
    for outputs, sources in (
        ([f"--python_out={target}", f"--pyi_out={target}"], protos),
        ([f"--grpc_python_out={target}"], services),
    ):
        if protoc.main([*common, *outputs, *(str(path) for path in sources)]):
            sys.exit("protoc refused the contracts; see above.")


if __name__ == "__main__":
    generate(CONTRACTS)
