"""Find what an excerpt marks: words copied from a text, with the spans between brackets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

Range = tuple[int, int]

#: What stands between which brackets. An official's title and a mention are marked as content is.
ROLES = {"[": "content", "{": "cue", "<": "speaker"}
GAP = "…"

_PARTS = re.compile(
    r"\[(?P<content>[^\[\]]+)\]|\{(?P<cue>[^{}]+)\}|<(?P<speaker>[^<>]+)>|(?P<plain>[^\[\]{}<>]+)"
)
_GAP = re.compile(r"\s*(?:…|\.\.\.)\s*")
_FAR = 1.25  # a second place this many times as long as the shortest is told apart from it


class Unplaced(ValueError):
    """The words stand nowhere in the text, or in several places."""


class Part(NamedTuple):
    """Words of an excerpt, and what they are; ``plain`` words only say where it stands."""

    role: str
    words: str


class Places:
    """A text, searched for words again and again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._breaks = [match.start() for match in re.finditer(r"\n\n", text)]
        self._found: dict[str, list[Range]] = {}

    def of(self, words: str) -> list[Range]:
        """Where the words stand, as whole words; a gap stands for words of the same paragraph."""
        if words not in self._found:
            self._found[words] = list(self._literal(words)) or list(self._abridged(words))
        return self._found[words]

    def _literal(self, words: str) -> Iterator[Range]:
        left, right = (r"(?<!\w)" if words[0].isalnum() else ""), (r"(?!\w)" if words[-1].isalnum() else "")
        for match in re.finditer(left + re.escape(words) + right, self.text):
            yield match.span()

    def _abridged(self, words: str) -> Iterator[Range]:
        pieces = [piece for piece in _GAP.split(words) if piece]
        for chain in shortest([list(self._literal(piece)) for piece in pieces]) if len(pieces) > 1 else ():
            if not self._broken(chain[0][0], chain[-1][1]):
                yield chain[0][0], chain[-1][1]

    def _broken(self, start: int, end: int) -> bool:
        index = bisect_left(self._breaks, start)
        return index < len(self._breaks) and self._breaks[index] < end


def parts(excerpt: str) -> list[Part]:
    """The parts of an excerpt, in the order of the text.

    >>> [tuple(part) for part in parts("[“No,”] {said} <the mayor> of Kessa")]
    [('content', '“No,”'), ('cue', 'said'), ('speaker', 'the mayor'), ('plain', 'of Kessa')]

    Raises:
        Unplaced: A bracket is not closed, or nothing is marked.
    """
    found, position = [], 0
    for match in _PARTS.finditer(excerpt):
        role, words = next((k, v) for k, v in match.groupdict().items() if v is not None)
        position += len(match[0])
        words = words.strip()
        if role == "plain":
            words = words.strip(GAP).strip()
        if words:
            found.append(Part(role, words))
    if position != len(excerpt) or all(part.role == "plain" for part in found):
        raise Unplaced(
            f"{excerpt[:70]!r}: mark [content], {{cue}} or <speaker>, each bracket closed and none inside "
            f"another; write {GAP} for words with brackets of their own"
        )
    return found


def place(excerpt: str, places: Places) -> dict[str, list[Range]]:
    """The ranges of each role in an excerpt.

    Of all the places where the words stand in this order the closest together counts.

    >>> place("<she> {said}", Places("She said that she said so."))
    {'content': [], 'cue': [(18, 22)], 'speaker': [(14, 17)]}

    Raises:
        Unplaced: There is no such place, or another is about as close together.
    """
    wanted = parts(excerpt)
    occurrences = [places.of(part.words) for part in wanted]
    for part, found in zip(wanted, occurrences, strict=True):
        if not found:
            raise Unplaced(f"{part.words!r} does not stand in the text; copy the words from it")
    chains = shortest(occurrences)
    if not chains:
        raise Unplaced(f"{excerpt[:70]!r}: the words do not stand in the text in this order")
    chains.sort(key=_length)
    if len(chains) > 1 and _length(chains[1]) <= _FAR * _length(chains[0]):
        raise Unplaced(f"{excerpt[:70]!r} stands in several places; copy more of the words around it")
    ranges: dict[str, list[Range]] = {role: [] for role in ROLES.values()}
    for part, where in zip(wanted, chains[0], strict=True):
        if part.role != "plain":
            ranges[part.role].append(where)
    return ranges


def shortest(occurrences: Sequence[list[Range]]) -> list[list[Range]]:
    """The chains of one occurrence each, in order and apart, that hold no shorter one."""
    chains = []
    for first in occurrences[0]:
        chain = [first]
        for following in occurrences[1:]:
            index = bisect_left(following, (chain[-1][1], 0))
            if index == len(following):
                break
            chain.append(following[index])
        else:
            chains.append(chain)
    # A later beginning with the same end is the shorter one.
    return [one for one, two in pairwise(chains) if one[-1][1] < two[-1][1]] + chains[-1:]


def _length(chain: Sequence[Range]) -> int:
    return chain[-1][1] - chain[0][0]
