"""What a dataset holds, in numbers."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from ..schema import LAYERS
from .folder import Folder

_WORD = re.compile(r"\w+")
_COLUMNS = [
    "article_id",
    "publisher",
    "published",
    "text",
    "sentences",
    "provenance",
    "near_duplicate_of",
    "removed",
]
_TOP = 12


def stats(folder: Folder) -> dict[str, Any]:
    """Counts over a dataset: articles, words, layers and their provenance, quotes, cues, removals."""
    counts: Counter[str] = Counter()
    publishers: Counter[str] = Counter()
    provenance: dict[str, Counter[str]] = {layer: Counter() for layer in LAYERS}
    removed: Counter[str] = Counter()
    dates = []
    for row in folder.rows("articles", _COLUMNS):
        counts["articles"] += 1
        counts["words"] += len(_WORD.findall(row["text"]))
        counts["sentences"] += len(row["sentences"])
        counts["near-duplicates"] += row["near_duplicate_of"] is not None
        publishers[row["publisher"] or "(not stated)"] += 1
        dates += [row["published"]] if row["published"] else []
        removed.update(piece["reason"] for piece in row["removed"])
        for layer in LAYERS:
            provenance[layer][row["provenance"][layer] or "(none)"] += 1
    return {
        "counts": dict(counts),
        "published": {"first": min(dates, default=None), "last": max(dates, default=None)},
        "publishers": dict(publishers.most_common(_TOP)),
        "provenance": {layer: dict(found) for layer, found in provenance.items()},
        **_layers(folder),
        "removed": dict(removed.most_common()),
        "rejected": folder.manifest["rejected"],
    }


def _layers(folder: Folder) -> dict[str, Any]:
    quotes = list(folder.rows("quotes", ["type", "cue", "speaker", "speaker_id"]))
    cues = Counter(" ".join(s["text"] for s in q["cue"]).lower() for q in quotes if q["cue"])
    return {
        "quotes": {
            "all": len(quotes),
            **Counter(q["type"] for q in quotes),
            "with speaker": sum(bool(q["speaker"]) for q in quotes),
            "with speaker identified": sum(q["speaker_id"] is not None for q in quotes),
        },
        "cues": dict(cues.most_common(_TOP)),
        "entities": dict(Counter(e["type"] for e in folder.rows("entities", ["type"])).most_common()),
        "officials": dict(
            Counter(o["office"] for o in folder.rows("officials", ["office"])).most_common(_TOP)
        ),
    }
