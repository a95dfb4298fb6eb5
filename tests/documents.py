"""Small documents made by hand, for tests that stand behind the readers."""

from __future__ import annotations

from search.document import (
    Bibliography,
    Document,
    Link,
    Mention,
    Note,
    NoteReference,
    Paragraph,
    Problem,
    ProblemKind,
    Section,
    Source,
    Status,
)

BOOK = Source(
    id="zalessky-belarus-asia-2018",
    type="book",
    title="Belarus - Asia: Vector of Partnership",
    authors=("Zalessky, B.",),
    year=2018,
    publisher="LAP LAMBERT Academic Publishing",
    text="Zalessky, B. Belarus - Asia: Vector of Partnership. - LAP LAMBERT Academic Publishing, 2018.",
)
PAGE = Source(
    id="mtz-in-india-2021",
    type="webpage",
    title="MTZ signed an agreement on the assembly of tractors in India",
    year=2021,
    url="https://www.belta.by/economics/view/mtz-444577-2021/",
    domain="belta.by",
    status=Status.REPAIRED,
    identifiers={"doi": "10.1000/mtz.2021"},
    text="MTZ signed an agreement on the assembly of tractors in India. - 2021.",
)
PAGE_LINK = Link(
    url="https://www.belta.by/economics/view/mtz-444577-2021/",
    printed="https://www.belta.by/economics/view/mtz-\n444577-2021/",
    start=20,
    end=68,
    repairs=("line break closed up",),
)

EXPORTS = Paragraph(
    id="p1",
    number=1,
    text='In 2020 exports grew. "The Asian market still remains underutilized by exporters" to this day.',
    page=3,
    references=(NoteReference("1", 81, "note-1", 3),),
)
TRACTORS = Paragraph(
    id="p2",
    number=2,
    text="The Indian partner will purchase 200 tractors. They will be assembled in India, and sold on.",
    page=4,
    references=(NoteReference("2", 46, "note-2", 4), NoteReference("3", 78, None, 4)),
)
HEALTH = Paragraph(id="p3", number=3, text="A medical cluster is being created in the park.", page=5)


def trade(name: str = "trade", title: str = "Prospects for Trade") -> Document:
    """Two headings, three paragraphs, three marks (one without its note), three notes (one an orphan)."""
    return Document(
        id=name,
        title=title,
        format="text",
        sha256=f"{name}-bytes",
        sections=(
            Section("s1", 1, "Exports to Asia", 1, 3, (EXPORTS, TRACTORS)),
            Section("s2", 2, "Health", 2, 5, (HEALTH,)),
        ),
        notes=(
            Note(
                "note-1",
                "1",
                "Zalessky, B. Belarus - Asia. - P. 5. Compare note 2.",
                3,
                (NoteReference("2", 51, "note-2"),),
            ),
            Note(
                "note-2",
                "2",
                "MTZ signed. - URL: https://www.belta.by/economics/view/mtz-444577-2021/",
                4,
                (),
                (59,),
            ),
            Note(
                "note-9",
                "9",
                "Zalessky, B. Belarus - Asia. - P. 7.",
                5,
                (),
                (),
                ((0, 8, "https://example.org/"),),
            ),
        ),
        authors=("Petrova, A.",),
        language="en",
        published="2021-06-15",
        url="https://example.org/trade",
        convention="notes at the foot of the page",
        problems=(
            Problem(ProblemKind.MISSING_NOTE, "Note 3 is missing from the document.", None, "p2"),
            Problem(ProblemKind.ORPHAN_NOTE, "Nothing calls note 9.", "note-9", None),
        ),
    )


def trade_bibliography() -> Bibliography:
    """What its notes cite: the book twice, and a page."""
    return Bibliography(
        mentions=(
            Mention("note-1", 0, 28, BOOK.id, "P. 5"),
            Mention("note-2", 0, 68, PAGE.id, None, (PAGE_LINK,)),
            Mention("note-9", 0, 28, BOOK.id, "P. 7", (), ("note-1",)),
        ),
        sources=(BOOK, PAGE),
        problems=(Problem(ProblemKind.REPAIRED_URL, "The URL of note 2 was rebuilt.", "note-2"),),
    )
