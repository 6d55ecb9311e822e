"""Find page furniture: what a page or a scraper put around and into the report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .patterns import SIGN_UP_CHAIN
from .rows import Rows, front

Range = tuple[int, int]


class Cut(NamedTuple):
    """A range of the text that is no part of the report, and why."""

    start: int
    end: int
    reason: str


_LONGEST = 1000  # no furniture that stands alone is longer
_TOP, _END = 5, 4  # how many paragraphs are the top and the end
_CHAIN_GAP = 130  # characters that fields and buttons leave between two phrases of a sign-up box
_REPEATED = 60  # a paragraph shorter than this may stand twice
_LIST_ITEM = 110
_LISTS = {"read-more"}
_BACK_TRIES = 2  # a prompt may have a colon in it, which looks like a boundary
_PIECE = re.compile(r"[.!?:\u2026][\"'\u201d\u2019)\]]{0,3}(?:\s+(?=\S)|(?=[A-Z][a-z]))")
_TERMINAL = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]{0,3}\Z")
_ABSTRACT, _FULL_TEXT = "abstract", "full text"
_CHAIN = re.compile(SIGN_UP_CHAIN, re.IGNORECASE)
_CHAIN_SIGNS = ("sign", "subscri", "mail", "inbox", "newsletter", "alerts", "privacy", "cookie", "send me")
_WORD = 10
_STAMP = re.compile(
    r"\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b\.?)?(?: ?\(?(?:[A-Z]{2,4}|local time)\b\)?)?(?: ?[:|\u2013\u2014-])?"
    r"[\s.]{0,3}(?=[\"'\u201c\u2018A-Z]|\Z)"
)
_WINDOW = 420  # how far into a paragraph glued furniture is looked for


def furniture(text: str, paragraphs: Sequence[Range]) -> list[Cut]:
    """What of the paragraphs is furniture, in order and apart.

    Every decision is a row of `patterns`, or one of the rules that need to see more than one
    paragraph: abstracts of a press database, lists below a heading that announces links, repeated
    paragraphs, and the author's biography, whose subject the report does not mention.
    """
    rows = Rows(text)
    signs = _signs(rows.low)
    cuts = _alone(text, paragraphs, rows)
    left = [index for index in range(len(paragraphs)) if index not in cuts]
    stamps = _stamps(text, paragraphs)
    for index in left:
        start, end = paragraphs[index]
        begin = stamps.get(index, start)
        cuts[index] = [Cut(start, begin, "time-stamp")] if begin > start else []
        boxed = _chain(text, begin, end) if _may_chain(signs, begin, end) else begin
        cuts[index] += _within(text, (begin, end), boxed, rows, last=index == left[-1])
    return [cut for index in sorted(cuts) for cut in cuts[index]]


def _stamps(text: str, paragraphs: Sequence[Range]) -> dict[int, int]:
    """Where the post begins behind a time of day at the front of a live blog's paragraphs."""
    found = {i: match.end() for i, span in enumerate(paragraphs) if (match := _STAMP.match(text, *span))}
    alone = any(paragraphs[index][1] == end for index, end in found.items())
    return found if alone and len(found) > 1 else {}  # a list of appointments has no time that stands alone


def _alone(text: str, paragraphs: Sequence[Range], rows: Rows) -> dict[int, list[Cut]]:
    reasons = _abstract(text, paragraphs) | _repeated(text, paragraphs)
    for index, (start, end) in enumerate(paragraphs):
        if index not in reasons and end - start <= _LONGEST:
            reason = _reason(text, paragraphs, index, rows)
            if reason:
                reasons[index] = reason
    _extend_lists(text, paragraphs, reasons, rows)
    return {i: [Cut(*paragraphs[i], reason)] for i, reason in reasons.items()}


def _reason(text: str, paragraphs: Sequence[Range], index: int, rows: Rows) -> str | None:
    start, end = paragraphs[index]
    piece = text[start:end]
    scopes = ["whole", "alone"]
    scopes += ["top"] if index < _TOP else []
    scopes += ["end"] if index >= len(paragraphs) - _END and index else []
    reason = rows.reason(piece, *scopes)
    if reason == "biography" and _mentioned(piece, text[: paragraphs[index][0]]):
        return None
    return reason


def _is_report(text: str, start: int, end: int, rows: Rows) -> bool:
    """Whether what looks like the author's biography is about somebody of the report."""
    piece = text[start:end].strip()
    return rows.reason(piece, "tail") == "biography" and _mentioned(piece, text[:start])


def _mentioned(biography: str, report: str) -> bool:
    """Whether the report speaks of the person: then it is no biography of its author."""
    names = re.match(r"[A-Z][\w.\u2019'-]*(?: [A-Z][\w.\u2019'-]*)*", biography)
    surname = names[0].split()[-1] if names else biography[:20]
    return len(names[0].split()) < 2 or report.count(surname) > 1 if names else True


def _abstract(text: str, paragraphs: Sequence[Range]) -> dict[int, str]:
    words = [text[s:e].rstrip(". :").lower() if e - s < 14 else "" for s, e in paragraphs[:12]]
    if _ABSTRACT not in words or _FULL_TEXT not in words:
        return {}
    first, last = words.index(_ABSTRACT), words.index(_FULL_TEXT)
    return dict.fromkeys(range(first, last + 1), "abstract")


def _repeated(text: str, paragraphs: Sequence[Range]) -> dict[int, str]:
    seen: set[str] = set()
    found = {}
    for index, (start, end) in enumerate(paragraphs):
        if end - start >= _REPEATED:
            piece = text[start:end]
            if piece in seen and _TERMINAL.search(piece):
                found[index] = "repeated"
            seen.add(piece)
    return found


def _extend_lists(text: str, paragraphs: Sequence[Range], reasons: dict[int, str], rows: Rows) -> None:
    """Below a heading that announces links, lines without a full stop are links."""
    for index in sorted(reasons):
        if reasons[index] not in _LISTS or rows.reason(text[slice(*paragraphs[index])], "alone") is None:
            continue
        for item in range(index + 1, len(paragraphs)):
            if item in reasons or not _is_link(text[slice(*paragraphs[item])]):
                break
            reasons[item] = reasons[index]


def _is_link(line: str) -> bool:
    if line.startswith(("- ", "\u2022")):
        return len(line) < 2 * _LIST_ITEM
    return len(line) < _LIST_ITEM and (line.endswith("?") or not _TERMINAL.search(line))


def _within(text: str, paragraph: Range, boxed: int, rows: Rows, *, last: bool) -> Iterator[Cut]:
    """What of a paragraph goes. ``boxed`` is the end of a sign-up box at its front."""
    start, end = paragraph
    scopes = ("whole", "tail") if last else ("whole",)
    low = _front(text, boxed, end, rows)
    high = _back(text, low, end, rows, scopes) if low < end else end
    if last and high < end and _is_report(text, high, end, rows):
        high = _back(text, low, end, rows, ("whole",))
    if low > start:
        yield Cut(start, low, _reason_of_front(text, start, low, rows))
    yield from (Cut(*found) for found in rows.inside(text, low, high))
    if high < end:
        yield Cut(high, end, _reason_of_back(text, high, end, rows, scopes))


def _front(text: str, start: int, end: int, rows: Rows) -> int:
    """Where the report begins in a paragraph that furniture is glued to the front of."""
    position = start
    if found := front(text, position, end):
        position = found[0]
    while position < end and rows.may_begin(text[position : position + _WORD], "whole"):
        match = _PIECE.search(text, position, min(end, position + _WINDOW))
        stop = match.end() if match else end
        if rows.reason(text[position:stop].strip(), "whole") is None:
            break
        position = stop
    return position


def _signs(low: str) -> list[int]:
    """Where words stand of which a sign-up box has one near its front."""
    found = []
    for sign in _CHAIN_SIGNS:
        at = low.find(sign)
        while at >= 0:
            found.append(at)
            at = low.find(sign, at + 1)
    return sorted(found)


def _may_chain(signs: Sequence[int], start: int, end: int) -> bool:
    """Whether a paragraph has one sign near its front and another one."""
    index = bisect_left(signs, start)
    return index + 1 < len(signs) and signs[index] < start + _CHAIN_GAP and signs[index + 1] < end


def _chain(text: str, start: int, end: int) -> int:
    """The end of a sign-up box at the front: two phrases or more, each near the one before."""
    position, count = start, 0
    for match in _CHAIN.finditer(text, start, end):
        if match.start() - position > _CHAIN_GAP:
            break
        position, count = match.end(), count + 1
    if count < 2:
        return start
    rest = text[position:end]
    unfinished = len(rest) < _CHAIN_GAP and not _TERMINAL.search(rest)
    return end if unfinished else position + len(rest) - len(rest.lstrip(" .:;,|"))


def _back(text: str, start: int, end: int, rows: Rows, scopes: Sequence[str]) -> int:
    """Where the report ends in a paragraph that furniture is glued to the back of."""
    ends = [match.end() for match in _PIECE.finditer(text, max(start, end - _WINDOW), end)]
    position = end
    failed = 0
    for begin in reversed(ends):
        if begin == end:
            continue
        if rows.reason(text[begin:position].strip(), *scopes) is not None:
            position, failed = begin, 0
        elif (failed := failed + 1) == _BACK_TRIES:
            break
    return position


def _reason_of_front(text: str, start: int, low: int, rows: Rows) -> str:
    if found := front(text, start, low):
        return found[1]
    return rows.reason(text[start:low].strip(), "whole") or "sign-up"


def _reason_of_back(text: str, high: int, end: int, rows: Rows, scopes: Sequence[str]) -> str:
    ends = [match.end() for match in _PIECE.finditer(text, high, end)]
    found = (rows.reason(text[high:stop].strip(), *scopes) for stop in [*ends, end])
    return next((reason for reason in found if reason), "read-more")
