"""Check a corpus folder: settings, splits, registry, and every gold file against its raw document."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

from ..article import Settings, process
from ..corpus import MARKER, REGISTRY, SPLITS, SUFFIX, BadCorpus, Corpus, find
from ..marks import parse
from ..read import Document, Rejection, documents
from .licences import licence_fault
from .problem import Problem
from .registry import Registry, Row

#: What is asked of a corpus folder beside its registry: id, level, what it asks.
RULES = (
    ("corpus-settings", "error", "corpus.json names the dataset, its version, licence and description"),
    ("gold-document", "error", "annotations and clean texts belong to a raw document of the corpus"),
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
    try:
        home = find(root) or Corpus(root)
    except BadCorpus as error:
        place, _, message = str(error).removeprefix(f"{root.as_posix()}/").partition(": ")
        yield Problem((root / place).as_posix(), "", "", "corpus-settings", "error", message)
        home = Corpus(root)
    ids = yield from _articles(home, registry if any(rows.values()) else None)
    yield from _orphans(root, ids)
    yield from _splits(root / SPLITS, ids)


def marks_problems(path: Path) -> Iterator[Problem]:
    """What is wrong with a marks file by itself: its words are looked for only beside a text."""
    for problem in parse(path.read_bytes().decode("utf-8", "replace")).problems:
        place, _, message = problem.partition(": ")
        yield Problem(path.as_posix(), place, "", "gold", "error", message)


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


def _articles(home: Corpus, registry: Registry | None) -> Generator[Problem, None, set[str]]:
    """The raw documents, read and normalised, with their gold; returns the ids of the articles."""
    ids: set[str] = set()
    raw = Path(home.root or "") / "raw"
    for found in documents([raw]) if raw.is_dir() else ():
        if isinstance(found, Rejection):
            yield Problem(found.file, found.place or "", "", found.reason, "error", found.detail)
        else:
            ids.add(found.article_id)
            yield from _article(found, home, registry)
    return ids


def _orphans(root: Path, ids: set[str]) -> Iterator[Problem]:
    """Annotations, and clean texts, of documents that are not there."""
    for folder in ("gold", "clean", "annotations/*"):
        for path in sorted(root.glob(f"{folder}/**/*")):
            base = next(parent for parent in path.parents if parent.match(f"{root.as_posix()}/{folder}"))
            article_id = path.relative_to(base).as_posix().removesuffix(path.suffix)
            if path.is_file() and article_id not in ids:
                message = (
                    f"no raw document has the id {article_id!r}; restore it under raw/, or drop this file"
                )
                yield Problem(path.as_posix(), "", "", "gold-document", "error", message)


def _article(document: Document, home: Corpus, registry: Registry | None) -> Iterator[Problem]:
    gold = home.gold(document.article_id)
    outcome = process(document, Settings(), gold)
    path = f"{home.root}/gold/{document.article_id}{SUFFIX}"
    for refused in outcome.rejections:
        file = path if refused.reason in ("gold", "invalid") else refused.file
        yield Problem(file, refused.place or "", "", refused.reason, "error", refused.detail)
    if outcome.record is not None and registry is not None and gold is not None:
        for rule, level, where, message in registry.findings(outcome.record):
            yield Problem(path, "", where, rule, level, message)  # type: ignore[arg-type]


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
