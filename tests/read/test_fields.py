"""Metadata as it is written in the wild."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.fields import parse_byline, parse_date, parse_language, parse_licence

DATES = {
    "day": ("2019-01-04", "2019-01-04"),
    "instant": ("2019-01-04T23:30:00+02:00", "2019-01-04"),
    "instant, no zone": ("2019-01-04 09:30", "2019-01-04"),
    "instant, compact": ("20190104T093000Z", "2019-01-04"),
    "nanoseconds": ("2019-01-04 00:00:00.000000000", "2019-01-04"),
    "slashes": ("2019/01/04", "2019-01-04"),
    "digits": ("20190104", "2019-01-04"),
    "digits as a number": (20190104, "2019-01-04"),
    "mail": ("Fri, 04 Jan 2019 23:30:00 -0500", "2019-01-04"),
    "asctime": ("Fri Jan  4 12:00:00 2019", "2019-01-04"),
    "american": ("Friday, January 4, 2019", "2019-01-04"),
    "american, with time": ("Jan. 4, 2019, 9:30 p.m. EST", "2019-01-04"),
    "british": ("4 January 2019", "2019-01-04"),
    "ordinal": ("4th of January 2019", "2019-01-04"),
    "seconds": (1546560000, "2019-01-04"),
    "milliseconds": (1546560000000, "2019-01-04"),
    "seconds as text": ("1546560000.0", "2019-01-04"),
    "date": (date(2019, 1, 4), "2019-01-04"),
    "datetime": (datetime(2019, 1, 4, 23, tzinfo=UTC), "2019-01-04"),
    "day and month, sure": ("25/12/2019", "2019-12-25"),
    "day and month, one reading": ("04/04/2019", "2019-04-04"),
    "day and month, unsure": ("03/04/2019", None),
    "two-digit year": ("4 January 19", None),
    "no such day": ("2019-02-30", None),
    "month": ("January 2019", None),
    "year": ("2019", None),
    "range": ("2019-01-04 to 2019-01-06", None),
    "another language": ("4 Zenda 2019", None),
    "words": ("yesterday", None),
    "nothing": (None, None),
    "truth value": (True, None),
    "not a number": (float("nan"), None),
    "endless": (float("inf"), None),
    "huge": (10**5000, None),
    "zero": (0, None),
}


@pytest.mark.parametrize(("value", "expected"), DATES.values(), ids=DATES)
def test_dates(value: Any, expected: str | None) -> None:
    assert parse_date(value) == expected


@given(st.dates(date(1700, 1, 1), date(2100, 1, 1)), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y"]))
def test_a_written_day_comes_back(day: date, form: str) -> None:
    assert parse_date(day.strftime(form)) == day.isoformat()


LANGUAGES = {
    "en": "en", "en-GB": "en", "EN_us": "en", "English": "en", "eng": "en", "zh-Hant-TW": "zh", "gsw": "gsw",
    "und": None, "Zendan": None, "en, fr": None, "": None, None: None,
}  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), LANGUAGES.items())
def test_languages(value: Any, expected: str | None) -> None:
    assert parse_language(value) == expected


LICENCES = {
    "CC BY 2.5": "CC-BY-2.5",
    "cc-by-sa-4.0": "CC-BY-SA-4.0",
    "CC BY-NC-ND 4.0 International": "CC-BY-NC-ND-4.0",
    "Creative Commons Attribution 2.5 License": "CC-BY-2.5",
    "Creative Commons Attribution-NonCommercial-ShareAlike 3.0 Unported": "CC-BY-NC-SA-3.0",
    "https://creativecommons.org/licenses/by-nc-sa/4.0/": "CC-BY-NC-SA-4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0-1.0",
    "text CC BY 2.5 (the wiki); annotations CC BY 4.0 (the corpus)": "CC-BY-2.5",
    "US government work (public domain)": "LicenseRef-US-Government-Work",
    "Public Domain": "LicenseRef-Public-Domain",
    "CC BY": None,
    "CC BY 2.5; CC BY 4.0": None,
    "Creative Commons Zenda 4.0": None,
    "All rights reserved": None,
    "": None,
    4: None,
}


@pytest.mark.parametrize(("value", "expected"), LICENCES.items())
def test_licences(value: Any, expected: str | None) -> None:
    assert parse_licence(value) == expected


BYLINES = {
    "name": ("Ana Lund", ["Ana Lund"]),
    "by": ("By ANA LUND", ["ANA LUND"]),
    "not by": ("Byron Lund", ["Byron Lund"]),
    "two": ("Ana Lund and Tom Berg", ["Ana Lund", "Tom Berg"]),
    "three": ("Ana Lund, Tom Berg and Eva Holt", ["Ana Lund", "Tom Berg", "Eva Holt"]),
    "semicolon": ("Ana Lund; Tom Berg", ["Ana Lund", "Tom Berg"]),
    "outlet": ("Ana Lund, Velden Tribune", ["Ana Lund"]),
    "outlet, two": ("Ana Lund and Tom Berg, Velden Tribune", ["Ana Lund", "Tom Berg"]),
    "office": ("Ana B. Lund, Minister of Trade", ["Ana B. Lund"]),
    "address": ("By Ana Lund. Email: ana@velden.example,Twitter: @lund", ["Ana Lund"]),
    "handle": ("Ana Lund, @lund, Velden Tribune", ["Ana Lund"]),
    "suffix": ("Tom Berg, Jr.", ["Tom Berg, Jr."]),
    "particle": ("Ana van der Lund", ["Ana van der Lund"]),
    "one surname for two": ("Ana and Tom Berg", ["Ana and Tom Berg"]),
    "ministry": ("Ministry of Trade and Industry", ["Ministry of Trade and Industry"]),
    "agency": ("VNA", ["VNA"]),
    "list": (["Ana Lund", {"name": "Tom Berg"}, 4, None], ["Ana Lund", "Tom Berg"]),
    "list written out": ("['Ana Lund', \"Tom O'Berg\"]", ["Ana Lund", "Tom O'Berg"]),
    "twice": (["Ana Lund", "Ana Lund"], ["Ana Lund"]),
    "empty list written out": ("[]", []),
    "none": ("None", []),
    "null": (None, []),
    "number": (4, []),
}


@pytest.mark.parametrize(("value", "expected"), BYLINES.values(), ids=BYLINES)
def test_bylines(value: Any, expected: list[str]) -> None:
    assert parse_byline(value) == expected


@given(
    st.one_of(
        st.text(), st.integers(), st.floats(), st.lists(st.text()), st.dictionaries(st.text(), st.text())
    )
)
def test_anything_is_taken(value: Any) -> None:
    for parse in (parse_date, parse_language, parse_licence):
        found = parse(value)
        assert found is None or isinstance(found, str)
    assert all(isinstance(name, str) and name for name in parse_byline(value))


@pytest.mark.parametrize("piece", ["By ", "and ", ", ", "A ", "(", "' ", "1", "2019-", " ", "cc ", "@", "\n"])
def test_long_values_take_no_long_time(piece: str) -> None:
    for parse in (parse_date, parse_language, parse_licence, parse_byline):
        parse(piece * (1_000_000 // len(piece)))
        parse((piece * 2000)[:1999])
