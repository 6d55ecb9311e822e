"""Training examples from datasets: paragraphs with their features, and gold where the dataset has it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from ..annotate.learned import see
from ..annotate.learned.decode import cut
from ..annotate.learned.features import TYPES, word_ids
from ..annotate.learned.network import Floats, Range

#: The tag of a token that no loss is taken of.
IGNORED = -100
_COLUMNS = ["article_id", "text", "paragraphs", "sentences", "language", "entities", "quotes", "provenance"]
_OPENS, _CLOSES, _PARAGRAPH, _SENTENCE = 1, 2, 4, 5
_SINGLE = {"“": "‘", "”": "’", '"': "'", "''": "'"}
_SWAPS = {word_ids(double): word_ids(single) for double, single in _SINGLE.items()}
_AUGMENTED = 0.15
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quote of the gold by ranges of tokens within its example."""

    cue: Range
    content: tuple[Range, ...]
    source: tuple[Range, ...]

    def tags(self, size: int) -> NDArray[np.int64]:
        """Content and source tags of the example's tokens; the cue's own are ignored."""
        out = np.zeros(size, np.int64)
        for kind, parts in ((1, self.content), (3, self.source)):
            for first, last in parts:
                out[first] = kind
                out[first + 1 : last] = kind + 1
        out[slice(*self.cue)] = IGNORED
        return out


@dataclass(frozen=True, slots=True)
class Judged:
    """What the teacher says of a candidate for a cue: its validity, and its tags' chances."""

    cue: Range
    valid: float
    tags: Floats


@dataclass(frozen=True, slots=True)
class Example:
    """A paragraph: features, words, gold (None where its layer was not annotated), the teacher's view."""

    ids: NDArray[np.int32]
    flags: Floats
    words: list[str]
    quotes: tuple[Attributed, ...] | None
    names: NDArray[np.int64] | None
    cues_soft: Floats | None = None
    names_soft: Floats | None = None
    judged: tuple[Judged, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.words)

    def cue_tags(self) -> NDArray[np.int64]:
        """The gold's cue tags; ignored where there is no gold."""
        if self.quotes is None:
            return np.full(len(self), IGNORED)
        out = np.zeros(len(self), np.int64)
        for quote in self.quotes:
            first, last = quote.cue
            out[first] = 1
            out[first + 1 : last] = 2
        return out

    def name_tags(self) -> NDArray[np.int64]:
        """The gold's name tags; ignored where there is no gold."""
        return np.full(len(self), IGNORED) if self.names is None else self.names


def read(folder: Path) -> Iterator[Example]:
    """The examples of a dataset folder: every paragraph of its English articles, in order.

    Of a dataset with splits, those of train alone: validation and test are never learned from.

    Gold is what the provenance does not give to an annotator that is registered here. Quotes without cue,
    or whose cue and content lie in different paragraphs, are left out.
    """
    for shard in sorted((folder / "articles").glob("train-*.parquet")):
        for batch in pq.ParquetFile(shard).iter_batches(64, columns=_COLUMNS):
            for record in batch.to_pylist():
                if record["language"] in (None, "en"):
                    yield from examples(record)


def examples(record: Mapping[str, Any]) -> Iterator[Example]:
    """The examples of one article record."""
    seen = see(record)
    layout = seen.layout
    gold = record["provenance"]
    names = _name_tags(record, layout.tokens.starts, layout.tokens.ends) if gold["entities"] else None
    quotes = _quotes(record, layout.tokens.starts, layout.tokens.ends) if gold["quotes"] else None
    for first, last in cut(layout):
        here = slice(first, last)
        inside = None if quotes is None else _within(quotes, first, last)
        yield Example(
            seen.ids[here],
            seen.flags[here],
            layout.tokens.words[here],
            inside,
            None if names is None else names[here],
        )


def _tokens(span: Mapping[str, Any], starts: Sequence[int], ends: Sequence[int]) -> Range:
    return bisect_right(ends, span["start"]), bisect_left(starts, span["end"])


def _name_tags(record: Mapping[str, Any], starts: Sequence[int], ends: Sequence[int]) -> NDArray[np.int64]:
    out = np.zeros(len(starts), np.int64)
    for entity in record["entities"]:
        kind = 1 + 2 * TYPES.index(entity["type"])
        for mention in entity["mentions"]:
            first, last = _tokens(mention, starts, ends)
            if mention["kind"] == "name" and first < last:
                out[first] = kind
                out[first + 1 : last] = kind + 1
    return out


def _quotes(record: Mapping[str, Any], starts: Sequence[int], ends: Sequence[int]) -> list[Attributed]:
    out = []
    for quote in record["quotes"]:
        parts = (
            _joined([_tokens(span, starts, ends) for span in quote[key]]) for key in ("content", "speaker")
        )
        cue = _joined([_tokens(span, starts, ends) for span in quote["cue"]])
        if cue:
            out.append(Attributed((cue[0][0], cue[-1][1]), *parts))
    return out


def _joined(ranges: Sequence[Range]) -> tuple[Range, ...]:
    out: list[Range] = []
    for first, last in sorted(ranges):
        if first >= last:
            continue
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return tuple(out)


def _within(quotes: Sequence[Attributed], first: int, last: int) -> tuple[Attributed, ...]:
    """The quotes whose cue lies in a range, as ranges within it; what of them lies outside is cut off."""

    def moved(parts: Sequence[Range]) -> tuple[Range, ...]:
        return tuple(
            (max(a, first) - first, min(b, last) - first) for a, b in parts if a < last and b > first
        )

    return tuple(
        Attributed((q.cue[0] - first, q.cue[1] - first), moved(q.content), moved(q.source))
        for q in quotes
        if first <= q.cue[0] and q.cue[1] <= last and moved(q.content)
    )


def augmented(example: Example, random: Random) -> Example:
    """An example as it is, or begun at a later sentence, or with single quotation marks."""
    if random.random() < _AUGMENTED:
        example = _begun_later(example, random)
    if random.random() < _AUGMENTED:
        example = _single(example)
    return example


def _single(example: Example) -> Example:
    ids = example.ids.copy()
    marks = (example.flags[:, _OPENS] > 0) | (example.flags[:, _CLOSES] > 0)
    for at in np.flatnonzero(marks):
        key = tuple(ids[at].tolist())
        if key in _SWAPS:
            ids[at] = _SWAPS[key]
    return replace(example, ids=ids)


def _begun_later(example: Example, random: Random) -> Example:
    """The example from a sentence on that nothing reaches across; itself if there is none."""
    size = len(example)
    starts = [at for at in np.flatnonzero(example.flags[:, _SENTENCE]).tolist() if 0 < at <= size - _SHORTEST]
    if not starts:
        return example
    at = random.choice(starts)
    if example.flags[at, 0]:
        return example
    crossing = [q for q in example.quotes or () if _crosses([q.cue, *q.content, *q.source], at)]
    judged = [j for j in example.judged if j.cue[0] >= at]
    reaching = [j for j in judged if j.valid > 0.3 and (j.tags[:at].argmax(1) > 0).any()]
    before = [j for j in example.judged if j.cue[0] < at and j.valid > 0.3]
    if crossing or reaching or any((j.tags[at:].argmax(1) > 0).any() for j in before):
        return example
    flags = example.flags[at:].copy()
    flags[0, _PARAGRAPH] = 1
    return Example(
        example.ids[at:],
        flags,
        example.words[at:],
        None if example.quotes is None else _within(example.quotes, at, size),
        None if example.names is None else example.names[at:],
        None if example.cues_soft is None else example.cues_soft[at:],
        None if example.names_soft is None else example.names_soft[at:],
        tuple(Judged((j.cue[0] - at, j.cue[1] - at), j.valid, j.tags[at:]) for j in judged),
    )


def _crosses(ranges: Sequence[Range], at: int) -> bool:
    return any(a < at for a, _ in ranges) and any(b > at for _, b in ranges)
