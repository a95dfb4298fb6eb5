"""What holds for any file whatever: it is read, or refused with a reason; nothing of it is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.document import Document
from search.errors import ReadError
from search.notes import link_notes
from search.readers import known, read_bytes, read_file
from search.readers.building import Builder
from search.readers.text import read
from search.settings import Limits

PIECES = st.sampled_from(
    [
        *("He denied it.[1]", "It was so.2 And then", "the salt was lost*", "growth 12 .", "word¹ and word²"),
        *("\n", "\n\n", "\n\n\n", "\f", "\n\f", " ", "   ", "\t", "\n \n", "-\n", "\n     "),
        *(
            "[1] Smith, History.",
            "1 Smith",
            "2. Jones, p. 5",
            "* Ibid.",
            "[Footnote 1: See",
            "]",
            "¹ Brown",
            "(1) A",
        ),
        *(
            "Notes",
            "NOTES",
            "Chapter 2",
            "III",
            "_______",
            "- 12 -",
            "13",
            "iv",
            "Page 3",
            "[RFC2119]",
            "References",
        ),
        *(
            "(1) first, (2) second",
            "2020",
            "m²",
            "5*3",
            "CO2",
            "Примечания",
            "§ 4",
            "†",
            "“",
            "»",
            "[^a]",
            "[^a]: x",
        ),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=60).map(lambda pieces: " ".join(pieces))


def document(text: str) -> Document | None:
    try:
        return link_notes(read(text.encode("utf-8", "ignore"), "text.txt"))
    except ReadError:
        return None


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes) -> None:
    reason = ""
    try:
        read_bytes(data, "file.txt")
    except ReadError as error:
        reason = str(error)
    assert not reason or reason.startswith("file.txt: ")
    assert "\n" not in reason


@given(TEXTS)
def test_offsets_point_into_their_text(text: str) -> None:
    found = document(text)
    for paragraph in found.paragraphs() if found else ():
        offsets = [reference.offset for reference in paragraph.references]
        assert offsets == sorted(offsets)
        assert all(0 <= offset <= len(paragraph.text) for offset in offsets)
    for note in found.notes if found else ():
        assert all(0 <= offset <= len(note.text) for offset in note.line_breaks)


@given(TEXTS)
def test_ids_are_unique_and_links_lead_to_notes(text: str) -> None:
    found = document(text)
    if found is None:
        return
    ids = [note.id for note in found.notes]
    assert len(set(ids)) == len(ids)
    labels = {note.id: note.label for note in found.notes}
    for reference in found.references():
        assert reference.note_id is None or labels[reference.note_id] == reference.label


@given(TEXTS)
def test_every_word_stays_in_a_paragraph_heading_note_or_problem(text: str) -> None:
    found = document(text)
    if found is None or FURNITURE.search(text):
        return
    kept = [section.title for section in found.sections]
    kept += [paragraph.text for paragraph in found.paragraphs()]
    kept += [f"{note.label} {note.text}" for note in found.notes]
    kept += [problem.message for problem in found.problems]
    kept += [reference.label for reference in found.references()]
    letters = re.sub(r"[^a-z]", "", " ".join(kept).casefold())
    lost = {word for word in re.findall(r"[a-z]{4,}", text.casefold()) if word not in letters}
    assert lost <= {"notes", "references", "chapter", "footnote"}


FURNITURE = re.compile(r"\f|^\s*(?:- 12 -|13|Page 3|iv)\s*$", re.MULTILINE)  # taken out on purpose


@given(st.text(alphabet="[]()*1¹.,\"' \nab\f_", max_size=300))
def test_signs_and_numbers_in_any_order_are_read(text: str) -> None:
    document(text)


def test_a_file_is_known_by_its_suffix_in_any_case() -> None:
    assert known("a/letter.TXT")
    assert known("letter.text")
    assert not known("letter.xls")


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        read_file(path, limits)
    return str(caught.value)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert refusal(path) == f"{path}: is empty; there is nothing to index"


@pytest.mark.parametrize("data", [b" \n\t\n", "\ufeff \u00a0\n".encode(), b"\x0c\x0c"])
def test_a_blank_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "blank.txt"
    path.write_bytes(data)
    assert "there is nothing to index" in refusal(path)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"\x00" * 500])
def test_a_binary_file_is_refused_and_told_what_to_do(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "image.txt"
    path.write_bytes(data)
    assert "as text" in refusal(path) or "as UTF-8" in refusal(path)


def test_an_enormous_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"salt " * 100)
    message = refusal(path, Limits(file_size=100))
    assert "has 500 bytes, more than the 100" in message
    assert "IBIDEM_LIMIT_FILE_SIZE" in message


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path}: is a folder of separate files; name a file in it"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "cannot be read (No such file or directory)" in refusal(tmp_path / "gone.txt")


def test_a_file_of_another_kind_is_refused_with_the_kinds_that_are_read(tmp_path: Path) -> None:
    path = tmp_path / "letter.zip"
    path.write_bytes(b"PK\x03\x04 and no more")
    message = refusal(path)
    assert "save it as one of" in message
    assert ".txt, .text" in message


def test_a_file_without_a_paragraph_is_refused() -> None:
    with pytest.raises(ReadError, match="no paragraph of text"):
        read_bytes(b"* * *\n", "ornaments.txt")


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", "Чай пришёл в Архангельск"),
        ("utf-8-sig", "Чай пришёл в Архангельск"),
        ("utf-16", "Чай пришёл в Архангельск"),
        ("utf-32", "Чай пришёл в Архангельск"),
    ],
)
def test_an_encoding_that_says_itself_is_read(encoding: str, words: str) -> None:
    assert next(read(words.encode(encoding), "tea.txt").paragraphs()).text == words


def test_long_lines_many_lines_and_many_marks_are_read() -> None:
    sentence = "The carters were free men.1 They paid toll at 7 bridges, and went on. "
    for text in (
        sentence * 5_000,
        (sentence + "\n") * 5_000,
        "1 " * 20_000,
        '."' * 20_000,
        "[" * 20_000 + "a",
    ):
        document(text)


def test_a_set_of_characters_in_brackets_is_no_range_of_marks() -> None:
    read_as = document("A name is made of [^0-9a-zA-Z] and of nothing else.\n")
    assert next(read_as.paragraphs()).text.startswith("A name is made of")


def test_a_document_without_a_title_does_not_go_by_a_heading_without_a_letter() -> None:
    builder = Builder()
    builder.heading("0.6 0.4 0.2 0.0")
    builder.paragraph("Rain fell.")
    assert builder.document(b"", "rain.pdf", "pdf").title == "rain"
