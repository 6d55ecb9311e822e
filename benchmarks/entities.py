"""Entities of the built-in annotators against a dataset with gold: strict span and type, seven types.

    python scripts/newswire_to_brat.py ../shared/data/worldwide-newswire/articles.jsonl build/held --held-out
    onrecord build build/held --as-is --annotator none --out build/held-gold
    python benchmarks/entities.py build/held-gold --one-place

Mentions by name alone are counted. ``--one-place`` takes GPE and LOC for one type, as gold does that tells no
difference between them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from onrecord.annotate import find

Mention = tuple[int, int, str]


def mentions(entities: list[dict[str, Any]], one_place: bool) -> set[Mention]:
    return {
        (m["start"], m["end"], "GPE" if one_place and e["type"] == "LOC" else e["type"])
        for e in entities
        for m in e["mentions"]
        if m["kind"] == "name"
    }


def f1(right: int, found: int, true: int) -> str:
    return f"{200 * right / max(found + true, 1):.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--annotator", action="append")
    parser.add_argument("--one-place", action="store_true")
    given = parser.parse_args()
    rows = [
        row
        for shard in sorted((given.gold / "articles").glob("*.parquet"))
        for row in pq.read_table(shard).to_pylist()
    ]
    for name in given.annotator or ["rules", "learned"]:
        annotator = find(name)
        assert annotator
        right: Counter[str] = Counter()
        found: Counter[str] = Counter()
        true: Counter[str] = Counter()
        spans = 0
        for row in rows:
            gold = mentions(row["entities"], given.one_place)
            made = mentions(annotator.annotate({**row, "entities": []})["entities"], given.one_place)
            right.update(kind for *_, kind in gold & made)
            found.update(kind for *_, kind in made)
            true.update(kind for *_, kind in gold)
            spans += len({m[:2] for m in gold} & {m[:2] for m in made})
        total = found.total(), true.total()
        print(
            f"{name}: {len(rows)} articles, {total[1]} mentions: F1 {f1(right.total(), *total)}, "
            f"spans alone {f1(spans, *total)}; by type "
            + ", ".join(f"{kind} {f1(right[kind], found[kind], true[kind])}" for kind in sorted(true))
        )


if __name__ == "__main__":
    main()
