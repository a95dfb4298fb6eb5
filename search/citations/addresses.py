"""Addresses compared: the form of a URL in which two spellings of one address are equal.

>>> normalise("HTTPS://WWW.Belta.by:443/economics/?utm_source=x#")
'belta.by/economics'
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

_SCHEME = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|yclid|msclkid|igshid|mc_[ce]id|_ga|_openstat|ref_src|cmpid|wt\.mc_id",
    re.IGNORECASE,
)

_KEPT = 8_192  # addresses remembered: each is compared several times, and again in the next document


def is_web(url: str) -> bool:
    """Whether a browser may open it: http or https with a host."""
    return bool(re.match(r"https?://[^\s/]", url, re.IGNORECASE))


@lru_cache(maxsize=_KEPT)
def normalise(url: str) -> str:
    """The form in which URLs are compared: never opened, never shown. Any string has one.

    Dropped are the scheme, `www.`, a default port, a trailing slash, a bare `#` and tracking parameters;
    the host is lower case and escapes are as few as can be.

    >>> normalise("HTTPS://WWW.Belta.by:443/economics/?utm_source=x#")
    'belta.by/economics'
    """
    url = _SCHEME.sub("", url.strip())
    try:
        parts = urlsplit(f"//{url}")
    except ValueError:  # an unclosed [ in the host
        return url.lower()
    # half of a surrogate pair is no character, and has no escape
    query = urlencode(
        [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])],
        errors="replace",
    )
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._", errors="replace").rstrip("/")
    return (
        _host(parts)
        + path
        + (f"?{query}" if query else "")
        + (f"#{parts.fragment}" if parts.fragment else "")
    )


def _host(parts: SplitResult) -> str:
    host = re.sub(r":(?:80|443)?$", "", parts.netloc.rpartition("@")[2].lower().rstrip("."))
    host = re.sub(r"^www\d?\.(?=[^.]+\.)", "", host)
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host
