"""For which country, state or town an office is held.

In this order: the places beside the title, the country of a leader whom everybody knows, the seat that the
body is called by, the official before it in a delegation, and at last the country that the article is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING

from .cluster import Entity
from .layout import Layout
from .names import Name
from .words import rows, split

if TYPE_CHECKING:
    from .occupancies import Official
    from .posts import Holding

#: Offices whose holder the surname tells.
_LEADERS = frozenset(
    "president,vice president,prime minister,chancellor,secretary,secretary of state,deputy secretary,"
    "minister of foreign affairs,supreme leader,leader".split(",")
)
#: Letters in which the names of a country and of its people agree.
STEM = 4
_MENTIONS = 2
#: An office may be of one of so many countries that an article is about.
_COUNTRIES = 3
#: Words of one stem that are looked at: no text may make this quadratic.
_ALIKE = 40
#: Endings of the adjectives and peoples of a country: "Ardenian", "Ardenians", "Qashtani", "Velish".
_ADJECTIVE = re.compile(r"(?:n|ns|an|ans|ian|ians|ese|i|is|ish|ic|er|ers)")
#: Bodies that only countries have, with the name of theirs: "Bank of Tavara".
_NATIONAL_BODY = re.compile(
    r"(?:The )?(?:(?:Central |Reserve |National )?Bank|Government|Republic|Kingdom|Parliament|Embassy)"
    r" of (?:the )?(\w+)$"
)
#: "Secretary" alone, and secretaries of such ranks.
_AMERICAN = re.compile(
    r"(?:(?:deputy|assistant|acting) )?(?:under ?)?secretary$|(?:deputy |assistant |under ?)secretary"
)
#: Topics of offices that are of no country.
_NOT_OF_COUNTRY = frozenset({"gov.igo", "gov.state", "gov.muni"})
#: Offices of a state of a federation, which an article on that state tells without it.
_OF_STATES = frozenset("governor,lieutenant governor,state senator,state representative".split(","))
#: Offices that the United States do not have: none of theirs, even in an article about them.
_NOT_AMERICAN = frozenset(
    "prime minister,deputy prime minister,minister,deputy minister,premier,taoiseach,member of parliament,"
    "king,queen,monarch,crown prince,prince,chancellor,minister of state".split(",")
)
_OF_DISTRICTS = frozenset({"representative", "delegate", "senator", "member of parliament"})
#: What is left of the confidence where the article's topic alone tells the country.
_BY_TOPIC = 0.8
#: Offices that states have as countries do: of a place that is beside them.
_OF_EITHER = frozenset(
    "attorney general,deputy attorney general,solicitor general,treasurer,auditor,auditor general,"
    "comptroller,secretary of state,insurance commissioner".split(",")
)
#: Offices that are national where nothing says otherwise.
_NATIONAL = frozenset(
    "president,senator,representative,congressman,congresswoman,first minister,judge,justice".split(",")
)


@cache
def seats() -> dict[str, str]:
    """Which country a capital or the seat of a government stands for."""
    out = {capital: country for country, _, _, capital in rows("countries.tsv") if capital}
    return out | {seat: country for seat, country, *_ in rows("seats.tsv")}


@cache
def _countries() -> frozenset[str]:
    return frozenset(country for country, *_ in rows("countries.tsv"))


@cache
def leaders() -> dict[str, str]:
    """The country of those whose office news tells without it: "President Obama"."""
    return {name: country for country, names, *_ in rows("leaders.tsv") for name in split(names)}


@cache
def _parts_of() -> dict[str, str]:
    """Which country a state, a city or a party is of."""
    return {name: country for _, names, country, *_ in rows("places.tsv") if country for name in split(names)}


@cache
def state_holders() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Surnames of the senators and governors of each of the United States."""
    table = rows("states.tsv")
    return {state: (frozenset(split(one)), frozenset(split(two))) for state, one, two, *_ in table}


@cache
def _states_of_governors() -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for state, (_, governors) in state_holders().items():
        for surname in governors:
            out.setdefault(surname, []).append(state)
    return out


def _is_state(key: str) -> bool:
    """Whether a place is a part of a country that has governors, and no city of the United States."""
    return key in state_holders() or _parts_of().get(key, "United States") != "United States"


class Jurisdictions:
    """Places the officials of one article."""

    def __init__(self, layout: Layout, entities: Sequence[Entity], of_name: Mapping[int, int]) -> None:
        self.layout, self.entities, self.of_name = layout, entities, of_name
        self.by_key = {e.key: i for i, e in enumerate(entities) if e.key}
        self.stems = {e.name[:STEM]: i for i, e in enumerate(entities) if e.type == "GPE"}

    def place(self, official: Official, holding: Holding, body: str) -> bool:
        """Place an official by what stands beside the title; whether it says anything."""
        if holding.places:
            self._country(official, self._placed(official, holding.places))
        elif known := self._led_country(official, holding):
            self._set_country(official, known)
        elif isinstance(holding.body, Name) and (country := seats().get(body)):
            self._set_country(official, country)
        else:
            return False
        return True

    def by_topic(self, found: Sequence[Official]) -> None:
        """Give offices of a state that nothing places the country that the article is about."""
        countries = self._countries_of_article()
        for official in found:
            if official.jurisdiction is not None:
                continue
            place: tuple[str, int | None] | None = None
            if official.office in _OF_STATES:
                place = self._state_of(official)
            elif "gov.muni" in official.topics and official.organisation is None:
                place = self._town_of_article
            elif not set(official.topics) & _NOT_OF_COUNTRY or {official.head, official.office} & _NATIONAL:
                place = self._of_secretary(official)
                place = place or next((one for one in countries if self._may_be_of(official, one[0])), None)
            if place is not None:
                official.jurisdiction, official.jurisdiction_entity = place
                official.sure = round(official.sure * _BY_TOPIC, 2)

    def _may_be_of(self, official: Official, country: str) -> bool:
        """Whether a country may have that office, as far as this is known of the United States."""
        index = self.by_key.get("United States")
        if index is None or country != self.entities[index].name:
            return True
        ministry = official.office.startswith(("minister of ", "deputy minister of "))
        if official.office in _NOT_AMERICAN or ministry:
            return False
        named = official.entity is not None and official.office == "president"
        return not named or self._surname(official) in leaders()

    def _surname(self, official: Official) -> str:
        return "" if official.entity is None else self.entities[official.entity].name.split()[-1]

    def american(self, official: Official, *, named: bool) -> None:
        """Place an official in the United States; where they must be ``named``, only if the article does."""
        if not named or "United States" in self.by_key:
            self._set_country(official, "United States")

    def _state_of(self, official: Official) -> tuple[str, int] | None:
        """The state that a governor is known to have led, or else the one that is named most often."""
        surname = self._surname(official)
        known = _states_of_governors().get(surname, ())
        if official.office == "governor" and known:
            named = [self.by_key[state] for state in known if state in self.by_key]
            return (self.entities[named[0]].name, named[0]) if len(named) == 1 else None
        return self._state_of_article

    @cached_property
    def _state_of_article(self) -> tuple[str, int] | None:
        return self._often(lambda e: _is_state(e.key))

    @cached_property
    def _town_of_article(self) -> tuple[str, int] | None:
        return self._often(lambda e: e.key not in _countries() and not _is_state(e.key))

    def _often(self, fits: Callable[[Entity], bool]) -> tuple[str, int] | None:
        """The place of some kind that the article names most often, and more than once."""
        counts = [(len(e.names), -i) for i, e in enumerate(self.entities) if e.type == "GPE" and fits(e)]
        most, at = max(counts, default=(0, 0))
        return (self.entities[-at].name, -at) if most >= _MENTIONS else None

    def _of_secretary(self, official: Official) -> tuple[str, int | None] | None:
        """The United States, where an article that names them has a secretary of their kinds."""
        index = self.by_key.get("United States")
        theirs = _AMERICAN.match(official.office)
        return (self.entities[index].name, index) if theirs and index is not None else None

    def _countries_of_article(self) -> list[tuple[str, int | None]]:
        """The countries of which the mentions of countries, peoples, their places and seats speak most.

        A place that no list knows is a country if the article has an adjective of it too ("Tavara",
        "Tavaran"), or a body that only countries have ("Bank of Tavara"). Where there is no country at all,
        the place of most mentions stands for it.
        """
        weight: Counter[str] = Counter()
        place: dict[str, int] = {}
        others: Counter[str] = Counter()
        kin = self._kin_of_places()
        for index, entity in enumerate(self.entities):
            key = entity.key.removesuffix(" (people)")
            country = seats().get(key) or _parts_of().get(key) or key
            if country in _countries():
                weight[country] += len(entity.names)
                if entity.type == "GPE" and country == key:
                    place[country] = index
            elif entity.type == "GPE" and not {"-", "."} <= set(entity.name):
                (weight if kin[entity.name] else others)[entity.name] += len(entity.names)
                place[entity.name] = index
        weight.update(kin)
        counts = +weight or others
        often = [(country, most) for country, most in counts.most_common(_COUNTRIES) if most >= _MENTIONS]
        found = [(country, place.get(country)) for country, _ in often]
        return [(country if at is None else self.entities[at].name, at) for country, at in found]

    def _kin_of_places(self) -> Counter[str]:
        """How often the article has adjectives of places, and bodies of countries with their names."""
        out: Counter[str] = Counter()
        words = Counter(word for word in self.layout.tokens.words if word[0].isupper() and word.isalpha())
        by_stem: dict[str, list[str]] = {}
        for word in words:
            alike = by_stem.setdefault(word[:STEM], [])
            if len(alike) < _ALIKE:
                alike.append(word)
        for entity in self.entities:
            if entity.type == "ORG" and not entity.key and (found := _NATIONAL_BODY.match(entity.name)):
                out[found[1]] += len(entity.names)
        unlisted = (e.name for e in self.entities if e.type == "GPE" and not e.key)
        for name in dict.fromkeys([*out, *unlisted]):  # in the order of the text, so that ties fall the same
            stem = name[:-1] if name[-1:] in "aeiouy" else name
            out[name] += sum(
                words[word]
                for word in by_stem.get(name[:STEM], ())
                if word != name and word.startswith(stem) and _ADJECTIVE.fullmatch(word[len(stem) :])
            )
        return out

    def _placed(self, official: Official, places: Sequence[Name]) -> Name:
        """The place of the office: of "mayor of Kessa, Ardenia" the first."""
        local = "gov.muni" in official.topics or "gov.state" in official.topics
        towns = [place for place in places if place.type != "NORP"]
        return (towns or places)[0] if local else places[-1]

    def _led_country(self, official: Official, holding: Holding) -> str:
        """The country of a head of state or government, or of a minister, by the surname."""
        name = holding.holder
        if name is None or official.office not in _LEADERS:
            return ""
        words = self.layout.tokens.words[name.first : name.last]
        return leaders().get(words[-1]) or leaders().get(" ".join(words[-2:]), "")

    def _country(self, official: Official, place: Name) -> None:
        national = "gov.national" in official.topics and official.office not in _OF_EITHER
        whole = _parts_of().get(place.key) if national else None
        district = official.office in _OF_DISTRICTS and place.type != "NORP" and place.key not in _countries()
        if district and not whole:
            return  # a member sits for it, in the house of a country
        if whole:
            self._set_country(official, whole)
        elif place.type != "NORP":
            index = self.of_name[id(place)]
            official.jurisdiction = self._town(self.entities[index].name, official)
            official.jurisdiction_entity = index
        elif place.key.endswith(" (people)"):
            self._set_country(official, place.key.removesuffix(" (people)"))
        else:
            self._kin(official, self.layout.tokens.words[place.first])

    def _town(self, name: str, official: Official) -> str:
        """Of "Kessa, Ardenia" the part that the office is of: the town, or the country of a national one."""
        town, comma, rest = name.partition(", ")
        if not comma:
            return name
        return town if "gov.muni" in official.topics or rest not in _countries() else rest

    def _set_country(self, official: Official, country: str) -> None:
        index = self.by_key.get(country)
        official.jurisdiction = country if index is None else self.entities[index].name
        official.jurisdiction_entity = index

    def _kin(self, official: Official, adjective: str) -> None:
        """The country that an unlisted adjective belongs to: one that begins like it."""
        index = self.stems.get(adjective[:STEM])
        if index is not None:
            official.jurisdiction = self.entities[index].name
            official.jurisdiction_entity = index
