"""A note split into what it cites: the spans of its works and short forms, commentary left outside.

Comes in: a note's text and its links. Goes out: the spans, in order. A note is parted at "; ", ". See",
"quoted in" and between two URLs with a title between them, but only where each side reads as a reference:
authors and titles hold semicolons too.

    >>> text = "On this, see Judt, Postwar (London: Vintage, 2010), 5; Arendt, On Violence (London, 1970), 9."
    >>> [text[start:end] for start, end in spans(text, ())]
    ['Judt, Postwar (London: Vintage, 2010), 5', 'Arendt, On Violence (London, 1970), 9.']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TypeAlias

from search.citations.gaps import AFTERWORDS
from search.citations.hyperlinks import reads_as_url
from search.citations.identifiers import identifiers
from search.citations.marked import Marked
from search.citations.parse import is_reference
from search.citations.reference import LINK, are_names
from search.citations.roles import Role, role
from search.citations.short_forms import is_short_form, may_be_short_form, points_forward
from search.citations.unnamed import names_no_work
from search.document import Link

Span: TypeAlias = tuple[int, int]

_SIGNAL = (
    r"(?:but\s)?(?:see|cf\.)(?:\s(?:also|generally|especially|in particular|for example|for instance"
    r"|further))?,?(?:\s?e\.\s?g\.,?)?|see,|cf\.|compare|contra"
    r"|accord|e\.\s?g\.,?|vgl\.(?:\s(?:auch|dazu))?|siehe(?:\sauch|\sdazu)?|s\.\s?a\.|voir(?:\saussi)?"
    r"|véase|см\.(?:\s(?:также|подробнее))?:?"
    r"|подробнее:?|(?:as )?(?:quoted|cited|reprinted) (?:in|from)|cit(?:ed|\.)\s(?:in|after)"
    r"|цит\.\sпо:?|zit\.\s(?:nach|in)"
)
_CAPITAL = r"[^\W\d_a-zа-яё]"
_PARTING = re.compile(
    rf";\s+(?:and\s)?|[.](?<=[.)”\"»\w][.])\s+(?=(?:{_CAPITAL}[^.;:“\"«()\d]{{2,80}}?,?\s)?(?i:{_SIGNAL})\s)"
    rf"|,\s(?=(?i:quoted|cited|reprinted)\sin\s)|,(?<=\d,)\swith\s(?={_CAPITAL})"
)
_LEAD = re.compile(rf"(?:and\s)?(?:{_SIGNAL})\s+", re.IGNORECASE)
_PROSE_LEAD = Marked(
    rf"[^“\"«\d{LINK}]{{3,300}}?[,.:;(]?\s(?:{_SIGNAL})\s+(?-i:(?={_CAPITAL}|[“\"«„‘]|{LINK}))",
    r"see|cf\.|compare|contra|accord|e\.\s?g\.|vgl\.|siehe|s\.\s?a\.|voir|véase|см\.|подробнее|quoted|cited"
    r"|reprinted|cit\.|цит\.|zit\.",
    re.IGNORECASE,
)
_SIGNAL_INSIDE = re.compile(
    rf"(?<=[\s(,;])(?:{_SIGNAL})\s+(?=[^\W\d_a-zа-яё]|[“\"«„‘]|{LINK})", re.IGNORECASE
)
_SHORT_LEAD = re.compile(
    rf"(?:anders|dagegen|ähnlich|so|and|[Oo]n [a-z ]{{2,30}}:)\s+(?={_CAPITAL}|[“\"«„‘]|{LINK})"
)
_SAME_WORK = re.compile(rf"\b(?:archived|also|available|mirror|version|pdf|{AFTERWORDS})\b", re.IGNORECASE)
_CONJUNCTION = re.compile(r"(?P<mark>,?\s(?:and|or|und|oder|et|ou|y|e|и|или)\s)(?:[\w’']+\s){0,2}")
_NEXT_SENTENCE = re.compile(r"(?:(?<=\w\w)|(?<=[)”\"»\]]))(?P<mark>[.;]\s)(?=\W{0,2}[^\W\d_a-zа-яё][^.]*$)")
_SENTENCE_END = re.compile(rf"(?:(?<=[\w)”\"»\]])\.|(?<={LINK}))\s+(?=[^\W\d_a-zа-яё])")
_TITLE_FOLLOWS = re.compile(r"\((?:\d{4}[a-z]?|n\.\s?d\.)(?:,[^()]*)?\)\.$")  # "Darwin, C. (1859)."
NAMES = 300  # characters that authors parted by semicolons may fill before their title
SENTENCES = 8  # that may end a reference: each is read anew, and an essay in a note would take seconds
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|thanks?|grateful|will|would|may|might|can|could|does"
    r"|did|do|refers?|means?|says?|said"
    r"|should|must|added|emphasis|seems?|remains?|became|ist|sind|war|waren|wird|hat|haben|est|sont|était)\b",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Masked:
    """A note's text with each printed URL overwritten, character for character, so that offsets stay true.

    `anchors` are where a hyperlink begins that stands on other words, such as the title.
    """

    text: str
    anchors: tuple[int, ...] = ()

    def part(self, start: int, end: int) -> Masked:
        """The text between two offsets."""
        first, last = bisect_left(self.anchors, start), bisect_left(self.anchors, end)
        return Masked(self.text[start:end], tuple(at - start for at in self.anchors[first:last]))


def spans(text: str, links: Sequence[Link]) -> tuple[Span, ...]:
    """Where the works and short forms that a note names stand in its text."""
    masked = mask(text, links)
    found = []
    for start, end in _joined(masked, list(_parts(masked, links))):
        span = _trimmed(masked.text, _without_prose_behind(masked, _without_lead(masked, (start, end))))
        if span[0] < span[1] and not is_commentary(masked.part(*span)):
            found.append(span)
    return tuple(found)


def mask(text: str, links: Sequence[Link]) -> Masked:
    """The text as the rules here read it; see `Masked`."""
    pieces, anchors, at = [], [], 0
    for link in links:
        if link.start < at:
            continue
        if reads_as_url(text[link.start : link.end]) or link.truncated:
            pieces += [text[at : link.start], LINK * (link.end - link.start)]
            at = link.end
        else:
            anchors.append(link.start)
    return Masked("".join([*pieces, text[at:]]), tuple(anchors))


def unmasked(masked: str) -> str:
    """A masked text as `parse` takes it: one mark for each URL."""
    return re.sub(f"{LINK}+", LINK, masked) if LINK in masked else masked


def names_a_work(masked: Masked) -> bool:
    """Whether a part of a note reads as a reference or a short form."""
    if masked.anchors:
        return True
    text = unmasked(masked.text).strip()
    led = _LEAD.match(text)
    text = text[led.end() :] if led else text
    return (
        (led is not None and len(text.split()) <= 3 and are_names(text.rstrip(".")))
        or LINK in text
        or is_short_form(text)
        or may_be_short_form(text)
        or bool(identifiers(text))
        or is_reference(text)
    )


def is_commentary(masked: Masked) -> bool:
    """Prose with a verb and without a number, a URL or any mark of a reference; bare dates and pages."""
    text = masked.text.strip()
    if points_forward(text):
        return True
    if masked.anchors or LINK in text:
        return False
    if names_no_work(text[signal_length(text) :]):
        return not (is_short_form(text) or identifiers(text))
    if re.search(r"\d", text) or len(text.split()) < 5:
        return False
    return _mostly_lower(text) and bool(_VERB.search(text)) and not names_a_work(masked)


def reads_as_prose(text: str) -> bool:
    """Whether a text has the words of a sentence: mostly without capitals, and a verb."""
    return _mostly_lower(text) and bool(_VERB.search(text))


def says_something(text: str) -> bool:
    """Whether a text holds a verb."""
    return bool(_VERB.search(text))


def signal_length(text: str) -> int:
    """How long the "see", "cf." or "quoted in" is with which a text begins; 0 without.

    >>> signal_length("See also Judt"), signal_length("Judt")
    (9, 0)
    """
    match = _LEAD.match(text)
    return match.end() if match else 0


def signals(text: str) -> Iterator[int]:
    """Behind each "see", "cf." or "quoted in" inside a text."""
    return (match.end() for match in _SIGNAL_INSIDE.finditer(text))


def _mostly_lower(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    return bool(words) and sum(word[:1].islower() for word in words) / len(words) >= 0.6


# --- parting ---------------------------------------------------------------------------------------------


def _parts(masked: Masked, links: Sequence[Link]) -> Iterator[Span]:
    """The text between the marks that may part two works."""
    start = 0
    cuts = sorted(
        {*_marks(masked.text), *_between_links(masked.text, links), *_between_titles(masked, links)}
    )
    for cut, resume in cuts:
        if cut >= start:
            yield start, cut
            start = resume
    yield start, len(masked.text)


def _marks(masked: str) -> Iterator[Span]:
    for match in _PARTING.finditer(masked):
        if _is_open(masked[match.start() - min(match.start(), 1_000) : match.start()]):
            continue
        yield match.start(), match.end()


def _is_open(before: str) -> bool:
    """Whether brackets or quotation marks that opened before are still open."""
    pairs = ("()", "[]", "“”", "«»")
    is_quoting: bool = before.count('"') % 2 == 1
    return is_quoting or any(before.count(pair[0]) > before.count(pair[1]) for pair in pairs)


def _between_links(masked: str, links: Sequence[Link]) -> Iterator[Span]:
    """After a URL, where a title stands between it and the next one."""
    for link, following in pairwise(links):
        if masked[link.start] != LINK:
            continue
        between = masked[link.end : following.start]
        match = re.match(r"\s?(?:[(\[][^)\]]*[)\]])?[.,;]?\s+(?=[^\W\d_a-zа-яё]|[“\"«„])", between)
        if match and len(between.split()) > 2 and not _SAME_WORK.search(between):
            yield link.end + len(match.group().rstrip()), link.end + match.end()


def _between_titles(masked: Masked, links: Sequence[Link]) -> Iterator[Span]:
    """Between two hyperlinked titles: before "and", or where a sentence ends."""
    anchors = set(masked.anchors)
    titles = [link for link in links if link.start in anchors and _is_title(masked.text, link)]
    for link, following in pairwise(titles):
        between = (masked.text, link.end, following.start)
        match = _CONJUNCTION.fullmatch(*between) or _NEXT_SENTENCE.search(*between)
        words = masked.text[link.end : following.start]
        if match and LINK not in words and not _SAME_WORK.search(words):
            yield match.span("mark")


def _is_title(text: str, link: Link) -> bool:
    return role(link.url, text[link.start : link.end]) in (Role.WORK, Role.ENCYCLOPEDIA)


def _joined(masked: Masked, parts: list[Span]) -> list[Span]:
    """Parts that do not read as a reference go to a neighbour, or are left out where they are prose."""
    found: list[Span] = []
    waiting: int | None = None  # the start of names that wait for the title that follows them
    for place, (start, end) in enumerate(parts):
        start = start if waiting is None else waiting
        waiting = None
        part = masked.text[start:end]
        if len(parts) == 1 or _holds_a_work(masked, (start, end)):
            found.append((start, end))
        elif not found and place + 1 < len(parts) and _may_be_names(masked.text, part, parts[place + 1]):
            waiting = start
        elif found and not re.match(r"\W*[a-zа-яё]", part):
            found[-1] = (found[-1][0], end)
    return found or [(0, len(masked.text))]


def _holds_a_work(masked: Masked, span: Span) -> bool:
    """Whether a part is a reference, or words that lead to one."""
    return names_a_work(masked.part(*span)) or _without_lead(masked, span)[0] > span[0] + 2


def _may_be_names(masked: str, part: str, following: Span) -> bool:
    """Whether a part may be authors whose title follows, rather than prose before "see"."""
    is_led_to = _LEAD.match(masked[following[0] : following[1]])
    return len(part) < NAMES and not (is_led_to and _mostly_lower(part))


# --- trimming --------------------------------------------------------------------------------------------


def _without_lead(masked: Masked, span: Span) -> Span:
    """ "See", "On this point, see": what leads to a reference is no part of it."""
    start, end = span
    start += len(masked.text[start:end]) - len(masked.text[start:end].lstrip())
    text = masked.text[start:end]
    lead = _LEAD.match(text) or _PROSE_LEAD.match(text) or _SHORT_LEAD.match(text)
    if lead is None or (is_short_form(text) and not is_short_form(text[lead.end() :])):
        return start, end
    behind = start + lead.end()
    if masked.part(start, behind).anchors:
        return start, end  # a hyperlink is set on these words, too
    if lead.re is _LEAD:
        return (behind, end) if names_a_work(masked.part(start, end)) else (start, end)
    is_prose = _mostly_lower(lead.group()) and not names_a_work(masked.part(start, behind))
    return (behind, end) if is_prose and names_a_work(masked.part(behind, end)) else (start, end)


def _without_prose_behind(masked: Masked, span: Span) -> Span:
    """A sentence behind a reference that says something and cites nothing is commentary."""
    start, end = span
    text = masked.text
    backwards = range(end - 1, start - 1, -1)
    mark = next((place for place in backwards if text[place].isdigit() or text[place] == LINK), start)
    first = max([mark, *masked.anchors[-1:]])  # commentary holds no number and no URL
    for match in islice(_SENTENCE_END.finditer(text, min(first, end), end), SENTENCES):
        if _TITLE_FOLLOWS.search(text, start, match.start() + 1):
            continue
        is_said = is_commentary(masked.part(match.end(), end))
        if is_said and names_a_work(masked.part(start, match.start() + 1)):
            return start, match.start() + 1
    return span


def _trimmed(masked: str, span: Span) -> Span:
    start, end = span
    text = masked[start:end]
    return start + len(text) - len(text.lstrip(" ,;")), end - (len(text) - len(text.rstrip(" ,;")))
