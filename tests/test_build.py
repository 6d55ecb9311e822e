"""Builds: complete, deterministic, incremental, atomic."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import onrecord
from onrecord import Options, build, validate
from onrecord.build import Busy, NotADataset, unchanged
from onrecord.dataset.folder import Folder
from onrecord.read import NoSource
from onrecord.read.source import SourceFile

NONE = Options(annotator="none", jobs=1)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a dataset but its working state."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".onrecord" not in path.parts
    }


def reasons(folder: Path) -> list[tuple[str, str | None]]:
    lines = (folder / "rejected.jsonl").read_text(encoding="utf-8").splitlines()
    return [(record["reason"], record["place"]) for record in map(json.loads, lines)]


def test_everything_is_accounted_for(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = build([articles], out, NONE)
    assert report.articles == 4
    assert [reason for reason, _ in reasons(out)] == ["empty", "malformed"]
    assert validate(out) == []
    rows = {row["article_id"]: row for row in Folder(out).rows("articles")}
    assert sorted(rows) == ["budget", "dump#a1", "harbour", "page"]
    assert rows["harbour"]["title"] == "Harbour to close for a month"
    assert rows["harbour"]["byline"] == ["Ilse Tarnovic"]
    assert "Read more" not in rows["harbour"]["text"]
    assert rows["budget"]["published"] == "2031-03-06"
    assert rows["budget"]["text"].startswith("The finance ministry of Varland")
    assert rows["page"]["published"] == "2021-03-08"
    assert "Home" not in rows["page"]["text"]


def test_same_bytes_whatever_the_processes(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "one" / "data", NONE)
    build([articles], tmp_path / "two" / "data", Options(annotator="none", jobs=2))
    assert contents(tmp_path / "one" / "data") == contents(tmp_path / "two" / "data")


def test_incremental_is_the_same_as_from_nothing(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "a" / "data"
    build([articles], out, NONE)
    assert build([articles], out, NONE).worked == 0
    (articles / "new.txt").write_text("The council of Kessa voted for the dam on Sunday.\n", encoding="utf-8")
    (articles / "harbour.txt").unlink()
    assert build([articles], out, NONE).worked == 1
    build([articles], tmp_path / "b" / "data", NONE)
    assert contents(out) == contents(tmp_path / "b" / "data")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose bytes were asked for."""
    found: list[str] = []
    read = SourceFile.read
    monkeypatch.setattr(SourceFile, "read", lambda file: (found.append(file.key), read(file))[1])
    # What changed within two seconds before a build is not trusted; here everything is as old as it says.
    monkeypatch.setattr(unchanged, "_TICK", -(10**10))
    return found


def test_unchanged_files_are_not_read_again(articles: Path, tmp_path: Path, reads: list[str]) -> None:

    build([articles], tmp_path / "out", NONE)
    before = contents(tmp_path / "out")
    assert sorted(reads) == ["budget.txt", "harbour.txt", "page.html"]
    reads.clear()
    assert build([articles], tmp_path / "out", NONE).worked == 0
    assert reads == []
    assert contents(tmp_path / "out") == before


def test_a_change_of_the_same_length_is_seen(articles: Path, tmp_path: Path, reads: list[str]) -> None:
    build([articles], tmp_path / "out", NONE)
    reads.clear()
    old = (articles / "budget.txt").read_text(encoding="utf-8")
    (articles / "budget.txt").write_text(old.replace("the", "teh"), encoding="utf-8")
    assert build([articles], tmp_path / "out", NONE).worked == 1
    assert reads == ["budget.txt"]
    build([articles], tmp_path / "new" / "out", NONE)
    assert contents(tmp_path / "out") == contents(tmp_path / "new" / "out")


def test_what_was_forgotten_in_between_is_read_again(
    articles: Path, tmp_path: Path, reads: list[str]
) -> None:
    build([articles], tmp_path / "out", NONE)
    before = contents(tmp_path / "out")
    build([articles / "dump.jsonl"], tmp_path / "out", NONE)  # forgets the others' work
    reads.clear()
    assert build([articles], tmp_path / "out", NONE).articles == 4
    assert sorted(reads) == ["budget.txt", "harbour.txt", "page.html"]
    assert contents(tmp_path / "out") == before


def test_a_file_just_written_is_read_again(
    articles: Path, tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "_TICK", 10**12)
    build([articles], tmp_path / "out", NONE)
    reads.clear()
    assert build([articles], tmp_path / "out", NONE).worked == 0
    assert sorted(reads) == ["budget.txt", "harbour.txt", "page.html"]


def test_other_settings_read_again(articles: Path, tmp_path: Path, reads: list[str]) -> None:
    build([articles], tmp_path / "out", NONE)
    reads.clear()
    assert build([articles], tmp_path / "out", Options(annotator="none", jobs=1, as_is=True)).worked > 0
    assert sorted(reads) == ["budget.txt", "harbour.txt", "page.html"]


def test_duplicates(articles: Path, tmp_path: Path) -> None:
    text = " ".join(f"The council heard witness number {i} about the dam." for i in range(60))
    (articles / "x1.txt").write_text(text, encoding="utf-8")
    (articles / "x2.txt").write_text(text, encoding="utf-8")
    (articles / "x3.txt").write_text(text.replace("number 30", "number thirty"), encoding="utf-8")
    out = tmp_path / "out"
    assert build([articles], out, NONE).near_duplicates == 1
    assert ("duplicate", None) in reasons(out)
    near = {row["article_id"]: row["near_duplicate_of"] for row in Folder(out).rows("articles")}
    assert near["x3"] == "x1" and near["x1"] is None and "x2" not in near


def test_same_id_twice(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"The {name} council met in Orlen.", encoding="utf-8")
    out = tmp_path / "out"
    assert build([tmp_path / "one", tmp_path / "two"], out, NONE).articles == 1
    assert reasons(out) == [("duplicate-id", None)]


def test_load_dataset_gives_what_the_folder_holds_now(articles: Path, tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    out, cache = tmp_path / "out", str(tmp_path / "cache")
    build([articles], out, NONE)
    before = datasets.load_dataset(str(out), "articles", split="train", cache_dir=cache)
    assert before.num_rows == 4
    (articles / "harbour.txt").write_text(
        "The harbour of Orlen is open again, said Ada Voss.", encoding="utf-8"
    )
    build([articles], out, NONE)
    after = datasets.load_dataset(str(out), "articles", split="train", cache_dir=cache)
    assert "The harbour of Orlen is open again, said Ada Voss." in after["text"]
    assert after.features == onrecord.schema.features("articles")
    streamed = datasets.load_dataset(str(out), "articles", split="train", streaming=True)
    assert sum(1 for _ in streamed) == 4


def test_refuses_a_folder_of_something_else(articles: Path) -> None:
    with pytest.raises(NotADataset, match="no build made"):
        build([articles], articles, NONE)


def test_refuses_missing_sources(tmp_path: Path) -> None:
    with pytest.raises(NoSource, match="no such file"):
        build([tmp_path / "nothing"], tmp_path / "out", NONE)


def test_refuses_a_second_build_at_the_same_time(articles: Path, tmp_path: Path) -> None:
    from onrecord.build import _locked

    out = tmp_path / "out"
    build([articles], out, NONE)
    with _locked(out), pytest.raises(Busy):
        build([articles], out, NONE)


@pytest.mark.parametrize("seed", range(4))
def test_killed_and_run_again(seed: int, tmp_path: Path) -> None:
    source, rng = tmp_path / "in", random.Random(seed)
    source.mkdir()
    for i in range(300):
        text = "\n\n".join(f"Sentence {i} {j} of the council of Orlen {rng.random()}." for j in range(20))
        (source / f"{i}.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "killed" / "data"
    script = (
        "import sys; from onrecord import build, Options\n"
        "build([sys.argv[1]], sys.argv[2], Options(annotator='none', jobs=1))"
    )
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", script, str(source), str(out)])
        time.sleep(rng.uniform(0.3, 1.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (out / "manifest.json").exists():
            assert validate(out) == []
    build([source], out, NONE)
    build([source], tmp_path / "whole" / "data", NONE)
    assert contents(out) == contents(tmp_path / "whole" / "data")
