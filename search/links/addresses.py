"""Which addresses may be asked: http and https, on their usual ports, at hosts that everybody may reach.

A URL in, a `Target` out; what is refused says why. An address in, whether it is public, in whatever form:

    >>> target("https://example.org/a?b#c").path
    '/a?b'
    >>> is_public(ip_address("93.184.216.34")), is_public(ip_address("::ffff:10.0.0.1"))
    (True, False)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias
from urllib.parse import SplitResult, quote, urlsplit

import idna

Address: TypeAlias = IPv4Address | IPv6Address

PORTS = {"http": 80, "https": 443}
_LENGTH = 4_000  # characters of a URL: longer ones are data, not addresses
_NEVER = re.compile(r"[\s\\\x00-\x20\x7f]")  # a browser and we could read such a URL differently
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*", re.ASCII)
_KEPT = "/%:@!$&'()*+,;=~-._?"  # of a path and query; the rest is escaped
_EMBEDDING = (  # IPv6 networks whose last four bytes are an IPv4 address
    IPv6Network("::/96"),  # IPv4-compatible
    IPv6Network("::ffff:0:0/96"),  # IPv4-mapped
    IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated
    IPv6Network("64:ff9b::/96"),  # NAT64: behind such a gateway every IPv4 host has one
)
_NAT64 = _EMBEDDING[-1]
_LOCAL = (IPv6Network("64:ff9b:1::/48"), IPv6Network("fec0::/10"), IPv6Network("5f00::/16"))


class Refused(Exception):
    """An address that is not asked; the message says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """A URL in the parts that a request is made of.

    Attributes:
        host: a name in ASCII, or an address without brackets.
        path: with the query, escaped; never empty.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host as a URL and the Host header have it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole again."""
        return f"{self.scheme}://{self.authority}{self.path}"


def target(url: str, ports: frozenset[int] = frozenset(PORTS.values())) -> Target:
    """What a URL asks of whom.

    Raises:
        Refused: another scheme or port, a name and password, or no URL.
    """
    if len(url) > _LENGTH:
        raise Refused(f"the URL has more than {_LENGTH:,} characters")
    if _NEVER.search(url):
        raise Refused("the URL has blanks or other characters that no URL has")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused("this is no URL") from error
    if parts.scheme not in PORTS:
        raise Refused(f'"{parts.scheme[:20]}" is neither http nor https')
    if "@" in parts.netloc:
        raise Refused("the URL carries a name or password")
    port = PORTS[parts.scheme] if port is None else port
    if port not in ports:
        raise Refused(f"port {port} is not that of a web site")
    return Target(parts.scheme, _host(parts), port, _path(parts))


def is_public(address: Address) -> bool:
    """Whether everybody may reach an address; one that holds another is as public as that is."""
    if isinstance(address, IPv6Address):
        if any(address in network for network in _LOCAL) or address.scope_id:
            return False
        held = list(_held(address))
        if held:
            return all(map(is_public, held)) and (address in _NAT64 or address.is_global)
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    )


def _held(address: IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that a packet to this one would be for."""
    if any(address in network for network in _EMBEDDING):
        yield IPv4Address(int(address) & 0xFFFFFFFF)
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    if parts.netloc.startswith("["):
        raise Refused("this is no address of a host")
    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise Refused(f'"{host[:60]}" is no name of a host') from error
    name = name.removesuffix(".")
    if len(name) > 253 or not _NAME.fullmatch(name):
        raise Refused(f'"{host[:60]}" is no name of a host')
    return name


def _path(parts: SplitResult) -> str:
    query = f"?{parts.query}" if parts.query else ""
    return quote((parts.path or "/") + query, safe=_KEPT)
