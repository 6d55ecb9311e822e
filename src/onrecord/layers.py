"""Records of the layers, and layers from imported annotations with raw offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .offsets import OffsetMap
from .read.document import ImportedGold, ImportedQuote, Range

Record = dict[str, Any]

# A single mark behind an s is more often an apostrophe (the crews' pay) than the end of a quotation.
_MARKS = re.compile(
    r"(?P<open>[\"\u201c]|(?<!\w)[\u2018'](?=\w))|(?P<close>\u201d|(?<![sS])[\u2019'](?!\w)|[\u2019']\Z)|(?P<word>\w+)"
)
_CLOSED_BY = {'"': '"\u201d', "\u201c": '\u201d"', "\u2018": "\u2019'", "'": "'\u2019"}


def span(text: str, start: int, end: int) -> Record:
    """A span record; its text is the slice."""
    return {"start": start, "end": end, "text": text[start:end]}


def quote_type(pieces: Iterable[str]) -> str:
    """``direct`` if every word of the content stands in quotation marks, ``indirect`` if none does.

    >>> quote_type(["\u201cNo,\u201d", "\u201cnever.\u201d"]), quote_type(["that it was \u201codd\u201d"])
    ('direct', 'mixed')
    """
    quoted = plain = 0
    for piece in pieces:
        closing = ""
        for mark in _MARKS.finditer(piece):
            if mark["word"]:
                quoted, plain = (quoted + 1, plain) if closing else (quoted, plain + 1)
            elif mark[0] in closing:
                closing = ""
            elif mark["open"]:  # inside a quotation, other marks are part of it
                closing = closing or _CLOSED_BY[mark[0]]
    if not quoted:
        return "indirect"
    return "mixed" if plain else "direct"


def imported(gold: ImportedGold, text: str, offsets: OffsetMap) -> tuple[dict[str, list[Record] | None], int]:
    """One annotator's layers in text offsets, and how many quotes lie in what was removed."""
    moved = [_moved(quote, offsets) for quote in gold.quotes or ()]
    kept = sorted((quote for quote in moved if quote), key=lambda quote: quote[0])
    quotes = [_imported_quote(text, number, *parts) for number, parts in enumerate(kept, 1)]
    entities = _imported_entities(gold, text, offsets)
    layers = {"entities": entities, "quotes": quotes if gold.quotes is not None else None, "officials": None}
    return layers, len(moved) - len(kept)


def _moved(quote: ImportedQuote, offsets: OffsetMap) -> tuple[list[Range], list[Range], list[Range]] | None:
    content, cue, speaker = (
        _merged(found for part in parts if (found := offsets.to_text(*part)))
        for parts in (quote.content, quote.cue, quote.speaker)
    )
    return (content, cue, speaker) if content else None


def _merged(ranges: Iterable[Range]) -> list[Range]:
    """In order, those that overlap as one."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _imported_quote(
    text: str, number: int, content: Sequence[Range], cue: Sequence[Range], speaker: Sequence[Range]
) -> Record:
    return quote_record(
        text,
        {"quote_id": f"q{number}", "mode": None},
        {"content": content, "cue": cue, "speaker": speaker},
    )


def quote_record(text: str, fields: Record, ranges: Mapping[str, Sequence[Range]]) -> Record:
    """A quote record from its ranges; what ``fields`` does not say is null."""
    parts = {role: [span(text, *r) for r in ranges.get(role, ())] for role in ("content", "cue", "speaker")}
    words = [part["text"] for part in parts["content"]]
    blank = dict.fromkeys(("speaker_id", "speaker_name", "official_id", "parent_id", "confidence"))
    return {**blank, **fields, **parts, "type": quote_type(words), "text": " ".join(words)}


def _imported_entities(gold: ImportedGold, text: str, offsets: OffsetMap) -> list[Record] | None:
    if gold.entities is None:
        return None
    found = ((e, _merged(r for part in e.ranges if (r := offsets.to_text(*part)))) for e in gold.entities)
    placed = sorted((ranges[0][0], ranges[-1][1], entity) for entity, ranges in found if ranges)
    return [
        {
            "entity_id": f"e{number}",
            "type": entity.type,
            "name": text[start:end],
            "link": entity.link,
            "mentions": [{**span(text, start, end), "kind": "name"}],
            "confidence": None,
        }
        for number, (start, end, entity) in enumerate(placed, 1)
    ]
