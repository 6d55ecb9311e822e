"""The layout of an article: tokens, paragraphs, quotations, and sentences as the narrator's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .marks import Quotation, pair
from .tokens import Tokens, ranges, tokenise
from .words import word_class

Range = tuple[int, int]

_PARAGRAPH = re.compile(r"[^\s][^\n]*(?:\n(?!\s*\n)[^\n]+)*")
_CUE_INSIDE = re.compile(
    r"[,?!] (?:(?:said|says|asked|added|wrote|told) [A-Za-z]|"
    r"(?:(?:he|she|they) |(?:[A-Z][\w.-]{0,20} ){1,3})(?:said|says|asked|added|wrote)\b)"
)
_STOPS = frozenset(".?!")
_CLOSING = frozenset("\"”’')]") | {"''"}
_GOES_ON = ("?", "!", ",", "—", "–", "-", "…")


@dataclass(frozen=True, slots=True)
class Layout:
    """One article, cut up. Ranges are of tokens, half-open.

    ``within`` holds for each token the number of the outermost quotation around it, or -1;
    ``quoted`` holds the range of tokens of each outermost quotation, marks included, and
    ``quotations`` the quotation itself. A sentence is the narrator's: what stands between
    quotation marks doesn't end it.
    """

    tokens: Tokens
    paragraphs: list[Range]
    sentences: list[Range]
    quotations: list[Quotation]
    inner: list[Quotation]
    quoted: list[Range]
    within: list[int]

    def span(self, first: int, last: int) -> Range:
        """The characters under a range of tokens."""
        return self.tokens.starts[first], self.tokens.ends[last - 1]


def lay_out(article: Mapping[str, Any]) -> Layout:
    """Cut up an article record; where it has no paragraphs or sentences, they are guessed."""
    text: str = article.get("text") or ""
    tokens = tokenise(text)
    paragraphs = _given(article, "paragraphs") or [m.span() for m in _PARAGRAPH.finditer(text)]
    sentences = _given(article, "sentences") or _guess_sentences(tokens, paragraphs)
    found = pair(text, paragraphs, [end for _, end in sentences])
    for quotation in found:
        if not quotation.sure and quotation.parent < 0:
            _recut(text, quotation)
    outer = [q for q in found if q.parent < 0]
    quoted = _cover(tokens, outer)
    within = [-1] * len(tokens)
    for index, (first, last) in enumerate(quoted):
        within[first:last] = [index] * (last - first)
    return Layout(
        tokens,
        ranges(tokens, paragraphs),
        _narrative(tokens, ranges(tokens, sentences), ranges(tokens, paragraphs), quoted, within),
        outer,
        [q for q in found if q.parent >= 0],
        quoted,
        within,
    )


def _recut(text: str, quotation: Quotation) -> None:
    """End a quotation without closing mark before its own cue (", said Tell")."""
    cut = _CUE_INSIDE.search(text, quotation.start, quotation.end)
    if cut:
        quotation.end = cut.start() + 1


def _given(article: Mapping[str, Any], key: str) -> list[Range]:
    return [(span["start"], span["end"]) for span in article.get(key) or ()]


def _guess_sentences(tokens: Tokens, paragraphs: Sequence[Range]) -> list[Range]:
    """Cut after full stops that belong to no abbreviation and stand before a capital."""
    out = []
    for first, last in ranges(tokens, paragraphs):
        begin = first
        for at in range(first, last):
            if tokens.words[at] in _STOPS and at >= begin:
                end = _after_closing(tokens, at + 1, last)
                if end == last or _opens(tokens, end):
                    out.append((tokens.starts[begin], tokens.ends[end - 1]))
                    begin = end
        if begin < last:
            out.append((tokens.starts[begin], tokens.ends[last - 1]))
    return out


def _after_closing(tokens: Tokens, at: int, last: int) -> int:
    """Behind the marks that close what a full stop ends: those that follow without a space."""
    while at < last and tokens.words[at] in _CLOSING and tokens.ends[at - 1] == tokens.starts[at]:
        at += 1
    return at


def _opens(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    return tokens.ends[at - 1] < tokens.starts[at] and not word[0].islower()


def _cover(tokens: Tokens, quotations: Sequence[Quotation]) -> list[Range]:
    """The tokens of each quotation; an empty range for one without tokens of its own."""
    out: list[Range] = []
    at, size = 0, len(tokens)
    for quotation in quotations:
        while at < size and tokens.starts[at] < quotation.start:
            at += 1
        first = at
        while at < size and tokens.ends[at] <= quotation.end:
            at += 1
        out.append((first, at))
    return out


def _narrative(
    tokens: Tokens,
    sentences: Sequence[Range],
    paragraphs: Sequence[Range],
    quoted: Sequence[Range],
    within: Sequence[int],
) -> list[Range]:
    """Join the sentences that a quotation, or a full stop inside one, has cut."""
    begins = {first for first, _ in paragraphs}
    out: list[Range] = []
    for first, last in sentences:
        if out and first not in begins and _continues(tokens, quoted, within, first, last):
            out[-1] = (out[-1][0], last)
        else:
            out.append((first, last))
    return out


def _continues(tokens: Tokens, quoted: Sequence[Range], within: Sequence[int], first: int, last: int) -> bool:
    if within[first] >= 0 and within[first] == within[first - 1]:
        return True
    word = tokens.words[first]
    if word[0].islower() or word in ",;":
        return True
    if _abbreviated(tokens.words[first - 1]):
        return True
    before = within[first - 1]
    if before < 0 or within[first] >= 0:
        return False
    close = quoted[before][1] - 1
    ends_open = close > 0 and tokens.words[close - 1] in _GOES_ON
    return ends_open and _tagged(tokens, first, last)


def _abbreviated(word: str) -> bool:
    """Whether a word is an abbreviation that a name follows."""
    return word[-1] == "." and word[:-1].isalpha() and word in word_class("abbreviation")


def _tagged(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a sentence begins like what follows a quotation: a short subject, a cue, an end."""
    said = word_class("tag")
    for at in range(first, min(last, first + 9)):
        if tokens.lows[at] in said:
            return at + 1 >= last or tokens.lows[at + 1] not in word_class("clausal")
    return False
