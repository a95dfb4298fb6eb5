"""URLs in notes: where they begin and end, how a broken one is rebuilt, and how two are compared."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.citations.urls import find_links, normalise, registered_domain
from search.document import Link, Note, Status
from tests.citations.printed import note


def only(printed: str) -> Link:
    links = find_links(note(printed))
    assert len(links) == 1, links
    return links[0]


BELTA = "https://www.belta.by/economics/view/"

GOES_ON = {
    "after a hyphen at the line's end": (
        f"Forum held in Minsk. - URL: {BELTA}minprom-\nrassmatrivaet-2021/",
        f"{BELTA}minprom-rassmatrivaet-2021/",
    ),
    "behind an escaped blank, before a word that may speak of access": (
        "https://export.by/a#:~:text=Lei%20de%20 Acesso%20livre (accessed 10 July 2023).",
        "https://export.by/a#:~:text=Lei%20de%20Acesso%20livre",
    ),
    "after a slash": (
        "Trade. - URL: https://www.belta.by/\neconomics/view/eksport-445880-2021/",
        "https://www.belta.by/economics/view/eksport-445880-2021/",
    ),
    "after a slash, with one word left": (
        "Statute, https://www.un.org/law/\nstatute",
        "https://www.un.org/law/statute",
    ),
    "after a slash, before an access date": (
        "ICJ, https://www.icj-cij.org/en/\nstatute (accessed 3 May 2019).",
        "https://www.icj-cij.org/en/statute",
    ),
    "with a number after a slash": (
        "Weber, “Trust,” https://www.jstor.org/stable/\n2095397.",
        "https://www.jstor.org/stable/2095397",
    ),
    "with a long number after a slash, before the next work": (
        "Stark, “Algorithmic Psychometrics,” http://journals.sagepub.com/doi/full/10.1177/\n2056305118768297"
        "; Jacob Metcalf, “Where Are Human Subjects”.",
        "http://journals.sagepub.com/doi/full/10.1177/2056305118768297",
    ),
    "with a name of a program after a slash, before a sentence": (
        "Guide, https://github.com/joyeusenoelle/\nGuideToMastodon. It is kept up to date.",
        "https://github.com/joyeusenoelle/GuideToMastodon",
    ),
    "before a slash, after an exclamation mark": (
        "Ethics, https://www.sheffield.ac.uk/polopoly_fs/1.644904!\n/file/Report_Jul16.pdf.",
        "https://www.sheffield.ac.uk/polopoly_fs/1.644904!/file/Report_Jul16.pdf",
    ),
    "before an ending that few pages have": (
        "Figueiredo, https://g1.globo.com/noticia/2019/08/20/chuva-em-sp.\nghtml.",
        "https://g1.globo.com/noticia/2019/08/20/chuva-em-sp.ghtml",
    ),
    "after a full stop in a DOI": (
        "Huckvale, https://doi.org/10.1080/1369118X.2016.\n1271901. See also Barocas.",
        "https://doi.org/10.1080/1369118X.2016.1271901",
    ),
    "after a full stop in a DOI, before letters": (
        "Stirparo, https://doi.org/10.1016/j.\ndiin.2018.06.002.",
        "https://doi.org/10.1016/j.diin.2018.06.002",
    ),
    "at two hyphens that a word processor made a dash": (
        "http://archive.indianexpress.com/news/34—in-slums-have-\nno-toilet/1091573/",
        "http://archive.indianexpress.com/news/34—in-slums-have-no-toilet/1091573/",
    ),
    "after an underscore": (
        "https://pakistan.mfa.gov.by/ru/trade_and_\neconomic_relations/",
        "https://pakistan.mfa.gov.by/ru/trade_and_economic_relations/",
    ),
    "before an underscore": (
        "https://pakistan.mfa.gov.by/ru/trade\n_and_economic_relations/",
        "https://pakistan.mfa.gov.by/ru/trade_and_economic_relations/",
    ),
    "after an equals sign": (
        "https://example.org/show.php?id=\n4471",
        "https://example.org/show.php?id=4471",
    ),
    "after an ampersand": (
        "https://example.org/show.php?id=4&\nlang=en, accessed 2 June 2020",
        "https://example.org/show.php?id=4&lang=en",
    ),
    "after a question mark": ("https://example.org/show?\nid=4471", "https://example.org/show?id=4471"),
    "before a question mark": ("https://example.org/show\n?id=4471", "https://example.org/show?id=4471"),
    "before a hyphen": (f"{BELTA}eksport\n-vyros-445880-2021/", f"{BELTA}eksport-vyros-445880-2021/"),
    "in the middle of a word": (
        f"- URL: {BELTA}belarus-i-sirija-zainteresovany-sotrud\nnichat-v-stroitelnoj-sfere-481516-2022/",
        f"{BELTA}belarus-i-sirija-zainteresovany-sotrudnichat-v-stroitelnoj-sfere-481516-2022/",
    ),
    "in the middle of a number": (
        f"- URL: {BELTA}v-stroitelnoj-sfere-4815\n16-2022/",
        f"{BELTA}v-stroitelnoj-sfere-481516-2022/",
    ),
    "in the middle of a number, without a slash behind": (
        f"- URL: {BELTA}v-stroitelnoj-sfere-4815\n16-2022",
        f"{BELTA}v-stroitelnoj-sfere-481516-2022",
    ),
    "in the middle of the last word": (
        "https://www.theguardian.com/world/belarus-elec\ntion (accessed 9 August 2020)",
        "https://www.theguardian.com/world/belarus-election",
    ),
    "before the extension": (
        "http://www.lse.ac.uk/papers/report.\npdf",
        "http://www.lse.ac.uk/papers/report.pdf",
    ),
    "before the dot of the extension": (
        "http://www.lse.ac.uk/papers/report\n.pdf, p. 4",
        "http://www.lse.ac.uk/papers/report.pdf",
    ),
    "after a dot of the host": (
        "http://mfa. gov.\nby/press/news_mfa/b49e0d253459ccba. html.",
        "http://mfa.gov.by/press/news_mfa/b49e0d253459ccba.html",
    ),
    "with spaces after the dots of the host": (
        "https://www. belta. by/view/x-1/.",
        "https://www.belta.by/view/x-1/",
    ),
    "with spaces in a host that has no path": ("See https://www. belta. by", "https://www.belta.by"),
    "with a space before the path": (
        "https://www.belta.by /economics/view/x-1/",
        "https://www.belta.by/economics/view/x-1/",
    ),
    "with a space after the scheme": ("https:// www.belta.by/x-1/", "https://www.belta.by/x-1/"),
    "with a space before the slashes": ("https: //www.belta.by/x-1/", "https://www.belta.by/x-1/"),
    "with the scheme alone on its line": ("URL: https://\nwww.belta.by/x-1/", "https://www.belta.by/x-1/"),
    "with a space before the extension": (
        "http://mfa.gov.by/press/a. html (accessed 1 May 2015)",
        "http://mfa.gov.by/press/a.html",
    ),
    "over three lines": (
        "https://www.bundesregierung.de/breg-de/\nservice/archiv/alt-inhalte/\nrede-von-bundeskanzler-1/",
        "https://www.bundesregierung.de/breg-de/service/archiv/alt-inhalte/rede-von-bundeskanzler-1/",
    ),
    "with a DOI after its slash": (
        "doi:10.1017/\nS0020818300027739",
        "https://doi.org/10.1017/S0020818300027739",
    ),
    "in a title of an encyclopedia": (
        "https://en.wikipedia.org/wiki/\nForeign_relations_of_Belarus",
        "https://en.wikipedia.org/wiki/Foreign_relations_of_Belarus",
    ),
    "in a title of an encyclopedia, after a space": (
        "https://en.wikipedia.org/wiki/ Foreign_relations_of_Belarus",
        "https://en.wikipedia.org/wiki/Foreign_relations_of_Belarus",
    ),
    "in an escape": (
        "https://ru.wikipedia.org/wiki/%D0%\n91%D0%B5",
        "https://ru.wikipedia.org/wiki/%D0%91%D0%B5",
    ),
    "in a date that is a path": (
        "https://www.nytimes.com/\n2019/05/03/world/asia/belt-road.html",
        "https://www.nytimes.com/2019/05/03/world/asia/belt-road.html",
    ),
    "with a version number": (
        "https://example.org/files/v1.\n2/manual/index.html",
        "https://example.org/files/v1.2/manual/index.html",
    ),
    "with commas of its own": (
        "http://www.spiegel.de/politik/ausland/0,1518,\n722544,00.html",
        "http://www.spiegel.de/politik/ausland/0,1518,722544,00.html",
    ),
    "inside angle brackets": (
        "<https://www.ohchr.org/en/professional\ninterest/pages/ccpr.aspx>.",
        "https://www.ohchr.org/en/professionalinterest/pages/ccpr.aspx",
    ),
}

GOES_ON_PAST_A_BLANK = {
    "after a slash, a key before an access date": (
        "Yearbook, https://www.un.org/d/ gC169 (accessed 10 July 2023).",
        "https://www.un.org/d/gC169",
    ),
    "after a slash, a key of letters and figures": (
        "UNESCO, DOI: https://doi.org/10.54678/ YHAA4429.",
        "https://doi.org/10.54678/YHAA4429",
    ),
    "after a slash, the end of a DOI": (
        "Moradi, DOI: https://doi.org/10.1093/scipol/ scac082.",
        "https://doi.org/10.1093/scipol/scac082",
    ),
    "inside a DOI": (
        "Nachtwey, DOI: https://doi.org/10.1080/13691 18X.2019.1573914; Zuboff, Surveillance Capitalism.",
        "https://doi.org/10.1080/1369118X.2019.1573914",
    ),
    "after an escaped blank": (
        "Report, https://www.un.org/docs/What%20do%20 citizens%20use%20it%20for.pdf (accessed 3 July 2023).",
        "https://www.un.org/docs/What%20do%20citizens%20use%20it%20for.pdf",
    ),
    "after an escaped colon": (
        "Strategy, https://eur-lex.europa.eu/EN/TXT/?uri=CELEX%3A 52020DC0066 (accessed 7 June 2023).",
        "https://eur-lex.europa.eu/EN/TXT/?uri=CELEX%3A52020DC0066",
    ),
    "before an extension that stands apart": (
        "Law, https://www.planalto.gov.br/lei/l1296\n5. htm (accessed 9 December 2024).",
        "https://www.planalto.gov.br/lei/l12965.htm",
    ),
    "inside an extension": (
        "Review, https://www.arquivoestado.sp.gov.br/revista/02/index.ph\np (accessed 6 July 2023).",
        "https://www.arquivoestado.sp.gov.br/revista/02/index.php",
    ),
    "inside a key at a line's end": (
        "APSA, https://preprints.apsanet.org/engage/6119500e\n4cb47982992fcfec (accessed 1 July 2023).",
        "https://preprints.apsanet.org/engage/6119500e4cb47982992fcfec",
    ),
}


@pytest.mark.parametrize(("printed", "url"), GOES_ON_PAST_A_BLANK.values(), ids=GOES_ON_PAST_A_BLANK.keys())
def test_a_url_goes_on_past_a_blank(printed: str, url: str) -> None:
    assert only(printed).url == url


ENDS = {
    "before a word of the text's own, after a slash and a blank": (
        "See https://export.by/programme/ Minsk, 2019.",
        "https://export.by/programme/",
    ),
    "before a label that is glued to an initial, after a DOI": (
        "https://doi.org/10.1016/j.telpol.2024.102757.\n12E. Gibbon, Decline and Fall.",
        "https://doi.org/10.1016/j.telpol.2024.102757",
    ),
    "before the volume and the pages of another work, after a DOI": (
        "https://doi.org/10.1080/13691 12.3 (2015): 44.",
        "https://doi.org/10.1080/13691",
    ),
    "before a sentence that a file is named in": (
        "https://export.by/programme The loan. pdf files are kept.",
        "https://export.by/programme",
    ),
    "before an ordinary word at a line's end": (
        "https://export.by/programme_approach\nand its annex list the goods.",
        "https://export.by/programme_approach",
    ),
    "before an ordinary word after a slash": (
        "https://export.by/programme/\nfor the terms of the loan.",
        "https://export.by/programme/",
    ),
    "before a sentence on the next line": (
        "https://export.by/programme.\nThe text was withdrawn in 2020.",
        "https://export.by/programme",
    ),
    "before a sentence in lower case": (
        "https://export.by/programme.\nde Gaulle had said so.",
        "https://export.by/programme",
    ),
    "before a year of the text's own": (
        "https://export.by/programme/\n2019. The loan was repaid.",
        "https://export.by/programme/",
    ),
    "before the dash that stands for the author named before": (
        "https://www.eia.gov/outlooks/?p=307.\n_____. Annual Energy Outlook, Washington, 2014.",
        "https://www.eia.gov/outlooks/?p=307",
    ),
    "before a label that is glued to an initial": (
        "https://www.economist.com/news/21569744-airtime-money.\n52A.M. Turing, Computing Machinery.",
        "https://www.economist.com/news/21569744-airtime-money",
    ),
    "before an author whose name has a capital inside": (
        "https://export.by/programme/\nMcDonald; Smith, Trade and Peace.",
        "https://export.by/programme/",
    ),
    "before an ordinal number": (
        "https://export.by/programme/\n19th; Smith, Trade and Peace.",
        "https://export.by/programme/",
    ),
    "before 'e.g.' behind a full stop": (
        "https://export.by/programme.\ne.g. Smith, Trade and Peace.",
        "https://export.by/programme",
    ),
    "before an author": (
        "https://export.by/programme;\nSmith, J., Trade and Peace (London, 1999), 4.",
        "https://export.by/programme",
    ),
    "before an author without punctuation": (
        "https://export.by/programme\nSmith, J. Trade and Peace.",
        "https://export.by/programme",
    ),
    "before a title in quotes": (
        "https://export.by/programme\n“Trade and Peace” says more.",
        "https://export.by/programme",
    ),
    "before 'and' and another URL": ("https://export.by/a\nand https://export.by/b", "https://export.by/a"),
    "before another URL": ("https://export.by/a\nhttps://export.by/b", "https://export.by/a"),
    "before another URL, with a semicolon": (
        "https://export.by/a; https://export.by/b",
        "https://export.by/a",
    ),
    "before another URL, glued": ("https://export.by/a,https://export.by/b", "https://export.by/a"),
    "before a site without a scheme": ("https://export.by/a\nwww.belta.by/b", "https://export.by/a"),
    "before an access date": ("https://export.by/a (accessed 3 May 2019).", "https://export.by/a"),
    "before an access date on the next line": (
        "https://export.by/a/\naccessed 3 May 2019.",
        "https://export.by/a/",
    ),
    "before an access date in square brackets": (
        "https://export.by/a/\n[Accessed 12/05/2019]",
        "https://export.by/a/",
    ),
    "before 'Accessed' as a sentence": ("https://export.by/a.\nAccessed May 3, 2019.", "https://export.by/a"),
    "before 'last visited'": ("https://export.by/a/ (last visited Jan. 4, 2018).", "https://export.by/a/"),
    "before a Russian access date": (
        "https://export.by/a/ (дата обращения: 01.02.2020).",
        "https://export.by/a/",
    ),
    "before a Russian access date in a dash": (
        "https://export.by/a/\n– Дата обращения: 01.02.2020.",
        "https://export.by/a/",
    ),
    "before a German access date": ("https://export.by/a/\nabgerufen am 3.5.2019", "https://export.by/a/"),
    "before a page": ("https://export.by/a.pdf, p. 4.", "https://export.by/a.pdf"),
    "before a page on the next line": ("https://export.by/a/\np. 4–5.", "https://export.by/a/"),
    "before a range of pages": ("https://export.by/annual\n12-15.", "https://export.by/annual"),
    "before a paragraph": ("https://undocs.org/A/RES/70/1\npara. 14", "https://undocs.org/A/RES/70/1"),
    "before a date": ("https://export.by/a\n12.05.2019", "https://export.by/a"),
    "before a date after a slash": ("https://export.by/a/\n12/05/2019", "https://export.by/a/"),
    "before a year": ("https://export.by/a\n2019.", "https://export.by/a"),
    "before an area of a reference": ("https://export.by/a\n- 2019. - P. 4.", "https://export.by/a"),
    "before a slash of the text": ("https://export.by/a\n/ B. Zalessky.", "https://export.by/a"),
    "before a compound": ("https://export.by/a\nco-authored with Smith.", "https://export.by/a"),
    "before two words with a slash": (
        "https://export.by/programme\nand/or the annex",
        "https://export.by/programme",
    ),
    "before an address of mail": ("https://export.by/a\ninfo@export.by", "https://export.by/a"),
    "before a bracket": ("https://export.by/a\n(in Russian)", "https://export.by/a"),
    "before a full stop and a closing bracket": ("(see https://export.by/a).", "https://export.by/a"),
    "at an angle bracket": ("<https://export.by/a>, accessed 3 May 2019", "https://export.by/a"),
    "at a typographic quote": ("“https://export.by/a”", "https://export.by/a"),
    "at a straight quote": ('see "https://export.by/a".', "https://export.by/a"),
    "at a bracket in the middle of a sentence": (
        "as the site (https://export.by/a) has it",
        "https://export.by/a",
    ),
    "at an em dash": ("https://export.by/a—the ministry’s site", "https://export.by/a"),
    "before an ordinary word after a space": ("https://export.by/a/ and more", "https://export.by/a/"),
    "before a word of its own after a space": ("https://export.by/ passim", "https://export.by/"),
    "before a sentence that begins after a host": (
        "https://www.export.by. The site is closed.",
        "https://www.export.by",
    ),
    "before a short word that is also a country": (
        "https://www.export.by. it was closed.",
        "https://www.export.by",
    ),
}

CUT_OFF = {
    "in a hyphen": f"- URL: {BELTA}belarus-zainteresovana-v-",
    "in a hyphen with a stray space before": "- URL: https://www. belta. by/economics/view/belarus-v-",
    "after the scheme": "Report on trade. - URL: https://",
    "after the scheme's www": "Report on trade. - URL: https://www.",
    "in the host": "Report on trade. - URL: https://www.bel",
    "in an escape": "https://ru.wikipedia.org/wiki/%D0%B5%D",
    "at an escape": "https://ru.wikipedia.org/wiki/%D0%B5%",
    "at an empty parameter": "https://export.by/show.php?id=",
    "in the name of a parameter": "Yermack, SSRN, 1 April 2014, http://papers.ssrn.com/sol3/Papers.cfm?abstract_",
    "in a row of words, in mid-note": "https://export.by/the-rents-of-the- (accessed 10 July 2023).",
    "at an escaped blank, in mid-note": "https://export.by/a#:~:text=Lei%20de%20 (accessed 10 July 2023).",
    "with an ellipsis": "https://www.belta.by/economics/view/belarus…",
    "with three dots": "https://www.belta.by/economics/view/belarus...",
}


@pytest.mark.parametrize(("printed", "url"), GOES_ON.values(), ids=GOES_ON.keys())
def test_a_url_goes_on(printed: str, url: str) -> None:
    assert only(printed).url == url


@pytest.mark.parametrize(("printed", "url"), ENDS.values(), ids=ENDS.keys())
def test_a_url_ends(printed: str, url: str) -> None:
    assert find_links(note(printed))[0].url == url


@pytest.mark.parametrize("printed", CUT_OFF.values(), ids=CUT_OFF.keys())
def test_a_url_cut_off_is_truncated(printed: str) -> None:
    assert only(printed).status is Status.TRUNCATED


@pytest.mark.parametrize(
    "url",
    [
        "https://en.wikipedia.org/wiki/Minsk_(disambiguation)",
        "https://belmapo.by/sotrudnichestvo.-zasedanie-gruppyi.html",
        "https://web.archive.org/web/2019/https://www.belta.by/",
        "https://ru.wikipedia.org/wiki/Беларусь",
        "http://localhost:8000/notes",
        "https://www.ilo.org/dyn/normlex/en/f?p=NORMLEXPUB:12100:0::NO::P12100_ID:312174",
        "https://example.org/~weber/#chapter-2",
        "https://data.gov.in/show?token=MTIzNA==",
        "https://youtu.be/dQw4-x7-",
    ],
)
def test_an_unusual_url_is_ok_as_printed(url: str) -> None:
    link = only(f"Title, {url} (accessed 3 May 2019)")
    assert (link.url, link.printed, link.status) == (url, url, Status.OK)


def test_a_url_glued_to_its_label_is_found() -> None:
    assert only("2021. URL:https://export.by/a").url == "https://export.by/a"


def test_brackets_around_a_url_are_no_part_of_its_printing() -> None:
    link = only("The site (https://export.by/a) says so.")
    assert (link.printed, link.repairs) == ("https://export.by/a", ())


def test_a_full_stop_taken_off_is_listed_and_stays_in_the_printing() -> None:
    link = only("Tariffs. - URL: https://export.by/a.")
    assert (link.url, link.printed) == ("https://export.by/a", "https://export.by/a.")
    assert link.repairs == ("full stop at the end taken off",)


def test_a_double_slash_at_the_end_becomes_one_and_is_listed() -> None:
    link = only("- URL: https://export.by/furgonov-7887//")
    assert (link.url, link.repairs) == (
        "https://export.by/furgonov-7887/",
        ("double slash at the end made single",),
    )


def test_a_bare_number_sign_at_the_end_is_taken_off_and_listed() -> None:
    link = only("- URL: https://export.by/biznes-forum/#")
    assert (link.url, link.repairs) == ("https://export.by/biznes-forum/", ("bare # at the end taken off",))


def test_the_printing_keeps_line_breaks_and_spaces() -> None:
    link = only("URL: http://mfa. gov.\nby/press/a. html.")
    assert link.printed == "http://mfa. gov.\nby/press/a. html."
    assert link.repairs == ("space taken out", "line break closed up", "full stop at the end taken off")


def test_www_without_a_scheme_gets_one() -> None:
    link = only("See www.export.by/programme, p. 2.")
    assert link.url == "http://www.export.by/programme"
    assert "scheme added" in link.repairs


def test_a_bare_domain_counts_only_behind_its_label() -> None:
    assert only("Tariffs. URL: export.by/programme").url == "http://export.by/programme"
    assert find_links(note("Tariffs, export.by/programme and others")) == ()


@pytest.mark.parametrize(
    "printed",
    [
        "doi:10.1017/S002081830",
        "DOI: 10.1017/S002081830",
        "doi 10.1017/S002081830",
        "dx.doi.org/10.1017/S002081830",
    ],
)
def test_a_doi_becomes_the_url_of_its_resolver(printed: str) -> None:
    assert only(f"Journal 12 (2019): 4, {printed}.").url == "https://doi.org/10.1017/S002081830"


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "#fn1", "vbscript:x"]
)
def test_other_schemes_are_no_urls(target: str) -> None:
    assert find_links(Note("n", "1", f"See {target} here", links=((4, 8, target),))) == ()


def test_a_hyperlink_of_the_format_gives_its_target() -> None:
    links = find_links(
        Note("n", "1", "See the report of 2019.", links=((4, 14, "https://export.by/report"),))
    )
    assert [(link.url, link.start, link.end, link.status) for link in links] == [
        ("https://export.by/report", 4, 14, Status.OK)
    ]


def test_a_hyperlink_wins_over_its_shortened_printing() -> None:
    text = "See https://export.by/rep… for more."
    links = find_links(Note("n", "1", text, links=((4, 26, "https://export.by/report/2019"),)))
    assert [link.url for link in links] == ["https://export.by/report/2019"]
    assert links[0].repairs == ("taken from the hyperlink",)


def test_a_link_of_mail_is_kept() -> None:
    assert (
        find_links(Note("n", "1", "Ask me.", links=((0, 3, "mailto:me@export.by"),)))[0].url
        == "mailto:me@export.by"
    )


def test_all_urls_of_a_note_are_found_in_order() -> None:
    links = find_links(note("See https://a.org/1; www.b.org/2\nand doi:10.1000/xyz; cf. <http://c.org>."))
    assert [link.url for link in links] == [
        "https://a.org/1",
        "http://www.b.org/2",
        "https://doi.org/10.1000/xyz",
        "http://c.org",
    ]


@given(st.text(alphabet="htps:/w.by-a 1%#?=&()<>,;\u00ad\u200bЖ\ud800", max_size=60), st.data())
def test_a_link_stands_where_it_says_and_lists_what_was_done(text: str, data: st.DataObject) -> None:
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    breaks = data.draw(st.lists(st.sampled_from(spaces), unique=True)) if spaces else []
    written = Note("n", "1", text, line_breaks=tuple(sorted(breaks)))
    end = 0
    for link in find_links(written):
        assert end <= link.start < link.end <= len(text)
        assert link.printed == written.printed(link.start, link.end)
        assert bool(link.repairs) == (link.url != link.printed)
        assert not re.search(r"\s", link.url)
        end = link.end


@given(st.text(max_size=80))
def test_any_string_has_a_form_for_comparison_and_it_is_stable(text: str) -> None:
    once = normalise(text)
    assert isinstance(once, str)


@pytest.mark.parametrize(
    "other",
    [
        "https://www.belta.by/economics/a-1/",
        "http://belta.by/economics/a-1",
        "HTTPS://WWW.BELTA.BY/economics/a-1/#",
        "https://www.belta.by:443/economics/a-1/?utm_source=feed&utm_medium=rss",
        "www.belta.by/economics/a-1",
        "belta.by/economics/%61-1/",
        "//belta.by/economics/a-1",
    ],
)
def test_spellings_of_one_address_compare_equal(other: str) -> None:
    assert normalise(other) == "belta.by/economics/a-1"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://a.org/show?id=1", "https://a.org/show?id=2"),
        ("https://a.org/A", "https://a.org/a"),
        ("https://a.org/#one", "https://a.org/#two"),
        ("https://a.org:8080/", "https://a.org/"),
        ("https://news.a.org/", "https://a.org/"),
    ],
)
def test_different_addresses_compare_different(first: str, second: str) -> None:
    assert normalise(first) != normalise(second)


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.belta.by/x", "belta.by"),
        ("https://iran.mfa.gov.by/ru/", "mfa.gov.by"),
        ("http://www.bbc.co.uk:80/news", "bbc.co.uk"),
        ("http://127.0.0.1/x", "127.0.0.1"),
        ("http://localhost/x", None),
        ("", None),
    ],
)
def test_a_domain_is_the_registered_one(url: str, domain: str | None) -> None:
    assert registered_domain(url) == domain
