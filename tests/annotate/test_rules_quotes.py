"""Quotes: marks, cues, sources, contents, speakers. The world of the examples does not exist."""

from __future__ import annotations

import pytest
from reading import annotate, quotes

TELL = "Lady Ona Tell met Pol Marr. "

DIRECT = [
    (
        "split by its cue",
        "“We tried,” Ona Tell said, “and failed.”",
        [("“We tried,” / “and failed.”", "said", "Ona Tell", "Ona Tell")],
    ),
    (
        "cue before speaker, apposition, second sentence",
        "“We tried,” said Ona Tell, the mayor of Morna. “We failed.”",
        [("“We tried,” / “We failed.”", "said", "Ona Tell, the mayor of Morna", "Ona Tell")],
    ),
    (
        "British marks, comma outside",
        TELL + "‘It’s the workers’ plan’, he said.",
        [("‘It’s the workers’ plan’", "said", "he", "Pol Marr")],
    ),
    (
        "straight single marks and apostrophes",
        TELL + "'It's ours,' Marr said. 'We don't stop.'",
        [("'It's ours,' / 'We don't stop.'", "said", "Marr", "Pol Marr")],
    ),
    (
        "marks of two kinds",
        '"Never again,” Ona Tell said. “The lake is safe."',
        [('"Never again,” / “The lake is safe."', "said", "Ona Tell", "Ona Tell")],
    ),
    (
        "straight double marks after a colon",
        'Acting central bank governor Ida Kell warned: "Prices will rise."',
        [
            (
                '"Prices will rise."',
                "warned",
                "Acting central bank governor Ida Kell",
                "Ida Kell",
            )
        ],
    ),
    (
        "a question goes on after its cue",
        TELL + "“Why?” Marr asked. “Nobody knows.”",
        [("“Why?” / “Nobody knows.”", "asked", "Marr", "Pol Marr")],
    ),
    (
        "several paragraphs, left open",
        "“We go on.\n\n“We never stop,” said Jon Rask.",
        [("“We go on. / “We never stop,”", "said", "Jon Rask", "Jon Rask")],
    ),
    (
        "the next paragraph has no speaker of its own",
        "“We go on,” said Jon Rask.\n\n“We never stop at all.”",
        [("“We go on,” / “We never stop at all.”", "said", "Jon Rask", "Jon Rask")],
    ),
    (
        "a missing closing mark",
        TELL + "“It is the plan of others, not ours, said Marr. He left the hall.",
        [("“It is the plan of others, not ours,", "said", "Marr", "Pol Marr")],
    ),
    (
        "a missing opening mark",
        TELL + "We tried,” said Marr.",
        [("We tried,”", "said", "Marr", "Pol Marr")],
    ),
]

REPORTED = [
    (
        "told somebody that",
        "The defence minister, Pol Marr, told reporters that the army’s tanks would leave.",
        [
            (
                "that the army’s tanks would leave",
                "told reporters",
                "The defence minister, Pol Marr",
                "Pol Marr",
            )
        ],
    ),
    (
        "fragments make one mixed quote",
        "Ona Tell, who leads the Reform Party, said the vote was “a sham” and a “farce”.",
        [
            (
                "the vote was “a sham” and a “farce”",
                "said",
                "Ona Tell, who leads the Reform Party",
                "Ona Tell",
            )
        ],
    ),
    (
        "clause before its cue",
        "The bridge will close, Vardan transport minister Ida Kell said on Monday.",
        [("The bridge will close", "said", "Vardan transport minister Ida Kell", "Ida Kell")],
    ),
    (
        "according to, in front",
        "According to the Vard Times, the bridge will close.",
        [("the bridge will close", "According to", "the Vard Times", "Vard Times")],
    ),
    (
        "according to, behind",
        "The bridge will close, according to two officials briefed on the talks.",
        [
            (
                "The bridge will close",
                "according to",
                "two officials briefed on the talks",
                None,
            )
        ],
    ),
    (
        "a participle goes on",
        TELL + "He said the plan was bad, adding that it “would fail”.",
        [
            ("the plan was bad", "said", "He", "Pol Marr"),
            ("that it “would fail”", "adding", "He", "Pol Marr"),
        ],
    ),
    (
        "two cues, one source",
        "Pol Marr said the road was shut and warned that it would stay so.",
        [
            ("the road was shut", "said", "Pol Marr", "Pol Marr"),
            ("that it would stay so", "warned", "Pol Marr", "Pol Marr"),
        ],
    ),
    (
        "infinitive",
        "Pol Marr vowed to fight the law.",
        [("to fight the law", "vowed", "Pol Marr", "Pol Marr")],
    ),
    (
        "joined speakers are nobody",
        "Police chief Ana Moss and her husband, Jon Moss, said they were safe.",
        [("they were safe", "said", "Police chief Ana Moss and her husband, Jon Moss", None)],
    ),
    (
        "a name that is not the source",
        "Judge Ona Tell of the Supreme Court wrote that it was over.",
        [("that it was over", "wrote", "Judge Ona Tell of the Supreme Court", "Ona Tell")],
    ),
    (
        "quoted as saying",
        "Jon Rask was quoted as saying that all was well.",
        [("that all was well", "was quoted as saying", "Jon Rask", "Jon Rask")],
    ),
]

NONE = [
    ("scare quotes", "The so-called “peace bridge” opened on Friday."),
    ("a nickname", "Jon “The Rock” Rask won the race."),
    ("a noun that could be a cue", "The report of a massive attack was long."),
    ("an adjective that could be a cue", "A rise in reported cases was seen."),
    ("no quotation at all", "Snow fell in the night."),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [case[1:] for case in DIRECT + REPORTED],
    ids=[case[0] for case in DIRECT + REPORTED],
)
def test_quotes(text, expected):
    assert quotes(text) == expected


@pytest.mark.parametrize("text", [text for _, text in NONE], ids=[name for name, _ in NONE])
def test_no_quotes(text):
    assert quotes(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("“No,” said Ona Tell.", "direct", "speech"),
        ("Ona Tell said it was “no good”.", "mixed", "speech"),
        ("Ona Tell believes that it is good.", "indirect", "thought"),
        ("Ona Tell wrote that it was good.", "indirect", "writing"),
        ("A report said the road was shut.", "indirect", "writing"),
        ("The court ruled that the law was void.", "indirect", "writing"),
    ],
)
def test_type_and_mode(text, kind, mode):
    (quote,) = annotate(text)["quotes"]
    assert (quote["type"], quote["mode"]) == (kind, mode)


def test_nested_quote_names_its_parent():
    outer, inner = annotate("“Ona told me ‘never again’ and left,” Pol Marr said.")["quotes"]
    assert inner["parent_id"] == outer["quote_id"]
    assert (inner["type"], inner["text"]) == ("direct", "‘never again’")


def test_speaker_is_the_official():
    made = annotate("Transport minister Ida Kell left. “We are late,” the minister said.")
    (quote,) = made["quotes"]
    assert quote["speaker_name"] == "Ida Kell"
    assert quote["official_id"] == made["officials"][0]["official_id"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mary Tell met John Marr. “We won,” she said.", "Mary Tell"),
        ("Mary Tell met John Marr. “We won,” he said.", "John Marr"),
        ("Mr Tell met Mrs Marr. She said it was over.", "Marr"),
        ("John Marr spoke on Monday. Snow fell. “We won,” he said.", "John Marr"),
        ("“We won,” they said.", None),
    ],
)
def test_pronouns(text, speaker):
    assert quotes(text)[-1][3] == speaker


def test_transcript():
    text = "TELL: How was it in the hills?\n\nMARR: It was cold and very wet."
    assert [q[:3] for q in quotes(text)] == [
        ("How was it in the hills", ":", "TELL"),
        ("It was cold and very wet", ":", "MARR"),
    ]
