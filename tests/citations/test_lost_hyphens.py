"""URLs in a text whose extractor took the hyphens off the ends of its lines."""

from __future__ import annotations

from dataclasses import replace

from search.citations import find_citations
from search.citations.lost_hyphens import DOUBT
from search.document import Document, Link
from tests.citations.printed import document

PROSE = (
    "The commission heard the mayors of eleven towns on the rents of the\n"
    "quays, and the shipowners on what they had paid since the reform; its\n"
    "report was laid before the chamber in the autumn of the year after and\n"
    "has not been printed since then."
)
PULLED_UP = (
    "Weber, ‘Rents’, The Harbour Review, 8 November 2013, https://review.example.org/what-quays-costthe-town/.",
    "Lindqvist, ‘Who Pays’, Coast, 12 May 2014, https://coast.example.org/2014/who-paysfor-it/.\n"
    "The answer to it was never sent.",
    "Okafor, ‘Tolls’, 3 June 2015, https://tolls.example.org/letters/an-answer-to-lindqvistand-others.html.",
)
WHOLE = "Harris, ‘Tides’, https://tides.example.org/a-table-of-tides/, 4 July 2016."


def extracted(*notes: str) -> Document:
    """A text as `pdftotext` leaves it; what it pulled up ends its line."""
    return document(*[PROSE] * 12, *notes)


def links(read: Document) -> dict[str, Link]:
    return {link.url: link for mention in find_citations(read).mentions for link in mention.links}


def test_a_url_that_was_pulled_up_to_a_full_line_is_not_presented_as_printed() -> None:
    found = links(extracted(*PULLED_UP, WHOLE))
    assert DOUBT in found["https://coast.example.org/2014/who-paysfor-it/"].repairs
    assert DOUBT in found["https://tolls.example.org/letters/an-answer-to-lindqvistand-others.html"].repairs


def test_a_url_that_ends_before_its_line_does_is_not_doubted() -> None:
    assert (
        DOUBT
        not in links(extracted(*PULLED_UP, WHOLE))["https://tides.example.org/a-table-of-tides/"].repairs
    )


def test_a_text_whose_lines_keep_their_hyphens_raises_no_doubt() -> None:
    kept = PROSE.replace("reform; its", "re-\nform; its")
    read = document(*[kept] * 12, *PULLED_UP[1:], WHOLE)
    assert not any(DOUBT in link.repairs for link in links(read).values())


def test_a_long_url_on_a_line_of_its_own_raises_no_doubt() -> None:
    alone = (
        "Okafor, ‘Tolls’, 3 June 2015,\nhttps://tolls.example.org/letters/" + "a-long-answer-" * 6 + "x.html."
    )
    read = extracted(*[alone] * 4)
    assert not any(DOUBT in link.repairs for link in links(read).values())


def test_a_format_that_is_no_text_raises_no_doubt() -> None:
    read = replace(extracted(*PULLED_UP), format="pdf")
    assert not any(DOUBT in link.repairs for link in links(read).values())
