"""Entities from any spaCy pipeline that the user has installed: ``--annotator spacy:NAME``."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from .base import Layers, UnknownAnnotator

#: spaCy's labels (OntoNotes 5, and WikiNER's of its smaller models) among our types.
_TYPES = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "NORP": "NORP",
    "ORG": "ORG",
    "GPE": "GPE",
    "LOC": "LOC",
    "FAC": "FAC",
    "EVENT": "EVENT",
}
_BEFORE = frozenset({"the", "a", "an", "this", "that", "these", "those"})
_AFTER = ("'s", "’s", "'", "’")


class SpacyAnnotator:
    """Entities by a spaCy pipeline; quotes and officials it leaves to others.

    Mentions of the same words and type are one entity. spaCy is not among the package's dependencies.

    Raises:
        UnknownAnnotator: spaCy or the pipeline is not installed.
    """

    name = "spacy"
    argument = "NAME"

    def __init__(self, pipeline: str) -> None:
        try:
            spacy = import_module("spacy")
        except ImportError as error:
            raise UnknownAnnotator(
                f"no annotator 'spacy:{pipeline}': spaCy is not installed; install it with "
                "'pip install spacy', and a pipeline of it"
            ) from error
        try:
            self._pipeline = spacy.load(pipeline)
        except OSError as error:
            raise UnknownAnnotator(
                f"no annotator 'spacy:{pipeline}': spaCy has no such pipeline installed; "
                "'spacy info' lists those that are, and the name may also be a pipeline's folder"
            ) from error
        meta = self._pipeline.meta
        self.version = (
            f"{meta.get('lang', '')}_{meta.get('name', pipeline)} {meta.get('version', '')}".strip()
        )
        self.languages = frozenset({self._pipeline.lang})

    def annotate(self, article: Mapping[str, Any]) -> Layers:
        """The entities of one article; a text that is longer than the pipeline takes has none."""
        text: str = article["text"]
        if len(text) > self._pipeline.max_length:
            return {"entities": []}
        found: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for span in self._pipeline(text).ents:
            kind = _TYPES.get(span.label_)
            start, end = _name(text, span.start_char, span.end_char)
            if kind and start < end:
                mention = {"start": start, "end": end, "text": text[start:end], "kind": "name"}
                found.setdefault((kind, text[start:end]), []).append(mention)
        return {
            "entities": [
                {
                    "entity_id": f"e{number}",
                    "type": kind,
                    "name": name,
                    "link": None,
                    "mentions": mentions,
                    "confidence": None,
                }
                for number, ((kind, name), mentions) in enumerate(found.items(), 1)
            ]
        }


def _name(text: str, start: int, end: int) -> tuple[int, int]:
    """The range of a mention without determiner, possessive and white space."""
    words = text[start:end]
    head = words.split(maxsplit=1)
    if len(head) == 2 and head[0].lower() in _BEFORE:
        start = end - len(head[1])
        words = head[1]
    for mark in _AFTER:
        if words.endswith(mark):
            words = words[: -len(mark)]
            break
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())
