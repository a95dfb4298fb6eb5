"""References in the styles of notes (Chicago, Oxford, MLA): a title in quotes, or an imprint in brackets.

Comes in: a reference made ready (`reference.made_ready`). Goes out: a `Reference`, or None where the text
lacks the marks of the style.

    >>> book_in_a_note("Tony Judt, Postwar (London: Vintage, 2010), 52.").publisher
    'Vintage'
"""

from __future__ import annotations

import re
from dataclasses import replace

from search.citations.dates import DATE, YEAR
from search.citations.marked import Marked
from search.citations.reference import (
    CAPITAL,
    IMPRINT_YEAR,
    LOCATOR,
    Reference,
    are_names,
    bare,
    locator,
    names,
    place_and_publisher,
    split_date,
    split_locator,
    with_initial,
    year_of,
)

_QUOTED = Marked(
    r"(?P<authors>[^“\"«„‘]*?)[,.:]?\s*(?:“(?P<a>.+?)”|\"(?P<b>.+?)\"|«(?P<c>.+?)»|„(?P<d>.+?)[“”]"
    r"|(?<!\w)[‘'](?P<e>.+?)[’'](?=[,.;:\s(\[]|$)(?!\s(?!in\b)[a-z]))(?P<rest>.*)$",
    r"[“\"«„‘']",
)

_THESIS = re.compile(
    r"\(?(?P<kind>(?:unpublished\s)?(?:ph\.?\s?d\.?|doctoral|master[’']?s|m\.?a\.?|dphil"
    r"|diss)[^,()]*(?:diss\w*\.?|thesis)?),\s"
    rf"(?P<publisher>[^()]+?),\s(?P<year>{YEAR})\)?(?:,\s(?P<locator>.+))?$",
    re.IGNORECASE,
)

_IMPRINT = re.compile(rf"\((?P<imprint>[^()]*?(?:{YEAR}|n\.\s?d\.))(?:\s?\[\d+\])?\)")

_JOURNAL = re.compile(
    rf"(?P<container>[^\d(]+?),?\s+(?:vol\.?\s|no\.\s)?(?P<volume>\d+|[IVXLC]+)(?:\s?[.,/:]\s?(?:no\.|nr\."
    rf"|iss\.|h\.)?\s?\d+[\d–/-]*)?(?:,\s(?:suppl|special)\w*\.?)?\s?"
    rf"(?:\([\d–/-]{{1,7}}\))?,?\s?\((?P<date>[^()]*{YEAR})\)(?P<rest>.*)$",
    re.IGNORECASE,
)

_MLA_JOURNAL = re.compile(
    rf"(?P<container>.+?),\svol\.\s?\d+(?:,\sno\.\s?[\d–-]+)?,\s(?:[\w. /–-]+\s)?(?P<year>{YEAR})(?:,\s"
    rf"(?P<locator>pp?\.\s?[\d–-]+))?\.?$"
)

_MLA_CHAPTER = re.compile(
    rf"(?P<container>[^,]+(?:,\s[^,]+)*?),\s(?:(?:edited|translated|compiled|selected)\s(?:and\s\w+\s)?by\s.+?,\s)+"
    rf"(?P<publisher>[^,]+),\s(?P<year>{YEAR})(?:,\s(?P<locator>pp?\.\s?[\w–-]+))?$"
)
_DATABASE = re.compile(
    r"\.\s(?:JSTOR|ProQuest|EBSCOhost|Project MUSE|Google Books|HathiTrust|Gale|Academic Search \w+"
    r"|LexisNexis|Internet Archive|Taylor and Francis Online|Netflix)\.?$"
)
_OSCOLA = re.compile(
    rf"[(\[](?P<year>{YEAR})[)\]]\s(?:\d+(?:\(\d+\))?\s)?(?P<container>[{CAPITAL}][\w .&’']*?)(?:\s\d+)?"
    rf"(?:,\s(?P<locator>\d+(?:[-–]\d+)?))?$"
)
_IN_BOOK = re.compile(r"in:?\s(?P<book>.+)$", re.IGNORECASE)

_PAGE_BEHIND = r",\s(?P<page>[a-z]?\d{1,4}(?:[-–]\d+)?)$"
_DATED_PAGE = Marked(rf"(?:{DATE}){_PAGE_BEHIND}", _PAGE_BEHIND, re.IGNORECASE)
_HELD = re.compile(r"(?P<container>[^.:]+(?::\s[^.:]+)?)\.\s(?P<place>[^:.]+):\s(?P<publisher>[^:,.]+)$")
_DAY = re.compile(r"\d{1,2}\s\w{3,9}|\w{3,9}\s\d{1,2}")
_EDITORS_FIRST = re.compile(r"^[^()]{3,120}\(eds?\.?\),?\s", re.IGNORECASE)
_BY_NAME = re.compile(
    rf",\s(?:eds?\.|edited\sby|trans\.|translated\sby)\s(?:and\s\w+\.?\s(?:by\s)?)?[{CAPITAL}][^()]*$"
)
_EDITION = re.compile(r"\b\d\w+ (?:edn?|supp|impression|rev\. edn?),?\s|^\d{4};\s(?:repr(?:int)?\.?,?\s)?")
_SERIES = re.compile(r"^(?:[\w. ]+\s)?(?:No|Cm|Cmnd|Paper|Com No)\.?\s?\d+(?:,|$)")
_EDITORS = re.compile(
    r",?\s(?:\d\w*\s(?:rev\.\s)?edn?\.?|(?:rev\.|new|abridged|expanded|updated) ed\.?)(?=[,\s(]|$)"
    r"|,\s(?:ed|eds|edited by|trans|translated by|hg|hrsg|ed\. and trans)\b[^()]*",
    re.IGNORECASE,
)


# --- a title in quotation marks: articles, chapters, theses, pages


def title_in_quotes(text: str) -> Reference | None:
    """Chicago, MLA, Harvard and OSCOLA: authors, “title,” and where it is printed."""
    match = _QUOTED.match(text)
    if match is None or (match["authors"] and not are_names(match["authors"])):
        return None
    if match["rest"][:1] in ("?", "!"):  # the quotation is only how the title begins
        return None
    title = next(group for group in (match["a"], match["b"], match["c"], match["d"], match["e"]) if group)
    inverted = bool(
        re.match(
            rf"[{CAPITAL}][\w’'-]+,\s[{CAPITAL}][^,]*\.?\s*$|(?:[a-z]\w*\s)*[^\s,]+,\s[^,]+,\s(?:and|&)\s",
            match["authors"].strip(),
        )
    )
    reference = Reference(bare(title).rstrip(".,"), names(with_initial(match["authors"]), inverted=inverted))
    rest = _DATABASE.sub("", match["rest"].strip(" ,."))
    for rule in (_thesis, chapter, article, _article_in_a_list, _chapter_in_a_list, _british_article):
        found = rule(reference, rest)
        if found:
            return found
    found = _elsewhere(reference, rest)
    return _with_its_house(found) if title.endswith(".") else found


def _thesis(reference: Reference, rest: str) -> Reference | None:
    match = _THESIS.match(rest)
    if match is None:
        return None
    page = locator(match["locator"]) if match["locator"] else None
    return replace(
        reference, type="thesis", publisher=match["publisher"], year=int(match["year"]), locator=page
    )


def chapter(reference: Reference, rest: str) -> Reference | None:
    match = _IN_BOOK.match(rest)
    if match is None:
        return None
    book = _imprinted(_EDITORS_FIRST.sub("", match["book"]))
    if book is None:
        main, page = split_locator(match["book"])
        held = _HELD.match(_EDITORS_FIRST.sub("", main))
        if held:
            return replace(
                reference, type="chapter", locator=page, container=held["container"], place=held["place"],
                publisher=held["publisher"],
            )  # fmt: skip
        return replace(reference, type="chapter", container=bare(main), year=year_of(main), locator=page)
    return replace(
        book,
        title=reference.title,
        authors=reference.authors,
        type="chapter",
        container=_without_editors(book.title),
    )


def article(reference: Reference, rest: str) -> Reference | None:
    match = _JOURNAL.match(rest)
    if match is None:
        return None
    container = re.sub(r"^in:?\s", "", bare(match["container"]), flags=re.IGNORECASE)
    return replace(
        reference,
        type="article",
        container=container,
        year=year_of(match["date"]),
        locator=_page(match["rest"]),
    )


def _article_in_a_list(reference: Reference, rest: str) -> Reference | None:
    match = _MLA_JOURNAL.match(rest)
    if match is None:
        return None
    return replace(
        reference,
        type="article",
        container=match["container"],
        year=int(match["year"]),
        locator=match["locator"],
    )


def _chapter_in_a_list(reference: Reference, rest: str) -> Reference | None:
    """MLA: "Illuminations, edited by Hannah Arendt, Schocken Books, 1969, pp. 217–51"."""
    match = _MLA_CHAPTER.match(rest)
    if match is None:
        return None
    year, page = int(match["year"]), match["locator"]
    return replace(
        reference, type="chapter", container=match["container"], publisher=match["publisher"], year=year,
        locator=page,
    )  # fmt: skip


def _with_its_house(reference: Reference) -> Reference:
    """MLA: "MLA Style Center, Modern Language Association": a site and who keeps it."""
    container, comma, house = (reference.container or "").partition(", ")
    if not comma or "," in house or re.search(r"\d", house):
        return reference
    kind = "chapter" if (reference.locator or "").startswith("p") else reference.type
    return replace(reference, type=kind, container=container, publisher=house)


def _british_article(reference: Reference, rest: str) -> Reference | None:
    """OSCOLA: "(2009) 72 MLR 554", "[2005] PL 440": the page that the article begins on is no locator."""
    match = _OSCOLA.match(rest)
    if match is None:
        return None
    year, page = int(match["year"]), match["locator"]
    return replace(reference, type="article", container=match["container"], year=year, locator=page)


def _elsewhere(reference: Reference, rest: str) -> Reference:
    """A page of a site, or a piece in a newspaper: what is left names where it stands, and its date."""
    rest = rest[1:-1] if re.fullmatch(r"\([^()]*\)?", rest) and rest.endswith(")") else rest.removeprefix("(")
    main, page = split_locator(f" {rest}")
    main = main.strip()
    dated = _DATED_PAGE.search(main)
    main, page = (
        (main[: dated.start("page")].rstrip(" ,"), dated["page"]) if dated and not page else (main, page)
    )
    main, year = split_date(f" {main}")
    container = bare(re.sub(rf"[,.]\s*(?:{DATE}).*$", "", main, flags=re.IGNORECASE))
    container = re.sub(r",\s(?:vol\.\s)?\d+(?:\s?\([^()]*\))?$", "", container)
    is_none = _DAY.fullmatch(container) or _SERIES.search(container)
    return replace(
        reference, container=None if is_none else container or None,
        year=year or year_of(main), locator=page,
    )  # fmt: skip


def _page(text: str) -> str | None:
    page = text.strip(" ,:.")
    is_page = re.match(rf"(?:{LOCATOR}|\d|[ivxlc]+(?:[-–][ivxlc]+)?$)", page)
    return locator(page) if is_page and len(page) < 40 else None


# --- an imprint in brackets: books in notes


def book_in_a_note(text: str) -> Reference | None:
    """Chicago and Oxford: "Author, Title (Place: Publisher, Year), page"."""
    found = _imprinted(text)
    if found is None:
        return None
    authors, title = _split_authors(_BY_NAME.sub("", found.title))
    if not title:
        return None
    title, container = _in_a_volume(_without_editors(title))
    return replace(
        found, authors=authors, title=title, container=container, type="chapter" if container else found.type
    )


def _imprinted(text: str) -> Reference | None:
    """What stands before "(Place: Publisher, Year)" as the title, the imprint, and the page behind."""
    matches = list(_IMPRINT.finditer(text))
    if not matches:
        return None
    match = matches[-1]
    imprint = IMPRINT_YEAR.match(match["imprint"])
    title = bare(text[: match.start()])
    if imprint is None or not title:
        return None
    if _SERIES.search(imprint["imprint"]):
        return Reference(title, (), "report", year_of(imprint[0]), locator=_page(text[match.end() :]))
    place, publisher = place_and_publisher(_EDITION.sub("", imprint["imprint"]))
    if place and not publisher and re.search(r"\bedn\b", imprint["imprint"]):
        place, publisher = None, place  # OSCOLA, whose "edn" this is, names no places
    year = int(imprint["year"]) if imprint["year"] else None
    return Reference(title, (), "book", year, None, publisher, place, _page(text[match.end() :]))


def _without_editors(title: str) -> str:
    return bare(_EDITORS.sub("", title))


def _in_a_volume(title: str) -> tuple[str, str | None]:
    main, marker, volume = title.partition(", in ")
    return (main, bare(volume)) if marker else (title, None)


def _split_authors(text: str) -> tuple[tuple[str, ...], str]:
    """ "A. Smith, B. Doe, and C. Li, Title": names as long as they are persons' and something is left."""
    pieces = text.split(", ")
    ends = [end for end in range(1, len(pieces)) if are_names(", ".join(pieces[:end]))]
    ends = [
        end
        for end in ends
        if end == 1
        or re.match(r"(?:and|&|und|eds?\.|hg\.|Jr)", pieces[end - 1])
        or re.search(r"\S\s\S+\sand\s\S+\s\S", pieces[end - 1])
    ]
    if not ends:
        return (), text
    inverted = re.match(rf"[{CAPITAL}][\w’'-]+,\s(?:[{CAPITAL}]\.\s?)+(?:,|$)", text)
    end = 2 if inverted else _end_of_names(pieces, ends)
    authors = names(", ".join(pieces[:end]), inverted=bool(inverted))
    while end < len(pieces) - 1 and re.fullmatch(r"(?:eds?|hg|hrsg|trans)\.?", pieces[end]):
        end += 1
    return authors, ", ".join(pieces[end:])


def _end_of_names(pieces: list[str], ends: list[int]) -> int:
    """One name, or a list that closes with "and X" or "eds."."""
    closed = [end for end in ends if end > 1 and all(len(piece.split()) < 6 for piece in pieces[:end])]
    return closed[0] if closed else 1
