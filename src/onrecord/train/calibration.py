"""From what the annotator says it is sure of to how often it is right (isotonic regression).

Zadrozny and Elkan (2002): the share of right records is fitted by a function of the confidence that never
falls. Nothing is learned here but that function; it is kept in the weights' file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from ..annotate.learned import LearnedAnnotator
from ..bench.judged import judged

#: Records in a bin at least, bins at most, and articles that are looked at of each dataset.
_BIN, _BINS, _ARTICLES = 40, 12, 250
Curve = list[list[float]]


def calibrate(weights: Path, gold: Sequence[Path]) -> dict[str, Curve]:
    """Fit the confidences of a file of weights to datasets with gold, and write them into it.

    Of each dataset's train split up to 250 articles are looked at, spread over it. A layer without gold,
    or with less than 80 records, keeps its confidences.
    """
    annotator = LearnedAnnotator(weights, calibrated=False)
    found: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for folder in gold:
        for article in _articles(folder):
            for layer, sure, right in judged(article, dict(annotator.annotate(article))):
                found[layer].append((sure, right))
    curves = {layer: curve(some) for layer, some in sorted(found.items()) if len(some) >= 2 * _BIN}
    _write(weights, curves)
    return curves


def _articles(folder: Path) -> Iterator[dict[str, Any]]:
    shards = [pq.ParquetFile(path) for path in sorted((folder / "articles").glob("train-*.parquet"))]
    step = max(1, sum(shard.metadata.num_rows for shard in shards) // _ARTICLES)
    number = 0
    for shard in shards:
        for batch in shard.iter_batches(64):
            for article in batch.to_pylist():
                if number % step == 0 and article["language"] in (None, "en"):
                    yield article
                number += 1


def curve(found: Sequence[tuple[float, bool]]) -> Curve:
    """Confidences and the shares that are right there, both rising, to be interpolated between.

    >>> curve([(0.9, True)] * 60 + [(0.9, False)] * 20 + [(0.5, False)] * 80)
    [[0.5, 0.9], [0.0, 0.75]]
    """
    size = max(_BIN, -(-len(found) // _BINS))
    pools: list[tuple[float, float, int]] = []  # confidence, share, records
    some: list[tuple[float, bool]] = []
    for _, same in groupby(sorted(found), key=lambda one: one[0]):  # what is equally sure stays together
        some += same
        if len(some) >= size:
            pools.append(_mean(some))
            some = []
    if len(some) >= size // 2 or not pools:
        pools.append(_mean(some))
    at = 1
    while at < len(pools):
        if pools[at - 1][1] < pools[at][1]:
            at += 1
            continue
        pools[at - 1 : at + 1] = [_joined(pools[at - 1], pools[at])]
        at = max(1, at - 1)
    return [[round(pool[k], 3) for pool in pools] for k in (0, 1)]


def _mean(some: Sequence[tuple[float, bool]]) -> tuple[float, float, int]:
    size = len(some)
    return sum(sure for sure, _ in some) / size, sum(right for _, right in some) / size, size


def _joined(one: tuple[float, float, int], two: tuple[float, float, int]) -> tuple[float, float, int]:
    size = one[2] + two[2]
    said, right = ((one[k] * one[2] + two[k] * two[2]) / size for k in (0, 1))
    return said, right, size


def _write(weights: Path, curves: dict[str, Curve]) -> None:
    with np.load(weights, allow_pickle=False) as stored:
        arrays = {key: stored[key] for key in stored.files}
    config = {**json.loads(str(arrays.pop("config"))), "calibration": curves}
    np.savez_compressed(weights, config=np.array(json.dumps(config)), **arrays)
