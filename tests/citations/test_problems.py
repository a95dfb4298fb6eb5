"""What an editor is told of a document's citations, and what each finding carries beside its sentence."""

from __future__ import annotations

from search.citations import find_citations
from search.document import Bibliography, ProblemKind
from search.notes import link_notes
from search.readers import read_bytes

LETTER = """The first says one thing.[1] The second another.[2] Which is meant?[3] There is more.[4]

And a page that was broken.[5] And one that was lost.[6]

[1] Smith, John. Harbours of the East. London: Example Press, 1990. ISBN 978-0-306-40615-7.

[2] Smith, John. Harbours of the East. London: Example Press, 1990. ISBN 978-3-16-148410-0.

[3] Smith, op. cit., p. 12.

[4] Smith, J. Letters. London: Example Press, 1991; Brown, A. Salt. Leeds: Example Press, 1992.

[5] Trade [Electronic resource]. - 2021. - URL: https://www.example.org/a-long-
address-2021/

[6] Salt [Electronic resource]. - 2021. - URL: https://www.example.
"""


def problems(text: str = LETTER) -> Bibliography:
    return find_citations(link_notes(read_bytes(text.encode(), "letter.txt")))


def test_a_rebuilt_url_has_both_its_forms_and_what_was_done() -> None:
    [rebuilt] = [one for one in problems().problems if one.kind is ProblemKind.REPAIRED_URL]
    assert rebuilt.url == "https://www.example.org/a-long-address-2021/"
    assert rebuilt.printed_url == "https://www.example.org/a-long-\naddress-2021/"
    assert rebuilt.repairs


def test_a_url_cut_off_has_what_is_left_of_it() -> None:
    [cut] = [one for one in problems().problems if one.kind is ProblemKind.TRUNCATED_URL]
    assert cut.note == "note-6"
    assert cut.printed_url
    assert cut.printed_url.startswith("https://www.example")


def test_a_short_form_names_the_notes_that_it_could_stand_for() -> None:
    [uncertain] = [one for one in problems().problems if one.kind is ProblemKind.AMBIGUOUS_SHORT_FORM]
    assert uncertain.note == "note-3"
    assert set(uncertain.candidates) == {"note-1", "note-2"}


def test_works_that_look_alike_and_disagree_are_both_named() -> None:
    found = problems()
    [conflict] = [one for one in found.problems if one.kind is ProblemKind.CONFLICTING_SOURCES]
    isbns = {source.id: source.identifiers.get("isbn") for source in found.sources}
    assert {isbns[source] for source in conflict.sources} == {"9780306406157", "9783161484100"}
