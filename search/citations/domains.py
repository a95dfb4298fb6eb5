"""Hosts and their registered domains, by the public suffix list that tldextract carries: never by network.

>>> registered_domain("https://iran.mfa.gov.by/ru/"), public_suffix("belta.by"), public_suffix("www.belta")
('mfa.gov.by', 'by', '')
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract


@cache
def _extractor() -> TLDExtract:
    """Loaded with the first host: it brings a client for the network, which takes a tenth of a second."""
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=4_096)
def public_suffix(host: str) -> str:
    """The part of a host under which names are sold ("gov.by"); empty where there is none."""
    return _extractor()(host).suffix


@lru_cache(maxsize=4_096)
def registered_domain(url: str) -> str | None:
    """The domain that was registered ("belta.by"); an IP address is its own; None where there is neither."""
    found = _extractor()(url)
    return found.top_domain_under_public_suffix or found.ipv4 or found.ipv6 or None
