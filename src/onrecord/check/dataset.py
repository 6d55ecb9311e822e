"""Check whole files: a dataset folder, gold annotation files, JSON lines of records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..corpus import MARKER, REGISTRY, SUFFIX
from ..dataset.folder import Folder
from ..schema import LAYERS, faults
from . import RULES, check_article, corpus, registry
from .corpus import corpus_problems, marks_problems
from .problem import Problem
from .registry import Registry, Row

#: What is asked of files: id, level, what it asks.
FILE_RULES = (
    ("json", "error", "a file or line is JSON"),
    ("schema", "error", "a record keeps to its schema"),
    ("file-hash", "error", "a dataset's files are those that its manifest lists"),
    ("flat-table", "error", "a flat table has the rows that the articles hold"),
)


def rule_table() -> str:
    """Every rule in Markdown, as the documentation shows it."""
    own = [(rule.id, rule.level, rule.asks) for rule in RULES]
    rows = [*FILE_RULES, *own, *registry.RULES, *corpus.RULES]
    lines = ["| rule | level | what it asks |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| `{rule}` | {level} | {asks} |" for rule, level, asks in rows)])


def validate(path: str | Path) -> list[Problem]:
    """Every problem of a dataset folder, a gold file or folder of them, or JSON lines of articles, sorted.

    Raises:
        NoDataset: The folder is none of these.
        FileNotFoundError: There is nothing at the path.
    """
    return sorted(_problems(Path(path)))


def _problems(path: Path) -> Iterator[Problem]:
    if not path.exists():
        raise FileNotFoundError(f"{path}: no such file or folder; give a dataset, a gold file, or JSON lines")
    if path.is_file():
        yield from marks_problems(path) if path.suffix == SUFFIX else _lines(path)
    elif (path / MARKER).is_file():
        yield from corpus_problems(path)
    else:
        yield from _dataset(Folder(path))


def _lines(path: Path) -> Iterator[Problem]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield Problem(path.as_posix(), f"line {number}", "", "json", "error", f"no JSON: {error}")
                continue
            yield from check_article(record, path.as_posix(), f"line {number}")


def _dataset(folder: Folder) -> Iterator[Problem]:
    name = (folder.path / "manifest.json").as_posix()
    for fault in faults("manifest", folder.manifest):
        yield Problem(name, "", fault.path, "schema", "error", fault.message[:300])
        return
    damaged = list(_files(folder))
    yield from damaged
    if not damaged:
        yield from _articles(folder)


def _rows(folder: Folder, table: str) -> Iterator[Row]:
    for number, record in enumerate(folder.rows(table), 1):
        yield Row((folder.path / table).as_posix(), f"row {number}", record)


def _files(folder: Folder) -> Iterator[Problem]:
    name = (folder.path / "manifest.json").as_posix()
    for i, file in enumerate(folder.manifest["files"]):
        path = folder.path / file["path"]
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "nothing"
        if found != file["sha256"]:
            message = (
                f"{file['path']}: {found[:12]} stands there, {file['sha256'][:12]} is listed; build again"
            )
            yield Problem(name, "", f"$.files[{i}].sha256", "file-hash", "error", message)


def _articles(folder: Folder) -> Iterator[Problem]:
    nested: dict[str, int] = dict.fromkeys(LAYERS, 0)
    registry = Registry({table: _rows(folder, table) for table in REGISTRY})
    yield from registry.problems
    name = folder.path.as_posix()
    for row in folder.rows("articles"):
        yield from check_article(row, name, row["article_id"])
        for rule, level, path, message in registry.findings(row) if registry.persons else ():
            yield Problem(name, row["article_id"], path, rule, level, message)  # type: ignore[arg-type]
        for layer in LAYERS:
            nested[layer] += len(row[layer])
    for layer in LAYERS:
        flat = sum(1 for _ in folder.rows(layer, ["article_id"]))
        if flat != nested[layer]:
            message = f"{flat} rows, but the articles hold {nested[layer]}; build again"
            yield Problem(folder.path.as_posix(), "", f"$.{layer}", "flat-table", "error", message)


def summary(problems: list[Problem]) -> dict[str, Any]:
    """The problems for a program."""
    return {
        "errors": sum(p.level == "error" for p in problems),
        "warnings": sum(p.level == "warning" for p in problems),
        "problems": [problem.record() for problem in problems],
    }
