"""Finding the names of an article."""

from __future__ import annotations

from collections.abc import Sequence

from .layout import Layout
from .names import (
    GUESS,
    LIKELY,
    SURE,
    WEAK,
    Known,
    Name,
    gazetteer,
    given_names,
    heads,
    honorifics,
    shouted,
)
from .offices import Title
from .runs import Case, case_of, initial, runs
from .words import word_class

#: Short names that are also words in capitals: not trusted in lines that are all capitals.
_WORDLIKE = frozenset("IS WHO US AP SEC MIT CAR Fed Fox Apple West Gulf Earth".split())
_ADJECTIVE_ENDS = ("ian", "ean", "ese", "ish", "ani", "i", "ite", "an", "ic")
_PLACE_BEFORE = frozenset("in at near from to across throughout outside around".split())
_STATE_NOUNS = frozenset(
    "government parliament capital ambassador embassy border border- authorities economy citizens "
    "troops army military forces constitution sanctions".split()
)


def find_names(layout: Layout, titles: Sequence[Title]) -> list[Name]:
    """The names of an article in order; none overlaps another."""
    loud = shouted(layout)
    finder = _Finder(layout, titles, loud)
    out: list[Name] = []
    done = 0
    for first, last in runs(layout, finder.blocked, loud):
        found = finder.names(max(first, done), last) if last > done else []
        done = max([done, *(name.last for name in found)])
        out += found
    out += finder.loud_names()
    out.sort(key=lambda name: name.first)
    return _recover(layout, out, finder)


def _recover(layout: Layout, found: list[Name], finder: _Finder) -> list[Name]:
    """Take single words that were left open for what the article's longer names say of them."""
    surnames: dict[str, Name] = {}
    for name in found:
        if name.type == "PERSON" and name.last - name.first > 1:
            for at in range(name.first, name.last):
                surnames.setdefault(layout.tokens.words[at], name)
    found = _vote(layout, found)
    taken = {at for name in found for at in range(name.first, name.last)}
    words = layout.tokens.words
    for at in finder.pending:
        if at not in taken and words[at] in surnames:
            found.append(Name(at, at + 1, "PERSON", LIKELY))
    for name in found:
        if name.sure <= GUESS and name.last - name.first == 1 and words[name.first] in surnames:
            name.type, name.sure = "PERSON", LIKELY
    return sorted(found, key=lambda name: name.first)


def _vote(layout: Layout, found: list[Name]) -> list[Name]:
    """Give a word that no list has the type that most of its places in the article speak for."""
    words = layout.tokens.words
    votes: dict[str, dict[str, int]] = {}
    for name in found:
        if name.last - name.first == 1 and name.sure < LIKELY:
            tally = votes.setdefault(words[name.first], {})
            tally[name.type] = tally.get(name.type, 0) + (1 if name.sure < GUESS else 3)
    for name in found:
        tally = votes.get(words[name.first], {}) if name.last - name.first == 1 else {}
        if tally and name.sure < LIKELY:
            name.type = max(tally, key=lambda kind: tally[kind])
            name.sure = GUESS
    return found


class _Finder:
    """The tables that deciding on one run needs."""

    def __init__(self, layout: Layout, titles: Sequence[Title], loud: Sequence[bool]) -> None:
        self.layout, self.tokens = layout, layout.tokens
        self.loud = loud
        self.plain = [word.replace("’", "'") for word in self.tokens.words]
        self.initial = initial(layout)
        self.case: Case = case_of(layout, loud)
        self.pending: list[int] = []
        self._title_starts = {title.first for title in titles}
        self.titled = {title.last: title for title in titles}
        self.blocked = self._block(titles)

    def _block(self, titles: Sequence[Title]) -> list[bool]:
        """Tokens that no name contains: days, months, titles, forms of address."""
        calendar, address = word_class("calendar"), honorifics()
        words, lows = self.tokens.words, self.tokens.lows
        out = [low in calendar or word in address for low, word in zip(lows, words, strict=True)]
        for at, low in enumerate(lows):
            if low == "may" and self._month(at):
                out[at] = True
        for title in titles:
            if not self._part_of_name(title):
                out[title.first : title.last] = [True] * (title.last - title.first)
        return out

    def _month(self, at: int) -> bool:
        near = self.tokens.words[max(at - 1, 0) : at + 2]
        return any(word[0].isdigit() or word in ("in", "In", "last", "since") for word in near)

    def _part_of_name(self, title: Title) -> bool:
        """Whether a title is a word of a longer name: "General Assembly", "King Street"."""
        hit = gazetteer().match(self.plain, title.first)
        if hit and hit[0] > title.last:
            return True
        at = title.last
        if at >= len(self.tokens) or not self.tokens.words[title.first][0].isupper():
            return False
        low = self.tokens.lows[at]
        capital = self.tokens.words[at][0].isupper()
        return capital and low in (heads()["ORG"] | heads()["FAC"]) and title.post.needs != ""

    def names(self, first: int, last: int) -> list[Name]:
        """The names in one run."""
        first = self._strip(first, last)
        if first >= last:
            return []
        whole = self._headed(first, last) or self._small_head(first, last)
        return [whole] if whole else self._pieces(first, last)

    def _small_head(self, first: int, last: int) -> Name | None:
        """A facility whose kind is written small: "Arden airport"."""
        following = self.tokens.lows[last] if last < len(self.tokens) else ""
        listed = self._listed(first, last)
        if following not in word_class("facility") or (listed and listed.type == "NORP"):
            return None
        return Name(first, last + 1, "FAC", LIKELY)

    def _strip(self, first: int, last: int) -> int:
        """Drop words at the beginning that only their place makes capital."""
        while first < last:
            word, low = self.tokens.words[first], self.tokens.lows[first]
            if low in word_class("person") and last - first > 2:
                first += 1
                continue
            known = gazetteer().match(self.plain, first)
            if known and (known[0] - first > 1 or low not in word_class("common")):
                break
            if first not in self.initial:
                if low in ("the", "a", "an", "this", "that"):
                    first += 1
                    continue
                break
            owns = last < len(self.tokens) and self.tokens.lows[last] == "'s"
            if not self._placed(word, low, last - first, owns=owns):
                break
            if last - first == 1 and low not in word_class("common"):
                self.pending.append(first)
            first += 1
            while first < last and not self.tokens.words[first][0].isalpha():
                first += 1
            if first < last and self.tokens.words[first][0].islower():
                return last
        return first

    def _placed(self, word: str, low: str, size: int, *, owns: bool) -> bool:
        """Whether a word at the beginning of a sentence is no name."""
        if low in word_class("common") or low in word_class("adverb"):
            return True
        if word in self.case.capital or word in given_names() or (word.isupper() and len(word) > 1):
            return False
        if low not in self.case.small and (size > 1 or owns):
            return low.endswith(("ing", "ly"))
        return True

    def _headed(self, first: int, last: int) -> Name | None:
        """The run as one name that a head word types: "Ministry of Trade", "Arden Bridge"."""
        lows, kinds = self.tokens.lows, heads()
        if self._listed(first, last) or last - first == 1:
            return None
        hit = gazetteer().match(self.plain, first)
        if hit and hit[0] > last:
            return None
        joined = any(low in ("of", "for") for low in lows[first:last])
        for kind in ("ORG", "FAC", "LOC", "EVENT", "GPE"):
            at_end = lows[last - 1] in kinds[kind] and not joined
            at_first = joined and self._head_before_of(first, last) in kinds.get(f"{kind}-FIRST", ())
            at_front = kind in ("LOC", "EVENT") and lows[first] in kinds[f"{kind}-FIRST"]
            if at_end and hit and hit[0] == last - 1 and hit[1].type == "NORP" and kind == "GPE":
                return None
            if at_end or at_first or at_front:
                return Name(first, last, kind, LIKELY)
        if joined and self._head_before_of(first, last) in kinds["ORG"]:
            return Name(first, last, "ORG", LIKELY)
        return None

    def _head_before_of(self, first: int, last: int) -> str:
        lows = self.tokens.lows
        at = next(i for i in range(first, last) if lows[i] in ("of", "for"))
        return lows[at - 1]

    def _listed(self, first: int, last: int) -> Known | None:
        hit = gazetteer().match(self.plain, first)
        return hit[1] if hit and hit[0] == last else None

    def _pieces(self, first: int, last: int) -> list[Name]:
        """Cut a run into listed names and the rest."""
        out: list[Name] = []
        if last - first > 2 and self._party_letter(first):
            out.append(Name(first, first + 1, "NORP", LIKELY))
            first += 2
            if self._listed(first, last) is None:
                return [*out, Name(first, last, "GPE", GUESS)]
        at = rest = first
        while at < last:
            hit = gazetteer().match(self.plain, at)
            if hit is None or self._in_person(at, hit[0], rest, last, hit[1]):
                at += 1
                continue
            out += self._rest(rest, at)
            if hit[1].type == "GPE" and self._firm(hit[0], last):
                return [*out, Name(at, last, "ORG", GUESS)]
            out.append(Name(at, hit[0], hit[1].type, SURE, hit[1].key))
            at = rest = hit[0]
        return out + self._rest(rest, last) if rest < last else out

    def _party_letter(self, at: int) -> bool:
        """The letter of a party before a place: "D-Mo."."""
        return self.tokens.words[at] in ("D", "R", "I") and self.tokens.words[at + 1] in "-–"

    def _firm(self, at: int, last: int) -> bool:
        """Whether a country's name goes on with a word that no list has: "Arden Molyb"."""
        if last - at not in (1, 2) or not self.tokens.words[at][0].isupper():
            return False
        word = self.tokens.words[at]
        return not (word in given_names() or gazetteer().match(self.plain, at) or word.isupper())

    def _in_person(self, at: int, end: int, rest: int, last: int, known: Known) -> bool:
        """Whether a listed word is part of a person's name: "Jordan Vell", "Ada London"."""
        words, given = self.tokens.words, given_names()
        if end - at > 1:
            return False
        if rest < at and words[at - 1] in given and known.type != "NORP":
            return True
        if rest < at and at - 1 >= rest and len(words[at - 1]) == 2 and words[at - 1][1] == ".":
            return True
        follows = end < last and words[end][0].isupper() and not self._listed(end, last)
        return words[at] in given and follows and known.type == "GPE"

    def _rest(self, first: int, last: int) -> list[Name]:
        """Type a stretch that no list has, and split it at a hyphen between two names."""
        words = self.tokens.words
        while first < last and not words[first][0].isalnum():
            first += 1
        while last > first and (not words[last - 1][0].isalnum() or words[last - 1][0].islower()):
            if words[last - 1][0].islower() and last - 2 >= first and words[last - 2] == "-":
                break
            last -= 1
        if first >= last:
            return []
        name = self._type(first, last)
        return [name] if name else []

    def _type(self, first: int, last: int) -> Name | None:
        words, lows, given = self.tokens.words, self.tokens.lows, given_names()
        gender = given.get(words[first], "")
        address = honorifics().get(words[first - 1]) if first else None
        if address is not None:
            return Name(first, last, "PERSON", SURE, gender=address if address != "u" else gender)
        if last - first > 1:
            headed = self._headed(first, last)
            if headed:
                return headed
        if first and lows[first - 1] in ("of", "to") and first - 1 in self.titled:
            return Name(first, last, "GPE", GUESS)
        if first in self.titled:
            return Name(first, last, "PERSON", LIKELY, gender=gender)
        if last - first > 1:
            return self._several(first, last, gender)
        return self._single(first, gender)

    def _several(self, first: int, last: int, gender: str) -> Name:
        words = self.tokens.words
        initials = any(len(w) == 2 and w[1] == "." for w in words[first : last - 1])
        if words[first] in given_names() or initials:
            return Name(first, last, "PERSON", LIKELY if last - first < 5 else GUESS, gender=gender)
        if all(word.isupper() for word in words[first:last]):
            return Name(first, last, "ORG", GUESS)
        if self._place_context(first):
            return Name(first, last, "GPE", GUESS)
        if last - first > 3 or self._article(first):
            return Name(first, last, "ORG", GUESS)
        return Name(first, last, "PERSON", GUESS, gender=gender)

    def _article(self, first: int) -> bool:
        return first > 0 and self.tokens.lows[first - 1] in ("the", "a", "an")

    def _place_context(self, first: int) -> bool:
        lows = self.tokens.lows
        before = lows[first - 1] if first else ""
        return before in _PLACE_BEFORE and not self._article(first)

    def _single(self, at: int, gender: str) -> Name | None:
        words, lows = self.tokens.words, self.tokens.lows
        word, following = words[at], lows[at + 1] if at + 1 < len(words) else "."
        if len(word) == 1 or lows[at] in word_class("noname") or lows[at] in word_class("subject"):
            return None
        if lows[at] in word_class("common") and at in self.initial:
            return None
        if word.isupper() and word.isalpha():
            return Name(at, at + 1, "ORG", LIKELY if len(word) < 7 else GUESS)
        if lows[at].endswith(_ADJECTIVE_ENDS) and following.isalpha() and self._adjective(at):
            return Name(at, at + 1, "NORP", GUESS)
        if following in _STATE_NOUNS or (following == "'s" and self._stateful(at + 2)):
            return Name(at, at + 1, "GPE", GUESS)
        if self._place_context(at) and not gender:
            return Name(at, at + 1, "GPE", GUESS)
        if gender or following in word_class("tag"):
            return Name(at, at + 1, "PERSON", GUESS, gender=gender)
        return Name(at, at + 1, "ORG" if self._article(at) else "PERSON", WEAK)

    def _adjective(self, at: int) -> bool:
        """Whether a lower-case noun or a title follows, as after an adjective."""
        following = self.tokens.words[at + 1]
        low = self.tokens.lows[at + 1]
        plain = word_class("auxiliary") | word_class("tag") | word_class("subordinator")
        busy = low in plain or low in word_class("preposition") or low in word_class("verb")
        return not busy and (following[0].islower() or self.blocked[at + 1])

    def _stateful(self, at: int) -> bool:
        lows = self.tokens.lows
        return any(low in _STATE_NOUNS for low in lows[at : at + 2]) or any(
            at + step in self._title_starts for step in (0, 1)
        )

    def loud_names(self) -> list[Name]:
        """The names in lines of capitals or Title Case: listed ones, and those known elsewhere."""
        out: list[Name] = []
        at, size = 0, len(self.tokens)
        while at < size:
            if not self.loud[at] or not self.tokens.words[at][0].isupper():
                at += 1
                continue
            hit = gazetteer().match(self.plain, at)
            if hit and self.tokens.words[at] not in _WORDLIKE:
                out.append(Name(at, hit[0], hit[1].type, LIKELY, hit[1].key))
                at = hit[0]
                continue
            end = self._loud_person(at)
            if end > at:
                gender = given_names().get(self.tokens.words[at].title(), "")
                out.append(Name(at, end, "PERSON", GUESS, gender=gender))
            at = max(end, at + 1)
        return out

    def _loud_person(self, at: int) -> int:
        """The end of a person's name at ``at``: a given name and words known as names elsewhere."""
        words = self.tokens.words
        end = at
        while end < len(words) and self.loud[end] and words[end][0].isupper():
            word = words[end] if not words[end].isupper() else words[end].title()
            if not (word in self.case.capital and word.lower() not in self.case.small):
                break
            if self.blocked[end]:
                break
            end += 1
        return end
