"""Words and marks of a text, with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ABBREVIATIONS = (
    "Mrs?|Ms|Dr|Prof|Sens?|Reps?|Govs?|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Rev|Hon|St|Jr|Sr|Pres|Fr|Engr"
    "|Mme|Inc|Corp|Ltd|Co|No|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Kan|Ky|La|Md|Mass|Mich"
    "|Minn|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Vt|Va|Wash|Wis|Wyo"
    "|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
)
_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,8}"
    rf"|(?:{_ABBREVIATIONS}|[A-Z])\.(?=\s?\w|[,)])"
    r"|\d+(?:[.,]\d+){0,8}[^\W\d_]*"
    r"|[^\W_]+(?:['’](?!s\b)[^\W\d_]+){0,4}"
    r"|['’]s\b|''|``|\.\.\.|\S"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: ``words`` as written, ``lows`` in lower case with plain apostrophes."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    lows: list[str]

    def __len__(self) -> int:
        return len(self.words)


def tokenise(text: str) -> Tokens:
    """The words, abbreviations and single marks of a text; white space is left out.

    >>> tokenise("Ms. Ona Tell’s plan").words
    ['Ms.', 'Ona', 'Tell', '’s', 'plan']
    """
    found = list(_TOKEN.finditer(text))
    words = [match.group() for match in found]
    lows = [word.lower().replace("’", "'") for word in words]
    starts = [match.start() for match in found]
    return Tokens(text, starts, [match.end() for match in found], words, lows)


def ranges(tokens: Tokens, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each span of characters, in order, the range of the tokens that begin in it."""
    out: list[tuple[int, int]] = []
    at, starts, size = 0, tokens.starts, len(tokens)
    for start, end in spans:
        while at < size and starts[at] < start:
            at += 1
        first = at
        while at < size and starts[at] < end:
            at += 1
        if at > first:
            out.append((first, at))
    return out
