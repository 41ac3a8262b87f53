"""The generated code is the contracts' and the contracts follow the style they claim."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_generated_code_is_what_the_protos_generate(tmp_path):
    protos = sorted(str(path) for path in (ROOT / "protos").rglob("*.proto"))
    made = [sys.executable, "-m", "grpc_tools.protoc", f"-I{ROOT / 'protos'}", f"--python_out={tmp_path}", f"--pyi_out={tmp_path}"]
    subprocess.run([*made, f"--grpc_python_out={tmp_path}", *protos], check=True)
    committed = ROOT / "libs" / "contracts"
    for path in committed.rglob("*_pb2*.py*"):
        if "__pycache__" not in path.parts:
            assert path.read_text() == (tmp_path / path.relative_to(committed)).read_text(), f"{path.name}: run make protos"


def test_the_protos_follow_bufs_standard_rules():
    found = subprocess.run(
        [Path(sys.executable).with_name("buf"), "lint"], cwd=ROOT / "protos", capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout
