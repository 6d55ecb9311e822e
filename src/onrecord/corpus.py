"""A corpus folder: raw documents, gold annotations, a registry, and what they are called together."""

from __future__ import annotations

import glob
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from .schema import faults

MARKER = "corpus.json"
SPLITS = "splits.json"
SUFFIX = ".marks"
ARTICLES = "articles.jsonl"
#: The fields of an article record that a corpus may state of its articles.
FIELDS = ("publisher", "url", "title", "byline", "published", "language", "tags")
_META = ("dataset", "version", "licence", "description", "canary")
_KINDS = {"persons": "person", "posts": "post", "occupancies": "occupancy"}
REGISTRY = tuple(_KINDS)


class BadCorpus(ValueError):
    """The corpus' own files are broken; the message names file and place."""


class Gold(NamedTuple):
    """The annotations of one article as people wrote them.

    ``clean`` is the text whose words they copied; without it they copied those of the article itself.
    ``own`` are the files of annotators that the gold was adjudicated from. ``about`` are fields of the
    article record that the makers know, whatever the raw document says: `FIELDS`.
    """

    marks: str
    clean: str | None = None
    own: tuple[str, ...] = ()
    about: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Corpus:
    """What stands beside the raw documents of a corpus. An empty one stands for plain sources."""

    root: Path | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    splits: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def gold(self, article_id: str) -> Gold | None:
        """The gold annotations of an article, if there are some."""
        if self.root is None or ".." in Path(article_id).parts:
            return None
        path = self.root / "gold" / f"{article_id}{SUFFIX}"
        if not path.is_file():
            return None
        clean = self.root / "clean" / f"{article_id}.txt"
        own = sorted((self.root / "annotations").glob(f"*/{glob.escape(article_id)}{SUFFIX}"))
        return Gold(
            _text(path),
            _text(clean) if clean.is_file() else None,
            tuple(_text(file) for file in own),
            self.about.get(article_id, {}),
        )

    def registry(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table of the registry.

        Raises:
            BadCorpus: A line is no JSON or breaks the schema.
        """
        path = self.root / "registry" / f"{table}.jsonl" if self.root else None
        if path is not None and path.is_file():
            for number, line in enumerate(path.read_bytes().splitlines(), 1):
                yield _checked(f"{path}: line {number}", line, _KINDS[table])


def find(source: str | Path) -> Corpus | None:
    """The corpus that a source is, or None for a source of raw documents alone."""
    marker = Path(source) / MARKER
    if not marker.is_file():
        return None
    settings = _object(marker)
    splits = Path(source) / SPLITS
    return Corpus(
        Path(source),
        {key: settings.get(key) for key in _META},
        _object(splits) if splits.is_file() else {},
        _about(Path(source) / ARTICLES),
    )


def _about(path: Path) -> dict[str, dict[str, Any]]:
    """What the makers know of each article, by its id."""
    known: dict[str, dict[str, Any]] = {}
    lines = path.read_bytes().splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        row = _parsed(f"{path}: line {number}", line)
        if not isinstance(row, dict) or not isinstance(row.get("article_id"), str):
            raise BadCorpus(f"{path}: line {number}: an object with an article_id is wanted")
        known[row["article_id"]] = {key: row[key] for key in FIELDS if key in row}
    return known


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def _object(path: Path) -> dict[str, Any]:
    record = _parsed(str(path), path.read_bytes())
    if not isinstance(record, dict):
        raise BadCorpus(f"{path}: a JSON object is wanted; see 'onrecord validate {path.parent}'")
    return record


def _checked(place: str, data: bytes, kind: str) -> dict[str, Any]:
    record: dict[str, Any] = _parsed(place, data)
    found = next(faults(kind, record), None)
    if found:
        raise BadCorpus(f"{place}: {found.path}: {found.message}")
    return record


def _parsed(place: str, data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadCorpus(f"{place}: no JSON: {error}") from error
