"""Where extracted text stands verbatim in the HTML that it was extracted from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..offsets import Run

# Markup, and elements whose text no reader sees: blanked, so that nothing is found there.
_HIDDEN = re.compile(
    r"<(script|style|noscript|template|svg|head)\b[^<>]{0,2000}>.*?</\1\s{0,9}>|<!--.*?-->|<[^<>]{0,4000}>",
    re.IGNORECASE | re.DOTALL,
)
_FEWEST = 12  # a shorter run is accepted only where the text, or the last run, ends
_PROBE = 24
_EFFORT = 40  # how many times the length of the page may be searched through in all


def align(text: str, raw: str) -> list[Run]:
    """The runs of the text that stand verbatim in the source, in the order of both.

    The search goes forwards only and stops when it has looked through the page `_EFFORT` times: a
    map with fewer runs is still true.
    """
    visible = _HIDDEN.sub(lambda match: "\0" * len(match[0]), raw)
    return list(_runs(text, visible))


def _runs(text: str, visible: str) -> Iterator[Run]:
    position = at = 0
    budget = _EFFORT * max(len(visible), 1)
    while position < len(text) and budget > 0:
        probe = text[position : position + _PROBE].split("\n", 1)[0]
        found = visible.find(probe, at) if len(probe) >= min(_FEWEST, len(text) - position) and probe else -1
        budget -= (found if found >= 0 else len(visible)) - at + len(probe) + 1
        if found < 0:
            position = _next_start(text, position)
            continue
        length = _common(text, visible, position, found)
        yield Run(position, found, length)
        position, at = position + length, found + length


def _next_start(text: str, position: int) -> int:
    """Behind the next space or line end: the next place worth a search."""
    match = re.compile(r"\s+").search(text, position + 1)
    return match.end() if match else len(text)


def _common(text: str, visible: str, position: int, at: int) -> int:
    """The length of the common run at two places, found by doubling."""
    length, step = 0, 64
    while step:
        ahead = text[position + length : position + length + step]
        if ahead and visible.startswith(ahead, at + length):
            length += len(ahead)
            step = step * 2 if len(ahead) == step else 0
        else:
            step //= 2
    return length
