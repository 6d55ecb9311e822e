"""The loader scripts run on a built dataset, and the documentation says what is so."""

from __future__ import annotations

import doctest
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from onrecord import Options, build
from onrecord.check.dataset import rule_table
from onrecord.schema import field_tables

ROOT = Path(__file__).parent.parent
NEEDS = {"load_torch": "torch", "load_spark": "pyspark"}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("data") / "world"
    build([ROOT / "tests" / "corpus"], out, Options(jobs=1))
    return out


@pytest.mark.parametrize("script", sorted(p.stem for p in (ROOT / "scripts").glob("load_*.py")))
def test_script(script: str, dataset: Path) -> None:
    needed = NEEDS.get(script)
    if needed and find_spec(needed) is None:
        pytest.skip(f"needs the extra {needed!r}")
    command = [sys.executable, str(ROOT / "scripts" / f"{script}.py"), str(dataset)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_readme_examples() -> None:
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert result.attempted >= 6
    assert result.failed == 0


def test_rule_table_is_up_to_date() -> None:
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert text.endswith(f"\n\n{rule_table()}\n")


def test_field_tables_are_up_to_date() -> None:
    assert (ROOT / "docs" / "fields.md").read_text(encoding="utf-8") == f"# Fields\n\n{field_tables()}\n"
