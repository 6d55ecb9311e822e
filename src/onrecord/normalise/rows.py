"""Which row of `patterns` a piece of text is, told without trying all of them.

Nearly every sentence of a report is no furniture, and its first letters say so: a row that can't begin
with them is not tried. Which rows can is asked of the rows themselves, by partial matching, which `re`
lacks and `regex` has; the verdict is that of `re` on the rows left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from .patterns import PATTERNS, Row

_PREFIX = 3  # characters: with more, the cache grows and hardly another row falls away
_PREFIXES = 20_000  # kept; a report in Latin letters has about 2,000
_FLAGS = re.IGNORECASE | re.DOTALL
_RARE = {"top", "end", "tail"}  # scopes so rarely tried that their words aren't looked for in the whole text
_BARE = {"inside", "front"}  # scopes whose rows take out only the match
_PROMPTS = {"read-more", "share", "sign-up", "cookie"}


@dataclass(frozen=True, slots=True, eq=False)
class _Compiled:
    reason: str
    scope: str
    pattern: re.Pattern[str]
    partial: regex.Pattern[str]
    needs: tuple[str, ...]


class Rows:
    """The rows of `patterns` for one text: those that need words it does not have are left out."""

    def __init__(self, text: str) -> None:
        low = self.low = text.lower()
        self._present = frozenset(word for word in _needed() if word in low)
        self._inside = tuple(row for row in _bare("inside") if self._stands_in(row, text))
        self._needing: dict[tuple[str, ...], tuple[_Compiled, ...]] = {}

    def reason(self, piece: str, *scopes: str) -> str | None:
        """The reason of a row, of those scopes, that the whole piece matches."""
        for row in _beginning(scopes, piece[:_PREFIX]):
            if row.pattern.fullmatch(piece):
                return row.reason
        needing = self._left(scopes)
        low = piece.lower() if needing else ""
        for row in needing:
            if any(word in low for word in row.needs) and row.pattern.fullmatch(piece):
                return row.reason
        return None

    def may_begin(self, start: str, scope: str) -> bool:
        """Whether any row of the scope can match a piece whose first letters these are."""
        return bool(_beginning((scope,), start[:_PREFIX]) or self._left((scope,)))

    def _left(self, scopes: tuple[str, ...]) -> tuple[_Compiled, ...]:
        """The rows with needs, those left out of which the text has no word."""
        needing = self._needing.get(scopes)
        if needing is None:
            needing = self._needing[scopes] = tuple(row for row in _needing(scopes) if self._may_be(row))
        return needing

    def _may_be(self, row: _Compiled) -> bool:
        return row.scope in _RARE or not self._present.isdisjoint(row.needs)

    def _stands_in(self, row: Row, text: str) -> bool:
        return not self._present.isdisjoint(row.needs) and _joined((row,)).search(text) is not None

    def inside(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """What of a paragraph the rows take out from anywhere: start, end, reason."""
        if self._inside:
            for match in _joined(self._inside).finditer(text, start, end):
                yield match.start(), match.end(), self._inside[(match.lastindex or 1) - 1].reason


def front(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Where what a row takes away from the front ends, and why it goes."""
    match = _joined(_bare("front")).match(text, start, end)
    return (match.end(), _bare("front")[(match.lastindex or 1) - 1].reason) if match else None


@cache
def _bare(scope: str) -> tuple[Row, ...]:
    return tuple(row for row in PATTERNS if row.scope == scope)


@cache
def _joined(rows: tuple[Row, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"({row.regex})" for row in rows), _FLAGS)


@cache
def _needed() -> frozenset[str]:
    return frozenset(word for row in PATTERNS if row.scope not in _RARE for word in row.needs)


@lru_cache(_PREFIXES)
def _beginning(scopes: tuple[str, ...], prefix: str) -> tuple[_Compiled, ...]:
    """The rows of the scopes that a piece with those first letters may match, but those with needs."""
    return tuple(row for row in _possible(prefix) if row.scope in scopes)


@lru_cache(_PREFIXES)
def _possible(prefix: str) -> tuple[_Compiled, ...]:
    if not prefix:
        return tuple(row for row in _compiled() if not row.needs)
    return tuple(row for row in _possible(prefix[:-1]) if row.partial.fullmatch(prefix, partial=True))


@cache
def _needing(scopes: tuple[str, ...]) -> tuple[_Compiled, ...]:
    return tuple(row for row in _compiled() if row.needs and row.scope in scopes)


@cache
def _compiled() -> tuple[_Compiled, ...]:
    return tuple(_row(row) for row in PATTERNS if row.scope not in _BARE)


def _row(row: Row) -> _Compiled:
    body = _one_sentence(row)
    wrapped = rf"[\[(*\u00b7\u2022 ]{{0,3}}(?:{body})[\s.!?:\u2026\"\u201d\])*]{{0,4}}"
    return _Compiled(
        row.reason,
        row.scope,
        re.compile(wrapped, _FLAGS),
        regex.compile(wrapped, regex.I | regex.S),
        row.needs,
    )


def _one_sentence(row: Row) -> str:
    """A prompt ends with its sentence: what follows in the paragraph is tried by itself."""
    if row.scope != "whole" or row.reason not in _PROMPTS:
        return row.regex
    return row.regex.replace(".{", r"(?:[^.!?]|[.!?](?!\s)){")
