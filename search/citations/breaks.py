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
from typing import TypeAlias

from search.citations.domains import public_suffix
from search.citations.gaps import (
    AFTERWORD,
    ENDS_WITH_EXTENSION,
    LOCATOR,
    STARTS_WITH_EXTENSION,
    Gap,
    completes_a_name,
    goes_on_a_doi,
    has_url_marks,
    is_a_key,
    is_a_mixed_key,
    is_mixed,
    only_a_scheme,
    reads_as_url,
    speaks_of_access,
    stands_alone,
)

Rule: TypeAlias = Callable[[Gap], bool | None]

_OPENING = tuple("([{<\"“”„«»‘'’–—|")
_NEW_URL = re.compile(r"[<(\[]*(?:https?:|www\.|doi:|ftp:|url:)", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})\W*$|(?:19|20)\d\d[./-]\d\d?[./-]\d\d?[^\w/]*$")
_PAGE_RANGE = re.compile(r"\d{1,4}[-–]\d{1,4}\W*$")
_HOST_WORD = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.?(?=[/:?#]|\W*$)")
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
    if only_a_scheme(gap.left) and not re.match(r"https?:", gap.right, re.IGNORECASE):
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
        if AFTERWORD.match(gap.right + gap.rest[:20]) or LOCATOR.match(gap.right + gap.rest[:20])
        else None
    )


def a_date(gap: Gap) -> bool | None:
    if not _DATE.match(gap.right):
        return None
    return gap.kind == "line" and gap.left.endswith("/") and gap.right[:4].isdigit()


def an_address_of_mail(gap: Gap) -> bool | None:
    return False if re.match(r"[\w.+-]+@[\w-]+\.", gap.right) else None


def a_dash_of_the_text(gap: Gap) -> bool | None:
    """Or the one that stands for an author named before: "_____. Uncomputing"."""
    return False if re.fullmatch(r"[-–—/*•.]+|[_—–]{2,}\W*", gap.right) else None


def the_url_was_closed(gap: Gap) -> bool | None:
    """A closing comma or semicolon ends a URL, unless what follows can be nothing else."""
    if gap.left[-1] not in ",;:!)]'" or only_a_scheme(gap.left):
        return None
    if gap.left[-1] in "!)" and re.match(r"/\w", gap.right):  # "…/polopoly_fs/1.644904!" and "/file/"
        return True
    return gap.left[-1] == "," and gap.kind == "line" and bool(ENDS_WITH_EXTENSION.search(gap.right))


# --- what goes on ----------------------------------------------------------------------------------------


def a_scheme_wants_a_host(gap: Gap) -> bool | None:
    if not only_a_scheme(gap.left):
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


def a_name_before_its_extension(gap: Gap) -> bool | None:
    """ "…/handle/0009" and "59937. pdf": broken, and parted from its extension too."""
    if "/" not in gap.left[8:] or not re.fullmatch(r"[\w%-]+\.", gap.right):
        return None
    rest = re.match(r"\s(\w+)(?!\w)", gap.rest)
    return True if rest and rest[1].islower() and STARTS_WITH_EXTENSION.match(rest[1]) else None


def an_extension_is_cut_in_two(gap: Gap) -> bool | None:
    """ "…/02/index.ph" and "p"."""
    left = re.search(r"\w\.[a-z]+$", gap.left)
    if gap.kind != "line" or "/" not in gap.left[8:] or not left or ENDS_WITH_EXTENSION.search(gap.left):
        return None
    return True if ENDS_WITH_EXTENSION.search(left.group() + gap.right) and gap.right[0].islower() else None


def an_escape_wants_more(gap: Gap) -> bool | None:
    """No URL ends in a blank, a colon or a slash that are escaped, nor where a text to look for begins."""
    if not re.search(r"%(?:20|2F|3A)$|#:~:$", gap.left, re.IGNORECASE):
        return None
    return bool(re.match(r"[\w%]", gap.right))


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
        return has_url_marks(gap.right[1:])
    if gap.right[0] == ".":
        return bool(STARTS_WITH_EXTENSION.match(gap.right[1:]))
    return gap.kind == "line" or not gap.right[1].isupper()


def a_file_extension(gap: Gap) -> bool | None:
    return True if gap.left[-1] == "." and STARTS_WITH_EXTENSION.match(gap.right) else None


def a_full_stop_wants_strong_marks(gap: Gap) -> bool | None:
    """After a full stop a sentence may begin: only a slash, underscore, = or extension takes the URL on."""
    if gap.left[-1] != ".":
        return None
    begins_low = gap.right[0].islower() or gap.right[0].isdigit()
    return begins_low and (has_url_marks(gap.right) or completes_a_name(gap))


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
    return gap.kind == "line" or reads_as_url(gap) or stands_alone(gap)


def a_slash_wants_more(gap: Gap) -> bool | None:
    """ "…/joyeusenoelle/" and "GuideToMastodon."; behind a stray space a key that is one beyond doubt."""
    if gap.left[-1] != "/":
        return None
    return True if is_a_key(gap) and (gap.kind == "line" or is_a_mixed_key(gap)) else None


def a_doi_is_cut_in_two(gap: Gap) -> bool | None:
    """ "https://doi.org/10.1080/13691" and "18X.2019.1573914;"."""
    return True if gap.left[-1].isdigit() and goes_on_a_doi(gap) else None


def an_access_note_follows(gap: Gap) -> bool | None:
    """ "https://shorturl.at/ gC169 (accessed 3 May 2019)": nothing else stands between the two."""
    if gap.left[-1] not in _CONNECTORS or not speaks_of_access(gap):
        return None
    return True if gap.kind == "line" or "/" in gap.left[8:] else None


def an_open_query_wants_more(gap: Gap) -> bool | None:
    return True if gap.left[-1] in "=&_%" and re.match(r"[\w%]", gap.right) else None


def the_wordreads_as_url(gap: Gap) -> bool | None:
    if gap.kind == "space" and gap.left[-1] not in "/?":
        return None
    return True if reads_as_url(gap) else None


def the_word_is_the_only_one_left(gap: Gap) -> bool | None:
    """A lone word between a URL and the note's end, or "(accessed …", is the rest of the URL."""
    if gap.kind != "line" or not stands_alone(gap):
        return None
    if gap.left[-1] in _CONNECTORS:
        return True
    digits = gap.right[0].isdigit() and (gap.left[-1].isdigit() or is_mixed(gap.right))
    goes_on_in_kind = gap.right[0].islower() or digits
    return goes_on_in_kind and "/" in gap.left[8:]


RULES: tuple[Rule, ...] = (
    nothing_follows,
    another_url_begins,
    a_bracket_or_quote_opens,
    a_scheme_wants_a_host,
    the_bracket_around_it_closes,
    the_rest_of_the_host,
    inside_the_host,
    an_escape_wants_more,
    a_word_about_the_url,
    a_name_before_its_extension,
    a_date,
    an_address_of_mail,
    a_dash_of_the_text,
    the_url_was_closed,
    another_site_begins,
    the_word_opens_with_a_mark,
    a_file_extension,
    an_extension_is_cut_in_two,
    a_full_stop_wants_strong_marks,
    a_number_is_cut_in_two,
    a_hyphen_wants_more,
    a_slash_wants_more,
    a_doi_is_cut_in_two,
    an_access_note_follows,
    an_open_query_wants_more,
    the_wordreads_as_url,
    the_word_is_the_only_one_left,
)
