"""The seam for annotators: what one is, and how it is found by name."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import entry_points
from typing import Any, Protocol, TypedDict

#: Third parties register a class or factory under this entry point group.
GROUP = "onrecord.annotators"
NONE = "none"
#: The annotator that is used where none is named.
DEFAULT = "learned"


class Layers(TypedDict, total=False):
    """The layers that an annotator makes, as records of the schema; a missing one it doesn't make."""

    entities: list[dict[str, Any]]
    quotes: list[dict[str, Any]]
    officials: list[dict[str, Any]]


class Annotator(Protocol):
    """Finds entities, quotes and officials in one article.

    ``languages`` are the ISO 639 codes of the languages that it reads. ``annotate`` is a pure
    function: the same article gives the same layers. It gets the article record without layers
    (``text``, ``paragraphs``, ``sentences``, ``title``, ``published`` …) and must not change it.
    """

    name: str
    version: str
    languages: frozenset[str]

    def annotate(self, article: Mapping[str, Any]) -> Layers:
        """The layers of one article."""
        ...


class UnknownAnnotator(ValueError):
    """No annotator of that name is installed."""


def find(name: str) -> Annotator | None:
    """The annotator registered under a name; None for ``none``.

    What stands behind a colon is handed to it: ``spacy:NAME``. Annotators that want that say so by the
    attribute ``argument`` of what is registered, the word for it in messages; in brackets it may be left out.

    Raises:
        UnknownAnnotator: Nothing is registered under the name, or it wants an argument or none.
    """
    if name == NONE:
        return None
    head, colon, argument = name.partition(":")
    registered = {point.name: point for point in entry_points(group=GROUP)}
    if head not in registered:
        known = ", ".join([*sorted(registered), NONE])
        raise UnknownAnnotator(f"no annotator {head!r}; installed are: {known}")
    make = registered[head].load()
    wanted = getattr(make, "argument", None)
    if wanted is None:
        if colon:
            raise UnknownAnnotator(f"annotator {head!r} takes no argument, but was given {argument!r}")
        annotator: Annotator = make()
    elif not argument and wanted[0] == "[":
        annotator = make()
    elif not argument:
        raise UnknownAnnotator(f"annotator {head!r} wants an argument: {head}:{wanted}")
    else:
        annotator = make(argument)
    return annotator
