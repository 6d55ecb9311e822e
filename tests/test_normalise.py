"""The normaliser and its map, on arbitrary text and on the kinds of dirt that news has."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.normalise import normalise
from onrecord.normalise.sentences import sentences
from onrecord.read import RawArticle, Unreadable
from onrecord.tracked import TrackedText

DIRT = st.sampled_from(
    ["\u00a0", "  ", "''", "\u00ad", "\u200b", "\r\n", "\u2028", "\n", "\n\n", "Ã©", "â€™", "e\u0301", "\x00", "\u202e",
     "Read more: x", "Sign up to our newsletter", "___.", "10:30 p.m.", "By Ada Voss", "date 2031-01-01", "ABSTRACT.",
     "FULL TEXT.", "<tweet id=\"1\"><tweet/>.", "Follow Ada Voss on Twitter @ada.", "“", "”", "‘", "’", '"', "."]
)  # fmt: skip
TEXTS = st.lists(st.one_of(DIRT, st.text(max_size=40)), max_size=30).map("".join)


def clean(raw: str, **meta: object) -> tuple[str, list[tuple[str, str]]]:
    found = normalise(RawArticle(TrackedText.verbatim(raw), meta))
    return found.tracked.text, [(p.reason, p.text.strip()) for p in found.tracked.pieces()]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_every_character_is_accounted_for(raw: str) -> None:
    try:
        found = normalise(RawArticle(TrackedText.verbatim(raw), {}))
    except Unreadable:
        return
    tracked = found.tracked
    covered = [False] * len(raw)
    last_text = last_raw = 0
    for text, at, length in tracked.map.runs:
        assert tracked.text[text : text + length] == raw[at : at + length]
        assert text >= last_text and at >= last_raw
        last_text, last_raw = text + length, at + length
        covered[at : at + length] = [True] * length
    for piece in tracked.pieces():
        assert piece.start is not None and raw[piece.start : piece.end] == piece.text
        covered[piece.start : piece.end] = [True] * len(piece.text)
    assert all(covered)
    assert unicodedata.is_normalized("NFC", tracked.text)
    assert [tracked.text[s:e] for s, e in found.paragraphs] == tracked.text.split("\n\n")
    assert "".join(tracked.text.split()) == "".join(
        "".join(tracked.text[s:e].split()) for s, e in found.sentences
    )


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_ranges_go_there_and_back(raw: str, data: st.DataObject) -> None:
    try:
        tracked = normalise(RawArticle(TrackedText.verbatim(raw), {})).tracked
    except Unreadable:
        return
    start = data.draw(st.integers(0, len(tracked.text)))
    end = data.draw(st.integers(start, len(tracked.text)))
    place = tracked.map.to_raw(start, end)
    if place is not None:
        back = tracked.map.to_text(*place)
        made = [i for i in range(start, end) if tracked.map.to_raw(i, i + 1) is not None]
        # A line break that was made of nothing has no place to come back from.
        assert back is not None and made and back[0] <= made[0] and made[-1] < back[1]
    for run in tracked.map.runs:
        assert tracked.map.to_raw(run.text, run.text + run.length) == (run.raw, run.raw + run.length)
        assert tracked.map.to_text(run.raw, run.raw + run.length) == (run.text, run.text + run.length)


def test_as_is_keeps_every_character() -> None:
    raw = "  By Ada Voss\n\n''Hi''\u00a0Ã©\n"
    found = normalise(RawArticle(TrackedText.verbatim(raw), {}), as_is=True)
    assert found.tracked.text == raw
    assert not list(found.tracked.pieces())


BODY = "The council of Orlen met on Monday and talked about the harbour until late in the evening."
END = "Nobody knew when the next meeting would be held, and nobody in the hall seemed to care."

FURNITURE = [
    ("Read more: Ferry prices rise again", "read-more"),
    ("You may also like...", "read-more"),
    ("Sign up to our free daily newsletter", "sign-up"),
    ("Follow Ada Voss on Twitter @adavoss.", "share"),
    ("Facebook Twitter WhatsApp E-mail", "share"),
    ("Photo: Mika Rahn", "credit"),
    ("Getty Images.", "credit"),
    ("(Reporting by Mika Rahn; Editing by Ada Voss.)", "credit"),
    ("Correction: An earlier version of this article had the wrong date.", "editors-note"),
    ("This story has been updated to include comments.", "editors-note"),
    ("© 2031 Orlen Post. All rights reserved.", "legal"),
    ("We use cookies to make this site better.", "cookie"),
    ("Advertisement", "advert"),
    ("Leave a comment", "comment"),
    ('<tweet tweet-id="661196115484643328"><tweet/>.', "embed"),
    ("https://example.org/x/y.", "embed"),
    ("10:30 p.m.", "time-stamp"),
    ("___.", "separator"),
    ("Filed under: harbours, ferries", "navigation"),
    ("A ferry in the harbour of Orlen. (Photo by Mika Rahn)", "caption"),
    (BODY, "repeated"),
]


@pytest.mark.parametrize(("line", "reason"), FURNITURE)
def test_furniture_between_paragraphs(line: str, reason: str) -> None:
    text, ledger = clean(f"{BODY}\n\n{line}\n\n{END}\n\n{END[:50]} either way.")
    assert text == f"{BODY}\n\n{END}\n\n{END[:50]} either way."
    assert ledger == [(reason, line)]


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (f"{BODY} Read more about the ferries here.\n\n{END}", f"{BODY}\n\n{END}"),
        (f"{BODY}\n\n{END}Follow Ada Voss on Twitter @adavoss.", f"{BODY}\n\n{END}"),
        (f"Sign up for our newsletter. {BODY}\n\n{END}", f"{BODY}\n\n{END}"),
        (f"{BODY}\n\n{END} [Related: Ferry prices]", f"{BODY}\n\n{END}"),
        (f"date 2031-03-04 {BODY}", BODY),
    ],
)
def test_furniture_glued_to_a_paragraph(raw: str, wanted: str) -> None:
    assert clean(raw)[0] == wanted


def test_sign_up_box_that_breaks_off() -> None:
    box = "For ferry times straight to your inbox sign up to our harbour news emails SIGN UP I would"
    text, ledger = clean(f" date 2031-03-04 {box} like to be\n\n{BODY}")
    assert text == BODY
    assert [reason for reason, _ in ledger] == ["date", "sign-up"]


REPORT = [
    "By Monday, the storm had passed and the ferries were running between the islands again.",
    "“Read more books,” the minister told the pupils of the school in Kessa on Friday.",
    "More: the word was on every poster in the city that morning, and on every wall.",
    "“Sign up for the army,” the posters said, and many of the young men in Orlen did so.",
    "Copyright is what the two publishers have fought over since the spring of last year, she said.",
    "Correction is a slow business, the judge said, and she would take the time that it needs.",
    "Thank you.",
    "Mika Rahn, a reporter, was arrested on Monday, and Rahn’s lawyer said that he would appeal.",
    "Q: Will you resign?",
]


@pytest.mark.parametrize("line", REPORT)
def test_the_report_stays(line: str) -> None:
    raw = f"{BODY}\n\n{line}\n\n{END}"
    assert clean(raw) == (raw, [])


@pytest.mark.parametrize(
    ("raw", "text", "reason"),
    [
        ("The cafÃ© closed.", "The café closed.", "mojibake"),
        ("She didnâ€™t say.", "She didn’t say.", "mojibake"),
        ("The cafe\u0301 closed.", "The café closed.", "nfc"),
        ("A\u00a0b  c.", "A b c.", "space"),
        ("''Yes,'' he said.", '"Yes," he said.', "quotation-mark"),
        ("har\u00adbour", "harbour", "soft-hyphen"),
        ("har\u200bbour", "harbour", "zero-width"),
        ("har\u202ebour", "harbour", "control"),
    ],
)
def test_repairs(raw: str, text: str, reason: str) -> None:
    found, ledger = clean(raw)
    assert found == text
    assert {r for r, _ in ledger} == {reason}


@pytest.mark.parametrize(
    "raw", ["‘No,’ he said, “never”.", "GÃ1⁄4len spoke.", "The 6' 2'' tall man.", "👩\u200d🚒 came."]
)
def test_content_is_not_touched(raw: str) -> None:
    assert clean(raw) == (raw, [])


def test_headline_byline_and_date_become_fields() -> None:
    found = normalise(
        RawArticle(TrackedText.verbatim(f"Harbour to close\n\nBy Ada Voss\n\n{BODY}\n\n{END}"), {})
    )
    assert found.meta == {"title": "Harbour to close", "byline": ["Ada Voss"]}
    assert found.tracked.text == f"{BODY}\n\n{END}"


def test_known_headline_is_found_in_the_body() -> None:
    text, ledger = clean(f"Harbour closes for a month.\n\n{BODY}", title="Harbour closes for a month")
    assert text == BODY
    assert ledger[0][0] == "headline"


SENTENCES = [
    "Sen. Odu Varga (I-VT) left. | She was in the U.S. | The meeting ran late.",
    "“Will she?” he asked. | “Go,” she said. | “And stay.”",
    "It cost $3.5 million. | On Jan. 5 it ended. | J. R. Pell left at 5 p.m. Monday for St. Orm.",
    "Rep. Al Brask, D-N.Y., said no. | What?! | He said: “No.” | Then he left.",
    "Was it No. 5? | No. | It was not.",
    "He waited… and waited. | Then he left.",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(marked: str) -> None:
    text = marked.replace(" | ", " ")
    assert [text[s:e] for s, e in sentences(text, [(0, len(text))])] == marked.split(" | ")


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "'",
        "“",
        "''",
        "Mr. ",
        "A. ",
        " ",
        "\u00a0",
        "Read more ",
        "sign up to ",
        "<tweet ",
        "x",
        "[",
        "By A ",
        "Ã©",
        "A B, and ",
    ],
)
def test_time_is_linear_in_hostile_repeats(piece: str) -> None:
    # No timing here: what is quadratic would not end within the suite's limit on half a megabyte.
    clean("Word. " + piece * (300_000 // len(piece)) + " End.")


def test_what_an_official_will_do_is_no_biography() -> None:
    end = "President Ada Voss is expected to congratulate the president-elect. She met Rask once, in March."
    raw = f"{'The council of Orlen met on Monday to vote on the lake. ' * 3}\n\nThe vote was open.\n\n{end}"
    assert clean(raw)[0].endswith(end)
