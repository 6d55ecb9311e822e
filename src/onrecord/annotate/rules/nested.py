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


def quoted_turns(drafter: Drafter) -> frozenset[int]:
    """Draft the turns of a transcript that is quoted; the quotations that it takes.

    These are paragraphs that open with a mark, a label in capitals and a colon; one without a label goes on
    with the turn before it, one in brackets is nobody's. They come before all other drafts: their marks are
    of the paragraphs, and a cue in them is not the narrator's.
    """
    layout = drafter.layout
    out: list[Draft] = []
    taken: set[int] = set()
    for first, last in layout.paragraphs:
        number = layout.within[first]
        if number < 0 or layout.quoted[number][0] != first:
            continue
        label = _label_end(drafter, first + 1, last)
        goes_on = number - 1 in taken
        if label:
            span = layout.span(label + 1, last)
            out.append(Draft([span], (label, label + 1), (first + 1, label), "speech", CHAINED, [number]))
        elif goes_on and layout.tokens.words[first + 1] != "(":
            out[-1].content.append(layout.span(first, last))
        if label or goes_on:
            taken.update(k for k in layout.within[first:last] if k >= 0)
    if len(out) < _TURNS:
        return frozenset()
    for draft in out:
        drafter.keep(draft)
    drafter.taken.update(taken)
    return frozenset(taken)


def _label_end(drafter: Drafter, first: int, last: int) -> int:
    """The colon after a label in capitals; 0 where there is none."""
    colon = _speaker_end(drafter, first, last)
    return colon if all(word.isupper() for word in drafter.layout.tokens.words[first:colon]) else 0


def _speaker_end(drafter: Drafter, first: int, last: int) -> int:
    """The colon after a speaker's name at the beginning of a paragraph; 0 where there is none."""
    words = drafter.layout.tokens.words
    for k in range(first, min(first + 5, last - 2)):
        if words[k] == ":" and k > first:
            return k
        if not words[k][0].isupper():
            return 0
    return 0
