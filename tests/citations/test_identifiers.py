"""Identifiers found in references and made canonical."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.citations.identifiers import identifiers, without_identifiers


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("doi:10.1017/S0020818300027739.", "doi", "10.1017/s0020818300027739"),
        ("https://doi.org/10.1086/225469", "doi", "10.1086/225469"),
        ("https://www.tandfonline.com/doi/full/10.1080/01436597.2019.1/", "doi", "10.1080/01436597.2019.1"),
        (
            "(doi: 10.1002/(SICI)1097-0258(19980815)17:15<1661)",
            "doi",
            "10.1002/(sici)1097-0258(19980815)17:15",
        ),
        ("ISBN 978-0-306-40615-7", "isbn", "9780306406157"),
        ("ISBN: 0-306-40615-2", "isbn", "9780306406157"),
        ("ISBN-10 080442957X", "isbn", "9780804429573"),
        ("ISSN 0378-5955", "issn", "0378-5955"),
        ("arXiv:2101.00001v2", "arxiv", "2101.00001"),
        ("https://arxiv.org/abs/hep-th/9901001", "arxiv", "hep-th/9901001"),
        ("PMID: 12345678", "pmid", "12345678"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3531190/", "pmcid", "PMC3531190"),
        ("http://hdl.handle.net/10419/12345", "handle", "10419/12345"),
        ("urn:nbn:de:bvb:19-146642,", "urn", "urn:nbn:de:bvb:19-146642"),
    ],
)
def test_an_identifier_is_canonical(text: str, kind: str, value: str) -> None:
    assert identifiers(text)[kind] == value


@pytest.mark.parametrize(
    "text", ["ISBN 978-0-306-40615-8", "ISSN 0378-5954", "10.5 percent/year", "pp. 10.1234", "PMID"]
)
def test_what_only_looks_like_an_identifier_is_none(text: str) -> None:
    assert identifiers(text) == {}


def test_identifiers_leave_the_text_that_fields_are_read_from() -> None:
    assert without_identifiers("Ports, 1998. ISBN 0-306-40615-2").strip() == "Ports, 1998."


@given(st.text(alphabet="ISBNdoi:10./-X 978%?()PMCurn", max_size=60))
def test_any_text_may_be_searched(text: str) -> None:
    assert all(identifiers(text).values())
