"""The pages over HTTP: what they say, that all they link to is there, and that text stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from search.library import Library
from search.settings import Settings
from web import create_app

STATIC = Path(__file__).parents[2] / "web" / "static"
RIGHT_TO_LEFT = "\u202e"
HOSTILE = "<script>alert('title')</script>"
DOCUMENT = f"""The Salt {HOSTILE} Road to Wieliczka

Long before anyone thought of digging for coal, the towns north of the
Carpathians lived by salt. The brine springs near Cracow were boiled down
<b onclick="alert(2)">in iron pans</b> as early as the eleventh century,[1] and
when the springs began to fail, the boilers followed the water underground. [2]

The carters

A cart drawn by two horses carried twelve balks of salt to Warsaw in nine days,
"obstinate, pious and drunk in about equal measure", as a royal inspector said
of its driver.[3] The same inspector counted the carts of one season, and nobody
has doubted his figure since.[4] They paid a tenth of the load at the last
bridge,[9] which is more than the load was worth.[1]

Notes

1. Smith, J. The Salt Trade of the Carpathians <img src=x onerror=alert(3)>. -
London : Harbour Press, 1999. - P. 12.
2. Mining under Cracow [Electronic resource]. - 2021. - URL:
https://www.example.org/mining-under-
cracow-2021/
3. The drunken carter {RIGHT_TO_LEFT}[Electronic resource]. - 2020. - URL: javascript:alert(4)
4. Tolls and bridges [Electronic resource]. - 2018. - URL: https://example.com/a"><script>alert(5)</script>
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "texts").mkdir()
    (folder / "texts" / "salt.txt").write_text(DOCUMENT, encoding="utf-8")
    settings = Settings(f"sqlite:///{folder}/catalogue.db", "memory:")
    with Library.open(settings) as library:
        report = library.index([folder / "texts"])
        assert not report.failed
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def seeds(seeded: Settings) -> FlaskClient:
    return create_app(seeded).test_client()


@cache  # the libraries do not change, and parsing is what takes time
def page(client: FlaskClient, path: str, status: int = 200) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == status, f"{path}: {response.status_code}"
    assert response.content_type.startswith("text/html")
    return BeautifulSoup(response.text, "lxml")


def words(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text().split())


def href(element: Tag | None) -> str:
    assert element is not None
    return str(element["href"])


def document_path(client: FlaskClient) -> str:
    return href(page(client, "/documents/").select_one(".documents h2 a"))


def every_page(client: FlaskClient) -> list[str]:
    source = href(page(client, "/sources/").select_one(".sources a.source"))
    document = document_path(client)
    return [
        "/",
        "/search",
        "/search?q=salt",
        "/search?q=carter+in:notes",
        "/search?q=nowhere+found",
        '/search?q="salt',
        "/search?q=salt&status=missing&sort=position",
        "/concordance",
        "/concordance?q=salt&document=salt",
        "/concordance?q=carter+in:notes&sort=previous",
        "/concordance?q=nowhere+found",
        "/passages/salt.p1/citation",
        "/passages/salt.p1/citation?style=apa",
        "/documents/",
        document,
        f"{document}?q=salt&at=2",
        "/sources/",
        "/sources/?group=domain&sort=title",
        "/sources/?q=nothing+like+it",
        source,
        "/cite",
        "/cite?q=note+1",
        "/cite?q=A+cart+drawn+by+two+horses+carried+twelve+balks+of+salt",
        "/audit",
    ]


# --- every page ---


def test_every_page_has_a_language_a_title_one_heading_and_landmarks(client: FlaskClient) -> None:
    for path in every_page(client):
        shown = page(client, path)
        assert shown.html
        assert shown.html["lang"] == "en"
        assert "Ibidem" in words(shown.title), path
        assert len(shown.select("h1")) == 1, path
        assert shown.select_one("main#content")
        assert href(shown.select_one("a.skip")) == "#content"
        assert shown.select_one("header nav[aria-label]")


def test_headings_go_down_one_level_at_a_time(client: FlaskClient) -> None:
    for path in every_page(client):
        levels = [int(heading.name[1]) for heading in page(client, path).select("h1, h2, h3, h4, h5")]
        after_title = levels[levels.index(1) :]
        assert all(later <= earlier + 1 for earlier, later in pairwise(after_title)), f"{path}: {levels}"


def test_ids_are_unique_and_what_names_them_is_there(client: FlaskClient) -> None:
    for path in every_page(client):
        shown = page(client, path)
        ids = [str(element["id"]) for element in shown.select("[id]")]
        assert len(ids) == len(set(ids)), path
        for attribute in ("aria-labelledby", "popovertarget", "for"):
            for element in shown.select(f"[{attribute}]"):
                assert str(element[attribute]) in ids, f"{path}: {attribute}={element[attribute]}"


def test_every_field_has_a_label(client: FlaskClient) -> None:
    for path in every_page(client):
        shown = page(client, path)
        for field in shown.select("input:not([type=hidden]), textarea, select"):
            assert words(shown.select_one(f'label[for="{field["id"]}"]')), path


def test_status_is_announced_at_most_once(client: FlaskClient) -> None:
    assert all(len(page(client, path).select("[role=status]")) <= 1 for path in every_page(client))


def test_no_page_has_a_script_or_a_style_of_its_own_or_asks_another_host(client: FlaskClient) -> None:
    for path in every_page(client):
        shown = page(client, path)
        for script in shown.select("script:not([type='application/ld+json'])"):  # data that nothing runs
            assert str(script.get("src")).startswith("/static/"), path
            assert not script.get_text(), path
        assert not shown.select("style, [style]")
        assert not [
            name for element in shown.find_all(True) for name in element.attrs if name.startswith("on")
        ]
        asked = [element.get("src") or element["href"] for element in shown.select("[src], link[href]")]
        assert all(str(url).startswith("/") for url in asked), path


def test_every_link_within_the_site_leads_somewhere(client: FlaskClient) -> None:
    waiting, ids, fragments = every_page(client), dict[str, set[str]](), list[tuple[str, str, str]]()
    while waiting and len(ids) < 80:  # what the facets lead to has no end
        path = waiting.pop(0)
        if path in ids:
            continue
        shown = page(client, path)
        ids[path] = {str(element["id"]) for element in shown.select("[id]")}
        for link in shown.select("a[href]"):
            target = urlsplit(urljoin(path, href(link)))
            where = target._replace(fragment="").geturl()
            if target.netloc or target.path.startswith("/api/") or target.path.endswith(".atom"):
                continue
            if target.fragment:
                fragments.append((path, where, target.fragment.partition(":~:")[0]))
            waiting.append(where)
    for path, where, fragment in fragments:
        assert where not in ids or fragment in ids[where], f"{path} links to {where}#{fragment}"


# --- text stays text ---


def test_markup_in_a_document_a_note_and_a_url_stays_text(client: FlaskClient) -> None:
    shown = page(client, document_path(client))
    assert HOSTILE in words(shown.h1)
    assert '<b onclick="alert(2)">in iron pans</b>' in words(shown.select_one("#p1"))
    assert "<img src=x onerror=alert(3)>" in words(shown.select_one("#note-1"))
    assert "<script>alert(5)</script>" in words(shown.select_one("#note-4"))
    assert not shown.select("b[onclick], img[onerror]")


def test_markup_in_a_question_stays_text(client: FlaskClient) -> None:
    asked = "<script>alert(1)</script>"
    for path in (f"/search?q={quote(asked)}", f"/cite?q={quote(asked)}", f"/sources/?q={quote(asked)}"):
        shown = page(client, path)
        assert not shown.select("script:not([src])")
        assert (
            asked in str(shown.select_one("main #q, main textarea"))
            or shown.select_one(f"#q[value='{asked}']")
            or asked in words(shown.select_one("textarea"))
        )


def test_only_links_that_a_browser_may_open_are_links(client: FlaskClient) -> None:
    for path in every_page(client):
        for link in page(client, path).select("a[href]"):
            scheme = urlsplit(href(link)).scheme
            assert scheme in ("", "http", "https", "mailto"), f"{path}: {href(link)}"
            assert not scheme or "noopener" in (link.get("rel") or []), f"{path}: {href(link)}"


def test_text_from_documents_is_kept_apart_from_the_direction_of_the_page(client: FlaskClient) -> None:
    shown = page(client, document_path(client))
    for data in shown.find_all("script"):
        data.decompose()  # read by programs, shown to nobody
    for text in shown.find_all(string=re.compile(RIGHT_TO_LEFT)):
        assert text.find_parent(lambda tag: tag.name == "bdi" or tag.get("dir") == "auto")


# --- the first page ---


def test_the_first_page_says_what_the_library_holds(seeds: FlaskClient) -> None:
    figures = {words(one.dt): words(one.dd) for one in page(seeds, "/").select(".figures > div")}
    assert figures["document"] == "1"
    assert figures["sections"] == "5"
    assert figures["sources"] == "92"
    assert figures["missing notes"] == "47"


def test_the_first_page_asks_four_questions_that_have_answers(seeds: FlaskClient) -> None:
    questions = [href(link) for link in page(seeds, "/").select(".questions a")]
    assert len(questions) == 4
    for question in questions:
        assert page(seeds, question).select(".result, .uses li, .answer"), question


def test_an_empty_library_says_how_to_fill_it(tmp_path: Path) -> None:
    client = create_app(Settings(f"sqlite:///{tmp_path}/catalogue.db", "memory:")).test_client()
    for path in ("/", "/documents/", "/audit"):
        assert "ibidem index" in words(page(client, path).main)
    assert "0 sources" in words(page(client, "/sources/").main)
    assert "Nothing matches" in words(page(client, "/search?q=salt").main)


# --- search ---


def test_a_search_says_how_much_it_found_and_what_it_understood(client: FlaskClient) -> None:
    shown = page(client, '/search?q="royal+inspector"+salt')
    assert words(shown.select_one("[role=status]")).startswith("1 passage with “royal inspector” and salt")
    assert [words(hit) for hit in shown.select(".passage > p mark")] == ["salt", "royal inspector"]


def test_beside_a_passage_stand_its_sources_with_their_states_in_words(client: FlaskClient) -> None:
    beside = page(client, "/search?q=boiled").select(".authorities li")
    assert [words(one.select_one(".label")) for one in beside] == ["1", "2"]
    assert "Smith, J., The Salt Trade" in words(beside[0])
    assert "no URL" in words(beside[0])
    assert "example.org · URL rebuilt from a broken line" in words(beside[1])


def test_a_mark_opens_its_note_with_its_source_its_url_and_its_state(client: FlaskClient) -> None:
    shown = page(client, "/search?q=underground")
    mark = next(one for one in shown.select("button.mark") if words(one) == "2")
    note = shown.find(id=str(mark["popovertarget"]))
    assert isinstance(note, Tag)
    assert note.has_attr("popover")
    assert words(note.select_one("a.source")) == "Mining under Cracow"
    assert href(note.select_one("a.url")) == "https://www.example.org/mining-under-cracow-2021/"
    assert "URL rebuilt from a broken line" in words(note)


def test_a_short_form_says_in_its_note_how_it_was_led_back(tmp_path: Path) -> None:
    (tmp_path / "ports.txt").write_text(
        "Trade grew by half.[1] Nobody minded it much.[2]\n\n"
        "[1] Lee, A. Ports. London: Harbour, 1998. P. 12. URL: https://export.by/a (accessed 3 May 2019),"
        " archived at https://perma.cc/AB12-CD34\n[2] Ibid. P. 14.\n",
        encoding="utf-8",
    )
    settings = Settings(f"sqlite:///{tmp_path}/catalogue.db", "memory:")
    with Library.open(settings) as library:
        library.index([tmp_path / "ports.txt"])
    shown = page(create_app(settings).test_client(), "/search?q=trade").main
    first, second = shown.select(".note")
    assert "Seen by the author: 3 May 2019" in words(first)
    assert first.select_one('a[href="https://perma.cc/AB12-CD34"]')
    assert "Resolved by way of note 1" in words(second)
    assert second.select_one('a[href="/documents/ports?at=note-1#note-1"]')


def test_a_mark_whose_note_is_missing_says_so_and_leads_to_its_place(client: FlaskClient) -> None:
    shown = page(client, "/search?q=bridge")
    mark = shown.select_one('.mark[aria-label="Note 9, missing"]')
    assert words(shown.select_one(".authorities .lost")) == "9 the note is missing from the document"
    place, _, anchor = href(mark).partition("#")
    assert page(client, place).find(id=anchor)


def test_a_result_leads_to_the_sentence_of_its_first_hit(client: FlaskClient) -> None:
    link = page(client, "/search?q=obstinate").select_one(".actions a[href*=text]")
    place, _, fragment = href(link).partition("#")
    anchor, _, sentence = fragment.partition(":~:text=")
    assert page(client, place).find(id=anchor)
    assert sentence == "A%20cart%20drawn%20by%20two%20horses%20carried%20twelve,of%20its%20driver"


def test_a_result_leads_to_its_passage_as_a_reader_would_cite_it(client: FlaskClient) -> None:
    result = page(client, "/search?q=obstinate").select_one(".result")
    assert result
    ways = {words(link): href(link) for link in result.select(".actions a")}
    cited = page(client, ways["Copy as citation"])
    assert [words(name) for name in cited.select("main h2")] == ["Chicago, note", "APA", "MLA", "Harvard"]
    mla = cited.select_one("#mla")
    assert words(mla).startswith("“The carters.” The Salt <script>")
    assert mla
    assert mla.select_one("i")
    assert words(mla).endswith(", par. 2, nn. 3, 4, 9, 1.")


def test_a_concordance_sets_each_hit_between_what_precedes_and_follows(client: FlaskClient) -> None:
    [line] = page(client, "/concordance?q=tenth").select(".lines tbody tr")
    assert [words(cell) for cell in line.select("td")] == [
        "of one season, and nobody has doubted his figure since. They paid a",
        "tenth",
        "of the load at the last bridge, which is more than the load was",
        "paragraph 2",
    ]


def test_a_hit_in_a_note_leads_to_the_note(client: FlaskClient) -> None:
    [line] = page(client, "/concordance?q=drunken+in:notes").select(".lines tbody tr")[:1]
    assert href(line.select_one(".hit a")).endswith("#note-3")
    assert words(line.select_one(".at")) == "note 3 of paragraph 2"


def test_a_query_without_words_is_led_from_the_concordance_to_its_passages(client: FlaskClient) -> None:
    said = page(client, "/concordance?q=status:missing").select_one(".count")
    assert "names no word that could be lined up, but 1 passage" in words(said)
    assert page(client, href(said.select_one("a") if said else None)).select(".result")


def test_first_and_last_page_are_one_click_away(seeds: FlaskClient) -> None:
    shown = page(seeds, "/search?q=the&page=3")
    ways = {words(link): href(link) for link in shown.select(".paging a")}
    assert list(ways) == ["First", "Previous", "Next", "Last"]
    assert page(seeds, ways["Last"]).select(".result")
    assert not page(seeds, ways["Last"]).select_one(".paging a[rel=next]")
    assert "page" not in ways["First"]


def test_the_title_says_how_much_was_found(client: FlaskClient) -> None:
    assert words(page(client, "/search?q=salt").title) == "2 passages: salt · Ibidem"
    assert words(page(client, "/search?q=pelican").title) == "Nothing found: pelican · Ibidem"


def test_a_phrase_that_is_nowhere_is_offered_as_words(client: FlaskClient) -> None:
    offered = page(client, '/search?q="balks+salt"').select_one(".nothing li")
    assert words(offered).startswith("Ask with less: balks salt (1), ")


def test_several_values_of_a_facet_widen_and_are_taken_back_together(seeds: FlaskClient) -> None:
    def total(path: str) -> int:
        return int(words(page(seeds, path).select_one(".count b")).split()[0])

    one = total("/search?q=Belarus&year=2018")
    both = page(seeds, "/search?q=Belarus&year=2018&year=2021")
    assert one < total("/search?q=Belarus&year=2018&year=2021") < total("/search?q=Belarus")
    counts = {
        words(line.select_one(".value bdi")): words(line.select_one(".tally"))
        for line in both.select('[aria-labelledby="facet-year"] li:has(.value)')
    }
    assert counts["2018"] == str(one)
    assert href(both.select_one(".chosen .all")) == "/search?q=Belarus"


def test_a_url_that_the_document_cut_off_is_text_and_no_link(seeds: FlaskClient) -> None:
    beside = page(seeds, "/search?q=status:truncated").select(".authorities li")
    cut = next(line for line in beside if "URL cut off in the document" in words(line))
    assert not cut.select("a.url")
    shown = page(seeds, document_path(seeds))
    note = next(one for one in shown.select(".note") if "URL cut off in the document" in words(one))
    assert "https://www.belta.by/" in words(note.select_one("span.url"))
    assert not note.select("a.url")


def test_one_click_narrows_and_one_widens_again(seeds: FlaskClient) -> None:
    every = page(seeds, "/search?q=Belarus")
    choice = every.select_one(".facets a:not(.more)")
    assert choice
    narrowed = page(seeds, href(choice))
    count = words(choice.select_one(".tally"))
    assert words(narrowed.select_one("[role=status]")).startswith(f"{count} passage")
    assert narrowed.select_one(".facets a.on")
    assert parse_qs(urlsplit(href(narrowed.select_one(".chosen a"))).query) == {"q": ["Belarus"]}
    assert href(narrowed.select_one(".facets a.on")) == href(narrowed.select_one(".chosen a"))


def test_a_facet_that_is_folded_opens_whole(seeds: FlaskClient) -> None:
    shown = page(seeds, "/search?q=Belarus")
    more = shown.select_one(".facets a.more")
    assert more
    left_out = int(words(more).split()[0])
    whole = page(seeds, href(more))
    assert len(whole.select(".facets li")) == len(shown.select(".facets li")) - 1 + left_out


def test_results_go_on_over_pages_without_repeating_any(seeds: FlaskClient) -> None:
    first = page(seeds, "/search?q=Belarus")
    second = page(seeds, href(first.select_one(".paging a[rel=next]")))
    numbers = [[href(link) for link in shown.select(".result h3 a")] for shown in (first, second)]
    assert len(numbers[0]) == 20
    assert not set(numbers[0]) & set(numbers[1])
    assert href(second.select_one(".paging a[rel=prev]")) == "/search?q=Belarus"


def test_a_page_past_the_last_says_so(client: FlaskClient) -> None:
    assert "There is no page 7" in words(page(client, "/search?q=salt&page=7").main)


def test_a_search_tells_of_notes_that_match_and_finds_them_there(client: FlaskClient) -> None:
    shown = page(client, "/search?q=carter")
    link = shown.select_one("[role=status] a")
    assert href(link) == "/search?q=carter+in:notes"
    assert page(client, href(link)).select(".note mark")


def test_nothing_found_offers_the_nearest_spelling(client: FlaskClient) -> None:
    shown = page(client, "/search?q=inspectr")
    assert "Nothing matches inspectr" in words(shown.select_one("[role=status]"))
    assert page(client, href(shown.select_one(".nothing a"))).select(".result")


def test_nothing_found_offers_fewer_words(client: FlaskClient) -> None:
    offered = page(client, "/search?q=salt+pelican").select_one(".nothing li")
    assert words(offered) == "Ask with less: salt (2)."


def test_what_could_not_be_understood_is_said(client: FlaskClient) -> None:
    assert words(page(client, '/search?q="salt').select_one(".warning"))


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=salt&page=-1",
        "/search?q=salt&page=1" + "0" * 30,
        "/search?q=salt&sort=sideways",
        "/search?q=salt&colour=red",
        "/search?q=colour:red",
        "/search?q=salt&q=pepper",
        "/search?q=%ff",
        "/search?q=" + "a+" * 2_000,
        "/sources/?year=soon",
        "/sources/?status=lost",
        "/cite?q=%00",
        "/?q=salt",
        "/audit?kind=nosuch",
        "/documents/?sort=title",
    ],
)
def test_an_odd_parameter_gets_a_page_that_says_what_is_wrong(client: FlaskClient, path: str) -> None:
    shown = page(client, path, 400)
    assert words(shown.h1) == "Bad request"
    assert words(shown.select_one("main p"))


@pytest.mark.parametrize("path", ["/documents/nosuch", "/sources/nosuch", "/documents/%00", "/nosuch"])
def test_what_is_not_there_gets_a_page_that_says_so(client: FlaskClient, path: str) -> None:
    assert words(page(client, path, 404).h1) == "Not found"


def test_a_page_of_results_with_everything_is_under_100_kB(seeds: FlaskClient) -> None:
    for path in ("/search?q=Belarus", "/search?q=the&all=domain"):
        names = {
            str(one.get("href") or one.get("src")) for one in page(seeds, path).select("link, script, img")
        }
        loaded = [urlsplit(name).path.rpartition("/")[2] for name in names if name.startswith("/static/")]
        static = sum((STATIC / name).stat().st_size for name in loaded)
        assert {"ibidem.css", "ibidem.js"} <= set(loaded)
        assert len(seeds.get(path).data) + static < 100_000, path


# --- documents ---


def test_a_note_leads_back_to_each_of_its_marks(client: FlaskClient) -> None:
    shown = page(client, document_path(client))
    back = [href(link) for link in shown.select("#note-1 .backs a")]
    assert len(back) == 2
    for target in back:
        mark = shown.find(id=target.removeprefix("#"))
        assert isinstance(mark, Tag)
        assert words(mark.select_one("a")) == "1"
        assert href(mark.select_one("a")) == "#note-1"


def test_a_document_shows_every_mark_and_every_note_once(seeds: FlaskClient) -> None:
    shown = page(seeds, document_path(seeds))
    assert [words(mark) for mark in shown.select("sup.call a")] == [str(one) for one in range(1, 143)]
    assert len(shown.select("[id^=note-]")) == 95
    assert len(shown.select('.note .state[data-state="missing"]')) == 47


def test_a_page_s_number_stands_where_it_begins(seeds: FlaskClient) -> None:
    numbers = [int(words(one).split()[-1]) for one in page(seeds, document_path(seeds)).select(".page")]
    assert numbers[0] == 3
    assert numbers == sorted(set(numbers))


def test_a_document_opened_from_a_search_keeps_its_hits_and_leads_from_one_to_the_next(
    client: FlaskClient,
) -> None:
    result = page(client, "/search?q=salt&sort=position").select_one(".result h3 a")
    shown = page(client, href(result))
    assert {words(hit) for hit in shown.select(".text mark")} == {"Salt", "salt"}
    assert words(shown.select_one(".walk [role=status]")) == "1 of 2 passages with salt"
    following = page(client, href(shown.select_one(".walk a[rel=next]")))
    assert words(following.select_one(".walk [role=status]")) == "2 of 2 passages with salt"
    assert not following.select(".walk a[rel=next]")


# --- sources ---


def test_sources_are_filtered_by_form_and_grouped(seeds: FlaskClient) -> None:
    form = "/sources/?q=&domain=belta.by&year=2021&type=&status=&group=status&sort=title"
    shown = page(seeds, form)
    groups = {
        words(group.h2.a): int(words(group.h2.select_one(".tally")))
        for group in shown.select("section")
        if group.h2
    }
    assert next(iter(groups)) == "URL rebuilt from a broken line"
    assert sum(groups.values()) == int(words(shown.select_one("[role=status] b")).split()[0])
    assert all("belta.by" in words(line) and "2021" in words(line) for line in shown.select(".sources li"))


def test_a_source_shows_its_url_as_resolved_and_as_printed(client: FlaskClient) -> None:
    source = page(client, "/sources/?domain=example.org").select_one(".sources a.source")
    shown = page(client, href(source))
    assert href(shown.select_one(".facts a.url")) == "https://www.example.org/mining-under-cracow-2021/"
    printed = shown.select_one(".printed")
    assert printed
    assert printed.get_text() == "https://www.example.org/mining-under-\ncracow-2021/"
    assert "line break" in words(shown.select_one(".printings"))


def test_a_source_shows_every_sentence_that_rests_on_it_with_the_mark(client: FlaskClient) -> None:
    source = page(client, "/sources/?q=Carpathians").select_one(".sources a.source")
    uses = page(client, href(source)).select(".uses li")
    assert len(uses) == 2
    assert words(uses[0].select_one(".sentence")).startswith("The brine springs near Cracow")
    assert words(uses[0].select_one(".mark.this")) == "1"
    assert words(uses[1].select_one(".sentence")).startswith("They paid a tenth")


def test_a_source_can_be_had_in_other_formats(client: FlaskClient) -> None:
    for item in page(client, "/sources/").select(".sources a.source"):
        shown = page(client, href(item))
        for link in shown.select(".exports a"):
            response = client.get(href(link))
            assert response.status_code == 200, href(link)
            assert response.text.strip() not in ("", "[]"), href(link)


# --- citations ---


@pytest.mark.parametrize(
    ("quotation", "verdict", "differing"),
    [
        ("A cart drawn by two horses carried twelve balks of salt to Warsaw", "Verbatim", []),
        (
            "A cart drawn by six horses carried twelve balks of salt to Warsaw",
            "Altered",
            ["[only quoted: six]", "[only in the document: two]"],
        ),
    ],
)
def test_a_quotation_is_laid_beside_its_passage(
    client: FlaskClient, quotation: str, verdict: str, differing: list[str]
) -> None:
    shown = page(client, f"/cite?q={quote(quotation)}")
    assert words(shown.select_one(".verdict")) == verdict
    assert [words(word) for word in shown.select(".compared :is(ins, del)")] == differing
    assert shown.select_one(".answer .context .mark.this")


def test_a_quotation_from_elsewhere_is_not_found(client: FlaskClient) -> None:
    shown = page(client, "/cite?q=It+was+the+best+of+times,+it+was+the+worst+of+times")
    assert words(shown.select_one("[role=status]")).startswith("Not found")


def test_a_note_s_number_leads_to_its_source_and_says_how_sure_that_is(client: FlaskClient) -> None:
    shown = page(client, "/cite?q=note+2")
    assert "Mining under Cracow" in words(shown.select_one(".answer h2"))
    assert words(shown.select_one(".answer .where")).endswith("certain")


def test_a_missing_note_is_answered_as_missing(client: FlaskClient) -> None:
    assert "Note 9 is missing" in words(page(client, "/cite?q=note+9").select_one(".answer h2"))


# --- audit ---


def test_an_audit_says_its_figures_in_words_and_draws_them_to_scale(seeds: FlaskClient) -> None:
    shown = page(seeds, "/audit")
    figures = {str(line["data-state"]): int(words(line.b)) for line in shown.select(".legend li")}
    assert figures["missing"] == 47
    assert figures["truncated"] == 1
    widths = {str(part["data-state"]): float(str(part["width"])) for part in shown.select("rect.part")}
    total = sum(figures.values())
    assert widths == {state: pytest.approx(1000 * n / total, abs=0.1) for state, n in figures.items()}


def test_every_finding_is_a_sentence_that_leads_to_its_place(seeds: FlaskClient) -> None:
    own = href(page(seeds, "/audit").select_one(".audit h2 a"))
    ids = {str(element["id"]) for element in page(seeds, document_path(seeds)).select("[id]")}
    links = [
        href(link)
        for number in (1, 2, 3)
        for link in page(seeds, f"{own}&page={number}").select(".findings .where a")
    ]
    assert len(links) >= 47
    assert {urlsplit(link).fragment for link in links} <= ids


# --- the style sheet ---


def colours() -> Iterator[tuple[str, list[str]]]:
    css = (STATIC / "ibidem.css").read_text(encoding="utf-8")
    for name, light, dark in re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\);", css):
        yield name, [light, dark]


def contrast(one: str, other: str) -> float:
    """By WCAG 2.2, "contrast ratio" and "relative luminance"."""

    def luminance(colour: str) -> float:
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_paper_in_both_schemes(scheme: int) -> None:
    shown = {name: values[scheme] for name, values in colours()}
    for ground in ("paper", "sheet", "tint"):
        assert contrast(shown["ink"], shown[ground]) >= 12, ground
        assert contrast(shown["accent"], shown[ground]) >= 4.5, ground
    assert contrast(shown["quiet"], shown["paper"]) >= 4.5
    assert contrast(shown["quiet"], shown["sheet"]) >= 4.5
    assert contrast(shown["edge"], shown["sheet"]) >= 3  # the outline of a control


def test_custom_properties_hold_every_colour_and_nothing_is_fetched() -> None:
    css = "".join(sheet.read_text(encoding="utf-8") for sheet in sorted(STATIC.glob("*.css")))
    rules = re.sub(r"--\w+: light-dark\(#\w{6,8}, #\w{6,8}\);", "", css)
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgb|hsl|(?<![-\w])(?:white|black|red|gr[ae]y)(?![-\w])", rules)
    assert "url(" not in css
    assert "@import" not in css


def test_a_pasted_paragraph_has_its_citations_and_its_sentences_checked(client: FlaskClient) -> None:
    text = (
        "A cart drawn by six horses carried twelve balks of salt to Warsaw. Nobody in <b>Lima</b> ever saw a "
        "llama eat marmalade. It is at https://nowhere.example/a."
    )
    shown = page(client, f"/cite?q={quote(text)}")
    assert [words(one) for one in shown.select(".verdict")] == ["Altered", "Not found"]
    assert [words(one) for one in shown.select(".compared :is(ins, del)")] == [
        "[only quoted: six]",
        "[only in the document: two]",
    ]
    assert "Not in the library" in words(shown.select_one("[aria-labelledby=cited]"))
    assert words(shown.select_one("#cited + article h3")) == "https://nowhere.example/a"
    assert not shown.select(".context b")
