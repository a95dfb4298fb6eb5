"""Text in, the spans of its sentences out; and the sentence to which a note reference belongs.

Known are initials ("B. Zalessky"), abbreviations ("vol. 2", "e.g. tractors"), numbers ("2.5"), quotation
marks and brackets that close behind the full stop, and a full stop that print sets apart from what it ends.

    >>> text = 'It grew by 2.5 percent" . The U.S. share fell, says B. Zalessky. Why?'
    >>> [text[start:end] for start, end in sentences(text)]
    ['It grew by 2.5 percent" .', 'The U.S. share fell, says B. Zalessky.', 'Why?']
"""

from __future__ import annotations

import re

from search.results import Span

_END = re.compile(r"[.!?…]+[\"”’»')\]]*(?=\s)|[。！？]+[」』”’]*")
_NEXT = re.compile(r"[\W_]{0,60}+(\w)")  # bounded: rows of stops would be read again from each
_WORD = re.compile(r"[\w.]{1,12}\Z")

# a full stop behind these ends no sentence
_ABBREVIATIONS = re.compile(
    r"mrs?|ms|dr|prof|st|gen|col|lt|sgt|capt|rev|hon|pres|gov|sen|rep|messrs|vs|cf|viz|ibid|op|loc"
    r"|paras?|pp|vols?|ch|chaps?|eds?|trans|fn|approx|ca|\w(?:\.\w)*"
)
# nor behind these, which are words as well, before a number
_BEFORE_NUMBERS = re.compile(r"nos?|arts?|secs?|figs?|tab|al|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec")


def sentences(text: str) -> list[Span]:
    """The sentences of a text in order, without the space between them."""
    ends = [match.end() for match in _END.finditer(text) if _ends(text, match)]
    found = []
    start = 0
    for end in [*ends, len(text)]:
        sentence = text[start:end]
        if sentence.strip():
            found.append((start + len(sentence) - len(sentence.lstrip()), start + len(sentence.rstrip())))
        start = end
    return found


def sentence_of_mark(text: str, offset: int) -> Span:
    """The sentence that a mark at `offset` stands in, or right behind."""
    spans = sentences(text) or [(0, len(text))]
    return next((span for span in reversed(spans) if span[0] < offset), spans[0])


def _ends(text: str, match: re.Match[str]) -> bool:
    following = _NEXT.match(text, match.end())
    if following is None:
        return True
    if following.group(1).islower():
        return False
    word = _WORD.search(text, max(0, match.start() - 12), match.start())
    if match.group() != "." or word is None:
        return True
    before = word.group().lower()
    if _BEFORE_NUMBERS.fullmatch(before):
        return not following.group(1).isdigit()
    return before.isdigit() or not _ABBREVIATIONS.fullmatch(before)
