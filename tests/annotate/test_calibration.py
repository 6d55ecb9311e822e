"""Confidences: a curve that never falls, fitted to gold and kept with the weights."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from random import Random
from shutil import copy

import pytest

import onrecord
from onrecord.annotate.learned import LearnedAnnotator
from onrecord.bench.judged import judged
from onrecord.marks import compiled, parse
from onrecord.train.calibration import calibrate, curve

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = "Mayor Ada Voss said that the dam was safe. She denied that it leaked."
GOLD = """
e1 PERSON Ada Voss
q1 speech e1 o1: <Mayor Ada Voss> {said} [that the dam was safe]
q2 speech e1 o1: <She> {denied} [that it leaked]
o1 e1 current: title=Mayor; office=mayor; jur=Orlen; topics=gov.muni; mentions=Mayor Ada Voss
"""


def test_the_curve_rises_and_comes_near_the_truth() -> None:
    random = Random(1)
    found = [(sure, random.random() < sure**2) for sure in (random.random() for _ in range(4000))]
    said, right = curve(found)
    assert said == sorted(said)
    assert right == sorted(right)
    assert all(abs(share - sure**2) < 0.08 for sure, share in zip(said, right, strict=True))


def test_what_is_right() -> None:
    layers, _ = compiled(parse(GOLD), TEXT)
    article = {"text": TEXT, **layers, "provenance": {"entities": None, "quotes": "x", "officials": "x"}}
    wrong = {**layers["quotes"][0], "speaker": layers["quotes"][1]["speaker"], "confidence": 0.4}
    right = {**layers["quotes"][1], "confidence": 0.9}
    held = [{**layers["officials"][0], "office": office, "confidence": 0.5} for office in ("mayor", "clerk")]
    assert list(judged(article, {"quotes": [wrong, right], "entities": [], "officials": held})) == [
        ("quotes", 0.4, False),
        ("quotes", 0.9, True),
        ("officials", 0.5, True),
        ("officials", 0.5, False),
    ]


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("calibrated")
    onrecord.build([CORPUS], out / "gold", onrecord.Options(annotator="none", jobs=1))
    copy(str(files("onrecord.annotate.learned") / "weights.npz"), out / "weights.npz")
    curves = calibrate(out / "weights.npz", [out / "gold"])
    assert {"quotes", "entities"} <= set(curves)
    return out / "weights.npz"


def test_the_annotator_says_how_often_it_is_right(weights: Path) -> None:
    raw = LearnedAnnotator(weights, calibrated=False).annotate({"text": TEXT})
    made = LearnedAnnotator(weights).annotate({"text": TEXT})
    assert [q["content"] for q in raw["quotes"]] == [q["content"] for q in made["quotes"]]
    assert [q["confidence"] for q in raw["quotes"]] != [q["confidence"] for q in made["quotes"]]
    assert all(0 <= record["confidence"] <= 1 for layer in made.values() for record in layer)  # type: ignore[attr-defined]
