"""Two annotations of one text, layer by layer: what both have, and how much each has.

The measures are symmetric, so that they serve for two annotators as for gold and a system.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

Record = Mapping[str, Any]
Layer = Sequence[Record]

_WORD = re.compile(r"\w+")
_SAME = 0.5  # contents are the same quote from this share of common tokens on, sources from this F1 on


class Score(NamedTuple):
    """Counts that add up over articles: what both have, what the first has, what the second has."""

    both: float = 0
    first: int = 0
    second: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1; 1 where neither has anything."""
        return 2 * self.both / (self.first + self.second) if self.first + self.second else 1.0

    def plus(self, other: Score) -> Score:
        """The counts of both."""
        return Score(self.both + other.both, self.first + other.first, self.second + other.second)


def entities(one: Layer, two: Layer) -> dict[str, Score]:
    """Names by place, and by place and type (strict, as CoNLL 2003 scores)."""
    found = [
        {(m["start"], m["end"], e["type"]) for e in layer for m in e["mentions"] if m["kind"] == "name"}
        for layer in (one, two)
    ]
    places = [{name[:2] for name in names} for names in found]
    return {"entities strict": _sets(*found), "entities, place alone": _sets(*places)}


def quotes(one: Layer, two: Layer, text: str) -> dict[str, Score]:
    """Quotes by content (token IoU of 0.5), with the speaker's words too (token F1 of 0.5), and exact spans.

    The thresholds are those of PolNeAR's evaluations. Two quotes without a speaker agree on that.
    """
    first, second = ([_Quote(quote, text) for quote in layer] for layer in (one, two))
    pairs = _pairs(first, second, lambda *_: True)
    attributed = _pairs(first, second, lambda a, b: _f1(a.speaker, b.speaker) >= _SAME)
    known = [(a, b) for a, b in pairs if a.speaker and b.speaker]
    return {
        "quote content (IoU 0.5)": Score(len(pairs), len(first), len(second)),
        "quote content (IoU 0.5) with speaker": Score(len(attributed), len(first), len(second)),
        "quote content exact": _sets({q.content for q in first}, {q.content for q in second}),
        "cue exact": _sets({q.cue for q in first if q.cue}, {q.cue for q in second if q.cue}),
        "speaker's words, of common quotes": Score(
            sum(_f1(a.speaker, b.speaker) >= _SAME for a, b in known), len(known), len(known)
        ),
    }


def officials(one: Layer, two: Layer) -> dict[str, Score]:
    """Officials by person, by person and office, and by person, office and jurisdiction or organisation."""
    first, second = ([_official(official) for official in layer] for layer in (one, two))
    return {
        "officials": _officials(first, second, 3),
        "officials, person and office": _officials(first, second, 2),
        "officials, person": _officials(first, second, 1),
    }


def token_labels(layers: Mapping[str, Layer], text: str) -> dict[str, list[str]]:
    """A label a token (``\\w+``) for each layer, as agreement by chance is reckoned from."""
    tokens = [match.span() for match in _WORD.finditer(text)]
    spans: dict[str, list[tuple[int, int, str]]] = {
        "entities": [
            (m["start"], m["end"], e["type"])
            for e in layers["entities"]
            for m in e["mentions"]
            if m["kind"] == "name"
        ],
        "officials": [(m["start"], m["end"], "official") for o in layers["officials"] for m in o["mentions"]],
    }
    for role in ("content", "cue", "speaker"):
        spans[role] = [(s["start"], s["end"], role) for q in layers["quotes"] for s in q[role]]
    return {name: _labelled(tokens, found) for name, found in spans.items()}


def _labelled(tokens: Sequence[tuple[int, int]], spans: Iterable[tuple[int, int, str]]) -> list[str]:
    labels = ["none"] * len(tokens)
    for start, end, label in sorted(spans, key=lambda span: span[0] - span[1]):  # inner ones last
        for i, (left, right) in enumerate(tokens):
            if start < right and left < end:
                labels[i] = label
    return labels


def _sets(one: set[Any], two: set[Any]) -> Score:
    return Score(len(one & two), len(one), len(two))


class _Quote:
    """The token sets of a quote's parts."""

    def __init__(self, quote: Record, text: str) -> None:
        self.content, self.cue, self.speaker = (
            frozenset(t for s in quote[role] for t in _tokens(text, s))
            for role in ("content", "cue", "speaker")
        )


def _tokens(text: str, span: Record) -> Iterable[int]:
    return (match.start() for match in _WORD.finditer(text, span["start"], span["end"]))


def _f1(one: frozenset[int], two: frozenset[int]) -> float:
    return 2 * len(one & two) / (len(one) + len(two)) if one or two else 1.0


def _pairs(
    first: Sequence[_Quote], second: Sequence[_Quote], also: Callable[[_Quote, _Quote], bool]
) -> list[tuple[_Quote, _Quote]]:
    """One to one, the most alike contents first."""
    scored = []
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            shared = len(a.content & b.content)
            if shared and shared / len(a.content | b.content) >= _SAME and also(a, b):
                scored.append((-shared / len(a.content | b.content), i, j))
    taken: tuple[set[int], set[int]] = set(), set()
    pairs = []
    for _, i, j in sorted(scored):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((first[i], second[j]))
    return pairs


Official = tuple[str, str, frozenset[str]]


def _official(official: Record) -> Official:
    title = official["title"]["text"] if official["title"] else ""
    who = _plain(official["name"]).split()[-1] if official["name"] else f"({_plain(title)})"
    where = {_plain(official["jurisdiction"]), _plain(official["organisation"])} - {""}
    return who, _plain(official["office"]), frozenset(where)


def _plain(words: str | None) -> str:
    return (words or "").casefold().removeprefix("the ").replace("’", "'").strip()


def _officials(one: Sequence[Official], two: Sequence[Official], depth: int) -> Score:
    left, both = list(two), 0
    for official in one:
        hit = next((other for other in left if _agree(official, other, depth)), None)
        if hit is not None:
            left.remove(hit)
            both += 1
    return Score(both, len(one), len(two))


def _agree(one: Official, two: Official, depth: int) -> bool:
    same = one[0] == two[0] and (depth < 2 or one[1] == two[1])
    return same and (depth < 3 or bool(one[2] & two[2]) or one[2] == two[2])
