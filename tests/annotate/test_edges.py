"""Contents with quotations: where they begin and end, whatever the network tagged."""

from __future__ import annotations

import pytest

from onrecord.annotate.learned import LearnedAnnotator, see
from onrecord.annotate.learned.decode import Marked, draft
from onrecord.annotate.learned.edges import settled

ANNOTATOR = LearnedAnnotator()


def cut(text: str, cue: str, *parts: str) -> list[str]:
    """What is left of a content that was tagged with these parts."""
    layout = see({"text": text}).layout

    def tokens(words: str) -> tuple[int, int]:
        start = text.index(words)
        inside = [
            k
            for k, (a, b) in enumerate(zip(layout.tokens.starts, layout.tokens.ends, strict=True))
            if a >= start and b <= start + len(words)
        ]
        return inside[0], inside[-1] + 1

    kept = settled(layout, tokens(cue), [tokens(part) for part in parts])
    return [text[slice(*layout.span(*part))] for part in kept]


@pytest.mark.parametrize(
    ("text", "cue", "parts", "expected"),
    [
        (
            "A door fell. “We will look at it again,” said Voss.",
            "said",
            ["A door fell", "“We will look at it again,”"],
            ["“We will look at it again,”"],
        ),
        (
            "“We will look at it again,” said Voss, who wants the dam to be emptied.",
            "said",
            ["“We will look at it again,”", "the dam to be emptied"],
            ["“We will look at it again,”", "the dam to be emptied"],
        ),
        (
            "DAM TO STAY EMPTY “The valve was never closed,” wrote the Echo.",
            "wrote",
            ["DAM TO STAY EMPTY “The valve was never closed,”"],
            ["“The valve was never closed,”"],
        ),
        (
            "They chanted “Close it!” as they had in May.",
            "chanted",
            ["“Close it!” as they had in May"],
            ["“Close it!”"],
        ),
        (
            "She called it “a disgrace” to the town.",
            "called",
            ["“a disgrace” to the town"],
            ["“a disgrace” to the town"],
        ),
    ],
)
def test_settled(text: str, cue: str, parts: list[str], expected: list[str]) -> None:
    assert cut(text, cue, *parts) == expected


def test_marks_that_close_another_quotation_are_no_content() -> None:
    text = "Roth told “The Morning.” “It leaks.”"
    layout = see({"text": text}).layout
    close = layout.quoted[0][1] - 1
    made = draft(layout, Marked((1, 2), ((close, len(layout.tokens)),), ((0, 1),), 0.9))
    assert made is not None
    assert [text[slice(*span)] for span in made.content] == ["“It leaks.”"]


def test_a_quoted_transcript_has_turns() -> None:
    text = (
        "The radio asked the mayor about the dam.\n\n"
        '"ROTH: Is the valve open or not?\n\n"VOSS: It is open, as I said on Monday.\n\n'
        '"It will stay open.\n\n"(CROSSTALK.)\n\n"ROTH: Then why is the lake full?"'
    )
    quotes = [
        ([span["text"] for span in q["content"]], [span["text"] for span in q["speaker"]])
        for q in ANNOTATOR.annotate({"text": text})["quotes"]
    ]
    assert quotes[-3:] == [
        (["Is the valve open or not?"], ["ROTH"]),
        (["It is open, as I said on Monday.", '"It will stay open.'], ["VOSS"]),
        (['Then why is the lake full?"'], ["ROTH"]),
    ]
