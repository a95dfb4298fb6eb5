"""Days as people print them in a dozen languages, and the ISO 8601 form of those that can be only one day.

>>> iso_day("3 May 2019"), iso_day("Jan. 4, 2018"), iso_day("3 de mayo de 2019"), iso_day("03.05.2019")
('2019-05-03', '2018-01-04', '2019-05-03', '2019-05-03')
>>> iso_day("03/05/2019") is None, iso_day("13/05/2019")
(True, '2019-05-13')
"""

from __future__ import annotations

import re
from datetime import date

# how the names of a month begin, in the languages of which the access dates are known; the first that fits
_MONTHS: tuple[tuple[int, str], ...] = (
    (1, r"jan|janv|enero|gen|янв|студз|січ|sty|led|ocak"),
    (2, r"feb|févr?|fevr?|фев|лют|luty|luteg|únor|şub"),
    (3, r"mar|mär|maart|мар|сак|бер|březn"),
    (4, r"apr|avr|abr|апр|крас|квіт|kwie|dubn|nisan"),
    (5, r"may|mai|maj|máj|mei|mag|мая|май|трав|květ"),
    (6, r"jun|juin|giu|июн|чэрв|черв|czerw|červn|haz"),
    (7, r"jul|juil|lug|июл|ліп|лип|lip|červen|tem"),
    (8, r"aug|août|aout|ago|авг|жні|серп|sierp|srp|ağu"),
    (9, r"sep|set|сен|вер|wrze|září|eyl"),
    (10, r"oct|okt|ott|out|окт|каст|жовт|paźd|říj|eki"),
    (11, r"nov|ноя|ліст|лист|listop|kas"),
    (12, r"dec|dez|déc|dic|дек|снеж|груд|grud|prosin|ara"),
)
_NAMED = re.compile(
    r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:(?:de|of)\s+)?(?P<month>[^\W\d_]+)\.?,?\s+"
    r"(?:(?:de|del)\s+)?(?P<year>\d{4})"
    r"|(?P<month_first>[^\W\d_]+)\.?\s+(?P<second>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year_last>\d{4})"
    r"|(?P<year_first>\d{4})[.,]?\s+(?P<month_second>[^\W\d_]+)\.?\s+(?P<third>\d{1,2})"
)
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})\.?")
_POINTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_CJK = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")


def iso_day(printed: str) -> str | None:
    """The day in ISO 8601; None for no day, and for one that could be two ("03/05/2019")."""
    printed = printed.strip(" .,;()[]")
    for rule in (_named, _iso, _points, _slashes, _east_asian):
        day = rule(printed)
        if day is not None:
            return day
    return None


def _named(printed: str) -> str | None:
    match = _NAMED.fullmatch(printed)
    if match is None:
        return None
    day, month, year = next(
        (day, month, year)
        for day, month, year in (
            match.group("day", "month", "year"),
            match.group("second", "month_first", "year_last"),
            match.group("third", "month_second", "year_first"),
        )
        if day
    )
    number = next((number for number, names in _MONTHS if re.match(names, month, re.IGNORECASE)), 0)
    return _day(year, number, day)


def _iso(printed: str) -> str | None:
    match = _ISO.fullmatch(printed)
    return _day(*match.groups()) if match else None


def _points(printed: str) -> str | None:
    match = _POINTS.fullmatch(printed)
    return _day(match[3], match[2], match[1]) if match else None


def _slashes(printed: str) -> str | None:
    """America puts the month first, others the day: certain only where one of the two is no month."""
    match = _SLASHES.fullmatch(printed)
    if match is None:
        return None
    days = {_day(match[3], match[2], match[1]), _day(match[3], match[1], match[2])} - {None}
    return days.pop() if len(days) == 1 else None


def _east_asian(printed: str) -> str | None:
    match = _CJK.fullmatch(printed)
    return _day(*match.groups()) if match else None


def _day(year: str, month: str | int, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
