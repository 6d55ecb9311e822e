"""`load_dataset` gives what the folder holds now, in `datasets` 4 and 5."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOUR = Path(sys.prefix) / "datasets-4"  # `make test` puts it there


@pytest.mark.parametrize("major", ["4", "5"])
def test_every_table_before_and_after_a_rebuild(major: str, tmp_path: Path) -> None:
    if major == "4" and not FOUR.is_dir():
        pytest.skip("needs datasets 4 beside 5, which `make test` installs")
    shutil.copytree(ROOT / "tests" / "corpus", tmp_path / "in")
    environment = {**os.environ, "PYTHONPATH": str(FOUR) if major == "4" else "", "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, str(ROOT / "tests" / "loading.py"), str(tmp_path)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=240, check=False, env=environment, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split(".")[0].strip() == major
