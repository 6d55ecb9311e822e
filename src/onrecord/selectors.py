"""Find a span by its words and what stands around them (W3C TextQuoteSelector)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Range = tuple[int, int]


class Unplaced(ValueError):
    """The words stand nowhere in the text, or in several places."""


def place(selector: Mapping[str, Any], text: str) -> Range:
    """The one place of a selector.

    >>> place({"exact": "it", "prefix": "saw "}, "it saw it")
    (7, 9)

    Raises:
        Unplaced: There is no such place, or more than one.
    """
    exact, prefix, suffix = selector["exact"], selector.get("prefix", ""), selector.get("suffix", "")
    whole = prefix + exact + suffix
    first = text.find(whole)
    if first < 0:
        raise Unplaced(f"{whole!r} does not stand in the text; copy the words from it")
    if text.find(whole, first + 1) >= 0:
        raise Unplaced(f"{whole!r} stands in several places; give more of the prefix or suffix")
    return first + len(prefix), first + len(prefix) + len(exact)


def place_mentions(
    mentions: Sequence[Mapping[str, Any]], text: str, entities: Sequence[Mapping[str, Any]]
) -> list[tuple[int, int, str]]:
    """The mentions of an entity, in order. ``every`` means each whole word outside longer mentions."""
    found = {}
    for mention in mentions:
        kind = mention.get("kind", "name")
        places = _every(mention["exact"], text, entities) if mention.get("every") else [place(mention, text)]
        found.update(dict.fromkeys(places, kind))
    return [(start, end, kind) for (start, end), kind in sorted(found.items())]


def _every(exact: str, text: str, entities: Sequence[Mapping[str, Any]]) -> list[Range]:
    longer = {
        m["exact"] for e in entities for m in e["mentions"] if exact in m["exact"] and exact != m["exact"]
    }
    taken = [where for words in longer for where in _words(words, text)]
    places = [w for w in _words(exact, text) if not any(s <= w[0] and w[1] <= e for s, e in taken)]
    if not places:
        raise Unplaced(f"{exact!r} stands nowhere in the text by itself; copy the words from it")
    return places


def _words(words: str, text: str) -> Iterator[Range]:
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
        yield match.span()
