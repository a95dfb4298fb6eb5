"""What of a page is text and what is furniture."""

from search.readers import read_bytes

_SCRIPT = f"<script>{'var pixel = 1;' * 400}</script>"
_ARTICLE = "".join(
    f"<p>The lock at Foxton was rebuilt in {year}, and the boats waited for it.</p>"
    for year in range(1900, 1908)
)


def _texts(body: str) -> list[str]:
    page = f"<!DOCTYPE html><html><head><title>Foxton</title>{_SCRIPT}</head><body>{body}</body></html>"
    return [paragraph.text for paragraph in read_bytes(page.encode(), "page.html").paragraphs()]


def test_an_article_in_a_frame_named_for_its_sidebar_or_paywall_is_text() -> None:
    for name in ("content-with-sidebar-wrap", "article-body paywall", "post category-mobile-advertising-2"):
        assert len(_texts(f'<div class="{name}">{_ARTICLE}</div>')) == 8, name


def test_a_sidebar_beside_the_article_is_none() -> None:
    aside = '<div class="sidebar"><p>Subscribe and read on your phone.</p></div>'
    assert len(_texts(f"<main>{_ARTICLE}</main>{aside}")) == 8


def test_comments_longer_than_the_article_are_none() -> None:
    comment = "<p>I remember the boats, and the queue that went round the bend of the canal.</p>" * 20
    assert len(_texts(f'<main>{_ARTICLE}</main><div class="comments">{comment}</div>')) == 8


_MENU = "".join(f'<div><a href="/canals/{number}.html">Canal {number}</a></div>' for number in range(30))
_LONG = _ARTICLE.replace(
    "</p>", " Some of them came by way of the arm to Market Harborough, where there is a basin.</p>"
)
_SIDE = f"<div><div>{_MENU}</div><div>Opened today</div><div>12:30</div></div>"


def test_menus_beside_the_article_are_none_though_nothing_names_them() -> None:
    assert len(_texts(f"{_SIDE}<div><h1>Foxton</h1>{_LONG}<p>Then it closed.</p></div>{_SIDE}")) == 9


def test_an_article_in_many_boxes_named_for_a_sidebar_is_text() -> None:
    boxes = _LONG.replace("<p>", '<div class="sidebar-grid"><p>').replace("</p>", "</p></div>")
    assert len(_texts(boxes)) == 8


def test_short_lines_are_text_where_there_are_no_menus() -> None:
    assert len(_texts(f"<div><p>MR. JUSTICE STORY delivered the opinion.</p></div><div>{_LONG}</div>")) == 9


def test_short_lines_with_marks_beside_the_article_are_text() -> None:
    mark = '<p>It reopened.<sup><a href="#n1" id="r1">1</a></sup></p>'
    note = '<div><p id="n1"><a href="#r1">1</a> In 2002.</p></div>'
    assert "It reopened." in _texts(f"{_SIDE}<div>{_LONG}</div><div>{mark}</div>{note}")


def test_a_paragraph_beside_the_article_is_text() -> None:
    last = f"<p>{'The Inland Waterways Association kept it open to all. ' * 2}</p>"
    assert len(_texts(f"{_SIDE}<div>{_LONG}</div><div>{last}</div>")) == 9


def test_paragraphs_in_scripts_with_a_letter_for_a_word_are_paragraphs() -> None:
    article = "".join(
        f"<p>福克斯顿的船闸在{year}年重建，船只在那里等候，共有十级，分为两组。</p>"
        for year in range(1900, 1908)
    )
    texts = _texts(
        f"{_SIDE}<div>{article}</div><div><p>水门一共有二十个，都是用橡木做的，每三十年更换一次，由当地的木匠完成。</p></div>"
    )
    assert len(texts) == 9


def test_an_article_that_is_hidden_until_a_script_shows_it_is_text() -> None:
    assert len(_texts(f'<div style="display:none">{_LONG}</div>')) == 8


def test_paragraphs_named_for_a_paywall_are_text() -> None:
    assert len(_texts(_LONG.replace("<p>", '<p class="paywall">'))) == 8


def test_a_script_that_writes_elements_stays_a_script() -> None:
    script = """<script>document.write('<script src="a.js"/>'); var boats = "moored";</script>"""
    assert len(_texts(f"{script}{_LONG}")) == 8
