"""Contents: where the words that a cue attributes begin and end."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from .cues import Cue
from .layout import Layout, Range
from .words import word_class

_MARKS = frozenset(",.;:—–-!?") | {"..."}
_MARKERS = frozenset({"that", ",", ":", "against"})
_RECIPIENT_REACH = 14


@dataclass(frozen=True, slots=True)
class Complement:
    """What follows a cue: ``quote``, ``clause`` or ``end``; where it begins; where the cue ends."""

    kind: str
    at: int
    cue_end: int


def complement(layout: Layout, cue: Cue, limit: int, names: Mapping[int, Range]) -> Complement:
    """What a cue governs to its right, after recipient, time and place."""
    at = cue_end = cue.last
    lows = layout.tokens.lows
    if "o" in cue.verb.frames:
        marks = _MARKERS | {"to"} if "t" in cue.verb.frames else _MARKERS
        at = _after_recipient(layout, at, limit, names, marks)
        cue_end = cue.last + (at == cue.last + 1 and lows[cue.last] in word_class("recipient"))
    if "t" in cue.verb.frames and at < limit and lows[at] == "to":
        return Complement("clause", at, cue_end)
    return _beyond_adverbials(layout, at, limit, cue_end)


def _after_recipient(layout: Layout, at: int, limit: int, names: Mapping[int, Range], marks: Set[str]) -> int:
    lows = layout.tokens.lows
    if at >= limit or layout.within[at] >= 0 or lows[at] == "that":
        return at
    if lows[at] in word_class("recipient") or lows[at] in ("me", "us", "him", "them", "you"):
        return at + 1
    if lows[at] == "her" and at + 1 < limit and not lows[at + 1].isalpha():
        return at + 1
    start = at + (lows[at] in word_class("determiner"))
    stop = _clause_mark(layout, at, limit, marks)
    if start in names and (names[start][1] < limit):
        end = names[start][1]
        return stop if stop and lows[end] in ("'s", "'", "in", "on", "at") else end
    if stop:
        return stop
    return min(start + 1, limit) if start > at else at


def _clause_mark(layout: Layout, at: int, limit: int, marks: Set[str]) -> int:
    """The next "that", comma, colon or quotation near ``at``; 0 where there is none."""
    for k in range(at, min(limit, at + _RECIPIENT_REACH)):
        if layout.tokens.lows[k] in marks or layout.within[k] >= 0:
            return k
        if layout.tokens.lows[k] in word_class("subject"):
            return k
    return 0


def _beyond_adverbials(layout: Layout, at: int, limit: int, cue_end: int) -> Complement:
    lows = layout.tokens.lows
    k = at
    while k < limit:
        low = lows[k]
        if layout.within[k] >= 0:
            return Complement(_quote_or_clause(layout, k, limit), k, cue_end)
        if low in (",", ":"):
            return _after_mark(layout, k, limit, cue_end)
        if low in word_class("clausal") and low not in ("when", "where", "who"):
            return Complement("clause", k, cue_end)
        if low in word_class("weekdays") and not _begins_clause(layout, k):
            k += 1
        elif low in word_class("time") or low in word_class("adverb"):
            k = _over_adverbial(layout, k, limit)
        else:
            break
    if k >= limit or lows[k] in _MARKS or lows[k] in ")]":
        return Complement("end", k, cue_end)
    return Complement("clause", k, cue_end)


def _begins_clause(layout: Layout, k: int) -> bool:
    """ "This" and "last" before a noun and a verb begin a clause; before "week" they don't."""
    lows = layout.tokens.lows
    return lows[k] in ("this", "last") and (k + 1 >= len(lows) or lows[k + 1] not in word_class("weekdays"))


def _over_adverbial(layout: Layout, k: int, limit: int) -> int:
    """The end of an adverb, or of a phrase such as "in a statement on Tuesday"."""
    lows = layout.tokens.lows
    if lows[k] in word_class("adverb") and lows[k] not in word_class("preposition"):
        return k + 1
    for at in range(k + 1, min(limit, k + 30)):
        if layout.within[at] >= 0 or lows[at] in (",", ":", ".", ";", "—", "–", "that"):
            return at
        if lows[at] in ("he", "she", "they", "it") and lows[k] not in ("as", "when", "while"):
            return at
    return limit


def _quote_or_clause(layout: Layout, k: int, limit: int) -> str:
    """A quotation after a cue is the content by itself unless the clause goes on after it."""
    last = layout.quoted[layout.within[k]][1]
    following = layout.tokens.lows[last] if last < limit else "."
    return "quote" if following in _MARKS or last >= limit else "clause"


def _after_mark(layout: Layout, k: int, limit: int, cue_end: int) -> Complement:
    following = k + 1
    if following < limit and layout.within[following] >= 0:
        return Complement("quote", following, cue_end)
    if layout.tokens.lows[k] == ":" and following < limit:
        return Complement("clause", following, cue_end)
    return Complement("end", k, cue_end)


def clause_end(layout: Layout, at: int, limit: int) -> int:
    """Where a clause ends that begins at ``at``: before "according to" or a colon's quotation."""
    lows = layout.tokens.lows
    for k in range(at, limit):
        if layout.within[k] >= 0:
            continue
        if lows[k] == "according" and k + 1 < limit and lows[k + 1] == "to":
            return k
        if lows[k] == ":" and k + 1 < limit and layout.within[k + 1] >= 0:
            return k
        if lows[k] == ";":
            return k
    return limit


def phrase_end(layout: Layout, at: int, limit: int, *, infinitive: bool = False) -> int:
    """Where a noun phrase or infinitive ends that begins at ``at``: a comma or a new clause."""
    lows = layout.tokens.lows
    breaks = {"after", "when", "while", "because", "before", "but", "if", "although", "though"}
    breaks |= {"that", "during", "who"} if not infinitive else set()
    for k in range(at, limit):
        if layout.within[k] >= 0:
            continue
        low = lows[k]
        if k > at and (low in breaks or low in (",", ";", ":", "—", "–")):
            return k
        if low == "according":
            return k
    return limit


def trim(layout: Layout, first: int, last: int) -> Range | None:
    """The characters of a content, without the marks at its ends; None where nothing is left."""
    words, within = layout.tokens.words, layout.within
    while first < last and within[first] < 0 and words[first] in _MARKS:
        first += 1
    while last > first and within[last - 1] < 0 and (words[last - 1] in _MARKS):
        last -= 1
    if first >= last or (last - first == 1 and words[first].lower() in word_class("clausal")):
        return None
    start, end = layout.span(first, last)
    if within[first] >= 0:
        start = min(start, layout.quotations[within[first]].start)
    return start, end


def clause_before(layout: Layout, floor: int, last: int) -> int:
    """Where a clause begins that ends at ``last``; ``last`` where there is no whole clause."""
    lows = layout.tokens.lows
    first = floor
    opening = word_class("conjunction") | {",", "—", "–", "-", "that", ":"}
    while first < last and layout.within[first] < 0 and lows[first] in opening:
        first += 1
    words = range(first, last)
    if last - first < 3 or not any(_verblike(lows[k]) for k in words):
        return last
    return first


def _verblike(low: str) -> bool:
    return low in word_class("auxiliary") or low in word_class("verb") or low.endswith("ed")
