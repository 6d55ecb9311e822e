"""Speakers: which entity the source of a quote is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from .cluster import Entity
from .drafts import Draft
from .layout import Layout, Range
from .names import Name, honorifics
from .occupancies import Official
from .words import word_class

_SINGULAR = frozenset({"he", "she", "him", "her", "who"})
#: Groups of people ("Democrats") are no entity that speaks.
_SPEAKING = frozenset({"PERSON", "ORG", "GPE", "FAC"})
_PAPERS = frozenset(
    "times post journal herald tribune news courier gazette ledger sun star paper daily".split()
)
#: "The newspaper" and the like: which words end the name of such a body.
_KINDS = {
    "newspaper": _PAPERS,
    "paper": _PAPERS,
    "company": frozenset(
        "company corp corporation inc inc. ltd ltd. group motors holdings plc industries airlines".split()
    ),
    "firm": frozenset("company corp corporation inc inc. ltd ltd. group partners plc associates".split()),
    "university": frozenset({"university", "college"}),
}
#: Heads of "the city of Phoenix": what is behind them speaks.
_TOWNS = frozenset(
    {"city", "town", "village", "state", "county", "province", "republic", "kingdom", "government"}
)
_RELATIVE = frozenset({"who", "which", "that"})
#: How far before a relative pronoun what it means may stand.
_NEAR = 12
_POSSESSIVE = frozenset({"'s", "'"})
_ARTICLE_AND_HEAD = 2
_MEMORY = 40
#: Words of a first line that tells who writes.
_LINE = 14
#: Words of a description that is understood.
_DESCRIBED = 6


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
        self.bodies = [n for n in names if n.type == "ORG"]
        self.body_starts = [n.first for n in self.bodies]
        self.gender = [entity.gender for entity in entities]
        self.nominal = {m: o.entity for o in officials for m in o.nominal}
        self.titles = _titles(officials)
        self.sentences = [first for first, _ in layout.sentences]
        self.spoken: list[tuple[int, int]] = []
        self.unnamed: set[str] = set()
        self.author = self._author(officials)

    def _author(self, officials: Sequence[Official]) -> int | None:
        """Who "I" is outside of quotation marks: the official of a first line that has no more than that."""
        paragraphs = self.layout.paragraphs[:2]
        for official in officials:
            for first, last in official.mentions:
                for start, end in paragraphs:
                    if start <= first and last <= end and end - start <= _LINE:
                        return official.entity
        return None

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
        if last - first > 1 and self.lows[last - 1] in _POSSESSIVE:
            last -= 1
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
        while k > first and self._attached(k, name):
            k -= 1
        if k >= first and self.lows[k] in word_class("preposition"):
            town = name.type == "GPE" and self.lows[k] == "of" and self.lows[k - 1] in _TOWNS
            return name if town and k - first <= 2 else self._leading(first, last)
        return name

    def _attached(self, k: int, name: Name) -> bool:
        """Whether a word before a name goes with it: article, form of address, adjective of a body."""
        word = self.layout.tokens.words[k]
        if self.lows[k] in word_class("determiner") or word in honorifics():
            return True
        adjective = word.islower() and self.lows[k] not in word_class("preposition")
        return adjective and name.type != "PERSON" and k == name.first - 1

    def _leading(self, first: int, last: int) -> Name | None:
        """A person's name at the beginning, with "of" something after it."""
        found = (self.names[k] for k in range(first, last) if k in self.names)
        name = next((name for name in found if name.type == "PERSON"), None)
        before = range(first, name.first if name else last)
        if (
            name is None
            or name.last >= last
            or any(self.lows[k] in word_class("preposition") for k in before)
        ):
            return None
        follows = self.lows[name.last] in ("of", "from", "in", "at", "himself", "herself")
        return name if follows else None

    def _pronoun(self, at: int) -> int | None:
        low = self.lows[at]
        if low == "it":
            return self._thing(at)
        if low == "i":
            return self.author if self.layout.within[at] < 0 else None
        if low in _RELATIVE:
            return self._antecedent(at)
        if low not in _SINGULAR:
            return None
        gender = "m" if low in word_class("masculine") else "f"
        return self._recent(at, gender)

    def _antecedent(self, at: int) -> int | None:
        """What "who" or "which" means: a person, or a body or place, named before it in the sentence."""
        kinds = {"PERSON"} if self.lows[at] == "who" else {"ORG", "GPE", "FAC"}
        first = self.sentences[bisect_right(self.sentences, at) - 1]
        for k in range(at - 1, max(first, at - _NEAR) - 1, -1):
            name = self.names.get(k)
            if name and name.type in kinds:
                return self.of_name[id(name)]
            if self.lows[k] in word_class("auxiliary") or self.lows[k] in (";", ":", "said", "says"):
                return None
        return None

    def _thing(self, at: int) -> int | None:
        """What "it" means: the body that spoke last, or else the one that the sentence before begins with."""
        number = bisect_right(self.sentences, at) - 1
        if self.spoken and self.entities[self.spoken[-1][1]].type != "PERSON":
            return self.spoken[-1][1]
        for start in self.sentences[max(0, number - 1) : number][::-1]:
            for k in range(start, min(start + _NEAR, at)):
                name = self.names.get(k)
                if name:
                    return self.of_name[id(name)] if name.type in ("ORG", "GPE") else None
        return None

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
        said = [entity for k, entity in self.spoken[-_MEMORY:] if k < at and number.get(k) == latest]
        if said and self._fits(said[-1], gender):
            return said[-1]
        return min((k, entity) for k, entity in fits if number[k] == latest)[1]

    def _fits(self, entity: int, gender: str) -> bool:
        if self.entities[entity].type != "PERSON":
            return False
        return not gender or self.gender[entity] in (gender, "", "u")

    def _description(self, first: int, last: int) -> int | None:
        """The official that "the minister" means; else a person described so just before."""
        for k in range(first, last):
            for mention, entity in self._nominal_at(k):
                owned = mention[1] < last and self.lows[mention[1]] in _POSSESSIVE
                if mention[1] <= last and not owned:
                    return entity
        words = self.lows[first:last]
        head = words[-1]
        told = words[0] in ("the", "this", "that") and len(words) <= _DESCRIBED
        titled = self._titled(first, words) if told else None
        if titled is not None:
            return titled
        if not told or any(word in _POSSESSIVE for word in words):
            self.unnamed.add(head)
            return None
        if head in self.unnamed and len(words) == _ARTICLE_AND_HEAD:
            return None
        if head in word_class("male") or head in word_class("female"):
            return self._recent(first, "m" if head in word_class("male") else "f")
        body = self._body(first, head)
        if body is None and head in word_class("person") and not head.endswith("s"):
            return self._recent(first, "")
        return body

    def _titled(self, at: int, words: Sequence[str]) -> int | None:
        """The official that "the former finance minister" means: the last of the best, or the only one."""
        known = self.titles.get(words[-1], ())
        before = [(len(set(words) & office), title, entity) for title, entity, office in known if title < at]
        if before:
            return max(before)[2]
        after = {entity for _, entity, _ in known}
        return after.pop() if len(after) == 1 and len(words) > 2 else None

    def _body(self, at: int, head: str) -> int | None:
        """The body that "the commission" means: the last one before with that word, or of that kind."""
        kinds = _KINDS.get(head, {head}) if head in _KINDS or head in word_class("body") else ()
        if not kinds:
            return None
        end = bisect_left(self.body_starts, at)
        for name in self.bodies[max(0, end - _MEMORY) : end][::-1]:
            words = {word.lower() for word in self.layout.tokens.words[name.first : name.last]}
            if words & set(kinds):
                return self.of_name[id(name)]
        return None

    def _nominal_at(self, k: int) -> list[tuple[Range, int | None]]:
        ends = range(k + 1, k + 7)
        return [((k, end), self.nominal[k, end]) for end in ends if (k, end) in self.nominal]


def _titles(officials: Sequence[Official]) -> Mapping[str, list[tuple[int, int, frozenset[str]]]]:
    """The officials by their titles' last word: where it stands, whose it is, the words of the office."""
    out: dict[str, list[tuple[int, int, frozenset[str]]]] = {}
    for official in officials:
        if official.entity is not None and official.title is not None:
            words = frozenset(official.office.replace("foreign affairs", "foreign").split())
            out.setdefault(official.head, []).append((official.title[0], official.entity, words))
    return out
