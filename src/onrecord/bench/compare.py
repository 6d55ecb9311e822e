"""Two annotations of one text, layer by layer: what both have, and how much each has.

The measures are symmetric, so that they serve for two annotators as for gold and a system.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .match import Office, Parts, office, paired, same_office, same_words

Record = Mapping[str, Any]
Layer = Sequence[Record]

_WORD = re.compile(r"\w+")


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
    first, second = ([Parts(quote, text) for quote in layer] for layer in (one, two))
    pairs = list(paired(first, second))
    attributed = list(paired(first, second, lambda a, b: same_words(a.speaker, b.speaker)))
    known = [
        (first[i].speaker, second[j].speaker) for i, j in pairs if first[i].speaker and second[j].speaker
    ]
    return {
        "quote content (IoU 0.5)": Score(len(pairs), len(first), len(second)),
        "quote content (IoU 0.5) with speaker": Score(len(attributed), len(first), len(second)),
        "quote content exact": _sets({q.content for q in first}, {q.content for q in second}),
        "cue exact": _sets({q.cue for q in first if q.cue}, {q.cue for q in second if q.cue}),
        "speaker's words, of common quotes": Score(
            sum(same_words(a, b) for a, b in known), len(known), len(known)
        ),
    }


def officials(one: Layer, two: Layer) -> dict[str, Score]:
    """Officials by person, by person and office, and by person, office and jurisdiction or organisation."""
    first, second = ([office(official) for official in layer] for layer in (one, two))
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


def _officials(one: Sequence[Office], two: Sequence[Office], depth: int) -> Score:
    left, both = list(two), 0
    for official in one:
        hit = next((other for other in left if same_office(official, other, depth)), None)
        if hit is not None:
            left.remove(hit)
            both += 1
    return Score(both, len(one), len(two))
