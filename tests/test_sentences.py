"""Where sentences end, and which one a mark belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.sentences import sentence_of_mark, sentences


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "This was noted by B. Zalessky in 2018.",
        "It grew by 2.5 percent, i.e. by a fortieth.",
        "Mr. Lukashenko met Dr. Xi at St. Petersburg.",
        "See vol. 2, pp. 5-7, and No. 14 of the journal.",
        "The U.S. Department of Trade agreed.",
        "He asked “Why not?” and left.",
        "They waited... and nothing came.",
        "Cf. Smith v. Jones, on appeal.",
        "On Jan. 5 the park opened.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert parts(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exports grew. Imports fell.", ["Exports grew.", "Imports fell."]),
        ('He said "no." Then he left.', ['He said "no."', "Then he left."]),
        (
            '"It is in the works" . Besides, there is more.',
            ['"It is in the works" .', "Besides, there is more."],
        ),
        ("Was it? It was! “Good.” He went.", ["Was it?", "It was!", "“Good.”", "He went."]),
        ("It opened in 2021. The year was good.", ["It opened in 2021.", "The year was good."]),
        ("The answer was no. Then came 2020.", ["The answer was no.", "Then came 2020."]),
        ("Экспорт вырос. Импорт упал.", ["Экспорт вырос.", "Импорт упал."]),
        ("出口增长。进口下降。", ["出口增长。", "进口下降。"]),
        ("(It was so.) And it was good.", ["(It was so.)", "And it was good."]),
    ],
)
def test_a_text_is_parted_into_its_sentences(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_a_mark_right_behind_the_full_stop_closes_the_sentence_before_it() -> None:
    text = "Exports grew. Imports fell."
    assert sentence_of_mark(text, 13) == (0, 13)
    assert sentence_of_mark(text, 14) == (0, 13)


def test_a_mark_inside_a_sentence_belongs_to_it() -> None:
    assert sentence_of_mark("Exports grew. Imports fell.", 21) == (14, 27)


def test_a_mark_at_the_very_beginning_belongs_to_the_first_sentence() -> None:
    assert sentence_of_mark("Exports grew. Imports fell.", 0) == (0, 13)


@given(st.text(max_size=300))
def test_sentences_are_in_order_and_leave_out_nothing_but_space(text: str) -> None:
    spans = sentences(text)
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    assert not "".join(text[end:start] for end, start in zip(ends, starts, strict=True)).strip()


@given(st.text(max_size=200), st.integers(0, 200))
def test_every_mark_has_a_sentence_in_the_text(text: str, offset: int) -> None:
    start, end = sentence_of_mark(text, min(offset, len(text)))
    assert 0 <= start <= end <= len(text)
