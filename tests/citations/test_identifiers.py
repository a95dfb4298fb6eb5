"""Identifiers found in references and made canonical."""

from __future__ import annotations

import subprocess
import sys

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
        ("https://dspace.library.uu.nl/bitstream/handle/1874/36620/walker.pdf", "handle", "1874/36620"),
        ("Roe v. Wade, 410 U. S. 113 (1973)", "case", "410 U.S. 113"),
        ("Marbury v. Madison, 5 U.S. (1 Cranch) 137 (1803)", "case", "5 U.S. 137"),
        ("State v. Joseph, 150 Conn.App. 867, 869-70 (2014)", "case", "150 Conn. App. 867"),
        ("United States v. Butler, 16 Fed. Appx. 99 (4th Cir. 2001)", "case", "16 F. App'x 99"),
        ("People v. Bingham, 2018 IL 122008", "case", "2018 IL 122008"),
        ("Sierra Club v. Department of Transportation, 115 Hawai’i 299", "case", "115 Haw. 299"),
        ("urn:nbn:de:bvb:19-146642,", "urn", "urn:nbn:de:bvb:19-146642"),
    ],
)
def test_an_identifier_is_canonical(text: str, kind: str, value: str) -> None:
    assert identifiers(text)[kind] == value


@pytest.mark.parametrize(
    "text",
    [
        "ISBN 978-0-306-40615-8",
        "ISSN 0378-5954",
        "10.5 percent/year",
        "pp. 10.1234",
        "PMID",
        "Art. 12 Abs. 3 GG",
        "3 May 2019",
        "12 Hill 90210",
        "42 U.S.C. 1983",
        "5 Am. J. Soc. 200",
    ],
)
def test_what_only_looks_like_an_identifier_is_none(text: str) -> None:
    assert identifiers(text) == {}


def test_the_list_of_reporters_is_not_read_for_a_text_without_one() -> None:
    script = (
        "import sys\n"
        "from search.citations.identifiers import identifiers\n"
        "identifiers('Judt, Postwar (London: Vintage, 2010), 5. Accessed 3 May 2019 and 12 June 2020.')\n"
        "sys.exit('reporters_db' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_identifiers_leave_the_text_that_fields_are_read_from() -> None:
    assert without_identifiers("Ports, 1998. ISBN 0-306-40615-2").strip() == "Ports, 1998."


@given(st.text(alphabet="ISBNdoi:10./-X 978%?()PMCurn", max_size=60))
def test_any_text_may_be_searched(text: str) -> None:
    assert all(identifiers(text).values())
