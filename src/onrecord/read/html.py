"""HTML pages and fragments: main text, metadata, and where the text stands in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from trafilatura import bare_extraction

from ..offsets import OffsetMap
from ..tracked import TrackedText
from .align import align
from .document import Unreadable
from .fields import parse_byline, parse_date, parse_language, parse_licence
from .fragment import fragment_text
from .layout import is_laid, unlaid

#: The day that the page states; a search through the text for anything like a date would be a guess.
_DATES = {"extensive_search": False, "original_date": True}
_PAGE = re.compile(r"<(?:html|body|head|!doctype)\b", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^<>]{0,500}?\blang\s{0,3}=\s{0,3}[\"']?([A-Za-z-]{2,16})", re.IGNORECASE)
_HEAD = 4096
_DEEPEST = 600  # lxml and the extractor recurse; no article nests as deep
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})[^<>]{0,2000}(/?)>")
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td tr th dd dt".split()
)


def parse_html(raw: str, url: str | None = None) -> tuple[TrackedText, dict[str, Any]]:
    """The main text of a page, or all the text of a fragment, and what the page says of itself.

    A whole page goes through trafilatura, which finds the article among menus. A fragment, such as
    the body field of a feed, is the article already and keeps every block.

    Raises:
        Unreadable: There is no text, or the markup nests too deep to be read safely.
    """
    if _depth(raw) > _DEEPEST:
        raise Unreadable("malformed", f"elements nest more than {_DEEPEST} deep; no article does")
    page = _PAGE.search(raw, 0, _HEAD) is not None
    text, meta = _page(raw, url) if page else (fragment_text(raw), {})
    if not text.strip():
        raise Unreadable("empty", "no article text was found in the page")
    runs = align(text, raw)
    mapped = OffsetMap(runs, text_length=len(text), raw_length=len(raw))
    return TrackedText(text, raw, mapped, exact=False), meta


def _page(raw: str, url: str | None) -> tuple[str, dict[str, Any]]:
    found = _extracted(raw, url)
    if found is None:
        return fragment_text(raw) if len(raw) < _HEAD else "", {}
    text = found.text or ""
    if is_laid(text) and (again := _extracted(unlaid(raw), url)) is not None:
        text = again.text or text
    language = _LANGUAGE.search(raw, 0, _HEAD)
    meta = {
        "title": found.title or None,
        "byline": parse_byline(found.author or ""),
        "published": parse_date(found.date or ""),
        "publisher": found.sitename or found.hostname or None,
        "url": found.url or None,
        "licence": parse_licence(found.license or ""),
        "language": parse_language(language[1]) if language else None,
    }
    return text.strip(), {key: value for key, value in meta.items() if value}


def _extracted(raw: str, url: str | None) -> Any:
    return bare_extraction(
        raw, url=url, include_comments=False, with_metadata=True, date_extraction_params=_DATES
    )


def _depth(raw: str) -> int:
    deepest = depth = 0
    for closing, name in _tags(raw):
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            break
        del name
    return deepest


def _tags(raw: str) -> Iterator[tuple[bool, str]]:
    for match in _TAG.finditer(raw):
        name = match[2].lower()
        if name not in _VOID and not match[3]:
            yield bool(match[1]), name
