"""What the network sees of a token: hashes of its form, and flags from the rules."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ..rules.drafts import Draft
from ..rules.layout import Layout
from ..rules.names import Name
from ..rules.offices import Title

#: Rows of the table of word forms; each form has two, so that few forms share both (Bloom embeddings).
WORDS = 1 << 15
#: Rows of the tables of first letters, last letters and shapes.
BUCKETS = (4096, 4096, 1024)
TYPES = ("PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "EVENT")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_RUN = re.compile(r"(.)\1{3,}")
_FIRST_TYPE = 6
_NAMED = _FIRST_TYPE + len(TYPES)
FLAGS = _NAMED + 8


@lru_cache(1 << 16)
def word_ids(word: str) -> tuple[int, int, int, int, int]:
    """Rows of a word in the tables: form twice, first letters, last letters, shape."""
    form = word.lower() if word.isalpha() else _DIGIT.sub("0", word.lower().replace("’", "'"))
    shape = _shape(word)
    first, last, shapes = BUCKETS
    return (
        crc32(b"w" + form.encode()) % WORDS,
        crc32(b"v" + form.encode()) % WORDS,
        crc32(b"p" + form[:3].encode()) % first,
        crc32(b"s" + form[-3:].encode()) % last,
        crc32(b"t" + shape.encode()) % shapes,
    )


def _shape(word: str) -> str:
    """The word with X for capitals, x for other letters and digits, and no run of more than three.

    >>> _shape("Voss"), _shape("reported"), _shape("F-16C"), _shape("20,000")
    ('Xxxx', 'xxx', 'X-xxX', 'xx,xxx')
    """
    if word.isalpha() and word[1:].islower():  # most words: the same, quicker
        return ("X" if word[0].isupper() else "x"[: len(word) < 4]) + "x" * min(len(word) - 1, 3)
    shape = _LETTER.sub(lambda m: "X" if m.group().isupper() else "x", _DIGIT.sub("x", word))
    return _RUN.sub(r"\1\1\1", shape)


def features(
    layout: Layout,
    titles: Sequence[Title],
    names: Sequence[Name],
    cues: Sequence[tuple[int, int]],
    drafts: Sequence[Draft],
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Tokens × 5 ids, and tokens × ``FLAGS`` flags: layout, names, titles, cues and drafts of the rules."""
    tokens = layout.tokens
    size = len(tokens)
    ids = np.array([word_ids(word) for word in tokens.words], np.int32).reshape(size, 5)
    flags = np.zeros((size, FLAGS), np.float32)
    flags[:, 0] = np.array(layout.within, np.int64) >= 0
    for (first, last), quotation in zip(layout.quoted, layout.quotations, strict=True):
        if last > first:
            flags[first, 1] = flags[last - 1, 2] = 1
            flags[first:last, 3] = not quotation.sure
    flags[[first for first, _ in layout.paragraphs], 4] = 1
    flags[[first for first, _ in layout.sentences], 5] = 1
    for name in names:
        flags[name.first : name.last, _FIRST_TYPE + TYPES.index(name.type)] = 1
        flags[name.first, _NAMED] = 1
    for title in titles:
        flags[title.first : title.last, _NAMED + 1] = 1
    for first, last in cues:
        flags[first:last, _NAMED + 2] = 1
    for draft in drafts:
        if draft.cue:
            flags[slice(*draft.cue), _NAMED + 3] = 1
        if draft.source:
            flags[slice(*draft.source), _NAMED + 4] = 1
        for start, end in draft.content:
            first, last = bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)
            flags[first:last, _NAMED + 5] = 1
            flags[first : first + 1, _NAMED + 6] = 1
    if size > 1:
        flags[1:, _NAMED + 7] = np.array(tokens.starts[1:]) > np.array(tokens.ends[:-1])
    return ids, flags
