"""Which names mean the same referent."""

from __future__ import annotations

from dataclasses import dataclass, field

from .layout import Layout
from .names import LIKELY, Name

#: How many people of one name are kept apart.
_MEMORY = 50
_COMPANY = frozenset(
    "company corp corporation inc ltd plc group motors holdings industries airlines co llc".split()
)
_SMALL = frozenset("of the and for in on de".split())


@dataclass(slots=True, eq=False)
class Entity:
    """A referent: its type, its fullest name, its names in order, what lists know of it."""

    type: str
    name: str
    names: list[Name] = field(default_factory=list)
    key: str = ""
    gender: str = ""

    @property
    def sure(self) -> float:
        """How sure its surest name is."""
        return max(name.sure for name in self.names)


def cluster(layout: Layout, names: list[Name]) -> list[Entity]:
    """The entities of an article, in the order of their first mention."""
    people = _People(layout)
    people.add([name for name in names if name.type == "PERSON"])
    things = _things(layout, [name for name in names if name.type != "PERSON"])
    entities = [*people.entities, *things]
    for entity in entities:
        entity.names.sort(key=lambda name: name.first)
    return sorted(entities, key=lambda entity: entity.names[0].first)


def _text(layout: Layout, name: Name) -> str:
    start, end = layout.span(name.first, name.last)
    return layout.tokens.text[start:end]


def _things(layout: Layout, names: list[Name]) -> list[Entity]:
    """Everything but people: by what the list says they are, by words, by initials."""
    groups: dict[str, Entity] = {}
    for name in names:
        text = _text(layout, name)
        group = name.key or _plain(text)
        entity = groups.setdefault(group, Entity(name.type, text, key=name.key))
        entity.names.append(name)
        if len(text) > len(entity.name):
            entity.name = text
    _join_acronyms(groups)
    _join_companies(groups)
    for entity in groups.values():
        entity.type = _type(entity)
    return list(groups.values())


def _plain(text: str) -> str:
    low = text.lower().replace(".", "").replace("’", "'")
    return low.removeprefix("the ").strip()


def _type(entity: Entity) -> str:
    """The type that weighs most among the names; they may differ by context."""
    weight: dict[str, float] = {}
    for name in entity.names:
        weight[name.type] = weight.get(name.type, 0) + name.sure
    return max(weight, key=lambda kind: weight[kind])


def _join_acronyms(groups: dict[str, Entity]) -> None:
    """Give initials to the longer name that they stand for."""
    initials: dict[str, str] = {}
    for group, entity in groups.items():
        words = entity.name.replace("-", " ").split()
        if entity.type in ("ORG", "EVENT", "FAC") and len(words) > 1:
            initials.setdefault("".join(w[0] for w in words if w.lower() not in _SMALL), group)
    for group in list(groups):
        entity = groups[group]
        letters = entity.name.replace(".", "")
        long = initials.get(letters, "")
        if long and long != group and letters.isupper() and long in groups and len(letters) > 1:
            groups[long].names += entity.names
            del groups[group]


def _join_companies(groups: dict[str, Entity]) -> None:
    """Give the first word of a company's name alone to the company: "Ford", "Ford Motor Company"."""
    long: dict[str, list[str]] = {}
    for group, entity in groups.items():
        words = entity.name.split()
        if entity.type == "ORG" and len(words) > 1 and words[-1].strip(".").lower() in _COMPANY:
            long.setdefault(_plain(words[0]), []).append(group)
    for first, found in long.items():
        short = groups.get(first)
        if len(found) == 1 and short is not None and short.type == "ORG" and not short.key:
            groups[found[0]].names += short.names
            del groups[first]


class _People:
    """Groups the names of people: full names first, then surnames and given names alone."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.entities: list[Entity] = []
        self.by_word: dict[str, list[Entity]] = {}

    def add(self, names: list[Name]) -> None:
        """Group all names of people of the article."""
        parts = [(name, self._words(name)) for name in names]
        for name, words in parts:
            if len(words) > 1:
                self._full(name, words)
        for name, words in parts:
            if len(words) <= 1:
                self._short(name, words)

    def _words(self, name: Name) -> list[str]:
        words = self.layout.tokens.words[name.first : name.last]
        return [w.lower() for w in words if w[0].isalnum()]

    def _full(self, name: Name, words: list[str]) -> None:
        for entity in self.by_word.get(words[-1], [])[-_MEMORY:]:
            if _compatible(words, self._words(entity.names[0])) and _same_gender(name, entity):
                self._take(entity, name, words)
                return
        self._new(name, words)

    def _short(self, name: Name, words: list[str]) -> None:
        known = self.by_word.get(words[0] if words else "", [])[-_MEMORY:]
        fits = [entity for entity in known if _same_gender(name, entity)]
        if not fits:
            self._new(name, words)
            return
        surname = [e for e in fits if self._words(e.names[0])[-1] == words[0]]
        self._take(self._nearest(surname or fits, name), name, words)

    def _nearest(self, entities: list[Entity], name: Name) -> Entity:
        """The entity mentioned last before a name; else the first."""
        before = [e for e in entities if e.names[0].first < name.first]
        return max(
            before or entities[:1],
            key=lambda e: max((n.first for n in e.names[-8:] if n.first < name.first), default=-1),
        )

    def _new(self, name: Name, words: list[str]) -> None:
        entity = Entity("PERSON", _text(self.layout, name), gender=name.gender)
        self.entities.append(entity)
        self._take(entity, name, words)

    def _take(self, entity: Entity, name: Name, words: list[str]) -> None:
        entity.names.append(name)
        text = _text(self.layout, name)
        if len(text) > len(entity.name) and len(words) > 1:
            entity.name = text
        if name.gender in ("m", "f") and entity.gender in ("", "u"):
            entity.gender = name.gender
        for word in words:
            entries = self.by_word.setdefault(word, [])
            if len(word) > 1 and entity not in entries[-4:]:
                entries.append(entity)


def _compatible(one: list[str], two: list[str]) -> bool:
    """Whether two full names with a common surname can be one person's."""
    if one[-1] != two[-1]:
        return False
    if set(one) <= set(two) or set(two) <= set(one):
        return True
    first, second = one[0], two[0]
    initial = first[0] == second[0] and (len(first) <= 2 or len(second) <= 2)
    within = first in second or second in first
    return initial or (within and min(len(first), len(second)) > 2)


def _same_gender(name: Name, entity: Entity) -> bool:
    genders = {name.gender, entity.gender} & {"m", "f"}
    if len(genders) < 2:
        return True
    return name.sure <= LIKELY and name.last - name.first > 1 and name.gender == entity.gender
