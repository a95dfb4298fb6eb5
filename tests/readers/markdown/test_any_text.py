"""What holds for any Markdown whatever: read or refused, its offsets in their text, its notes called."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.document import Document
from search.errors import ReadError
from search.notes import link_notes
from search.readers.markdown import read

PIECES = st.sampled_from(
    [
        *(
            "The lock is deep.[^1]",
            "[^1]: Nine feet.",
            "[^1]",
            "^[Nine feet.]",
            "[^lower lock]",
            "[1]",
            "[1]: /a",
        ),
        *(
            "\n",
            "\n\n",
            "    ",
            "\t",
            "- ",
            "> ",
            "1. ",
            "# ",
            "## References",
            "---",
            "***",
            "| a | b |",
            "|-|-|",
        ),
        *(
            "`",
            "```",
            "$",
            "$$",
            "*",
            "**",
            "_",
            "~",
            "^",
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            "{#a .b}",
            "{: .c}",
            "\\",
        ),
        *(
            "<div>",
            "</div>",
            "<a name='x'>",
            "<!--",
            "-->",
            "<sup>1</sup>",
            "[1](#x)",
            "<pre>",
            "https://a.b/c_d_",
        ),
        *(
            "{% note %}",
            "{% endnote %}",
            "{{< fn >}}",
            "{{ a }}",
            ":::",
            "!!! note",
            "[[a|b]]",
            "term\n: text",
            "\n\n---\nreferences:\n- id: a\n  title: Locks\n---\n",
            "[see @a, p. 5; @b]",
            "@a [p. 5]",
        ),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join)
WORDS = st.text(alphabet="abcdefgh", min_size=1, max_size=8)


def document(text: str) -> Document | None:
    try:
        return link_notes(read(text.encode("utf-8", "ignore"), "text.md"))
    except ReadError:
        return None


@given(TEXTS)
def test_any_text_is_read_or_refused_and_its_offsets_lie_in_it(text: str) -> None:
    found = document(text)
    for paragraph in found.paragraphs() if found else ():
        offsets = [reference.offset for reference in paragraph.references]
        assert offsets == sorted(offsets)
        assert all(0 <= offset <= len(paragraph.text) for offset in offsets)
    for note in found.notes if found else ():
        assert all(0 <= reference.offset <= len(note.text) for reference in note.references)
        assert all(0 <= start < end <= len(note.text) for start, end, _ in note.links)


@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=12))
def test_every_mark_whose_note_is_defined_calls_it(labels: list[tuple[str, bool]]) -> None:
    body = " ".join(f"It is so[^{label}]." for label, _ in labels)
    defined = {label for label, is_defined in labels if is_defined}
    found = document(body + "\n\n" + "".join(f"[^{label}]: Of {label}.\n" for label in sorted(defined)))
    assert found
    texts = {note.id: note.text for note in found.notes}
    assert [texts.get(mark.note_id or "") for mark in found.references()] == [
        f"Of {label}." if label in defined else None for label, _ in labels
    ]
