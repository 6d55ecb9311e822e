"""Take annotations from the text whose words were copied to the text that a normaliser made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from ..layers import quote_record, span
from ..offsets import OffsetMap, Run
from .excerpt import Range

Record = dict[str, Any]
Layers = dict[str, list[Record]]

_WORD = re.compile(r"\S+\s*")
_LONGEST = 400  # characters of a changed stretch that are compared one by one


def moved(layers: Layers, old: str, new: str) -> tuple[Layers, list[str]]:
    """The layers of one text in another of the same article, and what has no place in it.

    A word that a scraper damaged beyond repair is still the word that an annotator marked, so places are
    taken over by aligning the texts, and the words under them are those of the new text.
    """
    if old == new:
        return layers, []
    offsets, problems = aligned(new, old), list[str]()
    out: Layers = {"entities": [], "quotes": [], "officials": []}
    for entity in layers["entities"]:
        mentions = list(_spans(entity["mentions"], offsets, new))
        texts = [mention["text"] for mention in mentions if mention["kind"] == "name"]
        if texts:
            name = entity["name"] if entity["name"] in texts else max(texts, key=len)
            out["entities"].append({**entity, "name": name, "mentions": mentions})
        _lost(entity["entity_id"], "mentions", entity["mentions"], mentions, problems)
    names = {entity["entity_id"]: entity["name"] for entity in out["entities"]}
    for quote in layers["quotes"]:
        ranges: dict[str, list[Range]] = {}
        for role in ("content", "cue", "speaker"):
            found = list(_spans(quote[role], offsets, new))
            _lost(quote["quote_id"], role, quote[role], found, problems)
            ranges[role] = [(s["start"], s["end"]) for s in found]
        if ranges["content"]:
            keep = ("quote_id", "mode", "speaker_id", "official_id", "parent_id")
            fields = {key: quote[key] for key in keep}
            fields["speaker_name"] = names.get(quote["speaker_id"] or "")
            out["quotes"].append(quote_record(new, fields, ranges))
    for official in layers["officials"]:
        mentions = list(_spans(official["mentions"], offsets, new))
        titles = list(_spans([official["title"]] if official["title"] else [], offsets, new))
        _lost(official["official_id"], "mentions", official["mentions"], mentions, problems)
        if mentions:
            name = names.get(official["entity_id"] or "")
            title = titles[0] if titles else None
            out["officials"].append({**official, "name": name, "mentions": mentions, "title": title})
    return out, problems


def _spans(spans: list[Record], offsets: OffsetMap, text: str) -> Iterator[Record]:
    for old in spans:
        where = offsets.to_text(old["start"], old["end"])
        if where:
            yield {**old, **span(text, *_trimmed(*where, text))}


def _trimmed(start: int, end: int, text: str) -> Range:
    """Without white space at the ends, which a changed neighbour may have brought in."""
    while start < end - 1 and text[start].isspace():
        start += 1
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return start, end


def _lost(identity: str, role: str, old: list[Record], new: list[Record], problems: list[str]) -> None:
    if len(new) < len(old):
        words = old[0]["text"][:60]
        problems.append(
            f"{identity}: {len(old) - len(new)} of {len(old)} {role} ({words!r} …) lie in what was removed"
        )


def aligned(text: str, other: str) -> OffsetMap:
    """The map between a text and another version of it, which takes the place of the raw document."""
    runs: list[Run] = []
    for start, at, length in _runs(text, other):
        if runs and runs[-1].text + runs[-1].length == start and runs[-1].raw + runs[-1].length == at:
            runs[-1] = runs[-1]._replace(length=runs[-1].length + length)
        else:
            runs.append(Run(start, at, length))
    return OffsetMap(runs, text_length=len(text), raw_length=len(other))


def _runs(text: str, other: str) -> Iterator[tuple[int, int, int]]:
    mine, theirs = list(_WORD.finditer(text)), list(_WORD.finditer(other))
    compared = SequenceMatcher(None, [m[0] for m in mine], [m[0] for m in theirs], autojunk=False)
    for tag, i1, i2, j1, j2 in compared.get_opcodes():
        if i1 == i2 or j1 == j2:
            continue
        (start, end), (at, until) = (
            (mine[i1].start(), mine[i2 - 1].end()),
            (theirs[j1].start(), theirs[j2 - 1].end()),
        )
        if tag == "equal":
            yield start, at, end - start
        elif end - start <= _LONGEST and until - at <= _LONGEST:
            one = SequenceMatcher(None, text[start:end], other[at:until], autojunk=False)
            yield from ((start + a, at + b, size) for a, b, size in one.get_matching_blocks() if size)
