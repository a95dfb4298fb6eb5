"""Hosts and their registered domains, by the public suffix list that tldextract carries: never by network.

>>> registered_domain("https://iran.mfa.gov.by/ru/"), public_suffix("belta.by"), public_suffix("www.belta")
('mfa.gov.by', 'by', '')
"""

from __future__ import annotations

from functools import lru_cache

import tldextract

_extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=4_096)
def public_suffix(host: str) -> str:
    """The part of a host under which names are sold ("gov.by"); empty where there is none."""
    return _extract(host).suffix


@lru_cache(maxsize=4_096)
def registered_domain(url: str) -> str | None:
    """The domain that was registered ("belta.by"); an IP address is its own; None where there is neither."""
    found = _extract(url)
    return found.top_domain_under_public_suffix or found.ipv4 or found.ipv6 or None
