"""Text with hits and references to HTML."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from search.document import NoteReference
from search.markup import html


def to_note(reference: NoteReference) -> str:
    return f"/documents/report#{reference.note_id}"


class Reading(HTMLParser):
    """Reads HTML back: its text, its elements, whether they nest."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text = ""
        self.marked: list[str] = []
        self.labels: list[str] = []
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.feed(markup)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in self.open
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        self.open.append(tag)
        self.elements.add(tag)
        if tag == "mark":
            self.marked.append("")
        if tag == "a":
            self.labels.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "a" in self.open:
            self.labels[-1] += data
            return
        self.text += data
        if "mark" in self.open:
            self.marked[-1] += data


def test_script_in_a_text_stays_text() -> None:
    assert html("<script>&\"'", hits=[(1, 7)], href=to_note) == "&lt;<mark>script</mark>&gt;&amp;&quot;&#x27;"


def test_script_in_a_label_stays_text() -> None:
    reference = NoteReference("<b>", 4, 'x"y')
    markup = html("Oman", references=[reference], href=to_note)
    assert markup == 'Oman<a href="/documents/report#x&quot;y">&lt;b&gt;</a>'


def test_mark_right_behind_a_hit_stands_outside_it() -> None:
    markup = html(
        "Great Stone grew", hits=[(6, 11)], references=[NoteReference("3", 11, "note-3")], href=to_note
    )
    assert markup == 'Great <mark>Stone</mark><a href="/documents/report#note-3">3</a> grew'


def test_mark_within_a_phrase_stands_inside_the_hit() -> None:
    markup = html(
        "Great Stone grew", hits=[(0, 11)], references=[NoteReference("3", 5, "note-3")], href=to_note
    )
    assert markup == '<mark>Great<a href="/documents/report#note-3">3</a> Stone</mark> grew'


def test_mark_between_two_hits_is_written_once() -> None:
    references = [NoteReference("3", 5, "note-3")]
    markup = html("GreatStone", hits=[(0, 5), (5, 10)], references=references, href=to_note)
    assert markup == '<mark>Great</mark><a href="/documents/report#note-3">3</a><mark>Stone</mark>'


def test_references_of_a_snippet_count_from_the_whole_text() -> None:
    references = [NoteReference("1", 2, "note-1"), NoteReference("2", 10, "note-2")]
    markup = html("stone", references=references, href=to_note, start=6)
    assert markup == 'ston<a href="/documents/report#note-2">2</a>e'


@st.composite
def annotated(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]], list[NoteReference]]:
    text = draw(st.text("ab <>&\"' é\u202e", max_size=30))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    hits = list(zip(cuts[::2], cuts[1::2], strict=False))
    offsets = sorted(draw(st.lists(st.integers(0, len(text)), max_size=5)))
    return text, hits, [NoteReference(f"<{n}>", offset, f"note-{n}") for n, offset in enumerate(offsets)]


@given(annotated())
def test_whatever_is_marked_reads_back_as_it_was(
    case: tuple[str, list[tuple[int, int]], list[NoteReference]],
) -> None:
    text, hits, references = case
    reading = Reading(html(text, hits=hits, references=references, href=to_note))
    assert reading.text == text
    assert reading.marked == [text[start:end] for start, end in hits]
    assert reading.labels == [reference.label for reference in references]
    assert reading.elements <= {"mark", "a"}
