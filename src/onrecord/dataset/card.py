"""The dataset's card (README.md) and manifest: what `datasets` and the Hub read first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from ..schema import SCHEMA_VERSION, TABLES, features_yaml, field_tables
from .parquet import Written

Meta = Mapping[str, Any]
_ABOUT = "News articles with who said what, and in which office."
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def card(meta: Meta, files: Sequence[Written]) -> str:
    """README.md: YAML with configurations, splits and features, then what a reader needs to know.

    Shard names hold hashes of their content and stand in the YAML, so that the cache of `datasets`,
    whose key is made of the YAML, never gives the rows of an older build at the same path.
    """
    head = yaml.safe_dump(_head(meta, files), sort_keys=False, allow_unicode=True, width=100)
    return f"---\n{head}---\n\n{_body(meta, files)}"


def _head(meta: Meta, files: Sequence[Written]) -> dict[str, Any]:
    tables = _tables(files)
    articles = sum(f.rows for f in files if f.config == "articles")
    licence = {"license": meta["licence"].lower()} if meta.get("licence") else {}
    return {
        "pretty_name": meta["dataset"],
        **licence,
        "task_categories": ["token-classification"],
        "tags": ["news", "quotations", "quote-attribution", "named-entities", "officials"],
        "size_categories": [next((name for limit, name in _SIZES if articles < limit), "n>1M")],
        "configs": [_config(name, files, first=name == tables[0]) for name in tables],
        "dataset_info": [_info(name, files) for name in tables],
    }


def _tables(files: Sequence[Written]) -> list[str]:
    present = {f.config for f in files if f.rows}  # `datasets` can't load a split without rows
    return [name for name in TABLES if name in present]


def _splits(name: str, files: Iterable[Written]) -> dict[str, list[Written]]:
    splits: dict[str, list[Written]] = {}
    for file in files:
        if file.config == name and file.split and file.rows:
            splits.setdefault(file.split, []).append(file)
    return splits


def _config(name: str, files: Sequence[Written], *, first: bool) -> dict[str, Any]:
    data = [{"split": s, "path": [f.path for f in group]} for s, group in _splits(name, files).items()]
    return {"config_name": name, **({"default": True} if first else {}), "data_files": data}


def _info(name: str, files: Sequence[Written]) -> dict[str, Any]:
    splits = _splits(name, files)
    return {
        "config_name": name,
        "features": features_yaml(name),
        "splits": [
            {"name": s, "num_bytes": sum(f.bytes for f in g), "num_examples": sum(f.rows for f in g)}
            for s, g in splits.items()
        ],
        "download_size": sum(f.bytes for g in splits.values() for f in g),
        "dataset_size": sum(f.bytes for g in splits.values() for f in g),
    }


def _body(meta: Meta, files: Sequence[Written]) -> str:
    rows = [
        f"| `{name}` | {split} | {sum(f.rows for f in group):,} | {sum(f.bytes for f in group):,} |"
        for name in _tables(files)
        for split, group in _splits(name, files).items()
    ]
    table = "\n".join(["| table | split | rows | bytes |", "|---|---|---|---|", *rows])
    licence = meta.get("licence") or "not stated; each article has its own in the column `licence`"
    canary = f"\n\nNot for training language models on: `{meta['canary']}`" if meta.get("canary") else ""
    return (
        f"# {meta['dataset']}\n\n{meta.get('description') or _ABOUT}\n\n"
        f"Version {meta['version']}. Licence: {licence}. Made with onrecord {meta['code_version']}.\n\n"
        f"{table}\n\n```python\nfrom datasets import load_dataset\n\n"
        'quotes = load_dataset("PATH", "quotes", split="train")\n```\n\n'
        "Offsets are Unicode code points, half-open, into the article's `text`. What was left out of the "
        f"input stands in `rejected.jsonl`, with the reason.{canary}\n\n# Fields\n\n{field_tables()}\n"
    )


def manifest(meta: Meta, steps: Mapping[str, str], files: Sequence[Written], rejected: int) -> str:
    """manifest.json, by ``schema/manifest.schema.json``."""
    record = {
        **{key: meta[key] for key in ("dataset", "version")},
        "schema_version": SCHEMA_VERSION,
        "code_version": meta["code_version"],
        "licence": meta.get("licence"),
        "canary": meta.get("canary"),
        "steps": dict(steps),
        "rejected": rejected,
        "files": [file._asdict() for file in sorted(files)],
    }
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"
