"""Leave out what an annotator is not sure enough of."""

from __future__ import annotations

from typing import Any, cast

from .base import Layers

Record = dict[str, Any]


def confident(layers: Layers, least: float) -> Layers:
    """The records whose confidence is at least ``least``, links to the others null.

    A record without a confidence (null) is kept: its annotator does not say.
    """
    kept: dict[str, list[Record]] = {
        layer: [item for item in layers[layer] if item["confidence"] is None or item["confidence"] >= least]  # type: ignore[literal-required]
        for layer in _KEYS
        if layer in layers
    }
    ids = {layer: {item[key] for item in kept.get(layer, ())} for layer, key in _KEYS.items()}
    for layer, links in _LINKS.items():
        kept[layer] = [_without(item, links, ids) for item in kept[layer]] if layer in kept else []
    return cast(Layers, {layer: kept[layer] for layer in layers})


_KEYS = {"entities": "entity_id", "quotes": "quote_id", "officials": "official_id"}
#: A link, the layer that it leads into, and the field that repeats a name from there.
_LINKS = {
    "quotes": (
        ("speaker_id", "entities", "speaker_name"),
        ("official_id", "officials", None),
        ("parent_id", "quotes", None),
    ),
    "officials": (
        ("entity_id", "entities", "name"),
        ("organisation_id", "entities", None),
        ("jurisdiction_id", "entities", None),
    ),
}


def _without(
    item: Record, links: tuple[tuple[str, str, str | None], ...], ids: dict[str, set[str]]
) -> Record:
    gone = [key for link, layer, name in links if item[link] not in ids[layer] for key in (link, name) if key]
    return {**item, **dict.fromkeys(gone)} if gone else item
