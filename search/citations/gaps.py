"""The gap behind a URL so far, and what the word behind it looks like: more of the URL, or the text's own.

>>> reads_as_url(Gap("https://export.by/", "line", "trade-and-peace/", ""))
True
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

GapKind: TypeAlias = Literal["line", "space"]


class Gap(NamedTuple):
    """`left` is the URL so far, `right` the next word (to the next white space), `rest` what follows it.

    `opened` is the bracket that stands right before the URL, if one does.
    """

    left: str
    kind: GapKind
    right: str
    rest: str
    opened: str = ""


# what may follow a URL and speaks of it: none of these words is a part of it
AFTERWORDS = (
    r"accessed|retrieved|visited|viewed|consulted|checked|archived|downloaded|abgerufen|zuletzt"
    r"|letzter|aufgerufen"
    r"|zugriff|stand|consultée?|consultad[oa]|consultat[oa]|accesso|acceso|acesso|ultim[oa]|últim[oa]|recuperado"
    r"|geraadpleegd|geopend|besøkt|besøgt|lest|hämtad|hämtat|läst|data\s+dostępu|dostęp|odczyt|cit\.\s\d{4}|citováno"
    r"|дата|режим|доступ|обращение|загл|звернення|last|as\s+of|date\s+of|閲覧|最終閲覧|检索|访问"
)
AFTERWORD = re.compile(rf"\W*(?:{AFTERWORDS})\b", re.IGNORECASE)
LOCATOR = re.compile(
    r"\W*(?:pp?|paras?|ch|chap|sec|art|vol|no|nos|n|nn|§+|S|s|С|с|C|стр|fig|table)(?:\.\s*|\s+)\d",
    re.IGNORECASE,
)
_EXTENSION = (
    r"(?:s?html?|xhtml|php\d?|aspx?|jsp|jspx|cfm|cgi|pdf|docx?|xlsx?|pptx?|xml|json|txt|epub|djvu|jpe?g|png)"
)
STARTS_WITH_EXTENSION = re.compile(rf"{_EXTENSION}(?:[?#/]\S*)?[.,;:)\]]*$", re.IGNORECASE)
ENDS_WITH_EXTENSION = re.compile(rf"\w\.{_EXTENSION}(?:[?#]\S*)?[.,;:)\]]*$", re.IGNORECASE)
_INNER_MARK = re.compile(r"[\w%)][/_=&?%~+]+[\w%]|\w/[.,;]?$|\w//?$")
_TWO_WORDS = re.compile(r"(?:and/or|either/or|s/he|he/she|his/her|km/h|n/a|w/o|c/o|\w/\w)\W*$", re.IGNORECASE)
_NEVER_A_REST = re.compile(
    r"(?:and|or|in|at|of|the|for|see|cf|passim|ibid|translated|emphasis|für|und|et|и|см|pp?)$", re.IGNORECASE
)
_CLOSED = re.compile(r"(?P<word>[\w%~+-]+(?:\.[\w%~+-]+)*)[.;)\]]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_KEY = re.compile(  # capitals inside, digits among letters, long numbers; no "McDonald" and no "19th"
    r"(?!(?:Mc|Mac|De|Di|La|Le|Van|Fitz)[A-Z][a-z]+$)(?!\d+(?:st|nd|rd|th)$)"
    r"(?:\d{3,}|[\w-]*[a-z][A-Z][\w-]*|(?=\w*[A-Za-z]\w*\d|\w*\d\w*[a-z])\w+)$"
)
_MIXED = re.compile(r"(?=\w*[A-Za-z])(?=\w*\d{2})(?!\d+(?:st|nd|rd|th)$)\w{5,}$")
_ACCESS = re.compile(rf"\s[(\[]\s?(?:{AFTERWORDS})\b", re.IGNORECASE)
_DOI = re.compile(r"/10\.\d{4,9}/")


def only_a_scheme(left: str) -> bool:
    return bool(re.fullmatch(r"https?://(?:www\.?)?", left, re.IGNORECASE))


def has_url_marks(word: str) -> bool:
    if _TWO_WORDS.match(word):
        return False
    return bool(_INNER_MARK.search(word) or ENDS_WITH_EXTENSION.search(word))


def reads_as_url(gap: Gap) -> bool:
    if has_url_marks(gap.right):
        return True
    hyphens = len(re.findall(r"\w-(?=\w)", gap.right))
    in_a_slug = "-" in gap.left.rpartition("/")[2] or gap.left[-1] == "/"
    if gap.right[0].isupper() and not in_a_slug:
        return False
    return in_a_slug and (hyphens > 1 or (hyphens == 1 and stands_alone(gap)))


def is_a_key(gap: Gap) -> bool:
    """ "GuideToMastodon.", "2056305118768297;": closed, and no word or year of the text's own."""
    closed = _closed(gap)
    return closed is not None and bool(_KEY.match(closed)) and not _YEAR.fullmatch(closed)


def is_a_mixed_key(gap: Gap) -> bool:
    """ "YHAA4429.", "pf0000380455": letters and figures, closed, or the end of a DOI."""
    closed = _closed(gap)
    return closed is not None and (is_mixed(closed) or bool(_DOI.search(gap.left)))


def goes_on_a_doi(gap: Gap) -> bool:
    """ "/14494035.202" and "1.1929728.": closed, and too long a number for a volume and its issue."""
    closed = _closed(gap)
    return bool(_DOI.search(gap.left) and closed and re.fullmatch(r"\d\w*(?:\.\d+)*\.\d{5,}", closed))


def is_mixed(word: str) -> bool:
    """Whether letters and figures stand in one word, as they do in a key."""
    return bool(_MIXED.match(word))


def speaks_of_access(gap: Gap) -> bool:
    """Whether a single word stands before "(accessed 3 May 2019)"."""
    return bool(re.fullmatch(r"[\w%.~+-]*[\w%]", gap.right) and _ACCESS.match(gap.rest))


def completes_a_name(gap: Gap) -> bool:
    """ "/escura." and "ghtml.", "/10.1016/j." and "diin.2018.06.002.": no sentence begins so."""
    closed = _closed(gap)
    if gap.kind != "line" or closed is None or "/" not in gap.left[8:] or _NEVER_A_REST.match(closed):
        return False
    if re.fullmatch(r"\d+[A-Z](?:\.[A-Z])*", closed):  # the label of the next note, and an initial
        return False
    if _DOI.search(gap.left):
        return not _YEAR.fullmatch(closed)
    return bool(re.fullmatch(r"[a-z]{2,5}\d?|\w{3,}\.[\w.]+", closed))


def _closed(gap: Gap) -> str | None:
    """The word without the mark that closes it; None where none does."""
    match = _CLOSED.fullmatch(gap.right)
    if match is None or (gap.right == match["word"] and gap.rest):
        return None
    return match["word"]


def stands_alone(gap: Gap) -> bool:
    word = gap.right.rstrip(".,;:!?)]>'\"”»")
    if _NEVER_A_REST.match(word) or not re.fullmatch(r"[\w%.~+-]+", word):
        return False
    closed = gap.right[len(word) :]
    after = gap.rest.lstrip()
    if not after:
        return True
    return bool(re.match(r"[(\[]", after) or AFTERWORD.match(after) or (closed and LOCATOR.match(after)))
