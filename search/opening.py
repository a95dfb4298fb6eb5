"""A passage in the reader's own browser: where the site is served, and the page at that paragraph.

Comes in: a passage and the address of the site. Goes out: a browser's window.

    >>> page_at("http://127.0.0.1:8000/", "/documents/report#p12", "great stone")
    'http://127.0.0.1:8000/documents/report?q=great+stone#p12'
"""

from __future__ import annotations

import http.client
import webbrowser
from urllib.parse import urlencode, urlsplit

from search.document import Passage
from search.errors import BadInput
from search.serialize import API, passage_url, quoted

_PATIENCE = 5.0  # seconds: a site on this machine or in the next room answers at once


def open_passage(site: str, passage: Passage, query: str) -> str:
    """Opens the reading view at a passage, with the hits of a query marked.

    Args:
        site: where the site is served ("http://127.0.0.1:8000").

    Returns:
        The address that was opened.

    Raises:
        BadInput: nothing that holds this passage is served there, or there is no browser.
    """
    if not _holds(site, passage.id):
        raise BadInput(
            "site", f"no site with this passage answers at {site}; start one with `ibidem serve`, or name it"
        )
    address = page_at(site, passage_url(passage), query)
    if not webbrowser.open(address):
        raise BadInput("open", f"no browser was found; open {address} yourself, or name one in BROWSER")
    return address


def page_at(site: str, path: str, query: str) -> str:
    """The address of a page of a site, with a search whose hits it marks."""
    page, _, anchor = path.partition("#")
    asked = f"?{urlencode({'q': query})}" if query else ""
    return f"{site.rstrip('/')}{page}{asked}#{anchor}"


def _holds(site: str, passage_id: str) -> bool:
    """Whether a site answers there, and has the passage."""
    parts = urlsplit(site)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInput("site", f'"{site}" is no address of a site; write it as http://127.0.0.1:8000')
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    try:
        connection = kind(parts.hostname, parts.port, timeout=_PATIENCE)
        try:
            connection.request("HEAD", f"{parts.path.rstrip('/')}{API}/passages/{quoted(passage_id)}")
            return connection.getresponse().status == 200
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError):
        return False
