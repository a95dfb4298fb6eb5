"""The reader for Word's documents, whoever wrote them: Word, LibreOffice, Google Docs, Pandoc.

Comes in: the bytes of a `.docx`. Goes out: a Document whose marks know their notes, since the format keeps
them: `w:footnoteReference` and `w:endnoteReference` with the id of the note. The steps, each a module:

    bytes -package-> parts -pruning-> what is printed -labels-> the notes' labels
    paragraphs -> text, marks and links (fields, symbols); styles -> headings
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from search.document import Document, Problem, ProblemKind
from search.readers.building import Builder
from search.readers.docx.labels import NoteKey, labels
from search.readers.docx.package import Element, Package, full, value_of
from search.readers.docx.pages import first_page
from search.readers.docx.paragraphs import Context, Story, bookmarked
from search.readers.docx.properties import properties
from search.readers.docx.pruning import ends_deleted, prune
from search.readers.docx.styles import Styles
from search.readers.flow import Finished, Flow
from search.settings import Limits

_KINDS = ("footnote", "endnote")


@dataclass(frozen=True, slots=True)
class _Part:
    """The footnotes or the endnotes: where they stand and what they are by their ids."""

    name: str
    notes: dict[NoteKey, Element]


def read(data: bytes, name: str, limits: Limits | None = None) -> Document:
    """Reads a Word document.

    Raises:
        ReadError: another format, protected by a password, damaged, or without a paragraph of text.
    """
    package = Package(data, name, limits or Limits())
    body = package.document()
    parts = [_part(package, kind) for kind in _KINDS]
    roots = [body, *(note for part in parts for note in part.notes.values())]
    for root in roots:
        prune(root)
    styles = Styles(package.part("styles")[1])
    context = Context(styles, labels(roots, package.part("settings")[1]), bookmarked(body))
    builder = Builder()
    story = Story(context, package.relations(package.main), first_page(package, body))
    title = _read_body(builder, story, body)
    problems: list[Problem] = []
    for part in parts:
        problems += _read_notes(builder, part, Story(context, package.relations(part.name)), story.calls)
    known = properties(package.properties())
    return builder.document(
        data,
        name,
        "docx",
        title=title or known.title,
        authors=known.authors,
        language=known.language or styles.language(),
        published=known.published,
        convention=_convention(parts, story.calls),
        problems=tuple(problems),
    )


def _part(package: Package, kind: str) -> _Part:
    """The notes of a kind; the rules that separate them from the text are kept among them, with a type."""
    name, root = package.part(f"{kind}s")
    elements = [] if root is None else root.findall(full(f"w:{kind}"))
    notes = {
        (kind, value_of(element, "w:id") or ""): element
        for element in elements
        if value_of(element, "w:type") in (None, "normal")
    }
    return _Part(name, notes)


def _read_body(builder: Builder, story: Story, body: Element) -> str:
    """Adds headings and paragraphs; returns the title, where a paragraph is set as one."""
    title = ""
    begun = False
    flow = Flow()
    styles = story.context.styles
    for paragraph in body.iter(full("w:p")):
        is_title = styles.is_title(paragraph)
        level = 1 if is_title else styles.level(paragraph)
        if styles.is_contents(paragraph):
            level = None
            story.read(paragraph, Flow())
            continue
        if level:
            story.leave_contents()
        page = story.page
        story.read(paragraph, flow)
        if ends_deleted(paragraph) or flow.is_textless():
            continue  # its marks go to the paragraph that comes next
        finished = flow.finish()
        flow = Flow()
        if level:
            builder.heading(finished.text, level, page, finished.marks)
            title = title or (finished.text if is_title and not begun else "")
        else:
            builder.paragraph(finished.text, finished.marks, page)
        begun = True
    return title


def _read_notes(
    builder: Builder, part: _Part, story: Story, calls: Mapping[NoteKey, int | None]
) -> Iterator[Problem]:
    """Adds the notes in the order of their calls; one that nothing calls is not printed."""
    called = dict(calls)
    waiting = [key for key in calls if key in part.notes]
    for key in waiting:
        finished = _note(story, part.notes[key])
        label = story.context.labels.get(key, "*")
        finished = finished.without(_printed_label(finished.text, label))
        builder.note(key, label, finished.text, finished.marks, called[key], links=finished.links)
        # a note may call another, as a footnote does an endnote
        new = [one for one in story.calls if one not in called]
        called.update(dict.fromkeys(new))
        waiting.extend(one for one in new if one in part.notes)
    for key, element in part.notes.items():
        text = "" if key in called else _note(story, element).text
        if text:
            message = f"A {key[0]} is kept in the file but called nowhere: “{text[:80]}”"
            yield Problem(ProblemKind.ORPHAN_NOTE, message)


def _note(story: Story, element: Element) -> Finished:
    """Its paragraphs, joined."""
    flow = Flow()
    for paragraph in element.iter(full("w:p")):
        story.read(paragraph, flow)
        flow.text("" if ends_deleted(paragraph) else " ")
    return flow.finish()


def _printed_label(text: str, label: str) -> int:
    """How much of a note is its label, typed there (as of a custom mark), or what stands behind it."""
    match = re.match(rf"[\[(]?{re.escape(label)}(?:[\]).:]+\s*|\s+|(?=[^\w\s]))", text)
    match = match or re.match(r"[\]).:]+\s+", text)
    return match.end() if match else 0


def _convention(parts: Sequence[_Part], calls: Mapping[NoteKey, int | None]) -> str:
    kinds = [f"{kind}s" for kind, part in zip(_KINDS, parts, strict=True) if calls.keys() & part.notes.keys()]
    return f"{' and '.join(kinds)} kept as such by the word processor" if kinds else "no notes found"
