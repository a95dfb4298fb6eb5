"""References in the styles of notes and lists: Chicago, MLA, APA, Harvard, German, and plain web references.

Comes in: a reference made ready (`reference.made_ready`). Goes out: a `Reference`, or None where the text lacks
what the style cannot be without (its guard). Each function is one style; `parse.STYLES` has them in order.

    >>> book_in_a_note("Hannah Arendt, The Human Condition (Chicago: University of Chicago Press, 1958), 52.").publisher
    'University of Chicago Press'
"""

from __future__ import annotations

import re
from dataclasses import replace

from search.citations.reference import (
    CAPITAL,
    DATE,
    IMPRINT_YEAR,
    LOCATOR,
    YEAR,
    Reference,
    are_names,
    bare,
    locator,
    names,
    place_and_publisher,
    split_date,
    split_locator,
    year_of,
)

_QUOTED = re.compile(
    r"(?P<authors>[^“\"«„‘]*?)[,.:]?\s*(?:“(?P<a>.+?)”|\"(?P<b>.+?)\"|«(?P<c>.+?)»|„(?P<d>.+?)[“”]"
    r"|(?<!\w)[‘'](?P<e>.+?)[’'](?=[,.;:\s(\[]|$)(?!\s[a-z]))(?P<rest>.*)$"
)
_THESIS = re.compile(
    r"\(?(?P<kind>(?:unpublished\s)?(?:ph\.?\s?d\.?|doctoral|master[’']?s|m\.?a\.?|dphil|diss)[^,()]*(?:diss\w*\.?|thesis)?),\s"
    rf"(?P<publisher>[^()]+?),\s(?P<year>{YEAR})\)?(?:,\s(?P<locator>.+))?$",
    re.IGNORECASE,
)
_IMPRINT = re.compile(rf"\((?P<imprint>[^()]*?(?:{YEAR}|n\.\s?d\.))(?:\s?\[\d+\])?\)")
_JOURNAL = re.compile(
    rf"(?P<container>[^\d(]+?),?\s+(?:vol\.?\s)?(?P<volume>\d+|[IVXLC]+)(?:\s?[.,/:]\s?(?:no\.|nr\.|iss\.|h\.)?\s?\d+[\d–/-]*)?\s?"
    rf"(?:\([\d–/-]{{1,7}}\))?,?\s?\((?P<date>[^()]*{YEAR})\)(?P<rest>.*)$",
    re.IGNORECASE,
)
_MLA_JOURNAL = re.compile(
    rf"(?P<container>.+?),\svol\.\s?\d+(?:,\sno\.\s?[\d–-]+)?,\s(?:[\w. /-]+\s)?(?P<year>{YEAR})(?:,\s(?P<locator>pp?\.\s?[\d–-]+))?\.?$"
)
_IN_BOOK = re.compile(r"in:?\s(?P<book>.+)$", re.IGNORECASE)
_EDITORS = re.compile(
    r",?\s(?:\d\w*\s(?:rev\.\s)?edn?\.?|rev\. ed\.)(?=[,\s(]|$)|,\s(?:ed|eds|edited by|trans|translated by|hg|hrsg|ed\. and trans)\b[^()]*",
    re.IGNORECASE,
)
_AUTHOR_DATE = re.compile(
    rf"(?P<authors>[^“\"«(]{{2,200}}?),?\s\((?P<year>{YEAR})[a-z]?(?:,\s[^()]*)?\)[.,:]?\s+(?P<rest>.+)$"
)
_SENTENCE = re.compile(r"(?P<title>.+?[^.\s]{3,}[.?!]|.+?[?!]|.+?\)\.)\s+(?P<rest>.+)$")
_GERMAN = re.compile(r"(?P<authors>[^:“\"„(]{3,120}):\s(?P<title>.+?)(?:[.,]\s(?P<rest>.*))?$")
_LIST = re.compile(
    rf"(?P<authors>(?:[{CAPITAL}][\w’'-]+[ ,]+)[^.“\"]*?(?:\w{{2,}}|\s[{CAPITAL}]))\.\s(?P<rest>.+)$"
)


# --- a title in quotation marks: articles, chapters, theses, pages ------------------------------------------


def title_in_quotes(text: str) -> Reference | None:
    """Chicago, MLA, Harvard and OSCOLA: authors, “title,” and where it is printed."""
    match = _QUOTED.match(text)
    if match is None or (match["authors"] and not are_names(match["authors"])):
        return None
    title = next(group for group in (match["a"], match["b"], match["c"], match["d"], match["e"]) if group)
    inverted = bool(
        re.match(
            rf"[{CAPITAL}][\w’'-]+,\s[{CAPITAL}][^,]*\.?\s*$|[^,]+,\s[^,]+,\s(?:and|&)\s",
            match["authors"].strip(),
        )
    )
    reference = Reference(bare(title).rstrip(".,"), names(match["authors"].strip(" .,"), inverted=inverted))
    rest = match["rest"].strip(" ,.")
    for rule in (_thesis, _chapter, _article, _article_in_a_list):
        found = rule(reference, rest)
        if found:
            return found
    return _elsewhere(reference, rest)


def _thesis(reference: Reference, rest: str) -> Reference | None:
    match = _THESIS.match(rest)
    if match is None:
        return None
    page = locator(match["locator"]) if match["locator"] else None
    return replace(
        reference, type="thesis", publisher=match["publisher"], year=int(match["year"]), locator=page
    )


def _chapter(reference: Reference, rest: str) -> Reference | None:
    match = _IN_BOOK.match(rest)
    if match is None:
        return None
    book = _imprinted(match["book"]) or _german_book(match["book"])
    if book is None:
        main, page = split_locator(match["book"])
        return replace(reference, type="chapter", container=bare(main), year=year_of(main), locator=page)
    return replace(
        book,
        title=reference.title,
        authors=reference.authors,
        type="chapter",
        container=_without_editors(book.title),
    )


def _article(reference: Reference, rest: str) -> Reference | None:
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


def _elsewhere(reference: Reference, rest: str) -> Reference:
    """A page of a site, or a piece in a newspaper: what is left names where it stands, and its date."""
    main, page = split_locator(rest)
    main, year = split_date(f" {main}")
    container = bare(re.sub(rf"[,.]\s*(?:{DATE}).*$", "", main, flags=re.IGNORECASE))
    return replace(
        reference, type="article" if container else "document", container=container or None,
        year=year or year_of(main), locator=page,
    )  # fmt: skip


def _page(text: str) -> str | None:
    page = text.strip(" ,:.")
    return locator(page) if re.match(rf"(?:{LOCATOR}|\d)", page) and len(page) < 40 else None


# --- an imprint in brackets: books in notes -----------------------------------------------------------------


def book_in_a_note(text: str) -> Reference | None:
    """Chicago and Oxford: "Author, Title (Place: Publisher, Year), page"."""
    found = _imprinted(text)
    if found is None:
        return None
    authors, title = _split_authors(found.title)
    if not title:
        return None
    title, container = _in_a_volume(_without_editors(title))
    return replace(
        found, authors=authors, title=title, container=container, type="chapter" if container else "book"
    )


def _imprinted(text: str) -> Reference | None:
    """What stands before "(Place: Publisher, Year)" as the title, the imprint's parts, and the page behind."""
    matches = list(_IMPRINT.finditer(text))
    if not matches:
        return None
    match = matches[-1]
    imprint = IMPRINT_YEAR.match(match["imprint"])
    title = bare(text[: match.start()])
    if imprint is None or not title:
        return None
    place, publisher = place_and_publisher(re.sub(r"\b\d\w+ edn?,?\s", "", imprint["imprint"]))
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
        or " and " in pieces[end - 1]
    ]
    if not ends:
        return (), text
    inverted = re.match(rf"[{CAPITAL}][\w’'-]+,\s(?:[{CAPITAL}]\.\s?)+(?:,|$)", text)
    end = 2 if inverted else _end_of_names(pieces, ends)
    return names(", ".join(pieces[:end]), inverted=bool(inverted)), ", ".join(pieces[end:])


def _end_of_names(pieces: list[str], ends: list[int]) -> int:
    """One name, or a list that closes with "and X" or "eds."."""
    closed = [end for end in ends if end > 1 and all(len(piece.split()) < 6 for piece in pieces[:end])]
    return closed[0] if closed else 1


# --- a year in brackets behind the authors: lists ------------------------------------------------------------


def author_date(text: str) -> Reference | None:
    """APA and Harvard: "Smith, J. (2019). Title. Container, 12(3), 45"."""
    match = _AUTHOR_DATE.match(text)
    if match is None or not are_names(match["authors"]):
        return None
    reference = Reference("?", names(match["authors"], inverted=True), "book", int(match["year"]))
    quoted = title_in_quotes(match["rest"])
    if quoted and not quoted.authors:
        return replace(quoted, authors=reference.authors, year=reference.year)
    sentence = _SENTENCE.match(match["rest"])
    if sentence is None:
        title, page = split_locator(match["rest"])
        return replace(reference, title=bare(title), type="document", locator=page)
    reference = replace(reference, title=bare(re.sub(r"\s[(\[][^()\[\]]*[)\]]\.?$", "", sentence["title"])))
    return _with_publication(reference, sentence["rest"])


def _with_publication(reference: Reference, rest: str) -> Reference:
    """What follows an APA title: a book that holds it, a journal with its volume, or a publisher."""
    in_book = re.match(
        r"In:?\s(?:[^()]*\(Eds?\.\),?\s)?(?P<container>[^.(]+?)(?:\s\((?P<locator>pp?\.\s?[^()]+)\))?(?:\.\s(?P<imprint>.+))?$",
        rest,
    )
    if in_book:
        place, publisher = place_and_publisher(bare(in_book["imprint"] or ""))
        return replace(
            reference, type="chapter", container=bare(in_book["container"]), locator=in_book["locator"],
            place=place, publisher=publisher,
        )  # fmt: skip
    journal = re.match(
        r"(?P<container>[^\d]+?),\s(?:vol\.\s)?\d+(?:\s?\([^()]+\))?(?:[,:]\s(?P<pages>(?:pp?\.\s?)?[\w–-]+))?\.?$",
        rest,
    )
    if journal:
        return replace(reference, type="article", container=journal["container"], locator=journal["pages"])
    main, page = split_locator(rest)
    place, publisher = place_and_publisher(bare(main))
    return replace(reference, place=place, publisher=publisher, locator=page)


# --- names with the family first, closed by a full stop: MLA and bibliographies -------------------------------


def listed_book(text: str) -> Reference | None:
    """ "Smith, John. Title. Place: Publisher, 2019." and "Smith, John. Title. Publisher, 2019."."""
    text, page = split_locator(text)
    match = _LIST.match(text)
    if match is None or not are_names(match["authors"]) or "," not in match["authors"]:
        return None
    sentence = _SENTENCE.match(match["rest"])
    imprint = IMPRINT_YEAR.match(sentence["rest"]) if sentence else None
    if sentence is None or imprint is None or imprint["year"] is None:
        return None
    place, publisher = place_and_publisher(
        re.sub(r"^(?:\d\w+ ed\.|Translated by [^.]+\.|Edited by [^.]+\.),?\s", "", imprint["imprint"])
    )
    authors = names(match["authors"], inverted=True)
    return Reference(
        bare(sentence["title"]), authors, "book", int(imprint["year"]), None, publisher, place, page
    )


# --- a colon behind the names: German -------------------------------------------------------------------------


def german(text: str) -> Reference | None:
    """DIN and its kin: "Müller, Hans: Titel. Verlag, Ort 2019, S. 12", "…: Titel, in: Zeitschrift 12 (2019), S. 3"."""
    main, page = split_locator(text)
    match = _GERMAN.match(main)
    if match is None or not are_names(match["authors"]) or not _is_german(text):
        return None
    authors = names(match["authors"], inverted=True)
    whole = main[match.start("title") :]
    title, marker, holder = (
        re.split(r"([.,]\s[Ii]n:\s)", whole, maxsplit=1)
        if re.search(r"[.,]\s[Ii]n:\s", whole)
        else (whole, "", "")
    )
    if not marker:
        book = _german_book(whole)
        return replace(book, authors=authors, locator=page) if book else None
    reference = Reference(bare(title), authors, locator=page)
    found = _article(reference, holder) or _chapter(reference, f"in: {holder}")
    return replace(found, locator=page or found.locator) if found else None


def _is_german(text: str) -> bool:
    return bool(
        re.search(
            rf"\bS\.\s?\d|,?\s[Ii]n:\s|\b(?:Hg|Hrsg|Aufl|Bd|Diss)\.|\b[{CAPITAL}]\w+(?:/\w+)?,?\s{YEAR}\b|{YEAR}\.?$",
            text,
        )
    )


def _german_book(text: str) -> Reference | None:
    """ "Titel. Untertitel. 2. Aufl., Verlag, Ort 2019", "Titel. Ort: Verlag 2019", "Titel, Ort 2019"."""
    text, page = split_locator(text)
    imprint = IMPRINT_YEAR.match(text)
    if imprint is None or imprint["year"] is None:
        return None
    head = re.sub(r"[,.]?\s\d+\.\s?(?:\w+\.\s)?Aufl(?:\.|age),?", ".", imprint["imprint"])
    parts = re.split(r"(?<=\w\w)[.,]\s", head)
    if len(parts) < 2:
        return None
    place, publisher = place_and_publisher(parts[-1])
    if place and not publisher and len(parts) > 2 and "Verlag" in parts[-2]:
        publisher = parts.pop(-2)
    title = (
        bare(head[: head.rfind(parts[-2]) + len(parts[-2])])
        if publisher is None or ":" in parts[-1]
        else bare(parts[0])
    )
    return Reference(title, (), "book", int(imprint["year"]), None, publisher, place, page)


# --- what remains ---------------------------------------------------------------------------------------------


def page_of_a_site(text: str) -> Reference | None:
    """ "Title | Site", "Title. Site, 3 May 2019": tried only where there is a URL."""
    main, page = split_locator(text)
    main, year = split_date(main)
    for separator in (r"\s\|\s", r"\.\s(?=[^.]{2,40}$)"):
        parts = re.split(separator, bare(main), maxsplit=1)
        if len(parts) == 2 and len(parts[0].split()) > 1 and are_names(parts[1]):
            return Reference(bare(parts[0]), (), "webpage", year, bare(parts[1]), locator=page)
    return Reference(bare(main), (), "webpage", year, locator=page) if bare(main) else None


def dated(text: str) -> Reference | None:
    """A title with a date or a page behind it, and nothing else that we know."""
    main, page = split_locator(text)
    main, year = split_date(main)
    return (
        Reference(bare(main), (), "document", year, locator=page) if (page or year) and bare(main) else None
    )
