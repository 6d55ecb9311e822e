"""Which row of `patterns` a piece of text is, told without trying all of them.

Nearly every sentence of a report is no furniture, and its first letters say so: a row that can't begin
with them is not tried. Which rows can is asked of the rows themselves, by partial matching, which `re`
lacks and `regex` has; the verdict is that of `re` on the rows left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from .patterns import PATTERNS, Row

_PREFIX = 3  # characters: with more, the cache grows and hardly another row falls away
_PREFIXES = 20_000  # kept; a report in Latin letters has about 2,000
_FLAGS = re.IGNORECASE | re.DOTALL
_PROMPTS = {"read-more", "share", "sign-up", "cookie"}


class _Compiled(NamedTuple):
    reason: str
    pattern: re.Pattern[str]
    partial: regex.Pattern[str]
    needs: tuple[str, ...]


def reason(piece: str, *scopes: str) -> str | None:
    """The reason of the first row, of those scopes, that the whole piece matches."""
    for row in _beginning(scopes, piece[:_PREFIX]):
        if (not row.needs or _holds(piece, row.needs)) and row.pattern.fullmatch(piece):
            return row.reason
    return None


@lru_cache(_PREFIXES)
def _beginning(scopes: tuple[str, ...], prefix: str) -> tuple[_Compiled, ...]:
    """The rows of the scopes that a piece with those first letters may match."""
    shorter = _beginning(scopes, prefix[:-1]) if prefix else _compiled(scopes)
    return tuple(row for row in shorter if row.needs or row.partial.fullmatch(prefix, partial=True))


@cache
def _compiled(scopes: tuple[str, ...]) -> tuple[_Compiled, ...]:
    return tuple(_row(row) for row in PATTERNS if row.scope in scopes)


@cache
def _row(row: Row) -> _Compiled:
    body = _one_sentence(row)
    wrapped = rf"[\[(*\u00b7\u2022 ]{{0,3}}(?:{body})[\s.!?:\u2026\"\u201d\])*]{{0,4}}"
    return _Compiled(
        row.reason, re.compile(wrapped, _FLAGS), regex.compile(wrapped, regex.I | regex.S), row.needs
    )


def _one_sentence(row: Row) -> str:
    """A prompt ends with its sentence: what follows in the paragraph is tried by itself."""
    if row.scope != "whole" or row.reason not in _PROMPTS:
        return row.regex
    return row.regex.replace(".{", r"(?:[^.!?]|[.!?](?!\s)){")


def _holds(piece: str, words: Iterable[str]) -> bool:
    low = piece.lower()
    return any(word in low for word in words)


class Bare(NamedTuple):
    """The rows of a scope that takes out only the match, as one expression."""

    pattern: re.Pattern[str]
    reasons: tuple[str, ...]

    def reason(self, match: re.Match[str]) -> str:
        """Why what was matched goes."""
        return self.reasons[(match.lastindex or 1) - 1]


@cache
def bare(scope: str) -> Bare:
    """The rows of ``inside`` or ``front``."""
    rows = [row for row in PATTERNS if row.scope == scope]
    pattern = re.compile("|".join(f"({row.regex})" for row in rows), _FLAGS)
    return Bare(pattern, tuple(row.reason for row in rows))
