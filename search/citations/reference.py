"""What all styles of reference are made of: names, dates, pages, imprints, and the text made ready for them.

Comes in: the text of one reference. Goes out: its small parts; `Reference` is what a style makes of them.

    >>> year_of("Sofia, 17 - 25 May 2021"), place_and_publisher("Oxford: Clarendon Press")
    (2021, ('Oxford', 'Clarendon Press'))
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from search.citations.dates import DATE, YEAR
from search.citations.gaps import AFTERWORDS
from search.citations.identifiers import without_identifiers
from search.citations.marked import Marked
from search.citations.seen import SEEN
from search.document import SourceType

LINK = "\ufffc"  # stands where a URL was taken out of the text
LOST = "\ufffd"  # a letter that the document's own maker lost


@dataclass(frozen=True, slots=True)
class Reference:
    """The fields of one reference; `title` is never empty. See `document.Source` for what each holds."""

    title: str
    authors: tuple[str, ...] = ()
    type: SourceType = "document"
    year: int | None = None
    container: str | None = None
    publisher: str | None = None
    place: str | None = None
    locator: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    edition: str | None = None


# --- the text made ready ---------------------------------------------------------------------------------

_URL_LABEL = Marked(
    r"[\s,;–-]*\b(?:available (?:online )?(?:at|from)|accessible at|mode of access|access mode"
    r"|режим доступа|url"
    rf"|online unter|online|verfügbar unter|disponible (?:en|sur|à)|at|from)\b\s*:?\s*(?=[<(\[]?{LINK})",
    LINK,
    re.IGNORECASE,
)
_BRACKETED_AFTERWORD = Marked(
    rf"[(\[][^()\[\]]*\b(?:{AFTERWORDS})\b[^()\[\]]*[)\]]", rf"{AFTERWORDS}", re.IGNORECASE
)
_SEEN_IN_WORDS = (
    r"accessed|retrieved|visited|viewed|consulted|abgerufen|zuletzt\s\w+"
    r"|letzter\s\w+|aufgerufen|eingesehen|consultée?|consultad[oa]|consultat[oa]|última consulta"
    r"|zugriff|дата (?:обращения|доступа)"
)
_AFTERWORD = Marked(
    rf"[\s,;.–—-]*\b(?:last\s+)?(?:{_SEEN_IN_WORDS})\b(?:\s+(?:on|am|le|el|il)\b|:)?"
    rf"\s*(?:{DATE}|\d{{1,2}}\s(?:de\s)?\w+\s(?:de\s)?{YEAR}|[^;,.]{{0,12}}[\d.,\s/-]{{4,12}}\d{{2}}|(?=from))",
    _SEEN_IN_WORDS,
    re.IGNORECASE,
)
_SEEN = Marked(rf"[\s,;.–—-]*(?:{SEEN.pattern})", SEEN.marks, re.IGNORECASE)
_MODIFIED = Marked(
    r",?\s(?:last\s)?(?:modified|updated|revised)(?:\son)?(?=\s)", r"modified|updated|revised", re.IGNORECASE
)
_ARCHIVED = Marked(
    rf"[\s.,;]*\barchived(?:\s\(pdf\))?\sfrom\sthe\soriginal(?:\s\(pdf\))?(?:\son\s(?:{DATE}))?"
    rf"|[\s.,;]*\barchived at {LINK}|\s\(PDF\)(?=\.|$)|\s?\[(?:permanent )?dead link\]",
    r"archived|\(pdf\)|dead link",
    re.IGNORECASE,
)
_INDEXES = (
    r"OCLC|S2CID|JSTOR|Bibcode|LCCN|OL|SSRN|Zbl|MR|CiteSeerX|ASIN|OSTI|doi|PMID|PMC|hdl|arXiv|ISBN|ISSN"
)
_INDEXED = Marked(  # what catalogues and indexes call a work
    rf"[\s.,;]*\b(?:{_INDEXES})\b[:\s]*(?:[\w./:-]*\d[\w./:…-]*|\ufffc|(?=[.,;\s]*$))", _INDEXES
)
_NOTHING_IN_BRACKETS = r"\(\W*\)|\[[^\w\ufffc]*\]|（\W*）"
_EMPTY_BRACKETS = Marked(rf"\s?(?:{_NOTHING_IN_BRACKETS})", _NOTHING_IN_BRACKETS)
_EMPTY = Marked(rf"[<(\[]?{LINK}[>)\]]?", LINK)
_TWICE = Marked(r"([,;])(?:\s?\1)+(?=\s|$)", r"[,;] ?[,;]")
_TWO_STOPS = Marked(r"[,;]?(?<!\.)\.(?:\s?\.)(?!\.)(?=\s|$)", r"\. ?\.")  # "..." is the text's own


def made_ready(text: str) -> str:
    """The text without its URLs, their labels, access dates and identifiers: other modules have read them."""
    text = _BRACKETED_AFTERWORD.sub("", without_identifiers(text))
    text = _MODIFIED.sub(",", text)
    text = _INDEXED.sub("", _ARCHIVED.sub("", _SEEN.sub("", _AFTERWORD.sub("", text))))
    text = _EMPTY_BRACKETS.sub("", text)
    text = _URL_LABEL.sub(" ", text)
    text = _EMPTY.sub("", text)
    text = " ".join(text.split())
    text = re.sub(r" (?=[,.;:](?: |$))", "", text)
    text = _TWO_STOPS.sub(".", _TWICE.sub(r"\1", text))
    text = re.sub(r"[,;](?= ?\.(?: |$))", "", text)
    text = text.rstrip(" ,;:–—-").strip()
    return text[1:-1] if re.fullmatch(r"\([^()]*\)", text) else text


def bare(text: str) -> str:
    """A field without the white space, separators and quotes that stood around it."""
    text = text.strip(" ,;:\t–—-")
    if not re.search(r"\w", text):
        return ""
    if "." in text[-2:]:
        text = re.sub(r"(?<=\w\w)\.$|(?<=[)\]”»\"])\.$", "", text)
    return (
        text[1:-1].strip(" ,.")
        if re.fullmatch(r"“[^“”]*”|«[^«»]*»|\"[^\"]*\"|„[^“”]*[“”]|‘[^‘’]*’", text)
        else text
    )


# --- dates -----------------------------------------------------------------------------------------------

# a bare year behind a space belongs to a title ("Annual report 2019"): it needs a mark before it
_DATE_AT_THE_END = re.compile(
    rf"(?:[,.;:–(?!-]\s*|\s(?!\(?{YEAR}[a-z]?\W*$))(?P<date>{DATE})\)?[\s.]*(?:г\.)?$", re.IGNORECASE
)


def year_of(text: str) -> int | None:
    """The last year of a text that holds a date; in a range ("2018-2020") the last."""
    years = re.findall(rf"(?<!\d)({YEAR})(?!\d)", text)
    return int(years[-1]) if years else None


def split_date(text: str) -> tuple[str, int | None]:
    """The text before a date at its end, and the year of that date.

    >>> split_date("Trade with Oman, Belta, 3 May 2019.")
    ('Trade with Oman, Belta', 2019)
    """
    match = _DATE_AT_THE_END.search(text)
    if match is None:
        return text, None
    mark = match.group()[:1]
    return text[: match.start()] + (mark if mark in "?!" else ""), year_of(match["date"])


# --- places inside a work --------------------------------------------------------------------------------

_NUMBER = r"(?:[A-Z]{0,2}\d+|[ivxlc]+|[IVXLC]+)[a-z]?\b"
_RANGE = rf"{_NUMBER}(?:\s?[-–—,&]\s?{_NUMBER})*(?:\s?ff?\.?)?"
_LABEL = (
    r"(?:pp?|pages?|PP?|Pp|S|Seiten?|С|C|с|c|стр|[Сс]т|Лл?|Bl|fol|fols|ch|chap|chapter|sec|section|art|arts"
    r"|article|para|paras"
    r"|paragraph|Rn|Rz|Abs|Kap|гл|п|no|l|ll|bk|vol|nn?|fig|table)"
)
LOCATOR = rf"(?:{_LABEL}\.?\s?{_RANGE}|[§¶]{{1,2}}\s?{_RANGE}(?:\([\w]+\))*|{LOST}\.\s?{_RANGE})"
_LOCATOR_AT_THE_END = re.compile(
    rf"[\s,;:(.–—-]+(?P<locator>{LOCATOR}(?:,?\s(?:hier|here|esp\.|bes\.|ici|aquí|qui)\s{LOCATOR})?)\)?[\s.]*$"
)
_PAGES_AT_THE_END = re.compile(
    r"[,:]\s*(?P<locator>\d{1,4}[a-z]?(?:\s?[-–—,]\s?\d{1,4})*(?:\s?(?:ff?|n\.?\s?\d+))?)\.?$"
)


def locator(text: str) -> str:
    """A locator as printed; where the document lost the letter before the number, it was the page's.

    >>> locator("\ufffd. 5.")
    'p. 5'
    """
    text = re.sub(rf"^{LOST}\.\s?", "pp. " if re.search(r"\d\s?[-–]\s?\d", text) else "p. ", _bracketed(text))
    return f"{text}." if text.endswith((" f", " ff", " об")) else text


def _bracketed(text: str) -> str:
    text = text.strip(" .,;:–")
    return text if text.count("(") == text.count(")") else text.strip(" .,;:()–")


@lru_cache(maxsize=256)  # several styles look for the page at the end of one text
def split_locator(text: str, *, unlabelled: bool = False) -> tuple[str, str | None]:
    """The text before a locator at its end, and the locator; a bare number counts where `unlabelled`."""
    match = _LOCATOR_AT_THE_END.search(text) or (_PAGES_AT_THE_END.search(text) if unlabelled else None)
    return (text[: match.start()], locator(match["locator"])) if match else (text, None)


# --- names -----------------------------------------------------------------------------------------------

CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽА-ЯЁІЎ"
_PARTICLES = "von|van|de|der|den|du|la|le|da|di|del|della|dos|ten|ter|al|el|bin|ibn|zu|zur"
SURNAME = rf"(?:(?:{_PARTICLES})[ -])*[{CAPITAL}][\w’'ʼ-]+(?:[ -][{CAPITAL}][\w’'-]+)?"
INITIALS = rf"(?:[{CAPITAL}][a-zа-яё]{{0,2}}\.[ -]?)+"
_PARTICLE = re.compile(rf"(?:{_PARTICLES}|of|for|the|on|upon|against|y|e)$")
_NAME_WORD = re.compile(rf"(?:[{CAPITAL}][\w’'ʼ.-]*|(?:al|el|d|l|O)[-’'][{CAPITAL}]?[\w’'-]+)$")
INVERTED = re.compile(rf"{SURNAME},\s(?:{INITIALS}|[{CAPITAL}](?=,|$| &))")
_ROLE = Marked(
    r",?\s*(?:\((?:eds?|hg|hrsg|ред|trans|org)\.?\)|\b(?:eds?|hg|hrsg|trans)\.(?=$|\s|,)|\bet al\.?"
    r"|\bu\.\s?a\.|и др\.)",
    r"\(|eds?\.|hg\.|hrsg\.|trans\.|et al|u\.\s?a\.|и др\.",
    re.IGNORECASE,
)


def are_names(text: str) -> bool:
    """Whether a text reads as names of persons or bodies: capitals, initials and particles, no more."""
    text = _ROLE.sub("", text)
    if re.search(r"\d|[“”\"«»:?!()]", text) or not text.strip() or len(text) > 200:
        return False
    words = re.split(r"[\s,;/]+|\s&\s", text.strip(" ,;."))
    return len(words) <= 24 and all(
        _NAME_WORD.match(word) or _PARTICLE.match(word) or word in ("and", "&", "und", "et", "и", "")
        for word in words
    )


def names(text: str, *, inverted: bool = False) -> tuple[str, ...]:
    """The names in a list of authors, as printed; with `inverted` the first comma is inside a name.

    >>> names("Smith, J., Doe, A. B., & Li, C."), names("John Smith, Mary Doe, and Li Wei")
    (('Smith, J.', 'Doe, A. B.', 'Li, C.'), ('John Smith', 'Mary Doe', 'Li Wei'))
    >>> names("Smith, John, and Mary Doe", inverted=True)
    ('Smith, John', 'Mary Doe')
    """
    text = re.sub(r"\s+", " ", _ROLE.sub("", text)).strip(" ,;")
    if "," not in text and re.search(r"\s(?:of|for|für|de|des)\s.*\s(?:and|und|et|y)\s", text):
        return (text.rstrip("."),)  # one body: "Centers for Disease Control and Prevention"
    if ";" in text or re.search(r"\w\s?/\s?\w", text):
        return _whole(re.split(r"[;/]", text))
    found = INVERTED.findall(text)
    if found and len(re.sub(r"\W|and", "", "".join(found))) >= 0.9 * len(re.sub(r"\W|and", "", text)):
        return _whole(found)
    parts = [part for chunk in re.split(r",?\s(?:and|&|und|et|и)\s", text) for part in chunk.split(", ")]
    if inverted and len(parts) > 1:
        parts[:2] = [", ".join(parts[:2])]
    return _whole(parts)


def with_initial(text: str) -> str:
    """Authors cut off before a full stop: it belonged to an initial, if the last word is one."""
    text = text.strip(" .,")
    return f"{text}." if re.search(rf"(?:^|[\s.])[{CAPITAL}]$", text) else text


def _whole(parts: list[str]) -> tuple[str, ...]:
    whole: list[str] = []
    for part in parts:
        part = re.sub(r"^(?:and|&|und|et|и)\s", "", part.strip(" ,;"))
        if re.fullmatch(r"(?:Jr|Sr)\.?|I{2,3}", part) and whole:
            whole[-1] += f", {part}" + ("." if part in ("Jr", "Sr") else "")
        elif part:
            whole.append(re.sub(r"(?<=\w{3})\.$", "", part))
    return tuple(whole)


# --- imprints --------------------------------------------------------------------------------------------

_HOUSE = re.compile(
    r"\b(?:press|publish\w*|books?|verlag\w*|edition\w*|éditions|university|universität|institute?"
    r"|gmbh|ltd|inc|co|llc|ag"
    r"|house|presses|editore|editorial|foundation|stiftung|group|academic|routledge|springer|wiley"
    r"|elsevier|brill|sage|suhrkamp"
    r"|изд\w*|наука|книга|пресс|университет|[бв]гу|centre|center|office|council|society|association"
    r"|ministry)\b",
    re.IGNORECASE,
)
_SEASON = re.compile(r"(?:spring|summer|autumn|fall|winter)", re.IGNORECASE)
_SHORT_PLACE = re.compile(r"(?:М|Л|СПб|Мн|К|N\.\s?Y|n\.\s?p|s\.\s?l)\.?$")
IMPRINT_YEAR = re.compile(
    rf"^(?P<imprint>.*?)[,.]?\s*(?:\[?(?:c|©|ca\.\s)?(?P<year>{YEAR})[a-z]?\]?|n\.\s?d\.|o\.\s?J\."
    rf"|б\. ?г\.)\.?$"
)


def place_and_publisher(text: str) -> tuple[str | None, str | None]:
    """The parts of an imprint: "Place: Publisher", or the one that it can be."""
    printed, text = text.strip(), text.strip(" ,.;")
    if not text:
        return None, None
    if re.fullmatch(r"[МЛК]|Мн|СПб|Пг", text) and printed.startswith(f"{text}."):
        return f"{text}.", None
    place, colon, publisher = text.partition(":")
    if _SEASON.fullmatch(text):
        return None, None
    if colon:
        return place.strip(" ,") or None, publisher.strip(" ,") or None
    return (text, None) if is_place(text) else (None, text)


def is_place(text: str) -> bool:
    """One to three capitalised words, none of which belongs to a publisher."""
    if _SHORT_PLACE.fullmatch(text):
        return True
    if text.isupper():  # OUP, CUP, UNESCO
        return False
    return bool(
        re.fullmatch(rf"[{CAPITAL}][\w.’-]+(?:[ ,/]+[{CAPITAL}][\w.’-]+){{0,2}}", text)
    ) and not _HOUSE.search(text)
