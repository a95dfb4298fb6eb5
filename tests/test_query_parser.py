"""The query language, rule by rule, and that no string on earth breaks it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.analysis import tokens
from search.errors import IbidemError, QueryError, UnknownField
from search.query import (
    EXACT_FIELDS,
    FIELDS,
    And,
    Everything,
    Field,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Word,
    leaves,
)
from search.query_parser import parse
from search.settings import Limits

STONE, WALL, PARK = Word("stone", "stone"), Word("wall", "wall"), Word("park", "park")


def tree(text: str) -> Node:
    """The tree of a query that is understood without reserve."""
    query = parse(text)
    assert query.warnings == ()
    return query.root


def doubted(text: str) -> tuple[Node, str]:
    """The tree of a query that is understood with one reserve, and the reserve."""
    query = parse(text)
    [warning] = query.warnings
    return query.root, warning


def refusal(text: str, limits: Limits | None = None) -> QueryError:
    with pytest.raises(QueryError) as refused:
        parse(text, limits or Limits())
    assert refused.value.parameter == "q"
    return refused.value


# --- words and phrases -------------------------------------------------------------------------------------


def test_bare_words_must_all_match_by_their_stems() -> None:
    assert tree("Great stones") == And((Word("great", "Great"), Word("stone", "stones")))


def test_phrase_in_quotation_marks_keeps_its_exact_forms() -> None:
    assert tree('"Great  Stones"') == Phrase(("great", "stones"), printed="Great Stones")
    assert tree('"stones"') == Phrase(("stones",), printed="stones")


@pytest.mark.parametrize("printed", ["“great stone”", "„great stone“", "«great stone»", "＂great stone＂"])
def test_typographic_quotation_marks_are_quotation_marks(printed: str) -> None:
    assert tree(printed) == tree('"great stone"')


def test_typographic_apostrophe_is_an_apostrophe() -> None:
    assert [leaf.stem for leaf in leaves(tree("China’s China's")) if isinstance(leaf, Word)] == ["china"] * 2
    assert tree("“China’s trade”") == Phrase(("china's", "trade"), printed="China’s trade")


def test_number_after_a_phrase_says_how_far_apart_its_words_may_stand() -> None:
    assert tree('"great stone"~5') == Phrase(("great", "stone"), slop=5, printed="great stone")


@pytest.mark.parametrize(
    ("printed", "stems"),
    [
        ("Belarusian-Chinese", ("belarusian", "chines")),
        ("ST&M", ("st", "m")),
        ("belta.by", ("belta", "by")),
        ("organisation(s)", ("organis", "s")),
        ("10:30", ("10", "30")),
        ("2018-2020", ("2018", "2020")),
        ("and/or", ("and", "or")),
    ],
)
def test_words_without_a_space_stand_together(printed: str, stems: tuple[str, ...]) -> None:
    assert tree(printed) == Phrase(stems, exact=False, printed=printed)


def test_chinese_without_spaces_stands_together() -> None:
    assert tree("北京") == Phrase(("北", "京"), exact=False, printed="北京")


def test_punctuation_around_words_is_ignored() -> None:
    assert tree("  stone, - [wall]! 'park'? ") == And((STONE, WALL, PARK))


def test_star_after_a_word_makes_it_a_prefix_that_is_not_stemmed() -> None:
    assert tree("Industri*") == Prefix("industri")


def test_prefix_of_a_hyphenated_word_wants_its_other_words_too() -> None:
    root, warning = doubted("Belarusian-Chin*")
    assert root == And((Word("belarusian", "belarusian"), Prefix("chin")))
    assert "“Belarusian-Chin*”" in warning


def test_tilde_after_a_word_makes_it_fuzzy_by_one_edit_or_as_many_as_it_says() -> None:
    assert tree("Zaleski~") == Fuzzy("zaleski", 1)
    assert tree("Zaleski~2") == Fuzzy("zaleski", 2)


def test_fuzzy_word_without_any_edit_is_its_exact_form() -> None:
    assert tree("stones~0") == Phrase(("stones",), printed="stones")


# --- operators ---------------------------------------------------------------------------------------------


def test_or_joins_alternatives() -> None:
    assert tree("stone OR wall OR park") == Or((STONE, WALL, PARK))


def test_or_binds_looser_than_words_side_by_side() -> None:
    assert tree("stone wall OR park") == Or((And((STONE, WALL)), PARK))


def test_and_says_what_a_space_says() -> None:
    assert tree("stone AND wall park") == tree("stone wall park")


def test_operator_in_small_letters_is_a_word() -> None:
    assert tree("stone or wall") == And((STONE, Word("or", "or"), WALL))


@pytest.mark.parametrize(
    "text", ["stone -wall", "stone NOT wall", "stone AND NOT wall", "stone NOT NOT -wall"]
)
def test_not_and_minus_leave_out(text: str) -> None:
    assert tree(text) == And((STONE, Not(WALL)))


@pytest.mark.parametrize("text", ["NOT NOT stone", "NOT -stone", "NOT -(stone)"])
def test_leaving_out_twice_is_asking_for(text: str) -> None:
    assert tree(text) == STONE


def test_minus_leaves_out_a_phrase_a_field_and_a_group() -> None:
    assert tree('park -"stone wall"') == And((PARK, Not(Phrase(("stone", "wall"), printed="stone wall"))))
    assert tree("park -year:2018") == And((PARK, Not(Field("year", ("2018",)))))
    assert tree("park -(stone OR wall)") == And((PARK, Not(Or((STONE, WALL)))))


def test_dash_between_words_leaves_nothing_out() -> None:
    assert tree("stone - wall") == tree("stone – wall") == tree("stone --wall") == And((STONE, WALL))


def test_parentheses_group() -> None:
    assert tree("park (stone OR wall)") == And((PARK, Or((STONE, WALL))))
    assert tree("(park)(stone OR wall)") == tree("park (stone OR wall)")


def test_operator_may_touch_a_parenthesis_or_a_quotation_mark() -> None:
    assert tree("stone OR(wall)") == Or((STONE, WALL))
    assert tree('stone NOT"wall"') == And((STONE, Not(Phrase(("wall",), printed="wall"))))


def test_groups_of_a_kind_are_one() -> None:
    assert tree("(stone (wall (park)))") == And((STONE, WALL, PARK))
    assert tree("stone OR (wall OR park)") == Or((STONE, WALL, PARK))


@pytest.mark.parametrize("text", ["-stone", "NOT stone", "(-stone)"])
def test_query_of_exclusions_is_every_other_passage_and_says_so(text: str) -> None:
    root, warning = doubted(text)
    assert root == And((Everything(), Not(STONE)))
    assert "nothing to look for" in warning


def test_exclusion_in_a_group_takes_away_from_what_stands_beside_it() -> None:
    assert tree("wall (-stone)") == And((WALL, Not(STONE)))


def test_exclusion_as_an_alternative_says_what_it_means() -> None:
    root, warning = doubted("wall OR -stone")
    assert root == Or((WALL, And((Everything(), Not(STONE)))))
    assert "nothing to look for" in warning


# --- fields ------------------------------------------------------------------------------------------------


def test_field_takes_a_word_or_words_in_quotation_marks() -> None:
    assert tree("author:Zalessky") == Field("author", ("zalessky",), "Zalessky")
    assert tree("title:“Belarus – Asia”") == Field("title", ("belarus", "asia"), "Belarus – Asia")


def test_field_name_may_begin_with_a_capital() -> None:
    assert tree("Author:Zalessky") == tree("author:Zalessky")


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_known(name: str) -> None:
    value = {"year": "2018", "status": "ok"}.get(name, "belta")
    assert tree(f"{name}:{value}") == Field(name, (value,), "" if name in EXACT_FIELDS else value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("year:2015..2018", Range("year", 2015, 2018)),
        ("year:2015..", Range("year", 2015, None)),
        ("year:..2018", Range("year", None, 2018)),
        ("year:2018..2015", Range("year", 2015, 2018)),
        ("year:2015-2018", Range("year", 2015, 2018)),
        ('year:"2015..2018"', Range("year", 2015, 2018)),
        ("year:2018", Field("year", ("2018",))),
        ("year:2018.", Field("year", ("2018",))),
    ],
)
def test_year_is_one_or_a_range(text: str, expected: Node) -> None:
    assert tree(text) == expected


def test_date_of_publication_is_whole_or_a_range_of_years() -> None:
    assert tree("published:2021-06") == Field("published", ("2021-06",))
    assert tree("published:2015..2018") == Range("published", 2015, 2018)
    assert refusal("published:2015..soon").code == "bad-year"


@pytest.mark.parametrize("label", ["12", "*", "**", "†", "iv", "12a"])
def test_note_takes_a_label_as_printed(label: str) -> None:
    assert tree(f"note:{label}") == Field("note", (label,))
    assert tree(f"(note:{label} OR stone)") == Or((Field("note", (label,)), STONE))


def test_note_label_may_stand_in_brackets() -> None:
    assert tree("note:[12]") == Field("note", ("12",))


@pytest.mark.parametrize(
    "value", ["belta.by", "www.belta.by", "https://www.Belta.by/economics?page=2", "belta.by:80"]
)
def test_domain_is_taken_out_of_an_address(value: str) -> None:
    assert tree(f"domain:{value}") == Field("domain", ("belta.by",))


@pytest.mark.parametrize("value", ["10.1000/ABC", "https://doi.org/10.1000/abc", "doi:10.1000/abc"])
def test_doi_is_taken_out_of_its_link(value: str) -> None:
    assert tree(f"doi:{value}") == Field("doi", ("10.1000/abc",))


@pytest.mark.parametrize("value", ["no_url", "NO_URL", "no-url"])
def test_status_is_one_of_those_that_there_are(value: str) -> None:
    assert tree(f"status:{value}") == Field("status", ("no_url",))


@pytest.mark.parametrize(
    "url",
    [
        "http://www.belta.by/economics/",
        "https://belta.by/economics",
        "www.belta.by/economics",
        "url:https://www.belta.by/economics",
        "<https://www.belta.by/economics>,",
    ],
)
def test_url_is_looked_for_among_the_sources(url: str) -> None:
    root = tree(url)
    assert isinstance(root, Field)
    assert (root.name, root.words) == ("url", ("belta", "by", "economics"))


def test_long_url_is_one_word_of_the_limit() -> None:
    url = "https://belta.by/" + "-".join(["sotrudnichestvo"] * 25) + "/" + "a" * 70
    assert isinstance(tree(url), Field)
    assert refusal(" ".join(["stone"] * 33)).code == "too-many-words"


@pytest.mark.parametrize(
    ("text", "scope"), [("stone", "body"), ("in:notes stone", "notes"), ("stone In:All", "all")]
)
def test_in_says_where_to_look(text: str, scope: str) -> None:
    query = parse(text)
    assert (query.root, query.scope, query.warnings) == (STONE, scope, ())


# --- what is text after all --------------------------------------------------------------------------------


def test_heading_with_a_colon_is_text() -> None:
    assert tree("Foreword: history") == And((Word("foreword", "Foreword"), Word("histori", "history")))
    assert tree("Foreword:history") == Phrase(
        ("foreword", "histori"), exact=False, printed="Foreword:history"
    )


def test_words_with_two_colons_are_text() -> None:
    assert tree("std::string") == Phrase(("std", "string"), exact=False, printed="std::string")


@pytest.mark.parametrize("text", ['"stone wall', 'stone wall"', 'stone" wall'])
def test_quotation_mark_without_partner_is_left_out(text: str) -> None:
    root, warning = doubted(text)
    assert root == And((STONE, WALL))
    assert "quotation mark" in warning


@pytest.mark.parametrize(
    "text", ["(stone wall", "stone) wall", ")stone wall(", "((stone) wall", "(" * 99 + "stone wall"]
)
def test_parenthesis_without_partner_is_left_out(text: str) -> None:
    root, warning = doubted(text)
    assert root == And((STONE, WALL))
    assert "parenthesis" in warning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stone OR", And((STONE, Word("or", "OR")))),
        ("OR stone", And((Word("or", "OR"), STONE))),
        ("stone NOT", And((STONE, Word("not", "NOT")))),
        ("stone AND", And((STONE, Word("and", "AND")))),
        ("(stone OR) wall", And((STONE, Word("or", "OR"), WALL))),
        ("stone OR OR wall", Or((STONE, And((Word("or", "OR"), WALL))))),
        ("OR", Word("or", "OR")),
        ("stone OR ()", And((STONE, Word("or", "OR")))),
    ],
)
def test_operator_with_nothing_to_join_is_a_word(text: str, expected: Node) -> None:
    root, warning = doubted(text)
    assert root == expected
    assert "searched as a word" in warning


@pytest.mark.parametrize("sign", ["*", "~", ":", "~~", "::", "-*"])
def test_lone_sign_is_left_out(sign: str) -> None:
    root, warning = doubted(f"stone {sign}")
    assert root == STONE
    assert f"“{sign.lstrip('-')}”" in warning


@pytest.mark.parametrize("text", ["*stone", "~stone", "stone*~", "~stone*"])
def test_sign_in_the_wrong_place_is_left_out(text: str) -> None:
    root, warning = doubted(text)
    assert root == STONE
    assert f"“{text}”" in warning


def test_tilde_after_a_phrase_needs_its_number() -> None:
    root, warning = doubted('"stone wall"~')
    assert root == Phrase(("stone", "wall"), printed="stone wall")
    assert "number" in warning


@pytest.mark.parametrize("text", ["author:", "author: ", 'author:""', "Author:,"])
def test_field_without_a_value_is_a_word(text: str) -> None:
    query = parse(text)
    assert [leaf.stem for leaf in leaves(query.root) if isinstance(leaf, Word)] == ["author"]
    assert "no value" in query.warnings[0]


def test_range_without_a_year_is_a_field_without_a_value() -> None:
    root, warning = doubted("year:..")
    assert root == Word("year", "year")
    assert "no value" in warning


def test_sign_in_a_field_is_left_out() -> None:
    root, warning = doubted("author:Zales*")
    assert root == Field("author", ("zales",), "Zales")
    assert "not in a field" in warning


def test_scope_cannot_be_left_out() -> None:
    query = parse("stone -in:notes")
    assert (query.root, query.scope) == (STONE, "body")
    assert "in:body, in:notes or in:all" in query.warnings[0]


@pytest.mark.parametrize("text", ["", "   ", "\u200b\x00", "in:notes"])
def test_empty_query_is_everything(text: str) -> None:
    assert tree(text) == Everything()


@pytest.mark.parametrize("text", ["!!!", "?", "()", "- -"])
def test_query_without_a_word_is_everything_and_says_so(text: str) -> None:
    root, warning = doubted(text)
    assert root == Everything()
    assert "every passage" in warning


def test_control_characters_are_spaces_and_directions_vanish() -> None:
    assert tree("\u202estone\u202c\x00wall\ud800park\u2028") == And((STONE, WALL, PARK))
    assert tree("stone \u200eOR\u200f wall") == Or((STONE, WALL))


def test_query_is_kept_as_typed_but_for_what_cannot_be_written() -> None:
    assert parse(" Stone \ud800\x00 ").text == " Stone    "


# --- what is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["colour", "autor", "Autor", "Titel", "javascript", "mailto", "x"])
def test_unknown_field_is_refused_with_the_list_of_fields(name: str) -> None:
    error = refusal(f"{name}:red")
    assert isinstance(error, UnknownField)
    assert error.code == "unknown-field"
    assert f'"{name}"' in str(error)
    assert "author, title" in str(error)


def test_unknown_field_is_refused_before_a_phrase_too() -> None:
    assert refusal('colour:"dark red"').code == "unknown-field"


@pytest.mark.parametrize(
    ("text", "code", "limit"),
    [
        ("x" * 513, "too-long", "512"),
        ("stone " * 33, "too-many-words", "32"),
        ("OR " * 33, "too-many-words", "32"),
        ('"' + "stone " * 33 + '"', "too-many-words", "32"),
        ("x" * 65, "word-too-long", "64"),
        ("x" * 65 + "~", "word-too-long", "64"),
        ("(" * 11 + "stone" + ")" * 11, "too-deep", "10"),
        ("a OR (" * 11 + "stone" + ")" * 11, "too-deep", "10"),
        ("st*", "prefix-too-short", "3"),
        ("éé*", "prefix-too-short", "3"),
        ("cat~", "fuzzy-too-short", "4"),
        ("stone~3", "fuzzy-too-wide", "2"),
        ("stone~" + "9" * 400, "fuzzy-too-wide", "2"),
        ('"stone wall"~51', "proximity-too-wide", "50"),
        ("year:soon", "bad-year", "year:2015..2018"),
        ("year:20188", "bad-year", "year:2015..2018"),
        ("year:2015..soon", "bad-year", "year:2015..2018"),
        ("year:201*", "bad-year", "year:2015..2018"),
        ("status:lost", "bad-status", "missing"),
        ("in:footnotes", "bad-scope", "in:notes"),
    ],
)
def test_refusal_names_its_reason_and_its_limit(text: str, code: str, limit: str) -> None:
    error = refusal(text)
    assert error.code == code
    assert limit in str(error)
    assert len(str(error)) < 200


@pytest.mark.parametrize(
    "text",
    [
        "x" * 64,
        "stone " * 32,
        "(" * 10 + "stone" + ")" * 10,
        "sto*",
        "wall~2",
        '"stone wall"~50',
        " " * 600 + "stone",
    ],
)
def test_query_at_its_limit_is_answered(text: str) -> None:
    assert tree(text)


def test_limits_are_those_that_are_given() -> None:
    assert refusal("stone wall", Limits(query_words=1)).code == "too-many-words"
    assert parse("s*", Limits(prefix_length=1)).root == Prefix("s")


# --- anything at all ---------------------------------------------------------------------------------------

HOSTILE = {
    "100,000 words": "stone " * 100_000,
    "100,000 alternatives": "stone OR " * 100_000,
    "stars around a letter": "*a*",
    "question marks": "?????",
    "a star": "*",
    "a prefix of one letter": "w*",
    "a range in brackets": "[a TO z]",
    "nine edits": "stone~9",
    "ranges begun": "[a TO " * 85,
    "ranges begun, long": "[a TO " * 1_000,
    "brackets": "[" * 512,
    "brackets, long": "[" * 16_000,
    "a word of 16,000 letters": "a" * 16_000,
    "a word of a million letters": "a" * 1_000_000,
    "100 parentheses": "(" * 100 + "stone" + ")" * 100,
    "1,000 parentheses": "(" * 1_000 + "stone" + ")" * 1_000,
    "NOT again and again": "NOT " * 128,
    "NOT again and again, then a word": "NOT " * 127 + "a",
    "NOT 5,000 times": "NOT " * 5_000,
    "ANDNOT": "ANDNOT " * 73,
    "minus signs": "-" * 512,
    "minus signs and parentheses": "-(" * 256,
    "empty groups": "-()" * 170,
    "quotation marks": '"' * 512,
    "tildes": "~" * 512,
    "colons": ":" * 512,
    "a pattern": "/(a+)+$/",
    "NUL": "\x00" * 512,
    "directions": "\u202e\u2066" * 256,
    "50,000 accents": "e" + "\u0301" * 50_000,
    "500 accents": "e" + "\u0301" * 500,
    "a lone surrogate in a prefix": "sto\ud800ne*",
    "a lone surrogate in a field": "author:\udfff",
    "an unknown field": "nosuch:x",
    "a year beyond all bounds": "year:" + "9" * 500,
    "a label beyond all bounds": "note:" + "*" * 500,
    "an exclusion alone": "NOT x",
    "markup": "<script>alert(1)</script>",
    "a link": "javascript:alert(1)",
    "a full width colon": "ｙｅａｒ：２０１８",
}


def assert_answered_or_refused(text: str) -> None:
    """The first is what engines may rely on, the second what pages may show."""
    query: Query | IbidemError
    try:
        query = parse(text)
    except IbidemError as refused:
        query = refused
    if isinstance(query, Query):
        assert_sound(query)
    else:
        assert str(query).isprintable()
        assert len(str(query)) < 250


def assert_sound(query: Query) -> None:
    assert_sound_part(query.root)
    query.text.encode()
    assert query.understood
    assert query.understood.encode()
    assert all(warning.endswith(".") for warning in query.warnings)
    assert sum(len(leaf.words) if isinstance(leaf, Phrase) else 1 for leaf in leaves(query.root)) <= 32


def assert_sound_part(node: Node) -> None:
    if isinstance(node, And | Or):
        assert len(node.parts) > 1
        assert not any(isinstance(part, type(node)) for part in node.parts)
        for part in node.parts:
            assert_sound_part(part.part if isinstance(part, Not) and isinstance(node, And) else part)
        assert not all(isinstance(part, Not) for part in node.parts)
    elif isinstance(node, Phrase | Field):
        assert node.words
        assert all(node.words)
    elif isinstance(node, Prefix):
        assert len(node.prefix) >= 3
    elif isinstance(node, Fuzzy):
        assert len(node.word) >= 4
        assert node.distance in (1, 2)
    elif isinstance(node, Word):
        assert node.stem
    else:
        assert isinstance(node, Range | Everything)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_query_is_answered_or_refused(text: str) -> None:
    assert_answered_or_refused(text)


grammar = st.lists(
    st.sampled_from(
        [
            *[
                '"',
                "“",
                "”",
                "(",
                ")",
                "-",
                "*",
                "~",
                "~2",
                ":",
                " ",
                "OR",
                "AND",
                "NOT",
                " OR ",
                " NOT ",
                " -",
                "[a TO ",
            ],
            *[
                "stone",
                "cats",
                "a",
                "é",
                "北京",
                "’",
                "&",
                "year:",
                "2015..2018",
                "author:",
                "note:",
                "in:",
                "notes",
                "-in:",
            ],
            *[
                "http://",
                "www.",
                "x:",
                "\ud800",
                "\x00",
                "\u202e",
                "\u200b",
                "e\u0301",
                ".",
                "..",
                "()",
                "{",
                "}",
                "^",
                "?",
            ],
        ]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=500)
@given(grammar | st.text(st.characters(), max_size=600))
@example("(-()) OR stone")
@example("-(stone -() OR")
@example("-(" * 12 + "stone")
def test_any_string_is_a_sound_query_or_refused_with_a_reason(text: str) -> None:
    assert_answered_or_refused(text)


@settings(max_examples=200)
@given(
    st.text(alphabet="aeknstCZ éßﬁøİıЖйά’.,-/&:019٣\u00ad\u0301北が한", min_size=1, max_size=30).filter(
        str.strip
    )
)
def test_words_in_quotation_marks_are_the_words_of_the_text(text: str) -> None:
    words = tuple(token.word for token in tokens(text))
    root = parse(f'"{text}"').root
    assert (root.words if isinstance(root, Phrase) else ()) == words
