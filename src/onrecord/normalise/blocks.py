"""Paragraphs: found in the lines of a document, and joined by blank lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ..tracked import Edit
from .furniture import Cut

Range = tuple[int, int]

_LINE = re.compile(r"[^\n]+")
_WRAPPED = re.compile(r"(?<=[^\n])\n(?=[^\n])")
_WRAP_MIN, _WRAP_MAX = 50, 110  # line lengths of hard-wrapped text
_WRAP_LINES = 8
BLANK_LINE = "\n\n"


def unwrap(text: str) -> Iterator[Edit]:
    """Join the lines of a hard-wrapped document; of others, none.

    A document is hard-wrapped if nearly all of its lines that another line follows directly are
    about as long as the longest.
    """
    if text.count("\n") - 2 * text.count(BLANK_LINE) < _WRAP_LINES:  # there are no more single breaks
        return
    breaks = [m.start() for m in _WRAPPED.finditer(text)]
    if len(breaks) < _WRAP_LINES or not _is_wrapped(text, breaks):
        return
    for position in breaks:
        yield Edit(position, position + 1, " ", "line-break")


def _is_wrapped(text: str, breaks: Sequence[int]) -> bool:
    lengths = [position - text.rfind("\n", 0, position) - 1 for position in breaks]
    longest = max(len(match[0]) for match in _LINE.finditer(text))
    filled = sum(_WRAP_MIN <= length <= _WRAP_MAX for length in lengths)
    return longest <= _WRAP_MAX and filled >= 0.8 * len(lengths)


def paragraphs(text: str) -> list[Range]:
    """The lines that hold something, without the white space at their ends."""
    return [stripped for m in _LINE.finditer(text) for stripped in strip(text, m.start(), m.end())]


def strip(text: str, start: int, end: int) -> list[Range]:
    """The range without white space at its ends; none if that is all it has."""
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):
        return [(start, end)]
    piece = text[start:end]
    low = start + len(piece) - len(piece.lstrip())
    high = start + len(piece.rstrip())
    return [(low, high)] if low < high else []


def kept(text: str, paragraph: Range, cuts: Iterable[Cut]) -> list[Range]:
    """What of a paragraph is left by the cuts."""
    parts: list[Range] = []
    position = paragraph[0]
    for cut in cuts:
        parts += strip(text, position, cut.start)
        position = cut.end
    return parts + strip(text, position, paragraph[1])


def joining(text: str, parts: Sequence[Sequence[Range]], cuts: Sequence[Cut]) -> Iterator[Edit]:
    """The edits that leave the paragraphs' parts: paragraphs joined by a blank line, parts by a space."""
    flat = [(start, end, index) for index, group in enumerate(parts) for start, end in group]
    if not flat:
        return
    yield from _gap(text, (0, flat[0][0]), "", cuts)
    for (_, end, index), (start, _, following) in pairwise(flat):
        yield from _gap(text, (end, start), " " if index == following else BLANK_LINE, cuts)
    yield from _gap(text, (flat[-1][1], len(text)), "", cuts)


def _gap(text: str, gap: Range, wanted: str, cuts: Sequence[Cut]) -> Iterator[Edit]:
    """Make the wanted separator of a gap out of white space that stands there, as far as possible.

    What has to be added goes beside a character that stays, away from the cuts, so that the map knows
    that nothing was made of what was cut. Other white space goes with the cut beside it.
    """
    start, end = gap
    inner = between(cuts, start, end)
    low, high = (inner[0].start, inner[-1].end) if inner else (end, start)
    if wanted and text.startswith(wanted, start, low):
        yield from _remove((start + len(wanted), end), inner, "")
    elif wanted and (at := text.find(wanted[0], start, low)) >= 0:
        yield Edit(start, at, wanted[1:], "line-break")
        yield from _remove((at + 1, end), inner, "")
    elif wanted and (at := text.find(wanted[0], high, end)) >= 0:
        yield from _remove((start, at), inner, "")
        yield Edit(at + 1, end, wanted[1:], "line-break")
    else:
        yield from _remove(gap, inner, wanted)


def _remove(gap: Range, cuts: Sequence[Cut], replacement: str) -> Iterator[Edit]:
    start, end = gap
    for cut, following in pairwise([*cuts, None]):
        stop = following.start if following else end
        yield Edit(start, stop, replacement, cut.reason)  # type: ignore[union-attr]
        replacement, start = "", stop
    if start < end or replacement:
        yield Edit(start, end, replacement, "line-break")


def between(cuts: Sequence[Cut], start: int, end: int) -> Sequence[Cut]:
    """The cuts, of a sorted list, that begin in the range."""
    return cuts[bisect_left(cuts, (start,)) : bisect_left(cuts, (end,))]
