"""Hits as spans of the text, and the best lines as a snippet."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import tokens
from search.document import Citation, NoteReference, Passage, Status
from search.errors import IbidemError
from search.highlight import Highlights, Mark, highlight, merge, snippet
from search.matching import stands_for
from search.query import And, Everything, Fuzzy, Leaf, Node, Not, Phrase, Prefix, Query, Word, leaves
from search.query_parser import parse
from search.results import Snippet, Span
from tests.test_query_parser import HOSTILE, grammar

TEXT = (
    "In June 2021, a forum was held in Minsk. The Great Stone industrial park has members from many lands. "
    "Its founders, the People’s Republic of China and Belarus, agreed in 2015 on a stone-by-stone plan. "
    "Exports of potash grew by 2.5 percent, and those of timber fell. A business council met in Muscat. "
    "The council of Oman praised Great Stone, and the stones of the old town, as a great place for business."
)


def passage(text: str = TEXT, *notes: str, title: str = "", opens: bool = False) -> Passage:
    citations = tuple(
        Citation(str(number), f"note-{number}", text.index(".") + 1, Status.NO_URL, note)
        for number, note in enumerate(notes, 1)
    )
    references = tuple(NoteReference(c.note, c.offset, c.note_id) for c in citations)
    return Passage(
        "x.p1",
        "x",
        "A book",
        1,
        title,
        1,
        text,
        opens_section=opens,
        references=references,
        citations=citations,
    )


def hits(query: str, text: str = TEXT) -> list[str]:
    return [text[start:end] for start, end in highlight(parse(query), passage(text)).matches]


def shown(found: Snippet) -> str:
    """A snippet with its hits in brackets and dots where something is left out."""
    text = found.text
    for start, end in reversed(found.spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return "… " * found.before + text + " …" * found.after


# --- hits --------------------------------------------------------------------------------------------------


def test_word_is_highlighted_as_printed_in_every_form() -> None:
    assert hits("councils") == ["council", "council"]
    assert hits("chinese china") == ["China"]


def test_phrase_is_one_span() -> None:
    assert hits('"great stone"') == ["Great Stone", "Great Stone"]


def test_near_phrase_is_one_span_from_first_to_last_word() -> None:
    assert hits('"china agreed"~2') == ["China and Belarus, agreed"]


def test_hyphenated_word_is_one_span() -> None:
    assert hits("stone-by-stone") == ["stone-by-stone"]


def test_words_side_by_side_are_two_spans() -> None:
    assert hits("great stone", "Great Stone") == ["Great", "Stone"]


def test_overlapping_hits_are_one_span() -> None:
    assert hits('"great stone" "stone industrial"', "the Great Stone industrial park") == [
        "Great Stone industrial"
    ]
    assert hits('"great stone" stones', "the Great Stone") == ["Great Stone"]


def test_prefix_and_fuzzy_words_are_highlighted_whole() -> None:
    assert hits("indust*") == ["industrial"]
    assert hits("muscot~") == ["Muscat"]


def test_typographic_apostrophe_in_the_text_is_found_with_a_plain_one() -> None:
    assert hits('"people\'s republic"') == ["People’s Republic"]


def test_phrase_is_found_across_the_place_of_a_note_mark() -> None:
    text = "He was “well known” in Minsk"  # as a reader leaves 'well known”12 in Minsk'
    assert hits('"known in minsk"', text) == ["known” in Minsk"]


def test_what_is_left_out_is_not_highlighted() -> None:
    assert hits("forum -minsk") == ["forum"]
    assert hits('forum -(minsk OR "great stone")') == ["forum"]


def test_field_is_not_highlighted() -> None:
    assert hits("forum author:minsk year:2015") == ["forum"]


def test_every_alternative_is_highlighted() -> None:
    assert hits("potash OR timber OR Oslo") == ["potash", "timber"]


def test_heading_is_highlighted_only_in_the_passage_that_it_opens() -> None:
    query = parse("stone")
    assert highlight(query, passage(title="Great Stone", opens=True)).heading_matches == ((6, 11),)
    assert highlight(query, passage(title="Great Stone", opens=False)).heading_matches == ()


@pytest.mark.parametrize(
    ("scope", "body", "notes"), [("body", True, False), ("notes", False, True), ("all", True, True)]
)
def test_hits_are_marked_where_the_query_looks(scope: str, body: bool, notes: bool) -> None:
    found = highlight(
        parse(f"stone in:{scope}"),
        passage(TEXT, "No hit.", "Of stone, by stones.", title="Stone", opens=True),
    )
    assert bool(found.matches) is bool(found.heading_matches) is body
    assert [(note.note_id, note.spans) for note in found.note_matches] == (
        [("note-2", ((3, 8), (13, 19)))] if notes else []
    )


def test_note_that_cites_two_works_has_its_hits_once() -> None:
    citation = Citation("1", "note-1", 40, Status.NO_URL, "Of stone; of stones.")
    twice = Passage("x.p1", "x", "A book", 1, "", 1, TEXT, citations=(citation, citation))
    assert len(highlight(parse("stone in:all"), twice).note_matches) == 1


def test_missing_note_has_no_hits() -> None:
    missing = Citation("1", None, 40, Status.MISSING)
    found = highlight(
        parse("stone in:notes"), Passage("x.p1", "x", "A", 1, "", 1, TEXT, citations=(missing,))
    )
    assert found.note_matches == ()


# --- the snippet -------------------------------------------------------------------------------------------


def test_short_text_is_its_own_snippet() -> None:
    assert shown(highlight(parse("held"), passage("A forum was held.")).snippet) == "A forum was [held]."


def test_snippet_begins_with_the_sentence_of_its_hit_where_that_is_near() -> None:
    found = highlight(parse("potash"), passage(), 100).snippet
    assert shown(found).startswith("… Exports of [potash] grew by 2.5 percent")


def test_snippet_shows_where_most_of_the_query_stands_together() -> None:
    found = highlight(parse("stone council oman"), passage(), 60).snippet
    assert shown(found) == "… The [council] of [Oman] praised Great [Stone], and the [stones] of …"


def test_snippet_without_hits_is_the_beginning() -> None:
    assert shown(highlight(parse("year:2015"), passage(), 60).snippet) == (
        "In June 2021, a forum was held in Minsk. The Great Stone …"
    )


def test_snippet_of_a_hit_in_a_note_shows_where_the_note_is_called() -> None:
    text = "First words. " * 40 + "Here it is called; and more follows. " + "Last words. " * 40
    citation = Citation("1", "note-1", text.index("called") + 6, Status.NO_URL, "Belta")
    found = highlight(
        parse("in:notes belta"), Passage("x.p1", "x", "A", 1, "", 1, text, citations=(citation,)), 60
    )
    assert "called" in found.snippet.text
    assert found.snippet.spans == ()


def test_snippet_at_the_end_uses_its_whole_length() -> None:
    found = highlight(parse("business"), passage("Plain words here. " * 20 + "All business."), 60).snippet
    assert found.text.endswith("All business.")
    assert 45 < len(found.text) <= 60
    assert (found.before, found.after) == (True, False)


def test_snippet_at_the_end_is_not_shortened_to_its_last_sentence() -> None:
    found = highlight(
        parse("oman"), passage("Plain words, here and there, and more of them. " * 9 + "Oman it was."), 60
    )
    assert shown(found.snippet).endswith("more of them. [Oman] it was.")
    assert len(found.snippet.text) >= 48


def test_snippet_never_begins_or_ends_inside_a_word() -> None:
    words = TEXT.split()
    for limit in range(20, len(TEXT)):
        text = highlight(parse("stone"), passage(), limit).snippet.text
        assert len(text) <= limit
        assert set(text.split()) <= set(words), limit


def test_text_without_spaces_is_cut_between_its_characters() -> None:
    text = "東京タワ\u30fc" * 50 + "北京大学" + "東京タワ\u30fc" * 50
    found = highlight(parse("北京大学"), passage(text + ". "), 30).snippet
    assert "北京大学" in found.text
    assert 25 <= len(found.text) <= 30


def test_word_longer_than_a_snippet_is_cut_but_not_from_its_accents() -> None:
    found = snippet("e\u0301" * 500, [], 101)
    assert found.text == "e\u0301" * 50
    assert found.after


def test_picture_of_several_characters_is_not_cut() -> None:
    family = "👩\u200d👩\u200d👧"
    assert set(snippet(family * 100, [], 23).text.split(family)) == {""}


def test_hit_longer_than_a_snippet_is_shown_from_its_beginning() -> None:
    text = "one " + "two " * 40 + "three"
    found = highlight(parse('"one three"~50'), passage(text + "."), 30)
    assert found.matches == ((0, len(text)),)
    assert found.snippet.text.startswith("one two")
    assert found.snippet.spans == ((0, len(found.snippet.text)),)


# --- anything at all ---------------------------------------------------------------------------------------

prose = st.lists(
    st.sampled_from(
        [
            *[
                "stone",
                "Stones",
                "stoned",
                "cat",
                "cats",
                "a",
                "é",
                "e\u0301",
                "北京",
                "People’s",
                "2.5",
                "x" * 70,
            ],
            *[
                ".",
                ", ",
                "! ",
                " ",
                " ",
                " ",
                "\u00ad",
                "\n",
                "“",
                "”",
                "\ud83d",
                "\ude00",
                "👍🏽",
                "\u200d",
                "Great ",
            ],
        ]
    ),
    max_size=60,
).map("".join)
PARTS: list[Node] = [
    Word("stone", "stone"),
    Word("cat", "cat"),
    Phrase(("stone", "cat"), slop=3),
    Phrase(("a", "stone"), exact=False),
    Phrase(("北", "京"), exact=False),
    Prefix("sto"),
    Fuzzy("stone", 2),
    Not(Word("a", "a")),
]
wanted = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map(
    lambda parts: Query("", And((Everything(), *parts)), "all")
)


def satisfies(word: str, stem: str, leaf: Leaf) -> bool:
    """Whether a word may stand in a hit of a leaf; between the words of a near phrase, any may."""
    if isinstance(leaf, Phrase):
        return leaf.slop > 0 or (word if leaf.exact else stem) in leaf.words
    return stem == leaf.stem if isinstance(leaf, Word) else stands_for(leaf, word)


def assert_in_order_inside(spans: tuple[Span, ...], text: str) -> None:
    end = 0
    for span in spans:
        assert end <= span[0] < span[1] <= len(text)
        end = span[1]


def assert_true_to(found: Highlights, text: str) -> None:
    assert_in_order_inside(found.matches, text)
    part = found.snippet
    assert part.text == text[part.start : part.start + len(part.text)]
    assert part.before is bool(text[: part.start].strip())
    assert part.after is bool(text[part.start + len(part.text) :].strip())
    assert_in_order_inside(part.spans, part.text)
    for start, end in part.spans:
        assert any(first <= part.start + start < part.start + end <= last for first, last in found.matches)


@settings(max_examples=300)
@given(wanted, prose, st.integers(1, 120))
def test_every_hit_is_one_and_every_snippet_is_a_piece_of_the_text(
    query: Query, text: str, limit: int
) -> None:
    found = highlight(query, passage(text + "."), limit)
    assert_true_to(found, text + ".")
    assert len(found.snippet.text) <= limit
    assert bool(found.snippet.spans) or not found.matches or limit < 70
    for start, end in found.matches:
        for token in tokens((text + ".")[start:end]):
            assert any(satisfies(token.word, token.stem, leaf) for leaf in leaves(query.root))


@settings(max_examples=200)
@given(prose)
def test_every_printed_word_is_found_by_its_own_text(text: str) -> None:
    for token in tokens(text):
        printed = text[token.start : token.end]
        if len(token.word) <= 64:
            found = highlight(parse(f'"{printed}"'), passage(text + ".")).matches
            assert any(start <= token.start and token.end <= end for start, end in found)


@settings(max_examples=200)
@given(grammar, prose)
def test_whatever_is_asked_the_answer_is_true_to_the_text(asked: str, text: str) -> None:
    try:
        query = parse(asked)
    except IbidemError:
        return
    assert_true_to(highlight(query, passage(text + ".", text)), text + ".")


@pytest.mark.parametrize("asked", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_query_highlights_what_is_there(asked: str) -> None:
    try:
        query = parse(asked)
    except IbidemError:
        return
    assert_true_to(highlight(query, passage(TEXT, TEXT)), TEXT)


def test_text_of_a_hundred_thousand_hits_is_highlighted() -> None:
    text = "stone " * 100_000
    found = highlight(parse("stone"), passage(text + "."))
    assert len(found.matches) == 100_000
    assert len(found.snippet.text) <= 280


def test_spans_that_touch_stay_apart() -> None:
    assert merge([Mark(0, 1, 0), Mark(1, 2, 0), Mark(1, 3, 1), Mark(2, 3, 0)]) == ((0, 1), (1, 3))
