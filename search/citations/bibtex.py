"""Sources as BibTeX, in UTF-8, for BibTeX and BibLaTeX: bibtexparser writes it, pylatexenc escapes it.

Comes in: sources, however many. Goes out: an entry at a time; titles keep their capitals.

    >>> print(*written([Source("a", "book", "Profit & Loss", ("Judt, Tony",), 2005)]), end="")
    @book{a,
      author = {Judt, Tony},
      title = {{Profit \\& Loss}},
      year = {2005}
    }

Of the libraries pybtex is one that reads BibTeX back in the tests and does not write it: it escapes
whatever it is given (a URL's "a_b%20c" becomes another address, "a\\_b\\%20c"; an escaped "%" is escaped
again) and leaves "$" and "^" to TeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares import AddEnclosingMiddleware, MergeCoAuthors, MergeNameParts, NameParts
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat
from pylatexenc.latexencode import (
    RULE_DICT,
    UnicodeToLatexConversionRule,
    UnicodeToLatexEncoder,
    get_builtin_uni2latex_dict,
)

from search.citations.described import KINDS, day_seen, person, remarks_on, url_of
from search.document import Source

_MARKUP = "\\{}~^&%$#_"  # what TeX would obey; pylatexenc's other rules spell Cyrillic and quotes in macros
_LONE = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
_SEVERAL = re.compile(r",|\band\b", re.IGNORECASE)  # what would part a name
_STACK = (
    MergeNameParts(),
    MergeCoAuthors(),
    AddEnclosingMiddleware(reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{"),
)
_FORMAT = BibtexFormat()  # type: ignore[no-untyped-call]
_FORMAT.indent = "  "


def written(sources: Iterable[Source]) -> Iterator[str]:
    """An entry at a time, with an empty line between two."""
    before = ""
    for source in sources:
        yield before + write_string(Library([_entry(source)]), list(_STACK), bibtex_format=_FORMAT)
        before = "\n"


def _entry(source: Source) -> Entry:
    kind = KINDS[source.type]
    fields = {
        "author": [_name(name) for name in source.authors],
        "title": f"{{{_tex(source.title)}}}",
        kind.container: _tex(source.container),
        "volume": _tex(source.volume),
        "number": _tex(source.issue),
        "pages": _tex(re.sub(r"\s?[–-]\s?", "--", source.pages or "")),
        "edition": _tex(source.edition),
        "school" if source.type == "thesis" else "publisher": _tex(source.publisher),
        "address": _tex(source.place),
        "year": str(source.year or ""),
        "url": _verbatim(url_of(source)),
        "urldate": "-".join(day_seen(source) or ()),
        **{name: _verbatim(source.identifiers.get(name)) for name in ("doi", "isbn", "issn")},
        "note": _tex(". ".join(remarks_on(source))),
    }
    return Entry(kind.bibtex, source.id, [Field(name, value) for name, value in fields.items() if value])


def _name(name: str) -> NameParts:
    """A body's name goes in braces: BibTeX would take its last word for a family name."""
    known = person(name)
    if not known:
        return NameParts(last=[f"{{{_tex(name)}}}"])
    family, given, suffix = map(_kept_whole, known)
    return NameParts(first=[given], last=[family], jr=[suffix] if suffix else [])


def _kept_whole(part: str) -> str:
    return f"{{{_tex(part)}}}" if _SEVERAL.search(part) else _tex(part)


def _tex(text: str | None) -> str:
    """Text for TeX to set; BibTeX counts escaped braces, too, and one without its other half is a macro."""
    line = " ".join((text or "").split())
    if not set(_MARKUP) & set(line):
        return line  # as most are; the encoder looks at each letter
    lone = set(_lone_braces(line))
    escaped = _encoder().unicode_to_latex
    if not lone:
        return str(escaped(line))
    return "".join(_LONE[letter] if at in lone else escaped(letter) for at, letter in enumerate(line))


def _lone_braces(text: str) -> Iterator[int]:
    opened = []
    for match in re.finditer("[{}]", text):
        if match[0] == "{":
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            yield match.start()
    yield from opened


@cache
def _encoder() -> UnicodeToLatexEncoder:
    known = get_builtin_uni2latex_dict()
    rule = UnicodeToLatexConversionRule(RULE_DICT, {ord(letter): known[ord(letter)] for letter in _MARKUP})
    return UnicodeToLatexEncoder(
        conversion_rules=[rule],
        replacement_latex_protection="braces-after-macro",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )


def _verbatim(url: str | None) -> str:
    """Percent signs stay: a URL's field is read verbatim; only braces would end it."""
    return (url or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
