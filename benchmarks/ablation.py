"""What each part of the learned annotator behind the network is worth: scores without it, beside all of it.

    python benchmarks/ablation.py [GOLD_DIR] [--dataset dataset] [--split validation]

GOLD_DIR is a folder of PolNeAR (by default its dev part) for quotes, the dataset is a built one for entities and
officials. A part is left out as if it had never been written; the network stays as it was trained, so this says nothing
of its features: for these, train without them.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyarrow.parquet as pq

from attribution import SHARED, run, scorer
from onrecord.annotate.learned import decode
from world import measured

learned = importlib.import_module("onrecord.annotate.learned")
COLUMNS = ("attribution", "direct", "content exact", "direct", "entities", "officials", "and office")
NEVER = 9.0


def tag_everything(annotator: Any, seen: Any) -> Any:
    return TAG(annotator, seen, 0.0)


TAG = learned.LearnedAnnotator.tag
#: What is left out, by name: the object, its attribute, and what stands in its place.
PARTS: dict[str, list[tuple[Any, str, Any]]] = {
    "all parts": [],
    "validity of cues": [(learned.LearnedAnnotator, "tag", tag_everything)],
    "paths, not tags": [(learned, "paths", lambda tags: [one.argmax(1) for one in tags])],
    "edges by quotations": [(decode, "settled", lambda _layout, _cue, content: list(content))],
    "whole quotations": [(decode, "_span", decode.trim)],
    "quotes by rules alone": [(learned, "DIRECT", NEVER)],
    "quotations that go on": [(learned, "chain", lambda drafter: drafter.drafts)],
    "nested and turns": [
        (learned, "nested", lambda _: []),
        (learned, "turns", lambda _: []),
        (learned, "quoted_turns", lambda _: frozenset()),
    ],
    "names by offices": [(learned, "mended", lambda _, names: list(names))],
    "people of the rules": [(learned, "with_people", lambda found, *_: found)],
}


@contextlib.contextmanager
def without(part: str) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        for where, attribute, instead in PARTS[part]:
            stack.enter_context(patch.object(where, attribute, instead))
        yield


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=SHARED / "data" / "polnear" / "dev")
    parser.add_argument("--dataset", type=Path, default=Path(__file__).parents[1] / "dataset")
    parser.add_argument("--split", default="validation")
    given = parser.parse_args()
    score = scorer()
    texts = {path.stem: path.read_bytes().decode() for path in sorted((given.gold / "text").glob("*.txt"))}
    shards = sorted((given.dataset / "articles").glob(f"{given.split}-*.parquet"))
    rows = [row for shard in shards for row in pq.read_table(shard).to_pylist()]
    print("without".ljust(24), *(column.rjust(14) for column in COLUMNS))
    for part in PARTS:
        with without(part), contextlib.redirect_stdout(io.StringIO()):
            predictions, _ = run("learned", texts)
            found = measured("learned", rows)
        scores = score.score(str(given.gold), predictions)["scores"]
        cells = [
            scores["all"]["attribution"]["f1"],
            scores["direct"]["attribution"]["f1"],
            scores["all"]["content_exact"]["f1"],
            scores["direct"]["content_exact"]["f1"],
            *(found[name].f1 for name in ("entities strict", "officials", "officials, person and office")),
        ]
        print(part.ljust(24), *(f"{100 * cell:.1f}".rjust(14) for cell in cells), flush=True)


if __name__ == "__main__":
    main()
