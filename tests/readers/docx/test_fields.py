"""Fields: what they print is text, what they say is not, and some link or call."""

from __future__ import annotations

import pytest

from search.readers.docx.fields import parse
from tests.readers.docx.packing import call, field, note, paragraph, raised, read, run


def _noted(content: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The text and the links of a note."""
    [one] = read(paragraph(run("So it was.") + call(2)), note(2, content)).notes
    return one.text, one.links


def test_a_hyperlink_field_in_a_note_keeps_its_address() -> None:
    content = run("See ") + field(' HYPERLINK "https://example.org/a" ', run("the roll")) + run(".")
    assert _noted(content) == ("See the roll.", ((4, 12, "https://example.org/a"),))


def test_a_hyperlink_field_may_name_a_place_in_the_page() -> None:
    content = field(' HYPERLINK "https://example.org/a" \\l "fol8" \\o "a tip" ', run("the roll"))
    assert _noted(content)[1] == ((0, 8, "https://example.org/a#fol8"),)


def test_an_instruction_may_be_cut_into_runs() -> None:
    whole = field(' HYPERLINK "https://exa', run("the roll"))
    second = '<w:r><w:instrText xml:space="preserve">mple.org/a" </w:instrText></w:r>'
    cut = whole.replace(
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        second + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    )
    assert _noted(cut) == ("the roll", ((0, 8, "https://example.org/a"),))


def test_a_simple_field_is_read_as_a_field_of_parts() -> None:
    says = " HYPERLINK &quot;https://example.org/a&quot; "
    content = f'<w:fldSimple w:instr="{says}">{run("the roll")}</w:fldSimple>'
    assert _noted(content) == ("the roll", ((0, 8, "https://example.org/a"),))


def test_a_field_inside_of_an_instruction_prints_nothing() -> None:
    inner = field(" DOCPROPERTY Base ", run("https://example.org"))
    outer = field(" HYPERLINK BASE ", run("the roll"))
    nested = outer.replace(
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        inner + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    )
    assert _noted(nested)[0] == "the roll"


def test_a_link_within_the_document_is_none() -> None:
    content = f'<w:hyperlink w:anchor="_Toc1">{run("chapter 2")}</w:hyperlink>'
    assert _noted(content) == ("chapter 2", ())


@pytest.mark.parametrize(
    "instruction",
    [
        ' ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":[{"itemData":{"title":"Tolls"}}]} ',
        ' ADDIN CSL_CITATION {"mendeley":{"formattedCitation":"(Town 1502)"}} ',
        " ADDIN EN.CITE &lt;EndNote&gt;&lt;Author&gt;Town&lt;/Author&gt;&lt;/EndNote&gt; ",
        " CITATION Tow02 \\l 1033 ",
        " PAGE ",
        " SEQ Table ",
    ],
)
def test_of_a_field_that_a_program_keeps_only_what_is_printed_is_text(instruction: str) -> None:
    assert _noted(run("In ") + field(instruction, run("Town (1502)")) + run(".")) == ("In Town (1502).", ())


def test_records_kept_in_the_field_itself_are_no_text() -> None:
    content = field(" ADDIN EN.CITE ", run("Town (1502)")).replace(
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:fldChar w:fldCharType="begin"><w:fldData>PEVuZE5vdGU+</w:fldData></w:fldChar>',
    )
    assert _noted(content)[0] == "Town (1502)"


def test_a_table_of_contents_is_no_text_and_ends_where_it_ends() -> None:
    begins = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    )
    separated = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    body = (
        paragraph(begins + separated + run("The mill 3"))
        + paragraph(run("The weir 4"))
        + paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + paragraph(run("It rained."))
    )
    assert [one.text for one in read(body).paragraphs()] == ["It rained."]


BOOKMARKED = f'<w:bookmarkStart w:id="0" w:name="_Ref7"/>{call(2)}<w:bookmarkEnd w:id="0"/>'


def test_a_cross_reference_set_as_a_mark_calls_the_note_again() -> None:
    again = field(" NOTEREF _Ref7 \\f \\h ", raised("1"))
    body = paragraph(run("It was built") + BOOKMARKED) + paragraph(run("and burnt") + again + run("."))
    document = read(body, note(2, run("Town book.")))
    assert [(one.label, one.note_id) for one in document.references()] == [("1", "note-1")] * 2
    assert [one.text for one in document.paragraphs()] == ["It was built", "and burnt."]


def test_a_cross_reference_in_running_text_is_text() -> None:
    body = paragraph(
        run("It was built") + BOOKMARKED + run(", see note ") + field(" NOTEREF _Ref7 \\h ", run("1"))
    )
    document = read(body, note(2, run("Town book.")))
    assert [one.label for one in document.references()] == ["1"]
    assert next(document.paragraphs()).text == "It was built, see note 1"


def test_a_cross_reference_to_nothing_is_text() -> None:
    body = paragraph(run("and burnt") + field(" NOTEREF _Ref9 \\f \\h ", raised("1")) + run("."))
    assert next(read(body).paragraphs()).text == "and burnt¹."


def test_what_an_instruction_says() -> None:
    assert parse(' HYPERLINK  "https://example.org/a%20b"').url == "https://example.org/a%20b"
    assert parse(' HYPERLINK \\l "_Toc1"').url == ""
    assert parse(" REF _Ref12 \\r \\h").bookmark == "_Ref12"
    assert parse("").name == ""
