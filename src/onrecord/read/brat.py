"""Texts with standoff annotations: brat folders, and PolNeAR, which is one.

A text's annotations stand beside it (``NAME.ann``) or in a folder ``attributions`` beside its folder
``text`` (PolNeAR: ``NAME_ANNOTATOR.ann``, one file an annotator; Newell et al., LREC 2018). Offsets count
code points of the file as stored.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from .document import Document, ImportedEntity, ImportedGold, ImportedQuote, Range
from .encoding import decode
from .fields import parse_byline, parse_date
from .source import SourceFile

_SPANS = re.compile(r"(T\S{1,12})\t(\S{1,60}) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9}){0,200})\t")
_EVENT = re.compile(r"E\S{1,12}\t(\S.*)")
_ROLES = {"source": "speaker", "speaker": "speaker", "cue": "cue", "content": "content"}
_TYPES = {
    "person": "PERSON", "per": "PERSON", "norp": "NORP", "organization": "ORG", "organisation": "ORG",
    "org": "ORG", "gpe": "GPE", "location": "LOC", "loc": "LOC", "facility": "FAC", "fac": "FAC",
    "event": "EVENT",
}  # fmt: skip
_PUBLISHERS = {
    "breitbart": "Breitbart", "huff-post": "The Huffington Post", "nyt": "The New York Times",
    "politico": "Politico", "usa-today": "USA Today", "wash-post": "The Washington Post",
    "west-journal": "Western Journalism",
}  # fmt: skip
_NONE = {"", "None"}


def read_annotated(
    file: SourceFile, annotations: Mapping[Path, list[SourceFile]], used: set[Path]
) -> Document:
    """A plain text with the gold annotations that stand beside it, if any do.

    ``annotations`` are the annotation files by folder; those that belong to the text join ``used``.
    """
    data = file.read()
    name = Path(file.article_id).name
    own = [f for f in annotations.get(file.path.parent, ()) if Path(f.article_id).name == name]
    beside = annotations.get(file.path.parent.parent / "attributions", ())
    own += list(_by_text(tuple(beside)).get(name, ())) if file.path.parent.name == "text" else []
    used.update(f.path for f in own)
    gold = tuple(_gold(f, name, data) for f in sorted(own, key=lambda f: f.key))
    return Document(file.article_id, "text", data, file.name, meta=_metadata(file, name), gold=gold)


@lru_cache(maxsize=4)
def _by_text(files: tuple[SourceFile, ...]) -> dict[str, list[SourceFile]]:
    """The annotation files by the text that they annotate: their name up to the last underscore."""
    found: dict[str, list[SourceFile]] = {}
    for file in files:
        found.setdefault(Path(file.article_id).name.rpartition("_")[0], []).append(file)
    return found


def _gold(file: SourceFile, name: str, data: bytes) -> ImportedGold:
    text = decode(data)
    spans, events = _parse(decode(file.read()))
    placed = {key: (kind, _shrunk(text, ranges)) for key, (kind, ranges) in spans.items()}
    quotes = tuple(q for event in events if (q := _quote(event, placed)))
    entities = tuple(
        ImportedEntity(_TYPES[kind.lower()], ranges)
        for kind, ranges in placed.values()
        if kind.lower() in _TYPES and ranges
    )
    annotator = Path(file.article_id).name.removeprefix(name).strip("_") or "gold"
    return ImportedGold(annotator, quotes if events else None, entities or None)


def _parse(text: str) -> tuple[dict[str, tuple[str, list[Range]]], list[dict[str, list[str]]]]:
    """Spans by id, and events as spans by role. Other lines, also broken ones, are passed over."""
    spans: dict[str, tuple[str, list[Range]]] = {}
    events = []
    for line in text.split("\n"):
        if match := _SPANS.match(line):
            ranges = (tuple(map(int, part.split(" "))) for part in match[3].split(";"))
            spans[match[1]] = (match[2], [(start, end) for start, end in ranges])
        elif match := _EVENT.match(line):
            events.append(_roles(match[1].split()[1:]))
    return spans, events


def _roles(arguments: Iterable[str]) -> dict[str, list[str]]:
    roles: dict[str, list[str]] = {}
    for argument in arguments:
        role, _, key = argument.partition(":")
        known = _ROLES.get(role.rstrip("0123456789").lower())
        if known and key:
            roles.setdefault(known, []).append(key)
    return roles


def _quote(
    event: Mapping[str, list[str]], spans: Mapping[str, tuple[str, tuple[Range, ...]]]
) -> ImportedQuote | None:
    parts = {
        role: tuple(sorted(r for key in keys if key in spans for r in spans[key][1]))
        for role, keys in event.items()
    }
    return ImportedQuote(**parts) if parts.get("content") else None


def _shrunk(text: str, ranges: Iterable[Range]) -> tuple[Range, ...]:
    """The ranges inside the text, without white space at their ends."""
    return tuple(found for start, end in ranges for found in _shrink(text, start, end))


def _shrink(text: str, start: int, end: int) -> Iterator[Range]:
    piece = text[start:end]
    low, high = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
    if low < high:
        yield low, high


def _metadata(file: SourceFile, name: str) -> dict[str, Any]:
    row = _table(file.path.parents[2] / "metadata.tsv").get(name) if _is_polnear(file) else None
    if not row:
        return {}
    meta = {
        "title": row["title"],
        "byline": parse_byline(row["author"]) if row["author"] not in _NONE else None,
        "published": parse_date(row["publication_date"]),
        "publisher": _PUBLISHERS.get(row["publisher"], row["publisher"]),
        "language": "en",
    }
    return {key: value for key, value in meta.items() if value and value != "None"}


def _is_polnear(file: SourceFile) -> bool:
    path = file.path
    return (
        path.parent.name == "text" and len(path.parents) > 2 and (path.parents[2] / "metadata.tsv").is_file()
    )


@lru_cache(maxsize=4)
def _table(path: Path) -> dict[str, dict[str, str]]:
    """PolNeAR's table of articles; quotation marks in it mean nothing."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["filename"]: row for row in rows}
