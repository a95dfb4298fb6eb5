"""The reader for Word's documents, whoever wrote them: Word, LibreOffice, Google Docs, Pandoc.

Comes in: the bytes of a `.docx`. Goes out: a Document whose marks know their notes, since the format keeps
them: `w:footnoteReference` and `w:endnoteReference` with the id of the note. The steps, each a module:

    bytes -package-> parts -pruning-> what is printed -labels-> the notes' labels
    paragraphs -> text, marks and links (fields, symbols); styles -> headings; notes -> notes

What is embedded in it (another document, a web page, a diagram) is read where it stands.

A document without such notes may have some that were typed by hand (`search.readers.typed`), in a list that
Word numbers or not.
"""

from __future__ import annotations

from functools import partial

from search.document import Document
from search.errors import ReadError
from search.readers.building import Builder
from search.readers.docx import notes
from search.readers.docx.body import add_body, read_body, title
from search.readers.docx.inserted import read_inserted
from search.readers.docx.labels import labels
from search.readers.docx.numbering import Numbering
from search.readers.docx.package import Package
from search.readers.docx.pages import first_page
from search.readers.docx.paragraphs import Context, Story, bookmarked
from search.readers.docx.properties import properties
from search.readers.docx.pruning import prune
from search.readers.docx.styles import Styles
from search.readers.typed import Typed, find_typed
from search.settings import Limits


def read(data: bytes, name: str, limits: Limits | None = None) -> Document:
    """Reads a Word document.

    Raises:
        ReadError: another format, protected by a password, damaged, or without a paragraph of text.
    """
    return _read(data, name, limits or Limits())


def _read(data: bytes, name: str, limits: Limits, *, is_embedded: bool = False) -> Document:
    package = Package(data, name, limits)
    root = package.document()
    parts = [notes.part(package, kind) for kind in notes.KINDS]
    prune(root)
    roots = [root, *(note for part in parts for note in part.notes.values())]
    styles = Styles(package.part("styles")[1])
    context = Context(styles, labels(roots, package.part("settings")[1]), bookmarked(root))
    story = Story(context, package.relations(package.main), first_page(package, root))
    inserted = read_inserted(package, root, limits, partial(_read_embedded, limits, is_embedded))
    body = read_body(story, root, Numbering(package.part("numbering")[1], styles), inserted.pieces)
    typed = (
        None
        if story.calls or inserted.documents
        else find_typed([Typed(p.content.text, p.level, p.number) for p in body])
    )
    builder = Builder()
    add_body(builder, body, typed)
    stories = {part: Story(context, package.relations(part.name)) for part in parts}
    problems = (*inserted.problems, *notes.read_notes(builder, stories, story.calls))
    inserted.add_notes(builder)
    conventions = (one.convention for one in inserted.documents.values() if one.notes)
    known = properties(package.properties())
    return builder.document(
        data,
        name,
        "docx",
        title=title(body) or known.title,
        authors=known.authors,
        language=known.language or styles.language(),
        published=known.published,
        convention=notes.convention(parts, story.calls)
        or (typed.convention if typed else next(conventions, "no notes found")),
        problems=problems,
    )


def _read_embedded(limits: Limits, is_embedded: bool, data: bytes, name: str) -> Document:
    if is_embedded:  # a document may hold itself
        raise ReadError(
            name, "stands in a document that is embedded itself; open the file in Word and save it"
        )
    return _read(data, name, limits, is_embedded=True)
