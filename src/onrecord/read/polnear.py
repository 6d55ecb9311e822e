"""PolNeAR: folders of news texts with brat annotations of their attributions."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from .annotated import read_annotated
from .document import Document, Rejection
from .fields import parse_byline, parse_date
from .pairs import paired, stem
from .source import SourceFile

_PUBLISHERS = {
    "breitbart": "Breitbart",
    "huff-post": "The Huffington Post",
    "nyt": "The New York Times",
    "politico": "Politico",
    "usa-today": "USA Today",
    "wash-post": "The Washington Post",
    "west-journal": "Western Journalism",
}
_METADATA = "metadata.tsv"
_WITHOUT = "the texts are read without metadata"
_MAX_ROWS = 100_000
_LONGEST = 100_000


def read_polnear(part: Path, key_prefix: str = "") -> Iterator[Document | Rejection]:
    """The texts of a part of the corpus, each with the attributions of every annotator.

    ``part`` is a folder with ``text/`` and ``attributions/``, and with ``metadata.tsv`` in it or
    beside it; ``key_prefix`` is what stands before ``text/NAME`` in the ids. A span marked
    ``Discard`` says that its sentence is no prose; attributions in it are kept as they are.
    """
    texts = _files(part, "text/*.txt", key_prefix)
    pairs, orphans = paired(lambda: [*texts, *_files(part, "attributions/*.ann", key_prefix)])
    for text in texts:
        yield from read_text(text, pairs.get(text.path, []))
    for orphan in orphans:
        detail = "no text of its name stands beside it or in ../text; give both, or drop it"
        yield Rejection(orphan.name, None, None, "gold", detail)


def read_text(file: SourceFile, ann_files: list[SourceFile]) -> Iterator[Document | Rejection]:
    """A text with its annotations, if any; in a folder of PolNeAR also with its metadata."""
    if in_part(file):
        meta = _metadata(file.path.parent.parent).get(stem(file))
        return read_annotated(file, ann_files, meta, quotes=bool(ann_files))
    return read_annotated(file, ann_files)


def in_part(file: SourceFile) -> bool:
    """Whether a text stands in the folder ``text`` of a part of PolNeAR."""
    folder = os.path.dirname(file.location)
    return os.path.basename(folder) == "text" and _is_part(Path(folder).parent)


def is_metadata(file: SourceFile) -> bool:
    """Whether a file is the table that `read_text` takes the texts' metadata from."""
    folder, name = os.path.split(file.location)
    if name != _METADATA:
        return False
    return _is_part(Path(folder)) or any(_is_part(part) for part in Path(folder or ".").iterdir())


def read_metadata(file: SourceFile) -> Iterator[Rejection]:
    """What is wrong with the table; its rows come with the texts."""
    try:
        rows = _table(file.path)
    except (OSError, csv.Error) as error:
        yield Rejection(file.name, None, None, "unreadable", f"{error}; {_WITHOUT}")
        return
    if not any(rows):
        detail = f"no row has a 'filename'; the table's columns are tab-separated, in line 1; {_WITHOUT}"
        yield Rejection(file.name, "line 1", None, "malformed", detail)


def _files(part: Path, pattern: str, key_prefix: str) -> list[SourceFile]:
    paths = sorted(part.glob(pattern))
    return [SourceFile(path, key_prefix + path.relative_to(part).as_posix()) for path in paths]


@lru_cache(maxsize=8)
def _is_part(part: Path) -> bool:
    return (part / "attributions").is_dir()


def _metadata(part: Path) -> dict[str, dict[str, Any]]:
    """The metadata of each text, from the table in the folder or beside it.

    A table that is missing or broken leaves the texts without metadata, which they can be without;
    `read_metadata` says what is broken.
    """
    paths = (folder / _METADATA for folder in (part, part.parent))
    path = next((path for path in paths if path.is_file()), None)
    try:
        return _cached(path, path.stat().st_mtime_ns) if path else {}
    except (OSError, csv.Error):
        return {}


@lru_cache(maxsize=8)
def _cached(path: Path, _changed: int) -> dict[str, dict[str, Any]]:
    return _table(path)


def _table(path: Path) -> dict[str, dict[str, Any]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        lines = iter(lambda: stream.readline(_LONGEST), "")
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row.get("filename") or "": _fields(row) for row in islice(rows, _MAX_ROWS)}


def _fields(row: dict[str, str]) -> dict[str, Any]:
    publisher = _written(row.get("publisher"))
    fields = {
        "title": _written(row.get("title")),
        "byline": parse_byline(_written(row.get("author"))),
        "published": parse_date(_written(row.get("publication_date"))),
        "publisher": _PUBLISHERS.get(publisher, publisher) if publisher else None,
        "language": "en",
    }
    return {field: value for field, value in fields.items() if value}


def _written(value: str | None) -> str | None:
    """A cell's text; the table writes None out."""
    return value.strip() if value and value.strip() not in ("", "None", "NA") else None
