"""Cues: the verbs and phrases that make something a quote."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import cache

from .layout import Layout
from .words import Phrases, rows, split, word_class

_VOWELS = "aeiou"
#: Nouns of the same form: as a verb only with a name or pronoun before and a clause after.
_NOUNS = frozenset(
    "claim report call plan state note post project estimate promise pledge demand request fear "
    "hope doubt order question blame attack offer support comment answer reply joke boast brand "
    "label rule forecast debate text blog email tweet remark reason signal worry show find cite "
    "charge quote voice order view cry laugh sigh scream shout whisper protest object threat "
    "address welcome praise slam hail rebuke ridicule dispute regret".split()
)


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a cue: its lemma, mode, frames (see ``cues.tsv``), and which form it is."""

    lemma: str
    mode: str
    frames: str
    form: str


@dataclass(slots=True)
class Cue:
    """A cue in the text: the verb's tokens, and where it begins with its auxiliaries."""

    first: int
    last: int
    begin: int
    verb: Verb


@cache
def cue_forms() -> Phrases[Verb]:
    """All inflections of all cues."""
    out: list[tuple[str, Verb]] = []
    for lemma, listed, mode, frames in rows("cues.tsv"):
        forms = split(listed, "|") or _inflect(lemma)
        out += [(form, Verb(lemma, mode, frames, _form(lemma, form, forms))) for form in forms]
    return Phrases(out)


def _inflect(lemma: str) -> list[str]:
    """The regular forms of a verb; those of its first word where there are several.

    >>> _inflect("deny")
    ['deny', 'denies', 'denied', 'denying']
    """
    verb, _, rest = lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    stem = verb
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        forms = [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    elif verb.endswith("e"):
        forms = [verb + "s", verb + "d", verb[:-1] + "ing"]
    else:
        plural = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
        stem = verb + verb[-1] if _doubles(verb) else verb
        forms = [verb + plural, stem + "ed", stem + "ing"]
    return [form + tail for form in (verb, *forms)]


def _doubles(verb: str) -> bool:
    return len(verb) < 5 and verb[-1] in "bgmnpt" and verb[-2] in _VOWELS and (verb[-3] not in _VOWELS)


def _form(lemma: str, form: str, forms: list[str]) -> str:
    word = form.partition(" ")[0]
    if form == forms[0]:
        return "base"
    if word.endswith("ing"):
        return "ing"
    third = word.endswith("s") and not lemma.endswith("s")
    return "s" if third else "past"


def find_cues(layout: Layout, names: Container[int]) -> list[Cue]:
    """Every cue outside quotation marks; ``names`` are the tokens of names, which are no cues."""
    forms, lows, within = cue_forms(), layout.tokens.lows, layout.within
    out = []
    done = 0
    for at in forms.starts(lows):
        if at < done or within[at] >= 0 or at in names:
            continue
        hit = forms.match(lows, at)
        if hit is None or not _verbal(layout, at, hit[0], hit[1], names):
            continue
        done = hit[0]
        out.append(Cue(at, hit[0], _begin(lows, at), hit[1]))
    return out


@cache
def _helpers() -> frozenset[str]:
    return word_class("auxiliary") | word_class("adverb")


def _begin(lows: list[str], at: int) -> int:
    """Where the cue begins with its auxiliaries and adverbs: "has repeatedly" said."""
    begin = at
    while begin > 0 and lows[begin - 1] in _helpers() and at - begin < 5:
        begin -= 1
    while begin < at and lows[begin] in word_class("time"):
        begin += 1
    return begin


def _verbal(layout: Layout, at: int, end: int, verb: Verb, names: Container[int]) -> bool:
    """Whether the word is a verb of saying here, not a noun, participle or infinitive."""
    lows = layout.tokens.lows
    k = at - 1
    while k > 0 and lows[k] in word_class("adverb"):
        k -= 1
    before = lows[k] if at else ""
    if before in word_class("determiner") and before not in ("this", "that", "some", "many"):
        return before in ("all", "both", "others") or verb.lemma == "say"
    if before == "to" or (verb.form == "past" and before in word_class("preposition")):
        return False
    if verb.form in ("base", "s"):
        return _finite(layout, at, end, verb, names)
    if verb.form == "ing" and before == "as":
        return "quoted" in lows[max(at - 8, 0) : at]
    if verb.form == "past":
        return not _passive(lows, at)
    return True


def _passive(lows: list[str], at: int) -> bool:
    be = ("is", "are", "was", "were", "been", "be", "being")
    near = lows[max(at - 3, 0) : at]
    for low in reversed(near):
        if low in be:
            return True
        if low not in word_class("adverb"):
            return False
    return False


def _finite(layout: Layout, at: int, end: int, verb: Verb, names: Container[int]) -> bool:
    lows = layout.tokens.lows
    before = lows[at - 1] if at else ""
    if before in word_class("preposition"):
        return False
    sure = before in word_class("subject") or at - 1 in names or before in word_class("auxiliary")
    if verb.lemma not in _NOUNS:
        return at > 0
    following = lows[end] if end < len(lows) else "."
    clause = following in ("that", "it", "he", "she", "they", "we", "i", ",", ":")
    plural = before.endswith("s") or before in word_class("person")
    clause = clause and (sure or plural)
    return clause or (sure and following not in ("of", "and", ".", "in", "on", "by"))
