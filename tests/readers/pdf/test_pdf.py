"""The PDF reader: golden documents of four programs, and files that cannot be read."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from search.citations import find_citations
from search.document import Document
from search.errors import ReadError
from search.notes import link_notes
from search.readers import pdf
from search.readers.pdf.furniture import furniture
from search.readers.pdf.shapes import Line
from search.settings import Limits

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"
NAMES = sorted(path.stem for path in FIXTURES.glob("*.json"))
FLOOR = 0.99


@cache
def read(name: str) -> Document:
    path = FIXTURES / f"{name}.pdf"
    return link_notes(pdf.read(path.read_bytes(), path.name))


def golden(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FIXTURES / f"{name}.json").read_text())
    return found


def calls(name: str) -> Counter[tuple[str, str, str]]:
    """The references found, as the golden has them: as much of each text as any of its references names."""
    document, wanted = read(name), golden(name)["references"]
    notes = {note.id: note.text for note in document.notes}
    found: Counter[tuple[str, str, str]] = Counter()
    for paragraph in document.paragraphs():
        for reference in paragraph.references:
            before, text = paragraph.text[: reference.offset], notes.get(reference.note_id or "", "")
            fits = [w for w in wanted if w[0] == reference.label and before.endswith(w[1]) and w[1]]
            fits += [w for w in wanted if w[0] == reference.label and w[1] == before]
            near = [w for w in fits if text.startswith(w[2])]
            found[tuple(near[0]) if near else (reference.label, before[-30:], text[:30])] += 1
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_document_has_its_title_sections_and_paragraphs(name: str) -> None:
    document, wanted = read(name), golden(name)
    assert document.title == wanted["title"]
    assert [section.title for section in document.sections] == wanted["sections"]
    texts = [paragraph.text for paragraph in document.paragraphs()]
    assert len(texts) == len(wanted["paragraphs"])
    for text, beginning in zip(texts, wanted["paragraphs"], strict=True):
        assert text.startswith(beginning)


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_document_has_its_notes_and_urls(name: str) -> None:
    document, wanted = read(name), golden(name)
    found = [[note.label, note.text] for note in document.notes]
    assert [note for note in wanted["notes"] if note not in found] == []
    assert [url for note in document.notes for _, _, url in note.links] == wanted["urls"]


@pytest.mark.parametrize("name", [name for name in NAMES if "resolved" in golden(name)])
def test_a_url_that_a_line_s_end_breaks_is_whole(name: str) -> None:
    mentions = find_citations(read(name)).mentions
    assert [link.url for mention in mentions for link in mention.links] == golden(name)["resolved"]


def test_a_note_that_runs_over_the_page_is_one_note() -> None:
    document = read("lighthouse")
    note = next(note for note in document.notes if note.label == "4")
    assert note.text.startswith("Smeaton, Narrative, p. 103.")
    assert note.text.endswith("eddystone-lighthouse.")


def test_a_page_that_is_printed_across_is_read_upright() -> None:
    texts = [paragraph.text for paragraph in read("lighthouse").paragraphs()]
    assert any(
        text.startswith("This page is printed across, as lists of lights often are.") for text in texts
    )


def test_the_numbers_of_lines_in_a_margin_are_no_text() -> None:
    texts = [paragraph.text for paragraph in read("organ").paragraphs()]
    assert not any(character.isdigit() for text in texts for character in text)


def test_marks_are_linked_to_their_notes_above_the_floor() -> None:
    right = found = wanted = 0
    for name in NAMES:
        called, expected = calls(name), Counter(tuple(w) for w in golden(name)["references"])
        right += sum((called & expected).values())
        found += sum(called.values())
        wanted += sum(expected.values())
    assert 2 * right / (found + wanted) >= FLOOR


def test_a_power_is_no_mark() -> None:
    assert any("about 102 pounds" in paragraph.text for paragraph in read("bridge").paragraphs())


def test_a_word_divided_at_a_line_s_end_is_whole_again() -> None:
    text = " ".join(paragraph.text for paragraph in read("harbour").paragraphs())
    assert "paid for its anchorage" in text
    assert "During the siege" in text


def test_what_a_browser_prints_at_the_edge_is_furniture() -> None:
    rows = [Line("The Ferry", 0, 90, 700, 20), Line("https://example.org/ferry 1/1", 0, 200, 20, 8)]
    assert furniture([rows], [""]).rows == {(0, 20)}


# --- files that cannot be read ---------------------------------------------------------------------------


def written(*objects: str, trailer: str = "") -> bytes:
    """A PDF of these objects, the first of them its catalogue; PDFium finds them without a table."""
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in enumerate(objects, 1))
    return f"%PDF-1.7\n{body}trailer\n<</Root 1 0 R /Size {len(objects) + 1} {trailer}>>\n%%EOF\n".encode()


CATALOGUE = "<</Type /Catalog /Pages 2 0 R>>"


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        pdf.read(data, "letters.pdf", limits)
    message = str(caught.value)
    assert message.startswith("letters.pdf: ")
    assert "\n" not in message
    return message


def test_a_scan_without_a_text_layer_says_so_and_names_ocr() -> None:
    page = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 300 300]>>"
    data = written(CATALOGUE, "<</Type /Pages /Kids [3 0 R] /Count 1>>", page)
    assert "ocrmypdf" in refusal(data)


def test_a_font_that_does_not_say_what_it_prints_is_no_text_and_the_way_out_is_named() -> None:
    glyphs = "".join(f"{ord(letter) - 29:02x}" for letter in "The mill was sold to the miller in spring.")
    text = f"BT /F 12 Tf 20 200 Td <{glyphs}> Tj ET"
    names = " ".join(f"/g{number}" for number in range(1, 100))
    page = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R"
    data = written(
        CATALOGUE,
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        f"{page} /Resources <</Font <</F 5 0 R>>>>>>",
        f"<</Length {len(text)}>>stream\n{text}\nendstream",
        "<</Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Salt /FirstChar 1 /LastChar 99"
        f"/Widths [{'500 ' * 99}] /Encoding <</Type /Encoding /Differences [1 {names}]>>"
        "/FontDescriptor <</Type /FontDescriptor /FontName /ABCDEF+Salt /Flags 4>>>>",
    )
    assert "ocrmypdf --force-ocr" in refusal(data)


def test_a_file_without_pages_is_refused() -> None:
    refusal(written(CATALOGUE, "<</Type /Pages /Kids [] /Count 0>>"))


def test_a_page_tree_that_loops_ends() -> None:
    refusal(written(CATALOGUE, "<</Type /Pages /Kids [2 0 R] /Count 4000>>"))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"salt " * 100])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    assert "damaged or no PDF" in refusal(data)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_read_or_refused(part: float) -> None:
    data = (FIXTURES / "harbour.pdf").read_bytes()
    try:
        sections = pdf.read(data[: int(len(data) * part)], "harbour.pdf").sections
    except ReadError:
        return
    assert sections


def test_a_file_with_too_many_pages_is_refused_with_the_limit_to_raise() -> None:
    data = (FIXTURES / "harbour.pdf").read_bytes()
    assert "IBIDEM_LIMIT_PDF_PAGES" in refusal(data, Limits(pdf_pages=1))
