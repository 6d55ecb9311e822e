"""A raw document decoded and taken out of its format: what the normaliser works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..tracked import TrackedText
from .document import Document
from .encoding import decode

#: Raise it whenever a reader's output changes.
VERSION = "1.2"


@dataclass(frozen=True, slots=True)
class RawArticle:
    """The text that the format gave, with its way back to the decoded raw document, and its fields."""

    tracked: TrackedText
    meta: Mapping[str, Any]


def parse(document: Document) -> RawArticle:
    """Decode a document and take its text out of its format.

    Raises:
        Unreadable: It can't be decoded, or has no text.
    """
    raw = decode(document.data, document.encoding)
    if document.format == "html":
        from .html import parse_html

        tracked, found = parse_html(raw, document.meta.get("url"))
        return RawArticle(tracked, {**found, **document.meta})
    return RawArticle(TrackedText.verbatim(raw), document.meta)
