"""What books do that single pages seldom do: notes of many chapters in a row, notes named in sentences."""

from __future__ import annotations

from search.document import Document
from search.readers.html import read


def page(body: str) -> Document:
    return read(f"<html><body>{body}</body></html>".encode(), "book.html")


def notes(document: Document) -> list[tuple[str, str]]:
    return [(note.label, note.text) for note in document.notes]


def mark(number: int, where: str = "") -> str:
    return f'<sup><a id="r{where}{number}" href="#n{where}{number}">{number}</a></sup>'


def note(number: int, text: str, where: str = "", kind: str = "n") -> str:
    back = f'<a href="#r{where}{number}">{number}.</a>'
    return f'<p class="{kind}" id="n{where}{number}">{back} {text}</p>'


TEXT = f"<p>The mill burned.{mark(1)} It was rebuilt.{mark(2)}</p>"
NOTES = note(1, "Parish Register.") + note(2, "Charter.")


def test_a_note_that_is_named_in_a_sentence_stays_in_it() -> None:
    cross = '(see <a href="#n1">note 1</a>, and figure <a href="#n1">1</a>).'
    document = page(TEXT + note(1, "Parish Register.") + note(2, f"The same {cross}"))
    assert notes(document)[1] == ("2", "The same (see note 1, and figure 1).")
    assert not document.notes[1].references


def test_a_number_in_the_text_after_a_word_for_it_is_no_mark() -> None:
    document = page(f'{TEXT}<p>As said in note <a href="#n1">1</a>, it burned.</p>{NOTES}')
    assert [reference.label for reference in document.references()] == ["1", "2"]
    assert [paragraph.text for paragraph in document.paragraphs()][1] == "As said in note 1, it burned."


def test_a_title_between_the_notes_of_two_chapters_is_of_neither() -> None:
    first, second = mark(1, "a"), mark(1, "b")
    document = page(
        f"<p>It burned.{first}</p><p>It held.{second}</p><h2>Notes</h2><p>THE MILL</p>"
        f"{note(1, 'Register.', 'a')}<p>THE WEIR</p>{note(1, 'Charter.', 'b')}"
    )
    assert notes(document) == [("1", "Register."), ("1", "Charter.")]
    assert [paragraph.text for paragraph in document.paragraphs()] == ["It burned.", "It held."]


def test_a_second_paragraph_of_a_note_is_no_title() -> None:
    document = page(f"{TEXT}{note(1, 'Register.')}<p>It says more.</p>{note(2, 'Charter.')}")
    assert notes(document)[0] == ("1", "Register. It says more.")


def test_the_heading_above_notes_is_not_of_the_first() -> None:
    first = '<div id="n1"><span>1</span> Register. <a href="#r1">↵</a></div>'
    document = page(f'<p>It burned.{mark(1)}</p><div><div class="head">Notas</div>{first}</div>')
    assert notes(document) == [("1", "Register.")]
    assert [paragraph.text for paragraph in document.paragraphs()] == ["It burned."]


def test_what_looks_like_the_text_does_not_go_on_the_note_before_it() -> None:
    text = f'<p class="c">It burned.{mark(1)}</p>'
    document = page(f'{text}{note(1, "Register.", kind="c")}<p class="c">It was rebuilt.</p>')
    assert notes(document) == [("1", "Register.")]


def test_a_tooltip_of_a_way_back_is_no_note() -> None:
    back = '<a class="noteref" title="Endnote Reference 1" href="book.html#r1">1</a>'
    document = page(f'<p>It burned.{mark(1)}</p><p id="n1">{back} Register.</p>')
    assert len(document.notes) == 1
