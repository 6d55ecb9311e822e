"""A corpus folder: raw documents, gold annotations, a registry, and what they are called together."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .schema import faults

MARKER = "corpus.json"
_META = ("dataset", "version", "licence", "description")
REGISTRY = ("persons", "posts", "occupancies")


class BadCorpus(ValueError):
    """The corpus' own files are broken; the message names file and place."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What stands beside the raw documents of a corpus. An empty one stands for plain sources."""

    root: Path | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    splits: Mapping[str, str] = field(default_factory=dict)

    def gold(self, article_id: str) -> dict[str, Any] | None:
        """The gold annotation file of an article, if there is one.

        Raises:
            BadCorpus: It is no JSON or breaks its schema.
        """
        if self.root is None:
            return None
        path = self.root / "gold" / f"{article_id}.json"
        if ".." in Path(article_id).parts or not path.is_file():
            return None
        return _load(path, "gold")

    def registry(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table of the registry."""
        path = self.root / "registry" / f"{table}.jsonl" if self.root else None
        if path is not None and path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.strip():
                    yield json.loads(line)


def find(source: str | Path) -> Corpus | None:
    """The corpus that a source is, or None for a source of raw documents alone."""
    marker = Path(source) / MARKER
    if not marker.is_file():
        return None
    settings = json.loads(marker.read_text(encoding="utf-8"))
    splits = Path(source) / "splits.json"
    loaded = json.loads(splits.read_text(encoding="utf-8")) if splits.is_file() else {}
    return Corpus(Path(source), {key: settings.get(key) for key in _META}, loaded)


def _load(path: Path, kind: str) -> dict[str, Any]:
    try:
        record: dict[str, Any] = json.loads(path.read_bytes())
    except ValueError as error:
        raise BadCorpus(f"{path}: no JSON: {error}") from error
    found = next(faults(kind, record), None)
    if found:
        raise BadCorpus(f"{path}:{found.path}: {found.message}")
    return record
