"""Text that knows where each of its characters came from, and what was taken out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from .offsets import REPAIRS, OffsetMap, Run


class Edit(NamedTuple):
    """Replace ``text[start:end]``; ``reason`` is one of the ledger's closed list."""

    start: int
    end: int
    replacement: str
    reason: str


class Piece(NamedTuple):
    """An entry of the ledger. ``start`` and ``end`` are raw offsets, or None if it has none."""

    start: int | None
    end: int | None
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class TrackedText:
    """A text, the raw document it was made of, the map between the two, and the ledger."""

    text: str
    raw: str
    map: OffsetMap
    ledger: tuple[Piece, ...] = ()
    #: Whether every gap between runs is a repair or a removal; not so where an extractor came between.
    exact: bool = True

    @classmethod
    def verbatim(cls, raw: str) -> TrackedText:
        """A raw document that is its own text."""
        return cls(raw, raw, OffsetMap.identity(len(raw)))

    def apply(self, edits: Iterable[Edit]) -> TrackedText:
        """The text after the edits, which must be in order and apart."""
        ordered = [edit for edit in edits if edit.start < edit.end or edit.replacement]
        if not ordered:
            return self
        text, runs = _rebuild(self.text, self.map.runs, ordered)
        ledger = (*self.ledger, *(self._piece(edit) for edit in ordered if edit.start < edit.end))
        removed = sorted(
            (piece.start, piece.end)
            for piece in ledger
            if piece.start is not None and piece.end is not None and piece.reason not in REPAIRS
        )
        lengths = {"text_length": len(text), "raw_length": len(self.raw)}
        mapped = OffsetMap(runs, removed=removed, **lengths)
        return replace(self, text=text, map=mapped, ledger=ledger)

    def pieces(self) -> Iterator[Piece]:
        """The ledger in order, without repairs inside what was removed afterwards."""
        done = -1
        for piece in sorted(self.ledger, key=lambda p: (_or(p.start, done), -_or(p.end, done))):
            if piece.start is None or piece.end is None:
                yield piece
            elif piece.end > done:
                yield piece
                done = piece.end

    def _piece(self, edit: Edit) -> Piece:
        gone = self.text[edit.start : edit.end]
        place = self.map.to_raw(edit.start, edit.end)
        if place is None or not self._stands_at(gone, place):
            return Piece(None, None, edit.reason, gone)
        return Piece(*place, edit.reason, self.raw[slice(*place)])

    def _stands_at(self, gone: str, place: tuple[int, int]) -> bool:
        return self.exact or self.raw[slice(*place)] == gone


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


def _rebuild(text: str, runs: tuple[Run, ...], edits: list[Edit]) -> tuple[str, list[Run]]:
    parts: list[str] = []
    kept: list[Run] = []
    position = length = at = 0
    for edit in [*edits, Edit(len(text), len(text), "", "")]:
        parts.append(text[position : edit.start])
        at = _copy_runs(runs, at, (position, edit.start), length - position, kept)
        length += edit.start - position + len(edit.replacement)
        parts.append(edit.replacement)
        position = edit.end
    return "".join(parts), kept


def _copy_runs(runs: tuple[Run, ...], at: int, window: tuple[int, int], shift: int, kept: list[Run]) -> int:
    """Append what of the runs lies in the window, moved by shift; return where to go on."""
    start, end = window
    while at < len(runs):
        run = runs[at]
        low, high = max(run.text, start), min(run.text + run.length, end)
        if low < high:
            _append(kept, Run(low + shift, run.raw + low - run.text, high - low))
        if run.text + run.length > end:
            break
        at += 1
    return at


def _append(kept: list[Run], run: Run) -> None:
    """Append a run, joined to the last one if it goes on where that one stops on both sides."""
    if kept:
        last = kept[-1]
        if last.text + last.length == run.text and last.raw + last.length == run.raw:
            kept[-1] = Run(last.text, last.raw, last.length + run.length)
            return
    kept.append(run)
