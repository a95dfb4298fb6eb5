"""URLs in a note: found, rebuilt where the page broke them, and brought to a form for comparison.

Comes in: a `Note`. Goes out: a `Link` for each URL, with what was done to it in words. Known: a line's end or
a stray space inside (`breaks.py` decides), punctuation behind that is not its own, brackets and quotes around
it, `www.` and `doi:` without a scheme, a bare domain behind "URL:", hyperlinks that the format carries, and
URLs that the document cuts off.

    >>> link = find_links(Note("note-5", "5", "Loan. - URL: https://www. belta. by/bank-2021/."))[0]
    >>> link.url, link.repairs
    ('https://www.belta.by/bank-2021/', ('space taken out', 'full stop at the end taken off'))
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from search.citations.addresses import is_web, normalise
from search.citations.breaks import goes_on
from search.citations.cut_off import is_cut_off, lacks_its_end
from search.citations.domains import public_suffix, registered_domain
from search.citations.gaps import AFTERWORDS, Gap, GapKind
from search.citations.hyperlinks import TEX_ESCAPE, carried_links, runs_on
from search.citations.marked import Marked
from search.document import Link, Note

__all__ = ["find_links", "is_web", "normalise", "registered_domain"]

_START = Marked(
    r"(?P<scheme>https?)\s?:\s?/\s?/\s?"
    r"|(?<![\w./@-])www\s?\.\s?(?=\w)"
    r"|(?<![\w./])(?P<doi>doi\b\s?:?\s?|(?:dx\.)?doi\.org/\s?)(?=10\.\d{4,9}/)"
    r"|(?:(?<=URL: )|(?<=URL:))(?=[a-z0-9-]+(?:\.[a-z0-9-]+)+/)"
    r"|(?<=[\[<])(?=[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/[^\s\]>]+[\]>])"
    rf"|(?<=[,.:] )(?=[a-z0-9-]{{2,}}(?:\.[a-z0-9-]+){{1,4}}/\S+\W*$)"
    rf"|(?<=\s)(?=[a-z0-9-]{{2,}}(?:\.[a-z0-9-]+){{1,4}}/\S+\s\W*(?:{AFTERWORDS})\b)",
    r"/|www",
    re.IGNORECASE,
)
_RUN = re.compile(
    r"(?:[^\s<>\"“”„«»‹›‘’—…（）「」『』《》【】，。；、\ufffc{}|\\^`]|\\(?=[_~#&%$.-])|<\d{1,5}:[A-Z]{1,6}>(?=\d\.)"
    r"|—(?=[a-z0-9]+[-/]\w))+"  # what a word processor makes of two hyphens
)
_WORD = re.compile(r"\S*")
_HEAD, _TAIL = re.compile(r"([a-zA-Z]{2,})-$"), re.compile(r"[a-z]{2,}")
_SECOND_URL = re.compile(
    r"(?<![/=?&:])https?://", re.IGNORECASE
)  # an archive's URL holds another: …/web/http://…
_BRACKETS = {")": "(", "]": "["}
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u00ad"), "-")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u202a-\u202e]")
_PUNCTUATION = {
    ".": "full stop", ",": "comma", ";": "semicolon", ":": "colon", "!": "exclamation mark",
    "?": "question mark", "'": "quote", "*": "asterisk", "–": "dash", "،": "comma", "؛": "semicolon",
    "。": "full stop", "，": "comma", "、": "comma", "；": "semicolon",
}  # fmt: skip


def find_links(note: Note) -> tuple[Link, ...]:
    """All URLs of a note in order; hyperlinks of the format win over the same text read as print."""
    printed = tuple(_printed(note))
    carried = tuple(carried_links(note))
    carried = tuple(link for link in carried if not any(runs_on(link, longer) for longer in printed))
    taken = [(link.start, link.end) for link in carried]
    free = [link for link in printed if not _overlaps(link, taken)]
    return tuple(sorted((*carried, *free), key=lambda link: link.start))


def _overlaps(link: Link, taken: list[tuple[int, int]]) -> bool:
    """Whether a link shares a character with one of these spans, which are in order."""
    place = bisect_right(taken, (link.end,)) - 1
    return any(start < link.end and link.start < end for start, end in taken[max(place - 1, 0) : place + 1])


# --- URLs in print ---------------------------------------------------------------------------------------


@dataclass
class _Reading:
    """A URL while it is read: what it has become, where we are in the note, and what was done."""

    note: Note
    start: int
    at: int
    url: str
    repairs: list[str] = field(default_factory=list)
    elided: bool = False

    def did(self, repair: str) -> None:
        if repair not in self.repairs:
            self.repairs.append(repair)


def _printed(note: Note) -> Iterator[Link]:
    at = 0
    while match := _START.search(note.text, at):
        reading = _begin(note, match)
        _read_on(reading)
        link = _finish(reading)
        if link is not None:
            yield link
        at = max(match.end(), reading.at, match.start() + 1)


def _begin(note: Note, match: re.Match[str]) -> _Reading:
    """The scheme: as printed, or the one that `www.`, `doi:` or a bare domain leaves out."""
    start, end, head = match.start(), match.end(), match.group()
    if match["doi"]:
        return _Reading(note, start, end, "https://doi.org/", ["DOI written as a URL"])
    closed = re.sub(r"\s", "", head)
    reading = _Reading(note, start, end, closed)
    if not match["scheme"]:
        reading.url = f"http://{closed}"  # as browsers and Markdown do: a host that has only one has this one
        reading.did("scheme added")
    if closed != head:
        reading.did(_gap_name(note, start, end))
    return reading


def _gap_name(note: Note, start: int, end: int) -> str:
    return (
        "line break closed up"
        if any(start < offset < end for offset in note.line_breaks)
        else "space taken out"
    )


def _read_on(reading: _Reading) -> None:
    """Takes runs of URL characters as long as the rules say that the URL goes on behind the gap."""
    while True:
        closed = _take_run(reading)
        gap = None if closed else _gap(reading)
        if gap is None or not goes_on(gap):
            return
        reading.did("line break closed up" if gap.kind == "line" else "space taken out")
        reading.at += 1


def _take_run(reading: _Reading) -> bool:
    """Takes the characters up to the next space; True where something in them closed the URL."""
    text = reading.note.text
    match = _RUN.match(text, reading.at)
    run = match.group() if match else ""
    whole = len(run)
    if second := _SECOND_URL.search(run, 1):
        run = run[: second.start()]
    run = _before_foreign_bracket(reading.url, run)
    end = reading.at + len(run)
    reading.url += _hyphens_closed_up(reading, run)
    reading.at = end
    reading.elided = text[end : end + 1] == "…" or run.endswith("...")
    return len(run) < whole or text[end : end + 1] != " "


def _hyphens_closed_up(reading: _Reading, run: str) -> str:
    """The run without the hyphens that its typesetter put at a line's end: the note has the word without."""
    text, start = reading.note.text, reading.at
    for offset in reversed(reading.note.line_breaks):
        if not start < offset < start + len(run) or text[offset] == " ":
            continue
        head, tail = _HEAD.search(text[start:offset]), _TAIL.match(text, offset)
        if head and tail and re.search(rf"\b{head[1]}{tail[0]}\b", text, re.IGNORECASE):
            reading.did("hyphen of a line's end taken out")
            run = run[: offset - 1 - start] + run[offset - start :]
        else:
            reading.did("line break after a hyphen closed up")
    return run


def _before_foreign_bracket(url: str, run: str) -> str:
    """The run up to the first closing bracket that nothing in the URL opened."""
    depth = {opening: url.count(opening) - url.count(closing) for closing, opening in _BRACKETS.items()}
    for place, letter in enumerate(run):
        if letter in depth:
            depth[letter] += 1
        elif letter in _BRACKETS:
            depth[_BRACKETS[letter]] -= 1
            if depth[_BRACKETS[letter]] < 0:
                return run[:place]
    return run


def _gap(reading: _Reading) -> Gap:
    text = reading.note.text
    word = _WORD.match(text, reading.at + 1)
    end = word.end() if word else reading.at
    is_line_end = reading.at in reading.note.line_breaks
    opened = text[reading.start - 1] if reading.start and text[reading.start - 1] in "[<" else ""
    kind: GapKind = "line" if is_line_end else "space"
    return Gap(reading.url, kind, text[reading.at + 1 : end], text[end:], opened)


def _finish(reading: _Reading) -> Link | None:
    """The link with its end put right; None where what was read is no URL."""
    closes_note = not reading.note.text[reading.at :].strip(" .…")
    truncated = reading.elided or (is_cut_off(reading.url) if closes_note else lacks_its_end(reading.url))
    if not truncated and not (
        re.match(r"https?://[\w\[]", reading.url, re.IGNORECASE) and _has_host(reading)
    ):
        return None
    for rule in MENDING:
        rule(reading)
    printed = reading.note.printed(reading.start, reading.at)
    link = Link(reading.url, printed, reading.start, reading.at, tuple(reading.repairs), truncated)
    return replace(link, repairs=()) if link.url == link.printed else link


def _has_host(reading: _Reading) -> bool:
    """Whether what was read without a scheme ("www.url: http://…") is an address at all."""
    if "scheme added" not in reading.repairs:
        return True
    return bool(public_suffix(re.split(r"[/:?#]", reading.url.partition("://")[2])[0].rstrip(".,;")))


# --- mending: small rules, in order ----------------------------------------------------------------------


def typographic_hyphens(reading: _Reading) -> None:
    plain = reading.url.translate(_DASHES)
    if plain != reading.url:
        reading.url = plain
        reading.did("typographic hyphen made plain")


def invisible_characters(reading: _Reading) -> None:
    seen = _INVISIBLE.sub("", reading.url)
    if seen != reading.url:
        reading.url = seen
        reading.did("invisible character taken out")


def escapes_of_tex(reading: _Reading) -> None:
    """ "online-dating\\_b\\_256": what one program had to escape and another printed."""
    plain = TEX_ESCAPE.sub("", reading.url)
    if plain != reading.url:
        reading.url = plain
        reading.did("backslash taken out")


def doi_as_a_host(reading: _Reading) -> None:
    """ "http://10.1016/j.chb.2008.08.006": the resolver was forgotten."""
    resolved = re.sub(r"^https?://(?=10\.\d{4,9}/)", "https://doi.org/", reading.url, flags=re.IGNORECASE)
    if resolved != reading.url:
        reading.url = resolved
        reading.did("DOI written as a URL")


def closing_punctuation(reading: _Reading) -> None:
    """The sentence's own full stop, comma and the like, unless nothing would be left of the URL."""
    while len(reading.url) > len("https://") and reading.url[-1] in _PUNCTUATION:
        reading.did(f"{_PUNCTUATION[reading.url[-1]]} at the end taken off")
        reading.url = reading.url[:-1]


def open_bracket_at_the_end(reading: _Reading) -> None:
    if reading.url[-1] in "([":
        reading.url = reading.url[:-1]
        reading.at -= 1


def double_slash_at_the_end(reading: _Reading) -> None:
    single = re.sub(r"(?<=[^:/])/{2,}$", "/", reading.url)
    if single != reading.url:
        reading.url = single
        reading.did("double slash at the end made single")


def bare_fragment_at_the_end(reading: _Reading) -> None:
    if reading.url.endswith("#"):
        reading.url = reading.url.rstrip("#")
        reading.did("bare # at the end taken off")


MENDING: tuple[Callable[[_Reading], None], ...] = (
    typographic_hyphens,
    escapes_of_tex,
    doi_as_a_host,
    invisible_characters,
    open_bracket_at_the_end,
    closing_punctuation,
    bare_fragment_at_the_end,
    double_slash_at_the_end,
)
