"""References in the styles of lists: MLA and bibliographies.

Comes in: a reference made ready (`reference.made_ready`). Goes out: a `Reference`, or None where the text
lacks the marks of the style.

    >>> listed_book("Said, Edward W. Orientalism. Pantheon Books, 1978.").authors
    ('Said, Edward W.',)
"""

from __future__ import annotations

import re

from search.citations.reference import (
    CAPITAL,
    IMPRINT_YEAR,
    Reference,
    are_names,
    bare,
    names,
    place_and_publisher,
    split_locator,
    with_initial,
)

SENTENCE = re.compile(
    r"(?P<title>.+?(?:[^.\s]{3,}|\s(?!no|al|vs|pp|ed|st|dr|cf)[a-z]{2})[.?!]|.+?[?!]|.+?\)\.)\s+(?P<rest>.+)$"
)
_LIST = re.compile(
    rf"(?P<authors>(?:[{CAPITAL}][\w’'-]+[ ,]+)(?:[^.“\"]|(?<=\s[{CAPITAL}])\.(?=,"
    rf"|\s[{CAPITAL}]\.))*?(?:\w{{2,}}|\s[{CAPITAL}])"
    rf"(?:,?\sand\s[{CAPITAL}][\w’'-]+(?:\s[{CAPITAL}]\.)*\s[{CAPITAL}][\w’'-]+)?)\.\s(?P<rest>.+)$"
)
_BY = r"(?:Translated|Edited|Introduction|Illustrated)(?:\sand\s(?:translated|edited))?\sby\s"
_EDITION = re.compile(
    rf"^(?:(?:\d\w+\sed\.|rev\.\sed\.|vol\. \d+),?\s"
    rf"|{_BY}(?:[^.,]|(?<=\b[A-Z])\.|,\s[Jj]r\.)+(?:\set al\.)?[.,]\s)+",
    re.IGNORECASE,
)
_WITH_EDITOR = re.compile(
    rf"(?:(?P<author>[{CAPITAL}][\w’' -]{{2,30}})\.\s)?(?P<title>[{CAPITAL}][^.]+)\.\s(?P<rest>{_BY}.+)$"
)


def listed_book(text: str) -> Reference | None:
    """ "Smith, John. Title. Place: Publisher, 2019." and "Smith, John. Title. Publisher, 2019."."""
    text, page = split_locator(text)
    match = _LIST.match(text)
    listed = match is not None and are_names(match["authors"]) and "," in match["authors"]
    if match is None or not listed:
        return _edited(text, page)
    sentence = SENTENCE.match(match["rest"])
    dated = IMPRINT_YEAR.match(sentence["rest"]) if sentence else None
    if sentence is None or dated is None or dated["year"] is None:
        return None
    place, publisher = imprint(_EDITION.sub("", dated["imprint"]))
    authors = names(with_initial(match["authors"]), inverted=True)
    return Reference(
        bare(sentence["title"]), authors, "book", int(dated["year"]), None, publisher, place, page
    )


def _edited(text: str, page: str | None) -> Reference | None:
    """ "Homer. The Iliad. Translated by Robert Fagles, Penguin, 1990.": who translated it marks a title."""
    match = _WITH_EDITOR.match(text)
    dated = match and IMPRINT_YEAR.match(_EDITION.sub("", match["rest"]))
    if not match or not dated or dated["year"] is None or not are_names(match["author"] or "A"):
        return None
    place, publisher = imprint(dated["imprint"])
    authors = names(match["author"]) if match["author"] else ()
    return Reference(bare(match["title"]), authors, "book", int(dated["year"]), None, publisher, place, page)


def imprint(text: str) -> tuple[str | None, str | None]:
    """Place and publisher; a name that stands alone in these styles is the publisher's."""
    place, publisher = place_and_publisher(bare(text))
    return (place, publisher) if publisher else (None, place)
