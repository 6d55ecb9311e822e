"""The public functions that are more than a name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .annotate import DEFAULT, find
from .article import Settings, process
from .offsets import OffsetMap
from .read.document import Document, Unreadable

Record = dict[str, Any]


def annotate(
    raw: str | bytes, *, annotator: str = DEFAULT, as_is: bool = False, html: bool = False, **meta: Any
) -> Record:
    """The article record of one raw article: its clean text, and who said what in which office.

    ``raw`` is text or the bytes of a text or (``html``) page. ``as_is`` keeps the text character for
    character, so that offsets are those of the input. ``meta`` are fields that are known already
    (``title``, ``published`` as ISO date, ``publisher`` …).

    Raises:
        Unreadable: The input can't be decoded or holds no text; the message says where and why.
        UnknownAnnotator: No annotator of the name is installed.
    """
    data = raw.encode() if isinstance(raw, str) else raw
    document = Document("article", "html" if html else "text", data, "<memory>", meta=meta)
    outcome = process(document, Settings(find(annotator), as_is))
    if outcome.record is None:
        first = outcome.rejections[0]
        raise Unreadable(first.reason, first.detail)
    return outcome.record


def load(
    table: str = "articles", *, path: str | Path | None = None, split: str = "train", **options: Any
) -> Any:
    """A table as a `datasets.Dataset`: of the corpus that the package ships, or of a dataset folder.

    ``options`` go to ``load_dataset``. The registry's tables have one split, ``train``.
    """
    from datasets import load_dataset

    from .dataset.shipped import world

    return load_dataset(str(world() if path is None else path), table, split=split, **options)


def to_raw(article: Mapping[str, Any], start: int, end: int) -> tuple[int, int] | None:
    """The range of the decoded raw document that a range of the text was made of; None if of nothing."""
    return OffsetMap.of(article).to_raw(start, end)


def to_text(article: Mapping[str, Any], start: int, end: int) -> tuple[int, int] | None:
    """The range of the text that a range of the decoded raw document became; None if it was removed."""
    return OffsetMap.of(article).to_text(start, end)
