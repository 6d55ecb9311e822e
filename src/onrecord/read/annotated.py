"""A text, and beside it a file of brat standoff annotations for each annotator."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Any

from .document import Document, ImportedGold, Rejection, Unreadable
from .encoding import decode
from .lines import DAMAGE, damaged
from .pairs import stem
from .source import SourceFile
from .standoff import gold, misplaced, parse_standoff


def read_annotated(
    text_file: SourceFile,
    ann_files: list[SourceFile],
    meta: dict[str, Any] | None = None,
    *,
    quotes: bool = False,
) -> Iterator[Document | Rejection]:
    """A text as a document with the gold of each ``.ann`` file, and what of the gold is unusable.

    Offsets are code points of the file as it is stored: a byte order mark counts as one and ``\\r\\n``
    as two. The ranges that come out are those of the decoded text, which has no such mark. ``quotes``
    says that the annotators looked for quotes, also where they marked none.
    """
    article_id = text_file.article_id
    try:
        data = text_file.read()
        text = decode(data) if ann_files else ""
    except Unreadable as error:
        yield Rejection(text_file.name, None, article_id, error.reason, error.detail)
        return
    except DAMAGE as error:
        yield damaged(text_file, None, error)
        return
    layers: list[ImportedGold] = []
    for ann_file in ann_files:
        name = _annotator(text_file, ann_file)
        for found in _gold(ann_file, name, (text, _skipped(data)), quotes):
            if isinstance(found, ImportedGold):
                layers.append(found)
            else:
                yield Rejection(ann_file.name, found[0], article_id, "gold", found[1])
    layers.sort(key=lambda layer: layer.annotator)
    yield Document(article_id, "text", data, text_file.name, None, None, meta or {}, tuple(layers))


def _annotator(text_file: SourceFile, ann_file: SourceFile) -> str:
    """The annotator by what the ``.ann`` file's name has beyond that of the text, else "gold"."""
    return stem(ann_file).removeprefix(stem(text_file)).strip("_.- ") or "gold"


def _skipped(data: bytes) -> int:
    return int(data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)))


def _gold(
    ann_file: SourceFile, name: str, stored: tuple[str, int], quotes: bool
) -> Iterator[ImportedGold | tuple[str | None, str]]:
    """The gold of one file, and (place, detail) of what is wrong with it."""
    try:
        ann = ann_file.read().decode("utf-8", "replace").removeprefix("\ufeff")
    except Unreadable as error:
        yield None, error.detail
        return
    except DAMAGE as error:
        yield None, damaged(ann_file, None, error).detail
        return
    found = parse_standoff(ann, *stored)
    yield from ((f"line {number}", detail) for number, detail in found.problems)
    wrong = misplaced(found)
    if wrong > len(found.spans) / 2:
        yield (
            None,
            f"{wrong} of {len(found.spans)} spans have other words than stand at their place; the "
            "annotations are of another version of the text: pair them with the right one",
        )
    else:
        yield gold(found, name, quotes=quotes)
