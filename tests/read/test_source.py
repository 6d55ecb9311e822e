"""Which files lie under what the user gave, and in which order."""

from __future__ import annotations

from pathlib import Path

from onrecord.read.source import files


def test_a_folder_in_order_without_links_and_built_datasets(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.txt",
        "a.txt",
        "a/b/c.txt",
        "set/.onrecord/state.db",
        "set/articles/x.parquet",
    ):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    assert [file.key for file in files([tmp_path / "in"])] == ["a/b/c.txt", "a/z.txt", "a.txt", "b.txt"]


def test_the_same_file_under_two_sources_comes_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    assert [file.key for file in files([tmp_path, tmp_path / "a.txt", str(tmp_path / "*.txt")])] == ["a.txt"]
