"""The built-in annotators against a split of the corpus: every layer, as the agreement of its annotators is measured.

    python benchmarks/world.py [DATASET] [--split test] [--annotator rules --annotator learned]

DATASET is a built one (``make dataset``). F1 in per cent over all articles; contents agree from a token IoU of 0.5 on,
speakers from a token F1 of 0.5 on, officials by person, office, and jurisdiction or organisation
(``onrecord.bench.compare``).
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from onrecord.annotate import find
from onrecord.bench import Score, entities, officials, quotes

ROOT = Path(__file__).parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dataset", nargs="?", type=Path, default=ROOT / "dataset")
    parser.add_argument("--split", default="test")
    parser.add_argument("--annotator", action="append")
    given = parser.parse_args()
    shards = sorted((given.dataset / "articles").glob(f"{given.split}-*.parquet"))
    rows = [row for shard in shards for row in pq.read_table(shard).to_pylist()]
    if not rows:
        sys.exit(f"{given.dataset}: no articles of the split {given.split!r}: run 'make dataset'")
    columns = {}
    for name in given.annotator or ["rules", "learned"]:
        columns[name] = measured(name, rows)
    print(f"{given.split}, {len(rows)} articles".ljust(44), *(name.rjust(12) for name in columns))
    for measure in next(iter(columns.values())):
        cells = (f"{100 * sums[measure].f1:.1f}".rjust(12) for sums in columns.values())
        print(measure.ljust(44), *cells)


def measured(name: str, rows: list[dict[str, Any]]) -> dict[str, Score]:
    """Every measure of an annotator over articles with gold."""
    annotator = find(name)
    assert annotator
    sums: dict[str, Score] = defaultdict(Score)
    for row in rows:
        made = annotator.annotate({**row, "entities": [], "quotes": [], "officials": []})
        scores = {
            **entities(row["entities"], made["entities"]),
            **quotes(row["quotes"], made["quotes"], row["text"]),
            **officials(row["officials"], made["officials"]),
        }
        for measure, score in scores.items():
            sums[measure] = sums[measure].plus(score)
    return sums


if __name__ == "__main__":
    main()
