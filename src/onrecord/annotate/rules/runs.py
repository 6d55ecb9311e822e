"""Runs of capitalised words, the raw material of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .layout import Layout
from .names import heads
from .words import word_class

#: No name has more tokens.
_LONGEST = 24
_GLUED = frozenset("-–‑")
_NO_SYLLABLE = frozenset(
    "led run era born made like wide elect bred rich held area site rule ally type free friendly "
    "only non day week year long time born".split()
)
_JOINS = frozenset({"of", "for", "and", "&", "on", "de", "des", "du"})


@dataclass(frozen=True, slots=True)
class Case:
    """How words are written in the article: capitalised inside sentences, and in lower case."""

    capital: frozenset[str]
    small: frozenset[str]


def case_of(layout: Layout, loud: Sequence[bool]) -> Case:
    """Collect the words that are capitalised by themselves, not by their place."""
    tokens, first_words = layout.tokens, initial(layout)
    capital = set()
    small = set()
    for at, word in enumerate(tokens.words):
        if loud[at]:
            continue
        if word[0].isupper():
            if at not in first_words:
                capital.add(word)
        elif word[0].islower():
            small.add(word)
    return Case(frozenset(capital), frozenset(small))


def initial(layout: Layout) -> set[int]:
    """The tokens whose capital may come from their place: first in sentence, quotation, list."""
    tokens = layout.tokens
    out = {first for first, _ in layout.paragraphs} | {first for first, _ in layout.sentences}
    for at, word in enumerate(tokens.words[:-1]):
        if word in '.!?:“”"‘•*–—' or word in ("''", "...", "``"):
            out.add(at + 1)
    return out


def runs(layout: Layout, blocked: Sequence[bool], loud: Sequence[bool]) -> list[tuple[int, int]]:
    """Maximal runs of capitalised words with what may stand inside a name."""
    words = layout.tokens.words
    out: list[tuple[int, int]] = []
    at, size = 0, len(words)
    while at < size:
        if blocked[at] or loud[at] or not _capital(words[at]):
            at += 1
            continue
        end = _grow(layout, blocked, at)
        out.append((_particle_before(layout, at, out), end))
        at = end
    return out


def _capital(word: str) -> bool:
    return word[0].isupper() and word != "I" and word[:2] not in ("I'", "I’")


def _particle_before(layout: Layout, at: int, found: Sequence[tuple[int, int]]) -> int:
    """Take "al-" before a name into it."""
    tokens = layout.tokens
    floor = found[-1][1] if found else 0
    glued = at - 2 >= floor and tokens.words[at - 1] in _GLUED and _touch(layout, at - 2, at)
    if glued and tokens.lows[at - 2] in ("al", "el", "ad", "as", "an", "bin"):
        return at - 2
    return at


def _touch(layout: Layout, first: int, last: int) -> bool:
    """Whether the tokens from ``first`` to ``last`` (included) stand without space."""
    starts, ends = layout.tokens.starts, layout.tokens.ends
    return all(ends[i] == starts[i + 1] for i in range(first, last))


def _grow(layout: Layout, blocked: Sequence[bool], at: int) -> int:
    words, within = layout.tokens.words, layout.within
    end, size = at + 1, len(layout.tokens)
    while end < min(size, at + _LONGEST) and not blocked[end] and within[end] == within[at]:
        if _capital(words[end]) and end not in _breaks(layout, end):
            end += 1
            continue
        step = _bridge(layout, blocked, at, end)
        if step == end:
            break
        end = step
    return end


def _breaks(layout: Layout, end: int) -> tuple[int, ...]:
    """A token that a line break or a long gap separates from the one before begins a new run."""
    tokens = layout.tokens
    gap = tokens.text[tokens.ends[end - 1] : tokens.starts[end]]
    return (end,) if "\n" in gap or len(gap) > 3 else ()


def _bridge(layout: Layout, blocked: Sequence[bool], at: int, end: int) -> int:
    """The end of a run after a hyphen, particle or connector inside a name; ``end`` if none."""
    tokens, size = layout.tokens, len(layout.tokens)
    if end + 1 >= size or blocked[end + 1] or layout.within[end + 1] != layout.within[at]:
        return end
    low, following = tokens.lows[end], tokens.words[end + 1]
    if low in _GLUED:
        return _hyphen(layout, end)
    if low in word_class("particle") and _particles(layout, blocked, end):
        return _particles(layout, blocked, end)
    if low not in _JOINS or not _joins(layout, at, end):
        return end
    skip = end + 2 if following == "the" and end + 2 < size else end + 1
    return skip + 1 if _capital(tokens.words[skip]) and not blocked[skip] else end


def _hyphen(layout: Layout, end: int) -> int:
    tokens = layout.tokens
    if not _touch(layout, end - 1, end + 1):
        return end
    following = tokens.words[end + 1]
    if _capital(following):
        return end + 2
    syllable = following.isalpha() and len(following) <= 4 and following not in _NO_SYLLABLE
    return end + 2 if syllable and len(tokens.words[end - 1]) <= 5 else end


def _particles(layout: Layout, blocked: Sequence[bool], end: int) -> int:
    """The end after "van der Berg"; 0 where no name follows the particles."""
    tokens = layout.tokens
    at = end
    while at < len(tokens) and at < end + 3 and tokens.lows[at] in word_class("particle"):
        at += 1
        if at < len(tokens) and tokens.words[at] in _GLUED and _touch(layout, at - 1, at):
            at += 1
    if at < len(tokens) and _capital(tokens.words[at]) and not blocked[at]:
        return at + 1
    return 0


def _joins(layout: Layout, at: int, end: int) -> bool:
    """Whether "of", "for" or "and" stands inside a name: after its head, or later in it."""
    lows, kinds = layout.tokens.lows, heads()
    low, before = lows[end], lows[end - 1]
    if low == "&":
        return True
    inside = any(word in ("of", "for", "&") for word in lows[at:end])
    first = kinds["ORG-FIRST"] | kinds["GPE-FIRST"]
    if low == "and":
        return inside and (lows[at] in first or before in first) and end - at < 8
    return (before in first or before in kinds["ORG"]) and (low != "on" or before in first)
