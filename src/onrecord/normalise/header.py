"""What stands above the report: headline, byline, date, and the dateline that opens it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..read.fields import parse_byline, parse_date
from .furniture import Cut

Range = tuple[int, int]

_KEYS = {
    "date": "published", "published": "published", "pubdate": "published", "title": "title",
    "headline": "title", "author": "byline", "authors": "byline", "byline": "byline", "by": "byline",
    "source": "publisher", "publisher": "publisher", "publication": "publisher", "url": "url", "link": "url",
}  # fmt: skip
_LABELLED = re.compile(
    r"(title|headline|authors?|byline|date|published|pubdate|source|publisher|publication|url|link)\s?[:=]\s?"
    r"(.{1,300})",
    re.IGNORECASE,
)
_DATE_WORD = re.compile(
    r"(?:date|published|posted|updated)\s{0,3}:?\s{0,3}(\d{4}-\d{2}-\d{2}(?:[T ][\d:.+Z-]{4,24})?)(?=\s|\Z)",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:written )?by:? ((?-i:[A-Z]).{2,150})", re.IGNORECASE)
_DATELINE = re.compile(
    r"[A-Z][A-Z.'\u2019 -]{2,40}(?:,[^\n]{1,50}?)?(?: \([^()]{1,40}\))? ?[-\u2013\u2014]{1,2} ?[\"\u201cA-Z]"
)
_STAMP = re.compile(r"\d{1,2}[:.]\d\d ?[ap]\.?m\b")
_WORD = re.compile(r"\w+")
_TERMINAL = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]{0,3}\Z")
_HEADLINE_CHARACTERS, _HEADLINE_WORDS = 160, 24
_ALIKE = 0.6  # Jaccard similarity of words from which a paragraph is the known headline
_SMALL = frozenset(
    "a an the of in on at to for by and or but as from with is are be vs v via nor his her its not up".split()
)
_CAPITALISED = 0.75
_TOP = 4


@dataclass(slots=True)
class Header:
    """What the top of a document says: fields for the article record, cuts, and the lines left."""

    lines: list[Range]
    cuts: list[Cut] = field(default_factory=list)
    meta: dict[str, Any] = field(default_factory=dict)


def header(text: str, lines: Sequence[Range], known: Mapping[str, Any]) -> Header:
    """Read the top of a document. ``known`` is what the container says already; it takes precedence."""
    top = Header(list(lines))
    _labelled(text, top)
    _date_word(text, top)
    _headline(text, top, known.get("title") or top.meta.get("title"))
    _byline(text, top)
    return top


def _labelled(text: str, top: Header) -> None:
    """``Title: ...`` lines; two at least, since one may be a sentence of the report."""
    found = []
    for line in top.lines[:8]:
        match = _LABELLED.fullmatch(text, *line)
        if not match:
            break
        found.append((line, _KEYS[match[1].lower()], match[2]))
    if len(found) < 2:
        return
    for line, key, value in found:
        top.cuts.append(Cut(*line, _REASONS.get(key, "navigation")))
        parsed = _PARSERS.get(key, str.strip)(value)
        if parsed:
            top.meta.setdefault(key, parsed)
    del top.lines[: len(found)]


_PARSERS: dict[str, Any] = {"published": parse_date, "byline": parse_byline}
_REASONS = {"published": "date", "title": "headline", "byline": "byline"}


def _date_word(text: str, top: Header) -> None:
    """``date 2024-06-19`` at the very front, with whatever the scraper glued behind it."""
    if not top.lines:
        return
    start, end = top.lines[0]
    match = _DATE_WORD.match(text, start, end)
    date = parse_date(match[1]) if match else None
    if not match or not date:
        return
    top.meta.setdefault("published", date)
    top.cuts.append(Cut(start, match.end(), "date"))
    rest = match.end() + len(text[match.end() : end]) - len(text[match.end() : end].lstrip())
    top.lines[:1] = [(rest, end)] if rest < end else []


def _headline(text: str, top: Header, title: str | None) -> None:
    index = _headline_index(text, top.lines, title)
    if index is None:
        return
    start, end = top.lines[index]
    if index + 1 < len(top.lines) - 1 and text[start:end].endswith(";") and _adjacent(text, top.lines, index):
        end = top.lines.pop(index + 1)[1]  # a press database parts headline and deck by a semicolon
    top.meta.setdefault("title", text[top.lines[index][0] : top.lines[index][1]].rstrip("; "))
    top.cuts.append(Cut(start, end, "headline"))
    del top.lines[index]
    top.cuts.sort()


def _adjacent(text: str, lines: Sequence[Range], index: int) -> bool:
    return text[lines[index][1] : lines[index + 1][0]].count("\n") == 1


def _headline_index(text: str, lines: Sequence[Range], title: str | None) -> int | None:
    if len(lines) < 2:
        return None
    if title:
        for index, (start, stop) in enumerate(lines[:_TOP]):
            decked = text[stop - 1] == ";" and index + 1 < len(lines)
            end = lines[index + 1][1] if decked else stop
            if end - start <= 2 * _HEADLINE_CHARACTERS and _alike(text[start:end], title):
                return index
        return None
    below = [text[start:end] for start, end in lines[1:4]]
    return 0 if _looks_like_headline(text[slice(*lines[0])], below) else None


def _alike(line: str, title: str) -> bool:
    one, two = (set(_WORD.findall(s.lower())) for s in (line, title))
    return bool(one & two) and len(one & two) >= _ALIKE * len(one | two)


def _looks_like_headline(line: str, below: Sequence[str]) -> bool:
    """Short, above something longer, and without full stop, in title case, or above a dateline or byline."""
    words = line.split()
    if not 2 <= len(words) <= _HEADLINE_WORDS or len(line) > _HEADLINE_CHARACTERS:
        return False
    if max(map(len, below)) < len(line) or line.endswith(":"):
        return False
    above = any(pattern.match(below[0]) for pattern in (_DATELINE, _BYLINE, _STAMP))
    return above or not _TERMINAL.search(line) or line.endswith(";") or _title_case(words)


def _title_case(words: Sequence[str]) -> bool:
    counted = [word for word in words if word.lower() not in _SMALL and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in counted)
    return len(counted) > 2 and capitals >= _CAPITALISED * len(counted)


def _byline(text: str, top: Header) -> None:
    for index, (start, end) in enumerate(top.lines[:_TOP]):
        match = _BYLINE.fullmatch(text, start, end)
        if match and _is_byline(match[1]):
            top.meta.setdefault("byline", parse_byline(match[1].rstrip(".")))
            top.cuts.append(Cut(start, end, "byline"))
            top.cuts.sort()
            del top.lines[index]
            return


def _is_byline(names: str) -> bool:
    words = names.rstrip(".").split()
    lower = [w for w in words if w[0].islower() and w not in {"and", "in", "of", "for", "de", "van", "von"}]
    return not lower and len(words) <= 16 and not re.search(r"[!?]|\. ", names)
