# ruff: noqa: E501 - the URLs and titles of the document, whole
"""The real document: what its 95 notes cite, counted and read by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from search.citations import find_citations
from search.document import Bibliography, Mention, Source, Status
from search.notes import link_notes
from search.readers import read_file

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt"))
WITHOUT_URL = {"2", "14", "15", "40", "43", "67", "76", "91", "93"}


@pytest.fixture(scope="module")
def bibliography() -> Bibliography:
    return find_citations(link_notes(read_file(SEED)))


def of_note(bibliography: Bibliography, label: str) -> tuple[Source, Mention]:
    mention = next(item for item in bibliography.mentions if item.note_id == f"note-{label}")
    return next(source for source in bibliography.sources if source.id == mention.source_id), mention


def test_every_note_names_one_work(bibliography: Bibliography) -> None:
    labels = [mention.note_id.removeprefix("note-") for mention in bibliography.mentions]
    assert labels == [str(number) for number in (*range(1, 64), *range(66, 95), *range(104, 107))]


def test_the_works_without_a_url_are_the_nine(bibliography: Bibliography) -> None:
    without = {
        item.note_id.removeprefix("note-") for item in bibliography.mentions if item.status is Status.NO_URL
    }
    assert without == WITHOUT_URL


def test_one_url_is_cut_off(bibliography: Bibliography) -> None:
    cut = [mention.note_id for mention in bibliography.mentions if mention.status is Status.TRUNCATED]
    assert cut == ["note-63"]


def test_there_are_ninety_two_sources_and_three_are_cited_twice(bibliography: Bibliography) -> None:
    cited = Counter(mention.source_id for mention in bibliography.mentions)
    twice = {
        tuple(item.note_id for item in bibliography.mentions if item.source_id == source)
        for source, times in cited.items()
        if times > 1
    }
    assert len(bibliography.sources) == len(cited) == 92
    assert twice == {("note-2", "note-15"), ("note-20", "note-48"), ("note-66", "note-70")}


def test_no_url_holds_a_space_or_ends_in_what_is_not_its_own(bibliography: Bibliography) -> None:
    urls = [link.url for mention in bibliography.mentions for link in mention.links if not link.truncated]
    assert len(urls) == 85
    assert all(url.startswith(("https://", "http://")) and url[-1] not in ".#-" for url in urls)
    assert not any(" " in url or url.endswith("//") for url in urls)


@pytest.mark.parametrize(
    ("label", "url"),
    [
        ("12", "https://www.belta.by/economics/view/belorussko-iranskij-biznes-forum-projdet-24-ijulja-v-minske-355013-2019/"),
        ("17", "https://belmapo.by/mezhdunarodnaya-sotrudnichestvo.-zasedanie-sovmestnoj-belorussko-pakistanskoj-rabochej-gruppyi-po-sotrudnichestvu-v-sfere-zdravooxraneniya-i-farmaczevtiki.html"),
        ("41", "https://www.belta.by/economics/view/pakistan-zainteresovan-v-ukreplenii-ekonomichesogo-sotrudnichestva-s-belarusjju-462939-2021/"),
        ("42", "https://www.belta.by/interview/view/posol-pakistana-o-biznes-planah-postavkah-traktorov-i-master-klasse-po-rospisi-furgonov-7887/"),
        ("62", "https://www.cci.by/o-palate/novosti/biznes-forum-belarus-saudovskaya-araviya/"),
        ("72", "https://www.belta.by/economics/view/predprijatija-belgospischeproma-predstavili-produktsiju-na-vystavke-vo-vjetname-495887-2022/"),
        ("82", "http://mfa.gov.by/press/news_mfa/b49e0d253459ccba.html"),
    ],
)  # fmt: skip
def test_a_broken_url_is_rebuilt(bibliography: Bibliography, label: str, url: str) -> None:
    assert of_note(bibliography, label)[0].url == url


def test_a_book_is_read(bibliography: Bibliography) -> None:
    source, mention = of_note(bibliography, "67")
    assert (source.type, source.authors, source.year) == ("book", ("Zalessky, B.",), 2013)
    assert source.title == "Journalism of Regional Communities. Theory and practice"
    assert source.publisher == "LAP LAMBERT Academic Publishing GmbH & Co. KG"
    assert mention.locator == "pp. 99-100"


def test_a_conference_paper_is_read(bibliography: Bibliography) -> None:
    source, mention = of_note(bibliography, "43")
    assert (source.type, source.authors, source.year) == ("paper-conference", ("Zalessky, B.L.",), 2021)
    assert source.title == "Key task - realization of cooperation potential"
    assert source.container is not None
    assert source.container.startswith("Materials for XVII International Scientific Practical Conference")
    assert (source.place, source.publisher, mention.locator) == ("Sofia", "Byal GRAD-BG", "p. 19")


def test_a_directive_is_read(bibliography: Bibliography) -> None:
    source, mention = of_note(bibliography, "91")
    assert (source.type, source.year, source.place, mention.locator) == ("legislation", 2021, "Minsk", "p. 6")


@pytest.mark.parametrize(
    ("label", "author", "title", "year"),
    [
        ("1", "", "Cooperation with the countries of the Asian region has been and remains one of the priorities of Belarus' foreign policy - Borysievich", 2021),
        ("8", "Sidorchik, V.", "Gomel region and Iranian Mazandaran province will sign a memorandum of cooperation", 2009),
        ("16", "Sajjad, H.H.", "How the pandemic affected the relations between Belarus and Pakistan", 2020),
        ("31", "Ogneva, Yu.", "Koltovich: the visit of the business delegation from Oman will contribute to an increase in trade turnover", 2016),
        ("53", "", "Foreign trade turnover between the Brest region and the UAE increased 1.5 times", 2022),
        ("66", "", "Review of the results of the foreign policy of the Republic of Belarus and the activity of the Ministry of Foreign Affairs in 2021", 2022),
        ("92", "", "In the \"Great Stone\" for 9 months more than a third increased investment in fixed assets", 2021),
        ("106", "", "Kukharev and the Ambassador of China discussed cooperation between Minsk and cities of China", 2021),
    ],
)  # fmt: skip
def test_a_page_is_read(bibliography: Bibliography, label: str, author: str, title: str, year: int) -> None:
    source, _ = of_note(bibliography, label)
    assert (source.type, "".join(source.authors), source.title, source.year) == (
        "webpage",
        author,
        title,
        year,
    )
