"""The officials that were found in an article so far, and what the rules look back at among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .cluster import Entity
from .layout import Layout, Range
from .names import Name
from .offices import Title
from .posts import Holding

#: How sure an official with and one without a name is, before anything is calibrated.
NAMED, UNNAMED = 0.85, 0.6


@dataclass(slots=True, eq=False)
class Official:
    """One office of one person, before it becomes a record; mentions in tokens."""

    entity: int | None
    title: Range | None
    office: str
    head: str
    status: str
    topics: tuple[str, ...]
    organisation: str | None = None
    organisation_entity: int | None = None
    jurisdiction: str | None = None
    jurisdiction_entity: int | None = None
    mentions: list[Range] = field(default_factory=list)
    nominal: list[Range] = field(default_factory=list)
    sure: float = NAMED


class Occupancies:
    """Who holds what in one article, in the order in which the rules read it."""

    def __init__(self, layout: Layout, names: Sequence[Name], entities: Sequence[Entity]) -> None:
        self.layout, self.lows, self.entities = layout, layout.tokens.lows, entities
        self.names: dict[int, Name] = {k: n for n in names for k in range(n.first, n.last)}
        self.of_name = {id(n): i for i, e in enumerate(entities) for n in e.names}
        self.found: list[Official] = []
        self.by_person: dict[int, list[Official]] = {}
        self.recent: dict[str, Official] = {}
        self.last: Official | None = None
        self.titles: dict[int, Title] = {}
        self.sentence_at = _sentence_numbers(layout)

    def held_by(self, name: Name | None) -> Sequence[Official]:
        """The offices of the person with this name, as far as they were read."""
        return self.by_person.get(self.of_name[id(name)], ()) if name and name.type == "PERSON" else ()

    def keep(self, official: Official, holding: Holding) -> None:
        """Take in a new official."""
        self.found.append(official)
        self.remember(official, holding)

    def remember(self, official: Official, holding: Holding) -> None:
        """Make an official the one that was read last, of all and of its title."""
        self.last = official
        self.recent[holding.title.head] = official

    def body_text(self, holding: Holding) -> str:
        """The body of an office as lists know it, or else as the text has it; empty without one."""
        if holding.body is None:
            return ""
        if isinstance(holding.body, Name):
            return self.entities[self.of_name[id(holding.body)]].key or self.words(holding.body)
        return self._slice(*holding.body)

    def words(self, name: Name) -> str:
        """The words of a name."""
        return self._slice(name.first, name.last)

    def _slice(self, first: int, last: int) -> str:
        start, end = self.layout.span(first, last)
        return self.layout.tokens.text[start:end]

    def body_name(self, holding: Holding) -> str:
        """The name of the body of an office; empty where the text has no name of it."""
        if holding.body is None:
            return ""
        if isinstance(holding.body, Name):
            return self.entities[self.of_name[id(holding.body)]].name
        words = self.body_text(holding)
        return words if " " in words else ""  # "the department" names none


def same_post(one: Official, two: Official) -> bool:
    """Whether two offices of one person are the same, perhaps told in part."""
    if one.status != two.status:
        return False
    if one.office == two.office or _shorter(one.office, two.office):
        places = {one.jurisdiction, two.jurisdiction} - {None}
        return len(places) < 2 or one.jurisdiction_entity == two.jurisdiction_entity
    heads = "gov.head" in one.topics and "gov.head" in two.topics
    return heads and "leader" in (one.office, two.office)


def _shorter(one: str, two: str) -> bool:
    """Whether an office is the beginning of another: "secretary" is the secretary of state told before."""
    short, long = sorted((one, two), key=len)
    return long.startswith(f"{short} of ") or (short in ("chair", "director") and long.endswith(f" {short}"))


def merge(known: Official, new: Official, extent: Range) -> None:
    """Take a further mention of an office into the one that is known."""
    known.mentions.append(extent)
    if (known.office == "leader" and new.office != "leader") or (
        len(new.office) > len(known.office) and _shorter(known.office, new.office)
    ):
        known.office, known.title, known.head = new.office, new.title, new.head
    if known.jurisdiction is None:
        known.jurisdiction = new.jurisdiction
        known.jurisdiction_entity = new.jurisdiction_entity
    if known.organisation is None:
        known.organisation = new.organisation
        known.organisation_entity = new.organisation_entity


def together(one: Official, two: Official) -> bool:
    """Whether two offices may be one: neither body nor place differs."""
    places = {one.jurisdiction, two.jurisdiction} - {None}
    bodies_ = {one.organisation, two.organisation} - {None}
    return len(places) < 2 and len(bodies_) < 2


def _sentence_numbers(layout: Layout) -> list[int]:
    out = [0] * len(layout.tokens)
    for number, (first, last) in enumerate(layout.sentences):
        out[first:last] = [number] * (last - first)
    return out
