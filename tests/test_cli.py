"""The commands as a user runs them: output, exit status, pipes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def onrecord(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("command", ["build", "annotate", "validate", "stats", "show", "diff"])
def test_help(command: str) -> None:
    done = onrecord(command, "--help")
    assert done.returncode == 0
    assert "--help" in done.stdout


def test_from_build_to_diff(articles: Path, tmp_path: Path) -> None:
    old, new = str(tmp_path / "old"), str(tmp_path / "new")
    done = onrecord("build", str(articles), "--out", old)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"4 articles (0 near-duplicates) in {old}, 4 worked on, 2 lines in rejected.jsonl\n"
    (articles / "budget.txt").write_text("The budget of Varland failed, said Jorun Pell.", encoding="utf-8")
    (articles / "page.html").unlink()
    done = onrecord("build", str(articles), "--out", new, "--strict", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["articles"] == 3
    assert onrecord("validate", new).stdout == "0 errors, 0 warnings\n"
    found = json.loads(onrecord("diff", old, new, "--json").stdout)
    assert found["articles"]["removed"] == ["page"]
    assert list(found["articles"]["changed"]) == ["budget"]
    assert found["step"] == "major"
    assert "articles" in onrecord("stats", old).stdout
    shown = onrecord("show", "harbour", "-d", old)
    assert "Voss" in shown.stdout and "\x1b" not in shown.stdout


def test_annotate_reads_stdin_and_writes_json_lines() -> None:
    done = onrecord("annotate", stdin="“It will hold,” said Tolo Brask.")
    assert done.returncode == 0
    record = json.loads(done.stdout)
    assert record["quotes"][0]["speaker_name"] == "Tolo Brask"


def test_as_is_keeps_offsets() -> None:
    text = "  ''Hi''\n\nBy Ada Voss\n"
    assert json.loads(onrecord("annotate", "--as-is", stdin=text).stdout)["text"] == text


def test_broken_dataset(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    onrecord("build", str(articles), "--out", str(out), "--annotator", "none")
    shard = next((out / "articles").glob("*.parquet"))
    shard.write_bytes(shard.read_bytes()[:-1] + b"x")
    done = onrecord("validate", str(out))
    assert done.returncode == 1
    assert "file-hash" in done.stdout and "1 errors, 0 warnings" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("build", "nowhere", "--out", "x"), "no such file or folder"),
        (("validate", "nowhere"), "no such file or folder"),
        (("stats", "."), "no manifest.json"),
        (
            ("annotate", "--annotator", "oracle"),
            "no annotator 'oracle'; installed are: learned, llm, rules, spacy, none",
        ),
    ],
)
def test_refusals_say_what_to_do(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    done = onrecord(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert message in done.stderr
