"""The day that a date as written in a dump, a page or a header means, or None: never a guess."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

_MAX_LENGTH = 100
_YEARS = range(1600, 2200)

_MONTHS = {
    name[:length]: number
    for number, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september",
         "october", "november", "december"),
        start=1,
    )
    for length in (3, 4, len(name))
}  # fmt: skip
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{1,3})?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?,?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
# What may follow a day: a time of day, with whatever zone or words stand behind it.
_TIME = r"(?:(?:t|[\s,|\u2013\u2014-]{1,4}(?:at\s{1,3})?)\d{1,2}[:.h]?\d{2}(?:[:.]?\d{2})?(?!\d).{0,60})?$"

_WRITTEN = tuple(
    re.compile(form, re.IGNORECASE | re.DOTALL)
    for form in (
        r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})z?" + _TIME,
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:t?\d{4}(?:\d{2})?z?)?$",
        _WEEKDAY + _MONTH + r"\s{1,3}" + _DAY + r",?\s{1,3}(?P<year>\d{4})" + _TIME,
        _WEEKDAY + _DAY + r"(?:\s{1,3}of)?[\s.-]{1,3}" + _MONTH + r"[\s-]{1,3}(?P<year>\d{4})" + _TIME,
        _WEEKDAY + _MONTH + r"\s{1,3}" + _DAY + r"\s\d{2}:\d{2}:\d{2}(?:\s[a-z]{3,5})?\s(?P<year>\d{4})$",
    )
)
_DAY_AND_MONTH = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + _TIME, re.I | re.S)
_EPOCH = re.compile(r"\d{9,19}(?:\.\d{0,9})?$")
# Seconds, and their thousandths, millionths and billionths, between 1973 and 2100.
_EPOCH_SCALES = (1, 10**3, 10**6, 10**9)
_EPOCH_SECONDS = range(10**8, 4_102_444_800)


def parse_date(value: Any) -> str | None:
    """The ISO 8601 day that a value means, as its own time zone has it.

    A day and month that could be read either way (``03/04/2019``) give None, as do two-digit years
    and whatever is not wholly understood. A number of seconds since 1970 is a day in UTC.

    >>> parse_date("Friday, January 4, 2019"), parse_date("Fri, 04 Jan 2019 23:30:00 -0500")
    ('2019-01-04', '2019-01-04')
    >>> parse_date("03/04/2019"), parse_date("25/12/2019"), parse_date(1546560000)
    (None, '2019-12-25', '2019-01-04')
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat() if value.year in _YEARS else None
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    if not isinstance(value, str):
        value = str(int(value)) if abs(value) < 10**19 else ""
    text = value.strip()
    if not text or len(text) > _MAX_LENGTH or not text.isprintable():
        return None
    return next(filter(None, (form(text) for form in _FORMS)), None)


def _as_written(text: str) -> str | None:
    matches = (form.match(text) for form in _WRITTEN)
    days = (_day(m["year"], _month_number(m["month"]), m["day"]) for m in matches if m)
    return next(filter(None, days), None)


def _unambiguous(text: str) -> str | None:
    match = _DAY_AND_MONTH.match(text)
    if match is None:
        return None
    readings = {_day(match[4], month, day) for month, day in ((match[1], match[3]), (match[3], match[1]))}
    days = [day for day in readings if day]
    return days[0] if len(days) == 1 else None


def _since_epoch(text: str) -> str | None:
    if not _EPOCH.match(text):
        return None
    number = int(float(text)) if "." in text else int(text)
    for scale in _EPOCH_SCALES:
        if number // scale in _EPOCH_SECONDS:
            return datetime.fromtimestamp(number // scale, UTC).date().isoformat()
    return None


_FORMS: tuple[Callable[[str], str | None], ...] = (_as_written, _unambiguous, _since_epoch)


def _month_number(month: str) -> str | int:
    return month if month.isdigit() else _MONTHS.get(month.lower(), 0)


def _day(year: str, month: str | int, day: str | int) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year in _YEARS else None
