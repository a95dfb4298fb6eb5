"""References in the styles of lists: APA and Harvard (author, date), MLA and bibliographies.

Comes in: a reference made ready (`reference.made_ready`). Goes out: a `Reference`, or None where the text
lacks the marks of the style.

    >>> listed_book("Said, Edward W. Orientalism. Pantheon Books, 1978.").authors
    ('Said, Edward W.',)
"""

from __future__ import annotations

import re
from dataclasses import replace

from search.citations.chicago import title_in_quotes
from search.citations.reference import (
    CAPITAL,
    IMPRINT_YEAR,
    YEAR,
    Reference,
    are_names,
    bare,
    names,
    place_and_publisher,
    split_locator,
    with_initial,
)

_AUTHOR_DATE = re.compile(
    rf"(?P<authors>[^“\"«(]{{2,200}}?),?\s\((?P<year>{YEAR})[a-z]?(?:,\s[^()]*)?\)[.,:]?\s+(?P<rest>.+)$"
)
_SENTENCE = re.compile(r"(?P<title>.+?[^.\s]{3,}[.?!]|.+?[?!]|.+?\)\.)\s+(?P<rest>.+)$")
_LIST = re.compile(
    rf"(?P<authors>(?:[{CAPITAL}][\w’'-]+[ ,]+)(?:[^.“\"]|(?<=\s[{CAPITAL}])\.(?=,"
    rf"|\s[{CAPITAL}]\.))*?(?:\w{{2,}}|\s[{CAPITAL}]))\.\s(?P<rest>.+)$"
)
_EDITION = r"^(?:\d\w+ ed\.|Translated by [^.]+\.|Edited by [^.]+\.),?\s"


def author_date(text: str) -> Reference | None:
    """APA and Harvard: "Smith, J. (2019). Title. Container, 12(3), 45"."""
    match = _AUTHOR_DATE.match(text)
    is_short = match is None or split_locator(f" {match['rest']}", unlabelled=True)[0].strip() == ""
    if match is None or is_short or not are_names(match["authors"]):
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
        r"In:?\s(?:[^()]*\(Eds?\.\),?\s)?(?P<container>[^.(]+?)(?:\s\((?P<locator>pp?\.\s?[^()]+)\))?"
        r"(?:\.\s(?P<imprint>.+))?$",
        rest,
    )
    if in_book:
        place, publisher = _imprint(in_book["imprint"] or "")
        return replace(
            reference, type="chapter", container=bare(in_book["container"]), locator=in_book["locator"],
            place=place, publisher=publisher,
        )  # fmt: skip
    journal = re.match(
        r"(?P<container>[^\d]+?),\s(?:vol\.\s)?\d+(?:\s?\([^()]+\))?(?:[,:]\s(?P<pages>"
        r"(?:pp?\.\s?)?[\w–-]+))?\.?$",
        rest,
    )
    if journal:
        return replace(reference, type="article", container=journal["container"], locator=journal["pages"])
    main, page = split_locator(rest)
    place, publisher = _imprint(main)
    return replace(reference, place=place, publisher=publisher, locator=page)


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
    place, publisher = _imprint(re.sub(_EDITION, "", imprint["imprint"]))
    authors = names(with_initial(match["authors"]), inverted=True)
    return Reference(
        bare(sentence["title"]), authors, "book", int(imprint["year"]), None, publisher, place, page
    )


def _imprint(text: str) -> tuple[str | None, str | None]:
    """Place and publisher; a name that stands alone in these styles is the publisher's."""
    place, publisher = place_and_publisher(bare(text))
    return (place, publisher) if publisher else (None, place)
