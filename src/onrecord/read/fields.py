"""Metadata as it is written in the wild, brought into the form of the article record."""

from __future__ import annotations

import re
from typing import Any

from .bylines import parse_byline
from .dates import parse_date

__all__ = ["parse_byline", "parse_date", "parse_language", "parse_licence"]

_MAX_LENGTH = 2000

# -- languages ------------------------------------------------------------------------------------

_LANGUAGE_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8}){0,4}$", re.IGNORECASE)
_LANGUAGE_NAMES = {
    name: code
    for code, names in {
        "ar": "arabic ara", "cs": "czech ces cze", "da": "danish dan", "de": "german deu ger",
        "el": "greek ell gre", "en": "english eng", "es": "spanish spa", "fa": "persian fas per",
        "fi": "finnish fin", "fr": "french fra fre", "he": "hebrew heb", "hi": "hindi hin",
        "hu": "hungarian hun", "id": "indonesian ind", "it": "italian ita", "ja": "japanese jpn",
        "ko": "korean kor", "nl": "dutch nld dut", "no": "norwegian nor", "pl": "polish pol",
        "pt": "portuguese por", "ro": "romanian ron rum", "ru": "russian rus",
        "sv": "swedish swe", "th": "thai tha", "tr": "turkish tur", "uk": "ukrainian ukr",
        "ur": "urdu urd", "vi": "vietnamese vie", "zh": "chinese zho chi",
    }.items()
    for name in names.split()
}  # fmt: skip
# Codes of ISO 639 for "not known", "several" and "no language", and what dumps write for null.
_NO_LANGUAGE = {"und", "mul", "mis", "zxx", "xx", "nan", "na", "non", "nul"}


def parse_language(value: Any) -> str | None:
    """The language's own subtag, lower case, of a tag or an English name.

    >>> parse_language("en-GB"), parse_language("English"), parse_language("en, fr")
    ('en', 'en', None)
    """
    if not isinstance(value, str) or len(value) > 40:
        return None
    text = value.strip().lower()
    match = _LANGUAGE_TAG.match(text)
    code = _LANGUAGE_NAMES.get(match[1] if match else text) or (match[1] if match else None)
    return None if code in _NO_LANGUAGE else code


# -- licences -------------------------------------------------------------------------------------

_CREATIVE_COMMONS = re.compile(
    r"(?:cc|creative commons)[ -]{0,3}(?P<terms>[a-z]{2,25}(?:[ -]{1,3}[a-z]{2,25}){0,6}?)"
    r"[ -]{1,3}v?(?P<version>[1-4]\.[05])(?: international| unported| generic| deed| licen[cs]e){0,2}$"
)
_CREATIVE_COMMONS_URL = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/licenses/(?P<terms>[a-z-]{2,20})/(?P<version>[1-4]\.[05])"
    r"(?:/(?:deed|legalcode)?(?:\.[a-z]{2,5})?)?$"
)
_TERMS = {
    "attribution": "by", "noncommercial": "nc", "non commercial": "nc", "sharealike": "sa",
    "share alike": "sa", "noderivs": "nd", "noderivatives": "nd", "no derivatives": "nd",
}  # fmt: skip
_CC_TERMS = {"by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd"}
# A work of the US government has no licence to name: it is free of copyright in the United States
# alone. SPDX has no identifier for that, and null would say that the source is silent, so both this
# and "public domain" are named as SPDX names what is not on its list.
_LICENCES = {
    "us government work": "LicenseRef-US-Government-Work",
    "u.s. government work": "LicenseRef-US-Government-Work",
    "work of the us government": "LicenseRef-US-Government-Work",
    "work of the u.s. government": "LicenseRef-US-Government-Work",
    "public domain": "LicenseRef-Public-Domain",
    "cc0": "CC0-1.0", "cc0-1.0": "CC0-1.0", "cc0 1.0": "CC0-1.0", "cc0 1.0 universal": "CC0-1.0",
    "apache-2.0": "Apache-2.0", "apache 2.0": "Apache-2.0", "mit": "MIT", "pddl-1.0": "PDDL-1.0",
    "odc-by-1.0": "ODC-By-1.0", "odc-by": "ODC-By-1.0", "odbl-1.0": "ODbL-1.0",
    "ogl-uk-3.0": "OGL-UK-3.0", "open government licence v3.0": "OGL-UK-3.0",
    "open government licence 3.0": "OGL-UK-3.0",
}  # fmt: skip
_CC0_URL = re.compile(r"https?://(?:www\.)?creativecommons\.org/publicdomain/zero/1\.0")
_PARENTHESIS = re.compile(r"\s{0,3}\([^()]{0,80}\)")


def parse_licence(value: Any) -> str | None:
    """The SPDX identifier of a licence as sources write it; None for prose that is no known one.

    Where the text and its annotations have a licence each, that of the text counts.

    >>> parse_licence("CC BY 2.5"), parse_licence("All rights reserved")
    ('CC-BY-2.5', None)
    >>> parse_licence("text CC BY-SA 3.0 (wiki); annotations CC BY 4.0")
    'CC-BY-SA-3.0'
    """
    if not isinstance(value, str) or len(value) > _MAX_LENGTH:
        return None
    clauses = [" ".join(clause.lower().split()) for clause in value.split(";")]
    texts = [clause.removeprefix("text ") for clause in clauses if clause.startswith("text ")]
    if len(clauses) > 1 and len(texts) != 1:
        return None
    return _licence((texts or clauses)[0].strip(" .:,"))


def _licence(text: str) -> str | None:
    bare = _PARENTHESIS.sub("", text).removeprefix("the ").removesuffix(" license")
    if _CC0_URL.match(text):
        return "CC0-1.0"
    match = _CREATIVE_COMMONS_URL.match(text) or _CREATIVE_COMMONS.match(bare)
    if match is None:
        return _LICENCES.get(bare)
    terms = match["terms"].replace("-", " ")
    for spelling, short in _TERMS.items():
        terms = terms.replace(spelling, short)
    terms = "-".join(terms.split())
    return f"CC-{terms.upper()}-{match['version']}" if terms in _CC_TERMS else None
