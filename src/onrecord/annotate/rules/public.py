"""What is a public office, of which kind, and what it is called in its body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from .jurisdictions import STEM
from .names import Name
from .occupancies import Occupancies, Official
from .offices import areas
from .posts import Holding, bodies

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
    ("member", frozenset({"council"}), "council member"),
    ("member", frozenset({"board"}), "board member"),
    ("member", frozenset({"senate"}), "senator"),
    ("member", frozenset({"representatives"}), "representative"),
    ("member", frozenset({"parliament", "chamber"}), "member of parliament"),
)
_OF_PARTY = {
    "leader": "party leader",
    "national chair": "party chair",
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
    "association,union,federation,foundation,institute,church,group,network,society,defamation,company,team,council".split(
        ","
    )
)
#: Words that make a place public, and not a body that is called by it ("Crown and Country").
_PLACES = frozenset({"city", "town", "county", "district", "province", "region", "republic", "country"})
#: Offices that one has beside an official: "her spokesman".
_OF_OFFICIALS = frozenset({"spokesperson", "press secretary", "chief of staff", "adviser", "aide"})


class PublicOffices:
    """Tells the public offices of one article from those of companies, clubs and schools.

    ``stems`` are the beginnings of the names of its countries.
    """

    def __init__(self, article: Occupancies, stems: Mapping[str, int]) -> None:
        self.article, self.stems = article, stems

    def topics(self, holding: Holding) -> tuple[str, ...] | None:
        """The topics of the office; None where it is no public office."""
        post, body = holding.title.post, holding.body
        words = self.article.body_text(holding).lower()
        public = _public(words) or _public(self.article.body_name(holding).lower())
        if public and isinstance(body, Name) and words.split()[-1:] and words.split()[-1] in _PLACES:
            public = None
        if post.needs == "x" or (post.office in _PRIVATE_TOO and self._of_club(holding)):
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

    def _of_club(self, holding: Holding) -> bool:
        """Whether the word before the title is a club's or company's: "Society President Ada Voss"."""
        return holding.begin > 0 and holding.body is None and self.article.lows[holding.begin - 1] in _CIVIL

    def _of_league(self, holding: Holding) -> tuple[str, ...] | None:
        """A party, of a leader of a named body that is no union, church or association."""
        named = isinstance(holding.body, Name) and holding.title.post.office == "leader"
        return (
            ("pol.party",) if named and not set(_words_of(self.article.body_text(holding))) & _CIVIL else None
        )

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
        return place is not None and self.article.words(place)[:STEM] in self.stems

    def _counterpart(self, holding: Holding) -> tuple[str, ...] | None:
        """ "His Drovnan counterpart, X" holds the office of the official before, elsewhere; "her predecessor,
        X", held it before.
        """
        one = self._owner(holding) or self.article.last
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
        holding.like = self._owner(holding) or (
            self.article.last if holding.article in ("his", "her") else None
        )
        if holding.like is not None:
            return holding.like.topics  # type: ignore[no-any-return]
        if self.article.lows[holding.end : holding.end + 1] == ["for"]:
            at = holding.end + 1 + (self.article.lows[holding.end + 1 : holding.end + 2] == ["the"])
            title = self.article.titles.get(at)
            if title is not None and title.post.needs != "p":
                return title.post.topics
        post, holder = holding.title.post, holding.holder
        word = self.article.layout.tokens.words[holding.title.first]
        if holder and holder.first == holding.end and word == "Spokesperson":
            return ("gov.executive", "gov.national")
        return None if post.needs == "p" else post.topics

    def _owner(self, holding: Holding) -> Official | None:
        """The official whose name stands in the genitive before a title: "Voss's spokesman"."""
        genitive = holding.article in ("'s", "'")
        name = self.article.names.get(holding.begin - 2 if genitive else holding.begin - 1)
        if not genitive and (holding.article or holding.title.post.office not in _OF_OFFICIALS):
            return None
        return next((one for one in self.article.held_by(name) if one.status != "former"), None)

    def _deputy(self, holding: Holding) -> tuple[str, ...] | None:
        """ "His deputy", right after an official; or a member of parliament by that title."""
        if holding.article in ("his", "her") and self.article.last and holding.holder is None:
            return self.article.last.topics
        if holding.article in ("his", "her", "their"):
            return None
        return holding.title.post.topics if holding.holder is not None else None

    def _known(self, holding: Holding) -> bool:
        return holding.title.head in self.article.recent

    def call(self, holding: Holding, topics: tuple[str, ...]) -> None:
        """Give an office the name that it has in its party, assembly or ministry."""
        if topics == ("pol.party",):
            holding.office = _OF_PARTY.get(holding.office, holding.office)
        self._by_body(holding)
        self._field_of_body(holding)

    def _by_body(self, holding: Holding) -> None:
        """The office as it is called in that body: the leader of a party is a party leader."""
        words = set(_words_of(self.article.body_text(holding)))
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
        name = self.article.body_name(holding)
        field = self._fields.get(name)
        bare = holding.office.endswith("secretary") and holding.holder is not None
        if not name and bare and len(self._fields) == 1 and not self._told_in_full(holding):
            ((name, field),) = self._fields.items()
            entity = next(i for i, e in enumerate(self.article.entities) if e.name == name)
            holding.body = self.article.entities[entity].names[0]
        if field:
            holding.office = f"{holding.office} of {field}"

    def _told_in_full(self, holding: Holding) -> bool:
        """Whether the article has told the field of the holder's office before."""
        held = self.article.held_by(holding.holder)
        return any(one.office.startswith(f"{holding.office} of ") for one in held)

    @cached_property
    def _fields(self) -> dict[str, str]:
        """The fields of the ministries that the article names, by their names."""
        out = {}
        for entity in self.article.entities:
            hit = _MINISTRY.fullmatch(entity.name) if entity.type == "ORG" else None
            if hit:
                field = (hit[1] or hit[2]).lower()
                out[entity.name] = areas().get(field, field)
        return out


def _words_of(name: str) -> list[str]:
    return re.findall(r"[a-z]+", name.lower())


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
