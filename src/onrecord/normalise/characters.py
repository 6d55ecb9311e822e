"""Repairs of single characters: what an encoding or a page layout did to the reporter's words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from ftfy import fix_encoding
from ftfy.fixes import fix_c1_controls

from ..tracked import Edit, TrackedText

_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACE = re.compile(f" [ {_SPACES}]+|[{_SPACES}][ {_SPACES}]*")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]+")
# A joiner does something between letters of Indic and Arabic script and inside emoji, and nothing
# after Latin letters, digits and punctuation.
_ZERO_WIDTH = re.compile(
    "[\u200b\u200e\u200f\u2060\ufeff\u180e]+|(?<![^\x00-\u02ff\u2000-\u206f])[\u200c\u200d]+"
)
_SOFT_HYPHEN = re.compile("\u00ad+")
_APOSTROPHES = re.compile("''+|``")
_WORD = re.compile(r"\S+")
# Two or more characters outside ASCII of which one is typical of UTF-8 read as a one-byte encoding.
_MOJIBAKE = re.compile(
    "[\u0080-\u009f]|[\u00c2-\u00f4\u0152-\u0178\u0192][^\x00-\x7f]|[^\x00-\x7f][\u00c2-\u00f4]"
)
_MOJIBAKE_SIGN = re.compile("[\u0080-\u009f\u00c2-\u00f4\u0152-\u0178\u0192]")
_ODD = re.compile("[^\n -~\u2013\u2014\u2018\u2019\u201c\u201d\u2026]")  # edited text has few others
_ANY = re.compile(".", re.DOTALL)
_TOKEN_ENDS = " \n\r\t"
_TOKEN = re.compile(r"[^ \n\r\t]+")
_MAX_WORD = 400


def repair(text: TrackedText) -> TrackedText:
    """Undo what encodings and layout did, character by character.

    Safe on clean text: it changes nothing but composition (NFC), white space, invisible characters,
    and quotation marks that a press database wrote as two apostrophes. Words that look like mojibake
    and can't be restored are left alone.
    """
    sample = _sample(text.text)
    for guard, step in _STEPS:
        if guard is None or guard.search(sample):
            repaired = text.apply(step(text.text))
            if repaired is not text and step in _MAKING:
                sample = _sample(repaired.text)
            elif repaired is not text and "  " in repaired.text:  # what stood between two spaces is gone
                sample += "a  "
            text = repaired
    return text


def _sample(text: str) -> str:
    """A short text that has what repairs look for wherever the text has it: most have nothing."""
    odd = sorted({*_ODD.findall(text)})
    return "".join(f"a{character}" for character in odd) + ("a  " if "  " in text else "")


def _nfc(text: str) -> Iterator[Edit]:
    if unicodedata.is_normalized("NFC", text):
        return
    for word in _WORD.finditer(text):
        composed = unicodedata.normalize("NFC", word[0])
        if composed != word[0]:
            yield _narrowed(word.start(), word[0], composed, "nfc")


def _mojibake(text: str) -> Iterator[Edit]:
    done = 0
    for found in _MOJIBAKE.finditer(text):
        if found.start() < done:
            continue
        word = _TOKEN.match(text, _token_start(text, done, found.start()))
        start, done = word.span() if word else found.span()  # no token: a control that is white space
        if done - start > _MAX_WORD:
            continue
        fixed = fix_c1_controls(fix_encoding(text[start:done]))
        if fixed != text[start:done] and not _breaks(fixed):
            yield _narrowed(start, text[start:done], fixed, "mojibake")


def _token_start(text: str, low: int, position: int) -> int:
    while position > low and text[position - 1] not in _TOKEN_ENDS:
        position -= 1
    return position


def _breaks(fixed: str) -> bool:
    return not fixed or any(unicodedata.category(c) == "Cc" for c in fixed)


def _narrowed(start: int, old: str, new: str, reason: str) -> Edit:
    """The edit without the characters that both sides begin and end with."""
    shortest = min(len(old), len(new))
    head = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    rest = shortest - head
    tail = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    return Edit(start + head, start + len(old) - tail, new[head : len(new) - tail], reason)


def _replacing(pattern: re.Pattern[str], replacement: str, reason: str) -> Callable[[str], Iterator[Edit]]:
    def step(text: str) -> Iterator[Edit]:
        return (Edit(m.start(), m.end(), replacement, reason) for m in pattern.finditer(text))

    return step


def _quotation_marks(text: str) -> Iterator[Edit]:
    found = list(_APOSTROPHES.finditer(text)) if "''" in text or "``" in text else []
    if len(found) < 2:
        return
    for match in found:
        opens = match.start() == 0 or text[match.start() - 1] in " \n([\u2014-"
        start = match.start() if opens else match.end() - 2
        yield Edit(start, start + 2, '"', "quotation-mark")


_MAKING = (_nfc, _mojibake)  # steps that make other characters than spaces and line breaks
_STEPS: tuple[tuple[re.Pattern[str] | None, Callable[[str], Iterator[Edit]]], ...] = (
    (_ANY, _nfc),
    (_MOJIBAKE_SIGN, _mojibake),
    (_ANY, _nfc),
    (_SOFT_HYPHEN, _replacing(_SOFT_HYPHEN, "", "soft-hyphen")),
    (_ZERO_WIDTH, _replacing(_ZERO_WIDTH, "", "zero-width")),
    (_BREAK, _replacing(_BREAK, "\n", "line-break")),
    (_CONTROL, _replacing(_CONTROL, "", "control")),
    (_SPACE, _replacing(_SPACE, " ", "space")),
    (None, _quotation_marks),
    (_ANY, _nfc),
)
