"""The two-way map between a raw document and the text that was made of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

#: The reasons of the ledger that are repairs: something in the text was made of what stood there.
REPAIRS = frozenset("mojibake nfc space quotation-mark soft-hyphen zero-width control line-break".split())


class Run(NamedTuple):
    """Characters that stand one to one in both: ``text[text:text+length] == raw[raw:raw+length]``."""

    text: int
    raw: int
    length: int


class OffsetMap:
    """Translate ranges between text offsets and raw offsets.

    Annotations point into one text. A better normaliser makes another text of the same raw document;
    through two maps the annotations move along. What lies between two runs on one side was made of
    what lies between them on the other side, so a range that begins or ends there takes it in whole.

    Offsets are Unicode code points, ranges half-open. Runs must be in order and apart.

    >>> m = OffsetMap([Run(0, 2, 3), Run(4, 7, 2)], text_length=6, raw_length=9)
    >>> m.to_raw(1, 5)
    (3, 8)
    >>> m.to_raw(3, 4)          # one character, made of the raw characters 5 and 6
    (5, 7)
    >>> m.to_text(0, 2) is None  # removed
    True
    """

    __slots__ = ("_raw", "_removed", "_text", "raw_length", "runs", "text_length")

    def __init__(
        self,
        runs: Iterable[Run],
        *,
        text_length: int,
        raw_length: int,
        removed: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.runs = tuple(runs)
        self._removed = _Side([r[0] for r in removed], [r[1] for r in removed])
        self.text_length = text_length
        self.raw_length = raw_length
        self._text = _Side([r.text for r in self.runs], [r.text + r.length for r in self.runs])
        self._raw = _Side([r.raw for r in self.runs], [r.raw + r.length for r in self.runs])

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """The map of a text that is the raw document, character for character."""
        runs = [Run(0, 0, length)] if length else []
        return cls(runs, text_length=length, raw_length=length)

    @classmethod
    def of(cls, article: Mapping[str, Any]) -> OffsetMap:
        """The map of an article record, from its ``offset_map``, ``text`` and ledger."""
        runs = [Run(run["text"], run["raw"], run["length"]) for run in article["offset_map"]]
        placed = [piece for piece in article["removed"] if piece["end"] is not None]
        ends = [piece["end"] for piece in placed] + [run.raw + run.length for run in runs[-1:]]
        removed = [(p["start"], p["end"]) for p in placed if p["reason"] not in REPAIRS]
        return cls(runs, text_length=len(article["text"]), raw_length=max(ends, default=0), removed=removed)

    def records(self) -> list[dict[str, int]]:
        """The map as the ``offset_map`` of an article record."""
        return [{"text": text, "raw": raw, "length": length} for text, raw, length in self.runs]

    def to_raw(self, start: int, end: int) -> tuple[int, int] | None:
        """The raw range that the text range was made of; None if it was made of nothing."""
        _check(start, end, self.text_length, "text")
        index = bisect_right(self._text.starts, start) - 1
        if index >= 0 and start < end <= self._text.ends[index]:  # inside one run nothing was removed
            shift = self._raw.starts[index] - self._text.starts[index]
            return start + shift, end + shift
        found = _project(start, end, self._text, self._raw, self.raw_length)
        return self._without_removed(*found) if found else None

    def to_text(self, start: int, end: int) -> tuple[int, int] | None:
        """The text range that the raw range became; None if it was removed."""
        _check(start, end, self.raw_length, "raw document")
        left = self._without_removed(start, end)
        return _project(*left, self._raw, self._text, self.text_length) if left else None

    def _without_removed(self, start: int, end: int) -> tuple[int, int] | None:
        """The raw range without what was removed at its ends: nothing was made of that."""
        index = bisect_right(self._removed.ends, start)
        while index < len(self._removed.starts) and self._removed.starts[index] <= start:
            start = self._removed.ends[index]
            index += 1
        index = bisect_left(self._removed.starts, end) - 1
        while index >= 0 and self._removed.ends[index] >= end:
            end = self._removed.starts[index]
            index -= 1
        return (start, end) if start < end else None


class _Side(NamedTuple):
    starts: list[int]
    ends: list[int]


def _check(start: int, end: int, length: int, name: str) -> None:
    if not 0 <= start <= end <= length:
        raise ValueError(
            f"range {start}:{end} does not lie in the {name}; 0 <= start <= end <= {length} is allowed"
        )


def _project(
    start: int, end: int, source: _Side, target: _Side, target_length: int
) -> tuple[int, int] | None:
    first = bisect_right(source.ends, start)  # the first run that ends after start
    last = bisect_left(source.starts, end) - 1  # the last run that begins before end
    if first < len(source.starts) and start >= source.starts[first]:
        low = target.starts[first] + start - source.starts[first]
    else:
        low = target.ends[first - 1] if first else 0
    if last >= 0 and end <= source.ends[last]:
        high = target.starts[last] + end - source.starts[last]
    else:
        high = target.starts[last + 1] if last + 1 < len(target.starts) else target_length
    return (low, high) if low < high and start < end else None
