"""What a Markdown file says of itself, what is reported of its notes, and how it is known."""

from __future__ import annotations

import pytest

from search.document import Document, ProblemKind
from search.notes import link_notes
from search.readers import known, read_bytes, reader_for

NOTED = "The lock is deep.[^1]\n\n[^1]: Nine feet.\n"


def document(text: str, name: str = "locks.md") -> Document:
    return link_notes(read_bytes(text.encode(), name))


@pytest.mark.parametrize(
    "head",
    [
        '---\ntitle: "Locks: a survey"\nauthor:\n  - name: L. T. C. Rolt\ndate: 1944-05-01T10:00:00Z\n'
        "lang: en\n---\n",
        "---\ntitle: Locks: a survey\nauthor: L. T. C. Rolt\ndate: 1944-05-01\nlang: en\n---\n",
        '+++\ntitle = "Locks: a survey"\nauthors = ["L. T. C. Rolt"]\ndate = 1944-05-01\n'
        'language = "en"\n+++\n',
        '{\n"title": "Locks: a survey", "author": "L. T. C. Rolt",\n'
        '"date": "1944-05-01", "lang": "en"\n}\n\n',
        "Title: Locks: a survey\nAuthor: L. T. C. Rolt\nDate: 1944-05-01\nLanguage: en\n\n",
    ],
    ids=["yaml", "yaml that is none", "toml", "json", "lines"],
)
def test_front_matter_is_what_the_document_says_of_itself_and_no_text(head: str) -> None:
    one = document(head + NOTED)
    assert (one.title, one.authors) == ("Locks: a survey", ("L. T. C. Rolt",))
    assert (one.published, one.language) == ("1944-05-01", "en")
    assert [paragraph.text for paragraph in one.paragraphs()] == ["The lock is deep."]


def test_title_block_of_pandoc_gives_title_authors_and_date() -> None:
    one = document("% Locks\n% L. T. C. Rolt; C. Hadfield\n% 1944\n\n" + NOTED)
    assert (one.title, one.authors, one.published) == ("Locks", ("L. T. C. Rolt", "C. Hadfield"), "1944")


def test_aliases_that_multiply_are_not_followed() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 12)]
    assert document("\n".join(["---", *lines, "author: *a11", "---", NOTED])).authors == ()


def test_mark_without_its_note_and_note_without_its_mark_are_reported() -> None:
    one = document("The lock is deep.[^1] It leaks.[^2]\n\n[^1]: Nine feet.\n[^3]: Mended in 1820.\n")
    assert [problem.kind for problem in one.problems] == [ProblemKind.MISSING_NOTE, ProblemKind.ORPHAN_NOTE]
    assert [note.text for note in one.notes] == ["Nine feet.", "Mended in 1820."]


def test_url_in_a_note_keeps_what_looks_like_emphasis() -> None:
    [note] = document(
        "So.[^1]\n\n[^1]: See https://example.org/a_b_c/_d_(e) and [it](https://example.org/*f).\n"
    ).notes
    assert note.text == "See https://example.org/a_b_c/_d_(e) and it."
    assert [url for _, _, url in note.links] == ["https://example.org/*f"]


@pytest.mark.parametrize("name", ["locks.md", "locks.MARKDOWN", "locks.qmd", "locks.Rmd", "locks.mdx"])
def test_suffixes_of_markdown_are_known(name: str) -> None:
    assert known(name)


@pytest.mark.parametrize(
    "text", [NOTED, "---\ntitle: Locks\n---\nDeep.\n", "# Locks\n\n[Deep](https://example.org/)\n"]
)
def test_text_that_is_markdown_is_read_as_such_whatever_its_name(text: str) -> None:
    assert reader_for(text.encode(), "README") == reader_for(text.encode(), "a.txt") == "markdown"


def test_plain_text_stays_plain_text() -> None:
    assert reader_for(b"The lock is deep.[1]\n\n[1] Nine feet.\n", "locks.txt") == "text"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "^[" * 20_000,
        "[a](" * 20_000,
        "> " * 20_000,
        "{% note %}" * 5_000 + "%}",
        "<!-- -->" * 5_000,
    ],
    ids=["brackets", "notes", "links", "quotations", "tags", "comments"],
)
def test_what_is_nested_or_repeated_beyond_sense_is_read(text: str) -> None:
    assert document(f"{text} The lock is deep.\n\n{NOTED}").notes


def test_three_thousand_notes_answer_each_its_own_mark() -> None:
    one = document("".join(f"Lock {n}.[^{n}]\n\n[^{n}]: Of {n} feet.\n\n" for n in range(3_000)))
    texts = {note.id: note.text for note in one.notes}
    called = [texts.get(mark.note_id or "") for mark in one.references()]
    assert called == [f"Of {n} feet." for n in range(3_000)]


def test_list_that_lacks_most_of_the_notes_called_above_it_is_no_list_of_notes() -> None:
    marks = " ".join(f"The lock leaked [{n}]." for n in range(1, 9))
    assert not document(f"{marks}\n\n1. Shut the gate.\n2. Drain the lock.\n3. Mend it.\n").notes


def test_brackets_in_a_formula_are_no_marks() -> None:
    one = document("So it is [1]; $v = [1, 2]$ is not.\n\n## References\n\n1. Survey of 1902.\n2. Rolt.\n")
    assert [mark.label for mark in one.references()] == ["1"]


def test_long_list_without_a_blank_line_is_read_item_by_item() -> None:
    one = document("".join(f"- Lock {n}.\n" for n in range(3_000)) + "\n" + NOTED)
    assert [paragraph.text for paragraph in one.paragraphs()][:2] == ["Lock 0.", "Lock 1."]
    assert len(list(one.paragraphs())) == 3_001


def test_bold_type_that_went_wrong_calls_nothing() -> None:
    one = document("The lock is deep:** nine feet.\n\nIt leaks.\n\n** High** : mend it.\n")
    assert not one.notes
    assert next(one.paragraphs()).text == "The lock is deep:** nine feet."


def test_escaped_asterisks_around_words_are_no_labels() -> None:
    text = "The lock* is deep.\n\n\\*Users: \\* Boatmen.\n\n\\*Aims: \\* To pass*.\n"
    assert not document(text).notes
