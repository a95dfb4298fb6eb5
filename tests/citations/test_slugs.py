"""Hyphens of URLs that a line's end has cost, put back by the title beside the URL."""

from __future__ import annotations

import pytest

from search.citations import find_citations
from search.citations.lost_hyphens import DOUBT
from search.citations.slugs import PUT_BACK
from search.document import Link
from tests.citations.printed import document


def link(*printed: str) -> Link:
    [found] = [link for mention in find_citations(document(*printed)).mentions for link in mention.links]
    return found


def test_the_title_tells_where_the_hyphen_stood() -> None:
    found = link(
        "Lindqvist, ‘Who Pays for the Harbour?’, https://coast.example.org/2014/who-paysfor-the-harbour/."
    )
    assert found.url == "https://coast.example.org/2014/who-pays-for-the-harbour/"
    assert PUT_BACK in found.repairs
    assert DOUBT not in found.repairs
    assert found.printed.rstrip(".") == "https://coast.example.org/2014/who-paysfor-the-harbour/"


def test_capitals_and_an_apostrophe_of_the_title_are_not_in_the_way() -> None:
    found = link("Okafor, ‘The Town’s Own Quay’, Coast, https://coast.example.org/thetowns-own-quay.html.")
    assert found.url == "https://coast.example.org/the-towns-own-quay.html"


def test_a_url_is_without_the_accents_of_its_title() -> None:
    found = link("Sá, ‘Sem solução para a segurança’, https://coast.example.org/sem-solucaopara-a-seguranca.")
    assert found.url == "https://coast.example.org/sem-solucao-para-a-seguranca"


@pytest.mark.parametrize(
    "printed",
    [
        "Okafor, ‘Tolls of 100,000 Pounds’, https://coast.example.org/tolls-of-100000-pounds.",
        "Okafor, ‘An Interview with Quays.org Today’, https://coast.example.org/interview-with-quaysorg-today.",
        "Okafor, ‘Who Pays for Harbours’, https://coast.example.org/whopays/x-y.",
        "Okafor, ‘A Harbour Master and a Harbourmaster at Sea’, https://coast.example.org/a-harbourmaster-at-sea.",
        "Okafor, ‘The Coast Line Today’, https://coast-line.example.org/a-letter.",
    ],
    ids=["a number", "a host", "no neighbour", "one word in the title too", "another path"],
)
def test_where_the_title_does_not_tell_the_url_stays_as_printed(printed: str) -> None:
    assert PUT_BACK not in link(printed).repairs


def test_a_text_whose_lines_keep_their_hyphens_has_lost_none() -> None:
    kept = "The mayors of eleven towns were heard by the com-\nmission on the rents."
    found = link(
        kept, "Lindqvist, ‘Who Pays for the Harbour’, https://coast.example.org/who-paysfor-the-harbour."
    )
    assert found.url == "https://coast.example.org/who-paysfor-the-harbour"
