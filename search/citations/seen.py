"""When an author saw a page, in a score of languages: "accessed 3 May 2019", "дата обращения: 03.05.2019".

`SEEN` matches the words with the day; what it found is no part of the reference.

    >>> SEEN.search("Handel, https://stat.gov.pl/a (data dostępu: 12.03.2021)")["day"]
    '12.03.2021'
"""

from __future__ import annotations

import re

from search.citations.dates import DATE
from search.citations.marked import Marked

_WORDS = (
    r"accessed|retrieved|visited|viewed|consulted|checked|downloaded|date\s+of\s+access|stand(?=:)"
    r"|abgerufen|aufgerufen|eingesehen|zugriff(?:sdatum)?|zugegriffen"
    r"|consultée?s?|consultad[oa]|fecha\s+de\s+consulta|consulta|consultat[oa]|data\s+di\s+accesso|accesso|acceso|accès"
    r"|acesso|accedido|recuperado"
    r"|дата\s+(?:обращения|доступа|звернення|звароту)|data\s+dostępu?|dostępu?|odczyt"
    r"|geraadpleegd|bezocht|besøkt|besøgt|lest|hämtad|hämtat|läst|viitattu|luettu"
    r"|cit\.|citováno|navštíveno|letöltve|letöltés(?:\s+dátuma)?|erişim(?:\s+tarihi)?"
)
_BETWEEN = r"(?:[\s:]+(?:on|am|le|el|il|de|den|vom|op|em|en|dne|på)\b)?[\s:]*"
_DAY = (
    r"\d{1,2}(?:\.|st|nd|rd|th|er|º)?\s(?:(?:de|of)\s)?[^\W\d_]+\.?,?\s(?:del?\s)?\d{4}"
    r"|[^\W\d_]+\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}"
    r"|\d{4}[.,]?\s[^\W\d_]+\s\d{1,2}"
    r"|\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2}"
    r"|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}"
    rf"|{DATE}"
)
_CJK_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_CJK_WORDS = r"最終閲覧日?|閲覧日?|アクセス日?|访问(?:日期)?|訪問(?:日期)?|检索(?:日期)?|瀏覽|浏览"

SEEN = Marked(
    rf"\b(?:last\s+|zuletzt\s+|letzter\s+|laatst\s+|(?:ú|u)ltim[oa]\s+|page\s+)?(?:{_WORDS})(?<=\w|\.)(?!\w){_BETWEEN}"
    rf"(?P<day>{_DAY})"
    rf"|(?:{_CJK_WORDS})\s?[:：]?\s?(?P<cjk>{_CJK_DAY})|(?P<cjk_first>{_CJK_DAY})\s?(?:{_CJK_WORDS})",
    rf"{_WORDS}|{_CJK_WORDS}",
    re.IGNORECASE,
)


def day_in(match: re.Match[str]) -> str:
    """The day of a match of `SEEN`, as printed."""
    return str(match["day"] or match["cjk"] or match["cjk_first"]).strip()
