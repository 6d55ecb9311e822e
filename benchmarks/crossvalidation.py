"""Five-fold cross-validation of the learned annotator over PolNeAR's train part.

    python benchmarks/crossvalidation.py [--folds 5] [--epochs 6] [--teacher]

The articles are dealt to the folds in the order of the sha256 of their names. For each fold a network is trained on
the gold of the others, on nothing else, and scored on the fold by ``score_quotes.py``; then the folds' means and their
spread. Without ``--teacher`` each fold takes some minutes of two cores; the scores are those of the small network
alone, without plain text, which the shipped weights have learned from too. Needs the extra ``train``.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import statistics
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import onrecord
from attribution import METRICS, SHARED, run, scorer
from onrecord.train import Recipe, train

TRAIN = SHARED / "data" / "polnear" / "train"
SUBSETS = ("all", "direct", "mixed", "indirect")


def dealt(names: Sequence[str], folds: int) -> list[list[str]]:
    """The names in so many parts, the same each time."""
    order = sorted(names, key=lambda name: hashlib.sha256(name.encode()).digest())
    return [order[k::folds] for k in range(folds)]


def copied(names: Sequence[str], out: Path) -> Path:
    """A folder with the gold of these articles."""
    for part in ("text", "attributions"):
        (out / part).mkdir(parents=True)
    for name in names:
        shutil.copy(TRAIN / "text" / f"{name}.txt", out / "text")
        for path in (TRAIN / "attributions").glob(f"{name}*.ann"):  # one an annotator
            shutil.copy(path, out / "attributions")
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--teacher", action="store_true")
    given = parser.parse_args()
    score = scorer()
    parts = dealt([path.stem for path in (TRAIN / "text").glob("*.txt")], given.folds)
    rows = []
    for number, held in enumerate(parts):
        with TemporaryDirectory() as folder:
            work = Path(folder)
            others = [name for k, part in enumerate(parts) if k != number for name in part]
            onrecord.build(
                [copied(others, work / "brat")],
                work / "gold",
                onrecord.Options(annotator="none", as_is=True),
            )
            recipe = Recipe(teacher=given.teacher, epochs=given.epochs, seed=number)
            train([work / "gold"], [], work / "weights.npz", recipe)
            gold = copied(held, work / "held")
            texts = {path.stem: path.read_bytes().decode() for path in sorted((gold / "text").glob("*.txt"))}
            predictions, _ = run(f"learned:{work / 'weights.npz'}", texts)
            rows.append(score.score(str(gold), predictions)["scores"])
            cells = " ".join(f"{100 * rows[-1]['all'][metric]['f1']:.1f}" for metric in METRICS)
            print(f"fold {number + 1}: {len(held)} articles, all: {cells}", flush=True)
    print("mean ± sd".ljust(10), *(metric.rjust(14) for metric in METRICS))
    for subset in SUBSETS:
        cells = []
        for metric in METRICS:
            values = [100 * row[subset][metric]["f1"] for row in rows]
            cells.append(f"{statistics.mean(values):.1f} ± {statistics.stdev(values):.1f}".rjust(14))
        print(subset.ljust(10), *cells)


if __name__ == "__main__":
    main()
