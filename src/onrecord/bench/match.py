"""When two annotations mean the same quote, speaker or official."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Record = Mapping[str, Any]
Tokens = frozenset[int]

_WORD = re.compile(r"\w+")
#: The kind of place is no part of its name: "Muttharai" and "Muttharai district" are one jurisdiction.
_KINDS = "city|county|district|province|state|town"
_KIND = re.compile(rf"^(?:{_KINDS}) of | (?:{_KINDS})$")
#: Contents are of the same quote from this share of common tokens on (Jaccard), speakers from this F1 on: the
#: thresholds of PolNeAR's evaluations.
SAME = 0.5


class Parts:
    """A quote's content, cue and speaker as sets of tokens, each by where it begins."""

    def __init__(self, quote: Record, text: str) -> None:
        self.content, self.cue, self.speaker = (
            frozenset(start for span in quote[role] for start in _tokens(text, span))
            for role in ("content", "cue", "speaker")
        )


def _tokens(text: str, span: Record) -> Iterable[int]:
    return (match.start() for match in _WORD.finditer(text, span["start"], span["end"]))


def same_words(one: Tokens, two: Tokens) -> bool:
    """Whether two speakers have about the same words; two that have none agree on that."""
    return 2 * len(one & two) >= SAME * (len(one) + len(two)) if one or two else True


def paired(
    first: Sequence[Parts], second: Sequence[Parts], also: Callable[[Parts, Parts], bool] = lambda *_: True
) -> Iterator[tuple[int, int]]:
    """The quotes that are the same by their contents, one to one, the most alike first."""
    scored = []
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            shared = len(a.content & b.content)
            share = shared / len(a.content | b.content) if shared else 0.0
            if share >= SAME and also(a, b):
                scored.append((-share, i, j))
    taken: tuple[set[int], set[int]] = set(), set()
    for _, i, j in sorted(scored):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield i, j


class Office(NamedTuple):
    """An official by what is compared: the person, the office, the jurisdiction and the organisation."""

    who: str
    office: str
    place: str
    body: str


def office(official: Record) -> Office:
    """The key of an official: the person by the last word of the name, an unnamed one by the title."""
    title = official["title"]["text"] if official["title"] else ""
    who = plain(official["name"]).split()[-1] if official["name"] else f"({plain(title)})"
    place = _KIND.sub("", plain(official["jurisdiction"]))
    return Office(who, _spelt(plain(official["office"])), place, plain(official["organisation"]))


def _spelt(office: str) -> str:
    """An office without hyphens, in British spelling."""
    return office.replace("-", " ").replace("defense", "defence").replace("labor ", "labour ")


def same_office(one: Office, two: Office, depth: int) -> bool:
    """Whether the person (depth 1), the office too (2), and the jurisdiction or body too (3) are the same.

    A body by a shorter name ("the League") is the same body; two officials without either agree on that.
    """
    if one.who != two.who or (depth >= 2 and one.office != two.office):
        return False
    if depth < 3 or (one.place, one.body) == (two.place, two.body):
        return True
    short, long = sorted((one.body, two.body), key=len)
    return bool(one.place and one.place == two.place) or bool(short and f" {short} " in f" {long} ")


def plain(words: str | None) -> str:
    """Words without case, article and typographic apostrophes."""
    return (words or "").casefold().removeprefix("the ").replace("’", "'").strip()
