"""Quotations that no cue has claimed: they go on with a quote before them, or stand alone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence

from .contents import trim
from .drafts import CHAINED, Draft, Drafter
from .words import word_class

_ALONE = 0.3
_ECHO = 0.4
_LOWEST = 4
_SINGLE = re.compile(r"‘|'(?!')")


def chain(drafter: Drafter) -> list[Draft]:
    """Give each unclaimed whole quotation to the quote that it continues, or draft it.

    A quotation that fills its sentence goes on with the attributed quotation before it, in the
    same paragraph or in the one before.
    """
    layout = drafter.layout
    sentence_of = dict(layout.sentences)
    drafter.cued = sorted((d for d in drafter.drafts if d.cue), key=lambda d: d.cue or (0, 0))
    drafter.cues_at = [d.cue[0] for d in drafter.cued if d.cue]
    starts = [first for first, _ in layout.sentences]
    paragraphs = {first for first, _ in layout.paragraphs}
    _carry_back(drafter)
    for index, (first, last) in enumerate(layout.quoted):
        if index in drafter.taken or last - first < _LOWEST:
            continue
        if layout.quotations[index].continues and index - 1 in drafter.by_quotation:
            _extend(drafter, drafter.by_quotation[index - 1], index)
            continue
        fills = last >= sentence_of.get(first, last + 2) - 1
        before = _previous(drafter, index, starts) if fills else None
        if before is not None:
            _extend(drafter, before, index)
        else:
            _introduced(drafter, index, starts, paragraphs)
    _echo(drafter, starts)
    return drafter.drafts


def _carry_back(drafter: Drafter) -> None:
    """Give the paragraphs of a quotation that were left open to the quote of the last one."""
    quotations = drafter.layout.quotations
    for index in range(len(quotations) - 2, -1, -1):
        draft = drafter.by_quotation.get(index + 1)
        if quotations[index + 1].continues and draft and index not in drafter.taken:
            _extend(drafter, draft, index)


def _echo(drafter: Drafter, starts: Sequence[int]) -> None:
    """A sentence with several quoted fragments and no cue, right after a mixed quote.

    It goes on with that quote's speaker: the fragments are words of the same report.
    """
    layout = drafter.layout
    fragments: dict[int, list[int]] = {}
    for index, (first, last) in enumerate(layout.quoted):
        if last > first and index not in drafter.taken:
            fragments.setdefault(bisect_right(starts, first) - 1, []).append(index)
    last_of = {bisect_right(starts, d.cue[0]) - 1: d for d in drafter.cued if d.cue and d.used}
    cued = {bisect_right(starts, at) - 1 for at in drafter.cues_at}
    for number, found in fragments.items():
        before = last_of.get(number - 1)
        if len(found) < 2 or number in cued or before is None or _all_quoted(drafter, before):
            continue
        span = trim(layout, *layout.sentences[number])
        if span:
            draft = Draft([span], None, None, before.mode, _ECHO, found, follows=before)
            drafter.drafts.append(draft)
            drafter.taken.update(found)


def _all_quoted(drafter: Drafter, draft: Draft) -> bool:
    """Whether a quote is direct: its content begins with a quotation mark."""
    marks = {drafter.layout.quotations[k].start for k in draft.used}
    return all(start in marks for start, _ in draft.content)


def _previous(drafter: Drafter, index: int, starts: Sequence[int]) -> Draft | None:
    """The quote that the quotation before belongs to, if only its cue stands between."""
    draft = drafter.by_quotation.get(index - 1)
    if draft is None or not _alike(drafter, index):
        return None
    start = drafter.layout.quoted[index - 1][1]
    end = drafter.layout.quoted[index][0]
    told = max(start, draft.cue[1] if draft.cue else 0, draft.source[1] if draft.source else 0)
    breaks = bisect_right(starts, end) - bisect_left(starts, start)
    return draft if breaks <= 1 and end - told < 16 else None


def _alike(drafter: Drafter, index: int) -> bool:
    """Whether a quotation has the marks of the one before; a heading in single ones has not."""
    text, quotations = drafter.layout.tokens.text, drafter.layout.quotations
    single, before = (_SINGLE.match(text, quotations[k].start) is None for k in (index, index - 1))
    return single == before


def _extend(drafter: Drafter, draft: Draft, index: int) -> None:
    found = drafter.layout.quotations[index]
    draft.content.append((found.start, found.end))
    draft.used.append(index)
    drafter.taken.add(index)
    drafter.by_quotation[index] = draft


def _introduced(drafter: Drafter, index: int, starts: Sequence[int], paragraphs: Collection[int]) -> None:
    """A quotation after a colon, or one that fills its sentence: the subject before it speaks."""
    layout, lows = drafter.layout, drafter.lows
    first, last = layout.quoted[index]
    colon = first > 0 and lows[first - 1] == ":"
    at = bisect_left(starts, first)
    alone = at < len(starts) and starts[at] == first
    if not colon and not (alone and layout.tokens.words[last - 2][-1] in ".?!,"):
        return
    begin = starts[bisect_right(starts, first - 1) - 1] if first else 0
    crossed = not colon and any(k in paragraphs for k in range(begin + 1, first + 1))
    source = None if crossed or not first else _subject(drafter, begin, first - 1)
    follows = None if source else _last_quote(drafter, first)
    found = layout.quotations[index]
    cue = (first - 1, first) if colon else None
    sure = CHAINED if colon and source else _ALONE
    draft = Draft([(found.start, found.end)], cue, source, "speech", sure, [index], follows=follows)
    drafter.drafts.append(draft)
    drafter.taken.add(index)
    drafter.by_quotation[index] = draft


def _last_quote(drafter: Drafter, at: int) -> Draft | None:
    """The last quote before, if it stands in this paragraph or the one before: its speaker goes on."""
    paragraphs = drafter.layout.paragraphs
    number = bisect_left(drafter.cues_at, at)
    if not number:
        return None
    last = drafter.cued[number - 1]
    here = bisect_right(paragraphs, (at, len(drafter.lows))) - 1
    cue = last.cue[0] if last.cue else 0
    near = here <= 0 or cue >= paragraphs[here - 1][0]
    return last if near else None


def _subject(drafter: Drafter, begin: int, at: int) -> tuple[int, int] | None:
    """The name or pronoun that begins a sentence."""
    if drafter.layout.within[begin] >= 0:
        return None
    if drafter.lows[begin] in ("he", "she"):
        return begin, begin + 1
    for step in range(begin, min(begin + 6, at)):
        if step in drafter.names:
            return begin, drafter.names[step][1]
        if drafter.lows[step] in word_class("preposition"):
            return None
    return None
