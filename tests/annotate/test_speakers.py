"""Speakers: whom the words before a cue mean. The world of the examples does not exist."""

from __future__ import annotations

import pytest
from reading import quotes

CASES = [
    ("genitive", "They recall Ada Voss’s claim that the dam was safe.", "Ada Voss"),
    ("relative of a body", "The Harbour Authority, which said that the quay was closed, moved.", "Harbour Authority"),
    ("relative behind an apposition", "Ada Voss, the mayor of Orlen, who said that she was tired, left.", "Ada Voss"),
    ("it", "The Harbour Authority met. It said that the quay was closed.", "Harbour Authority"),
    ("head of a body", "The Water Commission met on Friday. The commission said that taps were safe.", "Water Commission"),
    ("newspaper", "The Orlen Times came out late. The newspaper said that its press had failed.", "Orlen Times"),
    ("older title", "Finance Minister Ada Voss left. “We paid,” the former finance minister said.", "Ada Voss"),
    ("somebody beside a person", "Ada Voss left. Advisers to Ms Voss said that she was tired.", None),
    ("source of a place", "An officer in Orlen said that the bridge was closed.", None),
    ("somebody's aide", "Prime Minister Ada Voss left. The prime minister’s aide said that she was tired.", None),
    ("person of a body, of whom", "Orlen University historian Ada Voss of Kessa said that it was late.", "Ada Voss"),
    ("group", "Democrats said that the vote was late.", None),
    ("company", "Orlen Motor Company left. The company said that it was late.", "Orlen Motor Company"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_speaker(text: str, expected: str | None) -> None:
    assert [name for *_, name in quotes(text)] == [expected]


def test_a_pronoun_goes_on_with_who_spoke() -> None:
    text = "Emil Roth lost, according to Ada Voss, a farmer. “And soon,” she added."
    assert [name for *_, name in quotes(text)] == ["Ada Voss", "Ada Voss"]


def test_somebody_without_a_name_stays_without() -> None:
    text = "Prime Minister Ada Voss left. “She is ill,” her aide said. “She is at home,” the aide said."
    assert [name for *_, name in quotes(text)] == [None, None]
