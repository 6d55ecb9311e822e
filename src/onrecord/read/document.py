"""What readers yield: raw documents, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

#: A document longer than this is refused: nothing that is one article is as long.
MAX_BYTES = 32 * 1024 * 1024

Format = Literal["text", "html"]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ImportedQuote:
    """A gold quote of a foreign corpus; ranges are code points of the decoded raw document."""

    content: tuple[Range, ...]
    cue: tuple[Range, ...] = ()
    speaker: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedEntity:
    """A gold mention of a foreign corpus; without coreference, each is an entity of its own."""

    type: str
    ranges: tuple[Range, ...]
    link: str | None = None


@dataclass(frozen=True, slots=True)
class ImportedGold:
    """One annotator's layers of one document. A layer that was not annotated is None."""

    annotator: str
    quotes: tuple[ImportedQuote, ...] | None = None
    entities: tuple[ImportedEntity, ...] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One raw document as it was found, not yet decoded.

    ``data`` are the document's own bytes, decompressed; for a row of a dump those of its body field.
    ``meta`` holds what the container says of it, under the names of the article record: ``title``,
    ``byline`` (list), ``published`` (ISO date), ``publisher``, ``url``, ``language``, ``licence``.
    ``gold`` has one item for each annotator; the first is taken for the article's own layers.
    """

    article_id: str
    format: Format
    data: bytes
    file: str
    place: str | None = None
    encoding: str | None = None
    meta: dict[str, Any] = field(default_factory=dict)
    gold: tuple[ImportedGold, ...] = ()


@dataclass(frozen=True, slots=True)
class Known(Document):
    """A document that was not read, since who asked for it has it already, under ``key``."""

    key: bytes = b""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something of the input that does not become an article, with its place and reason.

    ``reason`` is one of the closed list in ``schema/rejected.schema.json``.
    """

    file: str
    place: str | None
    article_id: str | None
    reason: str
    detail: str


class Unreadable(ValueError):
    """A document that can't become an article. ``reason`` is as in `Rejection`."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
