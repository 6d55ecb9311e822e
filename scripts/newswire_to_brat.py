"""Turn the English Worldwide Newswire's entity gold (``articles.jsonl``) into a folder of brat annotations.

    python scripts/newswire_to_brat.py articles.jsonl OUT [--held-out]

Written are the articles of four fifths of the outlets; with ``--held-out`` those of the others: every
fifth outlet by name, from the third. The source has one type for all places and none for events, so some
are told by their words: a place with a word such as "Sea" or "Africa" is a LOC, any other a GPE; what is
filed under "Misc" is an EVENT with a word such as "Cup" or "War", and else is left out, like dates, money
and products.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

EVENT = re.compile(
    r"\b(?:War|Cup|Games|Olympics?|Championships?|Festival|Summit|Conference|Elections?|Revolution|Uprising"
    r"|Holocaust|Hurricane|Typhoon|Cyclone|Storm|Open|Expo|Forum|Convention|Day|Congress|Awards?|Marathon"
    r"|Tournament|Grand Prix|COP\d+|Ramadan|Eid|Hajj?|Christmas|Easter|Diwali|Massacre|Coup|Battle"
    r"|Operation)\b"
)
AREA = re.compile(
    r"\b(?:Sea|Ocean|River|Lake|Mountains?|Mount|Valley|Desert|Gulf|Strait|Bay|Peninsula|Islands?|Coast"
    r"|Middle East|Africa|Europe|Asia|America|Caribbean|Pacific|Atlantic|Arctic|Antarctic|West Bank|Balkans"
    r"|Sahel|Amazon|Himalayas?|Basin|Canal|Channel|Hills|Forest|North|South|East|West|Horn|Western|Eastern"
    r"|Northern|Southern)\b"
)
#: States whose names have such a word.
STATES = frozenset(
    "South Africa,North Korea,South Korea,United States of America,South Sudan,Ivory Coast,Western Australia,"
    "South Australia,Solomon Islands,Marshall Islands,Cook Islands,Central African Republic,Northern Ireland,"
    "North Macedonia,East Timor,Northern Territory,West Bengal,South Carolina,North Carolina,West Virginia,"
    "South Dakota,North Dakota,Eastern Cape,Western Cape,Northern Cape".split(",")
)
PLAIN = {"Person": "PERSON", "NORP": "NORP", "Organization": "ORG", "Facility": "FAC"}


def kind(entity: dict[str, Any]) -> str | None:
    """The type of an entity among ours; None for what we don't annotate."""
    name = entity["surface"]
    if entity["type"] == "Location":
        return "LOC" if AREA.search(name) and name not in STATES else "GPE"
    if entity["type"] == "Misc":
        return "EVENT" if EVENT.search(name) else None
    return PLAIN.get(entity["type"])


def _line(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--held-out", action="store_true")
    given = parser.parse_args()
    with given.articles.open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    held = set(sorted({article["outlet"] for article in articles})[2::5])
    given.out.mkdir(parents=True, exist_ok=True)
    for article in articles:
        if (article["outlet"] in held) != given.held_out:
            continue
        skipped = article["text"].index("\n") + 1 if article["text"].startswith("http") else 0
        rows = [
            f"T{number}\t{ours} {e['start'] - skipped} {e['end'] - skipped}\t{_line(e['surface'])}\n"
            for number, e in enumerate(article["entities"], 1)
            if (ours := kind(e)) and e["start"] >= skipped
        ]
        stem = re.sub(r"\W", "-", article["id"])
        (given.out / f"{stem}.txt").write_text(article["text"][skipped:], encoding="utf-8", newline="")
        (given.out / f"{stem}.ann").write_text("".join(rows), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
