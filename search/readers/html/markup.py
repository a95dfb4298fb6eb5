"""The bytes of a page to its element tree, whatever their encoding and however well they are formed.

Nothing is fetched, and no entity that the file itself defines is expanded: its DOCTYPE is taken out first.

    >>> parse("<p>caf\\xe9&nbsp;noir</p>".encode("windows-1252"), "menu.html").findtext(".//p")
    'café\\xa0noir'
"""

from __future__ import annotations

import codecs
import html.entities
import re

from charset_normalizer import from_bytes
from lxml import etree

from search.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_HEAD = 4096  # bytes in which a declaration is looked for
_SAMPLE = 65_536
_LATIN = {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "iso8859-1", "iso_8859-1"}
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
# what browsers read under these names
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "iso-8859-11": "cp874",
}
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_CONDITION = re.compile(r"<!\[(?:if[^>]*|endif)\]>(?!--)", re.IGNORECASE)  # Word's <![if !supportFootnotes]>
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ue000-\ue00f]|[\ud800-\udfff]")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_KEPT = {"amp", "lt", "gt", "quot", "apos"}
_VOID = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
# an element that closes itself; a script is passed over, as it may write such elements
_CLOSED = re.compile(
    rf"<script\b[^<>]*(?<!/)>.*?</script|<(?!(?:{_VOID})\b)([A-Za-z][\w:-]*)(\s[^<>]*?)?\s*/>",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)[^<>]*>")
_OF_HEAD = frozenset(
    ["base", "basefont", "bgsound", "link", "meta", "noscript", "script", "style", "template", "title"]
)
_LOOSE = re.compile(
    rf"{_VOID}|p|li|d[dt]|t[rdh]|thead|tbody|tfoot|option|html|body|head", re.IGNORECASE
)  # may stay open
_DEEP = 1_000  # elements in each other; the parser takes some two thousand
_IS_XML = re.compile(r"\s*<\?xml|\s*<!DOCTYPE[^>]*XHTML|\s*<html[^>]+xmlns", re.IGNORECASE)


def parse(data: bytes, name: str, *, is_xml: bool = False) -> etree._Element:
    """The root element.

    Raises:
        ReadError: nothing in it, or nothing that is markup.
    """
    if not data.strip():
        raise ReadError(name, "is empty; there is nothing to index")
    text = _CONTROLS.sub("", _CONDITION.sub("", decode(data)))
    root = _as_xml(text) if is_xml or _IS_XML.match(text[:_HEAD]) else None
    if root is None:
        root = _as_html(text)
    if root is None:
        raise ReadError(name, "holds no markup that could be understood; save it again from its source")
    _end_head(root)
    return root


def _end_head(root: etree._Element) -> None:
    """Moves to the body what the parser left in the head: it knows no `<article>` that would end one."""
    head = root.find("head")
    if head is None:
        return
    first = next((place for place, one in enumerate(head) if not _is_of_head(one)), None)
    if first is None:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    moved = list(head)[first:]
    if body.text and body.text.strip():  # what stands before the first element of the body follows these
        moved[-1].tail = (moved[-1].tail or "") + body.text
        body.text = None
    body[:0] = moved


def _is_of_head(element: etree._Element) -> bool:
    return not isinstance(element.tag, str) or element.tag.lower() in _OF_HEAD


def decode(data: bytes) -> str:
    """The text: by its byte order mark, as UTF-8, as it declares, else by what it looks like."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").removeprefix("\ufeff")
    declared = _DECLARED.search(data[:_HEAD])
    named = declared[1].decode("ascii").lower() if declared else ""
    if not named or named in ("utf-8", "utf8") or named in _LATIN or _MULTIBYTE.search(data):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            if named.startswith("utf") and error.start > _SAMPLE:
                return data.decode("utf-8", errors="replace")
    return _legacy(data, "" if named in ("utf-8", "utf8") else named)


def _legacy(data: bytes, named: str) -> str:
    encoding = "windows-1252" if named in _LATIN else _WIDER.get(named, named)
    if not encoding:
        foreign = sum(byte > 127 for byte in data[:_SAMPLE])
        guess = from_bytes(data[:_SAMPLE]).best() if foreign * 10 > len(data[:_SAMPLE]) else None
        encoding = guess.encoding if guess else "windows-1252"
    try:
        return data.decode(encoding, errors="replace")
    except LookupError:
        return data.decode("windows-1252", errors="replace")


def _as_xml(text: str) -> etree._Element | None:
    """XHTML by its own rules, so that `<a id="x"/>` is empty; None where it is not well formed."""
    text = _ENTITY.sub(_character, _DOCTYPE.sub("", text, count=1))
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return (
            None  # also where it is nested deeper than the parser goes: as HTML, what is too deep is lifted
        )


def _character(match: re.Match[str]) -> str:
    if match[1] in _KEPT:
        return match[0]
    return html.entities.html5.get(f"{match[1]};", match[0])


def _as_html(text: str) -> etree._Element | None:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", _DOCTYPE.sub("", text, count=1))
    text = _CLOSED.sub(_opened, text)
    root, is_whole = _parsed(text)
    return root if is_whole else _parsed(_lifted(text))[0]


def _opened(match: re.Match[str]) -> str:
    return f"<{match[1]}{match[2] or ''}></{match[1]}>" if match[1] else match[0]


def _parsed(text: str) -> tuple[etree._Element | None, bool]:
    """The root, and whether it holds all: the parser gives up some thousand elements deep."""
    parser = etree.HTMLParser(
        recover=True, no_network=True, huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, True
    return root, not any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)


def _lifted(text: str) -> str:
    """The same without the tags that stand too deep; what is in them stays."""
    depth = 0

    def tag(match: re.Match[str]) -> str:
        nonlocal depth
        if _LOOSE.fullmatch(match[2]):
            return match[0]
        depth += not match[1]
        kept = match[0] if depth <= _DEEP else " "
        depth = max(0, depth - bool(match[1]))
        return kept

    return _TAG.sub(tag, text)
