"""Whatever is indexed and whatever is asked, every engine finds what the memory engine finds."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import fold, stem
from search.choices import FACETS, Sort
from search.engines import Engine, Entry, Filters, Hits, open_engine
from search.errors import QueryError
from search.query import And, Everything, Field, Fuzzy, Node, Not, Or, Phrase, Prefix, Query, Range, Word
from search.settings import Limits
from tests.engines.corpus import asked

TEXT = (
    "stone stones stony great greater run running runs ran park parks parked castle castles battle bottle "
    "café cooperation cooperate industrial industry U.S. 2.5 1,000 people's Łódź"
)
WORDS = TEXT.split()
PLACES = ("belta.by", "Gov.UK", "pravo.by")
YEARS = ("1896", "2015", "2019", "n.d.")
DATES = ("1897", "2021-06-15", "2021-07", "2019")

LIMITS = Limits(expansions=6)  # so few that some prefixes are refused

words = st.sampled_from(WORDS)
texts = st.lists(words, min_size=1, max_size=9).map(" ".join)
folded = words.map(fold)


def some(values: Sequence[str], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most).map(tuple)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    document, number = draw(st.sampled_from(("park", "castle", "letter"))), draw(st.integers(1, 12))
    years, places = draw(some(YEARS)), draw(some(PLACES))
    return Entry(
        id=f"{document}.p{number}",
        document=document,
        number=number,
        body=tuple(draw(st.lists(texts, min_size=1, max_size=2))),
        notes=tuple(draw(st.lists(texts, max_size=3))),
        fields={
            "title": tuple(draw(st.lists(texts, max_size=2))),
            "year": years,
            "domain": places,
            "published": draw(some(DATES, 1)),
        },
        facets={"document": (document,), "year": years, "domain": places},
    )


leaves = st.one_of(
    words.map(lambda word: Word(stem(fold(word)), word)),
    st.builds(Phrase, st.lists(folded, min_size=1, max_size=3).map(tuple), st.integers(0, 12)),
    st.builds(
        Phrase,
        st.lists(folded.map(stem), min_size=1, max_size=3).map(tuple),
        st.integers(0, 3),
        st.just(False),
    ),
    st.builds(Prefix, st.builds(lambda word, length: word[:length], folded, st.integers(1, 5))),
    st.builds(
        Fuzzy, st.sampled_from(("caste", "battel", "grate", "runns", "stonez", "lodz")), st.integers(1, 2)
    ),
    st.builds(Field, st.just("title"), st.lists(folded, min_size=1, max_size=2).map(tuple)),
    st.builds(Field, st.just("year"), st.tuples(st.sampled_from(YEARS))),
    st.builds(Field, st.just("domain"), st.tuples(st.sampled_from(PLACES).map(fold))),
    st.builds(Field, st.just("published"), st.tuples(st.sampled_from(("2021", "2021-06", "1897")))),
    st.builds(
        Range, st.just("year"), st.none() | st.integers(1890, 2020), st.none() | st.integers(1890, 2020)
    ),
    st.just(Everything()),
)


def branches(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(nodes, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(And, parts), st.builds(Or, parts), st.builds(Not, nodes))


queries = st.builds(
    asked, st.recursive(leaves, branches, max_leaves=6), st.sampled_from(("body", "notes", "all"))
)
filters = st.fixed_dictionaries(
    {}, optional={"year": some(YEARS), "domain": some(PLACES), "document": some(("park",))}
)


def several(most: int) -> st.SearchStrategy[list[Entry]]:
    """Entries as the library gives them: each id once."""
    return st.lists(entries(), max_size=most, unique_by=lambda entry: entry.id)


changes = st.tuples(some(("park", "castle", "unknown")), several(6))
questions = st.tuples(
    queries,
    filters,
    st.sampled_from(("relevance", "position", "published")),
    st.integers(0, 4),
    st.integers(0, 9),
)


def answer(engine: Engine, query: Query, chosen: Filters, sort: Sort, offset: int, limit: int) -> Hits | str:
    try:
        assert engine.count(query, chosen) == engine.search(query, filters=chosen).total
        return engine.search(query, offset=offset, limit=limit, filters=chosen, facets=FACETS, sort=sort)
    except QueryError as error:
        return str(error)


@pytest.mark.parametrize("name", ["whoosh"])
@settings(max_examples=50)
@given(
    several(14),
    st.lists(changes, max_size=4),
    st.lists(questions, min_size=1, max_size=12),
)
def test_every_engine_answers_as_the_memory_engine_does(
    name: str,
    first: list[Entry],
    later: list[tuple[tuple[str, ...], list[Entry]]],
    asked_for: list[tuple[Query, Filters, Sort, int, int]],
) -> None:
    oracle = open_engine("memory:", LIMITS)
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"{name}:{folder}", LIMITS)
        for each in (oracle, engine):
            each.rebuild(first, revision=0)
            for revision, (removed, added) in enumerate(later, 1):
                each.update(removed, added, revision)
        for question in asked_for:
            assert answer(engine, *question) == answer(oracle, *question)
        for word in ("run", "stonez", "c", ""):
            assert engine.words_with_prefix(word) == oracle.words_with_prefix(word)
            assert engine.similar_words(word) == oracle.similar_words(word)
