"""Officials: who holds which office, where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise

from .cluster import Entity
from .jurisdictions import STEM, Jurisdictions, leaders
from .layout import Layout, Range
from .names import Name
from .offices import Title, areas, find_offices
from .posts import Holding, Reader, bodies, second_holders
from .told import told
from .words import rows, split

_MEMORY = 200
NAMED, UNNAMED = 0.85, 0.6
#: Ranks of officers, which alone are no office.
_RANKS = frozenset(
    "general,lieutenant general,major general,brigadier general,brigadier,admiral,rear admiral,vice admiral,"
    "air marshal,field marshal,colonel,lieutenant colonel,major,captain,lieutenant,sergeant,detective".split(
        ","
    )
)
_PARTY = frozenset(
    "party bloc rally list alliance front movement coalition democrats labour rnc dnc conservatives "
    "republicans greens tories socialists liberals".split()
)
#: What an office is called by the body that it is of.
_BY_BODY = (
    ("chair", frozenset({"committee", "subcommittee", "panel"}), "committee chair"),
    ("chair", frozenset({"inquiry"}), "chair of inquiry"),
    ("director", frozenset({"hospital", "infirmary"}), "hospital director"),
    ("head", frozenset({"mission"}), "head of mission"),
    ("commissioner", frozenset({"police"}), "commissioner of police"),
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
#: Offices that companies and schools have too: with a private body they are no public office.
_PRIVATE_TOO = frozenset(
    "president,vice president,chancellor,secretary,treasurer,commissioner,director general,"
    "general secretary,secretary general,governor".split(",")
)


_MINISTRY = re.compile(
    r"(?:the )?(?:(?:Ministry|Department) (?:of|for) (?:the )?(\w[\w, -]{2,60})"
    r"|(\w+(?: \w+)?) (?:Ministry|Department))",
    re.IGNORECASE,
)
#: Bodies whose leaders are no party's.
_CIVIL = frozenset(
    "association,union,federation,foundation,institute,church,group,network,society,defamation,company,team".split(
        ","
    )
)
#: Words that make a place public, and not a body that is called by it ("Crown and Country").
_PLACES = frozenset({"city", "town", "county", "district", "province", "region", "republic", "country"})
#: Offices whose holders a list has by their states, and the list's column.
_OF_STATE = {"senator": 0, "governor": 1}
#: Offices that one has beside an official: "her spokesman".
_OF_OFFICIALS = frozenset({"spokesperson", "press secretary", "chief of staff", "adviser", "aide"})


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
def _holders() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Surnames of the senators and governors of each state."""
    table = rows("states.tsv")
    return {state: (frozenset(split(one)), frozenset(split(two))) for state, one, two, *_ in table}


class Registrar:
    """Makes the officials of one article."""

    def __init__(self, layout: Layout, names: Sequence[Name], entities: Sequence[Entity]) -> None:
        self.layout, self.lows, self.entities = layout, layout.tokens.lows, entities
        self.names: dict[int, Name] = {k: n for n in names for k in range(n.first, n.last)}
        self.of_name = {id(n): i for i, e in enumerate(entities) for n in e.names}
        self.jurisdictions = Jurisdictions(layout, entities, self.of_name)
        self.found: list[Official] = []
        self.by_person: dict[int, list[Official]] = {}
        self.recent: dict[str, Official] = {}
        self.last: Official | None = None
        self.titles: dict[int, Title] = {}
        self.sentence_at = _sentence_numbers(layout)

    def run(self) -> list[Official]:
        """The officials of the article, in the order of their first mention."""
        reader = Reader(self.layout, self.names)
        found = find_offices(self.layout.tokens, self.names)
        self.titles = {title.first: title for title in found}
        read = [holding for title in found if (holding := reader.read(title)) is not None]
        self._share(read)
        for holding in sorted([*read, *told(self.layout, self.names)], key=lambda one: one.extent):
            self._register(holding)
        self._between_states()
        self.jurisdictions.by_topic(self.found)
        self._unite()
        self.found.sort(key=lambda official: min(official.mentions))
        return self.found

    def _between_states(self) -> None:
        """Give an office between states without a body the organisation that the article names most often."""
        known = [
            (len(e.names), -i)
            for i, e in enumerate(self.entities)
            if e.type == "ORG" and e.key and bodies().get(e.key.lower()) == ("gov.igo",)
        ]
        if not known:
            return
        index = -max(known)[1]
        for official in self.found:
            if official.topics == ("gov.igo",) and official.organisation is None:
                official.organisation, official.organisation_entity = self.entities[index].name, index

    def _unite(self) -> None:
        """Give the mentions of an office without a name to the one person who the article says holds it."""
        holders: dict[str, list[Official]] = {}
        for official in self.found:
            if official.entity is not None and official.status != "former":
                holders.setdefault(official.office, []).append(official)
        kept = []
        for official in self.found:
            held = holders.get(official.office, []) if official.entity is None else []
            if len(held) == 1 and official.status != "former" and _together(official, held[0]):
                held[0].mentions += official.mentions
                held[0].nominal += official.mentions
            else:
                kept.append(official)
        self.found = kept

    def _share(self, read: Sequence[Holding]) -> None:
        """One holder of two offices: "the defence minister and leader of the League", "Chair Rep. Ray"."""
        for one, two in pairwise(read):
            if one.end == two.begin and two.holder and not one.holder and two.holder.first >= two.end:
                one.holder, one.extent = two.holder, (one.title.first, two.holder.last)
                continue
            joint = two.begin - 1 - bool(two.article)
            if joint != one.end or self.lows[joint] != "and":
                continue
            if one.holder and not two.holder and one.holder.first < one.title.first:
                two.holder = one.holder
                two.extent = (one.holder.first, two.title.last)
            elif two.holder and not one.holder and two.holder.first > two.title.first:
                one.holder = two.holder
                one.extent = (one.title.first, two.holder.last)

    def _register(self, holding: Holding) -> None:
        self._antecedent_body(holding)
        topics = self._topics(holding)
        if topics is None:
            return
        if topics == ("pol.party",):
            holding.office = _OF_PARTY.get(holding.office, holding.office)
        self._by_body(holding)
        self._field_of_body(holding)
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
        if holding.title.post.needs == "v" and holding.office == "leader":
            holding.office = "head"
        for office, kinds, name in _BY_BODY:
            if holding.office == office and words & kinds:
                holding.office = name

    def _field_of_body(self, holding: Holding) -> None:
        """The field of a minister or secretary that stands in the name of the body alone.

        It is that beside the title, or else the one of the article: "Secretary Voss", "Department of State".
        """
        ministerial = holding.office.split()[-1] in ("minister", "secretary", "undersecretary")
        if not ministerial or holding.places:
            return
        name = self._body_name(holding)
        field = self._fields.get(name)
        bare = holding.office.endswith("secretary") and holding.holder is not None
        if not name and bare and len(self._fields) == 1 and not self._told_in_full(holding):
            ((name, field),) = self._fields.items()
            entity = next(i for i, e in enumerate(self.entities) if e.name == name)
            holding.body = self.entities[entity].names[0]
        if field:
            holding.office = f"{holding.office} of {field}"

    def _told_in_full(self, holding: Holding) -> bool:
        """Whether the article has told the field of the holder's office before."""
        held = self.by_person.get(self.of_name[id(holding.holder)], ())
        return any(one.office.startswith(f"{holding.office} of ") for one in held)

    @cached_property
    def _fields(self) -> dict[str, str]:
        """The fields of the ministries that the article names, by their names."""
        out = {}
        for entity in self.entities:
            hit = _MINISTRY.fullmatch(entity.name) if entity.type == "ORG" else None
            if hit:
                field = (hit[1] or hit[2]).lower()
                out[entity.name] = areas().get(field, field)
        return out

    def _topics(self, holding: Holding) -> tuple[str, ...] | None:
        """The topics of the office; None where it is no public office."""
        post, body = holding.title.post, holding.body
        words = self._body_text(holding).lower()
        public = _public(words) or _public(self._body_name(holding).lower())
        if public and isinstance(body, Name) and words.split()[-1:] and words.split()[-1] in _PLACES:
            public = None
        if post.needs == "x":
            return None
        if post.office in _OF_OFFICIALS and body is None and not holding.places:
            return self._beside_official(holding)
        if post.needs == "c":
            return self._counterpart(holding)
        if holding.title.office.startswith("deputy") and post.office == "deputy":
            return self._deputy(holding)
        if post.needs == "n" and holding.holder is None and not self._known(holding):
            return None
        if set(_words_of(words)) & _PARTY or self._of_partisans(holding):
            return ("pol.party",)
        if post.office in _RANKS and (body is None or holding.status == "former"):
            return None
        if post.needs == "v":
            return public or self._of_league(holding)
        if post.needs == "p" or (body is not None and post.office in _PRIVATE_TOO):
            return self._public_part(holding, public)
        if post.needs == "b" and not (holding.places or body or self._known(holding)):
            return None
        if post.needs == "b" and body is not None and not public:
            return self._of_league(holding)
        return public if public and post.topics == ("gov.admin",) else post.topics

    def _of_league(self, holding: Holding) -> tuple[str, ...] | None:
        """A party, of a leader of a named body that is no union, church or association."""
        named = isinstance(holding.body, Name) and holding.title.post.office == "leader"
        return ("pol.party",) if named and not set(_words_of(self._body_text(holding))) & _CIVIL else None

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
        return place is not None and self._words(place)[:STEM] in self.jurisdictions.stems

    def _counterpart(self, holding: Holding) -> tuple[str, ...] | None:
        """ "His Drovnan counterpart, X" holds the office of the official before, elsewhere; "her predecessor,
        X", held it before.
        """
        one = self._owner(holding) or self.last
        if one is None or holding.holder is None:
            return None
        if holding.title.head == "counterpart":
            if not holding.places:
                return None
        elif holding.article not in ("his", "her", "'s", "'"):
            return None
        elif holding.title.head == "predecessor":
            holding.status = "former"
        holding.office = one.office
        holding.like = one if holding.title.head != "counterpart" else None
        return one.topics

    def _beside_official(self, holding: Holding) -> tuple[str, ...] | None:
        """The topics of "her spokesman", "Voss's chief of staff", "a spokesman for the governor"."""
        holding.like = self._owner(holding) or (self.last if holding.article in ("his", "her") else None)
        if holding.like is not None:
            return holding.like.topics  # type: ignore[no-any-return]
        if self.lows[holding.end : holding.end + 1] == ["for"]:
            at = holding.end + 1 + (self.lows[holding.end + 1 : holding.end + 2] == ["the"])
            title = self.titles.get(at)
            if title is not None and title.post.needs != "p":
                return title.post.topics
        post, holder = holding.title.post, holding.holder
        word = self.layout.tokens.words[holding.title.first]
        if holder and holder.first == holding.end and word == "Spokesperson":
            return ("gov.executive", "gov.national")
        return None if post.needs == "p" else post.topics

    def _owner(self, holding: Holding) -> Official | None:
        """The official whose name stands in the genitive before a title: "Voss's spokesman"."""
        genitive = holding.article in ("'s", "'")
        name = self.names.get(holding.begin - 2 if genitive else holding.begin - 1)
        if not genitive and (holding.article or holding.title.post.office not in _OF_OFFICIALS):
            return None
        held = self.by_person.get(self.of_name[id(name)], ()) if name and name.type == "PERSON" else ()
        return next((one for one in held if one.status != "former"), None)

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
            official.organisation = self._body_name(holding) or None
            if isinstance(holding.body, Name):
                official.organisation_entity = self.of_name[id(holding.body)]
        self._place(official, holding)
        alone = holding.like is None and not holding.places
        body = self._body_text(holding).lower()
        if official.office == "spokesperson" and alone and body in ("", "department"):
            self.jurisdictions.american(official)
        if holding.like is not None:
            for part in ("organisation", "organisation_entity", "jurisdiction", "jurisdiction_entity"):
                if getattr(official, part) is None:
                    setattr(official, part, getattr(holding.like, part))
        return official

    def _body_name(self, holding: Holding) -> str:
        if holding.body is None:
            return ""
        if isinstance(holding.body, Name):
            return self.entities[self.of_name[id(holding.body)]].name
        words = self._body_text(holding)
        return words if " " in words else ""  # "the department" names none

    def _place(self, official: Official, holding: Holding) -> None:
        if self.jurisdictions.place(official, holding, self._body_text(holding)):
            return
        if "gov.national" in official.topics and not isinstance(holding.body, Name):
            self._delegation(official, holding)

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
        name = None if known else self._of_state(holding) or self._subject_before(holding)
        if name is not None:
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

    def _of_state(self, holding: Holding) -> Name | None:
        """The person of the article whom "the Vermont senator" means, by the list of those who held it."""
        which = _OF_STATE.get(holding.office)
        if which is None or not holding.places:
            return None
        surnames = _holders().get(self._words(holding.places[-1]), ((), ()))[which]
        fits = [e for e in self.entities if e.type == "PERSON" and e.name.split()[-1] in surnames]
        return fits[0].names[0] if len(fits) == 1 else None

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
        if holding.article in ("a", "an") and "gov.head" in title.post.topics:
            return False
        spelt = title.office not in ("minister", "secretary", "commissioner") and title.post.needs
        portfolio = title.post.office in ("minister", "secretary") and title.office != (title.post.office)
        beside = bool(holding.places or holding.body)
        if title.post.office in ("member", "official", "officer"):
            return False
        if not holding.article and not beside:
            return False
        word = self.layout.tokens.words[title.first]
        if holding.article == "the" and word == "President" and title.office == "president":
            return not any(e.name.split()[-1] in leaders() for e in self.entities if e.type == "PERSON")
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
    if "of" in parts[1:] and parts[parts.index("of") - 1] in ("bank", "league", "union", "community"):
        head = parts[parts.index("of") - 1]
        return ("gov.financial", "gov.national") if head == "bank" else ("gov.igo",)
    if "national" in parts and set(parts) & {
        "institute",
        "agency",
        "authority",
        "service",
        "centre",
        "center",
    }:
        return ("gov.admin", "gov.national")
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


def _together(one: Official, two: Official) -> bool:
    """Whether two offices may be one: neither body nor place differs."""
    places = {one.jurisdiction, two.jurisdiction} - {None}
    bodies_ = {one.organisation, two.organisation} - {None}
    return len(places) < 2 and len(bodies_) < 2


def _sentence_numbers(layout: Layout) -> list[int]:
    out = [0] * len(layout.tokens)
    for number, (first, last) in enumerate(layout.sentences):
        out[first:last] = [number] * (last - first)
    return out
