"""Layers from gold annotations."""

from __future__ import annotations

import pytest

from onrecord.layers import quote_type


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("“We waited.”", "direct"),
        ("“The ministers’ plan is the crews’ plan,”", "direct"),
        ("“He called it ‘a loan’ and left,”", "direct"),
        ("“He called it 'a loan' and left,”", "direct"),
        ("‘It’s the crews’ turn.’", "direct"),
        ("'It's closed.'", "direct"),
        ('"Closed,', "direct"),
        ('"The harbour” is closed', "mixed"),
        ("that the crews’ pay was “late”", "mixed"),
        ("that the crews’ pay was late", "indirect"),
        ("it wasn't the crews' fault", "indirect"),
        ("", "indirect"),
    ],
)
def test_quote_type(content: str, expected: str) -> None:
    assert quote_type([content]) == expected


def test_each_piece_of_a_split_quote_is_looked_at_by_itself() -> None:
    assert quote_type(["“No,", "never.”"]) == "mixed"
    assert quote_type(["“No,”", "“never.”"]) == "direct"
