"""Entities and officials. The world of the examples does not exist."""

from __future__ import annotations

import pytest
from reading import annotate, names, officials

NAMES = [
    (
        "titles and possessive stay out",
        "They saw the Vardan President Ona Tell’s visit to Morna.",
        [("Vardan", "NORP"), ("Ona Tell", "PERSON"), ("Morna", "GPE")],
    ),
    (
        "a hyphen joins two names",
        "He wants good France-North Korea ties.",
        [("France", "GPE"), ("North Korea", "GPE")],
    ),
    ("the longest name", "She left Lower Arden University.", [("Lower Arden University", "ORG")]),
    (
        "a body with its field",
        "He runs the Ministry of Trade and Industry now.",
        [("Ministry of Trade and Industry", "ORG")],
    ),
    ("particles", "Ursula van der Brug left.", [("Ursula van der Brug", "PERSON")]),
    ("party and state", "It was Ida Kell (D-Mo.).", [("Ida Kell", "PERSON"), ("D", "NORP"), ("Mo.", "GPE")]),
    ("first word of a sentence", "Snow fell. Nobody came.", []),
    ("days and months", "It was on Monday in March.", []),
    ("small head", "He flew to Arden airport.", [("Arden airport", "FAC")]),
    (
        "listed types",
        "Nato met Muslims in Africa after the Cold War.",
        [
            ("Nato", "ORG"),
            ("Muslims", "NORP"),
            ("Africa", "LOC"),
            ("Cold War", "EVENT"),
        ],
    ),
]

REFERENTS = [
    ("surname", "Ona Tell left. Tell came back. Ms Tell slept.", {"Ona Tell": 3}),
    ("family name first", "Kim Dar-un left. Mr Kim came back.", {"Kim Dar-un": 2}),
    ("initials", "The Vard Trade Union met. The VTU voted.", {"Vard Trade Union": 2}),
    ("short form of a country", "The US is the same as the United States.", {"United States": 2}),
    ("country and people are two", "He likes France and the French a lot.", {"France": 1, "French": 1}),
]

OFFICIALS = [
    (
        "former",
        "Former president Ona Tell left.",
        ("Ona Tell", "president", "president", None, None, "former"),
    ),
    (
        "elect",
        "He met president-elect Pol Marr.",
        ("Pol Marr", "president-elect", "president", None, None, "designate"),
    ),
    (
        "acting",
        "Acting central bank governor Ida Kell left.",
        ("Ida Kell", "central bank governor", "governor of the central bank", None, None, "acting"),
    ),
    (
        "after the name",
        "Ona Tell, the mayor of Morna, left.",
        ("Ona Tell", "mayor", "mayor", None, "Morna", "current"),
    ),
    (
        "with a verb",
        "Ida Kell is the mayor of Port Arden.",
        ("Ida Kell", "mayor", "mayor", None, "Port Arden", "current"),
    ),
    (
        "organisation with possessive",
        "Nato’s secretary general, Jon Rask, left.",
        ("Jon Rask", "secretary general", "secretary general", "Nato", None, "current"),
    ),
    (
        "body in small letters, country",
        "the French national security council spokesperson, Jon Rask, left.",
        ("Jon Rask", "spokesperson", "spokesperson", "national security council", "France", "current"),
    ),
    (
        "two portfolios, no name",
        "The health and transport minister left.",
        (None, "health and transport minister", "minister of health and transport", None, None, "current"),
    ),
    (
        "no name, body",
        "A foreign ministry spokesman left.",
        (None, "spokesman", "spokesperson", "foreign ministry", None, "current"),
    ),
    (
        "body behind",
        "They met the head of Italy’s space agency.",
        (None, "head", "head", "space agency", "Italy", "current"),
    ),
    ("abbreviated", "Sen. Ona Tell left.", ("Ona Tell", "Sen.", "senator", None, None, "current")),
    (
        "sent abroad",
        "Vard’s ambassador to Morna, Jon Rask, left.",
        ("Jon Rask", "ambassador", "ambassador", None, "Vard", "current"),
    ),
    (
        "ranks",
        "First deputy prime minister Jon Rask left.",
        ("Jon Rask", "First deputy prime minister", "first deputy prime minister", None, None, "current"),
    ),
]

NO_OFFICIALS = [
    "Candidate Jon Rask, a professor at Arden University, left.",
    "Presidential candidate Jon Rask left.",
    "The company’s spokesman, Jon Rask, left.",
    "Jon Rask, chairman of Arden Steel, left.",
    "General Motors left.",
    "Two officials left.",
    "He ran for president.",
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in NAMES], ids=[c[0] for c in NAMES])
def test_names(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in REFERENTS], ids=[c[0] for c in REFERENTS])
def test_referents(text, expected):
    assert {e["name"]: len(e["mentions"]) for e in annotate(text)["entities"]} == expected


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in OFFICIALS], ids=[c[0] for c in OFFICIALS])
def test_officials(text, expected):
    assert officials(text) == [expected]


@pytest.mark.parametrize("text", NO_OFFICIALS)
def test_no_officials(text):
    assert officials(text) == []


def test_shared_title():
    made = annotate("Sens. Ona Tell and Pol Marr voted no.")["officials"]
    assert [[m["text"] for m in o["mentions"]] for o in made] == [["Sens. Ona Tell"], ["Pol Marr"]]
    assert {o["title"]["text"] for o in made} == {"Sens."}


def test_delegation_and_deputy():
    text = "The Polish president left. Foreign minister Jon Rask and his deputy came with him."
    made = officials(text)
    assert [(name, office, place) for name, _, office, _, place, _ in made] == [
        (None, "president", "Poland"),
        ("Jon Rask", "minister of foreign affairs", "Poland"),
        (None, "deputy minister of foreign affairs", "Poland"),
    ]


def test_description_is_a_mention_of_the_same_official():
    (official,) = annotate("French president Ona Tell left. The French leader came.")["officials"]
    assert [m["text"] for m in official["mentions"]] == ["president Ona Tell", "leader"]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("President Ona Tell left.", ["gov.head", "gov.national"]),
        ("Sen. Ona Tell left.", ["gov.legislative", "gov.national"]),
        ("Judge Ona Tell left.", ["gov.judicial"]),
        ("A police spokesman left.", ["gov.security"]),
        ("Nato’s secretary general left.", ["gov.igo"]),
        ("The Republican Party’s chairman, Jon Rask, left.", ["pol.party"]),
    ],
)
def test_topics(text, topics):
    assert annotate(text)["officials"][0]["topics"] == topics
