"""Where a content that has a quotation in it begins and ends.

The network tags token by token, and takes in a word here and there that is not said, or the headline above.
What a quotation mark decides is decided here, by rules that were chosen on PolNeAR train.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ..rules.layout import Layout, Range

#: A quotation from this many words on that begins with a capital is a sentence of its own.
_SENTENCE = 4
#: Beside such a quotation, words without quotation marks are content from this number on.
_UNQUOTED = 4
_ENDS = frozenset(".,!?")


def settled(layout: Layout, cue: Range, content: Sequence[Range]) -> list[Range]:
    """The ranges of a content without what its quotations show to be none of it."""
    if any(_sentence(layout, part) for part in content):
        content = [part for part in content if _quotation(layout, part) >= 0 or _belongs(layout, cue, part)]
    return [_without_tail(layout, _without_headline(layout, part)) for part in content]


def _quotation(layout: Layout, part: Range) -> int:
    """The number of the first quotation in a range of tokens; -1 where there is none."""
    return next((layout.within[k] for k in range(*part) if layout.within[k] >= 0), -1)


def _sentence(layout: Layout, part: Range) -> bool:
    """Whether the first quotation in a range of tokens is a sentence of its own."""
    number = _quotation(layout, part)
    if number < 0:
        return False
    first, last = layout.quoted[number]
    return last - first >= _SENTENCE + 2 and layout.tokens.words[first + 1][0].isupper()


def _belongs(layout: Layout, cue: Range, part: Range) -> bool:
    """Whether words without quotation marks are content: enough of them, in the sentence of the cue."""
    sentences = layout.sentences
    here, there = (bisect_right(sentences, (at, len(layout.tokens))) for at in (cue[0], part[0]))
    return here == there and part[1] - part[0] >= _UNQUOTED


def _without_headline(layout: Layout, part: Range) -> Range:
    """The range without words in capitals before its first quotation."""
    number = _quotation(layout, part)
    opening = layout.quoted[number][0] if number >= 0 else part[0]
    words = [word for word in layout.tokens.words[part[0] : opening] if word[0].isalpha()]
    headline = bool(words) and all(word.isupper() for word in words)
    return (opening, part[1]) if headline else part


def _without_tail(layout: Layout, part: Range) -> Range:
    """The range without what follows a quotation at its beginning that ends a clause (“Never!” as before)."""
    number = layout.within[part[0]]
    if number < 0:
        return part
    end = layout.quoted[number][1]
    ends = end - 2 > part[0] and layout.tokens.words[end - 2] in _ENDS
    tail = end < part[1] and all(within < 0 for within in layout.within[end : part[1]])
    return (part[0], end) if ends and tail else part
