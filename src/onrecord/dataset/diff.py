"""What changed between two datasets, and which version step that means."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..schema import LAYERS
from .folder import Folder

_OWN = ("version", "near_duplicate_of")
_TEXT = (
    "text",
    "paragraphs",
    "sentences",
    "removed",
    "offset_map",
    "text_sha256",
    "raw_sha256",
    "raw_format",
)


def diff(old: Folder, new: Folder) -> dict[str, Any]:
    """Articles added, removed and changed, annotations likewise, and the version step.

    The step follows semantic versioning for data: ``major`` if an article or field that was there is
    gone or the schema's major version moved, ``minor`` if something was added, ``patch`` if records
    changed, ``none`` if nothing did.
    """
    before, after = dict(_digests(old)), dict(_digests(new))
    added, gone = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
    changed = {
        article_id: parts
        for article_id in sorted(before.keys() & after.keys())
        if (
            parts := [
                part for part in before[article_id] if before[article_id][part] != after[article_id][part]
            ]
        )
    }
    wanted = set(changed)
    layers = _layers(_selected(old, wanted), _selected(new, wanted))
    return {
        "articles": {"added": added, "removed": gone, "changed": changed},
        "annotations": layers,
        "versions": {"old": old.manifest["version"], "new": new.manifest["version"]},
        "step": _step(old, new, bool(added), bool(gone), bool(changed)),
    }


def _digests(folder: Folder) -> Iterator[tuple[str, dict[str, str]]]:
    for row in folder.rows("articles"):
        parts = {
            "text": {key: row[key] for key in _TEXT},
            **{layer: row[layer] for layer in LAYERS},
            "metadata": {k: v for k, v in row.items() if k not in (*_TEXT, *LAYERS, *_OWN)},
        }
        yield row["article_id"], {name: _digest(part) for name, part in parts.items()}


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def _selected(folder: Folder, wanted: set[str]) -> dict[str, Any]:
    if not wanted:
        return {}
    return {row["article_id"]: row for row in folder.rows("articles") if row["article_id"] in wanted}


def _layers(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """For each layer how many records of the changed articles are new, gone, or different under one id."""
    counts = {}
    for layer in LAYERS:
        added = removed = changed = 0
        for article_id, row in before.items():
            one, two = (_by_id(r[layer]) for r in (row, after[article_id]))
            added += len(two.keys() - one.keys())
            removed += len(one.keys() - two.keys())
            changed += sum(one[key] != two[key] for key in one.keys() & two.keys())
        counts[layer] = {"added": added, "removed": removed, "changed": changed}
    return counts


def _by_id(items: list[dict[str, Any]]) -> dict[str, Any]:
    keys = ("quote_id", "official_id", "entity_id")  # an official has an entity_id too: not its own
    return {item[next(key for key in keys if key in item)]: item for item in items}


def _step(old: Folder, new: Folder, added: bool, gone: bool, changed: bool) -> str:
    schema = [folder.manifest["schema_version"].split(".") for folder in (old, new)]
    if gone or schema[0][0] != schema[1][0]:
        return "major"
    if added or schema[0][1] != schema[1][1]:
        return "minor"
    return "patch" if changed or schema[0] != schema[1] else "none"
