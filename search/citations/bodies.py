"""Bodies that stand before their title as authors do, in German and Russian references.

Comes in: a `Reference` without authors. Goes out: the same, with the body taken out of the title where one
opens it: "Statistisches Bundesamt, Bevölkerung", "Всемирный банк. Доклад о мировом развитии".

    >>> with_its_body(Reference("Bundeszentrale für politische Bildung: Grundgesetz")).authors
    ('Bundeszentrale für politische Bildung',)
"""

from __future__ import annotations

import re
from dataclasses import replace

from search.citations.reference import Reference

_GERMAN = re.compile(
    r"(?P<body>(?:[A-ZÄÖÜ][\wäöüß-]+\s){0,3}(?:[A-ZÄÖÜ][\wäöüß-]*)?(?:[aA]mt|[mM]inisterium|[zZ]entrale|[sS]tiftung"
    r"|[aA]gentur|[iI]nstitut|[vV]erband|[kK]ommission|[aA]nstalt|[kK]ammer)"
    r"(?:\s(?:für|der|des|zur|von|und|[a-zäöü]+e[nrs]?|[A-ZÄÖÜ][\wäöüß-]+)){0,8}?)"
    r"(?:\s\((?:Hg|Hrsg)\.\))?[:,]\s(?P<title>[A-ZÄÖÜ„].+)"
)
_RUSSIAN = re.compile(
    r"(?P<body>(?:[А-ЯЁ][а-яё-]+\s(?:[а-яё-]+\s){0,3})?(?i:банк|комитет|министерство|агентство|институт|служба"
    r"|фонд|комиссия|организация|правительство|центр|ассоциация|академия)(?:\s[А-ЯЁа-яё-]+){0,8})"
    r"\.\s(?P<title>[А-ЯЁ«].+)"
)


def with_its_body(reference: Reference) -> Reference:
    """See the module."""
    if reference.authors or reference.type in ("case", "legislation", "manuscript"):
        return reference
    match = _GERMAN.fullmatch(reference.title) or _RUSSIAN.fullmatch(reference.title)
    return replace(reference, authors=(match["body"],), title=match["title"]) if match else reference
