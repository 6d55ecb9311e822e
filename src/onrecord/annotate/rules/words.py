"""The word lists of the rules, read once from the files in ``lexicon``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

from .tokens import tokenise

Value = TypeVar("Value")


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a lexicon file, without comments; missing last columns are empty."""
    text = (files(__package__) / "lexicon" / name).read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    return tuple((*line.split("\t"), "", "", "")[:4] for line in lines)


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class in ``words.tsv``.

    >>> "he" in word_class("masculine")
    True
    """
    classes = {kind: frozenset(split(words)) for kind, words, *_ in rows("words.tsv")}
    return classes[name]


def split(cell: str, mark: str = ",") -> list[str]:
    """The parts of a cell, without the empty ones."""
    return [part.strip() for part in cell.split(mark) if part.strip()]


class Phrases(Generic[Value]):
    """Phrases with a value each, found by their longest match at a token."""

    def __init__(self, entries: Iterable[tuple[str, Value]], *, lower: bool = True) -> None:
        table: dict[str, dict[tuple[str, ...], Value]] = {}
        for phrase, value in entries:
            cut = tokenise(
                f"{phrase.title() if lower else phrase} x"
            )  # an abbreviation keeps its dot before a word only
            words = cut.lows if lower else [word.replace("’", "'") for word in cut.words]
            parts = tuple(words[:-1])
            table.setdefault(parts[0], {}).setdefault(parts[1:], value)
        self._table: Mapping[str, list[tuple[tuple[str, ...], Value]]] = {
            first: sorted(tails.items(), key=lambda item: -len(item[0])) for first, tails in table.items()
        }

    def match(self, words: list[str], at: int) -> tuple[int, Value] | None:
        """The end and value of the longest phrase that begins at ``at``; None where none does."""
        for tail, value in self._table.get(words[at], ()):
            end = at + 1 + len(tail)
            if not tail or tuple(words[at + 1 : end]) == tail:
                return end, value
        return None

    def starts(self, words: Sequence[str]) -> list[int]:
        """Where a phrase may begin: the places of words that are the first of one."""
        table = self._table
        return [at for at, word in enumerate(words) if word in table]

    def __contains__(self, word: str) -> bool:
        return word in self._table
