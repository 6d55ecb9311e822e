"""Speakers: which entity the source of a quote is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise

from .cluster import Entity
from .drafts import Draft
from .layout import Layout, Range
from .names import Name
from .officials import Official
from .words import word_class

_SINGULAR = frozenset({"he", "she", "him", "her", "who"})
_SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC"})
_MEMORY = 40


class Resolver:
    """Finds the entity of each source, in the order of the text."""

    def __init__(
        self,
        layout: Layout,
        names: Sequence[Name],
        entities: Sequence[Entity],
        officials: Sequence[Official],
    ) -> None:
        self.layout, self.lows, self.entities = layout, layout.tokens.lows, entities
        self.of_name = {id(n): i for i, e in enumerate(entities) for n in e.names}
        self.names: dict[int, Name] = {k: n for n in names for k in range(n.first, n.last)}
        self.people = [n for n in names if n.type == "PERSON" and layout.within[n.first] < 0]
        self.starts = [n.first for n in self.people]
        self.gender = [entity.gender for entity in entities]
        self.nominal = {m: o.entity for o in officials for m in o.nominal}
        self.titles = _titles(officials)
        self.sentences = [first for first, _ in layout.sentences]
        self.spoken: list[tuple[int, int]] = []

    def resolve(self, drafts: Sequence[Draft]) -> list[int | None]:
        """The entity's index for each draft, or None."""
        out: list[int | None] = []
        of_draft: dict[int, int | None] = {}
        for draft in drafts:
            entity = self._speaker(draft.source) if draft.source else None
            if draft.follows is not None:
                entity = of_draft.get(id(draft.follows))
            of_draft[id(draft)] = entity
            if entity is not None and draft.source:
                self.spoken.append((draft.source[0], entity))
            out.append(entity)
        return out

    def _speaker(self, source: Range) -> int | None:
        first, last = source
        if last - first == 1 and first not in self.names:
            return self._pronoun(first)
        head = self._head(first, last)
        if head is not None:
            return self.of_name[id(head)]
        return self._description(first, last)

    def _head(self, first: int, last: int) -> Name | None:
        """The name that the phrase is about: at the end of its first part, or alone in the next."""
        parts = self._parts(first, last)
        if any(self.lows[k] in ("and", "or") for k in range(*parts[0]) if k not in self.names):
            return None
        head = self._ending(*parts[0])
        if head is not None:
            return head
        for part in parts[1:2]:
            name = self.names.get(part[1] - 1)
            if name and name.type == "PERSON" and name.first - part[0] <= 3:
                return name
        return None

    def _parts(self, first: int, last: int) -> list[Range]:
        cuts = [k for k in range(first, last) if self.lows[k] in (",", "(", "who", "–", "—")]
        edges = [first - 1, *cuts, last]
        parts = [(a + 1, b) for a, b in pairwise(edges) if b > a + 1]
        return parts or [(first, last)]

    def _ending(self, first: int, last: int) -> Name | None:
        name = self.names.get(last - 1)
        if name is None or name.type not in _SPEAKING:
            return self._leading(first, last)
        k = name.first - 1
        while k > first and self.lows[k] in word_class("determiner"):
            k -= 1
        if k >= first and self.lows[k] in word_class("preposition"):
            return self._leading(first, last)
        return name

    def _leading(self, first: int, last: int) -> Name | None:
        """A person's name at the beginning, with "of" something after it."""
        name = next((self.names[k] for k in range(first, last) if k in self.names), None)
        if name is None or name.type != "PERSON" or name.last >= last:
            return None
        follows = self.lows[name.last] in ("of", "from", "in", "at", "himself", "herself")
        return name if follows else None

    def _pronoun(self, at: int) -> int | None:
        low = self.lows[at]
        if low == "it":
            return self._thing()
        if low not in _SINGULAR:
            return None
        if low == "who":
            return self._antecedent(at)
        gender = "m" if low in word_class("masculine") else "f"
        return self._recent(at, gender)

    def _antecedent(self, at: int) -> int | None:
        """The person named right before "who"."""
        name = self.names.get(at - 1 - (at > 1 and self.lows[at - 1] == ","))
        return self.of_name[id(name)] if name and name.type == "PERSON" else None

    def _thing(self) -> int | None:
        if not self.spoken:
            return None
        entity = self.spoken[-1][1]
        return entity if self.entities[entity].type != "PERSON" else None

    def _recent(self, at: int, gender: str) -> int | None:
        """The person of that gender who leads the nearest sentence before, or spoke there."""
        end = bisect_left(self.starts, at)
        near = [(n.first, self.of_name[id(n)]) for n in self.people[max(0, end - _MEMORY) : end]]
        near += self.spoken[-_MEMORY:]
        fits = [(k, entity) for k, entity in near if k < at and self._fits(entity, gender)]
        if not fits:
            return None
        number = {k: bisect_left(self.sentences, k + 1) for k, _ in fits}
        latest = max(number.values())
        return min((k, entity) for k, entity in fits if number[k] == latest)[1]

    def _fits(self, entity: int, gender: str) -> bool:
        if self.entities[entity].type != "PERSON":
            return False
        return not gender or self.gender[entity] in (gender, "", "u")

    def _description(self, first: int, last: int) -> int | None:
        """The official that "the minister" means; else a person described so just before."""
        for k in range(first, last):
            for mention, entity in self._nominal_at(k):
                if mention[1] <= last:
                    return entity
        words = self.lows[first:last]
        if words[0] not in ("the", "this", "that") or len(words) > 3:
            return None
        head = words[-1]
        for title, entity in self.titles.get(head, ())[-1:]:
            if title < first:
                return entity
        if head in word_class("male") or head in word_class("female"):
            return self._recent(first, "m" if head in word_class("male") else "f")
        return None

    def _nominal_at(self, k: int) -> list[tuple[Range, int | None]]:
        ends = range(k + 1, k + 7)
        return [((k, end), self.nominal[k, end]) for end in ends if (k, end) in self.nominal]


def _titles(officials: Sequence[Official]) -> Mapping[str, list[tuple[int, int]]]:
    out: dict[str, list[tuple[int, int]]] = {}
    for official in officials:
        if official.entity is not None and official.title is not None:
            out.setdefault(official.head, []).append((official.title[0], official.entity))
    return out
