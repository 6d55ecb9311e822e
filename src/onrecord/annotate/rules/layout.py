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
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]{0,3}(?=\s+[\"“‘'(\[]{0,3}[A-Z0-9])|[.!?]?\s*$")
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
    sentences = _given(article, "sentences") or _guess_sentences(text, paragraphs)
    found = pair(text, paragraphs, [end for _, end in sentences])
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


def _given(article: Mapping[str, Any], key: str) -> list[Range]:
    return [(span["start"], span["end"]) for span in article.get(key) or ()]


def _guess_sentences(text: str, paragraphs: Sequence[Range]) -> list[Range]:
    out = []
    for start, end in paragraphs:
        at = start
        for match in _SENTENCE_END.finditer(text, start, end):
            if match.end() > at:
                out.append((at, match.end()))
            at = match.end()
        if at < end:
            out.append((at, end))
    return out


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
    before = within[first - 1]
    if before < 0 or within[first] >= 0:
        return False
    close = quoted[before][1] - 1
    ends_open = close > 0 and tokens.words[close - 1] in _GOES_ON
    return ends_open and _tagged(tokens, first, last)


def _tagged(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a sentence begins like what follows a quotation: a short subject, a cue, an end."""
    said = word_class("tag")
    for at in range(first, min(last, first + 9)):
        if tokens.lows[at] in said:
            return at + 1 >= last or tokens.lows[at + 1] not in word_class("clausal")
    return False
