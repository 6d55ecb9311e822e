"""What an adjudication made of an annotator's records: each was kept, changed or dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .lines import Marks

Record = Mapping[str, Any]
Layers = Mapping[str, Sequence[Record] | None]
Spans = frozenset[tuple[int, int]]


def judgements(marks: Marks, own: Layers, gold: Layers) -> list[dict[str, str]]:
    """One judgement a record: how sure the annotator was, and what the gold has in its place.

    ``kept`` is a record that the gold has alike; ``changed`` one whose place the gold has with another
    extent, type or link; ``dropped`` one that has nothing there.
    """
    certainty = {
        item["id"]: item["certainty"]
        for lines in (marks.entities, marks.quotes, marks.officials)
        for item in lines
    }
    return [
        {"item": identity, "certainty": certainty.get(identity, "sure"), "decision": decision}
        for layer, key in (("entities", "entity_id"), ("quotes", "quote_id"), ("officials", "official_id"))
        for identity, decision in _decisions(own, gold, layer, key)
    ]


def _decisions(own: Layers, gold: Layers, layer: str, key: str) -> Iterator[tuple[str, str]]:
    view, place = _VIEWS[layer], _PLACES[layer]
    whole = {view(item, _names(gold)) for item in gold[layer] or ()}
    taken = [span for item in gold[layer] or () for span in place(item)]
    for item in own[layer] or ():
        if view(item, _names(own)) in whole:
            yield item[key], "kept"
        elif any(s < end and start < e for start, end in place(item) for s, e in taken):
            yield item[key], "changed"
        else:
            yield item[key], "dropped"


def _names(layers: Layers) -> dict[str, Spans]:
    """An entity by the places where it is named, since ids are an annotator's own."""
    return {e["entity_id"]: _named(e) for e in layers["entities"] or ()}


def _spans(spans: Sequence[Record]) -> Spans:
    return frozenset((span["start"], span["end"]) for span in spans)


def _named(entity: Record) -> Spans:
    return _spans([m for m in entity["mentions"] if m["kind"] == "name"])


def _entity(entity: Record, _: Mapping[str, Spans]) -> tuple[Any, ...]:
    return entity["type"], _named(entity)


def _quote(quote: Record, names: Mapping[str, Spans]) -> tuple[Any, ...]:
    roles = (_spans(quote[role]) for role in ("content", "cue", "speaker"))
    return *roles, quote["mode"], names.get(quote["speaker_id"] or "")


def _official(official: Record, names: Mapping[str, Spans]) -> tuple[Any, ...]:
    fields = (official[key] for key in ("office", "organisation", "jurisdiction", "status"))
    who = names.get(official["entity_id"] or "")
    return *fields, who, _spans(official["mentions"]), frozenset(official["topics"])


_VIEWS: dict[str, Callable[[Record, Mapping[str, Spans]], tuple[Any, ...]]] = {
    "entities": _entity,
    "quotes": _quote,
    "officials": _official,
}
_PLACES: dict[str, Callable[[Record], Spans]] = {
    "entities": _named,
    "quotes": lambda quote: _spans(quote["content"]),
    "officials": lambda official: _spans(official["mentions"]),
}
