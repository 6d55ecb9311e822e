"""Drafts of quotes: content, cue and source, before the speaker is known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

from .contents import Complement, clause_before, clause_end, complement, phrase_end, trim
from .cues import Cue, find_cues
from .layout import Layout, Range
from .sources import source_after, source_before
from .words import word_class

#: How sure each pattern is.
DIRECT, REPORTED, PHRASE, CHAINED = 0.9, 0.75, 0.5, 0.6
#: No content of one clause is longer, in tokens.
_LONGEST = 400
OF_DOCUMENTS = word_class("document") - {
    "media",
    "agency",
    "newspaper",
    "magazine",
    "paper",
    "campaign",
}


@dataclass(slots=True, eq=False)
class Draft:
    """A quote in the making; content in characters, cue and source in tokens."""

    content: list[Range]
    cue: Range | None
    source: Range | None
    mode: str
    sure: float
    used: list[int] = field(default_factory=list)
    after: int = 0
    follows: Draft | None = None
    inside: bool = False


class Drafter:
    """Walks the sentences of one article and drafts the quotes that its cues make."""

    def __init__(self, layout: Layout, names: Mapping[int, Range]) -> None:
        self.layout, self.names, self.lows = layout, names, layout.tokens.lows
        self.starts = [quotation.start for quotation in layout.quotations]
        self.taken: set[int] = set()
        self.end = 0
        self.cued: list[Draft] = []
        self.cues_at: list[int] = []
        self.drafts: list[Draft] = []
        self.by_quotation: dict[int, Draft] = {}

    def run(self, cues: list[Cue] | None = None) -> list[Draft]:
        """All drafts that have a cue, in the order of their cues; these are looked for if not given."""
        cues = find_cues(self.layout, self.names) if cues is None else cues
        at = 0
        for first, last in self.layout.sentences:
            here = []
            while at < len(cues) and cues[at].first < last:
                here.append(cues[at])
                at += 1
            self._sentence(first, last, here)
        return self.drafts

    def _sentence(self, first: int, last: int, cues: list[Cue]) -> None:
        floor = first
        self.end = last
        source: Range | None = None
        limits = self._limits(cues, last)
        for cue, limit in zip(cues, limits, strict=True):
            if cue.first < floor and cue.begin < floor:
                continue
            draft = self._draft(cue, max(floor, first), limit, source)
            if draft is None:
                continue
            source = draft.source
            self.keep(draft)
            floor = max(floor, cue.last) if not draft.used else max(floor, draft.after)
        self._according(first, last)

    def keep(self, draft: Draft) -> None:
        """Take a draft, and with it the quotations that lie in its content."""
        self.drafts.append(draft)
        inside = {k for start, end in draft.content for k in self._overlapping(start, end)}
        draft.used = sorted(inside | set(draft.used))
        for quotation in draft.used:
            self.taken.add(quotation)
            self.by_quotation.setdefault(quotation, draft)

    def _limits(self, cues: list[Cue], last: int) -> list[int]:
        """Where the content of each cue ends at the latest: before a cue beside it."""
        out: list[int] = []
        cut = last
        for cue in reversed(cues):
            cut = cut if cut > cue.last else last
            out.append(min(cut, cue.last + _LONGEST))
            own = self._coordinate(cue)
            cut = own if own > 0 else cut
        return out[::-1]

    def _coordinate(self, cue: Cue) -> int:
        """Where a coordinate clause with this cue begins ("…, and added", "…, adding"); 0 if none."""
        lows, begin = self.lows, cue.begin
        if begin < 2:
            return 0
        before = lows[begin - 1]
        if cue.verb.form == "ing":
            return begin - 1 if before == "," else 0
        if before in ("and", "but", ","):
            return begin - 2 if before != "," and lows[begin - 2] == "," else begin - 1
        source = source_before(self.layout, begin, max(0, begin - 30), self.names)
        if source is None or source[0] < 2:
            return 0
        joint = lows[source[0] - 1] in ("and", "but", "while", "although", "as", "though")
        if joint and lows[source[0] - 2] == ",":
            return source[0] - 2
        if lows[source[0] - 1] == "," and self._then_quotes(cue.last):
            return source[0] - 1
        return source[0] - 1 if lows[source[0] - 1] in (";", "while") else 0

    def _overlapping(self, start: int, end: int) -> range:
        """The quotations that lie in a stretch of characters."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def _then_quotes(self, at: int) -> bool:
        """Whether a quotation follows, behind a comma or colon."""
        at += at < len(self.lows) and self.lows[at] in (",", ":")
        return at < len(self.lows) and self.layout.within[at] >= 0

    def _quoted_as(self, cue: Cue, floor: int) -> Range | None:
        """The source of "X was quoted as saying" or "quoted X as saying"."""
        lows = self.lows
        at = next((k for k in range(cue.first - 1, floor - 1, -1) if lows[k] == "quoted"), None)
        if at is None:
            return None
        if at + 1 < cue.first - 1:
            return at + 1, cue.first - 1
        begin = at
        while begin > floor and lows[begin - 1] in word_class("auxiliary") | word_class("adverb"):
            begin -= 1
        cue.begin = begin
        return source_before(self.layout, begin, floor, self.names)

    def _draft(self, cue: Cue, floor: int, limit: int, earlier: Range | None) -> Draft | None:
        right = complement(self.layout, cue, limit, self.names)
        source = self._source(cue, floor, earlier)
        if source is None and "i" in cue.verb.frames:
            inverted = self._inverted(cue, floor, limit)
            if inverted:
                return inverted
        if source is None:
            return None
        content, used, after = self._content(cue, source, right, floor, limit)
        if not content:
            return None
        sure = DIRECT if used else REPORTED if right.kind == "clause" else PHRASE
        span = (cue.begin, right.cue_end)
        return Draft(content, span, source, self._mode(cue, source), sure, used, after)

    def _mode(self, cue: Cue, source: Range) -> str:
        words = self.lows[source[0] : source[1]]
        written = any(word in OF_DOCUMENTS for word in words[:6])
        return "writing" if written and cue.verb.mode == "speech" else cue.verb.mode

    def _source(self, cue: Cue, floor: int, earlier: Range | None) -> Range | None:
        before = self.lows[cue.begin - 1] if cue.begin else ""
        if cue.verb.form == "ing" and before == "as":
            return self._quoted_as(cue, floor)
        if cue.verb.form == "ing":
            helped = self.lows[cue.begin] in word_class("auxiliary") and cue.begin < cue.first
            if not helped:
                return earlier or self._subject(floor) if before in (",", "while", "and") else None
        if before in ("and", "but") and earlier:
            return earlier
        return source_before(self.layout, cue.begin, floor, self.names)

    def _subject(self, floor: int) -> Range | None:
        """The subject at the beginning of a sentence: a pronoun or a name with what is before."""
        lows = self.lows
        if lows[floor] in ("he", "she", "they"):
            return floor, floor + 1
        for at in range(floor, min(floor + 8, len(lows))):
            if at in self.names:
                return floor, self.names[at][1]
            if lows[at] in word_class("preposition") or not lows[at].isalpha():
                return None
        return None

    def _inverted(self, cue: Cue, floor: int, limit: int) -> Draft | None:
        """CONTENT, said SOURCE."""
        before = cue.begin - 1
        if before < floor:
            return None
        quotation = self._quotation_before(before)
        comma = self.lows[before] == ","
        if quotation < 0 and not comma:
            return None
        source = source_after(self.layout, cue.last, self.end, self.names)
        if source is None:
            return None
        content, used = self._before(quotation, before, floor)
        after = source[1]
        following = self._following(quotation, after, limit)
        if following >= 0 and content:
            content.append(self._chars(following))
            used.append(following)
            after = self.layout.quoted[following][1]
        if not content:
            return None
        mode = self._mode(cue, source)
        sure = DIRECT if used else REPORTED
        return Draft(content, (cue.begin, cue.last), source, mode, sure, used, after)

    def _quotation_before(self, at: int) -> int:
        """The quotation that ends at ``at``, or before a comma there; -1 where there is none."""
        within = self.layout.within
        if at > 0 and self.lows[at] in (",", "-", "—", "–"):
            at -= 1
        return within[at] if within[at] >= 0 else -1

    def _following(self, left: int, at: int, limit: int) -> int:
        """The second half of a split quotation, after comma or colon; -1 where there is none."""
        within = self.layout.within
        while at < limit and self.lows[at] in (",", ":", "—", "–"):
            at += 1
        if at < limit and left >= 0 and within[at] >= 0 and within[at] not in self.taken:
            return within[at]
        return -1

    def _chars(self, quotation: int) -> Range:
        found = self.layout.quotations[quotation]
        return found.start, found.end

    def _before(self, quotation: int, before: int, floor: int) -> tuple[list[Range], list[int]]:
        """The content to the left of a cue and its subject."""
        if quotation in self.taken:
            return [], []
        if quotation >= 0:
            first = self.layout.quoted[quotation][0]
            if first <= floor or self.lows[first - 1] in (",", ":", ".", "—", "–", "-", '"'):
                return [self._chars(quotation)], [quotation]
            floor = max(floor, first - _LONGEST)
            start = clause_before(self.layout, floor, first)
            start = floor if start == first else start
            span = trim(self.layout, start, before + 1)
            return ([span] if span else []), [quotation]
        start = clause_before(self.layout, max(floor, before - _LONGEST), before)
        span = trim(self.layout, start, before) if start < before else None
        return ([span] if span else []), []

    def _content(
        self, cue: Cue, source: Range, right: Complement, floor: int, limit: int
    ) -> tuple[list[Range], list[int], int]:
        before = source[0] - 1
        left: list[Range] = []
        used: list[int] = []
        quotation = self._quotation_before(before) if before >= floor else -1
        usable = quotation >= 0 and quotation not in self.taken and "q" in cue.verb.frames
        after_comma = before > floor and self.lows[before] == "," and right.kind == "end"
        if usable or (after_comma and quotation < 0 and "i" in cue.verb.frames):
            left, used = self._before(quotation, before, floor)
        if right.kind == "quote" and "q" in cue.verb.frames:
            return self._with_right(left, used, right, limit)
        if left:
            return left, used, cue.last
        if right.kind == "clause":
            content, used = self._right(cue, right, limit)
            return content, used, cue.last
        return [], [], cue.last

    def _with_right(
        self, left: list[Range], used: list[int], right: Complement, limit: int
    ) -> tuple[list[Range], list[int], int]:
        quotation = self.layout.within[right.at]
        last = self.layout.quoted[quotation][1]
        if quotation in self.taken:
            return left, used, right.at
        return [*left, self._chars(quotation)], [*used, quotation], min(last, limit)

    def _right(self, cue: Cue, right: Complement, limit: int) -> tuple[list[Range], list[int]]:
        """The clause, infinitive or phrase that a cue governs."""
        lows, frames, at = self.lows, cue.verb.frames, right.at
        clausal = lows[at] in word_class("clausal")
        marked = lows[at] == "that" or ("w" in frames and clausal)
        clause = "c" in frames and (marked or "s" not in frames)
        infinitive = lows[at] == "to" and "t" in frames
        if marked or (clause and not infinitive and not self._phrase(frames, at)):
            end = clause_end(self.layout, at, limit)
        elif "t" in frames and self._infinitive(at, limit, "o" in frames):
            at = self._infinitive(at, limit, "o" in frames)
            end = phrase_end(self.layout, at, limit, infinitive=True)
        elif set(frames) & set("nfp"):
            end = phrase_end(self.layout, at, limit)
        else:
            return [], []
        span = trim(self.layout, at, end)
        inside = {self.layout.within[k] for k in range(at, end) if self.layout.within[k] >= 0}
        return ([span], sorted(inside)) if span else ([], [])

    def _phrase(self, frames: str, at: int) -> bool:
        """Whether a verb that takes clauses and noun phrases has a noun phrase here."""
        if "n" not in frames or self.lows[at] in word_class("clausal"):
            return False
        end = clause_end(self.layout, at, min(at + 14, len(self.lows)))
        return not any(
            self.lows[k] in word_class("auxiliary") and self.lows[k] != "'s" for k in range(at, end)
        )

    def _infinitive(self, at: int, limit: int, with_object: bool) -> int:
        for k in range(at, min(limit, at + (8 if with_object else 1))):
            if self.lows[k] == "to" and self.layout.within[k] < 0:
                return k
        return 0

    def _according(self, first: int, last: int) -> None:
        lows = self.lows
        for at in range(first, last - 1):
            if lows[at] == "according" and lows[at + 1] == "to" and self.layout.within[at] < 0:
                limit = min(last, at + _LONGEST)
                source = source_after(self.layout, at + 2, limit, self.names, apposed=at > first + 1)
                if source:
                    self._accord(at, source, max(first, at - _LONGEST), limit)

    def _accord(self, at: int, source: Range, first: int, last: int) -> None:
        floor = first
        for draft in self.drafts[-3:]:
            if draft.cue and first <= draft.cue[0] < at:
                floor = max(floor, draft.cue[1])
        if at - floor <= 2:
            following = source[1] + (source[1] < last and self.lows[source[1]] == ",")
            span = trim(self.layout, following, clause_end(self.layout, following, last))
            inside = range(following, last)
        else:
            start = first
            span = trim(self.layout, clause_before(self.layout, start, at), at)
            inside = range(start, at)
        if span is None:
            return
        used = sorted({self.layout.within[k] for k in inside} - {-1} - self.taken)
        mode = "writing" if set(self.lows[slice(*source)]) & OF_DOCUMENTS else "speech"
        self.keep(Draft([span], (at, at + 2), source, mode, REPORTED, used, source[1]))
