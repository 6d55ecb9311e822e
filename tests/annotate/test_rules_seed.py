"""One real article, read by hand: what a careful reader finds in it.

The article is no part of the repository. It is looked for beside it, or where ``ONRECORD_SEED``
says; without it the tests are skipped. Expectations are counts, names and short words only.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from reading import annotate

BESIDE = Path(__file__).parents[3] / "shared" / "data" / "seed"
FOLDER = Path(os.environ.get("ONRECORD_SEED", BESIDE))
START = "North Korean leader Kim"

ENTITIES = {
    "North Korean": ("NORP", 5),
    "Kim Jong-un": ("PERSON", 7),
    "Russia": ("GPE", 10),
    "Ukraine": ("GPE", 6),
    "Russian": ("NORP", 8),
    "Vladimir Putin": ("PERSON", 6),
    "Pyongyang": ("GPE", 5),
    "US": ("GPE", 3),
    "Kim ll Sung square": ("FAC", 1),
    "North Korea": ("GPE", 5),
    "RIA": ("ORG", 1),
    "Kumsusan State Guest House": ("FAC", 1),
    "KCNA": ("ORG", 1),
    "Sergey Lavrov": ("PERSON", 1),
    "Denis Manturov": ("PERSON", 1),
    "Andrei Belousov": ("PERSON", 1),
    "Western": ("NORP", 1),
    "Nato": ("ORG", 2),
    "Kremlin": ("ORG", 1),
    "Ukrainian": ("NORP", 1),
    "Korean peninsula": ("LOC", 1),
    "John Kirby": ("PERSON", 1),
    "Jens Stoltenberg": ("PERSON", 1),
    "Iran": ("GPE", 1),
    "China": ("GPE", 1),
    "Colin Alexander": ("PERSON", 1),
    "Nottingham Trent University": ("ORG", 1),
    "The Independent": ("ORG", 1),
    "Cold War": ("EVENT", 1),
    "Moscow": ("GPE", 1),
    "UN": ("ORG", 1),
}
OFFICIALS = [
    ("Kim Jong-un", "leader", None, "North Korea", 1),
    ("Vladimir Putin", "president", None, "Russia", 5),
    ("Sergey Lavrov", "minister of foreign affairs", None, "Russia", 1),
    ("Denis Manturov", "first deputy prime minister", None, "Russia", 1),
    ("Andrei Belousov", "minister of defence", None, "Russia", 1),
    (None, "deputy minister of defence", None, "Russia", 1),
    (None, "minister of health and transport", None, "Russia", 1),
    (None, "head", "space agency", "Russia", 1),
    ("John Kirby", "spokesperson", "national security council", "US", 1),
    ("Jens Stoltenberg", "secretary general", "Nato", None, 1),
]
# start, end, type, cue, last word of the source, speaker, whether an official speaks
QUOTES = [
    (41, 81, "indirect", "promised", "Jong-un", "Kim Jong-un", True),
    (391, 522, "indirect", "according to", "RIA", "RIA", False),
    (1022, 1152, "mixed", "said", "KCNA", "KCNA", False),
    (1191, 1360, "mixed", "", "", "KCNA", False),
    (1363, 1473, "mixed", "according to", "reports", None, False),
    (2565, 2747, "direct", "said", "Kirby", "John Kirby", True),
    (2863, 2942, "mixed", "said", "Stoltenberg", "Jens Stoltenberg", True),
    (2945, 3078, "direct", "said", "he", "Jens Stoltenberg", True),
    (3196, 3276, "indirect", "told", "University", "Colin Alexander", False),
    (3374, 3616, "direct", "said", "he", "Colin Alexander", False),
]


@pytest.fixture(scope="module")
def made():
    files = sorted(FOLDER.glob("*.txt")) if FOLDER.is_dir() else []
    if not files:
        pytest.skip(f"the seed article is not in {FOLDER.name!r} beside the repository")
    text = files[0].read_text("utf-8")
    return annotate(text[text.index(START) :])


def test_entities(made):
    found = {
        entity["name"]: (entity["type"], sum(m["kind"] == "name" for m in entity["mentions"]))
        for entity in made["entities"]
    }
    assert found == ENTITIES


def test_officials(made):
    found = [
        (o["name"], o["office"], o["organisation"], o["jurisdiction"], len(o["mentions"]))
        for o in made["officials"]
    ]
    assert found == OFFICIALS
    assert {o["status"] for o in made["officials"]} == {"current"}


def test_quotes(made):
    found = {
        (q["content"][0]["start"], q["content"][-1]["end"]): (
            q["type"],
            " ".join(span["text"] for span in q["cue"]),
            " ".join(span["text"] for span in q["speaker"]).rpartition(" ")[2],
            q["speaker_name"],
            q["official_id"] is not None,
        )
        for q in made["quotes"]
    }
    expected = {row[:2]: row[2:] for row in QUOTES}
    assert {place: found.get(place) for place in expected} == expected


def test_no_quotation_is_taken_for_a_quote_that_nobody_said(made):
    assert not [q for q in made["quotes"] if "comrades" in q["text"]]
