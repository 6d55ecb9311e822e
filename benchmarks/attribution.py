"""Quotes of the built-in annotators against PolNeAR, and their speed.

    python benchmarks/attribution.py [GOLD_DIR] [--annotator rules --annotator learned]

GOLD_DIR has PolNeAR's ``text/`` and ``attributions/``; by default its dev part. The scorer is the one that
defines the columns, ``score_quotes.py``. One process and one thread; the speed is of ``annotate`` alone,
on the texts as they are, after one article to warm up.
"""

from __future__ import annotations

import os

for _pool in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_pool] = "1"

import argparse
import importlib.util
import statistics
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

SHARED = Path(__file__).parents[2] / "shared"
METRICS = ("content_exact", "content_iou50", "cue_exact", "source_exact", "attribution")


def scorer() -> ModuleType:
    path = SHARED / "tools" / "score_quotes.py"
    if not path.is_file():
        sys.exit(f"{path} is not there: this benchmark needs the scorer beside the checkout")
    spec = importlib.util.spec_from_file_location("score_quotes", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spans(quote: dict[str, Any], key: str) -> list[list[int]]:
    return [[span["start"], span["end"]] for span in quote[key]]


def run(name: str, texts: dict[str, str]) -> tuple[list[dict[str, Any]], float]:
    """Predictions in the scorer's form, and the median seconds an article."""
    import onrecord
    from onrecord.annotate import find

    annotator = find(name)
    assert annotator
    records = {doc: onrecord.annotate(text, annotator="none", as_is=True) for doc, text in texts.items()}
    annotator.annotate(next(iter(records.values())))
    out, times = [], []
    for doc, record in records.items():
        begin = time.perf_counter()
        layers = annotator.annotate(record)
        times.append(time.perf_counter() - begin)
        quotes = [
            {
                "content": spans(quote, "content"),
                "cue": spans(quote, "cue"),
                "source": spans(quote, "speaker"),
            }
            for quote in layers["quotes"]
        ]
        out.append({"doc": doc, "quotes": quotes})
    print(
        f"{name}: {1000 * statistics.median(times):.1f} ms an article (median), "
        f"{len(times) / sum(times):.0f} articles/s, "
        f"{sum(map(len, texts.values())) / len(texts):.0f} characters each"
    )
    return out, statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=SHARED / "data" / "polnear" / "dev")
    parser.add_argument("--annotator", action="append")
    given = parser.parse_args()
    score = scorer()
    texts = {path.stem: path.read_bytes().decode() for path in sorted((given.gold / "text").glob("*.txt"))}
    for name in given.annotator or ["rules", "learned"]:
        predictions, _ = run(name, texts)
        scores = score.score(str(given.gold), predictions)["scores"]
        print("F1".ljust(10), *(metric.rjust(14) for metric in METRICS))
        for subset in ("all", "direct", "mixed", "indirect"):
            cells = (f"{100 * scores[subset][metric]['f1']:.1f}".rjust(14) for metric in METRICS)
            print(subset.ljust(10), *cells)


if __name__ == "__main__":
    main()
