"""No furniture pattern takes more than linear time: hostile repeats, each against every set of rows."""

from __future__ import annotations

import pytest

from onrecord.normalise.furniture import furniture

REPEATS = [
    "1", "11 ", "x", "share", "share ", "A ", "A. ", "A, ", "A and ", "a", "(", "A-", "A's ", "a.b.", "- ", "_ ", ". ",
    "—", "1:1 ", "12/", "@a", "a@", "#", "reply", "By A ", "Photo: A/", "AP/", "AP ", "Getty ", "sign up ", "read more ",
    "Follow A on ", "watch ", "here ", "e-mail ", "… ",
]  # fmt: skip


@pytest.mark.parametrize("repeat", REPEATS)
def test_hostile_repeats_end(repeat: str) -> None:
    # Each paragraph is as long as a rule looks at; what backtracks would not end within the suite's limit.
    paragraphs = [
        (repeat * 1000)[:length] + tail for length in (40, 200, 990) for tail in ("", "!?;", " end")
    ]
    text = "\n".join(paragraphs * 4)
    ranges, position = [], 0
    for line in text.split("\n"):
        ranges.append((position, position + len(line)))
        position += len(line) + 1
    cuts = furniture(text, ranges)
    assert all(0 <= cut.start < cut.end <= len(text) for cut in cuts)
