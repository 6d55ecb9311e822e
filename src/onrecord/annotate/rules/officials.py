"""Officials: who holds which office, where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from .cluster import Entity
from .layout import Layout, Range
from .names import Name
from .posts import Holding, Reader, bodies, second_holders
from .titles import Title
from .words import rows

_MEMORY = 200
NAMED, UNNAMED = 0.85, 0.6
#: What is left of the confidence where the article's topic alone tells the country.
_BY_TOPIC = 0.8
#: Heads of offices that are national where nothing says otherwise.
_NATIONAL = frozenset({"president", "senator", "representative", "congressman", "congresswoman"})
_PARTY = frozenset("party labour rnc dnc conservatives democrats republicans greens tories".split())
#: Offices that companies and schools have too: with a private body they are no public office.
_PRIVATE_TOO = frozenset(
    "president,vice president,chancellor,secretary,treasurer,commissioner,director general,"
    "general secretary,secretary general,governor".split(",")
)


@dataclass(slots=True, eq=False)
class Official:
    """One office of one person, before it becomes a record; mentions in tokens."""

    entity: int | None
    title: Range
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


@cache
def _seats() -> dict[str, str]:
    """Which country a capital or the seat of a government stands for."""
    out = {capital: country for country, _, _, capital in rows("countries.tsv") if capital}
    return out | {seat: country for seat, country, *_ in rows("seats.tsv")}


@cache
def _countries() -> frozenset[str]:
    return frozenset(country for country, *_ in rows("countries.tsv"))


class Registrar:
    """Makes the officials of one article."""

    def __init__(self, layout: Layout, names: Sequence[Name], entities: Sequence[Entity]) -> None:
        self.layout, self.lows, self.entities = layout, layout.tokens.lows, entities
        self.names: dict[int, Name] = {k: n for n in names for k in range(n.first, n.last)}
        self.of_name = {id(n): i for i, e in enumerate(entities) for n in e.names}
        self.by_key = {e.key: i for i, e in enumerate(entities) if e.key}
        self.stems = {e.name[:4]: i for i, e in enumerate(entities) if e.type == "GPE"}
        self.found: list[Official] = []
        self.by_person: dict[int, list[Official]] = {}
        self.recent: dict[str, Official] = {}
        self.last: Official | None = None
        self.sentence_at = _sentence_numbers(layout)

    def run(self, titles: Sequence[Title]) -> list[Official]:
        """The officials of the article, in the order of their first mention."""
        reader = Reader(self.layout, self.names)
        for title in titles:
            holding = reader.read(title)
            if holding is not None:
                self._register(holding)
        self._place_by_topic()
        return self.found

    def _place_by_topic(self) -> None:
        """Give national offices that nothing places the country that the article is about."""
        country = self._country_of_article()
        if country is None:
            return
        for official in self.found:
            national = "gov.national" in official.topics or official.head in _NATIONAL
            if official.jurisdiction is None and national:
                self._set_country(official, country)
                official.sure = round(official.sure * _BY_TOPIC, 2)

    def _country_of_article(self) -> str | None:
        """The country that most mentions of countries, peoples and seats of government speak of."""
        weight: dict[str, int] = {}
        for entity in self.entities:
            country = _seats().get(entity.key) or entity.key.removesuffix(" (people)")
            if country in _countries():
                weight[country] = weight.get(country, 0) + len(entity.names)
        if not weight:
            return None
        country = max(weight, key=lambda key: weight[key])
        return country if 2 * weight[country] > sum(weight.values()) and weight[country] > 1 else None

    def _register(self, holding: Holding) -> None:
        topics = self._topics(holding)
        if topics is None:
            return
        if holding.holder is not None:
            self._named(holding, self.of_name[id(holding.holder)], topics, holding.extent)
            for name in second_holders(self.layout, self.names, holding):
                self._named(holding, self.of_name[id(name)], topics, (name.first, name.last))
        else:
            self._unnamed(holding, topics)

    def _topics(self, holding: Holding) -> tuple[str, ...] | None:
        """The topics of the office; None where it is no public office."""
        post, body = holding.title.post, holding.body
        words = self._body_text(holding).lower()
        public = _public(words) or _public(self._body_name(holding).lower())
        if holding.title.office.startswith("deputy") and post.office == "deputy":
            return self._deputy(holding)
        if post.needs == "n" and holding.holder is None and not self._known(holding):
            return None
        if words and set(words.split()) & _PARTY:
            return ("pol.party",)
        if post.needs == "p" or (body is not None and post.office in _PRIVATE_TOO):
            if public is None and post.needs != "p" and not isinstance(body, Name):
                return post.topics
            return public
        if post.needs == "b" and not (holding.places or body or self._known(holding)):
            return None
        if post.needs == "b" and body is not None and not public:
            return None
        return public if public and post.topics == ("gov.admin",) else post.topics

    def _deputy(self, holding: Holding) -> tuple[str, ...] | None:
        """ "His deputy", right after an official; or a member of parliament by that title."""
        if holding.article in ("his", "her") and self.last and holding.holder is None:
            return self.last.topics
        if holding.article in ("his", "her", "their"):
            return None
        return holding.title.post.topics if holding.holder is not None else None

    def _known(self, holding: Holding) -> bool:
        return holding.title.head in self.recent

    def _body_text(self, holding: Holding) -> str:
        if holding.body is None:
            return ""
        if isinstance(holding.body, Name):
            return self.entities[self.of_name[id(holding.body)]].key or self._words(holding.body)
        return self._slice(*holding.body)

    def _words(self, name: Name) -> str:
        return self._slice(name.first, name.last)

    def _slice(self, first: int, last: int) -> str:
        start, end = self.layout.span(first, last)
        return self.layout.tokens.text[start:end]

    def _named(self, holding: Holding, entity: int, topics: tuple[str, ...], extent: Range) -> None:
        official = self._fresh(holding, topics)
        official.entity = entity
        for known in self.by_person.get(entity, ()):
            if _same_post(known, official):
                _merge(known, official, extent)
                self._remember(known, holding)
                return
        official.mentions.append(extent)
        self.by_person.setdefault(entity, []).append(official)
        self._keep(official, holding)

    def _keep(self, official: Official, holding: Holding) -> None:
        self.found.append(official)
        self._remember(official, holding)

    def _remember(self, official: Official, holding: Holding) -> None:
        self.last = official
        self.recent[holding.title.head] = official

    def _fresh(self, holding: Holding, topics: tuple[str, ...]) -> Official:
        title = holding.title
        official = Official(None, (title.first, title.last), title.office, title.head, holding.status, topics)
        if holding.body is not None:
            official.organisation = self._body_name(holding)
            if isinstance(holding.body, Name):
                official.organisation_entity = self.of_name[id(holding.body)]
        self._place(official, holding)
        return official

    def _body_name(self, holding: Holding) -> str:
        if holding.body is None:
            return ""
        if isinstance(holding.body, Name):
            return self.entities[self.of_name[id(holding.body)]].name
        return self._body_text(holding)

    def _place(self, official: Official, holding: Holding) -> None:
        """The jurisdiction: of the places beside the title, or of the delegation it is listed in."""
        if holding.places:
            self._country(official, holding.places[-1])
        elif isinstance(holding.body, Name):
            country = _seats().get(self._body_text(holding))
            if country:
                self._set_country(official, country)
        elif "gov.national" in official.topics and holding.body is None:
            self._delegation(official, holding)

    def _country(self, official: Official, place: Name) -> None:
        if place.type != "NORP":
            index = self.of_name[id(place)]
            official.jurisdiction = self.entities[index].name
            official.jurisdiction_entity = index
        elif place.key.endswith(" (people)"):
            self._set_country(official, place.key.removesuffix(" (people)"))
        else:
            self._kin(official, self._words(place))

    def _set_country(self, official: Official, country: str) -> None:
        index = self.by_key.get(country)
        official.jurisdiction = country if index is None else self.entities[index].name
        official.jurisdiction_entity = index

    def _kin(self, official: Official, adjective: str) -> None:
        """The country that an unlisted adjective belongs to: one that begins like it."""
        index = self.stems.get(adjective[:4])
        if index is not None:
            official.jurisdiction = self.entities[index].name
            official.jurisdiction_entity = index

    def _delegation(self, official: Official, holding: Holding) -> None:
        """Take the country from an official of the same or the previous sentence."""
        if self.last is None or self.last.jurisdiction is None:
            return
        here = self.sentence_at[holding.title.first]
        latest = max(k for k, _ in [*self.last.mentions, *self.last.nominal])
        if here - self.sentence_at[latest] <= 1 and "gov.national" in self.last.topics:
            official.jurisdiction = self.last.jurisdiction
            official.jurisdiction_entity = self.last.jurisdiction_entity

    def _unnamed(self, holding: Holding, topics: tuple[str, ...]) -> None:
        known = self._antecedent(holding)
        if known is not None:
            known.mentions.append((holding.title.first, holding.title.last))
            known.nominal.append((holding.title.first, holding.title.last))
            self._remember(known, holding)
            return
        if not self._specific(holding):
            return
        official = self._fresh(holding, topics)
        if official.head == "deputy" and self.last is not None:
            official.office = f"deputy {self.last.office}"
            official.jurisdiction = self.last.jurisdiction
            official.jurisdiction_entity = self.last.jurisdiction_entity
        official.sure = UNNAMED
        official.mentions.append((holding.title.first, holding.title.last))
        self._keep(official, holding)

    def _antecedent(self, holding: Holding) -> Official | None:
        """The named official that "the minister", "the Ardenian leader" means."""
        if holding.article not in ("the", "this", "that", "") or holding.status != "current":
            return None
        if holding.places or holding.body:
            return self._of_place(holding) if "gov.head" in holding.title.post.topics else None
        if holding.article == "" or holding.title.last - holding.title.first > 2:
            return None
        known = self.recent.get(holding.title.head)
        return known if known and known.entity is not None else None

    def _of_place(self, holding: Holding) -> Official | None:
        """The head of state or government of the place that is named beside "leader"."""
        probe = Official(None, (0, 0), holding.title.office, holding.title.head, "", ())
        self._place(probe, holding)
        if probe.jurisdiction is None:
            return None
        for official in reversed(self.found[-_MEMORY:]):
            same = official.jurisdiction == probe.jurisdiction and official.status == "current"
            if same and "gov.head" in official.topics and official.entity is not None:
                fits = probe.head in ("leader", official.head) or official.head == "leader"
                return official if fits else None
        return None

    def _specific(self, holding: Holding) -> bool:
        """Whether a title without a name still means one office: "the health minister"."""
        title = holding.title
        if title.head == "deputy":
            return True
        if title.post.needs in ("n", "b") or title.head.endswith("s"):
            return False
        if holding.article in ("any", "no", "every", "each", "some", "another", "several", "many"):
            return False
        spelt = title.office not in ("minister", "secretary", "commissioner") and title.post.needs
        portfolio = title.post.office in ("minister", "secretary") and title.office != (title.post.office)
        beside = bool(holding.places or holding.body)
        if title.post.office in ("member", "official", "officer"):
            return False
        if not holding.article and not beside:
            return False
        return beside or portfolio or bool(spelt and holding.body)


def _public(words: str) -> tuple[str, ...] | None:
    """The topics of a body by its name or its last words; None where it is not public."""
    parts = words.replace("’", "'").split()
    for at in range(len(parts)):
        topics = bodies().get(" ".join(parts[at:]))
        if topics:
            return topics
    for part in parts:
        if part in ("ministry", "department", "parliament", "senate", "police", "army", "embassy"):
            return bodies()[part]
    return None


def _same_post(one: Official, two: Official) -> bool:
    if one.status != two.status:
        return False
    if one.office == two.office:
        places = {one.jurisdiction, two.jurisdiction} - {None}
        return len(places) < 2 or one.jurisdiction_entity == two.jurisdiction_entity
    heads = "gov.head" in one.topics and "gov.head" in two.topics
    return heads and "leader" in (one.office, two.office)


def _merge(known: Official, new: Official, extent: Range) -> None:
    known.mentions.append(extent)
    if known.office == "leader" and new.office != "leader":
        known.office, known.title, known.head = new.office, new.title, new.head
    if known.jurisdiction is None:
        known.jurisdiction = new.jurisdiction
        known.jurisdiction_entity = new.jurisdiction_entity
    if known.organisation is None:
        known.organisation = new.organisation
        known.organisation_entity = new.organisation_entity


def _sentence_numbers(layout: Layout) -> list[int]:
    out = [0] * len(layout.tokens)
    for number, (first, last) in enumerate(layout.sentences):
        out[first:last] = [number] * (last - first)
    return out
