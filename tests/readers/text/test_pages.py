"""Pages, page numbers, running heads."""

from __future__ import annotations

from search.readers.text.furniture import Pagination, paginate
from search.readers.text.pages import read_lines

PROSE = "The carters paid toll at seven bridges, and at the last\nof them a tenth of the load."


def pages(*texts: str) -> Pagination:
    return paginate(read_lines("\f".join(texts)))


def texts(pagination: Pagination) -> list[str]:
    return [line.text for line in pagination.lines]


def test_a_form_feed_begins_a_page() -> None:
    assert [line.page for line in read_lines("one\n\ftwo\n\fthree")] == [0, 1, 2]


def test_a_form_feed_alone_on_its_line_begins_a_page() -> None:
    assert [line.page for line in read_lines("one\n\f\ntwo\n\f\n\fthree\fand four")] == [0, 1, 3, 4]


def test_lines_on_either_side_of_a_form_feed_are_two() -> None:
    assert len({line.number for line in read_lines("one\ftwo\n\fthree")}) == 3


def test_a_page_number_alone_is_no_text_and_numbers_the_page() -> None:
    found = pages(f"{PROSE}\n\n17\n", f"{PROSE}\n\n18\n")
    assert texts(found) == PROSE.split("\n") * 2
    assert found.numbers == {0: 17, 1: 18}


def test_the_numbers_that_agree_outvote_a_number_that_does_not() -> None:
    found = pages(f"{PROSE}\n17\n", f"1848\n{PROSE}\n18\n", f"{PROSE}\n19\n")
    assert found.numbers == {0: 17, 1: 18, 2: 19}
    assert "1848" in texts(found)


def test_numbers_that_do_not_agree_are_not_believed() -> None:
    found = pages(f"{PROSE}\n17\n", f"{PROSE}\n44\n")
    assert found.numbers == {}
    assert "17" in texts(found)


def test_pages_without_numbers_are_counted_from_one() -> None:
    assert pages(PROSE, PROSE + " More.").numbers == {0: 1, 1: 2}


def test_a_text_without_pages_has_no_page_numbers() -> None:
    assert pages(PROSE).numbers == {}


def test_a_head_that_repeats_is_no_text() -> None:
    heads = [f"THE SALT ROAD\n\n{PROSE} {word}" for word in ("One.", "Two.", "Three.")]
    found = pages("Preface\n\nIt was long.", *heads)
    assert "THE SALT ROAD" not in texts(found)


def test_heads_that_alternate_left_and_right_are_no_text() -> None:
    found = pages("x", *(f"{head}\n\n{PROSE} {i}." for i, head in enumerate(["LEFT", "RIGHT"] * 2)))
    assert not {"LEFT", "RIGHT"} & set(texts(found))


def test_a_head_on_two_facing_pages_only_may_be_text() -> None:
    assert texts(pages(f"Salt\n\n{PROSE}", f"Salt\n\n{PROSE} So.")).count("Salt") == 2


def test_a_short_form_at_the_foot_of_every_page_is_a_note() -> None:
    found = pages(*(f"{word} {PROSE}\n\n* Ibid." for word in ("One.", "Two.", "Three.", "Four.")))
    assert texts(found).count("* Ibid.") == 4


def test_a_number_beside_the_title_numbers_the_page() -> None:
    found = pages(*(f"{page} | Umbrellas\n\n{PROSE} {page}" for page in (88, 89, 90)))
    assert found.numbers == {0: 88, 1: 89, 2: 90}
    assert not any("Umbrellas" in text for text in texts(found))


def test_front_matter_with_roman_numbers_has_no_page_numbers() -> None:
    found = pages(f"{PROSE}\niii\n", f"{PROSE}\niv\n", f"{PROSE}\n1\n", f"{PROSE}\n2\n")
    assert found.numbers == {2: 1, 3: 2}
    assert "iv" not in texts(found)


def test_page_numbers_count_the_pages_where_form_feeds_were_lost() -> None:
    page = "It was a long road, and the\ncarters were tired of\n" * 6
    found = paginate(read_lines("".join(f"{page}\n- {n} -\n\n" for n in (5, 6, 7))))
    assert found.numbers == {0: 5, 1: 6, 2: 7}
    assert not any(text.startswith("-") for text in texts(found))


def test_chapter_numbers_alone_on_their_lines_break_no_pages() -> None:
    chapter = "It was a long road.\nThe carters were tired.\nThey slept at the inn.\n" * 4
    found = paginate(read_lines("".join(f"{n}\n\n{chapter}\n" for n in (1, 2, 3, 4))))
    assert found.numbers == {}
    assert [text for text in texts(found) if text.isdecimal()] == ["1", "2", "3", "4"]


def test_a_work_cited_last_on_two_pages_is_no_running_foot() -> None:
    url = "https://www.canalmuseum.org.uk/collection/tolls-1811.html."
    found = pages(
        f"{PROSE}\n{url}\n", f"{PROSE}\nThey paid.\n", f"{PROSE}\n{url}\n", f"{PROSE}\nAll of it.\n"
    )
    assert texts(found).count(url) == 2
