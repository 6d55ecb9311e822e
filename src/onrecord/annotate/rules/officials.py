"""Officials: who holds which office, where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from .cluster import Entity
from .layout import Layout, Range
from .names import Name
from .offices import find_offices
from .posts import Holding, Reader, bodies, second_holders
from .titles import Post, Title
from .words import rows, split, word_class

_MEMORY = 200
NAMED, UNNAMED = 0.85, 0.6
#: Ranks of officers, which alone are no office.
_RANKS = frozenset(
    "general,lieutenant general,major general,brigadier general,brigadier,admiral,rear admiral,vice admiral,"
    "air marshal,field marshal,colonel,lieutenant colonel,major,captain,lieutenant,sergeant,detective".split(
        ","
    )
)
#: Offices whose holder the surname tells.
_LEADERS = frozenset(
    "president,vice president,prime minister,chancellor,secretary,secretary of state,"
    "minister of foreign affairs,supreme leader,leader".split(",")
)
#: Letters in which the names of a country and of its people agree.
_STEM = 4
_MENTIONS = 2
#: Topics of offices that are of no country.
_NOT_OF_COUNTRY = frozenset({"gov.igo", "gov.state", "gov.muni"})
#: What is left of the confidence where the article's topic alone tells the country.
_BY_TOPIC = 0.8
#: Heads of offices that are national where nothing says otherwise.
_NATIONAL = frozenset({"president", "senator", "representative", "congressman", "congresswoman"})
_PARTY = frozenset(
    "party bloc rally list alliance front movement coalition democrats labour rnc dnc conservatives "
    "republicans greens tories socialists liberals".split()
)
#: What an office is called by the body that it is of.
_BY_BODY = (
    ("chair", frozenset({"committee", "subcommittee"}), "committee chair"),
    ("chair", frozenset({"inquiry"}), "chair of inquiry"),
    ("director", frozenset({"hospital", "infirmary"}), "hospital director"),
    ("head", frozenset({"mission"}), "head of mission"),
    ("member", frozenset({"assembly"}), "assembly member"),
    ("member", frozenset({"senate"}), "senator"),
    ("member", frozenset({"representatives"}), "representative"),
    ("member", frozenset({"parliament", "chamber"}), "member of parliament"),
)
_OF_PARTY = {
    "leader": "party leader",
    "head": "party leader",
    "chair": "party chair",
    "president": "party president",
    "secretary": "party secretary",
    "general secretary": "party secretary",
    "secretary general": "party secretary",
}
#: Verbs that tell an office, with it.
_LEADING = {
    "leads": "leader",
    "led": "leader",
    "heads": "head",
    "headed": "head",
    "runs": "head",
    "ran": "head",
    "chairs": "chair",
    "chaired": "chair",
    "commands": "commander",
    "commanded": "commander",
    "governs": "governor",
}
_PASSIVE = frozenset({"led", "headed", "chaired", "commanded", "run"})
#: Offices that companies and schools have too: with a private body they are no public office.
_PRIVATE_TOO = frozenset(
    "president,vice president,chancellor,secretary,treasurer,commissioner,director general,"
    "general secretary,secretary general,governor".split(",")
)


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


@cache
def _seats() -> dict[str, str]:
    """Which country a capital or the seat of a government stands for."""
    out = {capital: country for country, _, _, capital in rows("countries.tsv") if capital}
    return out | {seat: country for seat, country, *_ in rows("seats.tsv")}


@cache
def _countries() -> frozenset[str]:
    return frozenset(country for country, *_ in rows("countries.tsv"))


@cache
def _leaders() -> dict[str, str]:
    """The country of those whose office news tells without it: "President Obama"."""
    return {name: country for country, names, *_ in rows("leaders.tsv") for name in split(names)}


@cache
def _parts_of() -> dict[str, str]:
    """Which country a state, a city or a party is of."""
    return {name: country for _, names, country, *_ in rows("places.tsv") if country for name in split(names)}


class Registrar:
    """Makes the officials of one article."""

    def __init__(self, layout: Layout, names: Sequence[Name], entities: Sequence[Entity]) -> None:
        self.layout, self.lows, self.entities = layout, layout.tokens.lows, entities
        self.names: dict[int, Name] = {k: n for n in names for k in range(n.first, n.last)}
        self.of_name = {id(n): i for i, e in enumerate(entities) for n in e.names}
        self.by_key = {e.key: i for i, e in enumerate(entities) if e.key}
        self.stems = {e.name[:_STEM]: i for i, e in enumerate(entities) if e.type == "GPE"}
        self.found: list[Official] = []
        self.by_person: dict[int, list[Official]] = {}
        self.recent: dict[str, Official] = {}
        self.last: Official | None = None
        self.sentence_at = _sentence_numbers(layout)

    def run(self) -> list[Official]:
        """The officials of the article, in the order of their first mention."""
        reader = Reader(self.layout, self.names)
        found = find_offices(self.layout.tokens, self.names)
        read = [holding for title in found if (holding := reader.read(title)) is not None]
        self._share(read)
        for holding in sorted([*read, *self._led()], key=lambda one: one.extent):
            self._register(holding)
        self._place_by_topic()
        self.found.sort(key=lambda official: min(official.mentions))
        return self.found

    def _share(self, read: Sequence[Holding]) -> None:
        """One holder of two offices that "and" joins: "the defence minister and leader of the League"."""
        for one, two in pairwise(read):
            joint = two.begin - 1 - bool(two.article)
            if joint != one.end or self.lows[joint] != "and":
                continue
            if one.holder and not two.holder and one.holder.first < one.title.first:
                two.holder = one.holder
                two.extent = (one.holder.first, two.title.last)
            elif two.holder and not one.holder and two.holder.first > two.title.first:
                one.holder = two.holder
                one.extent = (one.title.first, two.holder.last)

    def _led(self) -> Iterator[Holding]:
        """Offices that a verb tells: "X, who chairs the Finance Committee", "the Committee, chaired by X"."""
        for at, low in enumerate(self.lows):
            office = _LEADING.get(low)
            if office is None or at < 2:
                continue
            passive = low in _PASSIVE and self.lows[at + 1 : at + 2] == ["by"]
            person = self._person_from(at + 2) if passive else self._person_to(at)
            body = self._thing_to(at) if passive else self._thing_from(at + 1)
            if person and body:
                title = Title(at, at + 1, office, office, Post(office, ("gov.admin",), "v"))
                first, last = min(person.first, at), max(person.last, at + 1)
                past = low.endswith("ed") or low in ("led", "ran")
                status = "former" if past and not passive and self.lows[at - 1] == "who" else "current"
                yield Holding(title, at, at + 1, status, "", [], body, person, (first, last), office)

    def _person_to(self, at: int) -> Name | None:
        """The person before a verb: "X, who chairs", "X chairs"."""
        k = at - 1
        while k > at - 4 and self.lows[k] in ("who", ",", "has", "also", "now"):
            k -= 1
        name = self.names.get(k)
        return name if name and name.type == "PERSON" else None

    def _person_from(self, at: int) -> Name | None:
        name = self.names.get(at)
        return name if name and name.first == at and name.type == "PERSON" else None

    def _thing_from(self, at: int) -> Name | None:
        at += at < len(self.lows) and self.lows[at] in word_class("determiner")
        name = self.names.get(at)
        return name if name and name.first == at and name.type == "ORG" else None

    def _thing_to(self, at: int) -> Name | None:
        name = self.names.get(at - 1 - (self.lows[at - 1] == ","))
        return name if name and name.type == "ORG" else None

    def _place_by_topic(self) -> None:
        """Give offices of a state that nothing places the country that the article is about."""
        country = self._country_of_article()
        if country is None:
            return
        for official in self.found:
            topics = set(official.topics)
            local = topics & _NOT_OF_COUNTRY and official.head not in _NATIONAL
            if official.jurisdiction is None and not local:
                official.jurisdiction, official.jurisdiction_entity = country
                official.sure = round(official.sure * _BY_TOPIC, 2)

    def _country_of_article(self) -> tuple[str, int | None] | None:
        """The country that most mentions of countries, peoples, their places and seats speak of.

        A place that no list knows is a country if the article names its people too ("Tavara", "Tavaran").
        """
        weight: dict[str, int] = {}
        place: dict[str, int] = {}
        peoples = {e.name[:_STEM]: len(e.names) for e in self.entities if e.type == "NORP" and not e.key}
        for index, entity in enumerate(self.entities):
            key = entity.key.removesuffix(" (people)")
            country = _seats().get(key) or _parts_of().get(key) or key
            people = 0
            if country not in _countries():
                people = peoples.get(entity.name[:_STEM], 0) if entity.type == "GPE" else 0
                country = entity.name
                if not people:
                    continue
            weight[country] = weight.get(country, 0) + len(entity.names) + people
            if entity.type == "GPE" and country in (key, entity.name):
                place[country] = index
        if not weight:
            return None
        country = max(weight, key=lambda key: weight[key])
        if weight[country] < _MENTIONS:
            return None
        found = place.get(country)
        return (country if found is None else self.entities[found].name), found

    def _register(self, holding: Holding) -> None:
        self._antecedent_body(holding)
        topics = self._topics(holding)
        if topics is None:
            return
        self._by_body(holding)
        if topics == ("pol.party",):
            holding.office = _OF_PARTY.get(holding.office, holding.office)
        offices = _distributed(holding)
        if holding.holder is not None:
            holding.office = offices[0]
            self._named(holding, self.of_name[id(holding.holder)], topics, holding.extent)
            for number, name in enumerate(second_holders(self.layout, self.names, holding), 1):
                holding.office = offices[min(number, len(offices) - 1)]
                self._named(holding, self.of_name[id(name)], topics, (name.first, name.last))
        else:
            self._unnamed(holding, topics)

    def _antecedent_body(self, holding: Holding) -> None:
        """The body that "its" means: the last one that was named, in this sentence or the one before."""
        if holding.article not in ("its", "their") or holding.body is not None or holding.places:
            return
        here = self.sentence_at[holding.title.first]
        for at in range(holding.begin - 1, max(-1, holding.begin - 80), -1):
            name = self.names.get(at)
            if self.sentence_at[at] < here - 1:
                return
            if name and name.type == "ORG":
                holding.body = name
                return

    def _by_body(self, holding: Holding) -> None:
        """The office as it is called in that body: the leader of a party is a party leader."""
        words = set(_words_of(self._body_text(holding)))
        for office, kinds, name in _BY_BODY:
            if holding.office == office and words & kinds:
                holding.office = name

    def _topics(self, holding: Holding) -> tuple[str, ...] | None:
        """The topics of the office; None where it is no public office."""
        post, body = holding.title.post, holding.body
        words = self._body_text(holding).lower()
        public = _public(words) or _public(self._body_name(holding).lower())
        if post.needs == "x":
            return None
        if post.needs == "c":
            return self._counterpart(holding)
        if holding.title.office.startswith("deputy") and post.office == "deputy":
            return self._deputy(holding)
        if post.needs == "n" and holding.holder is None and not self._known(holding):
            return None
        if set(_words_of(words)) & _PARTY or self._of_partisans(holding):
            return ("pol.party",)
        if post.office in _RANKS and body is None:
            return None
        if post.needs == "v":
            return public or (("pol.party",) if post.office == "leader" and isinstance(body, Name) else None)
        if post.needs == "p" or (body is not None and post.office in _PRIVATE_TOO):
            return self._public_part(holding, public)
        if post.needs == "b" and not (holding.places or body or self._known(holding)):
            return None
        if post.needs == "b" and body is not None and not public:
            return ("pol.party",) if post.office == "leader" and isinstance(body, Name) else None
        return public if public and post.topics == ("gov.admin",) else post.topics

    def _public_part(self, holding: Holding, public: tuple[str, ...] | None) -> tuple[str, ...] | None:
        """The topics of an office that private bodies have too: those of its body, if that is public."""
        post, body = holding.title.post, holding.body
        if post.office == "secretary general" and isinstance(body, Name) and body.key:
            return post.topics
        if public is not None:
            return public
        by_itself = post.needs != "p" and not isinstance(body, Name)
        of_place = post.needs == "p" and body is None and holding.places and holding.holder
        return post.topics if by_itself or of_place else None

    def _of_partisans(self, holding: Holding) -> bool:
        """Whether a leader or chair is of people that are no country's: "the Unionist leader"."""
        place = holding.places[-1] if holding.places else None
        partisan = place is not None and place.type == "NORP" and not place.key and holding.body is None
        return partisan and holding.office in ("leader", "chair") and not self._stem_of(place)

    def _stem_of(self, place: Name | None) -> bool:
        return place is not None and self._words(place)[:_STEM] in self.stems

    def _counterpart(self, holding: Holding) -> tuple[str, ...] | None:
        """ "His Drovnan counterpart, X" holds the office of the official before, elsewhere."""
        if self.last is None or holding.holder is None or not holding.places:
            return None
        holding.office = self.last.office
        return self.last.topics

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
        place = None if title.post.needs in ("v", "c") else (title.first, title.last)
        official = Official(None, place, holding.office, title.head, holding.status, topics)
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
        """The jurisdiction: of the places beside the title or the body, of a leader whom everybody knows, or
        of the delegation that it is listed in.
        """
        if holding.places:
            self._country(official, self._placed(official, holding.places))
        elif known := self._led_country(official, holding):
            self._set_country(official, known)
        elif isinstance(holding.body, Name):
            country = _seats().get(self._body_text(holding))
            if country:
                self._set_country(official, country)
        elif "gov.national" in official.topics and holding.body is None:
            self._delegation(official, holding)

    def _placed(self, official: Official, places: Sequence[Name]) -> Name:
        """The place of the office: of "mayor of Kessa, Ardenia" the first."""
        local = "gov.muni" in official.topics or "gov.state" in official.topics
        return places[0] if local else places[-1]

    def _led_country(self, official: Official, holding: Holding) -> str:
        """The country of a head of state or government, or of a minister, by the surname."""
        name = holding.holder
        if name is None or official.office not in _LEADERS:
            return ""
        words = self.layout.tokens.words[name.first : name.last]
        return _leaders().get(words[-1]) or _leaders().get(" ".join(words[-2:]), "")

    def _country(self, official: Official, place: Name) -> None:
        whole = _parts_of().get(place.key) if "gov.national" in official.topics else None
        if whole:
            self._set_country(official, whole)
        elif place.type != "NORP":
            index = self.of_name[id(place)]
            official.jurisdiction = self._town(self.entities[index].name, official)
            official.jurisdiction_entity = index
        elif place.key.endswith(" (people)"):
            self._set_country(official, place.key.removesuffix(" (people)"))
        else:
            self._kin(official, self._words(place))

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
        index = self.stems.get(adjective[:_STEM])
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

    def _subject_before(self, holding: Holding) -> Name | None:
        """The person that the sentence before is about, for one that begins with "The Indiana governor"."""
        number = self.sentence_at[holding.title.first]
        start = holding.begin - bool(holding.article)
        if holding.article != "the" or number == 0 or not (holding.places or holding.body):
            return None
        if self.layout.sentences[number][0] != start:
            return None
        first, last = self.layout.sentences[number - 1]
        for at in range(first, min(first + 4, last)):
            name = self.names.get(at)
            if name:
                return name if name.type == "PERSON" else None
        return None

    def _unnamed(self, holding: Holding, topics: tuple[str, ...]) -> None:
        known = self._antecedent(holding)
        if known is None and (name := self._subject_before(holding)):
            self._named(holding, self.of_name[id(name)], topics, (holding.title.first, holding.title.last))
            return
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
        probe = Official(None, None, holding.office, holding.title.head, "", ())
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


def _words_of(name: str) -> list[str]:
    return re.findall(r"[a-z]+", name.lower())


def _distributed(holding: Holding) -> list[str]:
    """The offices of a plural title: "the health and justice secretaries" are two."""
    office = holding.office
    ministerial = office.startswith(("minister of ", "secretary of ")) and holding.title.plural
    if not ministerial or " and " not in office:
        return [office]
    head, _, areas = office.partition(" of ")
    return [f"{head} of {area.removeprefix('of ')}" for area in areas.split(" and ")]


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
    if one.office == two.office or _shorter(one.office, two.office):
        places = {one.jurisdiction, two.jurisdiction} - {None}
        return len(places) < 2 or one.jurisdiction_entity == two.jurisdiction_entity
    heads = "gov.head" in one.topics and "gov.head" in two.topics
    return heads and "leader" in (one.office, two.office)


def _shorter(one: str, two: str) -> bool:
    """Whether an office is the beginning of another: "secretary" is the secretary of state told before."""
    short, long = sorted((one, two), key=len)
    return long.startswith(f"{short} of ") or (short in ("chair", "director") and long.endswith(f" {short}"))


def _merge(known: Official, new: Official, extent: Range) -> None:
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


def _sentence_numbers(layout: Layout) -> list[int]:
    out = [0] * len(layout.tokens)
    for number, (first, last) in enumerate(layout.sentences):
        out[first:last] = [number] * (last - first)
    return out
