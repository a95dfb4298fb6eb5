"""Which addresses are asked, and above all which are not, in whatever form they come."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.links.addresses import Refused, is_public, target

PRIVATE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.8.8.8",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
]
HIDING = ["::ffff:{}", "::{}", "64:ff9b::{}", "::ffff:0:{}"]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_of_a_private_network_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("form", HIDING)
@pytest.mark.parametrize("address", PRIVATE)
def test_private_address_inside_an_ipv6_address_is_not_public(form: str, address: str) -> None:
    assert not is_public(ip_address(form.format(address)))


@pytest.mark.parametrize("address", PRIVATE)
def test_private_address_inside_a_6to4_or_teredo_address_is_not_public(address: str) -> None:
    inside = int(IPv4Address(address))
    assert not is_public(IPv6Address((0x2002 << 112) | (inside << 80) | 1))
    assert not is_public(IPv6Address((0x20010000 << 96) | (0x08080808 << 64) | (inside ^ 0xFFFFFFFF)))


@pytest.mark.parametrize(
    "address",
    [
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "64:ff9b:1::a00:1",
        "2606:4700::1%eth0",
    ],
)
def test_local_ipv6_addresses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_addresses_that_everybody_reaches_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_is_never_more_public_for_being_mapped(address: IPv4Address) -> None:
    assert is_public(ip_address(f"::ffff:{address}")) <= is_public(address)
    assert is_public(ip_address(f"64:ff9b::{address}")) == is_public(address)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://example.org/a", "neither http nor https"),
        ("file:///etc/passwd", "neither http nor https"),
        ("gopher://example.org/", "neither http nor https"),
        ("//example.org/", "neither http nor https"),
        ("http://reader:secret@example.org/", "name or password"),
        ("http://example.org@10.0.0.1/", "name or password"),
        ("http://example.org:22/", "port 22"),
        ("https://example.org:8443/", "port 8443"),
        ("http://example.org:99999/", "no URL"),
        ("http://example.org/a b", "blanks"),
        ("http://example.org/a\r\nHost: 10.0.0.1", "blanks"),
        ("http://example.org\\@10.0.0.1/", "blanks"),
        ("http:///a", "no name of a host"),
        ("http://a..b/", "no name of a host"),
        ("http://-a.org/", "no name of a host"),
        ("http://[::1", "no URL"),
        ("http://[v1.fe80]/", "no"),
        ("http://example.org/" + "a" * 5000, "characters"),
    ],
)
def test_url_that_is_not_asked_says_why(url: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        target(url)


def test_url_in_another_script_is_asked_for_in_ascii() -> None:
    assert target("https://bücher.example/straße?q=süß#teil").url == (
        "https://xn--bcher-kva.example/stra%C3%9Fe?q=s%C3%BC%C3%9F"
    )


def test_letters_that_only_look_like_an_address_become_that_address() -> None:
    assert target("http://①②⑦.0.0.1/").host == "127.0.0.1"


@given(st.text(max_size=60))
def test_any_text_is_a_target_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"http://example.org/{text}"):
        try:
            found = target(url)
        except Refused:
            continue
        assert found.url.isascii()
        assert found.port in (80, 443)
        assert target(found.url) == found
