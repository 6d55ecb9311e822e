"""Officials: who holds which office, by every way that news tells it. The world of the examples does not exist."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.annotate.learned import LearnedAnnotator

ANNOTATOR = LearnedAnnotator()

CASES = [
    ("before the name", "Transport Secretary Ada Voss left.", [("Ada Voss", "secretary of transport")]),
    ("behind the name", "Ada Voss, the mayor of Orlen, left.", [("Ada Voss", "mayor")]),
    ("field behind", "The minister of mines and energy, Emil Roth, left.", [("Emil Roth", "minister of mines and energy")]),
    ("form of address", "The Minister of Finance, Comrade Ada Voss, left.", [("Ada Voss", "minister of finance")]),
    ("possessive", "The president’s foreign minister, Ada Voss, left.", [("Ada Voss", "minister of foreign affairs")]),
    ("body in small letters", "The hospital’s director, Ada Voss, left.", [("Ada Voss", "hospital director")]),
    ("verb", "Ada Voss, who chairs the Finance Committee, left.", [("Ada Voss", "committee chair")]),
    ("passive verb", "The Finance Committee, chaired by Ada Voss, met.", [("Ada Voss", "committee chair")]),
    ("former by verb", "Ada Voss, who was mayor of Orlen, left.", [("Ada Voss", "mayor")]),
    ("party", "Ada Voss, leader of the Harbour Party, left.", [("Ada Voss", "party leader")]),
    ("rank alone", "General Ada Voss left.", []),
    ("company", "Ada Voss, director of Orlen Motors Ltd, left.", []),
    ("candidate", "The mayoral candidate Ada Voss left.", []),
    ("rank before the name", "The minister of defence, General Ada Voss, left.", [("Ada Voss", "minister of defence")]),
    ("newly held", "The outgoing foreign minister, Ada Voss, left.", [("Ada Voss", "minister of foreign affairs")]),
    ("perfect", "Ada Voss, 61, has chaired the Finance Committee since May.", [("Ada Voss", "committee chair")]),
    ("party between", "Ada Voss of the Harbour Party, who chairs the Finance Committee, left.", [("Ada Voss", "committee chair")]),
    ("relative", "The Finance Committee, which Ada Voss chairs, met.", [("Ada Voss", "committee chair")]),
    ("committee in small letters", "Ada Voss, who chairs the foreign affairs committee, left.", [("Ada Voss", "committee chair")]),
    ("pronoun", "Ada Voss left. She was mayor of Orlen.", [("Ada Voss", "mayor")]),
    ("one of two behind", "Ada Voss, vice-president of the Senate, General Emil Roth and others left.", [("Ada Voss", "vice president")]),
    ("after the name in both", "Chairman Rep. Ada Voss left.", [("Ada Voss", "representative")]),
    (
        "justice is a field",
        "The justice and interior ministers, Ada Voss and Emil Roth, left.",
        [("Ada Voss", "minister of justice"), ("Emil Roth", "minister of the interior")],
    ),
    ("age before the office", "Ada Voss, the 39-year-old mayor of Orlen, left.", [("Ada Voss", "mayor")]),
    ("body of a person's", "Ada Voss, who leads Mr. Roth’s Water Council, left.", [("Ada Voss", "head")]),
    ("letters behind", "Judge Ada Voss QC left.", [("Ada Voss", "judge")]),
    ("only wanted", "Ada Voss is running for governor of Ohio.", []),
    ("retired rank", "Retired Army Col. Ada Voss left.", []),
    ("as", "As governor of Ohio in 1983, Ada Voss left.", [("Ada Voss", "governor")]),
    ("time as", "Ada Voss recalled her time as mayor of Orlen.", [("Ada Voss", "mayor")]),
    ("the former one", "Ada Voss came back. The former mayor of Orlen was tired.", [("Ada Voss", "mayor")]),
    ("she is", "Ada Voss left. She’s the mayor of Orlen.", [("Ada Voss", "mayor")]),
    ("club", "Society President Ada Voss left.", []),
    ("behind a party", "Ada Voss, a Republican and former Ohio governor, left.", [("Ada Voss", "governor")]),
    (
        "slash",
        "The Deputy Prime Minister/Foreign Minister Ada Voss left.",
        [("Ada Voss", "deputy prime minister"), ("Ada Voss", "minister of foreign affairs")],
    ),
    (
        "list of fields",
        "Assistant Secretary for Trade, Human Rights, and Labor Ada Voss left.",
        [("Ada Voss", "assistant secretary of trade, human rights, and labor")],
    ),
    ("no body that lasts", "Ada Voss led the Drovnan delegation.", []),
    ("head of an association", "The leader of the Harbour Association, Ada Voss, left.", []),
    (
        "two offices",
        "Ada Voss, the defence minister and leader of the Harbour Party, left.",
        [("Ada Voss", "minister of defence"), ("Ada Voss", "party leader")],
    ),
    (
        "shared title with two fields",
        "The health and justice secretaries, Ada Voss and Emil Roth, left.",
        [("Ada Voss", "secretary of health"), ("Emil Roth", "secretary of justice")],
    ),
    (
        "shared title",
        "Judges Ada Voss and Jon Rask left.",
        [("Ada Voss", "judge"), ("Jon Rask", "judge")],
    ),
    (
        "shorter title again",
        "Secretary of State Ada Voss left. Secretary Voss came back.",
        [("Ada Voss", "secretary of state")],
    ),
]  # fmt: skip


def annotate(text: str) -> dict[str, Any]:
    return dict(ANNOTATOR.annotate({"text": text}))


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_holders(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(o["name"], o["office"]) for o in annotate(text)["officials"] if o["name"]]
    assert found == expected


def test_the_status_that_a_verb_tells() -> None:
    told = "Ada Voss, who was mayor of Orlen, met Emil Roth, who becomes mayor of Kessa. Acting Mayor Jon Rask left."
    assert [o["status"] for o in annotate(told)["officials"]] == ["former", "designate", "acting"]


def test_an_office_that_a_verb_tells_has_no_title() -> None:
    (official,) = annotate("Ada Voss, who chairs the Finance Committee, left.")["officials"]
    assert official["title"] is None
    assert official["organisation"] == "Finance Committee"
    assert [m["text"] for m in official["mentions"]] == ["Ada Voss, who chairs"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("President Obama left.", "United States"),
        ("Ohio waits. Governor Ada Voss left Ohio.", "Ohio"),
        (
            "The United States waits. Rep. Ada Voss of the Virgin Islands left the United States.",
            "United States",
        ),
        ("Former Ohio Attorney General Ada Voss left.", "Ohio"),
        ("The state Reps. of Ohio met. Ohio state Reps. Ada Voss left.", "Ohio"),
        ("Americans of the United States met in France, in France. Prime Minister Ada Voss left.", "France"),
        ("London’s newly elected Muslim mayor Ada Voss left.", "London"),
        ("It rained in Orlen. The mayor, Ada Voss, stayed in Orlen.", "Orlen"),
        ("The Oregon mayor spoke. Mayor Ada Voss of Orlen, Oregon, left.", "Orlen"),
        ("Italy and Italians wait. Prime Minister Ada Voss left Italy.", "Italy"),
        ("Drovna and the Drovnans wait. Prime Minister Ada Voss left Drovna.", "Drovna"),
    ],
)
def test_the_place(text: str, place: str) -> None:
    assert [o["jurisdiction"] for o in annotate(text)["officials"] if o["name"]] == [place]


def test_a_predecessor_held_the_same_office() -> None:
    text = "Foreign Minister Ada Voss of Italy left. Her predecessor, Emil Roth, stayed."
    found = [(o["name"], o["office"], o["jurisdiction"], o["status"]) for o in annotate(text)["officials"]]
    assert found == [
        ("Ada Voss", "minister of foreign affairs", "Italy", "current"),
        ("Emil Roth", "minister of foreign affairs", "Italy", "former"),
    ]


def test_who_speaks_for_an_official_is_of_his_country() -> None:
    text = "President Ada Voss of Italy left. Her spokesman, Emil Roth, stayed."
    (_, official) = annotate(text)["officials"]
    assert (official["name"], official["office"], official["jurisdiction"]) == (
        "Emil Roth",
        "spokesperson",
        "Italy",
    )


def test_an_office_told_before_its_holder_is_one() -> None:
    text = "The education secretary left. Education Secretary Ada Voss came back."
    (official,) = annotate(text)["officials"]
    assert official["name"] == "Ada Voss"
    assert len(official["mentions"]) == 2


def test_a_counterpart_has_the_same_office_elsewhere() -> None:
    text = "Foreign Minister Ada Voss of Italy met her French counterpart, Emil Roth, on Friday."
    assert [(o["name"], o["office"], o["jurisdiction"]) for o in annotate(text)["officials"]] == [
        ("Ada Voss", "minister of foreign affairs", "Italy"),
        ("Emil Roth", "minister of foreign affairs", "France"),
    ]
