"""Dates that stand in other patterns.

>>> import re
>>> bool(re.fullmatch(DATE, "3 May 2019", re.IGNORECASE))
True
"""

from __future__ import annotations

YEAR = r"(?:1[4-9]|20)\d\d"
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|янв|фев|мар|апр|ма[йя]|июн"
    r"|июл|авг|сен|окт|ноя|дек)"
    r"\w*\.?"
)
DATE = (
    rf"(?:\d{{1,2}}\.?\s+(?:of\s+)?)?{_MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?{YEAR}"
    rf"|{YEAR},?\s+{_MONTH}(?:\s+\d{{1,2}})?"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]{YEAR}|{YEAR}-\d\d-\d\d|\(?{YEAR}[a-z]?\)?"
)
