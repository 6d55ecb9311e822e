"""Raw article to text: repaired, without page furniture, in paragraphs and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..read.document import Unreadable
from ..read.parse import RawArticle
from ..tracked import Edit, Piece, TrackedText
from .blocks import between, joining, kept, paragraphs, unwrap
from .characters import repair
from .furniture import furniture
from .header import header
from .sentences import sentences

#: Raise it whenever the normaliser's output changes: builds keep what an older version made apart.
VERSION = "1.1"

__all__ = ["VERSION", "Edit", "Normalised", "Piece", "TrackedText", "normalise"]

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Normalised:
    """An article's text with its map and ledger (``tracked``), its parts, and what its top says."""

    tracked: TrackedText
    paragraphs: list[Range]
    sentences: list[Range]
    meta: dict[str, Any]


def normalise(article: RawArticle, *, as_is: bool = False) -> Normalised:
    """The report in a raw article. ``as_is`` keeps the text character for character.

    Raises:
        Unreadable: Nothing is left, or there was nothing.
    """
    if as_is:
        return _finished(article.tracked, {})
    tracked = repair(article.tracked)
    tracked = tracked.apply(unwrap(tracked.text))
    text = tracked.text
    top = header(text, paragraphs(text), article.meta)
    cuts = sorted([*top.cuts, *furniture(text, top.lines)])
    parts = [part for line in top.lines if (part := kept(text, line, between(cuts, *line)))]
    if not parts:
        raise Unreadable("empty", "no text is left without page furniture; is this an article?")
    return _finished(tracked.apply(joining(text, parts, cuts)), top.meta)


def _finished(tracked: TrackedText, meta: dict[str, Any]) -> Normalised:
    found = paragraphs(tracked.text)
    if not found:
        raise Unreadable("empty", "the document holds no text")
    return Normalised(tracked, found, sentences(tracked.text, found), meta)
