"""Whether an annotator reads the language of an article."""

from __future__ import annotations

import re

from .base import Annotator

_ENGLISH = frozenset(
    "the of and to in a that is was for on with as he it at by be from his are said not".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000
_SHARE = 0.08  # English news has about a third; Germanic neighbours stay under a twentieth


def reads(annotator: Annotator, language: str | None, text: str) -> bool:
    """Whether the declared language is one of the annotator's, and the words agree.

    Pages lie about their language and many do not state it, so English is checked by its function words.
    """
    if language is not None and language not in annotator.languages:
        return False
    return "en" not in annotator.languages or looks_english(text)


def looks_english(text: str) -> bool:
    """Whether enough of the words are English function words.

    >>> looks_english("The mayor said that the bridge is closed."), looks_english("Der Rat tagt heute.")
    (True, False)
    """
    words = _WORD.findall(text[:_SAMPLE].lower())
    return sum(word in _ENGLISH for word in words) >= _SHARE * max(len(words), 1)
