"""Quotations that no cue has claimed: they go on with a quote before them, or stand alone."""

from __future__ import annotations

from .drafts import CHAINED, Draft, Drafter
from .words import word_class

_ALONE = 0.3
_LOWEST = 4


def chain(drafter: Drafter) -> list[Draft]:
    """Give each unclaimed whole quotation to the quote that it continues, or draft it.

    A quotation that fills its sentence goes on with the attributed quotation before it, in the
    same paragraph or in the one before.
    """
    layout = drafter.layout
    sentence_of = _sentences(drafter)
    for index, (first, last) in enumerate(layout.quoted):
        if index in drafter.taken or last - first < _LOWEST:
            continue
        if layout.quotations[index].continues and index - 1 in drafter.by_quotation:
            _extend(drafter, drafter.by_quotation[index - 1], index)
            continue
        sentence = sentence_of.get(first)
        if sentence is None or not _fills(drafter, index, sentence):
            _introduced(drafter, index)
            continue
        before = _previous(drafter, index)
        if before is not None:
            _extend(drafter, before, index)
        else:
            _introduced(drafter, index)
    return drafter.drafts


def _sentences(drafter: Drafter) -> dict[int, tuple[int, int]]:
    return {first: (first, last) for first, last in drafter.layout.sentences}


def _fills(drafter: Drafter, index: int, sentence: tuple[int, int]) -> bool:
    first, last = drafter.layout.quoted[index]
    return first == sentence[0] and last >= sentence[1] - 1


def _previous(drafter: Drafter, index: int) -> Draft | None:
    """The quote that the quotation before belongs to, if only its cue stands between."""
    draft = drafter.by_quotation.get(index - 1)
    if draft is None:
        return None
    start = drafter.layout.quoted[index - 1][1]
    end = drafter.layout.quoted[index][0]
    between = range(start, end)
    ends = [draft.cue[1] if draft.cue else 0, draft.source[1] if draft.source else 0]
    rest = [k for k in between if k >= max(ends)]
    breaks = sum(first in between or first == end for first, _ in drafter.layout.sentences)
    return draft if breaks <= 1 and len(rest) < 16 else None


def _extend(drafter: Drafter, draft: Draft, index: int) -> None:
    found = drafter.layout.quotations[index]
    draft.content.append((found.start, found.end))
    drafter.taken.add(index)
    drafter.by_quotation[index] = draft


def _introduced(drafter: Drafter, index: int) -> None:
    """A quotation after a colon, or one that fills its sentence: the subject before it speaks."""
    layout, lows = drafter.layout, drafter.lows
    first, last = layout.quoted[index]
    colon = first > 0 and lows[first - 1] == ":"
    ends = last >= 2 and layout.tokens.words[last - 2][-1] in ".?!,"
    alone = any(first == begin for begin, _ in layout.sentences) and ends
    if not colon and not alone:
        return
    cue = (first - 1, first) if colon else None
    source = _subject_before(drafter, first - 1) if first else None
    found = layout.quotations[index]
    draft = Draft([(found.start, found.end)], cue, source, "speech", _ALONE, [index])
    if source is not None and colon:
        draft.sure = CHAINED
    drafter.drafts.append(draft)
    drafter.taken.add(index)
    drafter.by_quotation[index] = draft


def _subject_before(drafter: Drafter, at: int) -> tuple[int, int] | None:
    """The name or pronoun that begins the sentence before or around ``at``, in its paragraph."""
    sentences = drafter.layout.sentences
    paragraphs = {first: last for first, last in drafter.layout.paragraphs}
    begin = next((s for s in reversed(sentences) if s[0] <= at), None)
    if begin is None or at not in range(begin[0], begin[1]):
        return None
    if any(begin[0] < first <= at + 1 for first in paragraphs):
        return None
    k = begin[0]
    if drafter.lows[k] in ("he", "she"):
        return k, k + 1
    for step in range(k, min(k + 6, at)):
        if step in drafter.names:
            return k, drafter.names[step][1]
        if drafter.lows[step] in word_class("preposition"):
            return None
    return None
