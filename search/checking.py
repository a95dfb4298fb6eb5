"""A pasted paragraph in, what of it is to be checked as a quotation out, sentence by sentence.

Of a sentence with quotation marks what stands between them is the quotation, of any other the whole of it.

    >>> text = "He wrote: “The park of Great Stone is growing.” And so it is."
    >>> [text[start:end] for start, end in quotations(text)]
    ['The park of Great Stone is growing.']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from search.comparison import is_quotable
from search.results import Span
from search.sentences import sentences

_QUOTED = re.compile(r"“([^“”]+)”|«([^«»]+)»|„([^“”„]+)[“”]|\"([^\"]+)\"")


def is_paragraph(text: str) -> bool:
    """Whether a text is more than one thing to look up: several sentences, of which one may be quoted."""
    return len(sentences(text)) > 1 and any(True for _ in quotations(text))


def uncited(spans: Iterable[Span], cited: Sequence[Span]) -> Iterator[Span]:
    """Those that are not for the greater part a citation: a reference is no quotation."""
    for start, end in spans:
        taken = sum(max(0, min(end, high) - max(start, low)) for low, high in cited)
        if 2 * taken < end - start:
            yield start, end


def quotations(text: str) -> Iterator[Span]:
    """What may be quoted in a text, in order, without overlap."""
    quoted = [match.span(match.lastindex or 0) for match in _QUOTED.finditer(text)]
    long = [(start, end) for start, end in quoted if is_quotable(text[start:end])]
    free = (
        span for span in sentences(text) if not any(start < span[1] and span[0] < end for start, end in long)
    )
    yield from sorted([*long, *(span for span in free if is_quotable(text[slice(*span)]))])
