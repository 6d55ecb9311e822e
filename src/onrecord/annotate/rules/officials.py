"""Officials: who holds which office, where."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .cluster import Entity
from .jurisdictions import Jurisdictions, leaders, state_holders
from .layout import Layout, Range
from .names import Name
from .occupancies import UNNAMED, Occupancies, Official, merge, same_post, together
from .offices import find_offices
from .posts import Holding, Reader, bodies, second_holders
from .public import PublicOffices
from .told import told

_MEMORY = 200
#: How far from "the former mayor" a person may stand.
_NEAR = 80
#: Offices whose holders a list has by their states, and the list's column.
_OF_STATE = {"senator": 0, "governor": 1}


class Registrar:
    """Makes the officials of one article."""

    def __init__(self, layout: Layout, names: Sequence[Name], entities: Sequence[Entity]) -> None:
        self.article = Occupancies(layout, names, entities)
        self.layout, self.lows, self.entities = layout, layout.tokens.lows, entities
        self.names, self.of_name = self.article.names, self.article.of_name
        self.jurisdictions = Jurisdictions(layout, entities, self.of_name)
        self.public = PublicOffices(self.article, self.jurisdictions.stems)

    def run(self) -> list[Official]:
        """The officials of the article, in the order of their first mention."""
        reader = Reader(self.layout, self.names)
        found = find_offices(self.layout.tokens, self.names)
        self.article.titles = {title.first: title for title in found}
        read = [holding for title in found if (holding := reader.read(title)) is not None]
        self._share(read)
        for holding in sorted([*read, *told(self.layout, self.names)], key=lambda one: one.extent):
            self._register(holding)
        self._between_states()
        self.jurisdictions.by_topic(self.article.found)
        self._unite()
        self.article.found.sort(key=lambda official: min(official.mentions))
        return self.article.found

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
        for official in self.article.found:
            if official.topics == ("gov.igo",) and official.organisation is None:
                official.organisation, official.organisation_entity = self.entities[index].name, index

    def _unite(self) -> None:
        """Give the mentions of an office without a name to the one person who the article says holds it."""
        holders: dict[str, list[Official]] = {}
        for official in self.article.found:
            if official.entity is not None and official.status != "former":
                holders.setdefault(official.office, []).append(official)
        kept = []
        for official in self.article.found:
            held = holders.get(official.office, []) if official.entity is None else []
            if len(held) == 1 and official.status != "former" and together(official, held[0]):
                held[0].mentions += official.mentions
                held[0].nominal += official.mentions
            else:
                kept.append(official)
        self.article.found = kept

    def _share(self, read: Sequence[Holding]) -> None:
        """One holder of two offices: "the defence minister and leader of the League", "Chair Rep. Ray"."""
        for one, two in pairwise(read):
            if one.end == two.begin and two.holder and not one.holder and two.holder.first >= two.end:
                one.holder, one.extent = two.holder, (one.title.first, two.holder.last)
                continue
            joint = two.begin - 1 - bool(two.article)
            if joint != one.end or self.lows[joint] not in ("and", "/"):
                continue
            if one.holder and not two.holder and one.holder.first < one.title.first:
                two.holder = one.holder
                if not two.article and two.status == "current":
                    two.status = one.status  # "a former governor and senator"
                two.extent = (one.holder.first, two.title.last)
            elif two.holder and not one.holder and two.holder.first > two.title.first:
                one.holder = two.holder
                one.extent = (one.title.first, two.holder.last)

    def _register(self, holding: Holding) -> None:
        self._antecedent_body(holding)
        topics = self.public.topics(holding)
        if topics is None:
            return
        self.public.call(holding, topics)
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
        here = self.article.sentence_at[holding.title.first]
        for at in range(holding.begin - 1, max(-1, holding.begin - 80), -1):
            name = self.names.get(at)
            if self.article.sentence_at[at] < here - 1:
                return
            if name and name.type == "ORG":
                holding.body = name
                return

    def _named(self, holding: Holding, entity: int, topics: tuple[str, ...], extent: Range) -> Official:
        official = self._fresh(holding, topics)
        official.entity = entity
        for known in self.article.by_person.get(entity, ()):
            if same_post(known, official):
                merge(known, official, extent)
                self.article.remember(known, holding)
                return known
        official.mentions.append(extent)
        self.article.by_person.setdefault(entity, []).append(official)
        self.article.keep(official, holding)
        return official

    def _fresh(self, holding: Holding, topics: tuple[str, ...]) -> Official:
        title = holding.title
        place = None if title.post.needs in ("v", "c") else (title.first, title.last)
        official = Official(None, place, holding.office, title.head, holding.status, topics)
        if holding.body is not None:
            official.organisation = self.article.body_name(holding) or None
            if isinstance(holding.body, Name):
                official.organisation_entity = self.of_name[id(holding.body)]
        self._place(official, holding)
        body = self.article.body_text(holding)
        alone = holding.like is None and not holding.places
        if official.office == "spokesperson" and alone and body in ("", "department", "Department"):
            self.jurisdictions.american(official, named=body != "Department")
        if holding.like is not None:
            for part in ("organisation", "organisation_entity", "jurisdiction", "jurisdiction_entity"):
                if getattr(official, part) is None:
                    setattr(official, part, getattr(holding.like, part))
        return official

    def _place(self, official: Official, holding: Holding) -> None:
        if self.jurisdictions.place(official, holding, self.article.body_text(holding)):
            return
        if "gov.national" in official.topics and not isinstance(holding.body, Name):
            self._delegation(official, holding)

    def _delegation(self, official: Official, holding: Holding) -> None:
        """Take the country from an official of the same or the previous sentence."""
        if self.article.last is None or self.article.last.jurisdiction is None:
            return
        here = self.article.sentence_at[holding.title.first]
        latest = max(k for k, _ in [*self.article.last.mentions, *self.article.last.nominal])
        if here - self.article.sentence_at[latest] <= 1 and "gov.national" in self.article.last.topics:
            official.jurisdiction = self.article.last.jurisdiction
            official.jurisdiction_entity = self.article.last.jurisdiction_entity

    def _subject_before(self, holding: Holding) -> Name | None:
        """The person that the sentence before is about, for one that begins with "The Indiana governor"."""
        number = self.article.sentence_at[holding.title.first]
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

    def _former(self, holding: Holding) -> Name | None:
        """Whom "the former mayor" means: the last before it in its sentence, or the one before's first."""
        if holding.article != "the" or holding.status != "former":
            return None
        number = self.article.sentence_at[holding.title.first]
        first, _ = self.layout.sentences[number]
        before = range(holding.begin - 1, max(first, holding.begin - _NEAR) - 1, -1)
        if number and holding.begin - first <= 1:
            start, end = self.layout.sentences[number - 1]
            before = range(start, min(end, start + _NEAR))
        said = self.layout.within
        found = (self.names[k] for k in before if k in self.names and said[k] == said[holding.begin])
        return next((name for name in found if name.type == "PERSON"), None)

    def _unnamed(self, holding: Holding, topics: tuple[str, ...]) -> None:
        known = self._antecedent(holding)
        name = (
            None
            if known
            else self._of_state(holding) or self._subject_before(holding) or self._former(holding)
        )
        if name is not None:
            extent = holding.title.first, holding.title.last
            holding.holder = name
            self._named(holding, self.of_name[id(name)], topics, extent).nominal.append(extent)
            return
        if known is not None:
            known.mentions.append((holding.title.first, holding.title.last))
            known.nominal.append((holding.title.first, holding.title.last))
            self.article.remember(known, holding)
            return
        if not self._specific(holding):
            return
        official = self._fresh(holding, topics)
        if official.head == "deputy" and self.article.last is not None:
            official.office = f"deputy {self.article.last.office}"
            official.jurisdiction = self.article.last.jurisdiction
            official.jurisdiction_entity = self.article.last.jurisdiction_entity
        official.sure = UNNAMED
        official.mentions.append((holding.title.first, holding.title.last))
        self.article.keep(official, holding)

    def _of_state(self, holding: Holding) -> Name | None:
        """The person of the article whom "the Vermont senator" means, by the list of those who held it."""
        which = _OF_STATE.get(holding.office)
        if which is None or not holding.places:
            return None
        surnames = state_holders().get(self.article.words(holding.places[-1]), ((), ()))[which]
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
        known = self.article.recent.get(holding.title.head)
        return known if known and known.entity is not None else None

    def _of_place(self, holding: Holding) -> Official | None:
        """The head of state or government of the place that is named beside "leader"."""
        probe = Official(None, None, holding.office, holding.title.head, "", ())
        self._place(probe, holding)
        if probe.jurisdiction is None:
            return None
        for official in reversed(self.article.found[-_MEMORY:]):
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


def _distributed(holding: Holding) -> list[str]:
    """The offices of a plural title: "the health and justice secretaries" are two."""
    office = holding.office
    ministerial = office.startswith(("minister of ", "secretary of ")) and holding.title.plural
    if not ministerial or " and " not in office:
        return [office]
    head, _, areas = office.partition(" of ")
    return [f"{head} of {area.removeprefix('of ')}" for area in areas.split(" and ")]
