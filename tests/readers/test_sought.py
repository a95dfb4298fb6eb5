"""What is sought only where it can stand is what a search of the whole text finds."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from search.readers.flow import clean
from search.readers.html import tree
from search.readers.html.markup import parse

_TEXTS = st.text(st.sampled_from("[(*†¹⁰)]12ax.,’ \xa0\n\t\u00ad\u200b\u2011\u3000e\u0301"), max_size=40)


@given(_TEXTS)
@settings(deadline=None)
def test_labels_tried_where_one_can_begin_are_those_of_the_whole_text(text: str) -> None:
    paragraph = tree.Node("p", {}, None, 0, "")
    found = [label.span() for label in tree._labels(text, paragraph)]
    assert found == [label.span() for label in tree._LABELS.finditer(text)]


@given(_TEXTS)
@settings(deadline=None)
def test_letters_are_counted_without_blanks_of_any_kind(text: str) -> None:
    assert tree._letters(text) == sum(not character.isspace() for character in text)


@given(_TEXTS)
@settings(deadline=None)
def test_a_clean_text_has_single_blanks_and_nothing_invisible(text: str) -> None:
    plain = re.sub(r"\s+", " ", re.sub("[\u00ad\u200b\u2060\ufeff]", "", text))
    assert clean(text) == unicodedata.normalize("NFC", plain).replace("\u2011", "-")


def test_a_label_in_brackets_is_found_behind_its_blank() -> None:
    pages = tree.Tree()
    pages.add(parse(b"<p>He denied it (1), and she (once) did.</p>", "x.html"))
    assert [pages.text(node) for node in pages.nodes if node.tag == tree.LABEL] == ["(1)"]
