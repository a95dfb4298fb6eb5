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
