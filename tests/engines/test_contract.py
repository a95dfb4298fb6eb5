"""What every engine does, in sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from search.engines import Engine, open_engine
from search.errors import NotFound, QueryError, SettingsError, StoreError
from search.query import And, Everything, Field, Fuzzy, Node, Not, Or, Prefix, Range, Scope
from tests.engines.corpus import LIBRARY, asked, entry, field, phrase, word

ALL = [entry.id for entry in LIBRARY]
IN_ORDER = ["castle.p1", "letter.p1", "park.p1", "park.p2", "park.p10"]


def found(engine: Engine, root: Node, scope: Scope = "body", **options: Any) -> set[str]:
    return {hit.id for hit in engine.search(asked(root, scope), **options).hits}


def listed(engine: Engine, root: Node, **options: Any) -> list[str]:
    return [hit.id for hit in engine.search(asked(root), **options).hits]


# --- words -----------------------------------------------------------------------------------------------


def test_a_word_is_found_in_every_form_with_its_stem(engine: Engine) -> None:
    assert found(engine, word("stone")) == {"park.p1", "park.p2", "castle.p1"}
    assert found(engine, word("running")) == {"park.p2", "letter.p1"}


def test_a_word_is_found_in_the_heading_that_its_passage_opens(engine: Engine) -> None:
    assert found(engine, word("industrial")) == {"park.p1"}


def test_accents_and_case_make_no_difference(engine: Engine) -> None:
    assert found(engine, word("CAFE")) == found(engine, word("café")) == {"park.p10"}


def test_a_word_that_nobody_wrote_finds_nothing(engine: Engine) -> None:
    hits = engine.search(asked(word("volcano")))
    assert (hits.hits, hits.total) == ((), 0)


@pytest.mark.parametrize(
    ("scope", "ids"),
    [
        ("body", {"park.p1", "park.p2", "castle.p1"}),
        ("notes", {"park.p1", "park.p2"}),
        ("all", {"park.p1", "park.p2", "castle.p1"}),
    ],
)
def test_the_scope_says_where_words_are_looked_for(engine: Engine, scope: Scope, ids: set[str]) -> None:
    assert found(engine, word("stone"), scope) == ids


def test_in_both_scopes_the_parts_of_an_and_may_stand_one_in_the_body_and_one_in_a_note(
    engine: Engine,
) -> None:
    together = And((word("castle"), word("Mackenzie")))
    assert found(engine, together, "all") == {"castle.p1"}
    assert found(engine, together, "body") == found(engine, together, "notes") - {"castle.p1"} == set()


# --- phrases ---------------------------------------------------------------------------------------------


def test_a_phrase_matches_its_exact_forms_in_order(engine: Engine) -> None:
    assert found(engine, phrase("great stone")) == {"park.p1"}
    assert found(engine, phrase("stone great")) == set()
    assert found(engine, phrase("running cost")) == set()


def test_a_hyphenated_word_matches_by_stems(engine: Engine) -> None:
    assert found(engine, phrase("run-cost", exact=False)) == {"park.p2"}


def test_slop_is_how_many_words_may_stand_between_in_all(engine: Engine) -> None:
    assert found(engine, phrase("great towers", 0)) == set()
    assert found(engine, phrase("great towers", 1)) == {"castle.p1"}
    # "Poland, Lithuania and Latvia": two others in all, however they are spread
    assert found(engine, phrase("exports lithuania latvia", 2)) == set()
    assert found(engine, phrase("exports lithuania latvia", 3)) == {"park.p10"}


def test_a_phrase_may_say_a_word_twice(engine: Engine) -> None:
    assert found(engine, phrase("great great", 20)) == {"castle.p1"}
    assert found(engine, phrase("great great great great", 50)) == set()


def test_a_phrase_does_not_run_from_a_heading_into_the_text(engine: Engine) -> None:
    assert found(engine, phrase("in stone a great")) == set()
    assert found(engine, phrase("stone great", 50)) == {"castle.p1"}  # within the text it does
    assert found(engine, phrase("building castle", 50)) == set()
    assert found(engine, phrase("building castle", 10**15)) == set()


def test_a_phrase_does_not_run_from_one_note_into_the_next(engine: Engine) -> None:
    assert found(engine, phrase("2015 Belta"), "notes") == set()
    assert found(engine, phrase("stage Belta", 50), "notes") == set()
    assert found(engine, phrase("Minsk 2015"), "notes") == {"park.p1"}


def test_a_phrase_does_not_run_from_the_body_into_a_note(engine: Engine) -> None:
    assert found(engine, phrase("2015 Zalessky"), "all") == set()


# --- expansions ------------------------------------------------------------------------------------------


def test_a_prefix_is_never_stemmed(engine: Engine) -> None:
    assert found(engine, Prefix("runn")) == {"park.p2"}
    assert found(engine, Prefix("run")) == {"park.p2", "letter.p1"}


def test_a_fuzzy_word_counts_insertions_deletions_and_substitutions(engine: Engine) -> None:
    for misspelt in ("caste", "castlle", "cattle", "castle"):
        assert found(engine, Fuzzy(misspelt, 1)) == {"castle.p1"}


def test_a_fuzzy_word_counts_a_transposition_as_two_edits(engine: Engine) -> None:
    assert found(engine, Fuzzy("csatle", 1)) == set()
    assert found(engine, Fuzzy("csatle", 2)) == {"castle.p1"}


def test_a_fuzzy_word_is_never_stemmed(engine: Engine) -> None:
    assert found(engine, Fuzzy("tower", 0)) == set()
    assert found(engine, Fuzzy("tower", 1)) == {"castle.p1"}


@pytest.mark.parametrize("leaf", [Prefix("r"), Fuzzy("ran", 1)])
def test_an_expansion_beyond_the_limit_is_refused_by_name(
    limited: Callable[[int], Engine], leaf: Prefix | Fuzzy
) -> None:
    with pytest.raises(QueryError, match=r"stands for more than 1 words") as refused:
        limited(1).search(asked(And((word("volcano"), Not(leaf)))))
    assert refused.value.code == "too-many-expansions"


def test_an_expansion_at_the_limit_is_answered(limited: Callable[[int], Engine]) -> None:
    # raised, ran, residents, regions, road, run, running, runs
    assert found(limited(8), Prefix("r")) == {"castle.p1", "letter.p1", "park.p1", "park.p2"}
    with pytest.raises(QueryError):
        limited(7).search(asked(Prefix("r")))


def test_a_word_in_the_body_and_in_a_note_is_one_expansion(limited: Callable[[int], Engine]) -> None:
    assert found(limited(2), Prefix("ston"), "all") == {"park.p1", "park.p2", "castle.p1"}  # stone, stones


def test_words_that_are_gone_count_for_no_expansion(limited: Callable[[int], Engine]) -> None:
    engine = limited(2)
    engine.update(["letter"], [], revision=2)  # ran, run, runs
    assert found(engine, Prefix("ru")) == {"park.p2"}


# --- fields ----------------------------------------------------------------------------------------------


def test_a_text_field_matches_words_that_stand_together_in_one_value(engine: Engine) -> None:
    assert found(engine, field("author", "zalessky")) == {"park.p1", "park.p2"}
    assert found(engine, field("title", "great stone")) == {"park.p1"}
    assert found(engine, field("title", "stone stage")) == set()
    assert found(engine, field("title", "stage residents")) == set()  # the end of one, the start of the next


def test_a_text_field_is_not_stemmed(engine: Engine) -> None:
    assert found(engine, field("title", "castle")) == set()
    assert found(engine, field("title", "castles")) == {"castle.p1"}


def test_a_url_is_found_by_any_of_its_parts(engine: Engine) -> None:
    assert found(engine, field("url", "belta.by/economics")) == {"park.p1"}


def test_a_document_is_found_by_its_title_and_by_its_id(engine: Engine) -> None:
    assert (
        found(engine, field("document", "regions")) == found(engine, field("document", "park")) == {"park.p1"}
    )


@pytest.mark.parametrize(
    ("name", "value", "ids"),
    [
        ("domain", "belta.by", {"park.p1", "park.p2"}),
        ("domain", "belta", set()),
        ("doi", "10.1093/ehr/xii", {"castle.p1"}),
        ("status", "no_url", {"park.p1", "castle.p1"}),
        ("note", "*", {"castle.p1"}),
        ("note", "1", {"park.p1"}),
        ("year", "2019", {"park.p1", "park.p2"}),
        ("year", "n.d.", {"letter.p1"}),
        ("published", "2021", {"park.p1", "park.p2", "park.p10"}),
        ("published", "2021-06", {"park.p1", "park.p2", "park.p10"}),
        ("published", "2021-06-15", {"park.p1", "park.p2", "park.p10"}),
        ("published", "2021-0", set()),
        ("published", "1897", {"castle.p1"}),
    ],
)
def test_an_exact_field_is_compared_whole(engine: Engine, name: str, value: str, ids: set[str]) -> None:
    assert found(engine, Field(name, (value,))) == ids


@pytest.mark.parametrize(
    ("low", "high", "ids"),
    [
        (2015, 2018, {"park.p1"}),
        (2016, 2018, set()),
        (2016, None, {"park.p1", "park.p2"}),
        (None, 1896, {"castle.p1"}),
        (None, None, {"park.p1", "park.p2", "castle.p1"}),
        (2019, 2015, set()),
    ],
)
def test_a_range_matches_where_any_year_falls_within(
    engine: Engine, low: int | None, high: int | None, ids: set[str]
) -> None:
    assert found(engine, Range("year", low, high)) == ids


# --- trees -----------------------------------------------------------------------------------------------


def test_or_matches_any_and_and_all_of_its_parts(engine: Engine) -> None:
    assert found(engine, Or((word("castle"), word("exports")))) == {"castle.p1", "park.p10"}
    assert found(engine, And((word("stone"), word("residents"), word("park")))) == {"park.p1"}


def test_not_takes_away(engine: Engine) -> None:
    assert found(engine, And((word("stone"), Not(word("castle"))))) == {"park.p1", "park.p2"}
    assert found(engine, Not(word("stone"))) == {"park.p10", "letter.p1"}
    assert found(engine, Not(Not(word("castle")))) == {"castle.p1"}


def test_everything_is_every_passage(engine: Engine) -> None:
    assert found(engine, Everything()) == set(ALL)
    assert engine.count(asked(Not(Everything()))) == 0


# --- filters and facets ----------------------------------------------------------------------------------


def test_a_filter_takes_any_of_its_values(engine: Engine) -> None:
    assert found(engine, Everything(), filters={"year": ["1896", "2015"]}) == {"castle.p1", "park.p1"}


def test_filters_must_all_hold(engine: Engine) -> None:
    both = {"year": ["2019"], "status": ["ok", "missing"]}
    assert found(engine, Everything(), filters=both) == {"park.p1"}
    assert engine.count(asked(Everything()), both) == 1


def test_a_filter_that_nothing_has_finds_nothing(engine: Engine) -> None:
    assert engine.count(asked(Everything()), {"domain": ["example.org"]}) == 0
    assert engine.count(asked(Everything()), {"colour": ["red"]}) == 0


def test_a_filter_without_values_asks_for_nothing(engine: Engine) -> None:
    assert engine.count(asked(Everything()), {"domain": []}) == len(ALL)


def test_facets_count_all_matching_passages_not_only_the_page(engine: Engine) -> None:
    hits = engine.search(asked(word("stone")), limit=1, facets=["document", "status", "author"])
    assert hits.facets == {
        "document": {"park": 2, "castle": 1},
        "status": {"ok": 1, "no_url": 2, "repaired": 1},
        "author": {},
    }


def test_a_facet_leaves_out_its_own_filter_but_no_other(engine: Engine) -> None:
    filters = {"document": ["castle"], "year": ["2019", "1896"]}
    hits = engine.search(asked(word("stone")), filters=filters, facets=["document", "year"])
    assert hits.facets == {"document": {"park": 2, "castle": 1}, "year": {"1896": 1}}
    assert hits.total == 1


def test_a_value_given_twice_counts_its_passage_once(empty: Engine) -> None:
    empty.rebuild([entry("park.p1", "Exports grew.", facets={"year": ("2015", "2015")})], revision=1)
    assert empty.search(asked(Everything()), facets=["year"]).facets == {"year": {"2015": 1}}


# --- order and pages -------------------------------------------------------------------------------------


def test_by_position_documents_come_by_id_and_passages_by_number(engine: Engine) -> None:
    assert listed(engine, Everything(), sort="position") == IN_ORDER


def test_by_publication_the_newest_come_first_and_the_undated_last(engine: Engine) -> None:
    newest = ["park.p1", "park.p2", "park.p10", "castle.p1", "letter.p1"]
    assert listed(engine, Everything(), sort="published") == newest


def test_where_scores_tie_the_order_is_that_of_position(engine: Engine) -> None:
    assert listed(engine, Everything()) == IN_ORDER
    assert listed(engine, field("author", "zalessky")) == ["park.p1", "park.p2"]


def test_a_passage_with_more_of_the_words_comes_first(engine: Engine) -> None:
    assert listed(engine, Or((word("great"), word("stone"), word("industrial"))))[-1] == "park.p2"
    assert listed(engine, word("great"))[0] == "castle.p1"  # three times, against once


def test_a_rare_word_weighs_more_than_a_common_one(engine: Engine) -> None:
    assert listed(engine, Or((word("residents"), word("Minsk"))))[0] == "park.p1"


def test_what_is_negated_adds_nothing_to_a_score(engine: Engine) -> None:
    plain = engine.search(asked(word("stone"))).hits
    negated = engine.search(asked(And((word("stone"), Not(word("volcano")))))).hits
    assert plain == negated


def test_the_order_of_sorting_does_not_change_the_scores(engine: Engine) -> None:
    by_score = {hit.id: hit.score for hit in engine.search(asked(word("great"))).hits}
    by_place = {hit.id: hit.score for hit in engine.search(asked(word("great")), sort="position").hits}
    assert by_score == by_place
    assert min(by_score.values()) > 0


def test_pages_follow_each_other_without_gap_or_repetition(engine: Engine) -> None:
    query = asked(Or((word("great"), word("trade"), word("run"), word("park"))))
    whole = engine.search(query).hits
    pages = [hit for offset in range(0, 6, 2) for hit in engine.search(query, offset=offset, limit=2).hits]
    assert tuple(pages) == whole
    assert len(whole) == engine.search(query, offset=2, limit=2).total == 5


def test_a_page_beyond_the_last_is_empty_but_knows_the_total(engine: Engine) -> None:
    hits = engine.search(asked(word("stone")), offset=9_000, limit=20)
    assert (hits.hits, hits.total) == ((), 3)


# --- the vocabulary --------------------------------------------------------------------------------------


def test_similar_words_come_nearest_first_then_most_frequent(engine: Engine) -> None:
    assert engine.similar_words("stonne") == ["stone", "stones"]
    assert engine.similar_words("residnets", limit=1) == ["residents"]
    assert engine.similar_words("xylophone") == []


def test_words_with_a_prefix_come_most_frequent_first(engine: Engine) -> None:
    assert engine.words_with_prefix("gr") == ["great", "grew"]
    assert engine.words_with_prefix("R", limit=2) == ["residents", "raised"]


def test_words_that_only_notes_have_are_not_suggested(engine: Engine) -> None:
    assert engine.words_with_prefix("mack") == []
    assert engine.similar_words("mackenzie") == []


def test_words_that_are_gone_are_not_suggested(engine: Engine) -> None:
    engine.update(["castle"], [], revision=2)
    assert engine.words_with_prefix("cast") == engine.similar_words("castle") == []
    assert engine.words_with_prefix("gr") == ["great", "grew"]


# --- changing what is held -------------------------------------------------------------------------------


def test_a_new_engine_holds_no_index_and_says_so(empty: Engine) -> None:
    assert empty.revision() is None
    with pytest.raises(StoreError):
        empty.search(asked(Everything()))
    with pytest.raises(StoreError):
        empty.update([], LIBRARY, revision=1)


def test_an_index_of_nothing_is_an_index(empty: Engine) -> None:
    empty.rebuild([], revision=4)
    assert empty.revision() == 4
    hits = empty.search(asked(word("stone")), facets=["year"])
    assert (hits.total, hits.revision, hits.facets) == (0, 4, {"year": {}})
    assert empty.similar_words("stone") == []
    empty.update([], LIBRARY, revision=5)
    assert empty.count(asked(Everything())) == len(ALL)


def test_an_update_removes_and_adds_at_once(engine: Engine) -> None:
    engine.update(["park"], [entry("park.p1", "The park has grown.")], revision=2)
    hits = engine.search(asked(word("park")))
    assert [hit.id for hit in hits.hits] == ["park.p1"]
    assert engine.revision() == hits.revision == 2
    assert found(engine, Everything()) == {"park.p1", "castle.p1", "letter.p1"}


def test_an_added_entry_replaces_the_one_with_its_id(engine: Engine) -> None:
    for revision in (2, 3):  # twice: it is idempotent
        engine.update([], [entry("castle.p1", "The castle is a ruin.")], revision=revision)
    assert engine.count(asked(Everything())) == len(ALL)
    assert found(engine, word("ruin")) == {"castle.p1"}
    assert found(engine, word("towers")) == set()


def test_an_update_without_change_moves_the_revision(engine: Engine) -> None:
    engine.update(["unknown"], [], revision=9)
    assert engine.revision() == 9
    assert found(engine, Everything()) == set(ALL)


def test_a_rebuild_replaces_everything(engine: Engine) -> None:
    engine.rebuild(LIBRARY[:1], revision=2)
    assert found(engine, Everything()) == {"park.p1"}
    assert engine.words_with_prefix("cast") == []


def test_scores_do_not_remember_what_was_removed(engine: Engine) -> None:
    before = engine.search(asked(word("stone"))).hits
    engine.update([], [entry("quarry.p1", "Stone upon stone.")], revision=2)
    assert engine.search(asked(word("stone"))).hits != before
    engine.update(["quarry"], [], revision=3)
    assert engine.search(asked(word("stone"))).hits == before


# --- opening ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["", "memory", "lucene:/tmp/index", "whoosh:", "auto:"])
def test_a_url_that_names_no_engine_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="IBIDEM_ENGINE"):
        open_engine(url)


# --- behind a hit ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", ["relevance", "position", "published"])
def test_what_comes_behind_a_hit_is_the_rest_of_the_whole_list(engine: Engine, sort: str) -> None:
    whole = listed(engine, Everything(), sort=sort)
    for place, last in enumerate(whole):
        assert listed(engine, Everything(), sort=sort, after=last) == whole[place + 1 :]
        assert listed(engine, Everything(), sort=sort, after=last, limit=1) == whole[place + 1 : place + 2]


def test_total_and_facets_are_those_of_all_that_is_found_also_behind_a_hit(engine: Engine) -> None:
    asked_for = asked(word("stone"))
    whole = engine.search(asked_for, facets=["document"])
    rest = engine.search(asked_for, facets=["document"], after=whole.hits[0].id)
    assert (rest.total, rest.facets, rest.hits) == (whole.total, whole.facets, whole.hits[1:])


@pytest.mark.parametrize("last", ["nowhere.p1", "letter.p1", ""])
def test_nothing_comes_behind_a_passage_that_is_not_found(engine: Engine, last: str) -> None:
    with pytest.raises(NotFound):
        engine.search(asked(word("stone")), after=last)
