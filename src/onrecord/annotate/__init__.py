"""Annotators: who said what, and in which office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .base import DEFAULT, GROUP, NONE, Annotator, Layers, UnknownAnnotator, find
from .confident import confident
from .language import reads

__all__ = [
    "DEFAULT",
    "GROUP",
    "NONE",
    "Annotator",
    "Layers",
    "UnknownAnnotator",
    "automatic",
    "confident",
    "find",
]


def automatic(article: Mapping[str, Any], annotator: Annotator | None) -> tuple[Layers, str | None]:
    """The annotator's layers of an article, and its name and version for the provenance.

    An article in a language that the annotator does not read has no layers, and null.
    """
    if annotator is None or not reads(annotator, article["language"], article["text"]):
        return {}, None
    return annotator.annotate(article), f"{annotator.name} {annotator.version}"
