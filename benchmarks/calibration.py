"""Whether the annotators' confidence is a chance: how often what is said with a confidence is right.

    python benchmarks/calibration.py [POLNEAR_DIR] [--annotator learned]

Against PolNeAR's dev part and the corpus' validation part; ``onrecord.bench.judged`` says what is right. Printed for
each layer: the records by tenths of confidence with the share that is right, and the expected calibration error
(Guo et al. 2017): the mean distance of confidence and share, weighted by records.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq

import onrecord
from onrecord.annotate import find
from onrecord.bench.judged import judged

ROOT = Path(__file__).parents[1]
POLNEAR = ROOT.parent / "shared" / "data" / "polnear" / "dev"
Record = dict[str, Any]


def records(source: Path, out: Path, *, split: str, as_is: bool) -> list[Record]:
    """The articles of a split of a source, with gold."""
    onrecord.build([source], out, onrecord.Options(annotator="none", as_is=as_is))
    shards = sorted((out / "articles").glob(f"{split}-*.parquet"))
    return [row for shard in shards for row in pq.read_table(shard).to_pylist()]


def report(layer: str, found: list[tuple[float, bool]]) -> None:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for sure, right in found:
        bins[min(int(10 * sure), 9)].append((sure, right))
    error = 0.0
    print(f"{layer}: {len(found)} records, {100 * sum(right for _, right in found) / len(found):.1f} % right")
    for tenth, some in sorted(bins.items()):
        said = sum(sure for sure, _ in some) / len(some)
        share = sum(right for _, right in some) / len(some)
        error += abs(said - share) * len(some) / len(found)
        print(f"  {tenth / 10:.1f}-{(tenth + 1) / 10:.1f}  {len(some):6}  said {said:.2f}  right {share:.2f}")
    print(f"  expected calibration error {error:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("polnear", nargs="?", type=Path, default=POLNEAR)
    parser.add_argument("--annotator", default="learned")
    given = parser.parse_args()
    annotator = find(given.annotator)
    assert annotator
    found: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    with TemporaryDirectory() as folder:
        parts = [(ROOT / "corpus" / "world", "validation", False)]
        parts += [(given.polnear, "train", True)] if given.polnear.is_dir() else []
        for number, (source, split, as_is) in enumerate(parts):
            for gold in records(source, Path(folder) / str(number), split=split, as_is=as_is):
                for layer, sure, right in judged(gold, dict(annotator.annotate(gold))):
                    found[f"{layer} of {source.name}"].append((sure, right))
    for name, some in sorted(found.items()):
        report(name, some)


if __name__ == "__main__":
    main()
