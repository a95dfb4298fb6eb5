"""Does a URL go on after a gap? A gap is a printed line's end or a stray space.

Comes in: a `Gap` (the URL so far, what parts it from the next word, that word, and the text after it). Goes
out: a decision. The rules stand in `RULES` in order; the first that has an opinion wins, and where none has
one the URL ends, because a URL too short is seen and one too long leads nowhere.

    >>> goes_on(Gap("https://www.", "space", "belta.", " by/politics"))
    True
    >>> goes_on(Gap("https://export.by/programme_approach", "line", "and", " its annex"))
    False
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple, TypeAlias

from search.citations.domains import public_suffix

GapKind: TypeAlias = Literal["line", "space"]


class Gap(NamedTuple):
    """`left` is the URL so far, `right` the next word (to the next white space), `rest` what follows it.

    `opened` is the bracket that stands right before the URL, if one does.
    """

    left: str
    kind: GapKind
    right: str
    rest: str
    opened: str = ""


Rule: TypeAlias = Callable[[Gap], bool | None]

# what may follow a URL and speaks of it: none of these words is a part of it
AFTERWORDS = (
    r"accessed|retrieved|visited|viewed|consulted|checked|archived|downloaded|abgerufen|zuletzt"
    r"|letzter|aufgerufen"
    r"|zugriff|stand|consulté|consultado|accesso|дата|режим|доступ|обращение|загл|última|last|as\s+of"
    r"|date\s+of"
)
_AFTERWORD = re.compile(rf"\W*(?:{AFTERWORDS})\b", re.IGNORECASE)
_LOCATOR = re.compile(
    r"\W*(?:pp?|paras?|ch|chap|sec|art|vol|no|nos|n|nn|§+|S|s|С|с|C|стр|fig|table)(?:\.\s*|\s+)\d",
    re.IGNORECASE,
)
_OPENING = tuple("([{<\"“”„«»‘'’–—|")
_NEW_URL = re.compile(r"[<(\[]*(?:https?:|www\.|doi:|ftp:|url:)", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})\W*$|(?:19|20)\d\d[./-]\d\d?[./-]\d\d?[^\w/]*$")
_EXTENSION = (
    r"(?:s?html?|xhtml|php\d?|aspx?|jsp|jspx|cfm|cgi|pdf|docx?|xlsx?|pptx?|xml|json|txt|epub|djvu|jpe?g|png)"
)
_STARTS_WITH_EXTENSION = re.compile(rf"{_EXTENSION}(?:[?#/]\S*)?[.,;:)\]]*$", re.IGNORECASE)
_ENDS_WITH_EXTENSION = re.compile(rf"\w\.{_EXTENSION}(?:[?#]\S*)?[.,;:)\]]*$", re.IGNORECASE)
_INNER_MARK = re.compile(r"[\w%)][/_=&?%~+]+[\w%]|\w/[.,;]?$|\w//?$")
_TWO_WORDS = re.compile(r"(?:and/or|either/or|s/he|he/she|his/her|km/h|n/a|w/o|c/o|\w/\w)\W*$", re.IGNORECASE)
_PAGE_RANGE = re.compile(r"\d{1,4}[-–]\d{1,4}\W*$")
_HOST_WORD = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.?(?=[/:?#]|\W*$)")
_NEVER_A_REST = re.compile(
    r"(?:and|or|in|at|of|the|for|see|cf|passim|ibid|translated|emphasis|für|und|et|и|см|pp?)$", re.IGNORECASE
)
_CONNECTORS = "/_=-&?%~+"


def goes_on(gap: Gap) -> bool:
    """Whether the word after the gap belongs to the URL."""
    for rule in RULES:
        opinion = rule(gap)
        if opinion is not None:
            return opinion
    return False


# --- what ends a URL -------------------------------------------------------------------------------------


def nothing_follows(gap: Gap) -> bool | None:
    return None if gap.right else False


def another_url_begins(gap: Gap) -> bool | None:
    if _only_a_scheme(gap.left) and not re.match(r"https?:", gap.right, re.IGNORECASE):
        return None
    return False if _NEW_URL.match(gap.right) else None


def another_site_begins(gap: Gap) -> bool | None:
    """ "belta.by/news" after a whole URL is a second address without its scheme."""
    if "/" not in gap.left[8:] or gap.left[-1] in _CONNECTORS + ".":
        return None
    head = re.match(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?=/)", gap.right)
    return False if head and public_suffix(head.group()) else None


def a_bracket_or_quote_opens(gap: Gap) -> bool | None:
    return False if gap.right.startswith(_OPENING) else None


def a_word_about_the_url(gap: Gap) -> bool | None:
    return (
        False
        if _AFTERWORD.match(gap.right + gap.rest[:20]) or _LOCATOR.match(gap.right + gap.rest[:20])
        else None
    )


def a_date(gap: Gap) -> bool | None:
    if not _DATE.match(gap.right):
        return None
    return gap.kind == "line" and gap.left.endswith("/") and gap.right[:4].isdigit()


def an_address_of_mail(gap: Gap) -> bool | None:
    return False if re.match(r"[\w.+-]+@[\w-]+\.", gap.right) else None


def a_dash_of_the_text(gap: Gap) -> bool | None:
    return False if re.fullmatch(r"[-–—/*•.]+", gap.right) else None


def the_url_was_closed(gap: Gap) -> bool | None:
    """A closing comma or semicolon ends a URL, unless what follows can be nothing else."""
    if gap.left[-1] not in ",;:!)]'" or _only_a_scheme(gap.left):
        return None
    return gap.left[-1] == "," and gap.kind == "line" and bool(_ENDS_WITH_EXTENSION.search(gap.right))


# --- what goes on ----------------------------------------------------------------------------------------


def a_scheme_wants_a_host(gap: Gap) -> bool | None:
    if not _only_a_scheme(gap.left):
        return None
    return bool(re.match(r"[\w-]+\.", gap.right)) or (
        gap.left[-1] == "." and bool(re.match(r"[\w-]+", gap.right))
    )


def the_bracket_around_it_closes(gap: Gap) -> bool | None:
    """ "[https://perma.cc/ S43E-D3XY]", "<http://a.org/ b>": such brackets hold a URL and no more."""
    closing = {"[": "]", "<": ">"}.get(gap.opened)
    if closing is None or closing not in gap.right or not re.match(r"[\w/.?=&%#~-]", gap.right):
        return None
    return True if closing == ">" or gap.kind == "line" or gap.left[-1] == "/" else None


def the_rest_of_the_host(gap: Gap) -> bool | None:
    """ "https://www.thomsonreuters .com/en": a break before the end of a host."""
    rest = re.match(r"\.[a-z]{2,}(?:\.[a-z]{2,})*(?=[/:?#]|\W*$)", gap.right)
    host = gap.left.partition("://")[2]
    if rest is None or re.search(r"[/?#]", host) or public_suffix(host):
        return None
    return bool(public_suffix(host + rest.group()))


def inside_the_host(gap: Gap) -> bool | None:
    """A host goes on until it has a public suffix; after that only where a path follows at once."""
    host = gap.left.partition("://")[2]
    if re.search(r"[/?#]", host):
        return None
    word = _HOST_WORD.match(gap.right)
    is_whole = bool(public_suffix(host.rstrip(".")))
    if word is None or (host[-1] != "." and gap.right[0] != "." and is_whole):
        return None if gap.right.startswith("/") or gap.kind == "line" else False
    joined = (host + word.group()).rstrip(".")
    has_path = gap.right[word.end() : word.end() + 1] == "/"
    if public_suffix(joined) and (has_path or not is_whole):
        return True
    return not is_whole and host[-1] == "." and gap.right.endswith(".")


def the_word_opens_with_a_mark(gap: Gap) -> bool | None:
    """ "/economics/", "?id=5", "-2019/": a mark of a URL with a letter or digit right behind it."""
    if not re.match(r"[/?&=_%~#-][\w%]|\.[a-z]", gap.right):
        return None
    if gap.right[0] in "-#" and gap.kind == "space":
        return _has_url_marks(gap.right[1:])
    if gap.right[0] == ".":
        return bool(_STARTS_WITH_EXTENSION.match(gap.right[1:]))
    return gap.kind == "line" or not gap.right[1].isupper()


def a_file_extension(gap: Gap) -> bool | None:
    return True if gap.left[-1] == "." and _STARTS_WITH_EXTENSION.match(gap.right) else None


def a_full_stop_wants_strong_marks(gap: Gap) -> bool | None:
    """After a full stop a sentence may begin: only a slash, underscore, = or extension takes the URL on."""
    if gap.left[-1] != ".":
        return None
    return _has_url_marks(gap.right) and gap.right[0].islower() | gap.right[0].isdigit()


def a_number_is_cut_in_two(gap: Gap) -> bool | None:
    """ "…-4815" and "16-2022"; "12-15" after a word is a range of pages."""
    if gap.kind != "line" or not gap.right[0].isdigit():
        return None
    if _PAGE_RANGE.match(gap.right):
        return bool(re.search(r"-\d*$", gap.left)) or gap.left[-1] in _CONNECTORS
    return None


def a_hyphen_wants_more(gap: Gap) -> bool | None:
    """No URL ends in a hyphen; a stray space behind one may still be the text's own dash."""
    if gap.left[-1] != "-" or not re.match(r"[\w%]", gap.right):
        return None
    return gap.kind == "line" or _reads_as_url(gap) or _stands_alone(gap)


def an_open_query_wants_more(gap: Gap) -> bool | None:
    return True if gap.left[-1] in "=&_%" and re.match(r"[\w%]", gap.right) else None


def the_word_reads_as_url(gap: Gap) -> bool | None:
    if gap.kind == "space" and gap.left[-1] not in "/?":
        return None
    return True if _reads_as_url(gap) else None


def the_word_is_the_only_one_left(gap: Gap) -> bool | None:
    """A lone word between a URL and the note's end, or "(accessed …", is the rest of the URL."""
    if gap.kind != "line" or not _stands_alone(gap):
        return None
    if gap.left[-1] in _CONNECTORS:
        return True
    goes_on_in_kind = gap.right[0].islower() or (gap.left[-1].isdigit() and gap.right[0].isdigit())
    return goes_on_in_kind and "/" in gap.left[8:]


RULES: tuple[Rule, ...] = (
    nothing_follows,
    another_url_begins,
    a_bracket_or_quote_opens,
    a_scheme_wants_a_host,
    the_bracket_around_it_closes,
    the_rest_of_the_host,
    inside_the_host,
    a_word_about_the_url,
    a_date,
    an_address_of_mail,
    a_dash_of_the_text,
    the_url_was_closed,
    another_site_begins,
    the_word_opens_with_a_mark,
    a_file_extension,
    a_full_stop_wants_strong_marks,
    a_number_is_cut_in_two,
    a_hyphen_wants_more,
    an_open_query_wants_more,
    the_word_reads_as_url,
    the_word_is_the_only_one_left,
)


# --- what a word looks like ------------------------------------------------------------------------------


def _only_a_scheme(left: str) -> bool:
    return bool(re.fullmatch(r"https?://(?:www\.?)?", left, re.IGNORECASE))


def _has_url_marks(word: str) -> bool:
    if _TWO_WORDS.match(word):
        return False
    return bool(_INNER_MARK.search(word) or _ENDS_WITH_EXTENSION.search(word))


def _reads_as_url(gap: Gap) -> bool:
    if _has_url_marks(gap.right):
        return True
    hyphens = len(re.findall(r"\w-(?=\w)", gap.right))
    in_a_slug = "-" in gap.left.rpartition("/")[2] or gap.left[-1] == "/"
    if gap.right[0].isupper() and not in_a_slug:
        return False
    return in_a_slug and (hyphens > 1 or (hyphens == 1 and _stands_alone(gap)))


def _stands_alone(gap: Gap) -> bool:
    word = gap.right.rstrip(".,;:!?)]>'\"”»")
    if _NEVER_A_REST.match(word) or not re.fullmatch(r"[\w%.~+-]+", word):
        return False
    closed = gap.right[len(word) :]
    after = gap.rest.lstrip()
    if not after:
        return True
    return bool(re.match(r"[(\[]", after) or _AFTERWORD.match(after) or (closed and _LOCATOR.match(after)))
