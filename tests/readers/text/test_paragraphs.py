"""Headings and paragraphs."""

from __future__ import annotations

import pytest

from search.readers.text.headings import level, says_heading
from search.readers.text.pages import read_lines
from search.readers.text.paragraphs import Block, blocks

PROSE = (
    "Salt is heavy and cheap, and everything depended on the\n"
    "road. A cart drawn by two horses carried twelve balks of it,\n"
    "and took nine days to Warsaw."
)


def kinds(text: str) -> list[tuple[int, str]]:
    return [(block.level, first_words(block)) for block in blocks(read_lines(text))]


def first_words(block: Block) -> str:
    return " ".join(" ".join(line.text for line in block.lines).split()[:4])


def test_blank_lines_part_paragraphs() -> None:
    assert kinds(f"{PROSE}\n\nThe carters were free.\n\n{PROSE}") == [
        (0, "Salt is heavy and"),
        (0, "The carters were free."),
        (0, "Salt is heavy and"),
    ]


def test_indents_part_paragraphs_where_blank_lines_do_not() -> None:
    text = "".join(
        f"   The {word} of salt\nwent north by cart and came\nto Warsaw in nine days.\n" for word in "abcd"
    )
    assert [words for _, words in kinds(text)] == [f"The {word} of salt" for word in "abcd"]


def test_a_page_break_parts_no_paragraph() -> None:
    assert len(kinds(f"{PROSE}\n\nSalt is heavy and\n\fcheap, and everything\ndepended on the road.")) == 2


def test_a_short_line_over_a_paragraph_is_a_heading() -> None:
    assert kinds(f"The carters\n\n{PROSE}\n\n{PROSE}")[0] == (1, "The carters")


def test_a_chapters_number_goes_with_its_title() -> None:
    assert kinds(f"CHAPTER IV\n\nThe Carters\n\n{PROSE}\n\n{PROSE}")[0] == (1, "CHAPTER IV The Carters")


def test_a_title_does_not_swallow_the_first_sections_heading() -> None:
    assert kinds(f"The Salt Road\n\nIntroduction\n\n{PROSE}\n\n{PROSE}")[:2] == [
        (1, "The Salt Road"),
        (1, "Introduction"),
    ]


def test_the_items_of_a_list_are_no_headings() -> None:
    assert all(depth == 0 for depth, _ in kinds(f"{PROSE}\n\n1. Flour\n\n2. Eggs\n\n3. A lemon\n\n{PROSE}"))


def test_a_signature_at_the_end_is_no_heading() -> None:
    assert kinds(f"{PROSE}\n\n{PROSE}\n\nYour loving Mother\n\nP.S. Write soon.")[-2] == (
        0,
        "Your loving Mother",
    )


@pytest.mark.parametrize(
    "text",
    [
        "CHAPTER I",
        "Chapter 2. The Carters",
        "Part Two",
        "IV.",
        "2.1 Method",
        "Глава 3",
        "THE END OF THE ROAD",
    ],
)
def test_this_says_that_it_is_a_heading(text: str) -> None:
    assert says_heading(text)


@pytest.mark.parametrize(
    "text",
    ["I went home.", "Civil war broke out.", "Part of it was lost.", "MY DEAR GOOD FRIEND,--", "3. A lemon."],
)
def test_this_does_not(text: str) -> None:
    assert not says_heading(text)


def test_a_headings_level_is_the_depth_of_its_number() -> None:
    assert [level(text) for text in ("2 Salt", "2.1 Carts", "4.1. add", "A.1. Examples", "Salt")] == [
        1,
        2,
        2,
        2,
        1,
    ]


def test_paragraphs_of_one_line_each_are_not_the_lines_of_one() -> None:
    """Blank lines say nothing only where the lines between them break off in the middle of a sentence."""
    long = "The mill stood by the river until the flood of that year, as the parish clerk wrote it down."
    short = "Nothing else of the village is known from these years."
    assert len(kinds("\n\n".join([long, *[short] * 9, long]))) == 11


def test_short_lines_part_paragraphs_where_blank_lines_are_for_headings_only() -> None:
    paragraphs = "\n".join([PROSE] * 6)
    found = kinds(f"{paragraphs}\n\nThe carters\n{paragraphs}\n\nThe owners\n{paragraphs}")
    assert found.count((0, "Salt is heavy and")) == 18
    assert (1, "The owners") in found
