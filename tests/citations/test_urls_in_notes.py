"""Notes as they are printed and as web pages carry them, beside the addresses that a reader takes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.citations import find_citations
from search.document import Bibliography, Document, Link, Note
from tests.citations.printed import linked_note, note


def golden(name: str) -> Iterator[tuple[str, list[str]]]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    for paragraph in text.split("\n\n"):
        first, *lines = paragraph.strip().splitlines()
        if not first.startswith("#"):
            yield first, lines


def cited(written: Note) -> Bibliography:
    return find_citations(Document("page", "A page", "html", "0" * 64, notes=(written,)))


def in_words(link: Link) -> str:
    return f"archived {link.url}" if link.archived else link.url


@pytest.mark.parametrize(("printed", "urls"), list(golden("urls_in_notes.txt")))
def test_every_url_of_a_printed_note_is_found_whole(printed: str, urls: list[str]) -> None:
    bibliography = cited(note(printed.replace("⏎", "\n")))
    found = [link for mention in bibliography.mentions for link in mention.links]
    assert [link.url for link in found] == [url for url in urls if url != "-"]
    assert not any(link.truncated for link in found)


@pytest.mark.parametrize(("written", "works"), list(golden("hyperlinks_in_notes.txt")))
def test_a_note_with_hyperlinks_names_its_works_with_their_own_address_first(
    written: str, works: list[str]
) -> None:
    bibliography = cited(linked_note(written))
    titles = {source.id: source.title for source in bibliography.sources}
    found = []
    for mention in bibliography.mentions:
        found.append(f"title: {titles.get(mention.source_id or '')}")
        found += [in_words(link) for link in mention.links]
    assert found == works


def test_there_are_enough_notes_to_speak_of_all_urls() -> None:
    assert len(list(golden("urls_in_notes.txt"))) >= 70
    assert len(list(golden("hyperlinks_in_notes.txt"))) >= 16


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Trade, https://export.by/a (accessed 3 May 2019).", "3 May 2019"),
        ("Trade. Retrieved May 3, 2019, from https://export.by/a", "May 3, 2019"),
        ("Handel, https://export.by/a (abgerufen am 3.5.2019).", "3.5.2019"),
        ("Handel, https://export.by/a, zuletzt abgerufen am 3. Mai 2019.", "3. Mai 2019"),
        ("Handel, https://export.by/a [03.05.2019].", "03.05.2019"),
        ("Торговля. URL: https://export.by/a (дата обращения: 03.05.2019).", "03.05.2019"),
        ("Commerce, https://export.by/a. Consulté le 3 mai 2019.", "3 mai 2019"),
        ("Comercio, https://export.by/a, consultado el 3 de mayo de 2019.", "3 de mayo de 2019"),
        ("Porti, https://export.by/a, consultato il 4 maggio 2012.", "4 maggio 2012"),
        ("Trade, https://export.by/a (last visited Jan. 4, 2018).", "Jan. 4, 2018"),
        ("Trade, 3 May 2019, https://export.by/a.", None),
    ],
)
def test_the_day_on_which_a_page_was_seen_stands_with_its_link(printed: str, day: str | None) -> None:
    [mention] = cited(note(printed)).mentions
    assert mention.links[0].accessed == day


def test_a_hyperlink_that_ends_with_the_first_line_of_its_url_is_read_on_in_print() -> None:
    printed = note(
        "Trade, https://www.belta.by/economics/\nview/eksport-445880-2021/.",
        links=((7, 38, "https://www.belta.by/economics/"),),
    )
    [mention] = cited(printed).mentions
    assert [link.url for link in mention.links] == [
        "https://www.belta.by/economics/view/eksport-445880-2021/"
    ]


def test_a_hyperlink_that_agrees_with_its_broken_printing_needs_no_repair() -> None:
    printed = note(
        "Trade, https://www.belta.by/economics/\nview/eksport-2021/.",
        links=((7, 57, "https://www.belta.by/economics/view/eksport-2021/"),),
    )
    [link] = cited(printed).mentions[0].links
    assert (link.url, link.repairs) == ("https://www.belta.by/economics/view/eksport-2021/", ())


def test_pages_of_the_encyclopedia_itself_are_no_sources_of_its_notes() -> None:
    written = linked_note(
        "[Lee, Ann](https://en.wikipedia.org/wiki/Ann_Lee) (2018). Ports. Penguin."
        " [ISBN](https://en.wikipedia.org/wiki/ISBN_(identifier)) 0-306-40615-2."
    )
    [mention] = cited(written).mentions
    assert mention.links == ()
