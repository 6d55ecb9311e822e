"""Marks: words copied from a text, found again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.marks import compiled, judgements, moved, parse
from onrecord.marks.excerpt import Places, Unplaced, place
from onrecord.marks.moved import aligned

TEXT = (
    "ORLEN — The mayor said she was ill, the Orlen Post reported.\n\n"
    "“We closed the bridge,” Ada Voss told the council. “It was late.” Her brother, Emil Voss, said she was right. "
    "Voss said no.\n\nThe mayor left Orlen."
)


def spans(found: dict[str, list[tuple[int, int]]]) -> dict[str, list[str]]:
    return {role: [TEXT[start:end] for start, end in ranges] for role, ranges in found.items() if ranges}


@pytest.mark.parametrize(
    ("excerpt", "expected"),
    [
        (
            "[“We … bridge,”] <Ada Voss> {told the council} [“It was late.”]",
            {"content": ["“We closed the bridge,”", "“It was late.”"], "speaker": ["Ada Voss"], "cue": ["told the council"]},
        ),
        ("<Her brother, Emil Voss> {said} [she was right]", {"speaker": ["Her brother, Emil Voss"], "cue": ["said"], "content": ["she was right"]}),
        ("{said} [she was ill]", {"cue": ["said"], "content": ["she was ill"]}),
        ("<Voss> {said} [no]", {"speaker": ["Voss"], "cue": ["said"], "content": ["no"]}),
    ],
)  # fmt: skip
def test_an_excerpt_is_found_at_its_closest_place(excerpt: str, expected: dict[str, list[str]]) -> None:
    assert spans(place(excerpt, Places(TEXT))) == expected


@pytest.mark.parametrize(
    ("excerpt", "said"),
    [
        ("[The mayor]", "stands in several places"),
        ("[nobody]", "does not stand in the text"),
        ("[“It was late.”] {told}", "do not stand in the text in this order"),
        ("[ill … bridge]", "does not stand in the text"),  # a gap stays in its paragraph
        ("[be closed] [left", "each bracket closed"),
        ("no marks", "each bracket closed"),
        ("[ayor]", "does not stand in the text"),  # whole words alone
    ],
)
def test_what_has_no_one_place_is_refused(excerpt: str, said: str) -> None:
    with pytest.raises(Unplaced, match=said):
        place(excerpt, Places(TEXT))


MARKS = """
annotator somebody
e1 GPE Orlen | ORLEN
e2 PERSON Ada Voss = ada-voss
e3 PERSON Emil Voss | [Voss] said no ?
e4 ORG Orlen Post
q1 speech e2 o1: <The mayor> {said} [she was ill]
q2 speech e2: [“We … bridge,”] <Ada Voss> {told the council} [“It was late.”]
o1 e2 current: title=mayor; office=mayor; org=-; jur=Orlen (e1); topics=gov.executive, gov.muni; mentions=The mayor
"""


def test_a_file_becomes_records() -> None:
    layers, problems = compiled(parse(MARKS), TEXT)
    assert problems == []
    names = {e["name"]: [m["text"] for m in e["mentions"]] for e in layers["entities"]}
    assert names["Orlen"] == ["ORLEN", "Orlen"]  # not in the paper's name
    assert names["Ada Voss"] == ["The mayor", "Ada Voss", "The mayor"]  # by speakers and officials
    assert names["Emil Voss"] == ["Emil Voss", "Voss"]
    quote = layers["quotes"][1]
    assert (quote["text"], quote["speaker_name"], quote["type"]) == (
        "“We closed the bridge,” “It was late.”",
        "Ada Voss",
        "direct",
    )
    official = layers["officials"][0]
    assert (official["name"], official["jurisdiction_id"], official["title"]["text"]) == (
        "Ada Voss",
        "e1",
        "mayor",
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("e1 GPE Kessa", "line 2: e1: 'Kessa' stands nowhere in the text by itself"),
        ("e1 CITY Orlen", "line 2: e1: $.type: "),
        ("e1 PERSON Ada Voss | Voss\ne2 PERSON Emil Voss | Voss", "line 3: e2: 'Voss' is a name of e1 too"),
        ("q1 speech: <Ada Voss> {told}", "line 2: q1: a quote has content"),
        ("q1 song: [she was ill]", "line 2: q1: $.mode: "),
        ("o1 current: office=mayor", "line 2: o1: title, topics, mentions: written is o1 e1 current:"),
        ("who said this?", "line 2: 'who said this?' can't be read"),
    ],
)
def test_a_problem_names_its_line(line: str, said: str) -> None:
    _, problems = compiled(parse(f"annotator somebody\n{line}"), TEXT)
    assert [problem for problem in problems if problem.startswith(said)] == problems != []


def test_layers_move_to_another_version_of_the_text() -> None:
    damaged = (
        TEXT.replace("The mayor said", "The  mayÃ³r said").replace("\n\n", "\n").replace("late", "lâ€te")
    )
    layers, _ = compiled(parse(MARKS), TEXT)
    there, problems = moved(layers, TEXT, damaged)
    assert problems == []
    for layer, old in layers.items():
        assert len(there[layer]) == len(old)
    assert there["quotes"][0]["speaker"][0]["text"] == "The  mayÃ³r"
    assert there["quotes"][1]["text"] == "“We closed the bridge,” “It was lâ€te.”"
    for quote in there["quotes"]:
        for span in quote["content"]:
            assert damaged[span["start"] : span["end"]] == span["text"]


def test_what_was_removed_is_told() -> None:
    layers, _ = compiled(parse(MARKS), TEXT)
    there, problems = moved(layers, TEXT, TEXT.split("\n\n", 1)[1])
    assert len(there["quotes"]) == 1
    assert next(problem.split(" lie in ")[0] for problem in problems) == "e1: 1 of 2 mentions ('ORLEN' …)"


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_an_alignment_is_true(text: str, other: str) -> None:
    for run in aligned(text, other).runs:
        assert text[run.text : run.text + run.length] == other[run.raw : run.raw + run.length]


def test_an_adjudication_judges_each_record() -> None:
    marks = parse(MARKS)
    own, _ = compiled(marks, TEXT)
    gold, _ = compiled(parse(MARKS.replace("[she was ill]", "[ill]").replace("e4 ORG Orlen Post", "")), TEXT)
    found = {j["item"]: (j["certainty"], j["decision"]) for j in judgements(marks, own, gold)}
    assert found["e3"] == ("unsure", "kept")
    assert found["e4"] == ("sure", "changed")  # the place is a mention of Orlen now
    assert found["q1"] == ("sure", "changed")
    assert found["q2"] == found["o1"] == ("sure", "kept")
