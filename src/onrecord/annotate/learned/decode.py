"""From the network's probabilities to drafts of quotes and names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..rules.contents import trim
from ..rules.cues import cue_forms
from ..rules.drafts import OF_DOCUMENTS, Draft
from ..rules.layout import Layout, Range
from ..rules.names import LIKELY, Name, gazetteer, given_names
from .edges import settled
from .features import TYPES
from .network import CONTENT_TAGS, LONGEST, Floats

#: A cue is looked at from this probability of beginning one, and kept from this validity.
CANDIDATE, VALID = 0.3, 0.7
#: A quotation that a content covers, or is covered by, to this share is the content.
_SNAP = 0.8
#: Marks in which no source ends.
_NO_SOURCE = frozenset(",:;–—")
_OUTSIDE, _CONTENT, _SOURCE = 0, 1, 3
_GOES_ON = [_CONTENT + 1, _SOURCE + 1]
_NEVER = 1e4
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Marked:
    """A cue with what belongs to it: ranges of tokens, and how sure the network is of it."""

    cue: Range
    content: tuple[Range, ...]
    source: tuple[Range, ...]
    sure: float


def cut(layout: Layout) -> list[Range]:
    """The pieces that the network sees as one sequence: paragraphs, cut where they are too long."""
    return [
        (start, min(start + LONGEST, last))
        for first, last in layout.paragraphs
        for start in range(first, last, LONGEST)
    ]


def candidates(probabilities: Floats, limit: float = CANDIDATE) -> list[Range]:
    """Ranges of tokens that may be a cue, within one piece.

    >>> candidates(np.array([[0.1, 0.9, 0], [0.2, 0.1, 0.7], [1, 0, 0]], np.float32))
    [(0, 2)]
    """
    begins = np.flatnonzero(probabilities[:, 1] > limit)
    goes_on = probabilities[:, 2] > np.maximum(probabilities[:, 0], probabilities[:, 1])
    out: list[Range] = []
    for at in begins.tolist():
        if out and at < out[-1][1]:
            continue
        end = at + 1
        while end < len(goes_on) and goes_on[end]:
            end += 1
        out.append((at, end))
    return out


def paths(tags: Sequence[Floats]) -> list[NDArray[np.int64]]:
    """The likeliest path of tags over each piece, none of which goes on what has not begun (Viterbi).

    >>> import math
    >>> low, high = math.log(0.3), math.log(0.7)
    >>> [path.tolist() for path in paths([np.array([[low, -9, high, -9, -9], [high, low, -9, -9, -9]])])]
    [[0, 0]]
    """
    if not tags:
        return []
    ends = np.cumsum([len(one) for one in tags])
    best = np.concatenate(tags).argmax(1)
    out = np.split(best, ends[:-1])
    before = np.concatenate([[_OUTSIDE], best[:-1]])
    before[ends[:-1]] = _OUTSIDE
    broken = np.isin(best, _GOES_ON) & (before != best) & (before != best - 1)
    # The likeliest tag of each token is the likeliest path wherever it is one at all: mostly.
    wrong = sorted({int(np.searchsorted(ends, at, "right")) for at in np.flatnonzero(broken)})
    order = sorted(wrong, key=lambda k: len(tags[k]))
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        for k, path in zip(batch, _paths([tags[k] for k in batch]), strict=True):
            out[k] = path
    return out


def _paths(tags: Sequence[Floats]) -> Iterator[NDArray[np.int64]]:
    sizes = np.array([len(one) for one in tags])
    longest = int(sizes.max())
    chance = np.full((longest, len(tags), CONTENT_TAGS), -_NEVER, np.float32)
    chance[..., _OUTSIDE] = 0
    for k, one in enumerate(tags):
        chance[: len(one), k] = one
    score = chance[0].copy()
    score[:, _GOES_ON] -= _NEVER
    back = np.zeros((longest, len(tags), CONTENT_TAGS), np.int64)
    every = np.arange(len(tags))
    for at in range(1, longest):
        best = score.argmax(1)
        before = np.repeat(best[:, None], CONTENT_TAGS, 1)
        for begins in (_CONTENT, _SOURCE):
            before[:, begins + 1] = begins + (score[:, begins + 1] > score[:, begins])
        back[at] = before
        score = score[every[:, None], before] + chance[at]
    tag = score.argmax(1)
    path = np.zeros((longest, len(tags)), np.int64)
    for at in range(longest - 1, -1, -1):
        path[at] = tag
        tag = back[at, every, tag]
    for k, size in enumerate(sizes.tolist()):
        yield path[:size, k]


def mark(best: NDArray[np.int64], cue: Range, offset: int, sure: float) -> Marked:
    """Content and source of a cue by the tags of each token of its piece."""
    kind = (best + 1) // 2
    begins = (best == _CONTENT) | (best == _SOURCE)
    edges = np.flatnonzero((np.diff(kind, prepend=0) != 0) | begins)
    bounds = [*edges.tolist(), len(kind)]
    content: list[Range] = []
    source: list[Range] = []
    for first, last in pairwise(bounds):
        if kind[first]:
            (content if kind[first] == 1 else source).append((offset + first, offset + last))
    return Marked((offset + cue[0], offset + cue[1]), tuple(content), tuple(source), sure)


def draft(layout: Layout, marked: Marked) -> Draft | None:
    """The draft of a quote; None where nothing is left of its content."""
    parts = settled(layout, marked.cue, marked.content)
    spans = [span for first, last in parts if (span := _span(layout, first, last))]
    if not spans:
        return None
    source = max(marked.source, key=lambda part: part[1] - part[0]) if marked.source else None
    while source and source[1] - source[0] > 1 and layout.tokens.words[source[1] - 1] in _NO_SOURCE:
        source = source[0], source[1] - 1
    return Draft(_joined(spans), marked.cue, source, _mode(layout, marked.cue, source), marked.sure)


def _span(layout: Layout, first: int, last: int) -> Range | None:
    """The characters of a content, whole quotations with their marks."""
    within, quoted = layout.within, layout.quoted
    while first < last and _closes(layout, first):
        first += 1
    if first == last:
        return None
    opening, closing = within[first], within[last - 1]
    if opening >= 0 and opening == closing:
        a, b = quoted[opening]
        if (last - first) >= _SNAP * (b - a - 2):
            first, last = a, b
    if opening >= 0 and quoted[opening][0] == first - 1:
        first -= 1
    if closing >= 0 and 0 < quoted[closing][1] - last <= 2:
        last = quoted[closing][1]
    return trim(layout, first, last)


def _closes(layout: Layout, at: int) -> bool:
    """Whether a token is a mark in a quotation that began before it: the end of what was said before."""
    number = layout.within[at]
    inside = number >= 0 and layout.quoted[number][0] < at
    return inside and not any(letter.isalnum() for letter in layout.tokens.words[at])


def _joined(spans: Sequence[Range]) -> list[Range]:
    """The spans in order, those that touch or overlap as one."""
    out: list[Range] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _mode(layout: Layout, cue: Range, source: Range | None) -> str:
    """Speech, writing or thought: by the verb, and by whether the source is a document."""
    lows = layout.tokens.lows
    found = (cue_forms().match(lows, at) for at in range(*cue))
    mode = next((hit[1].mode for hit in found if hit), "speech")
    written = source is not None and any(low in OF_DOCUMENTS for low in lows[source[0] : source[1]][:6])
    return "writing" if mode == "speech" and written else mode


def names(
    layout: Layout, probabilities: Floats, pieces: Sequence[Range], known: Mapping[int, Name]
) -> list[Name]:
    """The names of an article; the same words have one type all over it.

    ``known`` are the names that the rules found, by first token: what lists know of a name is kept.
    """
    best = probabilities.argmax(1).tolist()
    kinds = np.cumsum(probabilities[:, 1::2] + probabilities[:, 2::2], axis=0, dtype=np.float64)
    kinds = np.concatenate([np.zeros((1, len(TYPES))), kinds]).astype(np.float32)
    found: list[tuple[int, int, Floats]] = []
    for first, last in pieces:
        at = first
        while at < last:
            tag = best[at]
            if tag == 0:
                at += 1
                continue
            goes_on = tag if tag % 2 == 0 else tag + 1
            end = at + 1
            while end < last and best[end] == goes_on:
                end += 1
            found.append((at, end, (kinds[end] - kinds[at]) / (end - at)))
            at = end
    votes: dict[str, Floats] = {}
    words = layout.tokens.words
    for first, last, weight in found:
        form = " ".join(words[first:last])
        votes[form] = votes.get(form, np.zeros(len(TYPES), np.float32)) + weight
    out = []
    for first, last, weight in found:
        if not any(word[0].isalnum() for word in words[first:last]):
            continue
        kind = TYPES[int(votes[" ".join(words[first:last])].argmax())]
        rule = known.get(first)
        same = rule if rule and rule.last == last and rule.type == kind else None
        hit = gazetteer().match([word.replace("’", "'") for word in words[first:last]], 0)
        key = (
            same.key if same else hit[1].key if hit and hit[0] == last - first and hit[1].type == kind else ""
        )
        gender = rule.gender if rule else given_names().get(words[first], "")
        sure = round(float(min(weight.max(), 1.0)), 2)
        out.append(Name(first, last, kind, sure, key, gender if kind == "PERSON" else ""))
    return out


def with_people(found: Sequence[Name], guessed: Sequence[Name], words: Sequence[str]) -> list[Name]:
    """The names, and the people whom the network saw in part or not at all, but the rules for sure.

    These have a given name and more, and what the network saw of them is a person's name inside.
    """
    taken = {at: name for name in found for at in range(name.first, name.last)}
    dropped: set[int] = set()
    more: list[Name] = []
    for name in guessed:
        known = name.type == "PERSON" and name.sure >= LIKELY and name.last - name.first > 1
        if not known or words[name.first] not in given_names():
            continue
        inside = {id(one): one for at in range(name.first, name.last) if (one := taken.get(at))}
        whole = all(name.first <= one.first and one.last <= name.last for one in inside.values())
        if whole and len(inside) <= 1 and all(one.type == "PERSON" for one in inside.values()):
            dropped |= inside.keys()
            more.append(name)
    return sorted([*(one for one in found if id(one) not in dropped), *more], key=lambda name: name.first)
