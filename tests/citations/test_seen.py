"""The day on which an author saw a page, in the words of many languages; and none of it in the title."""

from __future__ import annotations

import pytest

from search.citations import find_citations
from tests.citations.printed import document

SEEN = [
    ("Kowalska, Handel zagraniczny, https://stat.gov.pl/handel (data dostępu: 12.03.2021).", "2021-03-12"),
    ("Nowak, Miasto, https://miasto.pl/a [dostęp: 3 maja 2019].", "2019-05-03"),
    ("Durand, « La ville », https://www.cairn.info/a, consulté le 3 mai 2019.", "2019-05-03"),
    ("https://www.persee.fr/doc/a (page consultée le 12 décembre 2020)", "2020-12-12"),
    ("Weber, Handel, https://www.bpb.de/a (abgerufen am 3. Mai 2019).", "2019-05-03"),
    ("Weber, Handel, URL: https://www.bpb.de/a, Zugriff: 03.05.2019.", "2019-05-03"),
    ("Weber, Handel, https://www.bpb.de/a, letzter Zugriff am 3.5.2019.", "2019-05-03"),
    ("Weber, Handel, https://www.bpb.de/a [Stand: 03.05.2019].", "2019-05-03"),
    ("Weber, Handel, https://www.bpb.de/a (zuletzt aufgerufen am 03.05.2019)", "2019-05-03"),
    ("Weber, Handel, https://www.bpb.de/a, zuletzt abgerufen: 3. Mai 2019.", "2019-05-03"),
    ("Иванов И. И. Торговля. URL: https://export.by/a (дата обращения: 03.05.2019).", "2019-05-03"),
    ("Иваненко, Торгівля. URL: https://export.ua/a (дата звернення: 03.05.2019).", "2019-05-03"),
    ("García, Comercio, https://www.ine.es/a (consultado el 3 de mayo de 2019).", "2019-05-03"),
    ("García, Comercio, https://www.ine.es/a [consulta: 3 de mayo de 2019].", "2019-05-03"),
    ("García, Comercio, https://www.ine.es/a, fecha de consulta: 3 de mayo de 2019.", "2019-05-03"),
    ("García, Comercio, https://www.ine.es/a [último acceso: 3 de mayo de 2019].", "2019-05-03"),
    ("Recuperado el 3 de mayo de 2019 de https://www.ine.es/a", "2019-05-03"),
    ("Rossi, Commercio, https://www.istat.it/a (ultimo accesso 3 maggio 2019).", "2019-05-03"),
    ("Rossi, Commercio, https://www.istat.it/a, consultato il 13 maggio 2019.", "2019-05-13"),
    ("Rossi, Commercio, https://www.istat.it/a (data di accesso: 13 maggio 2019).", "2019-05-13"),
    ("De Vries, Handel, https://www.cbs.nl/a (geraadpleegd op 3 mei 2019).", "2019-05-03"),
    ("De Vries, Handel, https://www.cbs.nl/a, laatst geraadpleegd 3 mei 2019.", "2019-05-03"),
    ("Hansen, Handel, https://www.ssb.no/a (besøkt 3. mai 2019).", "2019-05-03"),
    ("Hansen, Handel, https://www.ssb.no/a (lest 3. mai 2019).", "2019-05-03"),
    ("Hansen, Handel, https://www.dst.dk/a (besøgt den 3. maj 2019).", "2019-05-03"),
    ("Svensson, Handel, https://www.scb.se/a (hämtad 2019-05-03).", "2019-05-03"),
    ("Svensson, Handel, https://www.scb.se/a, hämtat den 3 maj 2019.", "2019-05-03"),
    ("Virtanen, Kauppa, https://www.stat.fi/a (viitattu 3.5.2019).", "2019-05-03"),
    ("Silva, Comércio, https://www.ibge.gov.br/a. Acesso em: 3 maio 2019.", "2019-05-03"),
    ("Silva, Comércio, https://www.ibge.gov.br/a. Acesso em: 03 mai. 2019.", "2019-05-03"),
    ("Silva, Comércio, https://www.ine.pt/a [consultado em 3 de maio de 2019].", "2019-05-03"),
    ("Novák, Obchod, https://www.czso.cz/a [cit. 2019-05-03].", "2019-05-03"),
    ("Novák, Obchod, https://www.czso.cz/a [cit. 3. 5. 2019].", "2019-05-03"),
    ("Kovács, Kereskedelem, https://www.ksh.hu/a (letöltve: 2019. május 3.)", "2019-05-03"),
    ("Yılmaz, Ticaret, https://www.tuik.gov.tr/a (erişim tarihi: 3 Mayıs 2019).", "2019-05-03"),
    ("山田『貿易』https://www.stat.go.jp/a（閲覧日：2019年5月3日）。", "2019-05-03"),
    ("山田「貿易」https://www.stat.go.jp/a（最終閲覧2019年5月3日）", "2019-05-03"),
    ("王明：《贸易》，https://www.stats.gov.cn/a，2019年5月3日访问。", "2019-05-03"),
    ("王明：《贸易》，https://www.stats.gov.cn/a，访问日期：2019年5月3日。", "2019-05-03"),
    ("Smith, “Trade,” https://www.ons.gov.uk/a (last accessed on 3rd May 2019).", "2019-05-03"),
    ("Smith, “Trade,” accessed May 3, 2019, https://www.ons.gov.uk/a.", "2019-05-03"),
    ("Smith, “Trade,” https://www.ons.gov.uk/a (last visited Feb. 3, 2019).", "2019-02-03"),
    ("Smith, Trade. Retrieved 3 May 2019, from https://www.ons.gov.uk/a", "2019-05-03"),
    ("Smith, Trade. Retrieved on 2019-05-03 from https://www.ons.gov.uk/a", "2019-05-03"),
]


@pytest.mark.parametrize(("printed", "day"), SEEN)
def test_the_day_of_access_is_read_and_no_part_of_title_or_url(printed: str, day: str) -> None:
    (source,) = find_citations(document(printed)).sources
    assert source.accessed == day
    assert source.url is not None
    assert "20" not in source.url
    assert "2019" not in source.title or source.title == source.url


def test_a_day_that_could_be_two_is_kept_as_printed() -> None:
    (source,) = find_citations(
        document("Rossi, https://www.istat.it/a (ultimo accesso: 03/05/2019).")
    ).sources
    assert source.accessed == "03/05/2019"


@pytest.mark.parametrize(
    "printed",
    [
        "Visited by the court on 3 May 2019, the mine was closed; see https://www.ons.gov.uk/a.",
        "The stand of 3 May 2019 is described at https://www.ons.gov.uk/a.",
    ],
)
def test_other_days_are_no_days_of_access(printed: str) -> None:
    assert all(source.accessed is None for source in find_citations(document(printed)).sources)
