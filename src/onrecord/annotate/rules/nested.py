"""Quotes inside quotes, and turns of a transcript."""

from __future__ import annotations

from bisect import bisect_left

from .contents import trim
from .cues import cue_forms
from .drafts import CHAINED, Draft, Drafter
from .words import word_class

_REACH = 8
_TURNS = 2


def nested(drafter: Drafter) -> list[Draft]:
    """A draft for each quotation inside another that has a cue and a source there."""
    layout = drafter.layout
    out: list[Draft] = []
    for quotation in layout.inner:
        at = bisect_left(layout.tokens.starts, quotation.start)
        outer = layout.within[at] if at < len(layout.within) else -1
        cue = _cue_before(drafter, at, layout.quoted[outer][0] + 1) if outer >= 0 else None
        source = _source(drafter, cue) if cue else None
        if cue and source and drafter.by_quotation.get(outer):
            span = (quotation.start, quotation.end)
            out.append(Draft([span], cue, source, "speech", CHAINED, inside=True))
    return out


def _cue_before(drafter: Drafter, at: int, floor: int) -> tuple[int, int] | None:
    for k in range(at - 1, max(floor, at - _REACH) - 1, -1):
        low = drafter.lows[k]
        hit = cue_forms().match(drafter.lows, k) if low in cue_forms() else None
        if hit and "q" in hit[1].frames and "s" not in hit[1].frames:
            return k, hit[0]
        if low in (".", "?", "!", ";"):
            return None
    return None


def _source(drafter: Drafter, cue: tuple[int, int]) -> tuple[int, int] | None:
    """The word before a cue inside a quotation, if it is a name or a pronoun."""
    before = cue[0] - 1
    if before in drafter.names:
        return drafter.names[before]
    word = drafter.layout.tokens.words[before]
    speaks = word[0].isupper() or drafter.lows[before] in word_class("subject")
    return (before, cue[0]) if speaks else None


def turns(drafter: Drafter) -> list[Draft]:
    """The turns of a transcript: paragraphs that begin with a name and a colon."""
    layout = drafter.layout
    out: list[Draft] = []
    for first, last in layout.paragraphs:
        colon = _speaker_end(drafter, first, last)
        span = trim(layout, colon + 1, last) if colon else None
        quoted = colon and layout.within[colon + 1] in drafter.taken
        if span and not quoted and layout.within[colon] < 0:
            out.append(Draft([span], (colon, colon + 1), (first, colon), "speech", CHAINED))
    return out if len(out) >= _TURNS else []


def _speaker_end(drafter: Drafter, first: int, last: int) -> int:
    """The colon after a speaker's name at the beginning of a paragraph; 0 where there is none."""
    words = drafter.layout.tokens.words
    for k in range(first, min(first + 5, last - 2)):
        if words[k] == ":" and k > first:
            return k
        if not words[k][0].isupper():
            return 0
    return 0
