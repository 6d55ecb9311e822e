"""Quotation marks: which of them belong together, and which are apostrophes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

_MARK = re.compile(r"''|``|[\"“”„‟«»‘’‚‹›']")
_FAMILY = dict.fromkeys("“”„‟", "“") | dict.fromkeys("«»", "«") | dict.fromkeys("‘’‚", "‘")
_FAMILY |= dict.fromkeys("‹›", "‹") | {'"': '"', "''": '"', "``": '"', "'": "'"}
_ONLY_OPEN = frozenset("“„«‘‚‹") | {"``"}
_ONLY_CLOSE = frozenset("”»›")
_SINGLE = frozenset("‘'")
_DOUBLE = frozenset({"“", '"', "''"})
_BEFORE_OPEN = frozenset("([{-–—/…:,;“\"‘«'")
#: What the apostrophe stands for at the start of a word ("’90s", "'til").
_ELISION = re.compile(r"['’](?:\d\ds?\b|(?:em|til|tis|twas|cause|bout|n)\b)", re.IGNORECASE)


@dataclass(slots=True)
class Quotation:
    """The range of characters from an opening mark to its closing mark, both included.

    ``parent`` is the index of the quotation around it (-1: none). ``continues`` says that it goes
    on with the quotation of the paragraph before, which was left open for it. ``sure`` is false
    where a mark was missing.
    """

    start: int
    end: int
    parent: int = -1
    continues: bool = False
    sure: bool = True


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    family: str
    opens: bool
    closes: bool


@dataclass(slots=True)
class _Pairing:
    """The state of pairing: the quotations, and the indices of those that are still open."""

    found: list[Quotation] = field(default_factory=list)
    families: list[str] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)

    def open(self, mark: _Mark) -> None:
        parent = self.stack[-1] if self.stack else -1
        self.found.append(Quotation(mark.start, -1, parent))
        self.families.append(mark.family)
        self.stack.append(len(self.found) - 1)

    def innermost(self) -> str:
        """The family of the mark that was opened last and is still open; empty where none is."""
        return self.families[self.stack[-1]] if self.stack else ""

    def is_open(self, family: str) -> bool:
        return any(self.families[at] == family for at in self.stack[-3:])

    def close(self, mark: _Mark) -> None:
        while self.stack and self.families[self.stack[-1]] != mark.family:
            self.found[self.stack.pop()].end = -1
        if self.stack:
            self.found[self.stack.pop()].end = mark.end


def pair(text: str, paragraphs: Sequence[tuple[int, int]], sentence_ends: Sequence[int]) -> list[Quotation]:
    """The quotations of a text, outer before inner; a missing mark costs at most one sentence.

    >>> [q.end - q.start for q in pair("‘It’s the workers’ day,’ she said.", [(0, 34)], [34])]
    [24]
    """
    found: list[Quotation] = []
    left_open = ""
    for start, end in paragraphs:
        marks = _marks(text, start, end)
        pairing = _paragraph(text, marks)
        if left_open and pairing.found and marks[0].start == start and marks[0].family == left_open:
            pairing.found[0].continues = True
        left_open = _leave(pairing)
        _append(found, pairing)
    return _settle(found, paragraphs, sentence_ends)


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    return [_mark(text, match, start, end) for match in _MARK.finditer(text, start, end)]


def _mark(text: str, match: re.Match[str], start: int, end: int) -> _Mark:
    shape = match.group()
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    family = _FAMILY[shape]
    opens = shape not in _ONLY_CLOSE and (before.isspace() or before in _BEFORE_OPEN)
    opens = opens and not after.isspace()
    closes = shape not in _ONLY_OPEN and not before.isspace() and not after.isalnum()
    if shape in _ONLY_OPEN:
        opens = not after.isspace()
    if shape == "’":
        opens = False
    if shape in ("‘", "’", "'") and _ELISION.match(text, match.start()):
        opens = closes = False
    if shape == "“" and closes is False and before in ".,?!" and after.isspace():
        closes, opens = True, False
    return _Mark(match.start(), match.end(), family, opens, closes)


def _paragraph(text: str, marks: list[_Mark]) -> _Pairing:
    pairing = _Pairing()
    closers = [i for i, mark in enumerate(marks) if mark.closes and mark.family in _SINGLE]
    for index, mark in enumerate(marks):
        if mark.family in _SINGLE:
            _single(text, marks, index, closers, pairing)
        elif mark.closes and pairing.is_open(mark.family):
            pairing.close(mark)
        elif mark.closes and mark.family in _DOUBLE and pairing.innermost() in _DOUBLE:
            mark.family = pairing.innermost()  # opened by a mark of the other kind: "Never,” he said
            pairing.close(mark)
        elif mark.opens:
            _reopen(pairing, mark)
        elif mark.closes and not pairing.stack:
            pairing.found.append(Quotation(-1, mark.end, sure=False))
            pairing.families.append(mark.family)
    return pairing


def _reopen(pairing: _Pairing, mark: _Mark) -> None:
    """A mark that opens while one like it is open: the mark that would close that is missing."""
    if pairing.is_open(mark.family):
        while pairing.stack:
            pairing.stack.pop()
    pairing.open(mark)


def _single(text: str, marks: list[_Mark], index: int, closers: list[int], pairing: _Pairing) -> None:
    mark = marks[index]
    if pairing.is_open(mark.family):
        if mark.closes and not _possessive(text, marks, index, closers):
            pairing.close(mark)
        return
    later = bisect_left(closers, index + 1)
    if mark.opens and later < len(closers):
        pairing.open(mark)


def _possessive(text: str, marks: list[_Mark], index: int, closers: list[int]) -> bool:
    """Whether a mark is a plural's apostrophe: a word follows, and a closing mark still comes."""
    mark = marks[index]
    follows = text[mark.end : mark.end + 2]
    if text[mark.start - 1] not in "sz" or not (follows[:1] == " " and follows[1:].islower()):
        return False
    later = bisect_left(closers, index + 1)
    if later >= len(closers):
        return False
    near = marks[index + 1 : min(closers[later], index + 4)]
    return not any(other.opens and other.family == mark.family for other in near)


def _leave(pairing: _Pairing) -> str:
    """Mark what is open at the end of a paragraph; the family of its outermost open mark."""
    if not pairing.stack:
        return ""
    outer = pairing.stack[0]
    pairing.found[outer].end = -2
    return pairing.families[outer]


def _append(found: list[Quotation], pairing: _Pairing) -> None:
    base = len(found)
    for quotation in pairing.found:
        if quotation.parent >= 0:
            quotation.parent += base
        found.append(quotation)


def _settle(
    found: list[Quotation],
    paragraphs: Sequence[tuple[int, int]],
    sentence_ends: Sequence[int],
) -> list[Quotation]:
    """Give every quotation both ends; drop those that have none."""
    paragraph_ends = [end for _, end in paragraphs]
    paragraph_starts = [start for start, _ in paragraphs]
    kept: list[Quotation] = []
    place: dict[int, int] = {}
    for index, quotation in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        if quotation.start < 0:
            _begin(quotation, kept, paragraph_starts, sentence_ends)
        elif quotation.end < 0:
            _finish(quotation, following, paragraph_ends, sentence_ends)
        outer = place.get(quotation.parent)
        if outer is not None and quotation.end > kept[outer].end:
            outer = None
        room = kept[-1].end if kept and outer is None else quotation.start
        if quotation.start >= room and quotation.end - quotation.start > 1:
            quotation.parent = -1 if outer is None else outer
            place[index] = len(kept)
            kept.append(quotation)
    return kept


def _begin(
    quotation: Quotation,
    kept: list[Quotation],
    paragraph_starts: Sequence[int],
    sentence_ends: Sequence[int],
) -> None:
    """The opening mark is missing: the quotation begins with its sentence."""
    at = bisect_left(sentence_ends, quotation.end - 1)
    sentence = sentence_ends[at - 1] if at else 0
    starts = bisect_left(paragraph_starts, quotation.end) - 1
    begin = max(sentence + 1 if at else 0, paragraph_starts[starts] if starts >= 0 else 0)
    free = kept[-1].end if kept else 0
    quotation.start = begin if begin >= free else quotation.end


def _finish(
    quotation: Quotation,
    following: Quotation | None,
    paragraph_ends: Sequence[int],
    sentence_ends: Sequence[int],
) -> None:
    """The closing mark is missing: up to the paragraph's end if the next goes on, else a sentence."""
    if quotation.end == -2 and following is not None and following.continues:
        quotation.end = paragraph_ends[bisect_left(paragraph_ends, quotation.start + 1)]
        return
    quotation.sure = False
    at = bisect_left(sentence_ends, quotation.start + 2)
    quotation.end = sentence_ends[at] if at < len(sentence_ends) else quotation.start
    if following is not None and following.start >= 0:
        quotation.end = min(quotation.end, max(following.start, quotation.start))
