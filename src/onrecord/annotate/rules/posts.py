"""What stands around a title: whose office it is, since when, and the name of its holder."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from .layout import Layout, Range
from .names import Name, honorifics
from .offices import Title
from .words import Phrases, rows, split, word_class

_POSSESSIVE = frozenset({"'s", "'"})
#: At most as many words of address stand before a name.
_ADDRESS = 4
#: A sentence is about the person that stands in its first words.
_OPENING = 4
#: Offices with a subject, and how many words it has at most.
_WITH_SUBJECT = frozenset(
    {"special representative", "special envoy", "envoy", "ambassador", "adviser", "coordinator"}
)
_SUBJECT = 9
#: Words for the time or part of a holder, with the status that they tell.
_TIMES = dict.fromkeys("time tenure stint years days record past career".split(), "former") | dict.fromkeys(
    "role capacity position post job term appointment".split(), "current"
)
#: Words between "As TITLE" and its comma, at most.
_WHEN = 6
#: Tokens of "39-year-old", at most.
_AGE = 6
_OLD = frozenset({"old", "year", "-", "year-old"})
#: How far before a pronoun a person may stand in its sentence.
_BACK = 60
_NO_HOLDER = frozenset(
    "candidate candidates nominee nominees hopeful hopefuls contender contenders nomination race "
    "ministerial meeting meetings summit election elections campaign debate debates bid primary pick "
    "runoff poll polls ticket".split()
)


@dataclass(slots=True)
class Holding:
    """A title with what was read around it, all in tokens.

    ``begin`` is where the phrase begins (after its article), ``article`` the article or possessive
    before it, ``ahead`` the words of status before that, ``holder`` the name of the person, ``extent`` the
    mention from title to name, ``like`` the official whose body and place are this one's too.
    """

    title: Title
    begin: int
    end: int
    status: str = "current"
    article: str = ""
    places: list[Name] = field(default_factory=list)
    body: Name | Range | None = None
    holder: Name | None = None
    extent: Range = (0, 0)
    office: str = ""
    ahead: int = 0
    like: Any = None


@cache
def status_words() -> dict[str, str]:
    """Words beside a title that tell its status."""
    return {word: status for status, words, *_ in rows("status.tsv") for word in split(words)}


@cache
def bodies() -> dict[str, tuple[str, ...]]:
    """Public bodies, with the topics of their heads and spokespeople."""
    return {word: tuple(split(topics)) for word, topics, *_ in rows("bodies.tsv")}


@cache
def _body_phrases() -> Phrases[str]:
    return Phrases((word, word) for word in bodies())


class Reader:
    """Reads the surroundings of the titles of one article."""

    def __init__(self, layout: Layout, names: Mapping[int, Name]) -> None:
        self.layout, self.lows, self.names = layout, layout.tokens.lows, names
        self.size = len(self.lows)
        self.starts = [first for first, _ in layout.sentences]
        self.begins = frozenset(self.starts)
        portfolios = {word for word, *_ in rows("portfolios.tsv")}
        self.body_words = portfolios | word_class("bodyword")

    def read(self, title: Title) -> Holding | None:
        """The title with its surroundings; None where it is no holder's ("candidate")."""
        holding = Holding(
            title, title.first, title.last, extent=(title.first, title.last), office=title.office
        )
        self._suffix(holding)
        if holding.end < self.size and self.lows[holding.end] in _NO_HOLDER:
            return None
        self._left(holding)
        if self._run_for(holding):
            return None
        self._right(holding)
        self._link(holding)
        return holding

    def _run_for(self, holding: Holding) -> bool:
        """Whether the office is only wanted: "running for governor"."""
        k = holding.begin - 1 - bool(holding.article)
        return k > 0 and self.lows[k] == "for" and self.lows[k - 1] in word_class("candidacy")

    def _suffix(self, holding: Holding) -> None:
        """ "-elect" belongs to the title."""
        at = holding.end
        if at + 1 < self.size and self.lows[at] == "-":
            status = status_words().get(self.lows[at + 1])
            if status == "designate":
                holding.status = status
                holding.end = holding.title.last = at + 2
        elif at < self.size and self.lows[at] in ("elect", "designate"):
            holding.status, holding.end = "designate", at + 1

    def _left(self, holding: Holding) -> None:
        k = holding.title.first - 1
        within = self.layout.within
        while k >= 0 and within[k] == within[holding.title.first]:
            step = self._modifier(holding, k)
            if step == k:
                break
            k = step
        holding.begin = k + 1
        if k >= 0 and (self.lows[k] in word_class("determiner") or self.lows[k] in _POSSESSIVE):
            holding.article = self.lows[k]
            if k and self.lows[k - 1] in status_words() and self.lows[k] not in _POSSESSIVE:
                holding.status, holding.ahead = status_words()[self.lows[k - 1]], 1

    def _modifier(self, holding: Holding, k: int) -> int:
        """The token before a modifier that ends at ``k``; ``k`` itself where none does."""
        lows = self.lows
        if lows[k] in status_words():
            holding.status = status_words()[lows[k]]
            return k - 1
        if lows[k] in word_class("incumbent"):
            return k - 1
        if lows[k] in ("old", "year-old") and k > 1:
            return self._age(k)
        if lows[k] == "-" and k and lows[k - 1] in status_words():
            holding.status = status_words()[lows[k - 1]]
            return k - 2
        owner = self.names.get(k - 1) if lows[k] in _POSSESSIVE else self.names.get(k)
        if owner and owner.type in ("GPE", "NORP", "ORG", "LOC"):
            self._belongs(holding, owner)
            return owner.first - 1
        if k in self.names:
            return k
        return self._body_before(holding, k)

    def _age(self, k: int) -> int:
        """The token before "39-year-old", however it is cut; ``k`` itself where it is none."""
        at = k
        while at > k - _AGE and at >= 0 and (self.lows[at] in _OLD or self.lows[at][0].isdigit()):
            at -= 1
        return at if self.lows[at + 1][0].isdigit() else k

    def _belongs(self, holding: Holding, owner: Name) -> None:
        if owner.type == "ORG" and holding.body is None:
            holding.body = owner
        elif owner.type != "ORG":
            holding.places.append(owner)

    def _body_before(self, holding: Holding, k: int) -> int:
        """A body in small letters before the title: "national security council", "the hospital's"."""
        lows = self.lows
        owned = lows[k] in _POSSESSIVE and k > 0
        k -= owned
        if holding.body is not None or lows[k] not in bodies() or (k and lows[k - 1] == "-"):
            return k + owned
        first = k
        while first > 0 and lows[first - 1] in self.body_words and first - 1 not in self.names:
            first -= 1
        holding.body = (first, k + 1)
        return first - 1

    def _right(self, holding: Holding) -> None:
        """What follows with a preposition: "of Arden", "of Arden's space agency"."""
        for _ in range(2):
            at = holding.end
            if at + 1 >= self.size or self.lows[at] not in ("of", "for", "at", "in", "to", "from"):
                return
            to = self.lows[at] == "to"
            if self.lows[at] == "for" and (subject := self._subject(holding, at + 1)):
                holding.end = subject
                return
            at += 1 + (self.lows[at + 1] in ("the", "its", "his", "her"))
            if to and at in self.names:
                holding.end = self.names[at].last
                return
            end = self._owner_after(holding, at)
            if end == at:
                return
            holding.end = end

    def _subject(self, holding: Holding, at: int) -> int:
        """Where the subject of an envoy ends, which is none of the office: "for Human Rights"; 0 for none."""
        if holding.title.post.office not in _WITH_SUBJECT:
            return 0
        words = self.layout.tokens.words
        end = at
        while end < min(at + _SUBJECT, self.size) and not self._is_person(end):
            if not (words[end][0].isupper() or self.lows[end] in ("and", "the", ",", "of")):
                break
            end += 1
        return end if end > at and end < self.size and self._is_person(end) else 0

    def _is_person(self, at: int) -> bool:
        name = self.names.get(at)
        return name is not None and name.first == at and name.type == "PERSON"

    def _owner_after(self, holding: Holding, at: int) -> int:
        name = self.names.get(at)
        if name and name.type in ("GPE", "NORP", "ORG", "LOC"):
            self._belongs(holding, name)
            at = name.last
            at += at < self.size and self.lows[at] in _POSSESSIVE
            name = self.names.get(at)
            if name and name.first == at and name.type == "ORG":
                holding.body = name  # the inner body of two: "the ministry's Water Office"
                return name.last
        last = at
        while last < self.size and last not in self.names and self.lows[last] in self.body_words:
            last += 1
        hit = _body_phrases().match(self.lows, last) if last < self.size else None
        if hit and holding.body is None:
            holding.body = (at, hit[0])
            return hit[0]
        if last > at and self.lows[last - 1] in bodies() and holding.body is None:
            holding.body = (at, last)
            return last
        return at

    def _link(self, holding: Holding) -> None:
        for find in (self._right_after, self._before, self._after, self._by_verb, self._as, self._time_as):
            holder = find(holding)
            if holder:
                holding.holder = holder
                first = min(holding.title.first, holder.first)
                holding.extent = (first, max(holding.title.last, holder.last))
                if not holding.places and holding.body is None:
                    self._home(holding, holder)
                return

    def _home(self, holding: Holding, holder: Name) -> None:
        """ "Mayor Ada Voss of Orlen": the place or body behind the name is the office's."""
        at = holder.last
        if at + 1 < self.size and self.lows[at] == "of" and holder.first >= holding.title.first:
            at += 1 + (self.lows[at + 1] == "the")
            name = self.names.get(at)
            if name and name.first == at and name.type in ("GPE", "LOC"):
                holding.places.append(name)
            elif name and name.first == at and name.type == "ORG":
                holding.body = name

    def _person(self, at: int) -> Name | None:
        """The person whose name begins at a token, or behind an address or rank there ("Dame", "General")."""
        words = self.layout.tokens.words
        end = min(at + _ADDRESS, self.size)
        while at < end and at not in self.names and words[at][0].isupper():
            if words[at] not in honorifics() and self.lows[at] not in word_class("rank"):
                break
            at += 1
        name = self.names.get(at)
        return name if name and name.first == at and name.type == "PERSON" else None

    def _right_after(self, holding: Holding) -> Name | None:
        """TITLE NAME, or "TITLE of BODY NAME"."""
        return self._person(holding.end)

    def _after(self, holding: Holding) -> Name | None:
        """ "The TITLE, NAME", or "the TITLE of PLACE, NAME"."""
        at = holding.end
        if at + 1 >= self.size or self.lows[at] != ",":
            return None
        known = holding.article in ("the", "its", "his", "her", "their", "our", "'s", "'")
        known = known or bool(holding.places or holding.body) or holding.status != "current"
        name = self._person(at + 1)
        if name is None or not known or name.last >= self.size:
            return None
        return name if holding.title.plural or self._apposed(name) else None

    def _apposed(self, name: Name) -> bool:
        """Whether a name behind "the TITLE," is no list's first ("the mayor, Ann Lee and Bob Ray")."""
        low = self.lows[name.last]
        return low not in ("and", "&") or name.last + 1 not in self.names

    def _before(self, holding: Holding) -> Name | None:
        """NAME, (the) TITLE: the phrase begins right after the comma, or the bracket, behind a name."""
        k = holding.begin - 1 - bool(holding.article) - holding.ahead
        if k >= 1 and self.lows[k] == "and":
            k = self._apposition(k)
        if k < 1 or self.lows[k] not in (",", "(", "–", "—"):
            return None
        k -= 1
        if self.lows[k][0].isdigit() and self.lows[k - 1] == ",":
            k -= 2
        elif self.lows[k] == ")" and k > 2:
            k = next((j for j in range(k - 1, max(k - 8, 0), -1) if self.lows[j] == "("), k) - 1
        name = self.names.get(k)
        if name and name.last == k + 1 and name.type != "PERSON":
            of = name.first - 1 - (self.lows[name.first - 1] == "the")
            name = self.names.get(of - 1) if of > 0 and self.lows[of] in ("of", "from") else None
            k = name.last - 1 if name else k
        return name if name and name.type == "PERSON" and name.last == k + 1 else None

    def _apposition(self, k: int) -> int:
        """The comma before "NAME, a Republican and TITLE"; 0 where there is none."""
        for at in range(k - 1, max(k - _WHEN, 1), -1):
            if self.lows[at] in ("a", "an") and self.lows[at - 1] == ",":
                return at - 1
            if not self.lows[at].replace("-", "").isalpha():
                return 0
        return 0

    def _by_verb(self, holding: Holding) -> Name | None:
        """NAME is (the) TITLE; NAME, who was TITLE; NAME was elected TITLE."""
        k = holding.begin - 1 - bool(holding.article)
        verbs = word_class("holding")
        seen = ""
        for at in range(k, max(k - 7, -1), -1):
            low = self.lows[at]
            name = self.names.get(at)
            if low in ("he", "she") and seen:
                name = self._subject_before(at)
                if name is None:
                    return None
            if name:
                if name.type != "PERSON" or not (seen or self.lows[name.last] == "as"):
                    return None
                self._when(holding, seen)
                return name
            if low in verbs or (low == "'s" and self.lows[at - 1] in ("he", "she")):
                seen = f"{low} {seen}"
            elif low not in word_class("holdinglink") and low not in (",", "(") and not low.endswith("ly"):
                return None
        return None

    def _as(self, holding: Holding) -> Name | None:
        """ "As TITLE in 1983, NAME": the person behind the first comma."""
        k = holding.begin - 1 - bool(holding.article)
        if k < 0 or self.lows[k] != "as" or k not in self.begins:
            return None
        ahead = range(holding.end, min(holding.end + _WHEN, self.size - 1))
        comma = next((at for at in ahead if self.lows[at] == ","), -1)
        name = self._person(comma + 1) if comma >= 0 else None
        if name and any(self.lows[at][0].isdigit() for at in range(holding.end, comma)):
            holding.status = "former"
        return name

    def _time_as(self, holding: Holding) -> Name | None:
        """ "NAME's time as TITLE", "her role as TITLE"."""
        k = holding.begin - 1 - bool(holding.article)
        if k < 2 or self.lows[k] != "as" or self.lows[k - 1] not in _TIMES:
            return None
        for at in range(k - 2, max(k - _WHEN, 0), -1):
            if self.lows[at] in ("his", "her"):
                name = self._subject_before(at)
            elif self.lows[at] in _POSSESSIVE:
                name = self.names.get(at - 1)
            else:
                continue
            if name and name.type == "PERSON":
                holding.status = _TIMES[self.lows[k - 1]] if holding.status == "current" else holding.status
                return name
            return None
        return None

    def _subject_before(self, at: int) -> Name | None:
        """Whom a pronoun means: the last person before it in its sentence; of one that begins with it, the
        person that the sentence before begins with.
        """
        number = bisect_right(self.starts, at) - 1
        first, last = self.layout.sentences[number]
        if at > first:
            found = (self.names.get(k) for k in range(at - 1, max(first, at - _BACK) - 1, -1))
            return next((name for name in found if name and name.type == "PERSON"), None)
        if number < 1:
            return None
        first, last = self.layout.sentences[number - 1]
        found = (self.names.get(k) for k in range(first, min(first + _OPENING, last)))
        name = next((name for name in found if name), None)
        return name if name and name.type == "PERSON" else None

    def _when(self, holding: Holding, verbs: str) -> None:
        """The status that the verbs tell: "was" is former, "will be" is designate."""
        words = set(verbs.split())
        if holding.status != "current":
            return
        if words & {"will", "becomes", "nominated", "nominee", "chosen"}:
            holding.status = "designate"
        elif words & {"resigned", "left", "ousted", "dismissed", "sacked"} or verbs.strip() in (
            "was",
            "served",
        ):
            holding.status = "former"


def second_holders(layout: Layout, names: Mapping[int, Name], holding: Holding) -> Sequence[Name]:
    """The further people of a shared title: "Sens. Tell and Marr"."""
    out: list[Name] = []
    lows = layout.tokens.lows
    if holding.holder is None or not holding.title.plural:
        return out
    at = holding.holder.last
    while at + 1 < len(lows) and lows[at] in (",", "and") and len(out) < 8:
        at += 1 + (lows[at] == "," and lows[at + 1] == "and")
        name = names.get(at)
        if name is None or name.type != "PERSON":
            break
        out.append(name)
        at = name.last
    return out
