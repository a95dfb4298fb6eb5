"""Which of many numbers are a numbering."""

from __future__ import annotations

from search.readers.text.numbering import Candidate, chain


def values(*numbers: int, fresh: tuple[int, ...] = ()) -> list[int]:
    candidates = [Candidate(number, fresh=index in fresh) for index, number in enumerate(numbers)]
    return [candidate.value for candidate in chain(candidates)]


def test_a_year_among_marks_is_left_out() -> None:
    assert values(1, 2, 1954, 3) == [1, 2, 3]


def test_numbers_may_be_lost_on_the_way() -> None:
    assert values(1, 2, 6, 7) == [1, 2, 6, 7]


def test_a_numbering_may_begin_again() -> None:
    assert values(1, 2, 3, 1, 2, fresh=(3,)) == [1, 2, 3, 1, 2]


def test_pages_with_a_single_note_each_begin_again() -> None:
    assert values(1, 1, 1, fresh=(0, 1, 2)) == [1, 1, 1]


def test_a_doubtful_number_is_not_believed_over_a_good_one() -> None:
    doubtful, good = Candidate(2, weight=0.4), Candidate(2, weight=1.0)
    assert chain([Candidate(1), doubtful, good, Candidate(3)])[1] is good


def test_nothing_is_no_numbering() -> None:
    assert chain([]) == []
