"""Main text of HTML pages: word F1 of onrecord and of trafilatura alone, on the same pages in the same run.

    python benchmarks/extraction.py [--data ../shared/data]

Pages and gold text: the scrapinghub article-extraction benchmark. Words are compared as multisets, and as
multisets of 4-token shingles as that benchmark does; precision and recall are means over pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import trafilatura

from onrecord.article import Settings, process
from onrecord.read import Document

WORD = re.compile(r"\w+")


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text))


def shingles(text: str) -> Counter[str]:
    found = WORD.findall(text)
    return Counter(" ".join(found[i : i + 4]) for i in range(max(1, len(found) - 3)))


def f1(pairs: list[tuple[str, str]], units: Callable[[str], Counter[str]]) -> tuple[float, float, float]:
    precision = recall = 0.0
    for gold, text in pairs:
        wanted, got = units(gold), units(text)
        both = (wanted & got).total()
        precision += both / max(got.total(), 1)
        recall += both / max(wanted.total(), 1)
    precision, recall = precision / len(pairs), recall / len(pairs)
    return 2 * precision * recall / (precision + recall), precision, recall


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    folder = parser.parse_args().data / "raw-html" / "benchmark"
    ours, theirs = [], []
    for line in (folder / "gold.jsonl").open(encoding="utf-8"):
        page = json.loads(line)
        html = gzip.decompress((folder / page["html"]).read_bytes())
        record = process(Document(page["id"], "html", html, page["html"]), Settings()).record
        ours.append((page["text"], record["text"] if record else ""))
        theirs.append((page["text"], trafilatura.extract(html.decode(), include_comments=False) or ""))
    for unit, count in (("words", words), ("4-shingles", shingles)):
        mine, alone = f1(ours, count), f1(theirs, count)
        print(
            f"{unit:10} {len(ours)} pages  onrecord F1 {mine[0]:.4f} (P {mine[1]:.4f}, R {mine[2]:.4f})  ",
            end="",
        )
        print(
            f"trafilatura F1 {alone[0]:.4f} (P {alone[1]:.4f}, R {alone[2]:.4f})  ratio {mine[0] / alone[0]:.4f}"
        )


if __name__ == "__main__":
    main()
