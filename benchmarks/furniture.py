"""Page furniture: how much of it the normaliser removes, and how much of the report with it.

    python benchmarks/furniture.py [--part dev|test] [--errors] [--data ../shared/data]

The labels (`labels/furniture.jsonl`) were made by hand on 100 plain texts and 60 pages, as offsets into
the text that the reader gives; patterns were written on other articles and on the dev half. What careful
readers differ on (decks, subheads, words of embedded posts) is labelled "optional" and counts neither way.

The labels of pages are on what the extractor leaves, the hard rest. "Whole pages" is the same figure over
all that a reader sees of the page: every word that is not labelled as report or optional is furniture
there, also the little of the report that the extractor drops (`extraction.py` measures that).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from lxml.html import fromstring

from onrecord.normalise import normalise
from onrecord.read import Document, RawArticle, parse
from onrecord.tracked import TrackedText

HERE = Path(__file__).parent
WORD = re.compile(r"\w+")
_UNSEEN = (
    "//script|//style|//noscript|//template|//head|//svg|//*[@hidden]|//*[contains(@style,'display:none')]"
)


def source_article(data: Path, label: dict[str, Any]) -> RawArticle:
    path = data / label["source"]
    kind = "html" if ".html" in path.name else "text"
    stored = path.read_bytes()
    raw = gzip.decompress(stored) if path.suffix == ".gz" else stored
    meta = {"title": titles(data).get(path.stem)} if kind == "text" else {}
    article = parse(Document(label["source"], kind, raw, str(path), meta=meta))
    text = article.tracked.text
    if hashlib.sha256(text.encode()).hexdigest() != label["sha256"]:
        raise SystemExit(f"{path}: not the text that was labelled (another version of the extractor?)")
    return RawArticle(TrackedText.verbatim(text), article.meta)


@cache
def titles(data: Path) -> dict[str, str]:
    """PolNeAR's own table of headlines, which its reader takes them from."""
    with (data / "polnear" / "metadata.tsv").open(encoding="utf-8", newline="") as table:
        return {row["filename"]: row["title"] for row in csv.DictReader(table, delimiter="\t", quoting=3)}


def judged(article: RawArticle, label: dict[str, Any]) -> Iterator[tuple[str, bool, int, int]]:
    """Every word: its label ("" for the report), whether it was kept, and where it stands.

    A word across the border of a label, as where a scraper glued two, is two.
    """
    text, offsets = article.tracked.text, normalise(article).tracked.map
    position = 0
    for start, end, kind in [*label["labels"], (len(text), len(text), "")]:
        for low, high, inside in ((position, start, ""), (start, end, kind)):
            for match in WORD.finditer(text, low, high):
                yield inside, offsets.to_text(*match.span()) is not None, *match.span()
        position = end


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--part", choices=("dev", "test"), action="append")
    parser.add_argument("--errors", action="store_true", help="print what was missed and lost (dev only)")
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    args = parser.parse_args()
    labels = [json.loads(line) for line in (HERE / "labels" / "furniture.jsonl").open(encoding="utf-8")]
    for part in args.part or ("dev", "test"):
        for source in ("polnear", "raw-html"):
            chosen = [x for x in labels if x["part"] == part and x["source"].startswith(source)]
            report(part, source, args, chosen)


def report(part: str, source: str, args: argparse.Namespace, labels: list[dict[str, Any]]) -> None:
    words: Counter[tuple[str, bool]] = Counter()
    pieces: Counter[bool] = Counter()
    for label in labels:
        article = source_article(args.data, label)
        found = list(judged(article, label))
        words.update((kind if kind in ("", "optional") else "furniture", kept) for kind, kept, *_ in found)
        for start, end, kind in label["labels"]:
            inside = [kept for _, kept, s, e in found if start <= s and e <= end]
            if kind != "optional" and inside:
                pieces[not any(inside)] += 1
        if args.errors and part == "dev":
            show(label, article.tracked.text, found)
    gone, left = words["furniture", False], words["furniture", True]
    lost, kept = words["", False], words["", True]
    if source == "raw-html":
        rest = sum(map(partial(page_words, args.data), labels)) - words.total() + gone + left
        print(f"{part:4} whole pages: furniture removed {1 - left / rest:.1%} of {rest:,} words")
    print(
        f"{part:4} {source:9} {len(labels):3} articles   furniture removed: "
        f"{gone / (gone + left):6.1%} of {gone + left:,} words, "
        f"{pieces[True] / pieces.total():6.1%} of {pieces.total()} pieces   "
        f"report lost: {lost / (lost + kept):.3%} of {lost + kept:,} words"
    )


def page_words(data: Path, label: dict[str, Any]) -> int:
    """How many words a reader of the page sees, menus and all."""
    stored = (data / label["source"]).read_bytes()
    root = fromstring(gzip.decompress(stored) if label["source"].endswith(".gz") else stored)
    unseen = root.xpath(_UNSEEN)
    for node in unseen:
        node.drop_tree()
    return len(WORD.findall(" ".join(root.itertext())))


def show(label: dict[str, Any], text: str, found: list[tuple[str, bool, int, int]]) -> None:
    wrong = [(k, kept, s, e) for k, kept, s, e in found if k != "optional" and (k == "") != kept]
    runs: list[list[Any]] = []
    for kind, _, start, end in wrong:
        if runs and runs[-1][0] == kind and start - runs[-1][2] < 4:
            runs[-1][2] = end
        else:
            runs.append([kind, start, end])
    for kind, start, end in runs:
        what = f"MISSED {kind}" if kind else "LOST"
        print(f"  {label['source'][-50:]} {what}: {text[start:end][:160]!r}")


if __name__ == "__main__":
    main()
