"""The body of a document to its headings and paragraphs in reading order, each with its marks.

Comes in: `w:body`. Goes out: `Piece` values. A table's rows and a text box's paragraphs are paragraphs; a
table of contents is none. A heading as long as a paragraph (contracts number their clauses so) is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from search.readers.building import Builder, Mark
from search.readers.docx.bold import bold_headings
from search.readers.docx.numbering import Numbering
from search.readers.docx.package import Element, full, short, value_of
from search.readers.docx.paragraphs import Story
from search.readers.docx.pruning import ends_deleted
from search.readers.docx.tables import joined_cells
from search.readers.flow import Finished, Flow, joined
from search.readers.typed import Found, WithoutMarks

# what stands where Word puts in other parts, and the attribute that names the relation
_INSERTS = {"w:altChunk": "r:id", "dgm:relIds": "r:dm"}
_LONGEST_HEADING = 250  # characters: what is longer is a numbered clause, or a paragraph in the wrong style


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading of a level, or a paragraph (level 0).

    Attributes:
        is_title: True for what is set as the whole document's title.
        number: what Word prints before it, of a list: "[12]".
    """

    content: Finished
    level: int = 0
    page: int | None = None
    is_title: bool = False
    number: str = ""


def read_body(
    story: Story, body: Element, numbering: Numbering, inserted: Mapping[str, Sequence[Piece]] | None = None
) -> list[Piece]:
    """The pieces of a body; where it holds nothing but headings, they are its paragraphs."""
    pieces: list[Piece] = []
    flow = Flow()
    styles = story.context.styles
    cells = joined_cells(body)
    bold = bold_headings(body, styles)
    for paragraph in body.iter(*map(full, ("w:p", *_INSERTS))):
        if (attribute := _INSERTS.get(short(paragraph.tag))) is not None:
            pieces += (inserted or {}).get(value_of(paragraph, attribute) or "", ())
            continue
        if styles.is_contents(paragraph):
            story.read(paragraph, Flow())
            continue
        is_title = styles.is_title(paragraph)
        level = 1 if is_title or paragraph in bold else styles.level(paragraph) or 0
        if level:
            story.leave_contents()
        number = numbering.label(paragraph)
        page = story.page
        story.read(paragraph, flow)
        if paragraph in cells:
            flow.text(" ")
            continue
        if ends_deleted(paragraph) or flow.is_textless():
            continue  # its marks go to the paragraph that comes next
        content = flow.finish()
        flow = Flow()
        level = level if len(content.text) <= _LONGEST_HEADING else 0
        pieces.append(Piece(content, level, page, is_title and level > 0, number))
    pieces = _ended(pieces, flow.finish())
    return pieces if any(not one.level for one in pieces) else [replace(one, level=0) for one in pieces]


def title(pieces: Sequence[Piece]) -> str:
    """The document's title, where its first paragraph is set as one."""
    return pieces[0].content.text if pieces and pieces[0].is_title else ""


def _ended(pieces: list[Piece], rest: Finished) -> list[Piece]:
    """With what the last paragraph left: marks that no text follows stand at the end of what came before."""
    if rest.text:
        return [*pieces, Piece(rest)]
    if not rest.marks or not pieces:
        return pieces
    last = pieces[-1].content
    marks = (*last.marks, *(replace(mark, offset=len(last.text)) for mark in rest.marks))
    return [*pieces[:-1], replace(pieces[-1], content=replace(last, marks=marks))]


def add_body(builder: Builder, pieces: Sequence[Piece], typed: Found | None = None) -> None:
    """Adds the pieces, and the notes among them that were typed by hand."""
    for place, piece in enumerate(pieces):
        text, marks = piece.content.text, piece.content.marks
        if typed:
            if place not in typed.marked:
                continue
            text, marks = typed.marked[place].text, _marks(typed.marked[place], piece.page)
        if piece.level:
            builder.heading(text, piece.level, piece.page, marks)
        else:
            builder.paragraph(text, marks, piece.page)
    for place, note in enumerate(typed.notes if typed else ()):
        first, *further = [piece.content for piece in pieces[note.first : note.last + 1]]
        content = joined([first.without(note.cut), *further])
        builder.note(place, note.label, content.text, page=pieces[note.first].page, links=content.links)


def _marks(one: WithoutMarks, page: int | None) -> tuple[Mark, ...]:
    found = zip(one.references, one.calls, strict=True)
    return tuple(Mark(reference.label, reference.offset, call, page) for reference, call in found)
