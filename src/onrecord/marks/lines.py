"""The lines of a marks file: entities, quotes and officials of one article, one a line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from .excerpt import Unplaced

_ENTITY = re.compile(r"(?P<id>e\d+)\s+(?P<type>[A-Z]+)\s+(?P<rest>\S.*)")
_QUOTE = re.compile(
    r"(?P<id>q\d+)\s+(?P<mode>[a-z]+)(?:\s+(?P<speaker>e\d+))?(?:\s+(?P<official>o\d+))?"
    r"(?:\s+\^(?P<parent>q\d+))?\s*:\s*(?P<excerpt>\S.*)"
)
_OFFICIAL = re.compile(r"(?P<id>o\d+)(?:\s+(?P<entity>e\d+))?\s+(?P<status>[a-z]+)\s*:\s*(?P<rest>\S.*)")
_KEYS = re.compile(r"(?:^|;\s*)(title|office|org|jur|topics|mentions)=")
_NAMED = re.compile(r"\((e\d{1,9})\)\Z")
_HEADER = re.compile(r"(annotator|raw_sha256)\s+(\S.*)")
_MARKED = re.compile(r"\[([^\[\]]+)\]")

_FORMS = {
    "e": "e1 PERSON Name = link | other name | [this] one alone | ! not here",
    "q": "q1 speech e1 o1 ^q2: [content] {cue} <speaker>",
    "o": "o1 e1 current: title=…; office=…; org=… (e2); jur=… (e3); topics=…,…; mentions=… | …",
}


@dataclass(slots=True)
class Marks:
    """What a marks file says, before its words are looked for in the text."""

    header: dict[str, str] = field(default_factory=dict)
    entities: list[dict[str, Any]] = field(default_factory=list)
    quotes: list[dict[str, Any]] = field(default_factory=list)
    officials: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def parse(source: str) -> Marks:
    """The lines of a marks file. What can't be read is in ``problems``, with its line.

    >>> parse("e1 GPE Kessa = kessa | Old Kessa ?").entities[0]["forms"]
    ['Kessa', 'Old Kessa']
    """
    marks = Marks()
    for number, line in enumerate(map(str.strip, source.splitlines()), 1):
        if not line or line.startswith("#"):
            continue
        try:
            _line(line, number, marks)
        except Unplaced as error:
            marks.problems.append(f"line {number}: {error}")
    return marks


def _line(line: str, number: int, marks: Marks) -> None:
    if header := _HEADER.fullmatch(line):
        marks.header[header[1]] = header[2]
        return
    certainty = "unsure" if line.endswith(" ?") else "sure"
    line = line.removesuffix(" ?").rstrip()
    both = {"line": number, "certainty": certainty}
    if match := _ENTITY.fullmatch(line):
        marks.entities.append({**_entity(match), **both})
    elif match := _QUOTE.fullmatch(line):
        marks.quotes.append({**match.groupdict(), **both})
    elif match := _OFFICIAL.fullmatch(line):
        marks.officials.append({**_official(match), **both})
    else:
        form = _FORMS.get(
            line[0], "annotator NAME, or a line of an entity (e1 …), quote (q1 …) or official (o1 …)"
        )
        raise Unplaced(f"{line[:60]!r} can't be read; such a line is written {form}")


def _entity(match: re.Match[str]) -> dict[str, Any]:
    first, *others = (form.strip() for form in match["rest"].split("|"))
    name, _, link = first.partition(" = ")
    return {
        "id": match["id"],
        "type": match["type"],
        "link": link.strip() or None,
        "name": marked[1].strip() if (marked := _MARKED.search(name)) else name.strip(),
        "forms": [name.strip(), *(form for form in others if not form.startswith("!"))],
        "not": [form[1:].strip() for form in others if form.startswith("!")],
    }


def _official(match: re.Match[str]) -> dict[str, Any]:
    pieces = _KEYS.split(match["rest"])
    values = dict(zip(pieces[1::2], (value.strip() for value in pieces[2::2]), strict=True))
    missing = [key for key in ("title", "office", "topics", "mentions") if not values.get(key)]
    if pieces[0].strip() or missing:
        raise Unplaced(
            f"{match['id']}: {', '.join(missing) or 'text before the first key'}: written is {_FORMS['o']}"
        )
    named = {key: _named(values.get(key, "")) for key in ("org", "jur")}
    return {
        **{key: match[key] for key in ("id", "entity", "status")},
        "title": None if values["title"] == "-" else values["title"],
        "office": values["office"],
        "organisation": named["org"][0],
        "organisation_id": named["org"][1],
        "jurisdiction": named["jur"][0],
        "jurisdiction_id": named["jur"][1],
        "topics": [topic.strip() for topic in values["topics"].split(",") if topic.strip()],
        "mentions": [form.strip() for form in values["mentions"].split("|") if form.strip()],
    }


def _named(value: str) -> tuple[str | None, str | None]:
    match = _NAMED.search(value.strip())
    name = value.strip()[: match.start()].strip() if match else value.strip()
    return (name if name not in ("", "-") else None), match[1] if match else None
