"""How the tests look at what the annotator made."""

from __future__ import annotations

from typing import Any

from onrecord.annotate.rules import RulesAnnotator

ANNOTATOR = RulesAnnotator()


def annotate(text: str) -> dict[str, Any]:
    return dict(ANNOTATOR.annotate({"text": text}))


def words(spans: list[dict[str, Any]]) -> str:
    return " / ".join(span["text"] for span in spans)


def quotes(text: str) -> list[tuple[str, str, str, str | None]]:
    """Content, cue, source, and name of the speaker of each quote."""
    found = annotate(text)["quotes"]
    return [(words(q["content"]), words(q["cue"]), words(q["speaker"]), q["speaker_name"]) for q in found]


def officials(text: str) -> list[tuple[str | None, str, str, str | None, str | None, str]]:
    """Name, title, office, organisation, jurisdiction, status of each official."""
    found = annotate(text)["officials"]
    return [
        (
            o["name"],
            o["title"]["text"],
            o["office"],
            o["organisation"],
            o["jurisdiction"],
            o["status"],
        )
        for o in found
    ]


def names(text: str) -> list[tuple[str, str]]:
    """Text and type of each mention by name, in order."""
    found = [
        (mention["start"], mention["text"], entity["type"])
        for entity in annotate(text)["entities"]
        for mention in entity["mentions"]
        if mention["kind"] == "name"
    ]
    return [(text_, kind) for _, text_, kind in sorted(found)]
