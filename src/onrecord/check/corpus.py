"""Check a corpus folder: settings, splits, registry, and every gold file against its raw document."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..article import Settings, process
from ..corpus import MARKER, REGISTRY, SPLITS
from ..read import Document, Rejection, documents
from ..schema import faults
from .licences import licence_fault
from .problem import Problem
from .registry import Registry, Row

#: What is asked of a corpus folder beside its registry: id, level, what it asks.
RULES = (
    ("corpus-settings", "error", "corpus.json names the dataset, its version, licence and description"),
    ("gold-document", "error", "a gold file belongs to a raw document, and says so"),
    ("gold", "error", "every span of a gold file stands once in the article's text"),
    ("splits", "error", "splits.json gives known articles to train, validation or test"),
)

_BROKEN: Any = object()  # stands for a file that is no JSON or breaks its schema
_SPLIT_NAMES = ("train", "validation", "test")
_VERSION = re.compile(r"\d{1,6}\.\d{1,6}\.\d{1,6}")


def corpus_problems(root: Path) -> Iterator[Problem]:
    """Every problem of the corpus in a folder. Nothing in it raises."""
    settings = yield from _json(root / MARKER)
    yield from _settings(root / MARKER, settings)
    rows, broken = registry_rows(root / "registry")
    yield from broken
    registry = Registry(rows)
    yield from registry.problems
    gold: dict[str, tuple[Path, Any]] = {}
    for path in sorted((root / "gold").rglob("*.json")):
        record = yield from gold_problems(path)
        if record is not _BROKEN:
            gold[path.relative_to(root / "gold").as_posix().removesuffix(".json")] = (path, record)
    ids = yield from _articles(root, gold, registry if any(rows.values()) else None)
    yield from _splits(root / SPLITS, ids)


def gold_problems(path: Path) -> Generator[Problem, None, Any]:
    """What is wrong with a gold file by itself; returns its record, or `_BROKEN`."""
    record = yield from _json(path)
    found = list(faults("gold", record)) if record is not _BROKEN else []
    for fault in found:
        yield Problem(path.as_posix(), "", fault.path, "schema", "error", fault.message[:300])
    return _BROKEN if found else record


def registry_rows(folder: Path) -> tuple[dict[str, list[Row]], list[Problem]]:
    """The rows of a registry's files, and the lines that are no JSON."""
    rows: dict[str, list[Row]] = {}
    broken = []
    for table in REGISTRY:
        path = folder / f"{table}.jsonl"
        lines = path.read_bytes().splitlines() if path.is_file() else []
        rows[table] = []
        for number, line in enumerate(lines, 1):
            try:
                rows[table].append(Row(path.as_posix(), f"line {number}", json.loads(line)))
            except (ValueError, RecursionError) as error:
                broken.append(
                    Problem(path.as_posix(), f"line {number}", "", "json", "error", f"no JSON: {error}")
                )
    return rows, broken


def _json(path: Path) -> Generator[Problem, None, Any]:
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        yield Problem(path.as_posix(), "", "", "json", "error", f"no JSON: {error}")
        return _BROKEN


def _settings(path: Path, settings: Any) -> Iterator[Problem]:
    if settings is _BROKEN:
        return
    found = settings if isinstance(settings, dict) else {}
    fault = licence_fault(str(found.get("licence")))
    wanted = {
        "dataset": ("a name", isinstance(found.get("dataset"), str) and found["dataset"]),
        "version": ("a version, x.y.z", _VERSION.fullmatch(str(found.get("version")))),
        "licence": (f"an SPDX expression; {fault}", fault is None),
        "description": ("a text", isinstance(found.get("description"), str)),
    }
    for key, (what, holds) in wanted.items():
        if not holds:
            message = f"{found.get(key)!r} stands there; give {what}"
            yield Problem(path.as_posix(), "", f"$.{key}", "corpus-settings", "error", message)


def _articles(
    root: Path, gold: Mapping[str, tuple[Path, Any]], registry: Registry | None
) -> Generator[Problem, None, set[str]]:
    """The raw documents, read and normalised, with their gold; returns the ids of the articles."""
    ids: set[str] = set()
    raw = root / "raw"
    for found in documents([raw]) if raw.is_dir() else ():
        if isinstance(found, Rejection):
            yield Problem(found.file, found.place or "", "", found.reason, "error", found.detail)
        else:
            ids.add(found.article_id)
            yield from _article(found, gold.get(found.article_id), registry)
    for article_id, (path, _) in gold.items():
        if article_id not in ids:
            message = (
                f"no raw document has the id {article_id!r}; restore it under raw/, or drop the gold file"
            )
            yield Problem(path.as_posix(), "", "$.article_id", "gold-document", "error", message)
    return ids


def _article(
    document: Document, gold: tuple[Path, Any] | None, registry: Registry | None
) -> Iterator[Problem]:
    path, annotations = gold or (Path(document.file), None)
    if annotations is not None and annotations["article_id"] != document.article_id:
        message = f"{annotations['article_id']!r} stands there; the file's place says {document.article_id!r}"
        yield Problem(path.as_posix(), "", "$.article_id", "gold-document", "error", message)
    outcome = process(document, Settings(), annotations)
    for refused in outcome.rejections:
        file = path.as_posix() if refused.reason in ("gold", "invalid") else refused.file
        yield Problem(file, refused.place or "", "", refused.reason, "error", refused.detail)
    if outcome.record is not None and registry is not None and annotations is not None:
        for rule, level, where, message in registry.findings(outcome.record):
            yield Problem(path.as_posix(), "", where, rule, level, message)  # type: ignore[arg-type]


def _splits(path: Path, ids: set[str]) -> Iterator[Problem]:
    if not path.is_file():
        return
    splits = yield from _json(path)
    if splits is _BROKEN:
        return
    if not isinstance(splits, dict):
        yield Problem(path.as_posix(), "", "$", "splits", "error", "an object is wanted: article id to split")
        return
    for article_id, split in splits.items():
        if split not in _SPLIT_NAMES:
            message = f"{split!r} is no split; {', '.join(_SPLIT_NAMES)} are"
            yield Problem(path.as_posix(), "", f"$[{article_id!r}]", "splits", "error", message)
        if article_id not in ids:
            message = "no raw document has this id; correct it or drop the line"
            yield Problem(path.as_posix(), "", f"$[{article_id!r}]", "splits", "error", message)
