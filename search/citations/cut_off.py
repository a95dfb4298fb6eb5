"""Whether a URL was cut off: what no URL ends in, told from the URL alone.

Comes in: a URL as it was read, without the mending of its end. Goes out: a decision, strict where the note
ends with the URL (there the page may have ended too), mild where the note goes on behind it.

    >>> is_cut_off("https://export.by/trade-"), lacks_its_end("https://youtu.be/dQw4-")
    (True, False)
"""

from __future__ import annotations

import re

from search.citations.domains import public_suffix

_CUT_AT_THE_END = re.compile(r"-$|%[0-9A-Fa-f]?$|&$|[?&]\w+=$|[?&]\w*_$")
_CUT_ANYWHERE = re.compile(r"(?:-[a-z]{2,}){3}-$|\w%20$", re.IGNORECASE)  # words, where a key has none


def is_cut_off(url: str) -> bool:
    """In a hyphen, in an escape, in a parameter's name or before its value, or before the host is whole."""
    if _CUT_AT_THE_END.search(url) or lacks_its_end(url):
        return True
    rest = url.partition("://")[2]
    host = re.split(r"[/:?#]", rest)[0].rstrip(".")
    if re.fullmatch(r"localhost|[\d.]+", host):
        return False
    return rest.rstrip(".") == host and not public_suffix(host)


def lacks_its_end(url: str) -> bool:
    """In the hyphen of a row of words, or in an escaped blank, whatever the note says next."""
    return bool(_CUT_ANYWHERE.search(url))
